"""PDF: the text layer, line by line, put back into paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from explorer.errors import DocumentError
from explorer.intake.files.source import Source, blocks_of, dated, tidy
from explorer.intake.values import Published

MOST_PAGES = 150
_BROKEN = "the PDF is broken and cannot be read. Save or print it again as PDF."

FAULTS = (
    *(PyPdfError, OSError, RecursionError, NotImplementedError),
    *(ValueError, KeyError, TypeError, AttributeError, IndexError),
)
"""What pypdf raises over a PDF that is not as it has to be."""


def read_pdf(data: bytes) -> Source:
    """The text of a PDF.

    Raises
    ------
    DocumentError
        Encrypted, broken, without a text layer, or too long.
    """
    reader = _opened(data)
    try:
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise DocumentError(
                f"the PDF has {count} pages; up to {MOST_PAGES} are read. Save the pages that matter as a file of their own."
            )
        pages = [list(_lines(page)) for page in reader.pages]
        told = reader.metadata
        title, published = tidy(str((told.title if told else "") or "")), _made(told)
    except FAULTS as error:
        raise DocumentError(_BROKEN) from error
    rows = [(text, 0) for text in _paragraphs(_without_running_heads(pages))]
    if not any(re.search(r"\w{2}", text) for text, _ in rows):
        raise DocumentError("the PDF has no text layer: it is a scan or a picture. Put it through text recognition (OCR) first.")
    return Source("application/pdf", blocks_of(rows), title if _is_title(title, rows) else "", "", published)


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise DocumentError("the PDF is encrypted in a way that is not read. Save it without a password.") from error
    except FAULTS as error:
        raise DocumentError(_BROKEN) from error
    if locked:
        raise DocumentError("the PDF is encrypted. Save it without a password.")
    return reader


def _lines(page: Any) -> Iterator[tuple[float, float, str]]:
    """Height on the page, size of the letters and text of each line, from the top."""
    runs: list[tuple[float, float, str]] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text:
            runs.append(
                (
                    float(tm[5]) * float(cm[3]) + float(cm[5]) if tm[5] else float(cm[5]),
                    abs(float(size or 10) * float(tm[3] or 1) * float(cm[3] or 1)),
                    text,
                )
            )

    page.extract_text(visitor_text=visit)
    held, height, size = "", 0.0, 10.0
    for y, points, text in runs:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                if held.strip():
                    yield height, size, tidy(held)
                held = ""
            elif part.strip() or held:
                if not held.strip():
                    height, size = y, points or size
                held += part
    if held.strip():
        yield height, size, tidy(held)


def _without_running_heads(pages: list[list[tuple[float, float, str]]]) -> list[list[tuple[float, float, str]]]:
    """Without what stands at the head or foot of most pages, and page numbers."""
    edges = Counter(re.sub(r"\d+", "#", line[2]) for page in pages for line in (*page[:2], *page[-2:]))
    often = {text for text, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    number = re.compile(r"(?:page |p\. ?|стр\. ?|- )?\d{1,4}(?: ?(?:of|/|из) ?\d{1,4})?(?: -| ?쪽)?", re.IGNORECASE)
    return [
        [line for line in page if re.sub(r"\d+", "#", line[2]) not in often and not number.fullmatch(line[2])] for page in pages
    ]


def _paragraphs(pages: list[list[tuple[float, float, str]]]) -> Iterator[str]:
    """Lines joined to paragraphs: a wider gap, another size, or a short line with a full stop ends one."""
    held, before = "", (0.0, 0.0, "")
    usual = _usual_gap(pages)
    width = max((len(line[2]) for page in pages for line in page), default=0)
    for page in pages:
        for number, line in enumerate(page):
            if held and _begins(before, line, usual, width, turned=number == 0):
                yield held
                held = ""
            held = _joined(held, line[2])
            before = line
    if held:
        yield held


def _usual_gap(pages: list[list[tuple[float, float, str]]]) -> float:
    gaps = Counter(round(a[0] - b[0], 1) for page in pages for a, b in pairwise(page) if 0 < a[0] - b[0] < 60)
    return gaps.most_common(1)[0][0] if gaps else 14.0


def _begins(before: tuple[float, float, str], line: tuple[float, float, str], usual: float, width: int, *, turned: bool) -> bool:
    ended = bool(re.search(r"[.!?…:][\"”’»)]*$", before[2]))
    if abs(before[1] - line[1]) > 0.6:
        return True
    if turned:
        return ended
    gap, close = before[0] - line[0], min(usual, 1.6 * before[1])
    return gap > 1.25 * close or gap < 0 or (ended and len(before[2]) < 0.75 * width)


def _joined(held: str, text: str) -> str:
    if held.endswith("-") and text[:1].islower():
        return held[:-1] + text
    return f"{held} {text}" if held else text


def _made(told: Any) -> Published | None:
    made = told.creation_date if told else None
    return dated(made.date(), "inferred", "the day the PDF was made") if isinstance(made, datetime) else None


def _is_title(title: str, rows: list[tuple[str, int]]) -> bool:
    letters = re.sub(r"\W", "", title).casefold()
    return bool(letters) and letters in re.sub(r"\W", "", " ".join(text for text, _ in rows[:4])).casefold()
