"""Spreadsheets (XLSX, XLS, ODS): every sheet a layer, wherever its table begins; formulas without a stored value are named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from explorer.errors import LayerError
from explorer.layers import archive, xml
from explorer.layers.layer import Corrections, Finding, Layer
from explorer.layers.rows import unique
from explorer.layers.tabular import layer_of

LOOKED_AT = 40
"""So many rows at the top of a sheet may be titles."""


def read_sheets(data: bytes, name: str, kind: str, told: Corrections) -> list[Layer]:
    """A layer for each sheet that holds a table.

    Raises
    ------
    LayerError
        Encrypted, broken, a bomb, or without any row.
    """
    if kind != "XLS":
        archive.members(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in book.sheet_names]
        unseen = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    except (CalamineError, OSError, ValueError) as error:
        raise LayerError(f"the spreadsheet cannot be opened ({str(error)[:120]}). Save it again, without a password.") from error
    unstored = formulas(data) if kind == "XLSX" else {}
    layers = [
        layer
        for place, (title, rows) in enumerate(sheets)
        if (layer := _sheet(title or name, rows, unstored.get(place, {}), told, hidden=title in unseen))
    ]
    if not layers:
        raise LayerError("no sheet holds a row below a header. Give a table with rows.")
    return layers


def _sheet(
    title: str, rows: Sequence[Sequence[Any]], unstored: dict[tuple[int, int], str], told: Corrections, *, hidden: bool
) -> Layer | None:
    top = _header(rows)
    if top is None:
        return None
    head, under = _in_two_rows(rows, top)
    first = min((place for place, cell in enumerate(head) if cell != ""), default=0)
    names = unique([_cell(cell) or "" for cell in _trimmed(head)[first:]])
    top += under
    kept = [(number, row) for number, row in enumerate(rows) if number > top and any(_cell(cell) for cell in row)]
    kept += [(number, rows[number]) for number in sorted({row for row, _ in unstored}) if top < number < len(rows)]
    kept = sorted(dict(kept).items())
    if not kept:
        return None
    cells = [[_cell(row[first + place]) if first + place < len(row) else None for _, row in kept] for place in range(len(names))]
    table = pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, cells, strict=True)})
    lines = np.array([number + 1 for number, _ in kept], dtype=np.int64)
    where = f"rows {top} and {top + 1}" if under else f"row {top + 1}"
    notes = [Finding(f"{'hidden ' if hidden else ''}sheet {title}, header in {where}")]
    layer = layer_of(title, table, told, lines=lines, findings=notes)
    return _with_formulas(layer, unstored)


def _header(rows: Sequence[Sequence[Any]]) -> int | None:
    """The row that names the columns: the first one as wide as the table below it, and all text."""
    widths = [sum(cell != "" for cell in row) for row in rows[:LOOKED_AT]]
    if not widths:
        return None
    usual = max(widths[len(widths) // 2 :] or widths)
    wide = [place for place, width in enumerate(widths) if width >= max(1, 0.6 * usual)]
    worded = [place for place in wide if all(isinstance(cell, str) for cell in rows[place])]
    return next(iter(worded or wide), None)


def _in_two_rows(rows: Sequence[Sequence[Any]], top: int) -> tuple[Sequence[Any], int]:
    """The names of the columns, and 1 where a second row names what the first one spans: ``position`` over ``lat``, ``lon``."""
    head, below = rows[top], rows[top + 1] if top + 1 < len(rows) else ()
    filled = [cell for cell in below if cell != ""]
    gaps = [place for place, cell in enumerate(below) if cell != "" and (place >= len(head) or head[place] == "")]
    body = [cell for row in rows[top + 2 : top + LOOKED_AT] for cell in row if cell != ""]
    if not gaps or not all(map(_is_name, filled)) or all(map(_is_name, body)) or len(filled) == len(_trimmed(below)) == len(head):
        return head, 0
    names, over = [], ""
    for place in range(max(len(head), len(below))):
        upper, lower = (str(row[place]) if place < len(row) else "" for row in (head, below))
        over = upper or (over if lower else "")
        names.append(" ".join(part for part in (over, lower) if part))
    return names, 1


def _is_name(cell: Any) -> bool:
    """Whether a cell is words and no value."""
    return isinstance(cell, str) and not any(sign.isdigit() for sign in cell)


def _trimmed(row: Sequence[Any]) -> Sequence[Any]:
    last = max((place for place, cell in enumerate(row) if cell != ""), default=-1)
    return row[: last + 1]


def _cell(value: Any) -> str | None:
    """A cell as text: whole numbers without a fraction, moments as ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if not value.second else "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value) if value not in {None, ""} else None


# ---- formulas -----------------------------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")


def formulas(data: bytes) -> dict[int, dict[tuple[int, int], str]]:
    """Cells with a formula and no stored value, or with an error, by sheet: row and column from 0, and what the cell holds."""
    parts = {member.filename: member for member in archive.members(data)}
    names = sorted(
        (name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=lambda name: (len(name), name)
    )
    return {place: dict(_unstored(archive.unpacked(data, parts[name]))) for place, name in enumerate(names)}


def _unstored(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    wanted = {"events": ("end",), "resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        for _, element in etree.iterparse(io.BytesIO(data), **wanted):
            name = xml.local(element)
            if name == "c":
                found = _REFERENCE.fullmatch(element.get("r") or "")
                written = xml.child_text(element, "f")
                value = xml.child_text(element, "v")
                if found and (element.get("t") == "e" or (next(xml.children(element, "f"), None) is not None and not value)):
                    yield (int(found[2]) - 1, _letters(found[1])), f"={written}" if written else value
            elif name == "row":
                xml.drop(element)
    except etree.XMLSyntaxError:
        return


def _letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _with_formulas(layer: Layer, unstored: dict[tuple[int, int], str]) -> Layer:
    """The layer with the reason of rows whose position is a formula that nobody has calculated."""
    if not unstored:
        return layer
    by_row: dict[int, str] = {}
    for (row, _), written in unstored.items():
        by_row.setdefault(row + 1, written)
    said = "formula without a stored value, open and save it in a spreadsheet"
    findings = [
        Finding(said, by_row[f.row], row=f.row, kind="dropped") if f.kind == "dropped" and f.row in by_row else f
        for f in layer.findings
    ]
    elsewhere = len(by_row.keys() - {f.row for f in findings if f.kind == "dropped"})
    if elsewhere:
        findings.append(Finding(f"{elsewhere:,} rows have formulas without a stored value in other columns: left empty"))
    return replace(layer, findings=tuple(findings))
