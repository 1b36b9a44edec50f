"""The day on which a document says that it came out: beside a word for it, in a by-line, or alone between two stops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from explorer.intake.tables import pattern
from explorer.intake.values import DateMention, Paragraph

HEAD, _TAIL = 6, 3
"""So many blocks at the head and at the end are looked at."""
_LONGEST = 220
"""A by-line has so many letters at most."""
_STOP = r"[.!?|·•–—;/]"


def printed(paragraphs: Sequence[Paragraph], known: Sequence[DateMention]) -> date | None:
    """The day of publishing that a text prints; where it prints several, the one that is called so, and an update last."""
    near = {p.number: p for p in (*paragraphs[:HEAD], *paragraphs[-_TAIL:])}
    found = (
        (rank, at, mention.start)
        for at, mention in enumerate(known)
        if mention.start is not None and mention.start == mention.end and mention.span.paragraph in near
        for rank in _ranks(near[mention.span.paragraph].text, mention)
    )
    return min(found, default=(0, 0, None))[2]


def _ranks(text: str, mention: DateMention) -> Iterator[int]:
    """How surely a day is that of publishing, 0 the surest; none where it is not."""
    before, after = text[: mention.span.start], text[mention.span.end :]
    if pattern("marks", "imprint", "later").search(before):
        yield 3
    elif pattern("marks", "imprint", "out").search(before):
        yield 0
    elif len(text) <= _LONGEST and not pattern("marks", "imprint", "caption").match(text):
        if _alone(before, after) or _line(text, mention):
            yield 1
        elif pattern("marks", "imprint", "byline").search(before) and _bare(re.split(_STOP, after)[0]):
            yield 2


def _alone(before: str, after: str) -> bool:
    """Whether a day stands alone between two stops, but for its weekday and the time of day."""
    return _bare(re.split(rf"{_STOP}\s*", before)[-1]) and _bare(re.split(_STOP, after.removeprefix("."))[0])


def _line(text: str, mention: DateMention) -> bool:
    """Whether a block is little more than the day, and no sentence."""
    return len(text) < len(mention.surface) + 40 and not re.search(r"[.!?다]$", text)


def _bare(words: str) -> bool:
    return not pattern("marks", "imprint", "beside").sub("", words).strip()
