"""What is packed by the build is read as it was meant, and reading and writing a file again gives the same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import geopandas
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geodata
from geodata.build.product import encode, frame
from geodata.formats.mercator import EARTH_NM, plane_to_vectors, radians_per_nm, to_degrees, to_plane, unit_vectors
from geodata.formats.packed import COST_BYTES, COST_STEP_NM, bounds_of, pack, pack_costs, unpack, unpack_costs
from geodata.formats.rail import GAUGES, decode_gauges, decode_ids, encode_gauges, encode_ids
from geodata.formats.sea import BANDS, SeaNodes, decode_nodes, encode_nodes, pack_numbers, unpack_numbers

ROWS = st.lists(st.lists(st.integers(0, 65535), max_size=5), max_size=6)


@given(ROWS)
def test_rows_of_numbers_come_back(rows: list[list[int]]) -> None:
    first = bounds_of([len(row) for row in rows])
    packed = pack(first, np.asarray([number for row in rows for number in row], dtype=np.int64), "<u2")
    assert packed == [pack_numbers(row) for row in rows]
    again, numbers = unpack(packed, "<u2")
    assert again.tolist() == first.tolist()
    assert numbers.tolist() == unpack_numbers(packed).tolist() == [number for row in rows for number in row]


@given(st.lists(st.integers(0, 2**24 - 1), max_size=30))
def test_costs_in_whole_steps_come_back_and_others_to_half_a_step(steps: list[int]) -> None:
    costs, first = np.asarray(steps, dtype=float) * COST_STEP_NM, np.asarray([0, len(steps)])
    columns = pack_costs("costs", first, costs)
    assert list(columns) == [f"costs_{part}" for part in COST_BYTES]
    assert (unpack_costs(columns, "costs") == costs).all()
    between = unpack_costs(pack_costs("costs", first, np.maximum(costs - 0.3 * COST_STEP_NM, 0.0)), "costs")
    assert np.abs(between - costs).max(initial=0.0) < COST_STEP_NM / 2


@st.composite
def tables(draw: st.DrawFn) -> SeaNodes:
    """Any table of nodes, whether or not it makes a network."""
    size = draw(st.integers(1, 6))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    links, up = (chance.integers(0, 4, size) for _ in range(2))
    count, upward = int(links.sum()), int(up.sum())
    return SeaNodes(
        level=chance.integers(0, 5, size),
        free=chance.random(size) < 0.5,
        before=chance.normal(size=(size, 2)),
        after=chance.normal(size=(size, 2)),
        first=bounds_of(links),
        neighbour=chance.integers(0, 65535, count),
        cost_nm=chance.integers(1, 2**24, count) * COST_STEP_NM,
        passage=chance.integers(-1, 100, count),
        fairway=chance.integers(-1, 100, count),
        first_up=bounds_of(up),
        higher=chance.integers(0, 65535, upward),
        up_cost_nm=chance.integers(1, 2**24, upward) * COST_STEP_NM,
        over=chance.integers(-1, 65535, upward),
        core=chance.random(size) < 0.5,
    )


@given(tables())
def test_nodes_come_back_but_for_the_last_part_of_a_turn(nodes: SeaNodes) -> None:
    columns = encode_nodes(nodes)
    read = decode_nodes(geopandas.GeoDataFrame(columns))
    for name in (field.name for field in fields(SeaNodes)):
        wanted, found = getattr(nodes, name), getattr(read, name)
        if name in ("before", "after"):
            turned = np.sum(wanted * found, axis=1) / np.hypot(*wanted.T)
            assert (turned >= np.cos(np.pi / 256) - 1e-12).all()
        else:
            assert (wanted == found).all(), name
    assert encode_nodes(read) == columns


@pytest.mark.grid
def test_the_bundled_nodes_are_written_again_to_the_byte() -> None:
    nodes = geodata.dataset("sea_nodes")
    written = encode(frame(encode_nodes(decode_nodes(nodes)), list(nodes.geometry)))
    (entry,) = (entry for entry in geodata.catalogue() if entry.id == "sea_nodes")
    assert hashlib.sha256(written).hexdigest() == entry.sha256


@given(st.lists(st.sampled_from(sorted(GAUGES)), min_size=1, max_size=3, unique=True))
def test_gauges_side_by_side_come_back_as_their_bits(gauges: list[str]) -> None:
    assert decode_gauges(encode_gauges(gauges)) == sum(GAUGES[gauge] for gauge in gauges)


@given(st.lists(st.from_regex(r"[a-z0-9-]+", fullmatch=True), max_size=4))
def test_ids_of_structures_come_back(ids: list[str]) -> None:
    assert decode_ids(encode_ids(ids)) == tuple(ids)


DEGREES = st.tuples(st.floats(-179.9, 179.9), st.floats(-84.0, 84.0))


@given(st.lists(DEGREES, min_size=1, max_size=5))
def test_the_plane_leads_back_to_where_one_was(places: list[tuple[float, float]]) -> None:
    degrees = np.asarray(places)
    plane = to_plane(degrees)
    assert to_degrees(plane) == pytest.approx(degrees, abs=1e-9)
    assert plane_to_vectors(plane) == pytest.approx(unit_vectors(degrees), abs=1e-12)


def test_a_mile_in_the_plane_grows_with_the_latitude() -> None:
    north = to_plane(np.asarray([[0.0, 60.0], [0.0, 60.0 + 1 / 60]]))
    assert radians_per_nm(north[0, 1]) == pytest.approx(north[1, 1] - north[0, 1], rel=1e-3)
    assert radians_per_nm(0.0) == pytest.approx(1 / EARTH_NM)


def test_every_band_says_its_kind_and_what_a_mile_inside_adds() -> None:
    bands = geodata.dataset("sea_bands")
    assert set(bands["kind"]) == set(BANDS)
    assert bands.groupby("kind")["surcharge"].nunique().to_dict() == {"offing": 2, "shoal": 1, "ice": 1}
    assert (bands["surcharge"] > 0).all()
