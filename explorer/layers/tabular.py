"""A table to a layer: the columns that hold positions are found, read in any notation, and every row that has none is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from explorer.errors import OptionError, quoted
from explorer.layers.columns import Source, named, order_of
from explorer.layers.layer import WGS84, Corrections, Finding, Layer, as_shapes, empty_shapes, short
from explorer.layers.layouts import Layout, layout_of
from explorer.layers.numbers import Numbers, numbers_of, pairs_of, texts_of
from explorer.layers.placing import placed
from explorer.layers.progress import tell
from explorer.layers.timing import timed

SAMPLE = 4000
TRIED = 12
"""So many columns or pairs are looked into."""
NEARLY = 0.95
"""A source that fills so large a part of what the fullest one does counts beside it."""
SAME = 0.02
"""Two sources that differ by less, in degrees, for nearly all rows tell of the same places."""
TOTALS = re.compile(
    r"^\s*(?:grand\s+)?(?:total|sum|summe|gesamt|итого|всего|합계|총계|계|合计|合計|总计)\b[\s:.]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class _Tried:
    source: Source
    numbers: Numbers


def layer_of(
    name: str, table: pa.Table, told: Corrections, *, lines: NDArray[np.int64] | None = None, by_line: bool = False,
    unnamed: bool = False, fields: tuple[str, ...] = (), findings: Sequence[Finding] = (), lost: int = 0,
) -> Layer:  # fmt: skip
    """A layer from a table.

    Parameters
    ----------
    table
        One row a feature; cells as text or numbers.
    lines
        The line, or the row of a sheet, of each row.
    unnamed
        Whether the names of columns are ours, since the file has none.
    lost
        Rows that are not in the table since they could not be parted, each with a finding.
    """
    tell(f"{table.num_rows:,} rows: looking for times and positions")
    layout = layout_of(table, unnamed=unnamed)
    bare = Layer(
        name, empty_shapes(table.num_rows), table, None, fields or tuple(table.column_names), lines=lines, by_line=by_line,
        findings=tuple(findings), lost=lost,
    )  # fmt: skip
    bare = _without_totals(timed(bare, told, utc=layout.utc, order=layout.order).told(layout.notes(table)))
    sources = _asked(table, told) or layout.sources(table) or named(table.column_names)[:TRIED]
    tried = [_Tried(source, numbers_of(bare.table, source, told)) for source in sources]
    tried = [one for one in tried if one.numbers.count] or _by_content(bare.table, told)
    chosen, question = _chosen(tried, told)
    if question is not None or not chosen:
        return bare.told([question or Finding(_nothing(table), kind="ask")])
    return _with(bare, chosen, told, layout)


def _asked(table: pa.Table, told: Corrections) -> list[Source]:
    for name in filter(None, (told.lat, told.lon, told.columns)):
        if name not in table.column_names:
            known = ", ".join(table.column_names[:30])
            raise OptionError(f"there is no column {quoted(name)}. Known: {known}.")
    if bool(told.lat) != bool(told.lon):
        raise OptionError("--lat and --lon belong together. Give both, or --columns for one column that holds both.")
    if told.columns:
        return [Source("one", one=told.columns, order=order_of(told.columns))]
    return [Source("two", told.lat, told.lon)] if told.lat else []


def _nothing(table: pa.Table) -> str:
    known = ", ".join(table.column_names[:12])
    return f"no column holds positions (columns: {known}). Name them with --lat and --lon, or --columns for one that holds both"


def _by_content(table: pa.Table, told: Corrections) -> list[_Tried]:
    """Sources by what is in the columns, where no name tells."""
    found = []
    for name in table.column_names:
        texts = texts_of(table.slice(0, SAMPLE), name)
        if _looks_placed([text for text in texts if text]):
            found.append(_Tried(source := Source("one", one=name, order=order_of(name)), numbers_of(table, source, told)))
    found = [one for one in found if one.numbers.count * 2 > table.num_rows]
    return found or [_Tried(source, numbers_of(table, source, told)) for source in pairs_of(table)]


_PLACED = re.compile(
    r"\d.*[°º].*\d|\d+\s*[NSEWСЮВЗ]\b.*\d|POINT|LINESTRING|POLYGON|^\d{1,2}[C-X][A-HJ-NP-Z]{2}\s*\d|-?\d+\.\d+\s*[,;]\s*-?\d+\.\d+|^\s*\{\s*\"(?:type|coordinates)\""
)


def _looks_placed(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(bool(_PLACED.search(text)) for text in texts) * 2 > len(texts)


def _chosen(tried: list[_Tried], told: Corrections) -> tuple[list[_Tried], Finding | None]:
    """The source to use, or two that are the ends of a way; or the question which of several."""
    if not tried:
        return [], None
    most = max(one.numbers.count for one in tried)
    full = [one for one in tried if one.numbers.count >= NEARLY * most]
    ends = {one.source.end: one for one in reversed(full) if one.source.end}
    if {"from", "to"} <= ends.keys() and len(full) == 2:
        return [ends["from"], ends["to"]], None
    best = full[0]
    others = [one for one in full[1:] if not best.numbers.agrees(one.numbers, SAME)]
    if others and not (told.lat or told.columns):
        which = "; ".join(one.source.label for one in (best, *others))
        return [], Finding(
            f"several columns hold positions, and they differ: {which}. Which ones? Give --lat and --lon", kind="ask"
        )
    return [best], None


def _with(bare: Layer, chosen: list[_Tried], told: Corrections, layout: Layout) -> Layer:
    first = chosen[0].numbers
    if len(chosen) > 1:
        shapes = as_shapes(list(_ends(chosen[0].numbers, chosen[1].numbers)))
        note = [Finding(f"two positions a row: {chosen[0].source.label} to {chosen[1].source.label}")]
    else:
        shapes, note = first.shapes(), []
    if first.question is not None:
        return bare.told([first.question])
    bad = [_why(bare, int(index), chosen[0]) for index in np.flatnonzero(shapely.is_missing(shapes))]
    layer = replace(bare, shapes=shapes, crs=first.crs or layout.crs).told([*note, *first.notes])
    return _settled(placed(layer, told), bad)


def _settled(layer: Layer, bad: Sequence[Finding]) -> Layer:
    """Rows without a position are told, but not one by one where all wait for an answer."""
    if any(finding.kind == "ask" for finding in layer.findings):
        return layer
    return replace(layer.told(bad), crs=layer.crs or WGS84)


def _ends(one: Numbers, other: Numbers) -> Iterator[object]:
    for first, last in zip(one.shapes(), other.shapes(), strict=True):
        both = [point for point in (first, last) if point is not None]
        yield shapely.MultiPoint(both) if both else None


def _why(layer: Layer, index: int, one: _Tried) -> Finding:
    value, reason = one.numbers.why(int(index))
    return layer.fault(index, reason, short(value), "dropped")


def _without_totals(layer: Layer) -> Layer:
    """Without a last row of sums, which is no place."""
    count = layer.table.num_rows
    if count < 2 or not layer.table.num_columns:
        return layer
    cells = [str(column[count - 1].as_py() or "").strip() for column in layer.table.columns]
    words = [cell for cell in cells if cell]
    if not words or not TOTALS.match(words[0]) or len(words) * 2 > len(cells):
        return layer
    told = layer.fault(count - 1, "a row of totals, which is not a place: left out", short(words[0]))
    return replace(
        layer, table=layer.table.slice(0, count - 1), shapes=layer.shapes[:-1], begins=layer.begins[: count - 1],
        ends=layer.ends[: count - 1], lines=None if layer.lines is None else layer.lines[:-1],
    ).told([told])  # fmt: skip
