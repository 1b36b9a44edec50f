"""Where ships set out: ports moved to water, the roads off them, and the nodes of the sea network that are in sight from there.

Links of the network are kept when a way from a port uses them, and a way begins at any node that the port sees. A ship that comes
out of a bay turns where the water is wide enough, though there is no cape to round: for that there are nodes on the edge of wide
water off the ports, the roads.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from geodata.build.base.measure import lengths_nm
from geodata.build.sea.graph import Doors
from geodata.build.sea.water import NORTH, SOUTH, SURCHARGES, Floats, Water
from geodata.build.sea.web import Corners, Ints, Screens, finest_level, pairs, short_lines, visible, within_nm
from geodata.formats.mercator import EARTH_NM, plane_to_vectors, radians_per_nm, to_degrees, to_plane

OUTLETS = 4
"""From a port that sees no node, ways to so many of the nearest are taken for granted: the router finds one over a chart."""

ROADS_NM, ROADS_APART_NM = 20.0, 12.0
"""This near to a port there are nodes on the edge of wide water, about so far apart."""


def afloat(harbours: Floats, basin: Water) -> Corners:
    """Ports as free nodes: those ashore, or nearer to it than the narrowest clearance, moved to where that is kept.

    Parameters
    ----------
    harbours : array of shape (n, 2)
        Longitude and latitude.
    basin : Water
    """
    plane = to_plane(harbours)
    quays = Corners.free_at(plane, finest_level(plane))
    for number in np.unique(quays.level).tolist():
        mine = np.flatnonzero(quays.level == number)
        spots = np.asarray(shapely.points(quays.plane[mine]))
        ashore = np.unique(shapely.STRtree(basin.bands[number]).query(spots, predicate="within")[0])
        shore = shapely.STRtree(short_lines(shapely.get_rings(basin.bands[number])))
        nearest = shore.geometries[shore.nearest(spots[ashore])]
        quays.plane[mine[ashore]] = shapely.get_coordinates(shapely.shortest_line(spots[ashore], nearest))[1::2]
    return quays


def roads(harbours: Floats, basin: Water) -> Corners:
    """Free nodes on the edge of the widest clearance near ports, one in each square of a rough grid.

    Parameters
    ----------
    harbours : array of shape (n, 2)
        Longitude and latitude.
    basin : Water
    """
    edge = shapely.get_coordinates(shapely.get_rings(shapely.segmentize(basin.bands[0], ROADS_APART_NM / EARTH_NM)))
    lat = to_degrees(edge)[:, 1]
    edge = edge[(np.abs(edge[:, 0]) < math.pi) & (lat < NORTH) & (lat > SOUTH)]
    quays = shapely.STRtree(np.asarray(shapely.points(to_plane(harbours))))
    reach = ROADS_NM * radians_per_nm(edge[:, 1])
    edge = edge[np.unique(quays.query(np.asarray(shapely.points(edge)), predicate="dwithin", distance=reach)[0])]
    row = np.floor(to_degrees(edge)[:, 1] * (60.0 / ROADS_APART_NM))
    across = np.cos(np.radians((row + 0.5) * (ROADS_APART_NM / 60.0)))
    column = np.floor(edge[:, 0] * across * (EARTH_NM / ROADS_APART_NM))
    _, one = np.unique(np.column_stack([row, column]), axis=0, return_index=True)
    return Corners.free_at(edge[np.sort(one)], np.zeros(len(one), dtype=np.int64))


def doors(quays: Corners, nodes: Corners, sight: Screens) -> Doors:
    """Sight lines from ports to the nodes near them; from one that sees none, straight lines to the nearest few."""
    count = len(quays.level)
    both = quays.before_others(nodes)
    links = pairs(both, starts=count)
    links = links[visible(both.plane, both.level, links, sight)]
    hidden = np.setdiff1d(np.arange(count), links[:, 0])
    links = np.concatenate([links, _nearest(both, hidden, count)])
    inside = np.column_stack([within_nm(both.plane, links, band) for band in sight.band])
    cost = lengths_nm(to_degrees(both.plane), links) + inside @ np.asarray(SURCHARGES)
    return Doors(count, links[:, 0], links[:, 1] - count, np.maximum(cost, 1e-3))


def _nearest(both: Corners, hidden: Ints, count: int) -> Ints:
    """Pairs of some of the first nodes and the nearest few of those after ``count``."""
    vectors = plane_to_vectors(both.plane)
    few = [np.sort(np.argpartition(-(vectors[count:] @ vectors[port]), OUTLETS)[:OUTLETS]) for port in hidden.tolist()]
    return np.column_stack([np.repeat(hidden, OUTLETS), count + np.asarray(few, dtype=np.int64).ravel()])
