"""RFC 7946: the members, positions, rings, lines at the antimeridian and boxes of a GeoJSON text."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

GEOMETRIES = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3, "GeometryCollection": -1,
}  # fmt: skip
"""Kinds of geometry, each with how many lists its positions stand in."""
NOT_HERE = {
    "FeatureCollection": {"coordinates", "geometries", "geometry", "properties"},
    "Feature": {"coordinates", "geometries", "features"},
    **{kind: {"geometry", "properties", "features"} for kind in GEOMETRIES},
}
"""Members that belong to another kind of object (section 7.1)."""


def faults(content: bytes | str) -> list[str]:
    """Every rule that a GeoJSON text breaks, with where it does."""
    text = content.decode("utf-8") if isinstance(content, bytes) else content
    found = ["it begins with a byte order mark"] if text.startswith("\ufeff") else []
    value = json.loads(text.removeprefix("\ufeff"), parse_constant=lambda name: found.append(f"{name} is no JSON"))
    return [*found, *_object(value, "the text")]


def _object(value: Any, where: str) -> Iterator[str]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in NOT_HERE:
        yield f"{where} is of the type {kind!r}"
        return
    yield from (f"{where}, a {kind}, has the member {name}" for name in sorted({*value} & (NOT_HERE[kind] | {"crs"})))
    if "bbox" in value:
        yield from _box(value["bbox"], where)
    if kind == "FeatureCollection":
        yield from _features(value.get("features"), where)
    elif kind == "Feature":
        yield from _feature(value, where)
    else:
        yield from _geometry(value, where)


def _features(rows: Any, where: str) -> Iterator[str]:
    if not isinstance(rows, list):
        yield f"{where} has no list of features"
        return
    for number, row in enumerate(rows):
        place = f"feature {row.get('id', number) if isinstance(row, dict) else number}"
        if not isinstance(row, dict) or row.get("type") != "Feature":
            yield f"{place} is no Feature"
        else:
            yield from _object(row, place)
    ids = Counter(row["id"] for row in rows if isinstance(row, dict) and "id" in row)
    yield from (f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)


def _feature(row: dict[str, Any], where: str) -> Iterator[str]:
    for member in ("geometry", "properties"):
        if member not in row:
            yield f"{where} has no member {member}"
        elif not (row[member] is None or isinstance(row[member], dict)):
            yield f"{where} has a {member} that is neither an object nor null"
    if not isinstance(row.get("id", ""), (str, int, float)):
        yield f"{where} has an id that is neither text nor number"
    if isinstance(row.get("geometry"), dict):
        yield from _object(row["geometry"], where) if row["geometry"].get("type") in GEOMETRIES else [f"{where} has no geometry"]


def _geometry(value: dict[str, Any], where: str) -> Iterator[str]:
    kind = value["type"]
    if kind == "GeometryCollection":
        for part in value["geometries"]:
            yield from _object(part, where)
        return
    depth, coordinates = GEOMETRIES[kind], value.get("coordinates")
    yield from (f"{where}: {text}" for position in _at(coordinates, depth) for text in _position(position))
    if "Line" in kind:
        for line in _at(coordinates, depth - 1):
            yield from (f"{where}: a line of {len(line)} positions" for _ in (0,) if len(line) < 2)
            yield from (f"{where}: {text}" for text in _crossings(line))
    if "Polygon" in kind:
        for polygon in _at(coordinates, depth - 2):
            yield from (f"{where}: {text}" for number, ring in enumerate(polygon) for text in _ring(ring, outer=number == 0))


def _at(value: Any, depth: int) -> Iterator[Any]:
    if depth <= 0:
        yield value
    else:
        for item in value:
            yield from _at(item, depth - 1)


def _position(value: Any) -> Iterator[str]:
    if not (isinstance(value, list) and len(value) in {2, 3}):
        yield f"{value!r} is no position"
    elif not all(isinstance(number, (int, float)) and math.isfinite(number) for number in value):
        yield f"{value!r} does not hold numbers"
    elif abs(value[0]) > 180 or abs(value[1]) > 90:
        yield f"{value!r} is not on Earth"


def _crossings(line: list[list[float]]) -> Iterator[str]:
    """Section 3.1.9: a line that crosses the antimeridian is cut there."""
    yield from (f"a step from {a[0]} to {b[0]} crosses the antimeridian" for a, b in pairwise(line) if abs(a[0] - b[0]) > 180)


def _ring(ring: list[list[float]], *, outer: bool) -> Iterator[str]:
    if len(ring) < 4 or ring[0] != ring[-1]:
        yield f"a ring of {len(ring)} positions is not closed"
        return
    yield from _crossings(ring)
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    if (twice > 0) != outer:
        yield f"an {'outer' if outer else 'inner'} ring runs {'clockwise' if outer else 'counterclockwise'}"


def _box(box: Any, where: str) -> Iterator[str]:
    if not (isinstance(box, list) and len(box) in {4, 6} and all(isinstance(n, (int, float)) for n in box)):
        yield f"{where} has the box {box!r}"
        return
    south, north = box[1], box[len(box) // 2 + 1]
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(box[0]), abs(box[len(box) // 2])) > 180:
        yield f"{where} has the box {box!r}, which is not west, south, east, north"
