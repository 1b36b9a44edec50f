"""Zones of very many positions: the same as the exact answer, on random ones and on those close to a line."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.world.world import World
from explorer.zones.cells import OUTSIDE, REGION, Cells
from explorer.zones.law import BASELINES, LegalScenario


@pytest.fixture(scope="module")
def cells(real: World) -> Cells:
    return Cells.of(real.zones)


def anywhere(count: int) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = REGION
    rng = np.random.default_rng(17)
    return rng.uniform(west, east, count), rng.uniform(south, north, count)


def close_to_lines(cells: Cells, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions within 100 m of corners of outlines and of their edges."""
    rng = np.random.default_rng(18)
    ends = [
        np.asarray(outline.coords)
        for areas in (*(chart.areas[0] for chart in cells.source.sea.values()), cells.source.land.areas[0])
        for outline in areas.outlines(REGION)
    ]
    edges = np.concatenate([np.concatenate([line[:-1], line[1:]], axis=1) for line in ends])
    inside = (edges[:, 0] > REGION[0]) & (edges[:, 0] < REGION[2]) & (edges[:, 1] > REGION[1]) & (edges[:, 1] < REGION[3])
    chosen = edges[inside][rng.choice(int(inside.sum()), count)]
    part = rng.choice([0.0, 1.0, *rng.uniform(size=8)], count)[:, None]
    spots = chosen[:, :2] + (chosen[:, 2:] - chosen[:, :2]) * part
    off = rng.uniform(0, 0.1 / 111.3, count) * rng.choice([0.0, 1.0], count, p=[0.1, 0.9])
    turn = rng.uniform(0, 2 * np.pi, count)
    return spots[:, 0] + off * np.cos(turn), spots[:, 1] + off * np.sin(turn)


@pytest.mark.parametrize("count", [30_000, pytest.param(1_000_000, marks=pytest.mark.grid)])
def test_the_answer_is_the_exact_one_anywhere(cells: Cells, count: int) -> None:
    lon, lat = anywhere(count)
    assert (cells.at(lon, lat) == cells.exactly(lon, lat)).all()


def test_the_answer_is_the_exact_one_close_to_lines(cells: Cells) -> None:
    lon, lat = close_to_lines(cells, 10_000)
    assert (cells.at(lon, lat) == cells.exactly(lon, lat)).all()


def test_the_exact_answer_is_that_of_a_single_position(cells: Cells) -> None:
    lon, lat = (np.concatenate(both) for both in zip(anywhere(60), close_to_lines(cells, 60), strict=True))
    codes = cells.at(lon, lat)
    for x, y, code in zip(lon, lat, codes, strict=True):
        if REGION[0] <= x <= REGION[2] and REGION[1] <= y <= REGION[3]:
            for baseline in BASELINES:
                found, known = cells.zone(int(code), baseline), cells.source.zone_at((x, y), LegalScenario(baseline))
                assert (found.key, found.status, found.claimant) == (known.key, known.status, known.claimant)


def test_nothing_is_said_of_what_lies_outside(cells: Cells) -> None:
    lon, lat = np.array([116.9, 150.1, 130.0, 130.0, 4.5, np.nan]), np.array([42.0, 42.0, 29.9, 56.1, 52.0, np.nan])
    assert (cells.at(lon, lat) == OUTSIDE).all()
    assert (cells.of_ships(lon, lat) == OUTSIDE).all()


def test_a_ship_at_a_quay_that_the_coarse_coast_calls_land_is_in_the_sea_beside_it(cells: Cells) -> None:
    quay, inland = np.array([130.2826]), np.array([42.2271])
    assert cells.zone(int(cells.of_ships(quay, inland)[0]), "claimed").kind in {"internal", "territorial"}
    assert cells.zone(int(cells.of_ships(np.array([127.0]), np.array([41.5]))[0]), "claimed").key == "PRK/land"
