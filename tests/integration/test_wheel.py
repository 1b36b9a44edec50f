"""An installed wheel in an empty folder: everything the explorer needs is inside, and damaged files are told in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree without an isolated environment and without a network."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed; its dependencies are those of the running environment."""
    folder = tmp_path_factory.mktemp("installed")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
        "--no-compile",
    ]
    subprocess.run([*install, "--target", str(folder), str(wheel)], check=True)
    return folder


def run(home: Path, where: Path, *words: str, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command of the installed copy, started in another folder."""
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    program = "import sys; from explorer.cli.main import main; main(sys.argv[1:], prog_name='tumen')"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *words],
        cwd=where, env={**environment, "PYTHONPATH": str(home), **(extra or {})}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_wheel_holds_what_is_tracked_and_no_tests(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    listing = subprocess.run(
        ["git", "ls-files", "-z", "explorer", "geodata", "seeds"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = {name for name in listing.stdout.split("\0") if name}
    assert tracked - names == set()
    assert {name.split("/")[0] for name in names} == {"explorer", "geodata", "seeds"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    suffixes = {Path(name).suffix for name in names}
    assert {".py", ".toml", ".parquet", ".js", ".css"} <= suffixes


def test_licences_travel_with_it(wheel: Path) -> None:
    inside = [name for name in zipfile.ZipFile(wheel).namelist() if "licenses/" in name]
    assert {Path(name).name for name in inside} == {"LICENSE", "LICENSE-DATA.md"}


def test_it_is_the_installed_copy_that_runs(home: Path, tmp_path: Path) -> None:
    program = "import explorer, geodata, seeds; print(*(module.__file__ for module in (explorer, geodata, seeds)), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(Path(line).is_relative_to(home) for line in done.stdout.splitlines())


@pytest.mark.grid
def test_it_checks_itself_in_an_empty_folder(home: Path, tmp_path: Path) -> None:
    done = run(home, tmp_path, "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("All well: 2 documents, ")
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == [], "something was written beside the reader's files"


@pytest.mark.grid
def test_it_runs_where_it_may_not_write(home: Path, tmp_path: Path) -> None:
    """Installed by somebody else, with no home and no cache that may be written, in an encoding without most letters."""
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = sorted(home.rglob("*"))
    bare = {"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere", "MPLCONFIGDIR": "", "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        for words in (("check",), ("sites",), ("export", "--view", "theatre", "-o", "map.png", "-o", "map.pptx")):
            done = run(home, tmp_path, *words, extra=bare)
            assert done.returncode == 0, done.stderr
            assert "Traceback" not in done.stderr
        assert sorted(home.rglob("*")) == before
    finally:
        for path in (home, *home.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_it_has_the_ledger_and_the_page(home: Path, tmp_path: Path) -> None:
    done = run(home, tmp_path, "claims", "--format", "json", "--place", "rajin-port")
    assert {row["id"] for row in json.loads(done.stdout)} >= {"B42", "B43"}
    program = (
        "from explorer.render.web import assets; from explorer.app import components, prepared; "
        "from explorer.world.world import World; world = World.load(); components.icon(); prepared.style('light'); "
        "rows = {d.id: d.rows for d in world.datasets}; "
        "print(','.join(assets.page_assets()), len(world.layer('borders')) == rows['borders'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    names, whole = told.stdout.split()
    assert names.split(",") == ["libraries.js", "explorer.js", "leaflet.css", "map.css"]
    assert whole == "True"


@pytest.mark.grid
def test_damaged_map_data_is_one_clear_line(home: Path, tmp_path: Path) -> None:
    """A missing file, then one with a wrong hash: the check or the app says so and nothing starts."""
    file = home / "geodata" / "data" / "land_region.parquet"
    content = file.read_bytes()
    try:
        file.unlink()
        told = [run(home, tmp_path, "check")]
        file.write_bytes(content[:-1] + b"x")
        told.append(run(home, tmp_path, "app", "--port", "0"))
    finally:
        file.write_bytes(content)
    for done in told:
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        (line,) = [line for line in done.stderr.splitlines() if "land_region.parquet" in line]
        assert "reinstall" in line.lower()
        assert len(done.stderr.splitlines()) <= 2
        assert done.stdout == ""


@pytest.mark.grid
def test_a_damaged_catalogue_is_one_clear_line(home: Path, tmp_path: Path) -> None:
    file = home / "geodata" / "catalog.toml"
    content = file.read_bytes()
    try:
        file.write_bytes(content + b"\n[[")
        done = run(home, tmp_path, "app", "--port", "0")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "catalog.toml" in done.stderr
    finally:
        file.write_bytes(content)
