"""Logs of AIS sentences (NMEA 0183): reports of positions with the time that stands beside them; bad lines are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from typing import Any

import pyarrow as pa
import shapely
from pyais import decode
from pyais.exceptions import AISBaseException

from explorer.errors import LayerError
from explorer.layers.encodings import decoded
from explorer.layers.layer import WGS84, Corrections, Finding, Layer, as_shapes, short

REPORTS = frozenset({1, 2, 3, 4, 9, 11, 18, 19, 21, 27})
"""Types of messages that report where a ship, a base station, an aircraft or a mark is."""

_TAGS = re.compile(r"\\([^\\]*)\\")
_SENTENCE = re.compile(r"([!$])([A-Z]{2})(VD[MO]|[A-Z]{2,5}),([^*]*)\*([0-9A-Fa-f]{2})(.*)")
_PORT_TIME = re.compile(r"\$PGHP,\d+,(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)")
_UNIX = re.compile(r"(?:^|,|c:)(\d{10}|\d{13})(?=$|,|\*)")
_GPS = re.compile(
    r"GGA,[^,]*,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW])|RMC,[^,]*,A,(\d{2})(\d{2}\.\d+),([NS]),(\d{3})(\d{2}\.\d+),([EW])"
)
FIELDS = ("mmsi", "type", "speed", "course", "heading", "status", "shipname")
HELD = 64
"""So many messages may wait for their other parts."""


@dataclass
class _Log:
    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    times: list[str | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    types: Counter[int] = field(default_factory=Counter)
    waiting: dict[tuple[str, ...], list[tuple[int, int, bytes, str | None]]] = field(default_factory=dict)
    clock: str | None = None
    before: int = 0
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
    for parts in log.waiting.values():
        log.findings.append(Finding("half a message: its other part is missing", short(parts[0][2].decode()), line=parts[0][0]))
    if not log.types:
        raise LayerError("no sentence in it can be read: " + (str(log.findings[0]) if log.findings else "it is empty") + ".")
    return _layer(log, name, [Finding(note)] if note else [])


def _layer(log: _Log, name: str, notes: list[Finding]) -> Layer:
    rest = sum(count for kind, count in log.types.items() if kind not in REPORTS)
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
    if found := _PORT_TIME.match(line):
        log.clock, log.before = _moment(*map(int, found.groups())), number
        return
    tags = " ".join(_TAGS.findall(line))
    found = _SENTENCE.search(_TAGS.sub("", line))
    if found is None:
        log.findings.append(Finding("this is not an AIS sentence: left out", short(line), line=number))
    elif _sum(found) != int(found[5], 16):
        log.findings.append(
            Finding(f"the check sum is wrong: {found[5]} stands there, {_sum(found):02X} is right", short(line), line=number)
        )
    elif found[3] not in {"VDM", "VDO"}:
        _foreign(log, number, found)
    else:
        _ais(log, number, found, _time(log, number, tags, found[6]))


def _sum(found: re.Match[str]) -> int:
    total = 0
    for letter in f"{found[2]}{found[3]},{found[4]}":
        total ^= ord(letter) & 0xFF
    return total


def _time(log: _Log, number: int, tags: str, trailer: str) -> str | None:
    """The time of a sentence: in its tag block, in its trailer, or in the line before it."""
    for text in (tags, trailer):
        stamps = _UNIX.findall(text)
        if stamps:
            value = int(stamps[-1]) / (1000 if len(stamps[-1]) == 13 else 1)
            return datetime.fromtimestamp(value, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return log.clock if log.before == number - 1 else None


def _moment(*parts: int) -> str | None:
    year, month, day, hour, minute, second, *_ = parts
    try:
        return f"{datetime.combine(date(year, month, day), time_of_day(hour, minute, second)).isoformat()}Z"
    except ValueError:
        return None


def _foreign(log: _Log, number: int, found: re.Match[str]) -> None:
    """A sentence of another kind; a fix of GPS is told with its place, and kept apart from reports of ships."""
    gps = _GPS.search(f"{found[3]},{found[4]}")
    if gps is None:
        log.findings.append(Finding(f"a sentence {found[3]}, which reports no ship: left out", line=number))
        return
    lat_d, lat_m, north, lon_d, lon_m, east = (group for group in gps.groups() if group is not None)
    lat = (int(lat_d) + float(lat_m) / 60) * (1 if north == "N" else -1)
    lon = (int(lon_d) + float(lon_m) / 60) * (1 if east == "E" else -1)
    told = (
        f"a GPS fix of the receiver at latitude {lat:.5f}, longitude {lon:.5f}, which is not a report of a ship: kept separately"
    )
    log.findings.append(Finding(told, short(found[0]), line=number))


def _ais(log: _Log, number: int, found: re.Match[str], at: str | None) -> None:
    words = found[4].split(",")
    sentence = f"{found[1]}{found[2]}{found[3]},{found[4]}*{found[5]}".encode()
    try:
        count, part = int(words[0]), int(words[1])
    except (ValueError, IndexError):
        log.findings.append(Finding("a sentence without its number of parts: left out", short(found[0]), line=number))
        return
    if count == 1:
        _message(log, number, [sentence], at)
        return
    key = (found[2], words[0], words[2], words[3] if len(words) > 3 else "")
    parts = log.waiting.setdefault(key, [])
    if part == 1 and parts:
        _half(log, log.waiting.pop(key))
        parts = log.waiting.setdefault(key, [])
    parts.append((number, part, sentence, at))
    if len(parts) == count:
        del log.waiting[key]
        first = min(parts, key=lambda item: item[1])
        _message(log, first[0], [item[2] for item in sorted(parts, key=lambda item: item[1])], first[3])
    elif len(log.waiting) > HELD:
        _half(log, log.waiting.pop(next(iter(log.waiting))))


def _half(log: _Log, parts: list[tuple[int, int, bytes, str | None]]) -> None:
    log.findings.append(Finding("half a message: its other part is missing", short(parts[0][2].decode()), line=parts[0][0]))


def _message(log: _Log, number: int, parts: list[bytes], at: str | None) -> None:
    try:
        message: Any = decode(*parts)
    except (AISBaseException, ValueError, IndexError, KeyError, TypeError) as error:
        log.findings.append(
            Finding(f"the message cannot be read ({type(error).__name__})", short(parts[0].decode()), line=number)
        )
        return
    log.types[message.msg_type] += 1
    if at:
        log.over = (min(at, log.over[0]), max(at, log.over[1])) if log.over else (at, at)
    if message.msg_type not in REPORTS:
        return
    lon, lat = float(message.lon), float(message.lat)
    there = abs(lon) <= 180 and abs(lat) <= 90
    log.shapes.append(shapely.Point(lon, lat) if there else None)
    log.rows.append({**dict(_known(message)), "mmsi": message.mmsi, "type": message.msg_type})
    log.times.append(at)
    log.lines.append(number)
    if not there:
        why = '"not available" (91, 181)' if lat == 91 or lon == 181 else "a position that is not on Earth"
        log.findings.append(
            Finding(why, f"{lat:g}, {lon:g}; MMSI {message.mmsi}", line=number, row=len(log.rows), kind="dropped")
        )


_ABSENT = {"speed": 102.3, "course": 360.0, "heading": 511}


def _known(message: Any) -> Iterator[tuple[str, Any]]:
    """The values of a message without those that mean "not available"."""
    for key in ("speed", "course", "heading", "status", "shipname"):
        value = (
            getattr(message, key, None)
            if key != "shipname"
            else getattr(message, "name", None) or getattr(message, "shipname", None)
        )
        if value is not None and _ABSENT.get(key) != value:
            yield key, float(value) if key in {"speed", "course"} else getattr(value, "name", value)
