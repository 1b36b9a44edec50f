"""Pieces of tables, as text or as Parquet, to positions."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from explorer.errors import TracksError
from explorer.layers.encodings import guessed
from explorer.tracks.fixes import RAGGED, Raw
from explorer.tracks.layouts import Layout, Order, Role, layout_of
from explorer.tracks.times import CONTRADICTING, LOOKED_AT, MISSING, is_clock, milliseconds, order_of

SEPARATORS = (",", ";", "\t", "|")
NOTHING = ("", "n/a", "N/A", "NA", "NaN", "nan", "null", "NULL", "None", "none", "Unknown", "-", "\\N")
"""What stands in a cell that says nothing."""
SWAPPED_SHARE = 0.5
FASTEST_KNOTS, FAST_SHARE = 50.0, 0.05
"""Where a larger share of the speeds is above this, they are no knots."""


@dataclass(frozen=True, slots=True)
class Written:
    """How a table is written as text: its columns, and what parts cells and decimals."""

    layout: Layout
    columns: tuple[str, ...]
    separator: str
    decimal: str
    encoding: str


def written(head: bytes, chosen: Mapping[Role, str] | None, order: Order) -> Written:
    """Find out from its beginning how a table is written.

    Raises
    ------
    TracksError
        No position, no time or no rows.
    """
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise TracksError("the file is empty. Name one that holds positions.")
    separator = max(SEPARATORS, key=lines[0].count)
    columns = _cells(lines[0], separator)
    layout = layout_of(columns, chosen)
    if len(lines) == 1:
        raise TracksError("there are no rows below the header. Name a file that holds positions.")
    decimal = "," if separator != "," and _with_commas(lines[1:50], separator, columns.index(layout.lon)) else "."
    found = Written(layout, tuple(columns), separator, decimal, encoding)
    return replace(found, layout=replace(layout, order=order or layout.order or _order(found, lines[1 : LOOKED_AT + 1])))


def _encoding(head: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            return name
    return "utf-8" if _is_utf8(head) else guessed(head[: head.rfind(b"\n") + 1] or head)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True


def _cells(line: str, separator: str) -> list[str]:
    table = pa_csv.read_csv(
        io.BytesIO(line.encode() + b"\n"),
        pa_csv.ReadOptions(autogenerate_column_names=True),
        pa_csv.ParseOptions(delimiter=separator),
    )
    return [str(column[0].as_py() or "").strip().removeprefix("\ufeff") for column in table.columns]


def _cell(line: str, separator: str, place: int) -> str:
    cells = line.split(separator)
    return cells[place].strip().strip('"') if place < len(cells) else ""


def _with_commas(lines: Sequence[str], separator: str, place: int) -> bool:
    return sum("," in _cell(line, separator, place) for line in lines) * 2 > len(lines)


def _order(found: Written, lines: Sequence[str]) -> Order:
    """The order of day and month that the beginning of the table shows; later pieces have it from here."""
    place = found.columns.index(found.layout.day or found.layout.time)
    known = order_of([_cell(line, found.separator, place) for line in lines]) or ""
    if known == "both":
        raise TracksError(CONTRADICTING)
    return known


def from_text(content: bytes, form: Written) -> Raw:
    """A piece of a table that holds whole rows and no header.

    Raises
    ------
    TracksError
        Its dates can be read in two ways, or latitude and longitude look exchanged.
    """
    if form.encoding not in {"utf-8", "utf-8-sig"}:
        content = content.decode(form.encoding, errors="replace").encode()
    ragged: Counter[str] = Counter()

    def odd(_row: object) -> str:
        ragged[RAGGED] += 1
        return "skip"

    read = pa_csv.ReadOptions(column_names=_distinct(form.columns), use_threads=False, block_size=max(len(content), 1))
    parse = pa_csv.ParseOptions(delimiter=form.separator, invalid_row_handler=odd)
    try:
        table = pa_csv.read_csv(io.BytesIO(content), read, parse, _converted(form, lenient=False))
    except pa.ArrowInvalid:
        ragged.clear()
        table = pa_csv.read_csv(io.BytesIO(content), read, parse, _converted(form, lenient=True))
    return replace(from_arrow(table, form.layout), dropped=ragged)


def _times(table: pa.Table, layout: Layout) -> pa.ChunkedArray:
    """The column of times; where it holds the time of day alone, with the day before it."""
    times = table[layout.time]
    if not layout.day or not pa.types.is_string(times.type) or not is_clock(times):
        return times
    days = pc.cast(table[layout.day], pa.string())
    return pc.binary_join_element_wise(pc.utf8_trim_whitespace(days), pc.utf8_trim_whitespace(times), " ")


def _distinct(columns: Sequence[str]) -> list[str]:
    """Column names with the second of one name told apart."""
    return [name if name not in columns[:place] else f"{name} ({place + 1})" for place, name in enumerate(columns)]


def _converted(form: Written, *, lenient: bool) -> pa_csv.ConvertOptions:
    """What to read as numbers; leniently everything is text, since one cell that is none ends the whole piece."""
    layout = form.layout
    types = {layout.time: pa.string(), layout.id: pa.string(), layout.lon: pa.float64(), layout.lat: pa.float64()}
    types |= {layout.speed: pa.float32()} if layout.speed else {}
    types |= {layout.day: pa.string()} if layout.day else {}
    if layout.mmsi:
        types[layout.id] = pa.int64()
    if lenient:
        types = dict.fromkeys(types, pa.string())
    return pa_csv.ConvertOptions(
        column_types=types, include_columns=list(layout.columns), null_values=list(NOTHING), strings_can_be_null=True,
        decimal_point=form.decimal,
    )  # fmt: skip


def from_arrow(table: pa.Table, layout: Layout) -> Raw:
    """A table of arrow with at least the columns of a layout."""
    lon, lat = _numbers(table[layout.lon]), _numbers(table[layout.lat])
    check_not_swapped(lon, lat)
    time_ms = milliseconds(_times(table, layout), layout.order)
    ship, names = _ids(table[layout.id], mmsi=layout.mmsi)
    knots = _numbers(table[layout.speed]) if layout.speed else np.full(len(lon), np.nan)
    return Raw(ship, time_ms, lon, lat, _in_knots(knots), time_ms == MISSING, names, layout.mmsi)


def _in_knots(speeds: NDArray[np.float64]) -> NDArray[np.float32]:
    """Speeds, or nothing where the column cannot be in knots: some exports have tenths of a knot, some kilometres an hour."""
    with np.errstate(invalid="ignore"):
        fast = (speeds > FASTEST_KNOTS) & (speeds < 102.2)
        told = np.where((speeds < 0.0) | (speeds >= 102.2), np.nan, speeds)
        strange = fast.mean() > FAST_SHARE or (speeds > 103.0).mean() > FAST_SHARE
    return np.full(len(speeds), np.nan, dtype=np.float32) if strange else told.astype(np.float32)


def check_not_swapped(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
    """Refuse latitudes that are mostly none.

    Raises
    ------
    TracksError
        Latitude and longitude look exchanged, or the numbers are no degrees.
    """
    with np.errstate(invalid="ignore"):
        wrong = (np.abs(lat) > 91.0) & ~np.isnan(lon)
        metres = (np.abs(lat) > 1000.0) & (np.abs(lon) > 1000.0)
    known = max(int((~np.isnan(lat)).sum()), 1)
    if metres.sum() > SWAPPED_SHARE * known:
        raise TracksError("the positions are not degrees. Convert them to longitude and latitude on WGS 84.")
    if wrong.sum() > SWAPPED_SHARE * known:
        raise TracksError("latitude and longitude look swapped. Say which is which: --columns lon=…,lat=….")


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64]:
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        return np.asarray(column.to_numpy(), dtype=np.float64)
    texts = pd.Series(pc.cast(column, pa.string()).to_numpy(), dtype=object).str.strip().str.replace(",", ".")
    return np.asarray(pd.to_numeric(texts, errors="coerce").to_numpy(dtype=np.float64))


def _ids(column: pa.ChunkedArray, *, mmsi: bool) -> tuple[NDArray[np.int64], dict[int, str]]:
    """Ids as numbers; what is no number gets one from its letters, and stands in the names."""
    if pa.types.is_integer(column.type):
        return np.asarray(pc.fill_null(column, 0).to_numpy(), dtype=np.int64), {}
    texts = pc.fill_null(pc.utf8_trim_whitespace(pc.cast(column, pa.string())), "")
    if mmsi:
        numbers = pd.to_numeric(pd.Series(texts.to_numpy(), dtype=object), errors="coerce").fillna(0.0)
        return np.asarray(np.where(numbers < 1e15, numbers, 0.0), dtype=np.int64), {}
    coded = texts.dictionary_encode().combine_chunks()
    words = [str(word) for word in coded.dictionary.to_pylist()]
    return number_of(words)[coded.indices.to_numpy()], {int(n): word for n, word in zip(number_of(words), words, strict=True)}


def number_of(words: Sequence[str]) -> NDArray[np.int64]:
    """A number for each name of a ship, the same in every piece of every file."""
    hashed = pd.util.hash_array(np.asarray(words, dtype=object), categorize=False)
    return np.asarray(hashed >> np.uint64(1), dtype=np.int64)
