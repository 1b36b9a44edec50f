"""Calendars (iCalendar): each entry a feature at its GEO, with its first and last day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa

from explorer.errors import LayerError
from explorer.layers.encodings import decoded
from explorer.layers.layer import Corrections, Finding, Layer
from explorer.layers.tabular import layer_of
from explorer.layers.times import read_time, zone_of

KEPT = ("SUMMARY", "LOCATION", "GEO", "DESCRIPTION", "URL", "CATEGORIES", "DTSTART", "DTEND", "RRULE")
_LINE = re.compile(r"([A-Z-]+)((?:;[^:;]*(?:\"[^\"]*\")?)*):(.*)", re.DOTALL)


def read_calendar(data: bytes, name: str, told: Corrections) -> Layer:
    """A layer of the entries of a calendar.

    Raises
    ------
    LayerError
        There is no entry in it.
    """
    text, _, note = decoded(data, told.encoding)
    events = _events(re.sub(r"\r?\n[ \t]", "", text))
    if not events:
        raise LayerError("there is no entry (VEVENT) in this calendar. Give one with entries.")
    names = [key for key in KEPT if any(key in event for event in events)]
    table = pa.table({key: pa.array([event.get(key, ("", ""))[0] or None for event in events], pa.string()) for key in names})
    notes = [Finding(note)] if note else []
    notes += [Finding("it recurs: only the first time is read", event["RRULE"][0]) for event in events if "RRULE" in event]
    if "GEO" not in names:
        table = table.append_column("GEO", pa.nulls(len(events), pa.string()))
    layer = layer_of(name, table, replace(told, columns="GEO", time="" if told.time not in names else told.time), findings=notes)
    spans = [_span(event, told) for event in events]
    return replace(layer, begins=tuple(begin for begin, _ in spans), ends=tuple(end for _, end in spans))


def _events(text: str) -> list[dict[str, tuple[str, str]]]:
    events: list[dict[str, tuple[str, str]]] = []
    for line in text.splitlines():
        if line.strip().upper() == "BEGIN:VEVENT":
            events.append({})
        found = _LINE.fullmatch(line.strip())
        if found and events and found[1].upper() in KEPT:
            value = re.sub(r"\\([,;\\])", r"\1", found[3].replace("\\n", "\n").replace("\\N", "\n"))
            events[-1].setdefault(found[1].upper(), (value.strip(), found[2]))
    return events


def _span(event: dict[str, tuple[str, str]], told: Corrections) -> tuple[str | None, str | None]:
    """Beginning and end; the end of a whole day is the day after the last one, by the rule of the format."""
    begin, end = _moment(event.get("DTSTART"), told), _moment(event.get("DTEND"), told)
    if end is not None and len(end) == 10:
        end = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    return begin, end or begin


def _moment(value: tuple[str, str] | None, told: Corrections) -> str | None:
    if value is None:
        return None
    zone = re.search(r"TZID=\"?([^\";:]+)", value[1])
    named = zone[1] if zone and "/" in zone[1] else told.zone
    return read_time(value[0], zone=zone_of(named))
