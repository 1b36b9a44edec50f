"""What a file gives, whatever its format: blocks of text in order, with what it tells of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from explorer.errors import DocumentError
from explorer.intake.values import Published

MOST_BYTES = 50_000_000
"""A larger file is not opened: a report of 2,000 words is a hundredth of a megabyte, a scanned one a few."""
MOST_UNPACKED = 200_000_000
"""What the parts of a packed file (.docx, .zip) may come to when unpacked."""
MOST_PARAGRAPHS = 2_000
MOST_IN_PARAGRAPH = 20_000
MOST_CHARACTERS = 400_000
"""A book is no report: longer texts are refused before any grammar is looked at."""


@dataclass(frozen=True)
class Block:
    """One block of text with the line of the file where it starts (0 where a format has no lines)."""

    text: str
    line: int = 0
    title: bool = False


@dataclass(frozen=True)
class Source:
    """A document as its file holds it."""

    media: str
    blocks: tuple[Block, ...]
    title: str = ""
    publisher: str = ""
    published: Published | None = None
    notes: tuple[str, ...] = field(default=())


def tidy(text: str) -> str:
    """White space collapsed, and no signs that cannot be read: zero-width ones, soft hyphens, controls."""
    text = re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]", "", text)
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())


def blocks_of(rows: Iterable[tuple[str, int]]) -> tuple[Block, ...]:
    """Blocks from texts and their lines; empty ones are left out, and too many are refused.

    Raises
    ------
    DocumentError
        More paragraphs or characters than a document may have.
    """
    found: list[Block] = []
    size = 0
    for raw, line in rows:
        text = tidy(raw)
        if not text:
            continue
        found.append(Block(text, line or len(found) + 1))
        size += len(text)
        if len(found) > MOST_PARAGRAPHS:
            raise DocumentError(f"it has more than {MOST_PARAGRAPHS:,} paragraphs, so it is not a report. Split it.")
        if size > MOST_CHARACTERS:
            raise DocumentError(f"it has more than {MOST_CHARACTERS:,} characters, so it is not a report. Split it.")
        if len(text) > MOST_IN_PARAGRAPH:
            raise DocumentError(f"paragraph {len(found)} has more than {MOST_IN_PARAGRAPH:,} characters. Split its lines.")
    return tuple(found)


def dated(day: date, basis: Literal["stated", "inferred"], why: str) -> Published | None:
    """A day of publishing, unless it is one that clocks and forms give by default."""
    return Published(day, basis, why) if day.year >= 1990 else None
