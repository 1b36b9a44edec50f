"""Logs of AIS sentences (NMEA 0183): reports of positions with the time that stands beside them; bad lines are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import shapely

from explorer.errors import LayerError
from explorer.layers.encodings import decoded
from explorer.layers.layer import WGS84, Corrections, Finding, Layer, as_shapes, short
from explorer.layers.times import read_time
from explorer.logs import ais

_GPS = re.compile(
    r"GGA,[^,]*,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW])|RMC,[^,]*,A,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW])"
)
FIELDS = ("mmsi", "type", "speed", "course", "heading", "status", "shipname")


@dataclass
class _Log:
    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    times: list[str | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    types: Counter[int] = field(default_factory=Counter)
    waiting: ais.Open = field(default_factory=ais.Open)
    clock_ms: int | None = None
    over: tuple[str, str] | None = None


def read_nmea(data: bytes, name: str, told: Corrections) -> Layer:
    """Every report of a position in a log.

    Raises
    ------
    LayerError
        There is no AIS sentence in it whose check sum is right.
    """
    text, _, note = decoded(data, told.encoding)
    log = _Log()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            _line(log, number, line.strip())
    for parts in log.waiting.left():
        _half(log, parts)
    if not log.types:
        raise LayerError("no sentence in it can be read: " + (str(log.findings[0]) if log.findings else "it is empty") + ".")
    return _layer(log, name, [Finding(note)] if note else [])


def _layer(log: _Log, name: str, notes: list[Finding]) -> Layer:
    rest = sum(count for kind, count in log.types.items() if kind not in ais.POSITIONS)
    ships = len({row["mmsi"] for row in log.rows})
    counted = Finding(f"{log.types.total():,} messages from {ships:,} senders of positions; {rest:,} messages report no position")
    table = pa.table({key: pa.array([_plain(row.get(key)) for row in log.rows]) for key in FIELDS})
    lines = pa.array(log.lines, pa.int64()).to_numpy()
    return Layer(
        name, as_shapes(log.shapes), table, WGS84, FIELDS, tuple(log.times), tuple(log.times), lines, by_line=True,
        findings=(*notes, counted, *log.findings), over=log.over,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return None if value is None else float(value) if isinstance(value, float) else str(value)


def _line(log: _Log, number: int, line: str) -> None:
    """One line: a sentence with what stands before and behind it, or something else, which is told."""
    if ais.is_port_time(line):
        log.clock_ms = ais.port_time_ms(line)
        return
    clock_ms, log.clock_ms = log.clock_ms, None
    found = ais.sentence(line)
    if found is None:
        log.findings.append(Finding("this is not an AIS sentence: left out", short(line), line=number))
    elif not found.whole:
        told = f"the check sum is wrong: {found.told_sum:02X} stands there, {found.right_sum:02X} is right"
        log.findings.append(Finding(told, short(line), line=number))
    elif found.is_ais:
        _ais(log, number, found, clock_ms)
    else:
        _foreign(log, number, found)


def _foreign(log: _Log, number: int, found: ais.Sentence) -> None:
    """A sentence of another kind; a fix of GPS is told with its place, and kept apart from reports of ships."""
    gps = _GPS.search(f"{found.kind},{found.body}")
    if gps is None:
        log.findings.append(Finding(f"a sentence {found.kind}, which reports no ship: left out", line=number))
        return
    lat_d, lat_m, north, lon_d, lon_m, east = (group for group in gps.groups() if group is not None)
    lat = (int(lat_d) + float(lat_m) / 60) * (1 if north == "N" else -1)
    lon = (int(lon_d) + float(lon_m) / 60) * (1 if east == "E" else -1)
    told = (
        f"a GPS fix of the receiver at latitude {lat:.5f}, longitude {lon:.5f}, which is not a report of a ship: kept separately"
    )
    log.findings.append(Finding(told, short(found.text), line=number))


def _ais(log: _Log, number: int, found: ais.Sentence, clock_ms: int | None) -> None:
    part = ais.part_of(number, found, clock_ms)
    if part is None:
        log.findings.append(Finding("a sentence without its number of parts: left out", short(found.text), line=number))
        return
    parts, lost = log.waiting.take(part)
    if lost:
        _half(log, lost)
    if parts:
        _message(log, parts)


def _half(log: _Log, parts: list[ais.Part]) -> None:
    first = parts[0]
    log.findings.append(Finding("half a message: its other part is missing", short(first.sentence.text), line=first.line))


def _message(log: _Log, parts: list[ais.Part]) -> None:
    message, number = ais.decoded(parts), parts[0].line
    if isinstance(message, str):
        log.findings.append(Finding(f"the message cannot be read ({message})", short(parts[0].sentence.text), line=number))
        return
    kind, at = int(message["msg_type"]), _time(parts)
    log.types[kind] += 1
    if at:
        log.over = (min(at, log.over[0]), max(at, log.over[1])) if log.over else (at, at)
    if kind not in ais.POSITIONS:
        return
    lon, lat = float(message["lon"]), float(message["lat"])
    there = abs(lon) <= 180 and abs(lat) <= 90
    log.shapes.append(shapely.Point(lon, lat) if there else None)
    log.rows.append({**dict(_known(message)), "mmsi": message["mmsi"], "type": kind})
    log.times.append(at)
    log.lines.append(number)
    if not there:
        absent = lat == ais.NO_LAT or lon == ais.NO_LON
        why = '"not available" (91, 181)' if absent else "a position that is not on Earth"
        told = f"{lat:g}, {lon:g}; MMSI {message['mmsi']}"
        log.findings.append(Finding(why, told, line=number, row=len(log.rows), kind="dropped"))


def _time(parts: list[ais.Part]) -> str | None:
    """The time of a message; one that is written without a zone stays without one."""
    unix_ms, written = ais.time_of(parts)
    if written:
        return read_time(written)
    return None if unix_ms is None else f"{datetime.fromtimestamp(unix_ms // 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"


_ABSENT = {"speed": ais.NO_KNOTS, "course": ais.NO_COURSE, "heading": ais.NO_HEADING}


def _known(message: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a message without those that mean "not available"."""
    for key in ("speed", "course", "heading", "status", "shipname"):
        value = message.get(key) if key != "shipname" else message.get("name") or message.get("shipname")
        if value is not None and _ABSENT.get(key) != value:
            yield key, float(value) if key in {"speed", "course"} else getattr(value, "name", value)
