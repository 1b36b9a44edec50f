"""Every command that writes a file writes it aside: whatever happens on the way, no part of it stands under its name, and what
stood there before is as it was."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

import geodata
from explorer import aside
from explorer.errors import ExportError
from explorer.render.files import storybook
from explorer.world.world import World
from geodata.build import __main__ as build
from geodata.build.packages import Origin
from geodata.build.product import Product
from tests.integration.test_cli import run

OLD = b"what was there before"


def fails(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.fixture(autouse=True)
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is the same each time; only how it is written is looked at here."""
    usual = storybook.make
    monkeypatch.setattr(storybook, "make", lambda *words: KEPT.get(words[2]) or KEPT.setdefault(words[2], usual(*words)))


KEPT: dict[str, bytes] = {}


class At:
    """Raises at the n-th call, and otherwise does what it stands for."""

    def __init__(self, n: int, error: BaseException, usual: Callable[..., object]) -> None:
        self.n, self.error, self.usual, self.calls = n, error, usual, count(1)

    def __call__(self, *words: object) -> object:
        if next(self.calls) == self.n:
            raise self.error
        return self.usual(*words)


def exporting(folder: Path) -> tuple[str, ...]:
    return ("export", "--view", "denials", "-o", str(folder / "m.kml"))


def telling(folder: Path) -> tuple[str, ...]:
    return ("export", "--scenario", "tour-2023", "-o", str(folder / "m.html"))


def routing(folder: Path) -> tuple[str, ...]:
    (folder / "pairs.csv").write_text("from,to\nRajin,Dunai\n")
    return ("routes", str(folder / "pairs.csv"), "-o", str(folder / "m.csv"))


COMMANDS = {"export": exporting, "story": telling, "routes": routing}
FAULTS: dict[str, tuple[str, int, BaseException, str]] = {
    "a full disk": ("fsync", 1, fails(errno.ENOSPC), "no space left on device"),
    "a disk that is full after the first file": ("fsync", 2, fails(errno.ENOSPC), "no space left on device"),
    "a folder that may not be written any more": ("link", 1, fails(errno.EACCES), "permission denied"),
    "a folder that may not be written after the first file": ("link", 2, fails(errno.EACCES), "permission denied"),
    "a disk that is broken": ("fsync", 1, fails(errno.EIO), "input/output error"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, fault: str) -> None:
    call, n, error, told = FAULTS[fault]
    if command == "routes" and n > 1:
        return  # it writes one file
    words = COMMANDS[command](tmp_path)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, call, At(n, error, getattr(os, call)))
    done = run(*words)
    assert done.exit_code == 1, done.output
    assert told in done.stderr.splitlines()[-1]
    assert "Nothing was left there" in done.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("error", [fails(errno.ENOSPC), KeyboardInterrupt()], ids=["full disk", "Ctrl+C"])
def test_what_was_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, error: BaseException) -> None:
    """Unasked it is not touched; asked with --force it is replaced by a whole file or not at all."""
    words = COMMANDS[command](tmp_path)
    target = Path(words[-1])
    target.write_bytes(OLD)
    assert "exists. Add --force to replace it" in run(*words).stderr
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "fsync", At(1, error, os.fsync))
    assert run(*words, "--force").exit_code == (130 if isinstance(error, KeyboardInterrupt) else 1)
    assert sorted(tmp_path.iterdir()) == before
    assert target.read_bytes() == OLD
    monkeypatch.undo()
    assert run(*words, "--force").exit_code == 0
    assert target.read_bytes() != OLD


def test_a_table_on_a_broken_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = routing(tmp_path)

    class Broken(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise fails(errno.EIO)

    usual = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *mode: Broken() if path.name == "pairs.csv" else usual(path, *mode))
    assert "the file cannot be read (input/output error). Make it readable, or name another." in run(*words).stderr


def test_a_termination_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGTERM, as a system sends it that shuts down, and what a command has set for it is undone at its end."""
    usual = signal.getsignal(signal.SIGTERM)
    words = routing(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert threading.current_thread() is threading.main_thread()

    def terminated(_: int) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(os, "fsync", terminated)
    assert run(*words).exit_code == 143
    assert sorted(tmp_path.iterdir()) == before
    assert signal.getsignal(signal.SIGTERM) is usual


@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.grid)])
def test_an_export_killed_at_any_moment_leaves_whole_files(kills: int, tmp_path: Path) -> None:
    """kill -9: under the final name stands what stood there before or the whole new file, and the next export is not hindered."""
    target, chance, views = tmp_path / "m.kml", np.random.default_rng(kills), ("denials", "theatre")
    order = [sys.executable, "-m", "tests.export_writer", str(target)]
    with subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin
        assert process.stdout
        whole = []
        for view in views:
            process.stdin.write(f"once {view}\n")
            assert [process.stdout.readline().split()[1] for _ in range(2)] == ["start", "end"]
            whole.append(held(tmp_path))
        assert set(whole[0]) == set(whole[1]) == {target.name, f"{target.name}.manifest.json"}
        assert whole[0][target.name] != whole[1][target.name]
        for _ in range(kills):
            process.stdin.write(f"ever {' '.join(views)}\n")
            pid, word = process.stdout.readline().split()
            assert word == "start"
            time.sleep(chance.uniform(0, 0.3))  # the random moment; nothing is waited for
            os.kill(int(pid), signal.SIGKILL)
            assert all(content in [files[name] for files in whole] for name, content in held(tmp_path).items())
        process.stdin.close()
    assert set(held(tmp_path)) == set(whole[0])


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder, those left out that a killed export had written aside."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_nothing_but_a_plain_file_is_replaced(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "m.csv"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to(os.devnull)
    with pytest.raises(ExportError, match="no plain file"):
        aside.write({target: b"x"}, force=True)
    assert not target.is_file()


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as a stick: the file gets its name all the same, and nobody's file is lost."""
    monkeypatch.setattr(os, "link", At(1, fails(errno.EPERM), os.link))
    aside.write({tmp_path / "m.csv": b"x"}, force=False)
    assert (tmp_path / "m.csv").read_bytes() == b"x"
    monkeypatch.setattr(os, "link", At(1, fails(errno.EPERM), os.link))
    monkeypatch.setattr(aside, "check_place", lambda *_, **__: None)  # somebody makes the file meanwhile
    with pytest.raises(ExportError, match="exists"):
        aside.write({tmp_path / "m.csv": b"y"}, force=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]


# ---- the build of the map data ---------------------------------------------------------------------------------------


ORIGIN = Origin("Somebody", "CC0-1.0", "Somebody")


class Builder:
    """Makes one data set out of the committed one."""

    MAKES = ("borders",)

    def build(self, _: object) -> list[Product]:
        return [Product("borders", "Borders", geodata.dataset("borders"), (), "tests", "For a test.", (ORIGIN,))]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "borders.parquet").write_bytes(OLD)
    (tmp_path / "catalog.toml").write_bytes(OLD)
    yield tmp_path
    geodata.catalogue.cache_clear()


@pytest.mark.parametrize("n", [1, 2])
def test_a_build_that_fails_leaves_the_files_it_found(home: Path, monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    monkeypatch.setattr(os, "fsync", At(n, fails(errno.ENOSPC), os.fsync))
    with pytest.raises(ExportError, match="no space left"):
        build.run([Builder()], home, home, whole=False)
    assert {path.name: path.read_bytes() for path in home.rglob("*.*") if path.is_file()} == dict.fromkeys(
        ["borders.parquet", "catalog.toml"], OLD
    )
    monkeypatch.undo()
    build.run([Builder()], home, home, whole=False)
    assert OLD not in {path.read_bytes() for path in home.rglob("*.*") if path.is_file()}


def test_a_build_that_cannot_write_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise ExportError("'x' cannot be written (no space left on device).")

    monkeypatch.setattr(build, "run", full)
    assert build.main(["--only", "borders"]) == 1
    assert capsys.readouterr().err == "geodata.build: 'x' cannot be written (no space left on device).\n"


def test_the_bundled_world_is_untouched(real: World) -> None:
    assert geodata.check() == []
    assert real.datasets
