"""GeoJSON read one feature at a time: what is whole is used, and each odd feature is told with its place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from explorer.errors import LayerError
from explorer.layers.layer import WGS84, Corrections, Finding, Kind, Layer, as_shapes, short
from explorer.layers.mending import closed, shaped
from explorer.layers.progress import tell_share
from explorer.layers.rows import column as made_column
from explorer.layers.rows import flattened, table_of
from explorer.layers.runs import NONE, Runs
from explorer.layers.times import read_time
from explorer.layers.timing import timed

TYPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"})
_CRS = re.compile(r'"crs"\s*:\s*(\{[^{}]*(?:\{[^{}]*\}[^{}]*)?\})')
STEP = 20_000
"""After so many features a word of how far it is."""
_BLANK = re.compile(r"[ \t\r\n]*")


def read_geojson(
    features: list[Any], title: str, head: str, told: Corrections, notes: list[Finding], runs: Runs = NONE
) -> tuple[Layer, str | None]:
    """A layer of decoded features, and the system that the file states.

    Parameters
    ----------
    features
        Objects of type Feature, or anything that stands in their place.
    head
        The beginning of the text, in which the old member ``crs`` stands.
    runs
        Long runs of coordinates that were taken out of the text before.
    """
    read = Read(list(notes), runs)
    for feature in features:
        read.take(feature)
    return read.layer(title, told), _stated(head)


@dataclass
class Read:
    """Features taken one by one, so that none is held twice: geometries, and values by column."""

    findings: list[Finding]
    runs: Runs = NONE
    shapes: list[Any] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    tops: dict[str, None] = field(default_factory=dict)
    spans: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)

    def take(self, feature: Any) -> None:
        """Add one feature, or say why it has no position."""
        feature = self.runs.filled(feature)
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        properties = properties if isinstance(properties, Mapping) else {}
        count = len(self.shapes)
        self.tops.update(dict.fromkeys(properties))
        for name, value in flattened(properties).items():
            column = self.columns.setdefault(name, [])
            column.extend([None] * (count - len(column)))
            column.append(value)
        shape, why, span = _shape_of(feature)
        self.shapes.append(shape)
        if span != (None, None):
            self.spans[count] = span
        if why:
            kind: Kind = "note" if shape is not None else "dropped"
            self.findings.append(Finding(why, short(_named(feature, properties)), row=count + 1, kind=kind))

    def layer(self, title: str, told: Corrections) -> Layer:
        """The layer of all features that were taken."""
        count = len(self.shapes)
        arrays = {name: made_column(values + [None] * (count - len(values))) for name, values in self.columns.items()}
        self.columns.clear()
        table = pa.table(arrays) if arrays else table_of([{}] * count, [])
        layer = Layer(title, as_shapes(self.shapes), table, fields=tuple(self.tops), findings=tuple(self.findings))
        if not self.spans:
            return timed(layer, told)
        begins = tuple(self.spans.get(index, (None, None))[0] for index in range(count))
        return replace(layer, begins=begins, ends=tuple(self.spans.get(index, (None, None))[1] for index in range(count)))


def _stated(head: str) -> str | None:
    """The old member ``crs``; CRS84 where there is none, nothing where it is empty."""
    found = _CRS.search(head)
    if not found:
        return None if re.search(r'"crs"\s*:\s*null', head) else WGS84
    try:
        crs = json.loads(found[1])
    except ValueError:
        return WGS84
    inner = crs.get("properties") or {}
    return str(inner.get("name") or (f"EPSG:{inner['code']}" if "code" in inner else WGS84))


def _named(feature: Any, properties: Mapping[str, Any]) -> str:
    given = next((value for value in properties.values() if isinstance(value, str)), "")
    return str(feature.get("id") or given) if isinstance(feature, Mapping) else str(feature)


_Found = tuple[Any, str, tuple[str | None, str | None]]


def _shape_of(feature: Any) -> _Found:
    """The geometry of a feature, what is odd about it, and its own times."""
    none = (None, None)
    if not isinstance(feature, Mapping):
        return None, "this is not a feature", none
    if isinstance(moving := feature.get("temporalGeometry"), Mapping):
        return _moving(moving)
    if feature.get("type") in TYPES:
        return (*shape_of(feature), none)
    if "geometry" not in feature:
        return None, "the feature has no geometry", none
    if feature["geometry"] is None:
        return None, "the geometry is null: no position is stated", none
    return (*shape_of(feature["geometry"]), none)


def _moving(moving: Mapping[str, Any]) -> _Found:
    """A moving point (OGC Moving Features): its way as a line, with the times of its ends."""
    kinds = {"MovingPoint": "LineString", "MovingPolygon": "MultiPolygon", "MovingLineString": "MultiLineString"}
    kind = kinds.get(str(moving.get("type")), "MultiPoint")
    points = moving.get("coordinates") or []
    kind = "Point" if kind == "LineString" and len(points) == 1 else kind
    shape, why = shape_of({"type": kind, "coordinates": points[0] if kind == "Point" else points})
    times = [time for text in moving.get("datetimes") or [] if (time := read_time(str(text)))]
    return shape, why, (min(times, default=None), max(times, default=None))


def shape_of(geometry: Any) -> tuple[Any, str]:
    """A geometry of GeoJSON, and what was odd about it; None where it has no usable position."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in TYPES:
        return None, "the geometry is of no known type"
    if geometry["type"] == "GeometryCollection":
        made = [shape_of(part) for part in geometry.get("geometries") or []]
        parts = [shape for shape, _ in made if shape is not None]
        return (shapely.GeometryCollection(parts), "") if parts else (None, "the collection holds no geometry with a position")
    try:
        return _MAKERS[geometry["type"]](geometry.get("coordinates"))
    except LayerError as odd:
        return None, str(odd)
    except (TypeError, ValueError, IndexError, shapely.errors.GEOSException):
        return None, "its coordinates do not fit its type"


def _points(raw: Any, least: int) -> Any:
    """Rows of longitude and latitude, whatever follows them."""
    if not isinstance(raw, (list, np.ndarray)) or len(raw) < least:
        raise LayerError("the geometry is empty" if not raw else f"it has {len(raw)} positions where {least} are needed")
    try:
        points = np.array([point[:2] for point in raw]) if isinstance(raw, list) else raw
    except ValueError as error:
        raise LayerError("a position has fewer than two numbers") from error
    if points.dtype.kind in "US":
        raise LayerError("its coordinates are numbers in quotes")
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "if":
        raise LayerError("a position has fewer than two numbers")
    if not np.isfinite(points).all():
        raise LayerError("a coordinate is not a number (NaN)")
    return points.astype(float, copy=False)


def _point(raw: Any) -> tuple[Any, str]:
    if isinstance(raw, list) and len(raw) >= 2 and type(raw[0]) is type(raw[1]) is float and isfinite(raw[0] + raw[1]):
        return shapely.Point(raw[0], raw[1]), ""
    return shapely.Point(_points([raw] if raw else raw, 1)[0]), ""


def _line(raw: Any) -> tuple[Any, str]:
    points = _points(raw, 1)
    return (shapely.LineString(points), "") if len(points) > 1 else (shapely.Point(points[0]), "a line of one position: a point")


def _area(raw: Any) -> tuple[Any, str]:
    if not raw:
        raise LayerError("the geometry is empty")
    rings = [closed(_points(ring, 3)) for ring in raw]
    why = "a ring was not closed: closed" if any(opened for _, opened in rings) else ""
    whole = [ring for ring, _ in rings if len(ring) >= 4]
    if not whole or len(rings[0][0]) < 4:
        raise LayerError("an area needs three different positions")
    return shapely.Polygon(whole[0], whole[1:]), why


def _several(one: Callable[[Any], tuple[Any, str]]) -> Callable[[Any], tuple[Any, str]]:
    def many(raw: Any) -> tuple[Any, str]:
        if isinstance(raw, np.ndarray):
            return shapely.MultiPoint(_points(raw, 1)), ""
        if not raw:
            raise LayerError("the geometry is empty")
        made = [one(part) for part in raw]
        multi: dict[str, Any] = {
            "Polygon": shapely.MultiPolygon,
            "LineString": shapely.MultiLineString,
            "Point": shapely.MultiPoint,
        }
        kinds = {shape.geom_type for shape, _ in made}
        shapes = [shape for shape, _ in made]
        return (multi[kinds.pop()](shapes) if len(kinds) == 1 else shaped(shapes)), next((why for _, why in made if why), "")

    return many


_MAKERS: Mapping[str, Callable[[Any], tuple[Any, str]]] = {
    "Point": _point, "LineString": _line, "Polygon": _area,
    "MultiPoint": _several(_point), "MultiLineString": _several(_line), "MultiPolygon": _several(_area),
}  # fmt: skip


# ---- the text, one feature at a time ------------------------------------------------------------------------------------


def collection(
    text: str, title: str, head: str, told: Corrections, runs: Runs = NONE, whole: bytes = b""
) -> tuple[Layer, str | None] | None:
    """A layer of the features of a collection, decoded one by one; None where there is no array of features at its top.

    Parameters
    ----------
    runs
        Long runs of coordinates that were taken out of the text before.
    whole
        The file with them, for the place of a fault.

    Raises
    ------
    LayerError
        It ends or breaks within a feature; what is whole is given where the reader asked for it.
    """
    start = _array_of(text, "features")
    if start is None:
        return None
    read = Read(_not_valid(text), runs)
    broken = _elements(text, start, read)
    if broken is not None:
        read.findings.append(_broken(text, broken, len(read.shapes), told, _at(text, broken[0], runs, whole)))
    if not read.shapes:
        raise LayerError("there are no features in it: the collection is empty. Give one with features.")
    return read.layer(title, told), _stated(head)


def _at(text: str, position: int, runs: Runs, whole: bytes) -> tuple[int, int]:
    """Line and column of a position, in the file as it is."""
    if not runs.found:
        return text.count("\n", 0, position) + 1, position - (text.rfind("\n", 0, position) + 1) + 1
    offset = runs.before(len(text[:position].encode()))
    return whole.count(b"\n", 0, offset) + 1, offset - (whole.rfind(b"\n", 0, offset) + 1) + 1


def _broken(text: str, broken: tuple[int, str], count: int, told: Corrections, at: tuple[int, int]) -> Finding:
    position, why = broken
    line, column = at
    where = f"line {line}, column {column}"
    cut = position >= len(text.rstrip()) - 1 or _unfinished(text, position)
    what = f"the file ends in the middle, in {where}" if cut else f"the JSON is broken in {where} ({why.lower()})"
    whole = f"{count:,} features before that are whole"
    if not told.skip_bad:
        raise LayerError(f"{what}; {whole}. Get the file again, or take them with --skip-bad.")
    return Finding(f"{what}: incomplete, only the {whole}", line=line, kind="confirm")


def _unfinished(text: str, position: int) -> bool:
    """Whether nothing but an open text or number follows, as where a file was cut."""
    return '"' not in text[position + 1 :] and "}" not in text[position:]


def _not_valid(text: str) -> list[Finding]:
    if not re.search(r"[\[,:\s]-?(?:NaN|Infinity)\b", text):
        return []
    return [Finding("this is not valid JSON, which has no NaN or Infinity: read all the same")]


def _array_of(text: str, member: str) -> int | None:
    """Where the array begins that is a member of the outermost object; None where there is none."""
    decoder = json.JSONDecoder()
    position = _after_blank(text, 0)
    if text[position : position + 1] != "{":
        return None
    position = _after_blank(text, position + 1)
    try:
        while text[position : position + 1] == '"':
            key, position = decoder.raw_decode(text, position)
            position = _after_blank(text, _after_blank(text, position) + 1)
            if key == member and text[position : position + 1] == "[":
                return position
            _, position = decoder.raw_decode(text, position)
            position = _after_blank(text, _after_blank(text, position) + 1)
    except json.JSONDecodeError:
        return None
    return None


def _elements(text: str, start: int, read: Read) -> tuple[int, str] | None:
    """Decode the elements of an array one by one; where and why it breaks, None where it does not."""
    decoder = json.JSONDecoder()
    position = _after_blank(text, start + 1)
    while text[position : position + 1] != "]":
        try:
            element, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            return error.pos, error.msg
        except RecursionError:
            return position, "values are nested too deeply"
        read.take(element)
        if not len(read.shapes) % STEP:
            tell_share(position, len(text), f"of the text is read, {len(read.shapes):,} features")
        position = _after_blank(text, position)
        if text[position : position + 1] == ",":
            position = _after_blank(text, position + 1)
        elif text[position : position + 1] != "]":
            return min(position, len(text)), "a comma or the end of the array is missing"
    return None


def _after_blank(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position
