"""The sea network as data sets: columns, packed links and notes for the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geodata.build.errors import BuildFault
from geodata.build.packages import BASEMAP_HIRES, CURATED, EARTH_LANDS, SEAROUTE
from geodata.build.product import Product, frame
from geodata.build.region import Shapes
from geodata.build.sea.contraction import contracted
from geodata.build.sea.graph import Web
from geodata.build.sea.tables import Fairway, fairways, gates
from geodata.build.sea.water import Floats
from geodata.build.sea.web import Corners, Ints, crossing
from geodata.formats.mercator import to_degrees, to_plane
from geodata.formats.packed import bounds_of
from geodata.formats.sea import SeaNodes, encode_nodes, pack_numbers

BUILT_BY = "geodata.build.sea.build"

COAST = (EARTH_LANDS, BASEMAP_HIRES)


@dataclass(frozen=True)
class Thinned:
    """The network that is written: what some sampled shortest way uses."""

    degrees: Floats
    nodes: Corners
    links: Ints
    cost: Floats
    fairway: Ints


def _gated(net: Thinned, channels: list[Fairway], names: list[str], lines: Shapes) -> tuple[Ints, dict[int, list[int]]]:
    """First passage of each link, else -1, and for each passage the links that have it as a second one.

    A link goes through the passages whose lines it crosses. A canal without a line of its own is used on any stretch of it.
    """
    drawn = {id_ for id_, _ in gates()[0]}
    through: list[list[int]] = [[] for _ in net.links]
    for link, gate in crossing(net.nodes.plane, net.links, shapely.STRtree(lines)).tolist():
        through[link].append(gate)
    for link in np.flatnonzero(net.fairway >= 0).tolist():
        named = channels[net.fairway[link]].passage
        if named and named not in drawn:
            through[link] = [names.index(named)]
    also: dict[int, list[int]] = {}
    for link, numbers in enumerate(through):
        for number in numbers[1:]:
            also.setdefault(number, []).append(link)
    return np.asarray([numbers[0] if numbers else -1 for numbers in through]), also


def table_of(net: Thinned, gate: Ints) -> SeaNodes:
    """What ``sea_nodes`` holds, given the first passage of each link."""
    ends, back = net.links, net.links[:, ::-1]
    node, neighbour = np.concatenate([ends, back]).T
    link = np.tile(np.arange(len(ends)), 2)
    order = np.lexsort((link, neighbour, node))
    link = link[order]
    up, core = contracted(Web(len(net.degrees), net.links, net.cost))
    upward = [row for above in up for row in above]
    return SeaNodes(
        level=net.nodes.level,
        free=net.nodes.free,
        before=net.nodes.before,
        after=net.nodes.after,
        first=bounds_of(np.bincount(node, minlength=len(net.degrees))),
        neighbour=neighbour[order],
        cost_nm=net.cost[link],
        passage=gate[link],
        fairway=net.fairway[link],
        first_up=bounds_of([len(above) for above in up]),
        higher=np.asarray([higher for higher, _, _ in upward], dtype=np.int64),
        up_cost_nm=np.asarray([cost for _, cost, _ in upward], dtype=float),
        over=np.asarray([over for *_, over in upward], dtype=np.int64),
        core=core,
    )


def products(net: Thinned) -> list[Product]:
    """The data sets, ready to be written."""
    channels, (named, lines) = fairways(), _passages()
    gate, also = _gated(net, channels, [id_ for id_, _ in named], lines)
    return [_nodes(net, gate), _closable(net, named, lines, also), _fairways(net, channels)]


def _passages() -> tuple[list[tuple[str, str]], Shapes]:
    """Ids and names of straits and canals, and a line across each in the plane; canals are fairways that can be closed."""
    named, lines = gates()
    known = [id_ for id_, _ in named]
    for channel in fairways():
        if channel.passage and channel.passage not in known:
            known.append(channel.passage)
            named.append((channel.passage, channel.name))
            middle = len(channel.points) // 2
            lines = np.asarray([*lines, shapely.LineString(to_plane(channel.points[middle : middle + 2]))], dtype=object)
    return named, lines


def _nodes(net: Thinned, gate: Ints) -> Product:
    return Product(
        id="sea_nodes",
        title="Network of the seas: corners of the offing and sight lines",
        frame=frame(encode_nodes(table_of(net, gate)), list(np.asarray(shapely.points(net.degrees)))),
        packages=(*COAST, SEAROUTE),
        note=(
            "Costs in hundredths of a nautical mile, with a surcharge inside the offing of 5 miles; packed. "
            "Beyond the region, narrow water is drawn only within 20 miles of a port, and islands under 60 km² are left out. "
            "No way through the Northwest Passage, the Northern Sea Route or south of 63.5 S."
        ),
        built_by=BUILT_BY,
        extra_origins=(CURATED,),
    )


def _closable(net: Thinned, named: list[tuple[str, str]], lines: Shapes, also: dict[int, list[int]]) -> Product:
    return Product(
        id="sea_passages",
        title="Straits and canals that can be closed",
        frame=frame(
            {
                "id": [id_ for id_, _ in named],
                "name": [name for _, name in named],
                "also": [pack_numbers(net.links[also.get(number, [])]) for number in range(len(named))],
            },
            [shapely.LineString(to_degrees(shapely.get_coordinates(line))) for line in lines],
        ),
        packages=COAST,
        note="A line across each strait, set by hand from coast to coast; whatever crosses it uses the strait.",
        built_by=BUILT_BY,
        extra_origins=(CURATED,),
    )


def _fairways(net: Thinned, channels: list[Fairway]) -> Product:
    count = [len(channel.points) for channel in channels]
    dredged = np.unique(net.links[net.fairway >= 0])
    if len(dredged) != sum(count):
        message = "a fairway does not join the sea; lengthen it seawards in tables/fairways.csv"
        raise BuildFault(message)
    return Product(
        id="sea_fairways",
        title="Fairways, canals and rivers to ports",
        frame=frame(
            {
                "id": [channel.id for channel in channels],
                "name": [channel.name for channel in channels],
                "passage": [channel.passage for channel in channels],
                "source": [channel.source for channel in channels],
                "nodes": [pack_numbers(part) for part in np.split(dredged, np.cumsum(count)[:-1])],
            },
            [shapely.LineString(channel.points) for channel in channels],
        ),
        packages=(),
        note="Set by hand to about a kilometre, for length and show, not for navigation; the source describes the channel.",
        built_by=BUILT_BY,
        extra_origins=(CURATED,),
    )
