"""The ledger: every claim of the documents with its claimant, and the questions one can ask of it.

Nothing here decides what is true; it selects, groups and counts what the cards hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from explorer.ledger.gazetteer import folded
from explorer.ledger.ids import is_claim_id
from explorer.ledger.vocabulary import Claim, Claimant, DateRange, Document, Event, Family, Link, Stance, Voice


def who(claimant: Claimant) -> str:
    """The name of a claimant with role and affiliation, in one line; nothing is said twice."""
    if claimant.voice is Voice.MEDIA:
        return f"{claimant.name.partition(' (')[0]} (article voice)"
    parts = [part for part in (claimant.role, claimant.affiliation) if part and part.casefold() not in claimant.name.casefold()]
    detail = ", ".join(parts)
    if not detail:
        return claimant.name
    return f"{claimant.name}; {detail}" if "(" in claimant.name else f"{claimant.name} ({detail})"


@dataclass(frozen=True)
class Entry:
    """A claim with the document it stands in and the claimant who makes it."""

    claim: Claim
    document: Document
    claimant: Claimant

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def who(self) -> str:
        """The claimant's name with role and affiliation, in one line; nothing is said twice."""
        return who(self.claimant)

    @cached_property
    def sought(self) -> str:
        """Its words, names and places in one folded text, in which a search looks."""
        claim = self.claim
        places = [word for place in claim.places for word in (place.as_written, place.id)]
        topics = (topic.value for topic in claim.topics)
        cites = (word for cite in claim.cites for word in (cite.title, cite.words, cite.note))
        return folded(" ".join((claim.id, claim.statement, self.who, *claim.entities, *claim.notes, *topics, *places, *cites)))


@dataclass(frozen=True)
class Opposition:
    """Two entries that speak against each other, or an entry and an event outside the documents."""

    left: Entry
    right: Entry | Event
    note: str


@dataclass(frozen=True)
class Ledger:
    """All entries, families and context events, in the order of the cards."""

    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]
    families: tuple[Family, ...]
    events: tuple[Event, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by claim id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def document_ids(self) -> Mapping[str, str]:
        """Ids of the documents by every name a link may hold: the ids themselves, and those that a document had before."""
        return {name: document.id for document in self.documents for name in (*document.former_ids, document.id)}

    @cached_property
    def events_by_id(self) -> Mapping[str, Event]:
        """Context events by their id."""
        return {event.id: event for event in self.events}

    @cached_property
    def as_of(self) -> date | None:
        """The latest day that any card speaks of: the ledger's own date, the same on every machine and every day."""
        rows = [
            *(d.dates for d in self.documents), *(e.claim.dates for e in self.entries), *(event.dates for event in self.events)
        ]  # fmt: skip
        return max((day for row in rows for day in (row.start, row.end) if day), default=None)

    def resolve(self, link: Link) -> Entry | Event:
        """The entry or event that a link names."""
        return self.by_id[link.ref] if is_claim_id(link.ref) else self.events_by_id[link.ref.removeprefix("event:")]

    def members(self, family_id: str) -> tuple[Entry, ...]:
        """The entries of one family."""
        return tuple(entry for entry in self.entries if entry.claim.family == family_id)

    def denials_of(self, claim_id: str) -> tuple[Entry, ...]:
        """The denials that name this claim."""
        return tuple(e for e in self.entries if e.claim.denial is not None and claim_id in e.claim.denial.of)

    def beside(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """What must not be parted from some entries: denials of them, and claims that speak against them or limit them."""
        here = {entry.id: entry for entry in entries}
        found: dict[str, Entry] = {}
        for entry in here.values():
            links = (*entry.claim.limits, *entry.claim.contradicts)
            against = [self.by_id[link.ref] for link in links if link.ref in self.by_id]
            found |= {other.id: other for other in (*against, *self.denials_of(entry.id)) if other.id not in here}
        return tuple(found.values())

    @cached_property
    def denials(self) -> tuple[Entry, ...]:
        """Every entry whose stance is a denial."""
        return tuple(entry for entry in self.entries if entry.claim.denial is not None)

    @cached_property
    def oppositions(self) -> tuple[Opposition, ...]:
        """Every pair that a card says speaks against each other; a pair told from both sides comes once."""
        pairs: dict[frozenset[str], Opposition] = {}
        for entry in self.entries:
            for link in entry.claim.contradicts:
                pairs.setdefault(frozenset((entry.id, link.ref)), Opposition(entry, self.resolve(link), link.note))
        return tuple(pairs.values())

    def independent_origins(self, entries: Iterable[Entry]) -> int:
        """How many statements remain when each family counts once."""
        return len({entry.claim.family or entry.id for entry in entries})


def overlaps(dates: DateRange, start: date | None, end: date | None) -> bool:
    """Whether a range of days touches a time window; an undated statement is inside only when there is no window."""
    if start is None and end is None:
        return True
    first, last = dates.start or dates.end, dates.end or dates.start
    if first is None or last is None:
        return False
    return (end is None or first <= end) and (start is None or last >= start)


def balance(entries: Iterable[Entry]) -> dict[Voice, Counter[Stance]]:
    """Statements by voice and stance; every voice is there, those that say nothing with an empty count."""
    counts: dict[Voice, Counter[Stance]] = {voice: Counter() for voice in Voice}
    for entry in entries:
        counts[entry.claimant.voice][entry.claim.stance] += 1
    return counts


def matches_text(text: str) -> Callable[[Entry], bool]:
    """A test whether every word of the text occurs in an entry's words, names or places."""
    words = folded(text).split()
    if not words:  # nearly always: nothing of any entry need be looked at
        return lambda _: True

    def test(entry: Entry) -> bool:
        return all(word in entry.sought for word in words)

    return test


def relevance(text: str) -> Callable[[Entry], int]:
    """How well an entry answers a search: words of the statement count most, then those of the claimant's name."""
    words = folded(text).split()
    if not words:
        return lambda _: 0
    together = " ".join(words)

    def score(entry: Entry) -> int:
        statement, name = folded(entry.claim.statement), folded(entry.who)
        by_word = (3 if word in statement else 2 if word in name else 1 if word in entry.sought else 0 for word in words)
        return sum(by_word) + (3 * len(words) if together in statement else 0)

    return score
