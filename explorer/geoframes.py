"""Claims, sites, events and routes as GeoDataFrames, and the rail network as a graph, for notebooks and scripts.

Frames are in EPSG:4326, longitude first, and belong to the caller. Text that is not there is "", a day or number that is not
there is NaT or NaN, and a row without a place has no geometry. Lists are joined with "; ".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd
from geopandas import GeoDataFrame
from shapely import LineString, MultiLineString, MultiPoint, Point, from_wkt

from explorer.geo import KM_PER_NM, LonLat, cut_at_antimeridian
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event, PlaceRef
from explorer.render.files.rows import claim_columns, flat_claims
from explorer.render.files.rows import events as event_rows
from explorer.render.files.rows import sites as site_rows
from explorer.routing.alternatives import OtherWay
from explorer.routing.caveats import caveats
from explorer.routing.route import Route, RouteLeg, Unreachable
from explorer.scene.build import SCHEMATIC
from explorer.world.world import World

CRS = "EPSG:4326"
SITE_COLUMNS = (
    "id", "name", "name_ko", "name_ru", "aliases", "kind", "country", "accuracy_km", "origin", "part_of", "unlocode", "airport",
    "rail_station", "note", "claims",
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "title", "statement", "reporter", "stance", "date_start", "date_end", "date_stated", "places_named", "places_inferred",
    "topics", "flow", "sources", "related", "notes",
)  # fmt: skip
LEG_COLUMNS = (
    "leg", "mode", "origin", "destination", "distance_km", "distance_nm", "raw_km", "duration_lo_h", "duration_hi_h", "passages",
    "crossings", "gauge_breaks", "transshipment", "reason",
)  # fmt: skip
PAIR_COLUMNS = ("distance_nm", "distance_km", "duration_lo_h", "duration_hi_h", "status", "reason")
"""What is added to each row of a table of pairs, beside the geometry."""
_NUMBERS = {"accuracy_km", "distance_km", "distance_nm", "raw_km", "duration_lo_h", "duration_hi_h"}
_DAYS = {"date_start", "date_end"}

Row = Mapping[str, Any]


def _frame(rows: Iterable[Row], columns: Sequence[str], shapes: Iterable[Any]) -> GeoDataFrame:
    table = pd.DataFrame([dict(row) for row in rows], columns=list(columns))
    for name in _NUMBERS & set(columns):
        table[name] = pd.to_numeric(table[name].replace("", None)).astype(float)
    for name in _DAYS & set(columns):
        table[name] = pd.to_datetime(table[name].replace("", None))
    return GeoDataFrame(table, geometry=list(shapes), crs=CRS)


# ---- the ledger -------------------------------------------------------------------------------------------------------


def claims(world: World, entries: Iterable[Entry]) -> GeoDataFrame:
    """One row a claim, with the columns of the CSV; all places with a position as one MultiPoint."""
    entries = tuple(entries)
    return _frame(flat_claims(entries), claim_columns(), (_points(world, entry.claim.places) for entry in entries))


def sites(world: World) -> GeoDataFrame:
    """One row an entry of the gazetteer; governments, regions and countries have no position."""
    rows = site_rows(world)
    points = (None if row["lon"] is None else Point(row["lon"], row["lat"]) for row in rows)
    return _frame(map(_site, rows), SITE_COLUMNS, points)


def events(world: World, chosen: Iterable[Event]) -> GeoDataFrame:
    """One row a dated fact from outside the documents; all places with a position as one MultiPoint."""
    chosen = tuple(chosen)
    return _frame(map(_event, event_rows(chosen)), EVENT_COLUMNS, (_points(world, event.places) for event in chosen))


def _site(row: Row) -> Row:
    names = {"name_ko": row["names"]["ko"], "name_ru": row["names"]["ru"]}
    return {**{key: _text(value) for key, value in row.items()}, **names, "accuracy_km": row["accuracy_km"]}


def _event(row: Row) -> Row:
    named, inferred = ([place["id"] for place in row["places"] if place["basis"] == basis] for basis in ("named", "inferred"))
    sources = [source["name"] for source in row["sources"]]
    joined = {"places_named": named, "places_inferred": inferred, "sources": sources}
    return {key: _text(value) for key, value in {**row, **joined}.items()}


def _text(value: Any) -> Any:
    """A list joined, nothing as ""."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else value


def _points(world: World, places: Iterable[PlaceRef]) -> MultiPoint | None:
    sites = (world.gazetteer.by_id[place.id] for place in places)
    points = [(site.lon, site.lat) for site in sites if site.lon is not None and site.lat is not None]
    return MultiPoint(points) if points else None


# ---- routes -----------------------------------------------------------------------------------------------------------


def legs(route: Route | Unreachable, others: Sequence[OtherWay] = ()) -> GeoDataFrame:
    """One row a leg of a route in order; where there is none, one row without geometry that says why.

    What belongs to the route as a whole stands in ``attrs``: ``distance_km``, ``duration_h`` (handling in ports included),
    ``snap_km``, ``conditions``, ``other_ways``, ``caveats`` and ``note``.
    """
    if isinstance(route, Unreachable):
        row = {**dict.fromkeys(LEG_COLUMNS, ""), "leg": 0, "reason": route.reason}
        found = _frame([row], LEG_COLUMNS, [None])
        found.attrs = {"note": SCHEMATIC}
        return found
    found = _frame(_legs(route), LEG_COLUMNS, (_line(leg.line) for leg in route.legs))
    found.attrs = {
        "distance_km": route.distance_km, "duration_h": route.duration_h, "snap_km": route.snap_km,
        "conditions": route.conditions, "other_ways": [asdict(way) for way in others], "caveats": list(caveats(route)),
        "note": SCHEMATIC,
    }  # fmt: skip
    return found


def _legs(route: Route) -> Iterator[Row]:
    ports = [port.id for port in route.transshipments]
    for number, leg in enumerate(route.legs, start=1):
        last = number == len(route.legs)
        yield {**_leg(leg), "leg": number, "transshipment": "" if last else ports[number - 1], "reason": ""}


def _leg(leg: RouteLeg) -> Row:
    return {
        "mode": leg.mode,
        "origin": leg.origin,
        "destination": leg.destination,
        "distance_km": leg.distance_km,
        "distance_nm": leg.distance_km / KM_PER_NM,
        "raw_km": leg.raw_km,
        "duration_lo_h": leg.duration_h[0],
        "duration_hi_h": leg.duration_h[1],
        "passages": "; ".join(leg.passages),
        "crossings": "; ".join(str(crossing["where"]) for crossing in leg.crossings),
        "gauge_breaks": "; ".join(f"{b['where']} ({b['from']}/{b['to']} mm)" for b in leg.gauge_breaks),
    }


def pairs(rows: Sequence[Row]) -> GeoDataFrame:
    """Rows of a table of pairs with what was found for each, as :func:`explorer.render.files.route_text.pair_row` gives them."""
    given = dict.fromkeys(key for row in rows for key in row if key not in {*PAIR_COLUMNS, "wkt"})
    shapes = [from_wkt(row["wkt"]) if row["wkt"] else None for row in rows]
    return _frame(rows, [*given, *PAIR_COLUMNS], shapes)


def _line(points: Sequence[LonLat]) -> LineString | MultiLineString:
    """A line, in two where it crosses the antimeridian."""
    parts = list(cut_at_antimeridian(points))
    return LineString(parts[0]) if len(parts) == 1 else MultiLineString(parts)


# ---- the rail network -------------------------------------------------------------------------------------------------


def rail_network(world: World, on: date | None = None) -> nx.MultiGraph[int]:
    """The rail network of a day as a graph; two stations may be joined by several tracks.

    Parameters
    ----------
    on
        A line that opened later, or closed before, is left out. Without a day, the state of today.
    """
    graph: nx.MultiGraph[int] = nx.MultiGraph(crs=CRS)
    nodes, edges = world.layer("rail_nodes"), world.layer("rail_edges")
    for number, row in enumerate(nodes.to_dict("records")):
        where = {"lon": row["geometry"].x, "lat": row["geometry"].y}
        graph.add_node(number, name=row["name"], country=row["iso3"], crossing=row["crossing"], **where)
    for row in edges.to_dict("records"):
        if _carries(row, on):
            graph.add_edge(int(row["a"]), int(row["b"]), **_track(row))
    return graph


def _carries(row: Mapping[Any, Any], on: date | None) -> bool:
    if on is None:
        return not row["closed"]
    day = on.isoformat()
    return bool(row["opened"] <= day and (not row["closed"] or row["closed"] > day))


def _track(row: Mapping[Any, Any]) -> dict[str, Any]:
    numbers = {key: float(row[key]) for key in ("km", "raw_km", "lo_kmh", "hi_kmh")}
    days = {key: str(row[key]) for key in ("opened", "opened_1520", "closed")}
    gauges, structures = tuple(map(int, row["gauges"].split("/"))), tuple(row["structures"].split())
    return {"country": row["iso3"], "gauges_mm": gauges, "structures": structures, **numbers, **days, "geometry": row["geometry"]}
