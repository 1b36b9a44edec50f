"""What faults may cost: a folder of cards that holds anything, one flipped byte in any file. One clear line, or no difference."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import geodata
from explorer.world import load
from tests import toy
from tests.grids import sampled
from tests.integration.test_cli import TEXTS, output, run

# ---- a folder of cards -----------------------------------------------------------------------------------------------


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return toy.write(tmp_path / "seeds", TEXTS)


def circle_of_one(seeds: Path) -> str:
    (seeds / "context" / "again").symlink_to(seeds)
    return "context/again: this is a link to a folder, which is not followed"


def circle_of_two(seeds: Path) -> str:
    (seeds / "context" / "one.toml").symlink_to("two.toml")
    (seeds / "context" / "two.toml").symlink_to("one.toml")
    return "context/one.toml: the file cannot be read"


def two_folders_in_a_circle(seeds: Path) -> str:
    (seeds / "a").mkdir()
    (seeds / "b").mkdir()
    (seeds / "a" / "b").symlink_to(seeds / "b")
    (seeds / "b" / "a").symlink_to(seeds / "a")
    return "a/b: this is a link to a folder, which is not followed"


def without_end(seeds: Path) -> str:
    (seeds / "context" / "zero.toml").symlink_to("/dev/zero")
    return "context/zero.toml: this is a link out of the folder of the cards, which is not followed"


def device(seeds: Path) -> str:
    (seeds / "legs.toml").unlink()
    (seeds / "legs.toml").symlink_to(os.devnull)
    return "legs.toml: this is a link out of the folder of the cards, which is not followed"


def pipe(seeds: Path) -> str:
    os.mkfifo(seeds / "context" / "pipe.toml")
    return "context/pipe.toml: this is a pipe or a device, not a plain file"


def link_to_a_pipe(seeds: Path) -> str:
    os.mkfifo(seeds / "pipe")
    (seeds / "context" / "pipe.toml").symlink_to(seeds / "pipe")
    return "context/pipe.toml: this is a pipe or a device, not a plain file"


def link_out(seeds: Path) -> str:
    (seeds.parent / "other.toml").write_text("[[event]]")
    (seeds / "context" / "out.toml").symlink_to(seeds.parent / "other.toml")
    return "context/out.toml: this is a link out of the folder of the cards, which is not followed"


def large(seeds: Path) -> str:
    with (seeds / "context" / "large.toml").open("wb") as file:
        file.truncate(50_000_000)
    return "context/large.toml: the file has more than 2 MB. Split it into several cards."


def many_faults(seeds: Path) -> str:
    (seeds / "context" / "many.toml").write_text("".join(f"x{number}=1\n" for number in range(20_000)))
    return "… and 19,800 more."


def in_utf_16(seeds: Path) -> str:
    (seeds / "context" / "wide.toml").write_text("[[event]]", encoding="utf-16")
    return "context/wide.toml: byte 0 is not UTF-8"


FOLDERS = (
    circle_of_one, circle_of_two, two_folders_in_a_circle, without_end, device, pipe, link_to_a_pipe, link_out, large,
    many_faults, in_utf_16,
)  # fmt: skip


@pytest.mark.parametrize("spoil", FOLDERS, ids=lambda spoil: spoil.__name__)
def test_a_folder_that_holds_anything(seeds: Path, spoil: object) -> None:
    assert callable(spoil)
    wanted = spoil(seeds)
    done = run("--seeds", str(seeds), "check")
    assert done.exit_code == 1
    assert wanted in done.stderr
    assert len(done.stderr.splitlines()) <= 202 + 2
    assert len(done.stderr) < 40_000


def test_plain_files_are_read_with_a_mark_and_by_a_link_inside(seeds: Path) -> None:
    for name in ("sites.toml", f"documents/{toy.DOCUMENT_A}.toml"):
        (seeds / name).write_bytes(b"\xef\xbb\xbf" + (seeds / name).read_bytes())
    (seeds / "context" / "around.txt").write_bytes((seeds / "context" / "around.toml").read_bytes())
    (seeds / "context" / "around.toml").unlink()
    (seeds / "context" / "around.toml").symlink_to("around.txt")
    assert output("--seeds", str(seeds), "check").startswith("All well: 2 documents, 8 claims, ")


# ---- one flipped byte ------------------------------------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the map data, which is read instead."""
    home = Path(geodata.__file__).parent
    (tmp_path / "data").mkdir()
    shutil.copy(home / "catalog.toml", tmp_path)
    for file in (home / "data").iterdir():
        (tmp_path / "data" / file.name).symlink_to(file)
    monkeypatch.setattr(geodata, "files", lambda _: tmp_path)
    monkeypatch.setattr(geodata, "_SEEN", set())
    geodata.catalogue.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    geodata.catalogue.cache_clear()


def flipped(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1 << at % 8
    return bytes(changed)


NAMES = sorted(path.name for path in (Path(geodata.__file__).parent / "data").iterdir())
SHARES = (0.0, 0.3, 0.5, 0.9, 1.0)


@pytest.mark.parametrize(
    ("name", "share"),
    sampled(((name, share) for name in NAMES for share in SHARES), [(name, SHARES[n % 5]) for n, name in enumerate(NAMES)]),
)
def test_a_flipped_byte_of_a_data_file_is_one_line(installed: Path, name: str, share: float) -> None:
    file = installed / "data" / name
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(flipped(content, round(share * (len(content) - 1))))
    (entry,) = (entry for entry in geodata.catalogue() if entry.file == name)
    (line,) = geodata._faults(entry)
    assert line.startswith(f"geodata/data/{name} is not the file that the catalogue names")
    with pytest.raises(load.DataError, match=name):
        load.dataset(entry.id)


@pytest.mark.parametrize("step", sampled([(211,), (53,)], [(211,)]))
def test_a_flipped_byte_of_the_catalogue_is_told_or_harmless(installed: Path, step: int) -> None:
    """Where it falls on words that are only shown nothing could tell; no other error than ours ever comes of it."""
    catalogue = installed / "catalog.toml"
    content = catalogue.read_bytes()
    told = 0
    for at in range(0, len(content), step):
        catalogue.write_bytes(flipped(content, at))
        geodata.catalogue.cache_clear()
        faults = [line for line in _checked() if line]
        told += bool(faults)
        assert all(line.isprintable() for line in faults), at
    assert told > len(content) // step // 3


def _checked() -> Iterator[str]:
    try:
        entries = geodata.catalogue()
    except geodata.DataFault as fault:
        yield str(fault)
        return
    for entry in entries:
        if entry.file == "borders.parquet":
            yield from geodata._faults(entry)
        elif not (Path(str(geodata.files("geodata"))) / "data" / entry.file).exists():
            yield entry.file
