"""Corners of the obstacles and the sight lines between them: the graph on which a shortest route lies.

A shortest way round obstacles is straight from corner to corner, and it only bends where a line touches a corner from outside. So
the graph has the outward corners of the widened land as nodes, and as edges the great circles between corners that touch both of
them and cross no obstacle.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.build.region import Shapes
from geodata.build.sea.water import FINE_NM, NARROWEST_BEYOND_NM, NORTH, OFFINGS_NM, SOUTH, Floats, Water, tiles
from geodata.formats.mercator import EARTH_NM, plane_to_vectors, radians_per_nm, to_degrees, to_plane
from geodata.formats.region import REGION
from geodata.formats.sea import GRAZE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TURN_DEGREES = (-0.001, 0.5, 0.5, 2.0, 2.0)
"""Corners that turn by less are left out, for each level; one that is left out may hide its neighbours from each other."""

HARBOUR_NM = (0.0, 15.0, 8.0, 5.0, 3.0)
"""This near to a port every corner of a level is kept: the offing shrinks by steps on the approach."""

BASIN = 150.0
"""Free water that is shut in by narrows counts as a basin from this many squares of its clearance."""

PORT_NM = (0.0, 25.0, 25.0, 12.0, 12.0)
"""Narrow water beyond the region, and the narrowest in it, is drawn only this near to a port, for each level."""

BEYOND = 0.35
"""Beyond the region these distances from ports are shorter by this factor."""

REACH_NM = ((4500.0, 4500.0, 2500.0, 700.0, 300.0), (100.0, 50.0, 25.0, 15.0))
"""How far a node of a level sees nodes of level 0, and how far nodes of levels 1 to 4 see each other."""

ROADS_REACH_NM = (300.0, 60.0)
"""How far a free node of level 0 sees corners of level 0, and how far it sees anything else."""

APPROACH_NM = 60.0
"""So far nodes are looked for from a port when the ways that begin there are followed."""

LONGEST_NM = 100.0
"""Straight shores longer than this get nodes in between, since a great circle is not straight in the plane."""

LEAVE_NM = 40.0
"""A ship that leaves narrow water may turn at a node of a wider level without rounding anything, if it is this near."""

SLACK = 0.22
"""Share of the offing by which a sight line may cut into an obstacle, for corners left out and for the bulge of great circles."""

STROKE_NM, STROKE_POINTS = 60.0, 5
"""Great circles are looked at in strokes of this length, each drawn through so many points."""


@dataclass(frozen=True)
class Corners:
    """Nodes at outward corners of obstacles."""

    plane: Floats
    """Mercator radians, shape (n, 2)."""
    before: Floats
    """Direction to the corner before, shape (n, 2)."""
    after: Floats
    """Direction to the corner after, shape (n, 2)."""
    level: Ints
    """Index into ``OFFINGS_NM``, shape (n,)."""
    free: Flags
    """Whether a node is no corner but a point where lines of any direction may end: of a fairway, or off a port; shape (n,)."""

    def some(self, numbers: Ints) -> Corners:
        """Some of the nodes, in the order given."""
        return Corners(*(getattr(self, name)[numbers] for name in ("plane", "before", "after", "level", "free")))

    @classmethod
    def free_at(cls, plane: Floats, level: Ints) -> Corners:
        """Free nodes with a level each."""
        count = len(plane)
        return cls(plane, np.ones((count, 2)), np.ones((count, 2)), level, np.ones(count, dtype=bool))

    def before_others(self, others: Corners) -> Corners:
        """These nodes and after them some others."""
        names = ("plane", "before", "after", "level", "free")
        return Corners(*(np.concatenate([getattr(self, name), getattr(others, name)]) for name in names))


def finest_level(plane: Floats) -> Ints:
    """The finest level that there is at each point of the plane, shape (n,)."""
    west, south, east, north = to_plane(np.asarray([REGION[:2], REGION[2:]])).ravel()
    inside = (plane[:, 0] > west) & (plane[:, 0] < east) & (plane[:, 1] > south) & (plane[:, 1] < north)
    finest_beyond = sum(offing > NARROWEST_BEYOND_NM for offing in OFFINGS_NM) - 1
    return np.where(inside, len(OFFINGS_NM) - 1, finest_beyond)


def _of_rings(shapes: Shapes, turn_degrees: float) -> tuple[Floats, Floats, Floats]:
    """Outward corners of polygons with the directions to their neighbours."""
    rings = shapely.get_rings(shapely.orient_polygons(shapes))
    found = []
    for ring in rings:
        points = shapely.get_coordinates(ring)[:-1]
        if len(points) < 3:
            continue
        back, ahead = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
        turn = np.arctan2(
            back[:, 1] * ahead[:, 0] - back[:, 0] * ahead[:, 1],
            -(back[:, 0] * ahead[:, 0] + back[:, 1] * ahead[:, 1]),
        )
        sharp = turn > math.radians(turn_degrees)
        found.append(np.hstack([points[sharp], back[sharp], ahead[sharp]]))
    table = np.vstack(found)
    return table[:, :2], table[:, 2:4], table[:, 4:]


def corners(water: Water, ports: Floats) -> Corners:
    """Nodes of all levels; those of the finer ones only where the water is too narrow for the level before."""
    west, south, east, north = REGION
    harbours = shapely.STRtree(list(np.asarray(shapely.points(to_plane(ports)))))
    groups = []
    for level, band in enumerate(water.bands):
        points, back, ahead = _of_rings(shapely.segmentize(band, LONGEST_NM / EARTH_NM), TURN_DEGREES[level])
        lat = to_degrees(points)[:, 1]
        keep = (points[:, 0] >= -math.pi) & (points[:, 0] < math.pi) & (lat < NORTH) & (lat > SOUTH)
        if level:
            lon = np.degrees(points[:, 0])
            inside = (lon > west) & (lon < east) & (lat > south) & (lat < north)
            gap = OFFINGS_NM[level - 1] - OFFINGS_NM[level]
            edges = shapely.STRtree(_short_boundaries(water.bands[level - 1], OFFINGS_NM[level - 1]))
            narrow = ~_within(edges, points, 1.15 * gap)
            beside = _within(harbours, points, np.where(inside, HARBOUR_NM[level], HARBOUR_NM[level] * BEYOND))
            served = _within(harbours, points, np.where(inside, PORT_NM[level], PORT_NM[level] * BEYOND))
            keep &= (narrow | beside) & (served | (inside & (OFFINGS_NM[level] > FINE_NM)))
        groups.append((points[keep], back[keep], ahead[keep], np.full(int(keep.sum()), level)))
    plane, before, after, levels = (np.concatenate(parts) for parts in zip(*groups, strict=True))
    return Corners(plane, before, after, levels, np.zeros(len(levels), dtype=bool))


def _within(tree: shapely.STRtree, points: Floats, distance_nm: Floats | float) -> Flags:
    """Which points of the plane lie within some nautical miles of the shapes of a tree."""
    found = np.zeros(len(points), dtype=bool)
    reach = np.asarray(distance_nm) * radians_per_nm(points[:, 1])
    found[tree.query(np.asarray(shapely.points(points)), predicate="dwithin", distance=reach)[0]] = True
    return found


def _short_boundaries(shapes: Shapes, offing_nm: float) -> Shapes:
    """Edges of the free water of a clearance as short lines; water shut in by narrows to less than a basin does not count."""
    rings = []
    for ring in shapely.get_rings(shapely.orient_polygons(shapes)):
        coordinates = shapely.get_coordinates(ring)
        across = offing_nm * float(radians_per_nm(coordinates[0, 1]))
        if not shapely.is_ccw(ring) and shapely.Polygon(coordinates).area < BASIN * across**2:
            continue
        rings.append(ring)
    return short_lines(rings)


def short_lines(rings: Iterable[shapely.Geometry], points: int = 40) -> Shapes:
    """Rings as lines of so many steps."""
    all_points = [shapely.get_coordinates(ring) for ring in rings]
    lines = [ring[start : start + points + 1] for ring in all_points for start in range(0, len(ring) - 1, points)]
    return np.asarray([shapely.LineString(line) for line in lines], dtype=object)


def pairs(nodes: Corners, starts: int | None = None) -> Ints:
    """Pairs of nodes whose great circle touches both corners from outside, within reach of each other, shape (m, 2).

    With ``starts``, only pairs of one of so many first nodes and one of the others, at most ``APPROACH_NM`` apart.
    """
    vectors = plane_to_vectors(nodes.plane)
    lon, up = nodes.plane[:, 0], np.tanh(nodes.plane[:, 1])
    across = 1.0 / np.cosh(nodes.plane[:, 1])
    east = np.column_stack([-np.sin(lon), np.cos(lon), np.zeros(len(lon))])
    north = np.column_stack([-up * np.cos(lon), -up * np.sin(lon), across])
    free, level = nodes.free, nodes.level
    off_port, dredged = free & (level == 0), free & (level > 0)
    to_first, between = np.asarray(REACH_NM[0]), np.asarray([0.0, *REACH_NM[1]])
    found = []
    for one in range(len(nodes.plane) if starts is None else starts):
        others = np.arange(one + 1 if starts is None else starts, len(nodes.plane))
        apart = np.arccos(np.clip(vectors[others] @ vectors[one], -1, 1)) * EARTH_NM
        reach = np.where(
            (level[others] == 0) | (level[one] == 0),
            to_first[np.maximum(level[others], level[one])],
            between[np.maximum(level[others], level[one])],
        )
        reach = np.where((dredged[others] & (level[one] == 0)) | (dredged[one] & (level[others] == 0)), REACH_NM[0][0], reach)
        both_wide = (level[others] == 0) & (level[one] == 0) & (free[others] != free[one])
        reach = np.where(off_port[others] | off_port[one], np.minimum(reach, np.where(both_wide, *ROADS_REACH_NM)), reach)
        reach = reach if starts is None else np.minimum(reach, APPROACH_NM)
        others = others[(apart <= reach) & (apart > 1e-3)]
        apart = np.arccos(np.clip(vectors[others] @ vectors[one], -1, 1)) * EARTH_NM
        leaving = (apart <= LEAVE_NM) & (level[others] != level[one])
        ex, ny = vectors[others] @ east[one], vectors[others] @ north[one]
        fits = _touches(nodes.before[one], nodes.after[one], ex, ny) | free[one] | (leaving & (level[others] > level[one]))
        others, leaving = others[fits], leaving[fits]
        ex = east[others] @ vectors[one]
        ny = north[others] @ vectors[one]
        others = others[
            _touches(nodes.before[others].T, nodes.after[others].T, ex, ny)
            | free[others]
            | (leaving & (level[one] > level[others]))
        ]
        found.append(np.column_stack([np.full(len(others), one), others]))
    return np.concatenate(found)


def _touches(back: Floats, ahead: Floats, x: Floats, y: Floats) -> Flags:
    """Whether a line in direction (x, y) leaves both neighbours of a corner on one side."""
    size = np.hypot(x, y) + 1e-30
    one = (back[0] * y - back[1] * x) / size / np.hypot(back[0], back[1])
    other = (ahead[0] * y - ahead[1] * x) / size / np.hypot(ahead[0], ahead[1])
    result: Flags = (one * other >= 0) | (np.abs(one) < GRAZE) | (np.abs(other) < GRAZE)
    return result


@dataclass(frozen=True)
class Screens:
    """What blocks sight at each level, as trees of small polygons, and the bands as such trees."""

    block: tuple[shapely.STRtree, ...]
    band: tuple[shapely.STRtree, ...]


def screens(water: Water) -> Screens:
    """Prepare trees: a sight line may graze an obstacle, so obstacles are shrunk a little."""
    west, south, east, north = to_plane(np.asarray([REGION[:2], REGION[2:]])).ravel()
    bounds = shapely.bounds(water.land)
    inside = (bounds[:, 0] >= west) & (bounds[:, 2] <= east) & (bounds[:, 1] >= south) & (bounds[:, 3] <= north)
    block = []
    for offing, band in zip(OFFINGS_NM, water.bands, strict=True):
        shrunk = shapely.buffer(band, -SLACK * offing / EARTH_NM, join_style="mitre")
        pieces = tiles(shrunk, 2.0)
        block.append(shapely.STRtree(pieces if offing > FINE_NM else np.concatenate([pieces, water.land[~inside]])))
    return Screens(tuple(block), tuple(shapely.STRtree(tiles(band, 2.0)) for band in water.bands))


def _strokes(one: Floats, other: Floats, lon: Floats, low: Floats, high: Floats) -> Shapes:
    """Lines of a few points along great circles between unit vectors, from one share of the way to another.

    Ends at one place, where fairways meet, give a line without length.
    """
    angle = np.arccos(np.clip(np.einsum("ij,ij->i", one, other), -1, 1))[:, None]
    share = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, STROKE_POINTS)
    sine, apart = np.maximum(np.sin(angle), 1e-12), angle > 0
    part = np.where(apart, np.sin(share * angle) / sine, share)
    rest = np.where(apart, np.sin((1 - share) * angle) / sine, 1 - share)
    vector = one[:, None, :] * rest[:, :, None] + other[:, None, :] * part[:, :, None]
    size = np.hypot(vector[..., 0], vector[..., 1])
    from_start = (np.arctan2(vector[..., 1], vector[..., 0]) - lon[:, None] + math.pi) % (2 * math.pi) - math.pi
    x = lon[:, None] + from_start
    x -= 2 * math.pi * np.floor((x[:, :1] + math.pi) / (2 * math.pi))
    return np.asarray(shapely.linestrings(np.stack([x, np.arcsinh(vector[..., 2] / size)], axis=-1)))


def _portions(plane: Floats, links: Ints) -> Generator[tuple[Ints, Shapes], Ints | None, None]:
    """Parts of links, those next to the ends first: the links that have such a part, and the lines.

    Send the links that matter no more.
    """
    vectors = plane_to_vectors(plane)
    length = np.arccos(np.clip(np.einsum("ij,ij->i", vectors[links[:, 0]], vectors[links[:, 1]]), -1, 1)) * EARTH_NM
    count = np.maximum(np.ceil(length / STROKE_NM).astype(np.int64), 1)
    alive = np.ones(len(links), dtype=bool)
    for number in range(int(count.max(initial=1))):
        place = number // 2 if number % 2 == 0 else -1 - number // 2
        chosen = np.flatnonzero(alive & (count > number))
        index = place if place >= 0 else count[chosen] + place
        low = index / count[chosen]
        for first in range(0, len(chosen), 200_000):
            part = slice(first, first + 200_000)
            mine, start = chosen[part], low[part]
            pair = links[mine]
            lines = _strokes(vectors[pair[:, 0]], vectors[pair[:, 1]], plane[pair[:, 0], 0], start, start + 1 / count[mine])
            dead = yield mine, lines
            if dead is not None:
                alive[dead] = False


def visible(plane: Floats, level: Ints, links: Ints, sight: Screens) -> Flags:
    """Which pairs of nodes see each other over the obstacles of the finer of their two levels."""
    seen = np.ones(len(links), dtype=bool)
    finer = level[links].max(axis=1)
    for number, tree in enumerate(sight.block):
        mine = np.flatnonzero(finer == number)
        portions = _portions(plane, links[mine])
        dead: Ints | None = None
        while True:
            try:
                chosen, lines = portions.send(dead) if dead is not None else next(portions)
            except StopIteration:
                break
            dead = chosen[np.unique(tree.query(lines, predicate="intersects")[0])]
            seen[mine[dead]] = False
    return seen


def within_nm(plane: Floats, links: Ints, tree: shapely.STRtree) -> Floats:
    """Length of each link inside the polygons of a tree, in nautical miles."""
    total = np.zeros(len(links))
    for chosen, lines in _portions(plane, links):
        line, piece = tree.query(lines, predicate="intersects")
        inside = shapely.intersection(lines[line], tree.geometries[piece])
        height = np.nan_to_num(shapely.bounds(inside)[:, [1, 3]].mean(axis=1))
        total += np.bincount(chosen[line], weights=shapely.length(inside) / radians_per_nm(height), minlength=len(links))
    return total


def crossing(plane: Floats, links: Ints, gates: shapely.STRtree) -> Ints:
    """Pairs (link, gate) of links that cross a line of a tree, shape (m, 2)."""
    found = []
    for chosen, lines in _portions(plane, links):
        line, gate = gates.query(lines, predicate="intersects")
        found.append(np.column_stack([chosen[line], gate]))
    return np.unique(np.concatenate(found), axis=0)
