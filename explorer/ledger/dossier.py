"""Everything that the ledger holds about one subject, and who denies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from explorer.ledger.claims import Entry, Ledger, Opposition
from explorer.ledger.subjects import Subject, Subjects
from explorer.ledger.vocabulary import DateRange, Event, Stance


@dataclass(frozen=True)
class Answer:
    """A denial with all the allegations that it meets; a denial of the documents or a dated one from outside.

    In a dossier ``wider`` says that none of these speaks of the subject: dated facts about it bear on them.
    """

    denial: Entry | Event
    meets: tuple[Entry, ...]
    wider: bool = False


@dataclass(frozen=True)
class Dossier:
    """What is known of a subject.

    ``said_by`` it, ``said_of`` it, dated facts, the denials of what is said of it, what speaks against what, and the subjects
    that are named beside it with the number of statements that name both, most first.
    """

    subject: Subject
    said_by: tuple[Entry, ...]
    said_of: tuple[Entry, ...]
    events: tuple[Event, ...]
    answers: tuple[Answer, ...]
    oppositions: tuple[Opposition, ...]
    related: tuple[tuple[Subject, int], ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every statement of it and about it, each once."""
        return tuple({entry.id: entry for entry in (*self.said_by, *self.said_of)}.values())

    @property
    def ids(self) -> frozenset[str]:
        """Ids of its statements and dated facts."""
        return frozenset((*(entry.id for entry in self.entries), *(event.id for event in self.events)))


def answers(ledger: Ledger) -> tuple[Answer, ...]:
    """Every denial, of the documents first, each with what it meets."""
    told = [
        Answer(entry, tuple(ledger.by_id[name] for name in entry.claim.denial.of))
        for entry in ledger.denials
        if entry.claim.denial
    ]
    outside = [event for event in ledger.events if event.stance is Stance.DENIED]
    return (*told, *(Answer(event, _met(ledger, event)) for event in outside))


def _met(ledger: Ledger, event: Event) -> tuple[Entry, ...]:
    """What a dated denial meets: the related statements that are no denials themselves."""
    related = (ledger.by_id[name] for name in event.related)
    return tuple(entry for entry in related if entry.claim.stance is not Stance.DENIED)


def dossier(subjects: Subjects, subject: Subject) -> Dossier:
    """Gather what the ledger holds about a subject, in the order of the cards; dated facts by day."""
    ledger = subjects.ledger
    said_by = tuple(entry for entry in ledger.entries if subject.said(entry))
    said_of = tuple(entry for entry in ledger.entries if subject.spoken_of_by(entry.claim))
    events = sorted((event for event in ledger.events if subject.in_event(event)), key=lambda event: day(event.dates) or date.min)
    here = {entry.id for entry in (*said_by, *said_of)} | {event.id for event in events}
    return Dossier(
        subject, said_by, said_of, tuple(events), tuple(_answers(ledger, here, events)),
        tuple(pair for pair in ledger.oppositions if pair.left.id in here or pair.right.id in here),
        _beside(subjects, subject, (*said_by, *said_of)),
    )  # fmt: skip


def _answers(ledger: Ledger, here: Collection[str], events: Iterable[Event]) -> Iterator[Answer]:
    """The denials of what is said of a subject, and those of the wider allegations that the dated facts about it bear on."""
    bears_on = {name for event in events if event.stance is not Stance.DENIED for name in event.related}
    for answer in answers(ledger):
        met = {entry.id for entry in answer.meets}
        if answer.denial.id in here or not met.isdisjoint(here):
            yield answer
        elif not met.isdisjoint(bears_on):
            yield replace(answer, wider=True)


def _beside(subjects: Subjects, subject: Subject, entries: Iterable[Entry]) -> tuple[tuple[Subject, int], ...]:
    claims = {entry.id: entry.claim for entry in entries}
    counted = Counter(other for claim in claims.values() for other in subjects.of(claim) if other.id != subject.id)
    return tuple(counted.most_common())


def day(dates: DateRange) -> date | None:
    """The first known day of a range."""
    return dates.start or dates.end
