"""Statements to drafts: places, dates, direction, numbers and topics put to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from explorer.intake.claims.statement import Statement
from explorer.intake.flow import flow_of
from explorer.intake.numbers import numbers_in
from explorer.intake.tables import pattern
from explorer.intake.values import ARTICLE, DateMention, Document, Draft, DraftPlace, Mention, Role, Span
from explorer.ledger.vocabulary import Speech, Topic

_TOPICS = {topic: topic.name.lower() for topic in Topic}
"""The key of each topic's words in the tables of the languages."""


@dataclass(frozen=True)
class Found:
    """What else was found in a document."""

    document: Document
    places: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    table: str


def drafts_of(statements: Sequence[Statement], found: Found) -> tuple[Draft, ...]:
    """A draft for each statement; the same clause of the same speaker comes once."""
    kept: dict[tuple[Span, str], Statement] = {}
    for statement in statements:
        kept.setdefault((statement.span, statement.claimant), statement)
    return tuple(_draft(statement, found) for statement in kept.values())


def _draft(statement: Statement, found: Found) -> Draft:
    paragraph = found.document.paragraphs[statement.span.paragraph - 1]
    start, end, stated, why = _when(statement, found.dates)
    said = _said(statement, found.dates)
    flow, flow_why = flow_of(statement.text, found.table)
    return Draft(
        span=statement.span,
        line=paragraph.line,
        claimant=statement.claimant,
        via=statement.via,
        stance=statement.stance,
        stance_why=statement.why,
        statement=statement.text,
        proposal=statement.proposal,
        speech=_speech(statement),
        topics=_topics(statement.text, found.table),
        flow=flow,
        flow_why=flow_why,
        places=_places(statement, found.places),
        date_start=start,
        date_end=end,
        date_stated=stated,
        date_why=why,
        said_start=said[0],
        said_end=said[1],
        hedge=statement.hedge,
        negated=statement.negated,
        numbers=numbers_in(statement.text),
        cues=statement.cues,
    )


def _speech(statement: Statement) -> Speech:
    if statement.claimant == ARTICLE:
        return Speech.REPORTED
    return Speech.QUOTED if statement.quoted else Speech.PARAPHRASED


def _topics(text: str, table: str) -> tuple[Topic, ...]:
    found = tuple(topic for topic, key in _TOPICS.items() if pattern(table, "patterns", f"topics_{key}").search(text))
    return found or (Topic.DIPLOMACY,)


def _places(statement: Statement, places: Sequence[Mention]) -> tuple[DraftPlace, ...]:
    named = [m for m in places if m.role is Role.PLACE and statement.span.holds(m.span)]
    unique = {mention.name: mention for mention in reversed(named)}
    return tuple(DraftPlace(m.id, m.name, m.lon, m.lat, "named", m.surface) for m in reversed(unique.values()))


def _when(statement: Statement, dates: Sequence[DateMention]) -> tuple[date | None, date | None, str, str]:
    inside = [d for d in dates if statement.span.holds(d.span)]
    if not inside:
        return None, None, "", "no date in the clause"
    chosen = inside[0]
    before = statement.text[: max(0, statement.text.find(chosen.surface))].lower().rstrip()
    if before.endswith(("since", " с")) or _follows(statement, chosen, ("이후", "부터")):
        return chosen.start, None, f"since {chosen.surface}", chosen.why
    return chosen.start, chosen.end, chosen.surface, chosen.why


def _follows(statement: Statement, chosen: DateMention, marks: tuple[str, ...]) -> bool:
    at = statement.text.find(chosen.surface) + len(chosen.surface)
    return statement.text[at : at + 4].strip().startswith(marks)


def _said(statement: Statement, dates: Sequence[DateMention]) -> tuple[date | None, date | None]:
    if statement.claimant == ARTICLE:
        return None, None
    outside = [d for d in dates if any(span.holds(d.span) for span in statement.said) and not statement.span.meets(d.span)]
    return (outside[0].start, outside[0].end) if len(outside) == 1 else (None, None)
