"""The network of the rail router: stations, junctions, track between them, named structures, and how right the lengths are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.build.packages import COUNTRIES_COAST, CURATED, GEONAMES, SCGRAPH, WORLD_ATLAS
from geodata.build.product import Product, frame
from geodata.build.rail.chains import KIND, Chain, contracted
from geodata.build.rail.graph import Place, attach, build_graph, drawn_places
from geodata.build.rail.high_speed import high_speed_lines
from geodata.build.rail.lengths import Check, calibrate, check_facts, check_posts, places_of, read_posts
from geodata.build.rail.marks import crossings, ends_of_structures, mark
from geodata.build.rail.osm import Position
from geodata.build.rail.tables import table
from geodata.formats.rail import encode_ids

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas

    from geodata.build.fetch import Sources
    from geodata.build.rail.graph import Graph

MAKES = ("rail_nodes", "rail_edges", "rail_structures", "rail_checks")

PACKAGES = (SCGRAPH, COUNTRIES_COAST, WORLD_ATLAS)


def build(sources: Sources) -> list[Product]:
    """Make the four tables of the network."""
    graph = build_graph(sources)
    posts = read_posts()
    drawn = drawn_places()
    better_known = {*(post.station for post in posts), *(place.name for place in drawn)}
    stations = [*drawn, *station_places(sources.product("stations"), better_known)]
    places = [*places_of(posts), *stations, *ends_of_structures()]
    seats = attach(graph, places)
    mark(graph)
    nodes = [seats[number] for number in range(len(posts))]
    factors = calibrate(graph, posts, nodes)
    checks = [*check_posts(graph, posts, nodes), *check_facts(graph)]
    names: dict[Position, str] = {}
    for number, place in enumerate(places[: len(posts) + len(stations)]):
        if number in seats:
            names.setdefault(seats[number], place.name)
    borders = dict(crossings(graph))
    chains = contracted(graph, {*seats.values(), *borders})
    return [
        _nodes(graph, chains, names, borders, factors),
        _edges(chains),
        _structures(chains),
        _checks(checks),
    ]


def station_places(stations: geopandas.GeoDataFrame, better_known: Collection[str]) -> list[Place]:
    """Stations with a position as places to be put on the track, each name of a country once, without those known better."""
    found: dict[tuple[str, str], Place] = {}
    columns = (
        stations["name"],
        stations["iso3"],
        stations["position_source"],
        shapely.get_coordinates(np.asarray(stations.geometry)).tolist(),
    )
    for name, iso3, source, point in zip(*columns, strict=True):
        if source.startswith("crossing") or not iso3 or "/" in iso3 or name.split(" (")[0] in better_known:
            continue
        exact = source.startswith("station")
        found.setdefault((name, iso3), Place(name, iso3, (point[0], point[1]), exact, 3.0 if exact else 6.0))
    return list(found.values())


def _nodes(
    graph: Graph[Position],
    chains: list[Chain],
    names: dict[Position, str],
    borders: dict[Position, str],
    factors: dict[str, float],
) -> Product:
    rows = _node_order(chains)
    kinds = ["station" if row in names else "border" if row in borders else "junction" for row in rows]
    stretched = ", ".join(f"{iso3 or 'elsewhere'} {factor:.4f}" for iso3, factor in sorted(factors.items(), reverse=True))
    return Product(
        id="rail_nodes",
        title="Rail network: stations, junctions and borders",
        frame=frame(
            {
                "name": [names.get(row, "") for row in rows],
                "iso3": [graph.nodes[row]["iso3"] for row in rows],
                "kind": kinds,
                "crossing": [borders.get(row, "") for row in rows],
            },
            shapely.points(rows),
        ),
        packages=PACKAGES,
        built_by=__name__,
        note=NODES_NOTE.format(factors=stretched),
        extra_origins=(GEONAMES, CURATED),
    )


def _node_order(chains: list[Chain]) -> list[Position]:
    return sorted({end for chain in chains for end in chain.ends})


def _edges(chains: list[Chain]) -> Product:
    number = {node: index for index, node in enumerate(_node_order(chains))}
    speeds = {row["class"]: row for row in table("rail_speeds")}
    kinds = [dict(zip(KIND, chain.kind, strict=True)) for chain in chains]
    return Product(
        id="rail_edges",
        title="Rail network: track",
        frame=frame(
            {
                "a": [number[chain.ends[0]] for chain in chains],
                "b": [number[chain.ends[1]] for chain in chains],
                "iso3": [kind["iso3"] for kind in kinds],
                "gauges": [kind["gauges"] for kind in kinds],
                "raw_km": [round(chain.km, 3) for chain in chains],
                "km": [round(chain.long, 3) for chain in chains],
                "lo_kmh": [float(speeds[str(kind["speed"])]["lo_kmh"]) for kind in kinds],
                "hi_kmh": [float(speeds[str(kind["speed"])]["hi_kmh"]) for kind in kinds],
                "structures": [encode_ids(map(str, _ids(kind["structures"]))) for kind in kinds],
                "opened": [kind["opened"] for kind in kinds],
                "opened_1520": [kind["opened_1520"] for kind in kinds],
                "closed": [kind["closed"] for kind in kinds],
                "mended": [chain.mended for chain in chains],
            },
            [shapely.LineString(chain.path) for chain in chains],
        ),
        packages=PACKAGES,
        built_by=__name__,
        note=EDGES_NOTE.format(mends=_mends(), fast=", ".join(high_speed_lines())),
        extra_origins=(CURATED,),
    )


def _ids(held: object) -> tuple[object, ...]:
    return held if isinstance(held, tuple) else ()


def _mends() -> str:
    rows = [row for row in table("rail_mends") if row["where"] != "Japan"]
    return "; ".join(f"{row['where']} ({row['reason']})" if number < 6 else row["where"] for number, row in enumerate(rows))


def _structures(chains: list[Chain]) -> Product:
    rows = table("rail_structures")
    where = KIND.index("structures")
    lines = {row["id"]: [shapely.LineString(c.path) for c in chains if row["id"] in _ids(c.kind[where])] for row in rows}
    held = [row for row in rows if lines[row["id"]]]
    columns = ("id", "name", "name_ko", "name_ru", "kind", "countries", "opened", "opened_1520", "closed", "source", "note")
    return Product(
        id="rail_structures",
        title="Rail network: named structures",
        frame=frame(
            {column: [row[column] for row in held] for column in columns},
            [shapely.MultiLineString(lines[row["id"]]) for row in held],
        ),
        packages=PACKAGES,
        built_by=__name__,
        note=STRUCTURES_NOTE,
        extra_origins=(CURATED,),
    )


def _checks(checks: list[Check]) -> Product:
    return Product(
        id="rail_checks",
        title="Rail network: lengths against published ones",
        frame=frame(
            {
                "kind": [check.kind for check in checks],
                "name": [check.name for check in checks],
                "published_km": [check.published_km for check in checks],
                "raw_km": [round(check.raw_km, 1) for check in checks],
                "km": [round(check.km, 1) for check in checks],
                "raw_error_percent": [round(check.raw_error, 2) for check in checks],
                "error_percent": [round(check.error, 2) for check in checks],
                "source": [check.source for check in checks],
                "excuse": [check.excuse for check in checks],
            },
            [shapely.LineString(check.ends) for check in checks],
        ),
        packages=PACKAGES,
        built_by=__name__,
        note=CHECKS_NOTE,
        extra_origins=(GEONAMES, CURATED),
    )


NODES_NOTE = (
    "Nodes of the rail router. A station whose own position is known stands there, one known by its town stands on the "
    "nearest track of its country. The track length of the source is raw_km; km is brought to published chainage: of the "
    "posts of a line, at least 50 km apart, every second one calibrates and the others test. Between two calibrating "
    "posts all track is stretched by published over raw length; other track takes the factor of its country ({factors}). "
    "No edge is made shorter than its stroke. rail_checks has the errors."
)
EDGES_NOTE = (
    "Runs of track of one kind between nodes. Gaps of the source mended by straight strokes: {mends}; and fifteen in "
    "Japan. Drawn by hand, since the source lacks them: the branches to Dunai, Dzyomgi and Posyet, the port of Rajin and the "
    "line from Daegu to Yeongcheon. "
    "Short sidings, second tracks and loose fragments are left out, and so are the lines by Kazan and the western Baikal-"
    "Amur line, shorter than the main course that the published lengths stand for. High-speed lines of China and South Korea "
    "carry no goods trains: those recognised are left out ({fast}); one that was not may remain, and Japan's standard-gauge "
    "lines are not told apart. Speeds are averages of trains on the move, lower and upper; stops at borders are not in them."
)
STRUCTURES_NOTE = (
    "Bridges, yards, piers, branches and border crossings that can be closed by name, with the dates from which they "
    "carry trains where a source has them. Piers and the yard at Tumangang are schematic."
)
CHECKS_NOTE = (
    "Each published length beside raw and calibrated track. Test posts and facts took no part in the calibration; "
    "contradicted figures are shown with the reason and not counted. The station at Hoeryong is known by its town only, "
    "which lies off the coarse stroke of the source: its error of 2.3 per cent is excused."
)
