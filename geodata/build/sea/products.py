"""The sea network as data sets: columns, packed links, obstacles in degrees and notes for the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.errors import BuildFault
from geodata.build.packages import BASEMAP_HIRES, CURATED, EARTH_LANDS, SEAROUTE
from geodata.build.product import Product, frame
from geodata.build.region import REGION, Shapes
from geodata.build.sea.contraction import contracted
from geodata.build.sea.graph import Web
from geodata.build.sea.tables import Fairway, fairways, gates, shoals
from geodata.build.sea.water import EARTH_NM, Floats, Water, to_degrees, to_plane
from geodata.build.sea.web import Corners, Ints, crossing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

BUILT_BY = "geodata.build.sea.build"

DEARER = (0.35, 0.35, 0.4, 0.4, 0.5)
"""What each band of clearance adds to the cost of a mile, beyond what the wider bands around it add."""

AREA_DEARER = 3.0
"""What a shoal or a closed military area adds."""

COST_STEP_NM = 0.01
"""The step in which costs are kept, 18.5 metres: sums of such numbers are exact, and they pack well."""

BYTES = ("low", "middle", "high")
"""Costs are kept a byte each in columns of their own, which packs better."""

NOTHING = 65535
"""Stands for no node in packed numbers."""


@dataclass(frozen=True)
class Thinned:
    """The network that is written: what some sampled shortest way uses."""

    degrees: Floats
    nodes: Corners
    links: Ints
    cost: Floats
    fairway: Ints


def _direction(towards: Floats) -> Ints:
    """Directions as 256ths of a turn."""
    return np.round(np.arctan2(towards[:, 1], towards[:, 0]) / (2 * np.pi) * 256).astype(np.int64) % 256


def _gated(net: Thinned, channels: list[Fairway], names: list[str], lines: Shapes) -> tuple[Ints, dict[int, list[int]]]:
    """First passage of each link, else -1, and for each passage the links that have it as a second one."""
    through: list[list[int]] = [[] for _ in net.links]
    for link, gate in crossing(net.nodes.plane, net.links, shapely.STRtree(lines)).tolist():
        through[link].append(gate)
    for link in np.flatnonzero(net.fairway >= 0).tolist():
        named = channels[net.fairway[link]].passage
        if named:
            through[link] = [names.index(named)]
    also: dict[int, list[int]] = {}
    for link, numbers in enumerate(through):
        for number in numbers[1:]:
            also.setdefault(number, []).append(link)
    return np.asarray([numbers[0] if numbers else -1 for numbers in through]), also


def _node_frame(net: Thinned, gate: Ints) -> dict[str, list[object]]:
    """Columns of ``sea_nodes``: what hangs on each node, packed."""
    around: list[list[tuple[int, int]]] = [[] for _ in net.degrees]
    for link, (one, other) in enumerate(net.links.tolist()):
        around[one].append((other, link))
        around[other].append((one, link))
    columns: dict[str, list[object]] = {}

    def put(name: str, numbers: Iterable[float] | NDArray[np.generic], kind: str) -> None:
        columns.setdefault(name, []).append(np.asarray(numbers, dtype=kind).tobytes())

    def put_costs(name: str, costs: Iterable[float] | Floats) -> None:
        steps = np.round(np.fromiter(costs, dtype=float) / COST_STEP_NM).astype(np.int64)
        for number, part in enumerate(BYTES):
            put(f"{name}_{part}", (steps >> (8 * number)) & 0xFF, "u1")

    for mine in around:
        mine.sort()
        links = [link for _, link in mine]
        put("links", [node for node, _ in mine], "<u2")
        put_costs("costs", net.cost[links])
        put("gates", gate[links], "i1")
        put("channels", net.fairway[links], "i1")

    up, core = contracted(Web(len(net.degrees), net.links, net.cost))
    for above in up:
        put("up", [node for node, _, _ in above], "<u2")
        put("up_over", [NOTHING if over < 0 else over for *_, over in above], "<u2")
        put_costs("up_costs", [cost for _, cost, _ in above])
    return columns | {"core": list(core)}


def _small(shapes: Shapes, grid: float) -> Shapes:
    """Polygons of the plane between 180 W and 180 E in degrees, on a grid."""
    plane = np.asarray([shapely.box(-np.pi, -20.0, np.pi, 20.0)], dtype=object)
    cut = shapely.get_parts(shapely.clip_by_rect(shapes, *shapely.bounds(plane[0])))
    flat = shapely.transform(
        cut, lambda points: np.column_stack([np.degrees(points[:, 0]), np.degrees(np.arctan(np.sinh(points[:, 1])))])
    )
    plain = shapely.get_parts(shapely.set_precision(flat, grid))
    return np.asarray(plain[(shapely.get_type_id(plain) == 3) & ~shapely.is_empty(plain)])


def products(net: Thinned, basin: Water) -> list[Product]:
    """The data sets, ready to be written."""
    channels, (named, lines) = fairways(), gates()
    canals = dict.fromkeys(channel.passage for channel in channels if channel.passage)
    for id_ in canals:
        if id_ not in [known for known, _ in named]:
            channel = next(channel for channel in channels if channel.passage == id_)
            named.append((id_, channel.name))
            middle = len(channel.points) // 2
            lines = np.asarray([*lines, shapely.LineString(to_plane(channel.points[middle : middle + 2]))], dtype=object)
    gate, also = _gated(net, channels, [id_ for id_, _ in named], lines)
    columns = _node_frame(net, gate)
    nodes: dict[str, Sequence[object]] = {
        "level": list(net.nodes.level.astype(np.int8)),
        "free": list(net.nodes.free),
        "before": list(_direction(net.nodes.before).astype(np.uint8)),
        "after": list(_direction(net.nodes.after).astype(np.uint8)),
        **columns,
    }
    dredged = np.unique(net.links[net.fairway >= 0])
    if len(dredged) != sum(len(channel.points) for channel in channels):
        message = "a fairway does not join the sea; lengthen it seawards in tables/fairways.csv"
        raise BuildFault(message)
    numbers = np.split(dredged, np.cumsum([len(channel.points) for channel in channels])[:-1])
    outer = [_small(band, 0.002) for band in basin.bands[:2]]
    west, south, east, north = REGION
    whole = shapely.get_parts(shapely.union_all(basin.land, grid_size=1e-9))
    keep_out = shoals()
    beyond = shapely.difference(_small(shapely.simplify(whole, 0.2 / EARTH_NM), 1e-3), shapely.box(west, south, east, north))
    beyond = shapely.get_parts(beyond)
    beyond = beyond[(shapely.get_type_id(beyond) == 3) & ~shapely.is_empty(beyond)]
    degrees = [shapely.LineString(to_degrees(shapely.get_coordinates(line))) for line in lines]
    coast = (EARTH_LANDS, BASEMAP_HIRES)
    return [
        Product(
            id="sea_nodes",
            title="Network of the seas: corners of the offing and sight lines",
            frame=frame(nodes, list(np.asarray(shapely.points(net.degrees)))),
            packages=(*coast, SEAROUTE),
            note=(
                "Costs in hundredths of a nautical mile, dearer inside the offing of 5 miles; packed. "
                "Beyond the region, narrow water is drawn only within 20 miles of a port, and islands under 60 km² are left out. "
                "No way through the Northwest Passage, the Northern Sea Route or south of 63.5 S."
            ),
            built_by=BUILT_BY,
            extra_origins=(CURATED,),
        ),
        Product(
            id="sea_passages",
            title="Straits and canals that can be closed",
            frame=frame(
                {
                    "id": [id_ for id_, _ in named],
                    "name": [name for _, name in named],
                    "also": [net.links[also.get(number, [])].astype("<u2").tobytes() for number in range(len(named))],
                },
                degrees,
            ),
            packages=coast,
            note="A line across each strait, set by hand from coast to coast; whatever crosses it uses the strait.",
            built_by=BUILT_BY,
            extra_origins=(CURATED,),
        ),
        Product(
            id="sea_fairways",
            title="Fairways, canals and rivers to ports",
            frame=frame(
                {
                    "id": [channel.id for channel in channels],
                    "name": [channel.name for channel in channels],
                    "passage": [channel.passage for channel in channels],
                    "source": [channel.source for channel in channels],
                    "nodes": [part.astype("<u2").tobytes() for part in numbers],
                },
                [shapely.LineString(channel.points) for channel in channels],
            ),
            packages=(),
            note="Set by hand to about a kilometre, for length and show, not for navigation; the source describes the channel.",
            built_by=BUILT_BY,
            extra_origins=(CURATED,),
        ),
        Product(
            id="sea_bands",
            title="Water nearer to land than 5 and than 2 nautical miles",
            frame=frame(
                {
                    "adds": np.repeat(
                        [DEARER[0], sum(DEARER[1:3]), AREA_DEARER], [len(part) for part in (*outer, keep_out)]
                    ).tolist(),
                },
                np.concatenate([*outer, keep_out]),
            ),
            packages=coast,
            note="With shoals and ice, which a ship on passage keeps out of in the same way.",
            built_by=BUILT_BY,
            extra_origins=(CURATED,),
        ),
        Product(
            id="sea_land",
            title="Land beyond the region, as the network of the seas takes it",
            frame=frame({"beyond": [True] * len(beyond)}, beyond),
            packages=(BASEMAP_HIRES,),
            note="Simplified to about a kilometre; islands under 60 km² are left out. Not for drawing.",
            built_by=BUILT_BY,
            extra_origins=(CURATED,),
        ),
    ]
