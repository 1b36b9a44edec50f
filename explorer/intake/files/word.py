"""Word files (.docx): paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml.etree import LxmlError

from explorer.errors import DocumentError
from explorer.intake.files.archive import checked
from explorer.intake.files.source import Source, blocks_of, dated

_BROKEN = "the Word file is broken and cannot be read. Save it again as .docx."


def read_word(data: bytes) -> Source:
    """The text of a Word file.

    Raises
    ------
    DocumentError
        Encrypted or in the old format, broken, or a bomb.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DocumentError("the Word file is encrypted or in the old .doc format. Save it as .docx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            checked(packed)
        found = docx.Document(io.BytesIO(data))
        blocks = blocks_of((text, 0) for text in _texts(found))
        told = found.core_properties
        made = told.created
        title, author = told.title or "", told.author or ""
    except (
        zipfile.BadZipFile,
        OpcError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise DocumentError(_BROKEN) from error
    day = dated(made.date(), "inferred", "the day the Word file was made") if made is not None and made.year != 2013 else None
    return Source(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        blocks,
        title if title != "Word Document" else "",
        "" if author == "python-docx" else author,
        day,
    )


def _texts(found: Any) -> Iterator[str]:
    for block in found.iter_inner_content():
        if isinstance(block, Table):
            yield " | ".join(cell.text.strip() for row in block.rows for cell in row.cells if cell.text.strip())
        else:
            yield block.text
