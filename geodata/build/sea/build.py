"""The sea network: nodes, sight lines, fairways and straits.

Costs are lengths with a surcharge inside the offing: each band of ``OFFINGS_NM`` adds its share of ``SURCHARGES``. So a ship
stays out where there is room and goes on where there is none. What is reported is always the length, never the cost.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.base.measure import lengths_nm
from geodata.build.product import Product
from geodata.build.sea.graph import Doors, Web, connected, used, without_detours
from geodata.build.sea.obstacles import basin, ports
from geodata.build.sea.products import Thinned, products
from geodata.build.sea.quays import afloat, doors, roads
from geodata.build.sea.tables import Fairway, fairways, shoals
from geodata.build.sea.water import OFFINGS_NM, SHOAL_SURCHARGE, SURCHARGES, Floats, Water, tiles
from geodata.build.sea.web import Corners, Ints, Screens, corners, finest_level, pairs, screens, visible, within_nm
from geodata.formats.mercator import radians_per_nm, shapes_to_plane, to_degrees, to_plane
from geodata.formats.packed import COST_STEP_NM

if TYPE_CHECKING:
    from geodata.build.fetch import Sources

MAKES = ("sea_nodes", "sea_passages", "sea_fairways")

BASIN_NM = 1.5
"""This near to a port even nodes that lead nowhere are kept: a berth may see nothing else."""

SAMPLE = 700
"""Beside every port, shortest ways are followed from so many nodes to find the links that matter."""

DETOUR = 0.001
"""A sight line goes when two others replace it at a cost higher by no more than this share."""


@dataclass(frozen=True)
class Sketch:
    """Everything seen, before anything is left out."""

    nodes: Corners
    degrees: Floats
    links: Ints
    length: Floats
    inside: Floats
    """Length of each link inside each band and, last, inside an area to keep out of, shape (m, 6)."""
    fairway: Ints
    """Number of the fairway a link belongs to, else -1."""


def _junctions(degrees: Floats, first: Ints) -> Ints:
    """Links between points of different fairways that have one position."""
    owner = np.searchsorted(first, np.arange(len(degrees)), side="right")
    _, place = np.unique(degrees, axis=0, return_inverse=True)
    own = np.arange(first[0], first[-1])
    order = own[np.argsort(place[own], kind="stable")]
    same = (place[order[1:]] == place[order[:-1]]) & (owner[order[1:]] != owner[order[:-1]])
    return np.sort(np.column_stack([order[:-1], order[1:]])[same], axis=1)


def sketch(found: Water, sight: Screens, harbours: Floats, channels: list[Fairway]) -> Sketch:
    """Nodes, sight lines and fairways with their lengths."""
    bends = np.concatenate([channel.points for channel in channels])
    own = corners(found, harbours).before_others(roads(harbours, found))
    nodes = own.before_others(Corners.free_at(to_plane(bends), finest_level(to_plane(bends))))
    links = pairs(nodes)
    links = links[visible(nodes.plane, nodes.level, links, sight)]
    first = len(own.level) + np.concatenate([[0], np.cumsum([len(channel.points) for channel in channels])])
    steps = [np.column_stack([np.arange(low, high - 1), np.arange(low + 1, high)]) for low, high in itertools.pairwise(first)]
    dredged = np.concatenate(steps)
    size = len(nodes.level)
    links = links[~np.isin(links @ [size, 1], dredged @ [size, 1])]
    degrees = np.round(to_degrees(nodes.plane), 4)
    links = np.concatenate([links, _junctions(degrees, first)])
    number = np.concatenate([np.full(len(links), -1), np.repeat(np.arange(len(channels)), [len(step) for step in steps])])
    inside = np.zeros((len(links) + len(dredged), len(OFFINGS_NM)))
    fine = np.flatnonzero(nodes.level[links].max(axis=1) > 0)
    for level, tree in enumerate(sight.band):
        inside[fine, level] = within_nm(nodes.plane, links[fine], tree)
    keep_out = shapely.STRtree(tiles(shapes_to_plane(shoals()), 2.0))
    inside = np.column_stack([inside, np.concatenate([within_nm(nodes.plane, links, keep_out), np.zeros(len(dredged))])])
    links = np.concatenate([links, dredged])
    return Sketch(nodes, degrees, links, lengths_nm(degrees, links), inside, number)


def weigh(drawn: Sketch) -> Floats:
    """Cost of each link: its length in nautical miles and the surcharges of the bands; a fairway costs its length."""
    surcharge = np.where(drawn.fairway >= 0, 0.0, drawn.inside @ np.asarray([*SURCHARGES, SHOAL_SURCHARGE]))
    return np.maximum(np.round((drawn.length + surcharge) / COST_STEP_NM), 1.0) * COST_STEP_NM


def _subset(web: Web, nodes: Ints) -> tuple[Web, Ints]:
    """Web of some nodes, renumbered, and the numbers of the links that stay."""
    place = np.full(web.size, -1)
    place[nodes] = np.arange(len(nodes))
    kept = np.flatnonzero((place[web.links] >= 0).all(axis=1))
    return Web(len(nodes), place[web.links[kept]], web.cost[kept]), kept


def joined(drawn: Sketch) -> Sketch:
    """What is connected with the open sea."""
    open_sea = int(np.argmin(np.abs(drawn.degrees - [134.0, 40.5]).sum(axis=1)))
    numbers = connected(Web(len(drawn.degrees), drawn.links, np.ones(len(drawn.links))), open_sea)
    web, kept = _subset(Web(len(drawn.degrees), drawn.links, drawn.length), numbers)
    return Sketch(drawn.nodes.some(numbers), drawn.degrees[numbers], web.links, web.cost, drawn.inside[kept], drawn.fairway[kept])


def thin(drawn: Sketch, ways_in: Doors, harbours: Floats) -> Thinned:
    """Leave out sight lines and nodes that no shortest way from a port or from one of some other places uses."""
    web = Web(len(drawn.degrees), drawn.links, weigh(drawn))
    kept = np.flatnonzero(without_detours(web, DETOUR) | (drawn.fairway >= 0))
    web = Web(web.size, web.links[kept], web.cost[kept])
    plane, level = drawn.nodes.plane, drawn.nodes.level
    sources = np.sort(np.random.default_rng(3).choice(web.size, size=min(SAMPLE, web.size), replace=False))
    on_ways, between = used(web, sources, ways_in)
    at_port = np.zeros(web.size, dtype=bool)
    basins = shapely.STRtree(np.asarray(shapely.points(to_plane(harbours))))
    reach = BASIN_NM * radians_per_nm(plane[:, 1])
    at_port[basins.query(np.asarray(shapely.points(plane)), predicate="dwithin", distance=reach)[0]] = True
    dredged = drawn.fairway[kept] >= 0
    on_ways |= dredged
    between[web.links[dredged]] = True
    stay = np.flatnonzero(between | (at_port & (level > 0)))
    web, kept = Web(web.size, web.links[on_ways], web.cost[on_ways]), kept[on_ways]
    final, chosen = _subset(web, stay)
    return Thinned(drawn.degrees[stay], drawn.nodes.some(stay), final.links, final.cost, drawn.fairway[kept[chosen]])


def build(sources: Sources) -> list[Product]:
    """Make the sea network; takes half an hour."""
    found, harbours = basin(sources), ports(sources)
    sight = screens(found)
    drawn = joined(sketch(found, sight, harbours, fairways()))
    return products(thin(drawn, doors(afloat(harbours, found), drawn.nodes, sight), harbours))
