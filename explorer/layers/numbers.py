"""Cells to positions: numbers with points or commas at the speed of columns, every other notation by the reader of positions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from explorer.errors import CoordinateError, LayerError
from explorer.geo import parse_position
from explorer.layers.columns import Source
from explorer.layers.geojson import shape_of
from explorer.layers.layer import WGS84, Corrections, Finding, Shapes, as_shapes, empty_shapes
from explorer.layers.sexagesimal import Half, text_of
from explorer.layers.systems import degrees, system

_LATER = re.compile(r"[;/\s]+")
_TWO = re.compile(
    r"\s*\[?\(?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:[;/\s]+|,\s*)([+-]?\d+(?:[.,]\d+)?)\s*(?:[,;\s]\s*[+-]?\d+(?:\.\d+)?)?\s*\)?\]?\s*"
)
_SRID = re.compile(r"^\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)
_EMPTY = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "unknown", "?", "нет", "н/д", "없음"})


@dataclass(frozen=True)
class Numbers:
    """What the columns of a source give: numbers, or geometries; and the cells, for what could not be read."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    cells: tuple[pa.ChunkedArray, ...]
    names: tuple[str, ...]
    made: Shapes | None = None
    crs: str | None = None
    question: Finding | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """Rows with a position."""
        return int(np.isfinite(self.lon).sum()) if self.made is None else sum(shape is not None for shape in self.made)

    def shapes(self) -> Shapes:
        """One geometry a row, None where there is none."""
        if self.made is not None:
            return self.made
        shapes = empty_shapes(len(self.lon))
        good = np.isfinite(self.lon) & np.isfinite(self.lat)
        shapes[good] = shapely.points(self.lon[good], self.lat[good])
        return shapes

    def agrees(self, other: Numbers, most: float) -> bool:
        """Whether both tell of the same places for nearly all rows that both fill."""
        if self.made is not None or other.made is not None:
            return self.made is not None
        apart = np.maximum(np.abs(self.lon - other.lon), np.abs(self.lat - other.lat))
        apart = apart[np.isfinite(apart)]
        return not len(apart) or float((apart < most).mean()) > 0.9

    def why(self, row: int) -> tuple[str, str]:
        """The cells of a row that gives no position, and the reason."""
        cells = [_text(column[row].as_py()) for column in self.cells]
        named = [
            f"{name} is empty" for name, cell in zip(self.names, cells, strict=True) if cell.strip().lower() in _EMPTY - {"n/a"}
        ]
        value = ", ".join(cell for cell in cells if cell)
        if row in self.reasons:
            return value, self.reasons[row]
        if named:
            return value, f"no position: {' and '.join(named)}"
        wrong = [name for name, cell in zip(self.names, cells, strict=True) if not _number(cell)]
        return value, f"{' and '.join(wrong or self.names)} cannot be read as a position"


def texts_of(table: pa.Table, name: str) -> list[str]:
    """The cells of a column as text; a blank for an empty one."""
    return [_text(value) for value in table.column(name).to_pylist()]


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else str(value)


def numbers_of(table: pa.Table, source: Source, told: Corrections) -> Numbers:
    """The positions of a source."""
    if source.kind == "two":
        return _from_two(table, source, told)
    if source.parts:
        return _from_parts(table, source.parts)
    texts = texts_of(table, source.one)
    if source.kind == "wkt" or _is_wkt(texts):
        return _from_wkt(table, source.one, texts)
    return _from_one(table, source, texts)


def _is_wkt(texts: Sequence[str]) -> bool:
    first = next((text for text in texts if text), "")
    return bool(
        re.match(
            r'\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|\s*GEOMETRYCOLLECTION|\s*\{\s*"(?:type|coordinates)"',
            first,
            re.IGNORECASE,
        )
    )


# ---- two columns -------------------------------------------------------------------------------------------------------


def _from_two(table: pa.Table, source: Source, told: Corrections) -> Numbers:
    cells = (table.column(source.lat), table.column(source.lon))
    lat, lon = (column_numbers(column, told.decimal) for column in cells)
    reasons: dict[int, str] = {}
    for row in np.flatnonzero(~(np.isfinite(lat) & np.isfinite(lon))):
        both = [_text(column[int(row)].as_py()).strip() for column in cells]
        if all(both):
            place, why = _read(" ".join(both))
            lon[row], lat[row] = place or (np.nan, np.nan)
            if why:
                reasons[int(row)] = why
    alone = np.isfinite(lat) != np.isfinite(lon)
    lat[alone] = lon[alone] = np.nan
    return Numbers(lon, lat, cells, (source.lat, source.lon), reasons=reasons)


def _from_parts(table: pa.Table, parts: tuple[Half, Half]) -> Numbers:
    """Degrees, minutes and seconds of two halves as one text a row, read as any other notation is."""
    names = tuple(name for half in parts for name in half.names)
    columns = [_cells(table, half) for half in parts]
    lon, lat = np.full(table.num_rows, np.nan), np.full(table.num_rows, np.nan)
    reasons: dict[int, str] = {}
    for row, (north, east) in enumerate(zip(*columns, strict=True)):
        if north[0] and east[0]:
            place, why = _read(text_of(north, east, lettered=all(half.letter for half in parts)))
            lon[row], lat[row] = place or (np.nan, np.nan)
            reasons |= {row: why} if why else {}
    return Numbers(lon, lat, tuple(table.column(name) for name in names), names, reasons=reasons)


def _cells(table: pa.Table, half: Half) -> list[tuple[str, ...]]:
    """The cells of a half row by row, in the order of its fields; blank where a cell or a column is not there."""
    each = (half.degrees, half.minutes, half.seconds, half.letter)
    texts = [texts_of(table, name) if name else [""] * table.num_rows for name in each]
    return [tuple("" if cell.strip().lower() in _EMPTY else cell for cell in row) for row in zip(*texts, strict=True)]


def column_numbers(column: pa.ChunkedArray, decimal: str = "") -> NDArray[np.float64]:
    """Numbers of a column: at once where all cells are plain numbers, else as :func:`as_numbers` reads them."""
    if decimal != ",":
        try:
            plain = pc.cast(pc.utf8_trim_whitespace(column), pa.float64()) if _is_text(column) else pc.cast(column, pa.float64())
            return np.array(plain.to_numpy(), dtype=float)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            pass
    return as_numbers([_text(value) for value in column.to_pylist()], decimal)


def _is_text(column: pa.ChunkedArray) -> bool:
    return bool(pa.types.is_string(column.type) or pa.types.is_large_string(column.type))


def as_numbers(texts: Sequence[str], decimal: str = "") -> NDArray[np.float64]:
    """Numbers of cells, with a point or a comma, whichever the column uses; not a number where a cell is none.

    >>> as_numbers(["42,73", "−1 200,5", "n/a"]).tolist()[:2], as_numbers(["1,234.5"]).tolist()
    ([42.73, -1200.5], [1234.5])
    """
    series = pd.Series(texts, dtype=object).astype(str)
    plain = pd.to_numeric(series, errors="coerce")
    if decimal != "," and plain.notna().sum() == (series.str.strip() != "").sum():
        return np.array(plain, dtype=float)
    tidy = series.str.translate({0x2212: "-", 0xA0: None, 0x202F: None, 0x2009: None, 0x20: None})
    if decimal == "," or (decimal == "" and _has_commas(tidy)):
        tidy = tidy.str.replace(".", "", regex=False) if decimal == "," else tidy
        tidy = tidy.str.replace(",", ".", regex=False)
    else:
        tidy = tidy.str.replace(",", "", regex=False).where(tidy.str.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"), tidy)
    return np.array(pd.to_numeric(tidy, errors="coerce"), dtype=float)


def _has_commas(series: pd.Series) -> bool:
    comma = int(series.str.fullmatch(r"[+-]?\d+,\d+").sum())
    return comma > int(series.str.fullmatch(r"[+-]?\d+\.\d+").sum())


def _number(cell: str) -> bool:
    return bool(np.isfinite(as_numbers([cell])[0]))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[tuple[float, float] | None, str]:
    """A position in any notation as longitude and latitude; else why it is none."""
    try:
        found = parse_position(text)
    except CoordinateError as error:
        return None, str(error)
    return (None, "") if found is None else ((found.lon, found.lat), "")


# ---- one column --------------------------------------------------------------------------------------------------------


def _from_one(table: pa.Table, source: Source, texts: Sequence[str]) -> Numbers:
    lon, lat = np.full(len(texts), np.nan), np.full(len(texts), np.nan)
    reasons: dict[int, str] = {}
    pairs: dict[int, tuple[float, float]] = {}
    for row, text in enumerate(texts):
        if found := _TWO.fullmatch(text):
            pairs[row] = (float(found[1].replace(",", ".")), float(found[2].replace(",", ".")))
        elif text.strip():
            place, why = _read(_unmarked(text))
            lon[row], lat[row] = place or (np.nan, np.nan)
            if why:
                reasons[row] = why
    order, question, note = _order(source, list(pairs.values()))
    for row, (first, second) in pairs.items():
        lon[row], lat[row] = (first, second) if order == "lon" else (second, first)
    return Numbers(lon, lat, (table.column(source.one),), (source.one,), question=question, reasons=reasons, notes=note)


def _unmarked(text: str) -> str:
    """A cell without entities of HTML, which some exports leave in."""
    return text.replace("&deg;", "°").replace("&#176;", "°").replace("&#39;", "'").replace("&quot;", '"').strip()


def _order(source: Source, pairs: list[tuple[float, float]]) -> tuple[str, Finding | None, tuple[Finding, ...]]:
    if not pairs:
        return source.order or "lat", None, ()
    numbers = np.abs(np.array(pairs))
    first, second = numbers[:, 0], numbers[:, 1]
    if source.order:
        return source.order, None, ()
    if (first > 90).any() and not (second > 90).any():
        return "lon", None, ()
    if (second > 90).any() and not (first > 90).any():
        return "lat", None, ()
    told = f"the two numbers in {source.one} were read as latitude, longitude; nothing tells. --swap swaps them"
    return "lat", None, (Finding(told, kind="confirm"),)


# ---- WKT and GeoJSON ---------------------------------------------------------------------------------------------------


def _from_wkt(table: pa.Table, name: str, texts: Sequence[str]) -> Numbers:
    raw = table.column(name).to_pylist()
    stated = [found[1] if (found := _SRID.match(text)) else "" for text in texts]
    bare = [value if isinstance(value, bytes) else _SRID.sub("", text) for value, text in zip(raw, texts, strict=True)]
    made = [_geometry(value) if value else None for value in bare]
    reasons = {row: "this is neither WKT nor GeoJSON" for row, shape in enumerate(made) if shape is None and texts[row].strip()}
    reasons |= {row: "the geometry is empty" for row, shape in enumerate(made) if shape is not None and shapely.is_empty(shape)}
    shapes = as_shapes([None if shape is None or shapely.is_empty(shape) else shape for shape in made])
    codes = np.array([code if shape is not None else "" for code, shape in zip(_codes(stated, made), shapes, strict=True)])
    nothing = np.full(len(texts), np.nan)
    several = sorted({*codes[~shapely.is_missing(shapes)].tolist()})
    crs = f"EPSG:{several[0]}" if len(several) == 1 and several[0] else None
    notes: tuple[Finding, ...] = ()
    if len(several) > 1:
        shapes, crs, notes = _each_by_its_own(shapes, codes, several, reasons), WGS84, (_told_several(several),)
    return Numbers(nothing, nothing, (table.column(name),), (name,), made=shapes, crs=crs, reasons=reasons, notes=notes)


def _codes(stated: Sequence[str], made: Sequence[shapely.Geometry | None]) -> list[str]:
    """The code of the system that each geometry states, in EWKT or EWKB; 0 is none."""
    inside = (str(shapely.get_srid(shape)) if shape is not None else "" for shape in made)
    return [code.lstrip("0") or (own if own not in {"0", "-1"} else "") for code, own in zip(stated, inside, strict=True)]


def _each_by_its_own(shapes: Shapes, codes: NDArray[np.str_], several: Sequence[str], reasons: dict[int, str]) -> Shapes:
    """Geometries of several systems in degrees; what states none is taken for degrees, an unknown system is a reason."""
    moved = shapes.copy()
    for code in filter(None, several):
        rows = np.flatnonzero(codes == code)
        try:
            moved[rows] = degrees(list(shapes[rows]), system(f"EPSG:{code}"))
        except LayerError as error:
            moved[rows] = None
            reasons.update({int(row): str(error).rstrip(".") for row in rows})
    return moved


def _told_several(several: Sequence[str]) -> Finding:
    names = ", ".join(f"EPSG:{code}" if code else "none (taken as degrees)" for code in several)
    return Finding(f"the rows state different systems, each was brought to degrees by its own: {names}")


def _geometry(value: str | bytes) -> shapely.Geometry | None:
    if isinstance(value, bytes):
        return shapely.from_wkb(value, on_invalid="ignore")
    if re.fullmatch(r"[0-9A-Fa-f]{20,}", value.strip()):
        return shapely.from_wkb(value.strip(), on_invalid="ignore")
    if value.lstrip().startswith("{"):
        return _from_json(value)
    return shapely.from_wkt(value, on_invalid="ignore")


def _from_json(value: str) -> shapely.Geometry | None:
    """A geometry of GeoJSON in a cell, or that of a feature."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    shape: shapely.Geometry | None = shape_of(found.get("geometry", found))[0]
    return shape


# ---- columns of numbers that nobody has named -----------------------------------------------------------------------------


def pairs_of(table: pa.Table) -> Iterator[Source]:
    """Neighbouring columns of numbers with fractions that can be a latitude and a longitude in one order only."""
    numbers = {name: column_numbers(table.column(name)) for name in table.column_names}
    names = list(numbers)
    for one, other in pairwise(names):
        a, b = np.abs(numbers[one]), np.abs(numbers[other])
        both = np.isfinite(a) & np.isfinite(b)
        if both.sum() * 4 < np.isfinite(a).sum() or not both.any() or not _fractions(a[both]) or not _fractions(b[both]):
            continue
        first, second = float(a[both].max()), float(b[both].max())
        if first <= 90 < second <= 360:
            yield Source("two", one, other)
        elif second <= 90 < first <= 360:
            yield Source("two", other, one)


def _fractions(values: NDArray[np.float64]) -> bool:
    """Whether most numbers have more than one decimal, as positions do."""
    return bool((np.abs(values * 10 - np.round(values * 10)) > 1e-6).mean() > 0.5)
