"""JSON of any form to a layer: GeoJSON, TopoJSON, Esri JSON, one record a line, lists of objects, one object with a position."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from explorer.errors import LayerError
from explorer.layers import gdal
from explorer.layers.columns import named
from explorer.layers.esri import is_esri, read_sets
from explorer.layers.geojson import TYPES, collection, read_geojson
from explorer.layers.layer import Corrections, Finding, Layer
from explorer.layers.placing import placed
from explorer.layers.rows import column, flattened, written
from explorer.layers.runs import Runs
from explorer.layers.tabular import layer_of

HEAD = 4000
"""So many characters at the beginning and the end may hold the system that a collection states."""
LISTS_TOLD = 8

_POSITION = re.compile(
    r"\d{1,3}(?:[ °]\s*\d{1,2}){1,2}[^A-Za-z]{0,3}\s*[NS]\b[,;\s]+\d{1,3}(?:[ °]\s*\d{1,2}){1,2}[^A-Za-z]{0,3}\s*[EW]\b"
)


def read_json(text: str, name: str, told: Corrections) -> list[Layer]:
    """The layers of a JSON text.

    Raises
    ------
    LayerError
        It is broken; the message names line and column.
    """
    head = text[:HEAD] + text[-HEAD:]
    found = None if is_esri(head) else collection(text, name, head, told)
    return _other(text, name, told) if found is None else [_placed(*found, told)]


def read_runs(text: str, name: str, told: Corrections, runs: Runs, whole: bytes) -> list[Layer]:
    """The layers of GeoJSON whose long runs of coordinates were taken out; none where it is another kind of JSON.

    Raises
    ------
    LayerError
        It is broken; the message names line and column.
    """
    head = text[:HEAD] + text[-HEAD:]
    if is_esri(head):
        return []
    found = collection(text, name, head, told, runs, whole)
    if found is not None:
        return [_placed(*found, told)]
    try:
        rows = _values(text)
    except ValueError:
        return []
    if not all(isinstance(row, Mapping) and row.get("type") in {"Feature", *TYPES} for row in rows):
        return []
    return [_placed(*read_geojson(rows, name, text[:HEAD], told, [], runs), told)]


def _values(text: str) -> list[Any]:
    """A text that is one value or a list of them, or one a line."""
    try:
        value = json.loads(text)
    except ValueError:
        bare = (line.strip("\x1e\r \t,") for line in text.split("\n"))
        return [json.loads(line) for line in bare if line]
    return value if isinstance(value, list) else [value]


def _placed(layer: Layer, stated: str | None, told: Corrections) -> Layer:
    return placed(replace(layer, crs=stated), told)


def _other(text: str, name: str, told: Corrections) -> list[Layer]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return [_lines(text, name, told, error)]
    except RecursionError as error:
        raise LayerError("its values are nested too deeply. Give GeoJSON or a list of records.") from error
    if isinstance(value, Mapping):
        kind = value.get("type")
        if kind == "Topology":
            return gdal.read_any(text.encode(), name, "TopoJSON", told)
        if kind in {"Feature", *TYPES} and value.keys() & {
            "geometry",
            "coordinates",
            "geometries",
            "temporalGeometry",
            "properties",
        }:
            layer, stated = read_geojson([value], name, text[:HEAD], told, [])
            return [_placed(layer, stated, told)]
    if isinstance(value, list) and value and all(isinstance(one, Mapping) and one.get("type") == "Feature" for one in value):
        layer, stated = read_geojson(value, name, text[:HEAD], told, [])
        return [_placed(layer, stated, told)]
    return read_sets(value, name, told) or [_records(value, name, told)]


def _lines(text: str, name: str, told: Corrections, error: json.JSONDecodeError) -> Layer:
    """One record, or one feature, a line."""
    rows: list[Any] = []
    at: list[int] = []
    bad: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip("\x1e\r \t,")
        if not bare:
            continue
        try:
            rows.append(json.loads(bare))
            at.append(number)
        except json.JSONDecodeError as fault:
            bad.append(Finding(f"the line is not JSON ({fault.msg.lower()})", bare[:80], line=number, kind="dropped"))
    if len(rows) < 2 or len(bad) * 2 > len(rows):
        where = f"line {error.lineno}, column {error.colno}"
        raise LayerError(f"the JSON is broken in {where} ({error.msg.lower()}). Get the file again.") from error
    if all(isinstance(row, Mapping) and row.get("type") in {"Feature", *TYPES} for row in rows):
        layer, stated = read_geojson(rows, name, text[:HEAD], told, bad)
        return replace(_placed(layer, stated, told), lost=len(bad))
    return _table(rows, name, told, [*bad, Finding("one record a line")], len(bad))


# ---- which records ------------------------------------------------------------------------------------------------------


def _records(value: Any, name: str, told: Corrections) -> Layer:
    """The list of objects that hold positions; else the longest list; else the object itself."""
    value = _keyed(value)
    if _is_records(value) and (features := _with_geometry(value)):
        layer, stated = read_geojson(features, name, "", told, [])
        return _placed(layer, stated, told)
    if isinstance(value, Mapping) and _has_position([value]):
        return _table([value], name, told, [])
    lists = [("", value)] if _is_records(value) else _lists(value)
    placed_ones = [(path, rows) for path, rows in lists if _has_position(rows)]
    if not placed_ones and isinstance(value, Mapping) and (found := next(_texts(value, ()), None)):
        return _profile(value, found, name, told)
    chosen = max(placed_ones or lists, key=lambda item: len(item[1]), default=None)
    if chosen is None:
        raise LayerError("there is no list of objects in this JSON, and no position. Give GeoJSON or a list of records.")
    others = [path for path, _ in lists if path != chosen[0]][:LISTS_TOLD]
    notes = [Finding(f"the records under {chosen[0]} are the features")] if chosen[0] else []
    notes += [Finding(f"other lists are not features: {', '.join(others)}")] if others else []
    return _table(chosen[1], name, told, notes)


def _keyed(value: Any) -> Any:
    """Objects under names of their own as a list; anything else as it is."""
    objects = list(value.values()) if isinstance(value, Mapping) else []
    if len(objects) > 1 and all(isinstance(one, Mapping) for one in objects) and _has_position(objects):
        return [{"key": name, **one} for name, one in value.items()]
    return value


def _with_geometry(rows: Sequence[Any]) -> list[Any]:
    """Records that hold a geometry of GeoJSON under that name, as features; none where most do not."""
    there = [
        isinstance(row.get("geometry"), Mapping) and row["geometry"].get("type") in TYPES
        for row in rows
        if isinstance(row, Mapping)
    ]
    if sum(there) * 2 <= len(rows):
        return []
    return [
        {"geometry": row.get("geometry"), "properties": {key: value for key, value in row.items() if key != "geometry"}}
        if isinstance(row, Mapping) else row
        for row in rows
    ]  # fmt: skip


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and sum(isinstance(one, Mapping) for one in value) * 2 > len(value)


def _lists(value: Any, path: str = "", depth: int = 4) -> list[tuple[str, list[Any]]]:
    """Lists of objects, and objects of objects, with the way to each."""
    if not isinstance(value, Mapping) or not depth:
        return []
    found = []
    for key, inner in value.items():
        where = f"{path}.{key}" if path else str(key)
        if _is_records(inner):
            found.append((where, inner))
        elif isinstance(inner, Mapping):
            if isinstance(listed := _keyed(inner), list):
                found.append((where, listed))
            found += _lists(inner, where, depth - 1)
    return found


def _has_position(rows: Sequence[Any]) -> bool:
    """Whether the members of most objects are named as positions are, or hold a pair of numbers under such a name."""
    flat = [flattened(row) for row in rows[:50] if isinstance(row, Mapping)]
    names = list(dict.fromkeys(name for row in flat for name in row))
    return any(
        sum(_filled(row, source.lat or source.one) for row in flat) * 2 >= len(flat) > 0
        for source in named(names)
        if source.kind in {"two", "parts"} or any(_is_pair(row.get(source.one)) for row in flat)
    )


def _filled(row: Mapping[str, Any], name: str) -> bool:
    return row.get(name) not in {None, ""} if not isinstance(row.get(name), list | dict) else bool(row[name])


def _is_pair(value: Any) -> bool:
    if isinstance(value, str):
        return bool(re.search(r"\d.*[,;\s°].*\d", value))
    return isinstance(value, list) and len(value) in {2, 3} and all(isinstance(number, int | float) for number in value)


def _table(rows: Sequence[Any], name: str, told: Corrections, notes: Sequence[Finding], lost: int = 0) -> Layer:
    objects = [row if isinstance(row, Mapping) else {"value": row} for row in rows]
    flat = [{key: _pair(value) for key, value in flattened(row).items()} for row in objects]
    names = list(dict.fromkeys(key for row in flat for key in row))
    tops = tuple(dict.fromkeys(key for row in objects for key in row))
    table = pa.table({key: column([row.get(key) for row in flat]) for key in names})
    return layer_of(name, table, told, fields=tops, findings=notes, lost=lost)


def _pair(value: Any) -> Any:
    """A list of two numbers as a text of two numbers, as a column with both has it."""
    if _is_pair(value) and not isinstance(value, str):
        return ", ".join(str(number) for number in value)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return value


# ---- one object with a position in its text -----------------------------------------------------------------------------


def _texts(value: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Texts that hold a position, with the way to each, those under a name such as coordinates first."""
    found = list(_all_texts(value, path))
    yield from sorted(found, key=lambda item: (not any("coord" in key.lower() for key in item[0]), len(item[0])))


def _all_texts(value: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping) and len(path) < 8:
            yield from _all_texts(inner, (*path, str(key)))
        elif isinstance(inner, str) and (match := _POSITION.search(inner)):
            yield (*path, str(key)), match[0]


def _profile(value: Mapping[str, Any], found: tuple[tuple[str, ...], str], name: str, told: Corrections) -> Layer:
    path, position = found
    row = {key: written(inner) for key, inner in value.items()}
    table = pa.table({**{key: pa.array([text]) for key, text in row.items()}, "position": pa.array([position])})
    others = [other for other in _texts(value, ()) if other[0] != path]
    notes = [Finding(f"one object; its position is that of {' > '.join(path)}", position)]
    notes += [Finding(f"another position, not used: {' > '.join(where)}", text) for where, text in others[:LISTS_TOLD]]
    return layer_of(name, table, replace(told, columns=told.columns or "position"), fields=tuple(value), findings=notes)
