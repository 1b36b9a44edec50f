"""The way out of a harbour from which no line of sight leads to the network: a small chart of squares, flooded from the berth.

The chart is drawn from the same land as everything else. Where that land shuts a harbour altogether, since its coast is too
coarse for a narrow mouth, the way may cut a corner of it, but never farther than 150 metres from the water: a square beside it
and half of its own side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import shapely

from explorer.geo import LonLat
from explorer.sea.overview_grid import filled
from explorer.sea.plane import Area, Flags, Floats, Ints, Shapes, to_lonlat
from geodata.formats.mercator import EARTH_NM, to_plane

__all__ = ["WayOut", "ways_out"]

CHARTS_NM = ((3.0, 0.05), (14.0, 0.05), (60.0, 0.08), (150.0, 0.2))
"""How far the charts reach, the small one first, and the side of their squares: 93 metres, for the wider ones 148 and 370."""
CUT_SQUARE_NM = 0.06
"""Only where squares are no larger than this, a way may cut the corner of a square on land beside the water."""
OUTLETS, LOOKOUTS = 12, 6
"""So many nodes are sailed to, the nearest over water, and to so many places at the edge of the chart."""
STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


class WayOut(NamedTuple):
    """A way over water."""

    bends: tuple[LonLat, ...]
    """From the berth to the last bend: from there it is straight to the node, or there is a wide view."""
    node: int | None
    """The node it leads to, if any."""


@dataclass(frozen=True)
class _Chart:
    """Squares about a position; rows go north, columns east."""

    corner: Floats
    """South-western corner in the plane, shape (2,)."""
    side: float
    """Side of a square in the plane."""
    land: Flags
    """Squares whose middle is on land, shape (n, n)."""
    shut: Flags
    """Squares at a closed gate, shape (n, n)."""

    def square(self, spots: Floats) -> Ints:
        """Row and column of points of the plane, shape (n, 2); may lie outside."""
        place: Ints = np.floor((spots - self.corner) / self.side).astype(np.int64)[:, ::-1]
        return place

    def middle(self, squares: Ints) -> Floats:
        """Middles of squares, shape (n, 2)."""
        place: Floats = self.corner + (squares[:, ::-1] + 0.5) * self.side
        return place

    def holds(self, squares: Ints) -> Flags:
        """Which squares are on the chart."""
        return np.asarray(((squares >= 0) & (squares < len(self.land))).all(axis=1), dtype=bool)


def _chart(spot: Floats, reach_nm: float, square_nm: float, land: Area, gates: Shapes) -> _Chart:
    count = 2 * math.ceil(reach_nm / square_nm) + 1
    side = square_nm * math.cosh(spot[1]) / EARTH_NM
    corner = spot - count * side / 2
    box = (*corner, *(corner + count * side))
    near = land.tree.geometries[np.sort(land.tree.query(shapely.box(*box)))]
    margin = (box[0] - side, box[1] - side, box[2] + side, box[3] + side)
    parts = shapely.get_parts(shapely.clip_by_rect(near, *margin))
    chart = _Chart(corner, side, filled(parts, corner, side, count, count), np.zeros((count, count), dtype=bool))
    across = shapely.clip_by_rect(gates, *margin)
    return replace(chart, shut=_barred(across[~shapely.is_empty(across)], chart))


def _barred(lines: Shapes, chart: _Chart) -> Flags:
    """Squares that lines go through and those beside them, so that no step leads across, not even over a corner."""
    barred = chart.shut.copy()
    if len(lines):
        squares = chart.square(shapely.get_coordinates(shapely.segmentize(lines, chart.side / 2)))
        squares = squares[chart.holds(squares)]
        barred[squares[:, 0], squares[:, 1]] = True
    return _beside(barred)


def _beside(wet: Flags) -> Flags:
    """Squares that are wet or share a side with a wet one."""
    found = wet.copy()
    found[1:] |= wet[:-1]
    found[:-1] |= wet[1:]
    found[:, 1:] |= wet[:, :-1]
    found[:, :-1] |= wet[:, 1:]
    return found


def _flooded(open_: Flags, start: Ints) -> tuple[Ints, Ints]:
    """Flood squares from one: how many steps off each is, else -1, and which neighbour it was reached from.

    A square that is reached over its side counts before one reached over its corner, so that ways run straight.
    """
    size = len(open_)
    steps, back = np.full(size * size, -1, dtype=np.int64), np.full(size * size, -1, dtype=np.int64)
    free = np.zeros((size + 2, size + 2), dtype=bool)
    free[1:-1, 1:-1] = open_
    free_flat, wide = free.ravel(), size + 2
    front = np.asarray([start[0] * size + start[1]])
    steps[front] = 0
    number = 0
    while len(front):
        number += 1
        fresh = []
        padded = (front // size + 1) * wide + front % size + 1
        for down, right in STEPS:
            step = free_flat[padded + down * wide + right]
            there, here = front[step] + down * size + right, front[step]
            new = steps[there] < 0
            there, here = there[new], here[new]
            steps[there] = number
            back[there] = here
            fresh.append(there)
        front = np.concatenate(fresh)
    return steps, back


def _straight(one: Floats, other: Floats, open_: Flags, chart: _Chart) -> bool:
    """Whether all squares on a line are open."""
    count = max(2, math.ceil(float(np.abs(other - one).max()) / chart.side * 3))
    squares = chart.square(one + np.linspace(0, 1, count)[:, None] * (other - one))
    return bool(open_[squares[:, 0], squares[:, 1]].all())


def _string_pulled(spots: Floats, open_: Flags, chart: _Chart) -> list[int]:
    """Numbers of the points that are left when a way over squares is pulled straight."""
    kept = [0]
    while kept[-1] < len(spots) - 1:
        here, step = kept[-1], 1
        while here + 2 * step < len(spots) and _straight(spots[here], spots[here + 2 * step], open_, chart):
            step *= 2
        good, bad = here + step, min(here + 2 * step, len(spots))
        while bad - good > 1:
            middle = (good + bad) // 2
            if _straight(spots[here], spots[middle], open_, chart):
                good = middle
            else:
                bad = middle
        kept.append(good)
    fewer = [0]
    while fewer[-1] < len(kept) - 1:
        here = fewer[-1]
        ahead = range(len(kept) - 1, here + 1, -1)
        fewer.append(next((far for far in ahead if _straight(spots[kept[here]], spots[kept[far]], open_, chart)), here + 1))
    return [kept[place] for place in fewer]


def ways_out(position: LonLat, land: Area, nodes: Floats, gates: Shapes) -> Iterator[list[WayOut]]:
    """Ways over water from a position to nodes near it and to the edge of the chart, by wider and wider charts.

    Parameters
    ----------
    position
        On water.
    land
        Polygons of the plane.
    nodes : array of shape (n, 2)
        All nodes in the plane.
    gates
        Lines of the plane that no way may cross.
    """
    spot = to_plane(np.asarray([position]))[0]
    for reach, square in CHARTS_NM:
        chart = _chart(spot, reach, square, land, gates)
        squares = chart.square(nodes)
        near = np.flatnonzero(chart.holds(squares))
        wet = ~chart.land & ~chart.shut
        for open_ in (wet, _beside(wet) & ~chart.shut) if square <= CUT_SQUARE_NM else (wet,):
            found = _sailed(spot, chart, open_.copy(), near, nodes[near])
            if found:
                yield found


def _sailed(spot: Floats, chart: _Chart, open_: Flags, near: Ints, nodes: Floats) -> list[WayOut]:
    start, squares = chart.square(spot[None])[0], chart.square(nodes)
    open_[tuple(start)] = True
    open_[squares[:, 0], squares[:, 1]] = True
    steps, back = _flooded(open_, start)
    size = len(open_)
    number = squares @ np.asarray([size, 1])
    reached = np.flatnonzero(steps[number] >= 0)
    reached = reached[np.argsort(steps[number[reached]], kind="stable")][:OUTLETS]
    found = []
    for place in reached.tolist():
        way = _way(spot, nodes[place], int(number[place]), back, open_, chart)
        found.append(WayOut(way[:-1], int(near[place])))
    for place in _edge(steps, size):
        end = chart.middle(np.asarray([divmod(place, size)]))[0]
        found.append(WayOut(_way(spot, end, place, back, open_, chart), None))
    return found


def _way(spot: Floats, end: Floats, square: int, back: Ints, open_: Flags, chart: _Chart) -> tuple[LonLat, ...]:
    """The way to a square, pulled straight, with the given points at its ends."""
    way = [square]
    while back[way[-1]] >= 0:
        way.append(int(back[way[-1]]))
    spots = chart.middle(np.column_stack(np.divmod(np.asarray(way[::-1]), len(open_))))
    spots[0], spots[-1] = spot, end
    return tuple(to_lonlat(spots[place]) for place in _string_pulled(spots, open_, chart))


def _edge(steps: Ints, size: int) -> list[int]:
    """Some flooded squares at the edge of a chart, evenly along it."""
    line = np.arange(size)
    rim = np.concatenate([line, line * size + size - 1, (size - 1) * size + line[::-1], line[::-1] * size])
    wet = rim[steps[rim] >= 0]
    picked: list[int] = np.unique(wet[:: max(1, len(wet) // LOOKOUTS)]).tolist()
    return picked
