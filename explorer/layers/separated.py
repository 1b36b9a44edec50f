"""Delimited text to rows: separator, header, comments and rows of another length are found out and told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv as arrow

from explorer.errors import LayerError
from explorer.layers.encodings import decoded, marked
from explorer.layers.layer import Corrections, Finding, Layer, short
from explorer.layers.progress import tell_share
from explorer.layers.rows import unique
from explorer.layers.tabular import layer_of

SEPARATORS = ("\t", ";", "|", ",")
BLANKS = " "
"""Columns apart by any number of blanks: tried where no other separator parts a text."""
ENOUGH = 0.8
"""So large a part of the rows has to have one number of cells then."""
NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": BLANKS}
SAMPLE = 200_000
"""So many characters tell how a text is separated."""
LOOKED_AT = 300
LONG = 4_000_000
"""A longer text is parted at once, and its encoding told by its beginning."""
BLOCK = 1 << 24
"""So many bytes are parsed at once; a row has to fit."""


@dataclass(frozen=True)
class _Form:
    separator: str
    width: int
    names: tuple[str, ...]
    first: int
    unnamed: bool
    comments: int


def read_separated(data: bytes, name: str, told: Corrections) -> Layer:
    """A layer from delimited text.

    Raises
    ------
    LayerError
        It is empty, or has no rows below its header.
    """
    long = len(data) > LONG and not marked(data).startswith("utf-16")
    head = data[: data.rfind(b"\n", 0, SAMPLE) + 1] if long else data
    text, encoding, note = decoded(head, told.encoding)
    notes = [Finding(note)] if note else []
    return read_text(text, name, told, [*notes, Finding(f"encoding {encoding}")], data if long else None, encoding)


def read_text(
    text: str, name: str, told: Corrections, notes: Sequence[Finding] = (), whole: bytes | None = None, encoding: str = "utf-8"
) -> Layer:
    """A layer from delimited text that is decoded already, or from the beginning of one whose bytes are given as ``whole``."""
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise LayerError("the file is empty. Give one with rows.")
    form = _form(text, told)
    if form.separator == BLANKS:
        text, whole = _by_blanks(text if whole is None else whole.decode(encoding, errors="replace")), None
    read = _Rows(replace(form, separator="\t") if form.separator == BLANKS else form)
    table, lines = read.in_python(text) if whole is None else read.in_arrow(whole, encoding)
    if table.num_rows + len(read.odd) == 0:
        raise LayerError(f"there are no rows below the header ({', '.join(form.names)}). Give a table with rows.")
    said = [
        *notes,
        Finding(f"separated by {_said(form.separator)}, {'no header' if form.unnamed else 'header in line ' + str(form.first)}"),
    ]
    if form.comments:
        said.append(Finding(f"{form.comments:,} comment lines before the table", line=1))
    return layer_of(
        name, table, told, lines=lines, by_line=True, unnamed=form.unnamed, findings=[*said, *read.odd], lost=len(read.odd)
    )


def _by_blanks(text: str) -> str:
    """A text whose columns stand under each other, apart by blanks, with one tab instead; what is in quotes stays."""
    return re.sub(r'("[^"\n]*")|^ +| +$| +', lambda hit: hit[1] or ("\t" if _between(hit) else ""), text, flags=re.MULTILINE)


def _between(hit: re.Match[str]) -> bool:
    """Whether blanks stand between two cells of a line."""
    return bool(
        hit.start()
        and hit.string[hit.start() - 1] != "\n"
        and hit.end() < len(hit.string)
        and hit.string[hit.end()] not in "\r\n"
    )


def _said(separator: str) -> str:
    return next((name for name, sign in NAMES.items() if sign == separator), separator)


# ---- how it is separated ----------------------------------------------------------------------------------------------


def _form(text: str, told: Corrections) -> _Form:
    sample = text[:SAMPLE]
    whole = sample if len(sample) == len(text) else sample.rpartition("\n")[0] or sample
    asked = NAMES.get(told.separator.lower(), told.separator.replace("\\t", "\t"))
    tried = [_tried(whole, separator) for separator in ([asked] if asked else SEPARATORS)]
    _, separator, width, rows = max(tried, key=lambda row: row[0])
    if width == 1 and not asked and (spaced := _tried(_by_blanks(whole), "\t"))[0] > ENOUGH and spaced[2] > 1:
        separator, width, rows = BLANKS, spaced[2], spaced[3]
    comments, head, line = _head(rows, width)
    unnamed = not _is_header(head, [row for _, row in rows[comments + 1 : LOOKED_AT]])
    cells = [cell.strip().removeprefix("#").strip() if place == 0 else cell.strip() for place, cell in enumerate(head)]
    names = tuple(unique([""] * width if unnamed else cells + [""] * (width - len(cells))))
    return _Form(separator, len(names), names, line, unnamed, comments)


_Rows_ = list[tuple[int, list[str]]]


def _tried(sample: str, separator: str) -> tuple[float, str, int, _Rows_]:
    """How well a separator parts a sample: how many rows are of one length, and that no cell looks cut."""
    rows = [(line, row) for line, row in _parted(sample, separator) if any(cell.strip() for cell in row)][:LOOKED_AT]
    widths = Counter(len(row) for _, row in rows)
    if not widths:
        return 0.0, separator, 1, rows
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    cells = [cell for _, row in rows for cell in row if len(row) == width]
    cut = sum(_looks_cut(cell) for cell in cells) / max(1, len(cells))
    even = count / len(rows)
    return (even * (1 - cut) + (0.001 if separator != "," else 0)) if width > 1 else 0.001 * even, separator, width, rows


def _looks_cut(cell: str) -> bool:
    """Whether a cell holds another separator, or half of a pair of quotes."""
    inside = bool(re.search(r"\d[;\t|]-?\d|\w[;\t|]\w", cell)) and not re.match(r"\s*SRID\s*=", cell, re.IGNORECASE)
    return (inside and len(cell) < 60) or bool(re.search(r'^[^"]*,"[^"]*$', cell))


def _parted(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 0
    try:
        for row in reader:
            yield line + 1, row
            line = reader.line_num
    except csv.Error:
        return


def _head(rows: _Rows_, width: int) -> tuple[int, list[str], int]:
    """How many rows are comments or titles, the row after them, and its line."""
    marked = next((place for place, (_, row) in enumerate(rows[:60]) if not row[0].lstrip().startswith("#")), 0)
    if marked and marked < len(rows) and _is_header(rows[marked][1], [row for _, row in rows[marked + 1 : LOOKED_AT]]):
        return marked, rows[marked][1], rows[marked][0]
    usual = sorted(sum(bool(cell.strip()) for cell in row) for _, row in rows)[len(rows) // 2]
    for place, (line, row) in enumerate(rows[:30]):
        comment = bool(row) and row[0].lstrip().startswith(("#", "//", "--")) and len(row) != width
        filled = sum(bool(cell.strip()) for cell in row)
        if not comment and (len(row) >= width or len(row) == width - 1) and filled * 2 >= usual:
            return place, row, line
    return 0, rows[0][1], rows[0][0]


_LIKE_VALUE = re.compile(r"[+-]?[\d\s.,]+|.*\d{2}[:°].*|\d{4}-\d\d.*|https?://.*")


def _is_header(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a first row names columns: it has no numbers where the rows below have some, or no values at all."""
    values = sum(bool(_LIKE_VALUE.fullmatch(cell.strip())) for cell in head if cell.strip())
    if not body:
        return values == 0
    numbers = [place for place in range(len(head)) if _mostly_numbers(body, place)]
    named = sum(not _LIKE_VALUE.fullmatch(head[place].strip()) for place in numbers)
    return named * 2 > len(numbers) if numbers else values * 3 < max(1, len(head))


def _mostly_numbers(body: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place].strip() for row in body[:50] if len(row) > place and row[place].strip()]
    return bool(cells) and sum(bool(_LIKE_VALUE.fullmatch(cell)) for cell in cells) * 2 > len(cells)


# ---- all rows ----------------------------------------------------------------------------------------------------------


@dataclass
class _Rows:
    """Reads a whole text in the form that was found, keeping rows that do not fit apart."""

    form: _Form
    odd: list[Finding] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    short_ones: int = 0

    def in_python(self, text: str) -> tuple[pa.Table, NDArray[np.int64]]:
        """Row by row, with the lines exactly."""
        width, first = self.form.width, self.form.first
        parted = [
            (line, row)
            for line, row in _parted(text, self.form.separator)
            if (line >= first if self.form.unnamed else line > first) and any(cell.strip() for cell in row)
        ]
        widths = Counter(len(row) for _, row in parted)
        loose = bool(parted) and widths.get(width, 0) * 2 < len(parted)
        fitting = [(line, row) for line, row in parted if self._fits(line, row, width, loose=loose)]
        columns = list(zip(*(_padded(row, width) for _, row in fitting), strict=True)) or [()] * width
        table = pa.table({name: pa.array(cells, pa.string()) for name, cells in zip(self.form.names, columns, strict=True)})
        return table, np.array([line for line, _ in fitting], dtype=np.int64)

    def _fits(self, line: int, row: Sequence[str], width: int, *, loose: bool) -> bool:
        if (
            len(row) == width
            or (len(row) > width and not any(cell.strip() for cell in row[width:]))
            or (loose and len(row) < width)
        ):
            return True
        if row[0].lstrip().startswith("#") and len(row) < width:
            self.skipped.append(line)
            return False
        told = f"{len(row)} cells where the header has {width}"
        self.odd.append(Finding(told, short(self.form.separator.join(row)), line=line, kind="dropped"))
        return False

    def in_arrow(self, data: bytes, encoding: str) -> tuple[pa.Table, NDArray[np.int64]]:
        """A long text at once; lines are counted as rows, and those within quotes added."""
        read = arrow.ReadOptions(
            column_names=list(self.form.names), skip_rows=self.form.first - (1 if self.form.unnamed else 0), block_size=BLOCK,
            use_threads=False,
            encoding=encoding,
        )  # fmt: skip
        parse = arrow.ParseOptions(
            delimiter=self.form.separator, newlines_in_values=True, ignore_empty_lines=True, invalid_row_handler=self._invalid
        )
        kinds = {name: pa.string() for name in self.form.names}
        convert = arrow.ConvertOptions(column_types=kinds, strings_can_be_null=False, quoted_strings_can_be_null=False)
        try:
            with arrow.open_csv(pa.BufferReader(data), read, parse, convert) as batches:
                table = pa.Table.from_batches(_told(batches, len(data)), batches.schema)
        except pa.ArrowInvalid as error:
            raise LayerError(f"the rows cannot be split ({short(str(error))}). Give --separator, or save it again.") from error
        odd = np.array(sorted(finding.line or 0 for finding in self.odd), dtype=np.int64)
        lines = np.arange(table.num_rows, dtype=np.int64) + self.form.first + (0 if self.form.unnamed else 1)
        for line in odd:
            lines[lines >= line] += 1
        return table, lines

    def _invalid(self, row: arrow.InvalidRow) -> str:
        told = f"{row.actual_columns} cells where the header has {row.expected_columns}"
        line = row.number or 0
        self.odd.append(Finding(told, short(row.text or ""), line=line or None, kind="dropped"))
        return "skip"


def _told(batches: arrow.CSVStreamingReader, size: int) -> Iterator[pa.RecordBatch]:
    """The batches, with a word of how far they are; each is of :data:`BLOCK` bytes."""
    for number, batch in enumerate(batches, 1):
        tell_share(number * BLOCK, size, "of the rows are read")
        yield batch


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]
