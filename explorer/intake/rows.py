"""A reading as JSON: the form in which drafts and mentions leave the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from explorer.intake.values import Cue, DateMention, Draft, Mention, Published, Reading, Role, Span


def as_json(reading: Reading) -> dict[str, Any]:
    """The whole reading: document, drafts and mentions."""
    return {
        "document": _document(reading),
        "drafts": [_draft(draft) for draft in reading.drafts],
        "mentions": {"places": [_place(m) for m in reading.places], "dates": [_date(m) for m in reading.dates]},
    }


def as_lines(reading: Reading) -> Iterator[str]:
    """The reading for a terminal: each paragraph's statements with stance and reason, then the places and dates in it."""
    document = reading.document
    day = document.published
    yield f"{document.file}: {document.title or 'no title'}"
    when = f"{day.day} ({day.basis}: {day.why})" if day else "no day"
    yield f"  {document.publisher or 'publisher unknown'}, {when}, {document.language.value}"
    counts = (document.paragraphs, reading.drafts, reading.places, reading.dates)
    yield "  {} paragraphs, {} drafts, {} places, {} dates".format(*map(len, counts))
    yield from (f"  note: {note}" for note in reading.notes)
    for paragraph in document.paragraphs:
        yield from _of_paragraph(reading, paragraph.number)


def _of_paragraph(reading: Reading, number: int) -> Iterator[str]:
    for draft in (d for d in reading.drafts if d.span.paragraph == number):
        via = f", via {draft.via}" if draft.via else ""
        yield f"{number:4}  {draft.stance.value:17} {draft.claimant}{via}: {draft.statement}"
        yield f"{'':6}{'':17} why: {draft.stance_why}"
    for place in (m for m in reading.places if m.span.paragraph == number):
        where = f"{place.lat:.4f} N {place.lon:.4f} E" if place.lat is not None and place.lon is not None else "no pin"
        yield f"{number:4}  {place.role.value:17} {place.surface} = {place.name}, {where}: {place.why}"
    for when in (m for m in reading.dates if m.span.paragraph == number):
        yield f"{number:4}  {'date':17} {when.surface} = {when.start} to {when.end}: {when.why}"


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "file": document.file,
        "media": document.media,
        "title": document.title,
        "publisher": document.publisher,
        "language": document.language.value,
        "dates": _published(document.published),
        "paragraphs": [asdict(paragraph) for paragraph in document.paragraphs],
        "sha256": document.sha256,
        "notes": list(reading.notes),
    }


def _published(published: Published | None) -> dict[str, Any]:
    if published is None:
        return {"start": None, "end": None, "basis": "undated", "why": "no date was found in the document"}
    day = published.day.isoformat()
    basis = "inferred" if published.basis == "inferred" else "stated"
    return {"start": day, "end": day, "basis": basis, "why": published.why}


def _span(span: Span) -> dict[str, int]:
    return {"paragraph": span.paragraph, "start_char": span.start, "end_char": span.end}


def _place(mention: Mention) -> dict[str, Any]:
    return {
        "surface": mention.surface,
        **_span(mention.span),
        "id": mention.id,
        "name": mention.name,
        "kind": mention.kind,
        "lon": mention.lon,
        "lat": mention.lat,
        "metonym": mention.role is Role.METONYM,
        "role": mention.role.value,
        "rule": mention.rule,
        "why": mention.why,
        "others": list(mention.others),
    }


def _date(mention: DateMention) -> dict[str, Any]:
    return {
        "surface": mention.surface, **_span(mention.span), "start": _day(mention.start), "end": _day(mention.end),
        "rule": mention.rule, "why": mention.why,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cue(cue: Cue) -> dict[str, Any]:
    return {"kind": cue.kind, "surface": cue.surface, **_span(cue.span), "rule": cue.rule, "why": cue.why}


_NOT_GRADED = {"reliability": "F", "reliability_why": "not graded yet", "credibility": "6", "credibility_why": "not graded yet"}


def _draft(draft: Draft) -> dict[str, Any]:
    """A draft with every field of a claim; what only a person can say is there and says so."""
    return {
        "paragraph": draft.span.paragraph,
        "line": draft.line,
        "start_char": draft.span.start,
        "end_char": draft.span.end,
        "claimant": draft.claimant,
        "via": draft.via or None,
        "stance": draft.stance.value,
        "stance_why": draft.stance_why,
        "statement": draft.statement,
        "proposal": draft.proposal,
        "speech": draft.speech.value,
        "topics": [topic.value for topic in draft.topics],
        "flow": draft.flow.value,
        "flow_why": draft.flow_why,
        "places": [asdict(place) for place in draft.places],
        "date_start": _day(draft.date_start),
        "date_end": _day(draft.date_end),
        "date_stated": draft.date_stated,
        "date_why": draft.date_why,
        "said_start": _day(draft.said_start),
        "said_end": _day(draft.said_end),
        "hedge": draft.hedge or None,
        "negated": draft.negated,
        "numbers": list(draft.numbers),
        "entities": [],
        "said": _NOT_GRADED,
        "content": _NOT_GRADED,
        "truth": "not assessable",
        "truth_why": "nobody has looked yet",
        "family": None,
        "supports": [],
        "contradicts": [],
        "limits": [],
        "denial": {"of": [], "proposition": draft.statement, "by": [draft.claimant]} if draft.stance.value == "denied" else None,
        "notes": [],
        "cues": [_cue(cue) for cue in draft.cues],
    }
