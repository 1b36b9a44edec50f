"""Plain text, Markdown and RTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from striprtf import striprtf

from explorer.errors import DocumentError
from explorer.intake.files.decode import decoded
from explorer.intake.files.source import Source, blocks_of, dated
from explorer.intake.values import Published

_text_of: Callable[..., str] = striprtf.rtf_to_text
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<(?:https?|mailto):[^>]*>")
_MARKUP = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_NEW_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|>|```|~~~|\||(?:[-*_]\s?){3,}$)")


def read_text(data: bytes) -> Source:
    """Every line that is not empty is a block."""
    text, note = decoded(data)
    blocks = blocks_of((line, number) for number, line in enumerate(re.split(r"\r\n|\r|\n|\f", text), 1))
    return Source("text/plain", blocks, notes=(note,) if note else ())


def read_rtf(data: bytes) -> Source:
    """Rich text: its paragraphs without their form."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("it does not begin like rich text. Save it again as .rtf or .txt.")
    code = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    encoding = f"cp{code[1].decode()}" if code else "cp1252"
    try:
        text = _text_of(data.decode("latin-1"), encoding=encoding, errors="replace")
    except (LookupError, ValueError, IndexError, KeyError) as error:
        raise DocumentError("its rich text is broken. Save it again as .rtf or .txt.") from error
    return Source("application/rtf", blocks_of((line, number) for number, line in enumerate(text.splitlines(), 1)))


def read_markdown(data: bytes) -> Source:
    """Markdown: headings, paragraphs, list items and tables as blocks, without marks, links and code."""
    text, note = decoded(data)
    front = _FRONT.match(text)
    told: dict[str, str] = dict(re.findall(r"^(\w+):\s*[\"']?(.*?)[\"']?\s*$", front[1], re.MULTILINE)) if front else {}
    skipped = front[0].count("\n") if front else 0
    body = text[front.end() :] if front else text
    blocks = blocks_of((_bare(block), line + skipped) for block, line in _markdown_blocks(body))
    return Source(
        "text/markdown", blocks, told.get("title", ""), told.get("publisher", told.get("source", "")), _day(told.get("date", "")),
        (note,) if note else (),
    )  # fmt: skip


def _day(text: str) -> Published | None:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    try:
        return (
            dated(date(int(found[1]), int(found[2]), int(found[3])), "stated", "the date at the head of the file")
            if found
            else None
        )
    except ValueError:
        return None


def _markdown_blocks(text: str) -> Iterator[tuple[str, int]]:
    held: list[str] = []
    first, fenced = 0, False
    for number, written in enumerate(text.splitlines(), 1):
        fence = re.match(r"\s*(?:```|~~~)", written)
        fenced = fenced != bool(fence)
        if fenced:
            continue
        line = "" if fence else written
        table = line.lstrip().startswith("|") and bool(held) and held[0].lstrip().startswith("|")
        if held and (not line.strip() or (_NEW_BLOCK.match(line) and not table)):
            yield _joined(held), first
            held = []
        if line.strip() and not re.fullmatch(r"\s*(?:[-*_]\s?){3,}|\s*[=-]{3,}\s*", line):
            first = first if held else number
            held.append(line)
    if held:
        yield _joined(held), first


def _joined(lines: list[str]) -> str:
    if lines[0].lstrip().startswith("|"):
        rows = [line.strip().strip("|") for line in lines if not re.fullmatch(r"[\s|:-]+", line)]
        return " | ".join(cell.strip() for row in rows for cell in row.split("|"))
    return " ".join(lines)


def _bare(block: str) -> str:
    block = re.sub(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)+", "", block)
    block = _LINK.sub(lambda found: found[1] or "", re.sub(r"\s#+\s*$", "", block))
    for _ in range(3):
        block = _MARKUP.sub(r"\2", block)
    return re.sub(r"<[^>]{1,200}>|\\(?=[\\`*_{}\[\]()#+.!-])", "", block)
