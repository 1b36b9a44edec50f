"""Which columns of a table are times, and the times of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from explorer.errors import OptionError, quoted
from explorer.layers.layer import Corrections, Finding, Layer, short
from explorer.layers.times import NEVER, TIME_ALONE, day_order, read_span, read_time, zone_of

SAMPLE = 400
"""So many filled cells tell whether a column holds times."""
ENOUGH = 0.5
"""So large a part of them has to be times."""

_NAMES = re.compile(
    r"date|time|when|timestamp|datetime|day$|^dt$|updated|observed|seen|visited|^t$|дата|время|когда|день|日期|时间|時間|"
    r"날짜|일시|시각|시간|일자|日時|datum|zeit|fecha|stamp|^ts$|epoch|unix|^utc",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"timezone|time_zone|dateadded|runtime|lifetime|update_?by|eta$|daylight|sometime|candidate|holiday", re.IGNORECASE
)
_BEGIN = re.compile(r"begin|start|from|created|first|начал|시작", re.IGNORECASE)
_END = re.compile(r"\bend|_end|until|edited|last|finish|stop|конец|оконч|종료|끝", re.IGNORECASE)
_SAYS_TIME = re.compile(
    r"(?<![^\W_])(?:date|time|when|timestamp|datetime|ts|datum|zeit|fecha)(?![^\W_])|дата|время|日期|时间|時間|日時|날짜|일시|시각|시간|일자",
    re.IGNORECASE,
)
"""Names of columns that hold times, or somebody thinks so."""
_SPAN = re.compile(r"differ|zone|offset|duration|travel|разниц|пояс|시간대|時差|时差", re.IGNORECASE)
"""Names of columns that hold lengths of time or zones."""
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_YEAR = re.compile(r"[+-]?\d{1,4}(?:\.\d+)?")


@dataclass(frozen=True)
class _Column:
    """A column by its first filled cells: how many of them are times, or times of day alone."""

    name: str
    share: float
    clock: bool
    sample: tuple[str, ...] = ()


def timed(layer: Layer, told: Corrections, *, utc: bool = False, order: str = "") -> Layer:
    """The layer with the times of its rows, from the column that was named or that looks like one.

    Parameters
    ----------
    utc
        Whether times without a zone are in UTC by the rule of this kind of file.
    order
        ``dmy`` or ``mdy`` where such a rule says it.
    """
    if not layer.table.num_rows:
        return layer
    found = _chosen(layer.table, told)
    if not found:
        return layer.told(list(_unread(layer.table)))
    begins, ends, findings = _times(found, layer, told, utc=utc, order=order)
    if (last := _end_of(layer.table, found[0])) is not None:
        _, ends, more = _times([last], layer, told, utc=utc, order=order)
        findings += more
    return replace(layer, begins=tuple(begins), ends=tuple(ends)).told(findings)


def _chosen(table: pa.Table, told: Corrections) -> list[_Column]:
    """The column of times; with a second one where date and time of day are apart."""
    if told.time:
        names = [name.strip() for name in told.time.split("+")]
        for name in names:
            if name not in table.column_names:
                raise OptionError(f"there is no column {quoted(name)}. Known: {', '.join(table.column_names[:30])}.")
        return [_column(table, name) for name in names]
    columns = [_column(table, name) for name in table.column_names]
    dates = [column for column in columns if column.share >= ENOUGH and not column.clock and not _NOT.search(column.name)]
    named = [column for column in dates if _NAMES.search(column.name)]
    best = next(iter(named or dates), None)
    if best is None:
        return []
    clocks = [column for column in columns if column.clock]
    has_clock = any("T" in (read_time(value, "dmy") or "") for value in best.sample)
    return [best, clocks[0]] if clocks and not has_clock else [best]


def _unread(table: pa.Table) -> Iterator[Finding]:
    """Columns whose name says that they hold times, and which hold none that can be read."""
    for column in (_column(table, name) for name in table.column_names if _SAYS_TIME.search(name) and not _SPAN.search(name)):
        if column.sample and not column.share and not column.clock and not all(map(_YEAR.fullmatch, column.sample)):
            serial = all(_SERIAL.fullmatch(value) for value in column.sample)
            why = ", they look like the day numbers of a spreadsheet: write them out as dates" if serial else ""
            yield Finding(
                f"{quoted(column.name)} holds no times that can be read: shown as written{why}", short(column.sample[0])
            )


def _column(table: pa.Table, name: str) -> _Column:
    filled = tuple(value for value in _texts(table.column(name).slice(0, 20 * SAMPLE)) if value)[:SAMPLE]
    if not filled:
        return _Column(name, 0.0, clock=False)
    order = day_order(filled) or "dmy"
    years = all(_YEAR.fullmatch(value) for value in filled)
    numbers = not _NAMES.search(name) and all(re.fullmatch(r"[\d.]+", v) and len(v) not in {8, 14} for v in filled)
    if years or numbers:
        return _Column(name, 0.0, clock=False, sample=filled)
    good = sum(read_time(value, "mdy" if order == "mdy" else "dmy") is not None for value in filled)
    clock = all(TIME_ALONE.match(value) for value in filled) and not good
    return _Column(name, good / len(filled), clock, filled)


def _texts(column: pa.ChunkedArray) -> list[str | None]:
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        return [None if value is None else value.isoformat() for value in column.to_pylist()]
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return [value.strip() if value else None for value in column.to_pylist()]
    if pa.types.is_integer(column.type):
        return [None if value is None else str(value) for value in column.to_pylist()]
    return [None] * len(column)


_Times = list[str | None]


def _times(
    columns: Sequence[_Column], layer: Layer, told: Corrections, *, utc: bool, order: str
) -> tuple[_Times, _Times, list[Finding]]:
    """Beginnings and ends of a column, and what of it could not be read."""
    name = columns[0].name
    texts = _joined(columns, layer.table)
    distinct = dict.fromkeys(texts)
    seen = order or day_order(text for text in _texts(layer.table.column(name)) if text)
    zone = zone_of(told.zone) or (zone_of("UTC") if utc else None)
    known = seen if seen in {"dmy", "mdy"} else ""
    spans = {text: read_span(text, known, zone) for text in distinct}
    unclear = {text for text, span in spans.items() if text and span == NEVER and not known and read_time(text, "dmy")}
    findings = []
    if unclear:
        rows = [index for index, text in enumerate(texts) if text in unclear]
        known = _by_other_words(layer.table, texts, rows[:SAMPLE])
        spans = {text: read_span(text, known, zone) for text in distinct} if known else spans
        findings += [] if known else [_two_ways(name, texts[rows[0]] or "")]
    passed = {None} if known else {None, *unclear}
    wrong = {text for text, span in spans.items() if span == NEVER} - passed
    findings += [
        layer.fault(index, "no date or time of the calendar: left without one", short(text))
        for index, text in enumerate(texts)
        if text in wrong
    ]
    empty = [index for index, text in enumerate(texts) if not text]
    if 0 < len(empty) < len(texts):
        findings.append(layer.fault(empty[0], f"{len(empty):,} rows have no time in {quoted(name)}, this one first"))
    return [spans[text][0] for text in texts], [spans[text][1] for text in texts], findings


def _joined(columns: Sequence[_Column], table: pa.Table) -> list[str | None]:
    """The texts of a column of times, with the time of day where it stands in a second one."""
    first = _texts(table.column(columns[0].name))
    if len(columns) == 1:
        return first
    pairs = zip(first, _texts(table.column(columns[1].name)), strict=True)
    return [f"{day} {clock}" if day and clock else day for day, clock in pairs]


def _two_ways(name: str, value: str) -> Finding:
    return Finding(
        f"dates in {quoted(name)} can be read in two ways, day or month first: shown as written and not used as times. "
        "Give them as 2023-04-03",
        short(value),
    )


_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _by_other_words(table: pa.Table, texts: Sequence[str | None], rows: Sequence[int]) -> str:
    """Which order of day and month other texts of the same rows confirm by naming the day; a blank where none does."""
    said = {"dmy": 0, "mdy": 0}
    for index in rows:
        words = " ".join(str(column[index].as_py() or "") for column in table.columns if pa.types.is_string(column.type)).lower()
        for order in said:
            day = read_time(texts[index] or "", order)
            if day and _names_day(words, int(day[5:7]), int(day[8:10])):
                said[order] += 1
    best = max(said, key=lambda order: said[order])
    return best if said[best] and not min(said.values()) else ""


def _names_day(words: str, month: int, day: int) -> bool:
    stem = _MONTH_NAMES[month - 1]
    return bool(re.search(rf"\b0?{day}(?:st|nd|rd|th)?\s+{stem}|\b{stem}[a-z]*\.?\s+0?{day}\b", words))


def _end_of(table: pa.Table, first: _Column) -> _Column | None:
    """The column of ends that belongs to one of beginnings."""
    if not _BEGIN.search(first.name):
        return None
    columns = (_column(table, name) for name in table.column_names if name != first.name and _END.search(name))
    return next((column for column in columns if column.share >= ENOUGH), None)
