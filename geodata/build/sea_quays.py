"""Where ships set out: ports moved to water, and the nodes of the sea network that are in sight from there.

Links of the network are kept when a way from a port uses them, and a way begins at any node that the port sees.
"""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from geodata.build.region import REGION, Shapes
from geodata.build.sea_graph import Doors
from geodata.build.sea_products import DEARER
from geodata.build.sea_water import NARROWEST_BEYOND_NM, OFFINGS_NM, Floats, Water, to_degrees, to_plane
from geodata.build.sea_web import Corners, Ints, Screens, pairs, unit_vectors, visible, within_nm

OUTLETS = 4
"""From a port that sees no node, ways to so many of the nearest are taken for granted: the router finds one over a chart."""

_ELLIPSOID = pyproj.Geod(ellps="WGS84")


def lengths_nm(degrees: Floats, links: Ints) -> Floats:
    """Geodesic length of links between positions in nautical miles."""
    one, other = degrees[links[:, 0]], degrees[links[:, 1]]
    return np.asarray(_ELLIPSOID.inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])[2]) / 1852.0


def afloat(harbours: Floats, basin: Water) -> Corners:
    """Ports as free nodes: those ashore, or nearer to it than the narrowest clearance, moved to where that is kept.

    Parameters
    ----------
    harbours : array of shape (n, 2)
        Longitude and latitude.
    basin : Water
    """
    west, south, east, north = REGION
    lon, lat = harbours.T
    inside = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    finest = len(OFFINGS_NM) - 1
    level = np.where(inside, finest, sum(offing > NARROWEST_BEYOND_NM for offing in OFFINGS_NM) - 1)
    plane = to_plane(harbours)
    for number in np.unique(level).tolist():
        mine = np.flatnonzero(level == number)
        band = basin.bands[number]
        spots = np.asarray(shapely.points(plane[mine]))
        ashore = np.unique(shapely.STRtree(band).query(spots, predicate="within")[0])
        shore = shapely.STRtree(_strokes(band))
        nearest = shore.geometries[shore.nearest(spots[ashore])]
        plane[mine[ashore]] = shapely.get_coordinates(shapely.shortest_line(spots[ashore], nearest))[1::2]
    count = len(plane)
    return Corners(plane, np.ones((count, 2)), np.ones((count, 2)), level, np.ones(count, dtype=bool))


def _strokes(shapes: Shapes, points: int = 40) -> Shapes:
    """The outlines of polygons as short lines."""
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapes)]
    pieces = [ring[low : low + points + 1] for ring in rings for low in range(0, len(ring) - 1, points)]
    return np.asarray([shapely.LineString(piece) for piece in pieces], dtype=object)


def doors(quays: Corners, nodes: Corners, sight: Screens) -> Doors:
    """Sight lines from ports to the nodes near them; from one that sees none, straight lines to the nearest few."""
    count = len(quays.level)
    both = Corners(
        *(
            np.concatenate([getattr(part, name) for part in (quays, nodes)])
            for name in ("plane", "before", "after", "level", "free")
        )
    )
    links = pairs(both, starts=count)
    links = links[visible(both.plane, both.level, links, sight)]
    hidden = np.setdiff1d(np.arange(count), links[:, 0])
    links = np.concatenate([links, _nearest(both, hidden, count)])
    inside = np.column_stack([within_nm(both.plane, links, band) for band in sight.band])
    cost = lengths_nm(to_degrees(both.plane), links) + inside @ np.asarray(DEARER)
    return Doors(count, links[:, 0], links[:, 1] - count, np.maximum(cost, 1e-3))


def _nearest(both: Corners, hidden: Ints, count: int) -> Ints:
    """Pairs of some of the first nodes and the nearest few of those after ``count``."""
    vectors = unit_vectors(both.plane)
    few = [np.sort(np.argpartition(-(vectors[count:] @ vectors[port]), OUTLETS)[:OUTLETS]) for port in hidden.tolist()]
    return np.column_stack([np.repeat(hidden, OUTLETS), count + np.asarray(few, dtype=np.int64).ravel()])
