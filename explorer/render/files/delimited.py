"""The one place where CSV is written and read: tables as spreadsheets of all countries save them and open them.

What is written is UTF-8 with a byte order mark, so that no spreadsheet takes it for an older encoding, and no cell of it is run
as a formula, nor a part of one where a spreadsheet parts the file at semicolons or tabs, as it does in many countries. What is
read may be separated by commas, semicolons or tabs, in UTF-8, UTF-16 or an encoding that the reader names.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.errors import PairsError, quoted

SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866", "cp949", "euc-kr", "cp1252", "gb18030", "shift_jis")
"""What a reader may name; of these only the first two are recognised."""

NUMBER = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
"""A number as people write it in a cell, with a decimal point or a decimal comma."""


# ---- writing ---------------------------------------------------------------------------------------------------------


def written(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    r"""A table as CSV with a header; what is missing (None, NaN, no such key) is an empty cell.

    >>> written(["who", "km"], [{"who": "=1+1", "km": -2.5}, {"who": "Rajin"}])
    b"\xef\xbb\xbfwho,km\r\n'=1+1,-2.5\r\nRajin,\r\n"
    """
    return b"".join(lines(columns, rows))


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The same table piece by piece, the header first, as its rows come."""
    yield b"\xef\xbb\xbf" + _line(columns)
    for row in rows:
        yield _line([row.get(column) for column in columns])


def _line(cells: Sequence[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8", "replace")  # half a pair of surrogates is no letter


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if not isinstance(value, str):
        return value
    inner = _each_part(value, lambda part: f"'{part}" if _part_would_run(part) else part)
    return f"'{inner}" if _would_run(inner) else inner


_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
_FORMULA_STARTS = _FORMULA_SIGNS | frozenset("\t\r\n")


def _would_run(text: str) -> bool:
    """Whether a spreadsheet would run a cell as a formula, or lose a quote that was put before one; a plain number is none."""
    return text.lstrip("'")[:1] in _FORMULA_STARTS and not NUMBER.fullmatch(text)


_PARTS = re.compile(r"([;\t|\r\n]+)")
"""Where a cell is parted by a reader who takes another separator than the comma, and so no heed of the quotes around it."""


def _each_part(text: str, change: Callable[[str], str]) -> str:
    """A text with every part but the first changed, by what parts it for such a reader."""
    first, *others = _PARTS.split(text)
    return first + "".join(part if number % 2 == 0 else change(part) for number, part in enumerate(others))


def _part_would_run(part: str) -> bool:
    """Whether a part of a cell would be run if it were a cell, the quotes and blanks before it taken off."""
    return part.lstrip("'\" \u00a0")[:1] in _FORMULA_SIGNS and not NUMBER.fullmatch(part.strip(" "))


def _as_it_was(cell: str) -> str:
    """A cell without the quotes that :func:`written` has put into it."""
    inner = cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell
    return _each_part(inner, lambda part: part[1:] if part.startswith("'") and _part_would_run(part[1:]) else part)


# ---- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A line of a table that was read: its number in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table that was read: the names in its head, and the lines below it."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read(content: bytes, holds: Callable[[Sequence[str]], bool], encoding: str = "utf-8") -> Table:
    """Read a table; lines without any text are left out.

    Parameters
    ----------
    content
        The file as it is.
    holds
        Whether a head has the columns that are needed: the separator by which it does is the one of the table. Where none does,
        the table that comes back has the widest head and no lines.
    encoding
        One of :data:`ENCODINGS`, for a text that bears no mark of its own.

    Raises
    ------
    PairsError
        It is no text, its encoding has to be named, or its quotes are not closed.
    """
    text = decoded(content, encoding)
    told = _SEPARATOR_LINE.match(text)
    skipped = text.count("\n", 0, told.end()) if told else 0
    body = text[told.end() :] if told else text
    heads = {separator: _head(body, separator) for separator in ((told[1],) if told else SEPARATORS)}
    found = next((separator for separator, head in heads.items() if holds(head)), None)
    if found is None:
        return Table(max(heads.values(), key=len), ())
    return Table(heads[found], tuple(_lines(body, found, skipped))[1:])


_SEPARATOR_LINE = re.compile(r"\s*sep=([,;\t|])(?:\r\n?|\n)", re.IGNORECASE)
"""A first line by which some spreadsheets name their separator."""


def _head(text: str, separator: str) -> tuple[str, ...]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        cells = next((cells for cells in rows if any(cell.strip() for cell in cells)), [])
    except csv.Error:  # a text longer than any cell may be
        cells = []
    return tuple(_as_it_was(cell).strip() for cell in cells)


def _lines(text: str, separator: str, skipped: int) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    number = skipped + 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield Line(number, tuple(map(_as_it_was, cells)))
            number = skipped + rows.line_num + 1
    except csv.Error as error:
        why = f"a cell has more than {csv.field_size_limit():,} characters" if "field limit" in str(error) else str(error)
        raise PairsError(
            f"what begins in line {number} cannot be read as CSV ({why}). Close its quotes, and double a quote inside a text."
        ) from error


_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}  # fmt: skip
_NO_TEXTS = {
    b"PK\x03\x04": "a workbook (.xlsx, .ods) or another ZIP file", b"\xd0\xcf\x11\xe0": "an older Excel workbook",
    b"%PDF": "a PDF", b"\x1f\x8b": "a compressed file",
}  # fmt: skip


def decoded(content: bytes, encoding: str = "utf-8") -> str:
    """The text of a file: as its mark says, else UTF-16 if it has zeros like it, else in the encoding given. None is guessed.

    Raises
    ------
    PairsError
        It is no text, or its encoding has to be named; the message says what the usual ones would give.

    >>> decoded("Хасан".encode("utf-16"))
    'Хасан'
    """
    kind = next((kind for start, kind in _NO_TEXTS.items() if content.startswith(start)), None)
    if kind is not None:
        raise PairsError(f"this is {kind}, not CSV. Open it in a spreadsheet and save the sheet as “CSV UTF-8”.")
    taken = next((name for start, name in _MARKS.items() if content.startswith(start)), _unmarked(content) or encoding)
    try:
        text = content.decode(taken)
    except UnicodeDecodeError as error:
        raise PairsError(_undecoded(content, taken, error.start)) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise PairsError(f"line {line} holds a zero byte, so this is not text. Save the table as “CSV UTF-8”.")
    return text


def _unmarked(content: bytes) -> str:
    """UTF-16 by the zeros of its Latin letters, which stand in every other byte; "" for anything else."""
    head = content[:200]
    low, high = head[1::2].count(0), head[::2].count(0)
    enough = len(head) // 4
    return "utf-16-le" if low > enough and not high else "utf-16-be" if high > enough and not low else ""


def _undecoded(content: bytes, taken: str, at: int) -> str:
    line = content.count(b"\n", 0, at) + 1
    where = f"byte {at + 1}, in line {line}, is not {taken.removesuffix('-sig').upper()}."
    readings = "; ".join(_readings(content)) if taken == "utf-8" else ""
    hint = f" It would read {readings}." if readings else ""
    return f"{where}{hint} Save the table as “CSV UTF-8”, or name its encoding with --encoding."


_CANDIDATES = {
    "cp1251": re.compile("[А-Яа-яЁё]{2,}"),
    "cp949": re.compile("[가-힣]{2,}"),
    "cp1252": re.compile("[A-Za-zÀ-ÿ]{2,}"),
}
"""Encodings that spreadsheets still save in, with what a word looks like in each."""


def _readings(content: bytes) -> Iterator[str]:
    """The first word with a foreign letter as each of the usual older encodings has it, where it has one."""
    for name, words in _CANDIDATES.items():
        found = (word for word in words.findall(content.decode(name, "replace")) if not word.isascii())
        if word := next(found, ""):
            yield f"{quoted(word)} in {name}"
