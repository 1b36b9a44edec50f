"""Our sea router beside a raster with the same costs, between ports near each other: how much of a way along a coast is wasted.

A raster finds nearly the cheapest way in open water, from square to square in 32 directions, and needs a hundred times as long.
It is no truth: it squeezes through gaps in a coarse coast, and its squares blur the bands. So the middle of the ratios says
little, the tail of high ones shows ways that go wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

import geodata
from explorer.errors import TumenError
from explorer.geo import KM_PER_NM, distance_km
from explorer.sea.network import SeaRoute
from explorer.sea.overview_grid import filled
from explorer.sea.plane import Flags, Floats, Shapes, numbered
from geodata.formats.mercator import EARTH_NM, shapes_to_plane, to_plane
from tests.sea_data import network

NEAR_NM, MARGIN_NM, SQUARE_NM, MOST = (15.0, 300.0), 40.0, 0.25, 650
"""Great circles between the ports, room around a way, and the smallest squares, of which there are at most so many in a row."""
MOVES = tuple((up, right) for up in range(4) for right in range(-3, 4) if math.gcd(up, right) == 1 and (up or right > 0))
ON_LAND = 2.1
"""Cost of a mile of our way where the raster, which is coarser, has land."""


@dataclass(frozen=True)
class Raster:
    """Squares of the plane."""

    corner: Floats
    side: float
    land: Flags
    cost: Floats
    """Of a mile in each square."""

    def squares(self, places: Floats) -> tuple[Floats, Floats]:
        """Rows and columns of points of the plane."""
        column, row = np.floor((places - self.corner) / self.side).astype(np.int64).T
        return row, column

    @property
    def mile(self) -> Floats:
        """Nautical miles along the side of a square in each row."""
        height = (np.arange(len(self.land)) + 0.5) * self.side + self.corner[1]
        return np.asarray(self.side * EARTH_NM / np.cosh(height))


@cache
def _tree(name: str, surcharge: float | None = None) -> shapely.STRtree:
    frames = [geodata.dataset(part) for part in name.split()]
    chosen = [frame if surcharge is None else frame[frame["surcharge"] == surcharge] for frame in frames]
    shapes = [np.asarray(frame.geometry.array) for frame in chosen]
    return shapely.STRtree(shapely.get_parts(shapes_to_plane(np.concatenate(shapes))))


def _raster(places: Floats) -> Raster:
    """Squares around a way."""
    mile = math.cosh(float(places[:, 1].mean())) / EARTH_NM
    low, high = places.min(axis=0) - MARGIN_NM * mile, places.max(axis=0) + MARGIN_NM * mile
    side = max(SQUARE_NM * mile, float((high - low).max()) / MOST)
    columns, rows = np.ceil((high - low) / side).astype(int).tolist()

    def mask(tree: shapely.STRtree) -> Flags:
        shapes: Shapes = tree.geometries[tree.query(shapely.box(*low, *high))]
        return filled(shapes, low, side, rows, columns)

    surcharges = np.unique(geodata.dataset("sea_bands")["surcharge"]).tolist()
    cost = 1.0 + sum(surcharge * mask(_tree("sea_bands", surcharge)) for surcharge in surcharges)
    return Raster(low, side, mask(_tree("land_region sea_land")), cost)


def _cheapest(chart: Raster, start: Floats, end: Floats) -> float:
    """Cost between two points of the plane from square to square."""
    rows, columns = chart.land.shape
    ids = np.arange(rows * columns).reshape(rows, columns)
    ends, costs = [], []
    for up, right in MOVES:
        steps = max(up, abs(right))

        def window(share: float, up: int = up, right: int = right) -> tuple[slice, slice]:
            down, across = round(up * share), round(right * share)
            left = max(0, -right) + across
            return slice(down, rows - up + down), slice(left, left + columns - abs(right))

        over = [window(step / steps) for step in range(steps + 1)]
        wet = ~np.any([chart.land[part] for part in over], axis=0)
        mile = np.mean([chart.cost[part] for part in over], axis=0) * math.hypot(up, right) * chart.mile[over[0][0], None]
        ends.append(np.column_stack([ids[over[0]][wet], ids[over[-1]][wet]]))
        costs.append(mile[wet])
    one, other = np.concatenate(ends).T
    graph = sparse.csr_matrix((np.concatenate(costs), (one, other)), shape=(ids.size, ids.size))
    wet = np.flatnonzero(~chart.land.ravel())
    middle = chart.corner + (np.column_stack([wet % columns, wet // columns]) + 0.5) * chart.side
    source, goal = (wet[np.argmin(np.hypot(*(middle - place).T))] for place in (start, end))
    return float(dijkstra(graph, directed=False, indices=source)[goal])


def _ours(chart: Raster, places: Floats) -> float:
    """Cost of a way, by the same squares."""
    step = np.diff(places, axis=0)
    length = np.hypot(*step.T)
    count = np.maximum(np.ceil(length / (chart.side / 5)), 1).astype(np.int64)
    part, number = numbered(np.arange(len(step)), count)
    share = (number + 0.5) / count[part]
    row, column = chart.squares(places[part] + share[:, None] * step[part])
    price = np.where(chart.land[row, column], ON_LAND, chart.cost[row, column]) * chart.mile[row] / chart.side
    return float((price * (length / count)[part]).sum())


def ratio(start: tuple[float, float], end: tuple[float, float]) -> float | None:
    """Cost of our way for that of the raster; None where one of them finds none."""
    try:
        route = network().route(start, end)
    except TumenError:
        return None
    if not isinstance(route, SeaRoute):
        return None
    places = to_plane(np.asarray(route.line))
    if np.ptp(places[:, 0]) > math.pi:
        return None
    chart = _raster(places)
    cheapest = _cheapest(chart, places[0], places[-1])
    return _ours(chart, places) / cheapest if math.isfinite(cheapest) and cheapest > 0 else None


def coastal_pairs(count: int, seed: int = 2) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Ports of the world and others not far from them."""
    spots = shapely.get_coordinates(np.asarray(geodata.dataset("ports").geometry.array))
    chance = np.random.default_rng(seed)
    low, high = NEAR_NM
    while count:
        one = spots[chance.integers(len(spots))]
        near = spots[np.hypot((spots[:, 0] - one[0]) * math.cos(math.radians(one[1])), spots[:, 1] - one[1]) * 60 < high]
        other = near[chance.integers(len(near))]
        if abs(one[1]) < 66 and distance_km(tuple(one), tuple(other)) > low * KM_PER_NM:
            count -= 1
            yield tuple(one.tolist()), tuple(other.tolist())


def against_raster(count: int = 300) -> Iterator[str]:
    """Lines of the comparison."""
    found = np.asarray([part for part in (ratio(*pair) for pair in coastal_pairs(count)) if part is not None])
    middle, most, worst = np.quantile(found, [0.5, 0.9, 0.95])
    yield f"cost of ours for that of a raster, {len(found)} pairs of ports 15 to 300 miles apart, all over the world\n"
    yield f"median {middle:.2f}, nine tenths within {most:.2f}, nineteen twentieths within {worst:.2f}\n"
