"""Every row of the catalogue against its file."""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files

import geopandas
import pytest

import geodata
from geodata.build.catalog import to_toml
from geodata.build.layers import BUILDERS

ENTRIES = geodata.catalogue()
IDS = [entry.id for entry in ENTRIES]

PROMISED = {
    *("land_world", "land_region", "countries_world", "countries_region", "borders", "borders_world", "territorial_sea"),
    *("lakes", "rivers", "railways", "rail_lines", "stations", "ports", "airports", "towns", "labels"),
}


def test_everything_promised_is_there():
    assert set(IDS) >= PROMISED
    assert len(IDS) == len(set(IDS))


def test_nothing_else_lies_in_the_folder():
    found = {path.name for path in files("geodata").joinpath("data").iterdir() if path.name.endswith(".parquet")}
    assert found == {entry.file for entry in ENTRIES}


def test_every_file_has_a_builder():
    made = {dataset_id: builder.__name__ for builder in BUILDERS for dataset_id in builder.MAKES}
    assert {entry.id: entry.built_by for entry in ENTRIES} == made


def test_all_files_together_stay_small():
    assert sum(entry.size_bytes for entry in ENTRIES) <= 20_000_000


def test_check_finds_no_fault():
    assert geodata.check() == []


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_a_row_is_true_of_its_file(entry: geodata.Entry):
    content = files("geodata").joinpath("data", entry.file).read_bytes()
    assert len(content) == entry.size_bytes
    assert hashlib.sha256(content).hexdigest() == entry.sha256
    frame = geopandas.read_parquet(io.BytesIO(content))
    assert len(frame) == entry.rows
    assert frame.crs.to_epsg() == 4326
    assert entry.crs == "EPSG:4326"
    assert frame.total_bounds.tolist() == pytest.approx(entry.bounds, abs=1e-6)
    assert not frame.geometry.is_empty.any()
    assert frame.geometry.is_valid.all()
    assert all(column == column.lower() for column in frame.columns)


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_a_row_says_where_its_file_is_from(entry: geodata.Entry):
    for value in (
        entry.title,
        entry.producer,
        entry.package,
        entry.version,
        entry.licence,
        entry.attribution,
        entry.built_by,
        entry.note,
    ):
        assert value.strip()
    assert entry.package.count(" + ") == entry.version.count(" + ")
    west, south, east, north = entry.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


def test_every_licence_is_explained_at_the_top_of_the_repository():
    root = files("geodata").joinpath("..").joinpath("LICENSE-DATA.md")
    if not root.is_file():
        pytest.skip("installed without the repository")
    text = root.read_text(encoding="utf-8")
    for entry in ENTRIES:
        assert f"`{entry.id}`" in text, f"{entry.id} is not in LICENSE-DATA.md"


def test_the_catalogue_is_the_text_the_build_writes():
    assert files("geodata").joinpath("catalog.toml").read_text(encoding="utf-8") == to_toml(ENTRIES)
