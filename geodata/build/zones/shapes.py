"""Geometry of the maritime zones: coasts by State, geodesic belts, and the part of the sea nearest to each State."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.build.region import Shapes
from geodata.formats.region import REGION

if TYPE_CHECKING:
    import geopandas

Floats = NDArray[np.float64]
Line = Sequence[tuple[float, float]]

GRID = 1e-5
"""Grid of all coordinates in degrees, about one metre; overlays on one grid leave no slivers."""
KM_PER_NM = 1.852
CELL_DEGREES = 2.0
"""Coasts are widened piece by piece in planes of this size, so that a belt is true to 0.1 % at 200 nautical miles."""
POINT_KM = 1.0
"""Spacing of the points that stand for a coast where the nearest State is asked for."""
MEDIAN_KM = 4.0
"""Longest step of a median before it is moved to equal distances."""
STEPS = 4
NEAR_KM = 8.0
"""The plane may mistake the nearest point of a coast by this much."""

_WGS84 = pyproj.Geod(ellps="WGS84")
_TO_XYZ = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


def union(shapes: Sequence[BaseGeometry] | Shapes) -> BaseGeometry:
    """Union on the grid."""
    return shapely.union_all(np.asarray(shapes, dtype=object), grid_size=GRID)


def both(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Intersection on the grid."""
    return shapely.intersection(one, other, grid_size=GRID)


def less(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Difference on the grid."""
    return shapely.difference(one, other, grid_size=GRID)


def geodesic(points: Line, step_km: float = 5.0) -> shapely.LineString:
    """Line along the geodesics between positions, with a vertex at least every ``step_km``."""
    drawn: list[tuple[float, float]] = [points[0]]
    for one, other in pairwise(points):
        count = math.ceil(_WGS84.inv(*one, *other)[2] / 1000 / step_km)
        drawn += [*_WGS84.npts(*one, *other, max(count - 1, 0)), other]
    return shapely.LineString(drawn)


def beyond(one: tuple[float, float], other: tuple[float, float], distance_km: float) -> tuple[float, float]:
    """Position ``distance_km`` past ``other`` on the way from ``one``."""
    back = _WGS84.inv(*one, *other)[1]
    lon, lat, _ = _WGS84.fwd(*other, back + 180.0, distance_km * 1000)
    return float(lon), float(lat)


def coasts(land: Shapes, countries: geopandas.GeoDataFrame) -> dict[str, Shapes]:
    """Coast of each State as lines of few vertices, without the edge of the region.

    Parameters
    ----------
    land : array of shapely.Polygon
        Without holes.
    countries : geopandas.GeoDataFrame
        With column ``iso3``; every piece of coast goes to the nearest of them.

    Returns
    -------
    dict of str to array of shapely.LineString
    """
    rings = shapely.get_exterior_ring(land)
    west, south, east, north = REGION
    inner = shapely.box(west + 0.01, south + 0.01, east - 0.01, north - 0.01)
    pieces = shapely.get_parts(shapely.intersection(rings, inner))
    pieces = pieces[shapely.get_type_id(pieces) == 1]
    short = np.asarray([part for piece in pieces for part in _runs(shapely.get_coordinates(piece))], dtype=object)
    shapes, owner = shapely.get_parts(np.asarray(countries.geometry.array), return_index=True)
    nearest = shapely.STRtree(shapes).nearest(shapely.line_interpolate_point(short, 0.5, normalized=True))
    codes = np.asarray(countries["iso3"])[owner[nearest]]
    return {str(code): short[codes == code] for code in sorted(set(codes))}


def _runs(points: Floats, size: int = 5) -> list[shapely.LineString]:
    return [shapely.LineString(points[start : start + size + 1]) for start in range(0, len(points) - 1, size)]


def belt(lines: Shapes, width_km: float, detail_km: float) -> BaseGeometry:
    """Everything within a geodesic distance of some lines.

    Parameters
    ----------
    lines : array of shapely.LineString
        Short ones; each is widened in a plane about the middle of its cell.
    width_km : float
    detail_km : float
        How far the lines and the result may be simplified.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
    """
    if not len(lines):
        return shapely.Polygon()
    bounds = shapely.bounds(lines)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    cells = np.floor(middle / CELL_DEGREES).astype(int)
    found = []
    for column, row in sorted({(int(column), int(row)) for column, row in cells}):
        chosen = lines[(cells[:, 0] == column) & (cells[:, 1] == row)]
        found.append(_widened(chosen, ((column + 0.5) * CELL_DEGREES, (row + 0.5) * CELL_DEGREES), width_km, detail_km))
    return union(found)


def _widened(lines: Shapes, centre: tuple[float, float], width_km: float, detail_km: float) -> BaseGeometry:
    plane = f"+proj=aeqd +lon_0={centre[0]} +lat_0={centre[1]} +datum=WGS84 +units=m"
    there = pyproj.Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    flat = shapely.transform(lines, lambda points: np.column_stack(there.transform(points[:, 0], points[:, 1])))
    thin = shapely.simplify(shapely.line_merge(shapely.union_all(flat)), detail_km * 500)
    wide = shapely.simplify(shapely.buffer(thin, width_km * 1000, quad_segs=32), detail_km * 250)
    wide = shapely.segmentize(wide, 5000)

    def back(points: Floats) -> Floats:
        return np.column_stack(there.transform(points[:, 0], points[:, 1], direction="INVERSE"))

    return shapely.set_precision(shapely.make_valid(shapely.transform(wide, back)), GRID)


def spots(lines: Shapes) -> Floats:
    """Positions along lines, shape (n, 2), no farther apart than ``POINT_KM``."""
    dense = shapely.segmentize(shapely.simplify(shapely.line_merge(shapely.union_all(lines)), 0.0005), POINT_KM / 111.0)
    return np.unique(shapely.get_coordinates(dense), axis=0)


def joined(
    points: Mapping[str, Floats], mouth: tuple[float, float], sides: tuple[str, str], reach_km: float
) -> dict[str, Floats]:
    """Points of coasts that meet at a river mouth, closed at the end of the land boundary.

    Bars and banks about the mouth are left out and both coasts begin at ``mouth``. In the fan of sea where that is the nearest
    point of both, every place is equally far from the two; the line then halves the fan, square to the general direction of
    the coast, which is taken between the two coasts five times ``reach_km`` away (farther off there are lagoons).

    Parameters
    ----------
    points : mapping of str to array of shape (n, 2)
    mouth : tuple
        Longitude and latitude.
    sides : pair of str
        The two States.
    reach_km : float
        Points within this distance of the mouth are left out.
    """
    given = dict(points)
    ends = []
    for side in sides:
        found = given[side]
        gaps = _WGS84.inv(*np.broadcast_to(mouth, found.shape).T, *found.T)[2] / 1000
        ends.append(found[np.abs(gaps - 5 * reach_km).argmin()])
        given[side] = found[gaps > reach_km]
    for side, (one, other) in zip(sides, ((ends[1], ends[0]), (ends[0], ends[1])), strict=True):
        lon, lat, _ = _WGS84.fwd(*mouth, _WGS84.inv(*one, *other)[0], 5.0)
        given[side] = np.vstack([given[side], [lon, lat]])
    return given


def nearest_parts(points: Mapping[str, Floats], frame: shapely.Polygon) -> dict[str, BaseGeometry]:
    """Part of a frame that is nearer to each State's points than to any other's: Voronoi cells, dissolved.

    The cells are drawn in a plane and their edges then moved to where the straight distances through the ellipsoid, and so the
    geodesics, are equal; what is left is below 50 m.

    Parameters
    ----------
    points : mapping of str to array of shape (n, 2)
        Positions in degrees by State.
    frame : shapely.Polygon

    Returns
    -------
    dict of str to shapely geometry
    """
    names = [name for name in points if len(points[name])]
    every = np.concatenate([points[name] for name in names])
    owner = np.concatenate([np.full(len(points[name]), number) for number, name in enumerate(names)])
    west, south, east, north = frame.bounds
    plane = pyproj.Transformer.from_crs(
        "EPSG:4326", f"+proj=aeqd +lon_0={(west + east) / 2} +lat_0={(south + north) / 2} +datum=WGS84 +units=m", always_xy=True
    )
    flat = np.column_stack(plane.transform(every[:, 0], every[:, 1]))
    outline = shapely.transform(
        shapely.segmentize(shapely.buffer(frame, 3.0, join_style="mitre"), 0.2),
        lambda degrees: np.column_stack(plane.transform(degrees[:, 0], degrees[:, 1])),
    )
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(flat), extend_to=outline))
    tree = shapely.STRtree(cells)
    seat, cell = tree.query(shapely.points(flat), predicate="intersects")
    held = np.zeros(len(cells), dtype=int)
    held[cell] = owner[seat]
    near = shapely.intersects(cells, outline)
    dissolved = np.asarray([shapely.union_all(cells[near & (held == number)]) for number in range(len(names))], dtype=object)
    kept = [number for number in range(len(names)) if not dissolved[number].is_empty]
    near_line = _along_the_edges(flat, cells, held, tree)
    parts = shapely.segmentize(shapely.intersection(dissolved[kept], outline), MEDIAN_KM * 1000)
    corners, back = np.unique(np.round(shapely.get_coordinates(parts), 3), axis=0, return_inverse=True)
    lon, lat = plane.transform(corners[:, 0], corners[:, 1], direction="INVERSE")
    degrees = np.column_stack([lon, lat])
    inside = shapely.distance(shapely.boundary(outline), shapely.points(corners)) > 1.0
    moved = degrees.copy()
    moved[inside] = _even(degrees[inside], [every[near_line & (owner == number)] for number in kept])
    shapes = shapely.set_coordinates(parts, moved[back.ravel()])
    shapes = shapely.make_valid(shapely.set_precision(shapely.make_valid(shapes), GRID))
    return {names[number]: both(shape, frame) for number, shape in zip(kept, shapes, strict=True)}


def _along_the_edges(flat: Floats, cells: Shapes, held: NDArray[np.int64], tree: shapely.STRtree) -> NDArray[np.bool_]:
    """Which points can be the nearest to a place on the line between two States: those of cells on it, and all near them."""
    one, other = tree.query(cells, predicate="intersects")
    edge = np.zeros(len(cells), dtype=bool)
    edge[one[held[one] != held[other]]] = True
    seats = np.asarray(shapely.points(flat), dtype=object)
    on_edge = np.zeros(len(flat), dtype=bool)
    seat, cell = tree.query(seats, predicate="intersects")
    on_edge[seat[edge[cell]]] = True
    chosen = np.zeros(len(flat), dtype=bool)
    chosen[shapely.STRtree(seats).query(seats[on_edge], predicate="dwithin", distance=NEAR_KM * 1000)[1]] = True
    return chosen


def _xyz(degrees: Floats) -> Floats:
    """Positions on the ellipsoid in kilometres from its centre, shape (n, 3)."""
    return np.column_stack(_TO_XYZ.transform(degrees[:, 0], degrees[:, 1], np.zeros(len(degrees)))) / 1000.0


def _even(corners: Floats, sides: Sequence[Floats]) -> Floats:
    """Corners moved to where the two nearest States are equally far; those far from any such line stay."""
    marks = [_xyz(side) for side in sides]
    weights = [np.vstack([-2 * mark.T, (mark**2).sum(1)]) for mark in marks]
    at = corners.copy()
    for _ in range(STEPS):
        here = _xyz(at)
        gaps, feet = np.empty((len(at), len(sides))), np.empty((len(at), len(sides), 3))
        for number, mark in enumerate(marks):
            for start in range(0, len(at), 200):
                part = here[start : start + 200]
                best = (np.column_stack([part, np.ones(len(part))]) @ weights[number]).argmin(1)
                feet[start : start + 200, number] = mark[best]
                gaps[start : start + 200, number] = np.sqrt(((part - mark[best]) ** 2).sum(1))
        rows = np.arange(len(at))
        first, second = np.argsort(gaps, axis=1)[:, :2].T
        excess = gaps[rows, first] - gaps[rows, second]
        away = (here - feet[rows, first]) / np.maximum(gaps[rows, first], 1e-6)[:, None]
        away -= (here - feet[rows, second]) / np.maximum(gaps[rows, second], 1e-6)[:, None]
        size = np.maximum((away**2).sum(1), 1e-3)
        step = -(excess / size)[:, None] * away
        step[np.abs(excess) > 12.0] = 0.0
        x, y, z = (1000 * (here + step)).T
        lon, lat, _ = _TO_XYZ.transform(x, y, z, direction="INVERSE")
        at = np.column_stack([lon, lat])
    return at


def shared_line(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """The line that two neighbouring parts have in common."""
    common = shapely.intersection(shapely.boundary(one), shapely.boundary(other), grid_size=GRID)
    parts = shapely.get_parts(common)
    return shapely.line_merge(shapely.union_all(parts[shapely.get_type_id(parts) == 1]))
