"""The sea of the frame, the part of it nearest to each State, and the belts along the coasts: what zones are cut from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.errors import BuildFault
from geodata.build.region import Shapes
from geodata.build.zones import facts
from geodata.build.zones.shapes import (
    KM_PER_NM,
    Floats,
    belt,
    beyond,
    both,
    geodesic,
    joined,
    less,
    nearest_parts,
    spots,
    union,
)

MOUTH_KM = 1.0
"""About the mouth of the Tumen its bars are left out of the coast."""
DETAIL_KM = {facts.STRAIT_NM: 0.05, facts.TERRITORIAL_NM: 0.05, facts.CONTIGUOUS_NM: 0.1, facts.ZONE_NM: 0.6}
REACH = (6.0, 4.0)
"""Coasts farther than this outside the frame, in degrees of longitude and latitude, have no say in it."""
PIECE_DEG2 = 1e-3
"""Smallest piece of water that counts as part of the bay."""


@dataclass(frozen=True)
class Drawn:
    """Geometry by State; the contested southern Kurils stand as a State of their own until rows are made.

    ``parts`` is the sea nearest to each, with the agreed line where there is one, ``plain`` the same by equidistance alone;
    ``belts`` are by State and nautical miles; ``bay`` is what Russia's closing line encloses, ``wide`` the belts of that line.
    """

    points: Mapping[str, Floats]
    sea: BaseGeometry
    parts: Mapping[str, BaseGeometry]
    plain: Mapping[str, BaseGeometry]
    belts: Mapping[tuple[str, int], BaseGeometry]
    closing: shapely.LineString
    bay: BaseGeometry
    wide: Mapping[int, BaseGeometry]
    rocks: BaseGeometry


def draw(shores: Mapping[str, Shapes], land: BaseGeometry) -> Drawn:
    """Cut the sea of the frame.

    Parameters
    ----------
    shores : mapping of str to array of shapely.LineString
        Coast by State.
    land : shapely geometry

    Raises
    ------
    BuildFault
        When the closing line does not enclose Peter the Great Bay.
    """
    shores = _with_the_kurils(_within_reach(shores))
    points = joined({state: spots(lines) for state, lines in shores.items()}, facts.T0, ("RUS", "PRK"), MOUTH_KM)
    sea = less(shapely.box(*facts.FRAME), land)
    plain = {state: both(part, sea) for state, part in nearest_parts(points, shapely.box(*facts.FRAME)).items()}
    parts = dict(plain)
    parts["RUS"], parts["PRK"] = agreed(plain["RUS"], plain["PRK"])
    closing = geodesic([facts.T0, facts.POVOROTNY])
    line = np.asarray([closing], dtype=object)
    belts = {(state, miles): _belt(shores[state], miles) for state in parts for miles in DETAIL_KM if _claims(state, miles)}
    return Drawn(
        points=points,
        sea=sea,
        parts=parts,
        plain=plain,
        belts=belts,
        closing=closing,
        bay=_bay(closing, parts["RUS"]),
        wide={miles: _belt(line, miles) for miles in (facts.TERRITORIAL_NM, facts.CONTIGUOUS_NM)},
        rocks=both(_belt(np.asarray([_dot(facts.LIANCOURT)], dtype=object), facts.TERRITORIAL_NM), sea),
    )


def _within_reach(shores: Mapping[str, Shapes]) -> dict[str, Shapes]:
    west, south, east, north = facts.FRAME
    window = shapely.box(west - REACH[0], south - REACH[1], east + REACH[0], north + REACH[1])
    near = {state: lines[shapely.intersects(lines, window)] for state, lines in shores.items()}
    return {state: lines for state, lines in near.items() if len(lines)}


def _with_the_kurils(shores: Mapping[str, Shapes]) -> dict[str, Shapes]:
    theirs = shapely.within(shores["RUS"], shapely.box(*(facts.KURILS.box or facts.FRAME)))
    return {**shores, "RUS": shores["RUS"][~theirs], facts.KURILS.id: shores["RUS"][theirs]}


def _claims(state: str, miles: int) -> bool:
    return miles != facts.STRAIT_NM or state in {owner for _, owner, _ in facts.STRAITS}


def _belt(lines: Shapes, miles: int) -> BaseGeometry:
    return belt(lines, miles * KM_PER_NM, DETAIL_KM[miles])


def _dot(islands: facts.Islands) -> shapely.LineString:
    lon, lat = islands.point or (0.0, 0.0)
    return shapely.LineString([(lon - 1e-4, lat), (lon + 1e-4, lat)])


def _bay(closing: shapely.LineString, russian: BaseGeometry) -> BaseGeometry:
    ring = shapely.Polygon([*closing.coords, *facts.BAY_RING])
    waters = shapely.get_parts(both(ring, russian))
    bay = union(waters[shapely.area(waters) > PIECE_DEG2])
    if not bay.intersects(shapely.Point(facts.IN_THE_BAY)):
        message = "zones: the closing line does not enclose Peter the Great Bay"
        raise BuildFault(message)
    return bay


def agreed(russian: BaseGeometry, korean: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Both seas with the agreed line of 1985 and 1986 between them."""
    west, south, east, north = facts.AGREED_BOX
    line = geodesic([facts.T0, facts.T1, facts.T2, facts.T3, beyond(facts.T2, facts.T3, 60.0)])
    end = line.coords[-1]
    side = shapely.Polygon([(west, north), (facts.T0[0], north), *line.coords, (end[0], south), (west, south)])
    box = shapely.box(west, south, east, north)
    together = both(union([russian, korean]), box)
    return union([less(russian, box), less(together, side)]), union([less(korean, box), both(together, side)])
