"""Every source of the ledger, documents and facts alike, and what is not known of it. What is unknown is told, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from explorer.ledger.claims import Ledger
from explorer.ledger.vocabulary import Document, SourceRef


@dataclass(frozen=True)
class Lack:
    """A source, what cites it, and what is not known of it."""

    source: str
    cited: str
    what: tuple[str, ...]


def lacks(source: SourceRef | Document) -> tuple[str, ...]:
    """What is not known of a source, in words; title and date of a document are parts of its card that are always there."""
    known: dict[str, object] = {}
    if isinstance(source, SourceRef):
        known = {"title": source.title, "date": re.search(r"\b(?:19|20)\d\d\b", source.name)}
    known |= {"address": source.address, "date seen": source.seen_on, "address of an archived copy": source.archived}
    return tuple(word for word, value in known.items() if not value)


def lacking(ledger: Ledger) -> tuple[Lack, ...]:
    """Every source of which something is not known: the documents, then the sources of each dated fact."""
    documents = [Lack(f"{d.publisher}: {d.title}", f"document {d.code}", lacks(d)) for d in ledger.documents]
    facts = [Lack(source.name, f"event {event.id}", lacks(source)) for event in ledger.events for source in event.sources]
    return tuple(row for row in (*documents, *facts) if row.what)


def summary(ledger: Ledger) -> str:
    """How many sources lack what, in a sentence."""
    total = len(ledger.documents) + sum(len(event.sources) for event in ledger.events)
    counts = Counter(word for row in lacking(ledger) for word in row.what)
    if not counts:
        return f"Sources: {total}; title, publisher, dates, address and archived copy of each are known."
    told = ", ".join(f"{word} of {count}" for word, count in counts.items())
    return f"Sources: {total}. Not known: {told}. tumen check --sources lists them."


def line(row: Lack) -> str:
    """A source in a line.

    >>> line(Lack("KBS, May 2025", "event x", ("address", "date seen")))
    'event x: KBS, May 2025 lacks address, date seen'
    """
    return f"{row.cited}: {row.source} lacks {', '.join(row.what)}"
