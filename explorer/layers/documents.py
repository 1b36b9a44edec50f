"""Documents that may hold tables: Word, mail with attachments, PDF, web pages. Their text is for ``tumen intake``."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

import docx
import numpy as np
import pyarrow as pa
from docx.opc.exceptions import OpcError
from lxml import etree, html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from explorer.errors import LayerError
from explorer.layers import archive, xml
from explorer.layers.layer import Corrections, Finding, Layer, empty_shapes, short
from explorer.layers.rows import table_of, unique
from explorer.layers.tabular import layer_of
from explorer.layers.times import read_time

Opened = Callable[[str, bytes], list[Layer]]
"""What opens an attachment."""


def read_word(data: bytes, name: str, told: Corrections) -> list[Layer]:
    """A layer for each table of a Word file; the file itself where it has none.

    Raises
    ------
    LayerError
        Broken or a bomb.
    """
    archive.members(data)
    try:
        found = docx.Document(io.BytesIO(data))
        tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in found.tables]
        text = " ".join(paragraph.text for paragraph in found.paragraphs)
    except (zipfile.BadZipFile, OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, OSError) as error:
        raise LayerError("the Word file is broken. Save it again as .docx.") from error
    made = [_table(rows, f"{name}, table {number}", told) for number, rows in enumerate(tables, 1) if len(rows) > 1]
    return made or [unplaced(name, [{"text": text}], (), "a text without a table of positions")]


def _table(rows: Sequence[Sequence[str]], name: str, told: Corrections) -> Layer:
    names = unique(rows[0])
    columns = {
        key: pa.array([row[place] if place < len(row) else None for row in rows[1:]], pa.string())
        for place, key in enumerate(names)
    }
    return layer_of(name, pa.table(columns), told, lines=np.arange(2, len(rows) + 1, dtype=np.int64))


def unplaced(name: str, rows: list[dict[str, Any]], fields: tuple[str, ...], why: str) -> Layer:
    """A layer of features that have no place: a document, its pages."""
    told = [
        Finding(f"{why}: no position. For places named in a text use tumen intake", row=row + 1, kind="dropped")
        for row in range(len(rows))
    ]
    return Layer(name, empty_shapes(len(rows)), table_of(rows, list(rows[0])), None, fields, findings=tuple(told))


def read_pdf(data: bytes, name: str) -> list[Layer]:
    """The pages of a PDF, none of which has a place.

    Raises
    ------
    LayerError
        Encrypted or broken.
    """
    try:
        pages = len(PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise LayerError("the PDF is encrypted or broken. Get it again.") from error
    if not pages:
        raise LayerError("the PDF has no pages. Get it again.")
    return [unplaced(name, [{"page": number} for number in range(1, pages + 1)], ("page",), "a page of a report")]


def read_page(data: bytes, name: str, told: Corrections) -> list[Layer]:
    """The tables of a web page.

    Raises
    ------
    LayerError
        There is none with a header and rows.
    """
    text, _ = xml.text_of(data, told.encoding)
    try:
        root = html.fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise LayerError("the page is empty. Give one with a table.") from error
    tables = [
        [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        for table in root.iter("table")
    ]
    made = [_table(rows, f"{name}, table {number}", told) for number, rows in enumerate(tables, 1) if len(rows) > 1 and rows[0]]
    if not made:
        raise LayerError("there is no table in this page. For places named in its text use tumen intake.")
    return made


def read_mail(data: bytes, name: str, opened: Opened) -> list[Layer]:
    """What the attachments of a message hold; the message itself where they hold nothing."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    layers: list[Layer] = []
    notes: list[Finding] = []
    if isinstance(message, EmailMessage):
        for part in message.iter_attachments():
            title = part.get_filename() or part.get_content_type()
            raw = part.get_payload(decode=True)
            try:
                layers += opened(title, raw if isinstance(raw, bytes) else b"")
            except LayerError as error:
                notes.append(Finding(f"the attachment {title} was not used: {error}"))
    places = _places(message)
    if layers:
        return [layer.told([*notes, *places]) for layer in layers]
    sent = _sent(str(message["Date"] or ""))
    row = {field: short(message[field] or "") or None for field in ("From", "To", "Subject")}
    made = unplaced(name, [row], tuple(row), "a message without a table of positions")
    return [replace(made, begins=(sent,), ends=(sent,)).told([*notes, *places])]


def _sent(text: str) -> str | None:
    try:
        return read_time(parsedate_to_datetime(text).isoformat())
    except ValueError:
        return None


def _places(message: Any) -> list[Finding]:
    """That the text itself may name positions, which are for the reader of texts."""
    body = message.get_body(preferencelist=("plain",)) if isinstance(message, EmailMessage) else None
    text = body.get_content() if body is not None else ""
    return (
        [Finding("the text of the message holds degrees too; for places named in a text use tumen intake")] if "°" in text else []
    )
