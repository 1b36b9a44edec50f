"""A paragraph cut into stretches, each with what was found in it: places, speakers, cues, dates. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from explorer.review.papers import InHand, Pending


@dataclass(frozen=True)
class Mark:
    """Something found in a paragraph: from one character to another, what kind of thing it is, and why it was taken for that."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: its words, the mark on it if there is one, and whether it belongs to the draft in hand."""

    text: str
    mark: Mark | None
    current: bool


def marks_of(paper: InHand, paragraph: int) -> tuple[Mark, ...]:
    """Everything that was found in a paragraph, in its order; of two that share a letter the longer one."""
    found = [*_mentions(paper.paper.mentions, paragraph), *_cues(paper.drafts, paragraph)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start - mark.end, mark.start)):
        if mark.start < mark.end and not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _mentions(mentions: Mapping[str, Any], paragraph: int) -> Iterator[Mark]:
    for row in mentions.get("places") or ():
        if row.get("paragraph") == paragraph:
            kind = "place" if row.get("role") == "place" else "name"
            yield Mark(row["start_char"], row["end_char"], kind, f"{row['name']} ({row.get('kind', '')}): {row['why']}")
    for row in mentions.get("dates") or ():
        if row.get("paragraph") == paragraph:
            days = " to ".join(dict.fromkeys(day for day in (row.get("start"), row.get("end")) if day))
            yield Mark(row["start_char"], row["end_char"], "date", f"{days}: {row['why']}")


def _cues(drafts: Iterable[Pending], paragraph: int) -> Iterator[Mark]:
    for pending in drafts:
        for hit in pending.draft.hits:
            if hit.get("paragraph") == paragraph:
                kind = "speaker" if hit.get("kind") == "speaker" else "cue"
                yield Mark(hit["start_char"], hit["end_char"], kind, f"{hit.get('kind', '')}: {hit.get('why', '')}")


def pieces(text: str, marks: Iterable[Mark], current: tuple[int, int] | None = None) -> tuple[Piece, ...]:
    """A paragraph in pieces; ``current`` is the stretch of the draft in hand.

    >>> [(p.text, p.mark.kind if p.mark else "", p.current) for p in pieces("At Rajin now.", [Mark(3, 8, "place", "")], (0, 8))]
    [('At ', '', True), ('Rajin', 'place', True), (' now.', '', False)]
    """
    found = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = {0, len(text), *(edge for mark in found for edge in (mark.start, mark.end))}
    if current:
        edges |= {min(max(edge, 0), len(text)) for edge in current}
    cuts = sorted(edges)
    return tuple(
        Piece(
            text[start:end],
            next((mark for mark in found if mark.start <= start and end <= mark.end), None),
            current is not None and current[0] <= start and end <= current[1],
        )
        for start, end in pairwise(cuts)
    )
