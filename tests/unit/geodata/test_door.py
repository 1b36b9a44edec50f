"""The door to the map data: what it gives, and what it says when a file is not what it should be."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import geodata
from geodata.build.catalog import to_toml


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like ``geodata`` with one data set."""
    entry = next(row for row in geodata.catalogue() if row.id == "labels")
    content = (Path(geodata.__file__).parent / "data" / entry.file).read_bytes()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / entry.file).write_bytes(content)
    (tmp_path / "catalog.toml").write_text(to_toml([entry]), encoding="utf-8")
    monkeypatch.setattr(geodata, "files", lambda _: tmp_path)
    monkeypatch.setattr(geodata, "_SEEN", set())
    geodata.catalogue.cache_clear()
    yield tmp_path
    geodata.catalogue.cache_clear()


def test_the_door_is_small():
    assert geodata.__all__ == ["DataFault", "Entry", "catalogue", "check", "dataset"]


def test_the_door_is_light():
    code = "import geodata, sys; geodata.catalogue(); print('geopandas' in sys.modules, 'pyarrow' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]


def test_a_frame_is_fresh_each_time():
    one, other = geodata.dataset("labels"), geodata.dataset("labels")
    one.loc[0, "name_en"] = "changed"
    assert other.loc[0, "name_en"] != "changed"
    assert other.crs.to_epsg() == 4326


def test_an_unknown_data_set_names_the_known_ones():
    with pytest.raises(geodata.DataFault, match=r'no data set "roads".*land_region'):
        geodata.dataset("roads")


def test_a_missing_file_is_one_clear_line(toy: Path):
    (toy / "data" / "labels.parquet").unlink()
    with pytest.raises(geodata.DataFault) as caught:
        geodata.dataset("labels")
    assert str(caught.value) == 'geodata/data/labels.parquet is missing; run "python -m geodata.build" or reinstall'
    assert geodata.check() == [str(caught.value)]


def test_a_changed_file_is_one_clear_line(toy: Path):
    with (toy / "data" / "labels.parquet").open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(
        geodata.DataFault, match=r"labels\.parquet is not the file that the catalogue names .*sha256.*geodata\.build"
    ):
        geodata.dataset("labels")
    assert len(geodata.check()) == 1


def test_check_counts_rows(toy: Path):
    entry = geodata.catalogue()[0]
    (toy / "catalog.toml").write_text(to_toml([replace(entry, rows=entry.rows + 1)]), encoding="utf-8")
    geodata.catalogue.cache_clear()
    line, *others = geodata.check()
    assert not others
    assert f"labels.parquet has {entry.rows} rows, the catalogue says {entry.rows + 1}; run" in line


@pytest.mark.parametrize("text", ["[[dataset]", '[[dataset]]\nid = "x"', '[[dataset]]\nid = "x"\nbounds = [1]\nwrong = 1'])
def test_a_broken_catalogue_is_one_clear_line(toy: Path, text: str):
    (toy / "catalog.toml").write_text(text, encoding="utf-8")
    geodata.catalogue.cache_clear()
    with pytest.raises(geodata.DataFault, match=r"catalog\.toml cannot be read"):
        geodata.catalogue()
    geodata.catalogue.cache_clear()
    faults = geodata.check()
    assert len(faults) == 1
    assert "\n" not in faults[0]


def test_a_missing_catalogue_is_one_clear_line(toy: Path):
    (toy / "catalog.toml").unlink()
    geodata.catalogue.cache_clear()
    with pytest.raises(geodata.DataFault, match=r"catalog\.toml cannot be read"):
        geodata.dataset("labels")
