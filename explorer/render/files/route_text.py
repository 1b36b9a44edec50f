"""A route as JSON, GeoJSON, text, and rows of a table of many."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from explorer.errors import CoordinateError, PairsError, TumenError
from explorer.geo import checked, cut_at_antimeridian
from explorer.routing.alternatives import OtherWay
from explorer.routing.caveats import caveats
from explorer.routing.places import End, Mode, Place
from explorer.routing.route import Route, RouteLeg, Unreachable
from explorer.scene.build import SCHEMATIC

Row = dict[str, Any]

NAMES, POSITIONS = ("from", "to"), ("from_lon", "from_lat", "to_lon", "to_lat")
ADDED = ("distance_nm", "distance_km", "duration_lo_h", "duration_hi_h", "status", "reason", "wkt")


def as_json(route: Route | Unreachable, others: Sequence[OtherWay] = ()) -> Row:
    """A route as the row that the command line prints, or ``{"unreachable": reason}``; ``others`` are other ways by sea."""
    if isinstance(route, Unreachable):
        return {"unreachable": route.reason}
    return {
        "mode": route.mode,
        "distance_km": round(route.distance_km, 2),
        "distance_nm": round(route.distance_nm, 2),
        "duration_h": [round(hours, 1) for hours in route.duration_h],
        "snap_km": [round(km, 3) for km in route.snap_km],
        "legs": [_leg(leg) for leg in route.legs],
        "crossings": [dict(crossing) for crossing in route.crossings],
        "gauge_breaks": [dict(gauge_break) for gauge_break in route.gauge_breaks],
        "transshipments": [port.id for port in route.transshipments],
        "conditions": route.conditions,
        "other_ways": [_other(way) for way in others],
        "caveats": list(caveats(route)),
        "datasets": list(route.datasets),
        "note": SCHEMATIC,
        "geometry": geometry(route),
    }


def _leg(leg: RouteLeg) -> Row:
    return {
        "mode": leg.mode,
        "from": leg.origin,
        "to": leg.destination,
        "distance_km": round(leg.distance_km, 2),
        "raw_km": None if leg.raw_km is None else round(leg.raw_km, 2),
        "duration_h": [round(hours, 1) for hours in leg.duration_h],
        "passages": list(leg.passages),
    }


def _other(way: OtherWay) -> Row:
    return {
        "without": way.without,
        "passages": list(way.passages),
        "distance_km": round(way.distance_km, 2),
        "extra_nm": round(way.extra_nm, 1),
    }


def geometry(route: Route) -> Row:
    """The route as GeoJSON, split where it meets the antimeridian (RFC 7946, 3.1.9)."""
    lines = [
        [[round(lon, 5), round(lat, 5)] for lon, lat in part] for leg in route.legs for part in cut_at_antimeridian(leg.line)
    ]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def as_geojson(route: Route, others: Sequence[OtherWay] = ()) -> Row:
    """The route as one Feature a leg."""
    features = []
    for number, leg in enumerate(route.legs, start=1):
        only = Route(leg.mode, (leg,), (0.0, 0.0))
        features.append({"type": "Feature", "id": f"leg-{number}", "geometry": geometry(only), "properties": _leg(leg)})
    told = as_json(route, others)
    told.pop("geometry")
    told.pop("legs")
    ends = {"from": route.legs[0].origin, "to": route.legs[-1].destination}
    return {"type": "FeatureCollection", "features": features, **ends, **told}


def as_text(route: Route | Unreachable, others: Sequence[OtherWay] = ()) -> str:
    """The route in a few lines."""
    if isinstance(route, Unreachable):
        return f"No route: {route.reason}"
    low, high = route.duration_h
    lines = [f"{route.distance_km:,.1f} km ({route.distance_nm:,.1f} nm), {low:.0f} to {high:.0f} h. {SCHEMATIC}."]
    for leg in route.legs:
        raw = "" if leg.raw_km is None else f", {leg.raw_km:,.1f} km before calibration"
        via = f"; through {', '.join(leg.passages)}" if leg.passages else ""
        lines.append(f"  {leg.mode}: {leg.origin} to {leg.destination}, {leg.distance_km:,.1f} km{raw}{via}")
    lines += [
        f"  border: {crossing['from']} to {crossing['to']}, {crossing['name'] or 'unnamed'}" for crossing in route.crossings
    ]
    lines += [f"  break of gauge: {b['from']} to {b['to']} mm at {b['where']}" for b in route.gauge_breaks]
    lines += [f"  transshipment: {port.id}" for port in route.transshipments]
    lines += [f"  rail: {route.conditions}"] if route.conditions else []
    lines.append(f"  ends moved by {route.snap_km[0]:.1f} and {route.snap_km[1]:.1f} km to reach the network, not counted")
    lines += [f"  other way by sea, without {way.without}: {_longer(way)}" for way in others]
    lines += [f"  note: {caveat}" for caveat in caveats(route)]
    return "\n".join(lines)


def _longer(way: OtherWay) -> str:
    through = f"through {', '.join(way.passages)}" if way.passages else "through no named passage"
    return f"{way.distance_km:,.1f} km, {way.extra_nm:+,.0f} nm; {through}"


# ---- many ----------------------------------------------------------------------------------------------------------

Find = Callable[[End, End], Route | Unreachable]
Resolve = Callable[[str, Mode], End]


def read_pairs(text: str) -> tuple[list[str], list[Row]]:
    """The rows of a table of pairs; a byte order mark, Windows line ends and empty lines do no harm.

    Raises
    ------
    PairsError
        The columns are neither names nor positions.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    columns = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = columns
    check_columns(columns)
    return columns, [row for row in reader if any(value for value in row.values() if isinstance(value, str) and value.strip())]


def check_columns(columns: Collection[str]) -> None:
    """Make sure that a table has the columns of pairs.

    Raises
    ------
    PairsError
        The columns are neither names nor positions.
    """
    if not (set(NAMES) <= set(columns) or set(POSITIONS) <= set(columns)):
        raise PairsError(
            f"The table needs the columns {','.join(NAMES)} or {','.join(POSITIONS)}; it has {','.join(columns) or 'none'}."
        )


def pair_row(row: Mapping[str, Any], mode: Mode, resolve: Resolve, find: Find) -> Row:
    """The input row with the answer added; a row that fails says why and stops nothing."""
    try:
        start, end = _ends(row, mode, resolve)
        route = find(start, end)
    except TumenError as error:
        return {**row, **dict.fromkeys(ADDED, ""), "status": "error", "reason": str(error)}
    if isinstance(route, Unreachable):
        return {**row, **dict.fromkeys(ADDED, ""), "status": "unreachable", "reason": route.reason}
    low, high = route.duration_h
    return {
        **row,
        "distance_nm": round(route.distance_nm, 2),
        "distance_km": round(route.distance_km, 2),
        "duration_lo_h": round(low, 1),
        "duration_hi_h": round(high, 1),
        "status": "ok",
        "reason": "",
        "wkt": wkt(route),
    }


def _ends(row: Mapping[str, Any], mode: Mode, resolve: Resolve) -> tuple[End, End]:
    if all(row.get(key) for key in NAMES):
        return resolve(str(row["from"]), mode), resolve(str(row["to"]), mode)
    return _spot(row, "from"), _spot(row, "to")


def _spot(row: Mapping[str, Any], end: str) -> End:
    given = [row.get(f"{end}_{axis}") for axis in ("lon", "lat")]
    try:
        position = checked(*(float(str(value)) for value in given))
    except ValueError as error:
        raise CoordinateError(f"{end}_lon={given[0]!r}, {end}_lat={given[1]!r} are not two numbers.") from error
    return End.at(Place(end, f"{position.lat:.4f}, {position.lon:.4f}", position, "point"))


def wkt(route: Route) -> str:
    """The geometry as well-known text, longitude first."""
    shape = geometry(route)
    lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    texts = ["(" + ", ".join(f"{lon:.5f} {lat:.5f}" for lon, lat in line) + ")" for line in lines]
    return f"LINESTRING {texts[0]}" if shape["type"] == "LineString" else f"MULTILINESTRING ({', '.join(texts)})"
