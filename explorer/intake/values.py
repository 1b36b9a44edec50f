"""What comes out of reading a document: the document, what it names, and draft claims, each with its span, rule and reason.

Spans count characters of the paragraph's text, from 0, the end excluded. Days are inclusive. Positions are WGS84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from explorer.ledger.vocabulary import Flow, Speech, Stance, Topic

ARTICLE = "article"
"""The claimant of what the article says in its own voice."""


class Language(StrEnum):
    """The languages that are read."""

    ENGLISH = "en"
    KOREAN = "ko"
    RUSSIAN = "ru"


class Role(StrEnum):
    """What a name of a place does where it stands; only the first is ever a place of a statement."""

    PLACE = "place"
    METONYM = "metonym"
    ORGANISATION = "organisation-part"
    DISTRACTOR = "distractor"


ParagraphKind = Literal["title", "text", "boilerplate"]


@dataclass(frozen=True)
class Paragraph:
    """One block of a document: its number from 1, the line of the file where it starts, its text."""

    number: int
    line: int
    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True)
class Published:
    """The day a document was published, and how that is known."""

    day: date
    basis: Literal["stated", "inferred", "given"]
    why: str


@dataclass(frozen=True)
class Document:
    """A document as it was read. ``sha256`` is that of the file's bytes."""

    file: str
    media: str
    title: str
    publisher: str
    language: Language
    published: Published | None
    paragraphs: tuple[Paragraph, ...]
    sha256: str


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a paragraph."""

    paragraph: int
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other stretch lies in this one."""
        return self.paragraph == other.paragraph and self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.paragraph == other.paragraph and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Mention:
    """A name of a place, or a position, as it stands in the text.

    ``others`` are the ids of places of that name that were not taken, best first.
    """

    span: Span
    surface: str
    id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    role: Role
    rule: str
    why: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateMention:
    """A date in the text, worked out; an open end is None."""

    span: Span
    surface: str
    start: date | None
    end: date | None
    rule: str
    why: str


CueKind = Literal["speaker", "stance", "hedge", "negation", "number", "flow", "condition"]


@dataclass(frozen=True)
class Cue:
    """Words that a rule went by."""

    span: Span
    surface: str
    kind: CueKind
    rule: str
    why: str


@dataclass(frozen=True)
class DraftPlace:
    """A place that a draft is about."""

    id: str
    name: str
    lon: float | None
    lat: float | None
    basis: Literal["named", "inferred"]
    as_written: str


@dataclass(frozen=True)
class Draft:
    """A proposal for a claim; nothing turns it into one but a person.

    ``statement`` is the bare clause of the text, which ``proposal`` marks as not yet put in the ledger's own words. Grades are
    left to the person who reviews.
    """

    span: Span
    line: int
    claimant: str
    via: str
    stance: Stance
    stance_why: str
    statement: str
    proposal: bool
    speech: Speech
    topics: tuple[Topic, ...]
    flow: Flow
    flow_why: str
    places: tuple[DraftPlace, ...]
    date_start: date | None
    date_end: date | None
    date_stated: str
    date_why: str
    said_start: date | None
    said_end: date | None
    hedge: str
    negated: bool
    numbers: tuple[str, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Reading:
    """Everything that was found in one document. ``notes`` say what was not looked for, and why."""

    document: Document
    drafts: tuple[Draft, ...]
    places: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    notes: tuple[str, ...] = ()
