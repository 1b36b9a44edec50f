"""A route as JSON, GeoJSON, text, and rows of a table of many."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.errors import CoordinateError, PairsError, TumenError, quoted, shortened
from explorer.geo import checked, cut_at_antimeridian
from explorer.render.files import delimited
from explorer.routing.alternatives import OtherWay
from explorer.routing.caveats import caveats
from explorer.routing.places import End, Mode, point
from explorer.routing.route import Route, RouteLeg, Unreachable
from explorer.scene.build import SCHEMATIC

Row = dict[str, Any]

NAMES, POSITIONS = ("from", "to"), ("from_lon", "from_lat", "to_lon", "to_lat")
ENCODINGS = delimited.ENCODINGS
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
    lines += [f"  other route by sea, without {way.without}: {_longer(way)}" for way in others]
    lines += [f"  note: {caveat}" for caveat in caveats(route)]
    return "\n".join(lines)


def _longer(way: OtherWay) -> str:
    through = f"through {', '.join(way.passages)}" if way.passages else "through no named passage"
    return f"{way.distance_km:,.1f} km, {way.extra_nm:+,.0f} nm; {through}"


# ---- many ----------------------------------------------------------------------------------------------------------

Find = Callable[[End, End], Route | Unreachable]
Resolve = Callable[[str, Mode], End]


@dataclass(frozen=True)
class Pairs:
    """A table of pairs: its columns, its rows by column, and by the place of a row in them why its cells do not fit the head."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: Mapping[int, str]


def read_pairs(content: bytes, encoding: str = "utf-8") -> Pairs:
    """The rows of a table of pairs, as :func:`explorer.render.files.delimited.read` reads it.

    The columns of pairs come back as they are named here, whatever their case and blanks. What an earlier run has added is left
    out, so that its table can be asked again.

    Raises
    ------
    PairsError
        It is no table, or its columns are neither names nor positions.
    """
    table = delimited.read(content, lambda head: _complete(map(pair_column, head)), encoding)
    head = tuple(map(pair_column, table.columns))
    check_columns(head)
    names = list(_named_apart(head))
    kept = [
        number
        for number, name in enumerate(names)
        if name not in ADDED and (head[number] or any("".join(line.cells[number : number + 1]) for line in table.lines))
    ]
    rows = [{names[n]: line.cells[n] if n < len(line.cells) else "" for n in kept} for line in table.lines]
    faults = {at: _too_wide(line, len(head)) for at, line in enumerate(table.lines) if any(line.cells[len(head) :])}
    return Pairs(tuple(names[n] for n in kept), tuple(rows), faults)


def pair_column(name: str) -> str:
    """The name of a column; one that pairs are read from without regard to case, blanks and hyphens.

    >>> pair_column(" From "), pair_column("To Lon"), pair_column("My note")
    ('from', 'to_lon', 'My note')
    """
    plain = re.sub(r"[\s_-]+", "_", name.strip().casefold())
    return plain if plain in {*NAMES, *POSITIONS} else name.strip()


def _named_apart(head: Iterable[str]) -> Iterator[str]:
    """Names of columns of which no two are alike."""
    seen: set[str] = set()
    for number, name in enumerate(head, start=1):
        own = name or f"column_{number}"
        while own in seen:
            own = f"{own}_{number}"
        seen.add(own)
        yield own


def _too_wide(line: delimited.Line, columns: int) -> str:
    return (
        f"Line {line.number} has {len(line.cells)} cells under {columns} columns. A comma inside a name or number needs quotes "
        "around the cell, or semicolons between the cells."
    )


def check_columns(columns: Sequence[str]) -> None:
    """Make sure that a table has the columns of pairs, each once.

    Raises
    ------
    PairsError
        The columns are neither names nor positions, or one stands twice.
    """
    if not _complete(columns):
        there = shortened(",".join(columns), 200) or "none"
        raise PairsError(f"The table needs the columns {','.join(NAMES)} or {','.join(POSITIONS)}; it has {there}.")
    twice = next((name for name in (*NAMES, *POSITIONS) if list(columns).count(name) > 1), None)
    if twice is not None:
        raise PairsError(f"The column {twice} appears twice. Keep the one that is meant.")


def _complete(columns: Iterable[str]) -> bool:
    """Whether each end has a name or a position."""
    there = set(columns)
    return all(name in there or {f"{name}_lon", f"{name}_lat"} <= there for name in NAMES)


def answered(table: Pairs, rows: Iterable[Row]) -> Iterator[bytes]:
    """The table with its answers as CSV, piece by piece as they come."""
    return delimited.lines([*table.columns, *ADDED], rows)


def failed_row(row: Mapping[str, Any], why: str) -> Row:
    """A row that cannot be asked, with the reason."""
    return {**row, **dict.fromkeys(ADDED, ""), "status": "error", "reason": why}


def pair_row(row: Mapping[str, Any], mode: Mode, resolve: Resolve, find: Find) -> Row:
    """The input row with the answer added; a row that fails says why and stops nothing."""
    try:
        start, end = _ends(row, mode, resolve)
        route = find(start, end)
    except TumenError as error:
        return failed_row(row, str(error))
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
    return _end(row, "from", mode, resolve), _end(row, "to", mode, resolve)


def _end(row: Mapping[str, Any], end: str, mode: Mode, resolve: Resolve) -> End:
    """One end of a row: the place that is named, else the position."""
    if name := _text(row.get(end)):
        return resolve(name, mode)
    given = [_text(row.get(f"{end}_{axis}")) for axis in ("lon", "lat")]
    if not any(given):
        raise PairsError(f"The cell {end} is empty. Name a place there, or give {end}_lon and {end}_lat.")
    if not all(map(delimited.NUMBER.fullmatch, given)):
        raise CoordinateError(f"{end}_lon={quoted(given[0])}, {end}_lat={quoted(given[1])} are not two numbers.")
    position = checked(*(float(value.replace(",", ".")) for value in given))
    return End.at(point(position))


def _text(value: Any) -> str:
    """A cell of a table or frame as it was typed, with a plain minus; nothing for one that is missing."""
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if missing else str(value).strip().replace("\N{MINUS SIGN}", "-")


def wkt(route: Route) -> str:
    """The geometry as well-known text, longitude first."""
    shape = geometry(route)
    lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    texts = ["(" + ", ".join(f"{lon:.5f} {lat:.5f}" for lon, lat in line) + ")" for line in lines]
    return f"LINESTRING {texts[0]}" if shape["type"] == "LineString" else f"MULTILINESTRING ({', '.join(texts)})"
