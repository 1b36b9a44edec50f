"""GPX 1.0 and 1.1: waypoints, routes and tracks as features of one layer, each with the times of its own points."""

from __future__ import annotations

from typing import Any

import shapely

from explorer.layers import xml
from explorer.layers.layer import Corrections, Finding, Layer, as_shapes, short
from explorer.layers.mending import shaped
from explorer.layers.rows import table_of
from explorer.layers.times import read_time
from explorer.logs.gpx import place, word

TOLD = ("name", "cmt", "desc", "src", "type", "sym")


def read_gpx(data: bytes, name: str, told: Corrections) -> Layer:
    """Every waypoint, route and track; what the header says of bounds and times is not trusted."""
    text, note = xml.text_of(data, told.encoding)
    shapes: list[Any] = []
    rows: list[dict[str, Any]] = []
    spans: list[tuple[str | None, str | None]] = []
    findings = [Finding(note)] if note else []
    for event, element in xml.elements(text):
        kind = xml.local(element)
        if event == "end" and kind in {"wpt", "rte", "trk"}:
            shape, times = _feature(element, kind)
            shapes.append(shape)
            row = {field: xml.child_text(element, field) or None for field in TOLD}
            rows.append({**row, "kind": {"wpt": "waypoint", "rte": "route", "trk": "track"}[kind]})
            spans.append((min(times, default=None), max(times, default=None)))
            if shape is None:
                findings.append(Finding("no position", short(row["name"] or kind), row=len(shapes), kind="dropped"))
            if kind == "rte" and times:
                findings.append(Finding("times of a route are of planning", row=len(shapes)))
            xml.drop(element)
    kept = [key for key in (*TOLD, "kind") if {row[key] for row in rows} not in ({None}, set()) and _differs(key, rows)]
    return Layer(
        name, as_shapes(shapes), table_of(rows, kept), fields=tuple(kept), begins=tuple(begin for begin, _ in spans),
        ends=tuple(end for _, end in spans), findings=tuple(findings),
    )  # fmt: skip


def _differs(key: str, rows: list[dict[str, Any]]) -> bool:
    return key != "kind" or len({row["kind"] for row in rows}) > 1


def _feature(element: Any, kind: str) -> tuple[Any, list[str]]:
    if kind == "wpt":
        points = [_point(element)]
        lines = [points]
    elif kind == "rte":
        lines = [[_point(point) for point in xml.children(element, "rtept")]]
    else:
        lines = [[_point(point) for point in xml.children(part, "trkpt")] for part in xml.children(element, "trkseg")]
    times = [time for line in lines for _, time in line if time]
    placed = [[found for found, _ in line if found is not None] for line in lines]
    parts = [shapely.Point(line[0]) if len(line) == 1 else shapely.LineString(line) for line in placed if line]
    return (shaped(parts) if parts else None), times


def _point(element: Any) -> tuple[tuple[float, float] | None, str | None]:
    found = place(element)
    return found, read_time(word(element, "time")) if found is not None else None
