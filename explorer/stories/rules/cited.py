"""What the ledger holds under the id that a sentence cites: who speaks, how, in which words, and all beside them as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import DateRange, Event, Stance, Voice
from explorer.stories.rules.lexicon import MONTHS

Cite = Entry | Event | Dataset


def speakers(cite: Entry | Event) -> tuple[str, ...]:
    """Names by which a sentence may call the one who speaks; the full name first."""
    if isinstance(cite, Event):
        bare = re.sub(r"\s*\([^)]*\)", "", cite.reporter)
        inside = re.findall(r"\(([^)]*)\)", cite.reporter)
        parts = re.split(r", (?:with |from |by |as told to |writing for )?| and the | and | as told to |, by ", bare)
        article = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
        short = [part.partition(" of ")[0] for part in parts if " " in part.partition(" of ")[0]]
        everyone = (bare, *parts, *inside, *short)
        return tuple(dict.fromkeys(article.sub("", name.strip()) for name in everyone if name.strip()))
    claimant = cite.claimant
    name = re.sub(r"\s*\([^)]*\)", "", claimant.name).strip()
    found = [name, re.sub(r"^(?:The|Unnamed) ", "", name)]
    if claimant.voice is Voice.MEDIA and claimant.name.startswith(cite.document.publisher):
        found += [f"document {cite.document.code}", f"article {cite.document.code}"]
    plain = re.sub(r" (?:Jr|Sr)\.$", "", name.partition(" and other")[0])
    if re.fullmatch(r"(?:[A-Z][\w'’-]+\s?){2,3}", plain) and claimant.voice is not Voice.MEDIA and " and " not in plain:
        found.append(plain.split()[-1] if claimant.voice is not Voice.CHINA else plain.split()[0])
    return tuple(dict.fromkeys(found))


def stance_of(cite: Entry | Event) -> Stance:
    """Whether it is reported, asserted, assessed, alleged, denied, conditional or a concern."""
    return cite.claim.stance if isinstance(cite, Entry) else cite.stance


def statement_of(cite: Cite) -> str:
    """The words of the ledger that a sentence passes on."""
    if isinstance(cite, Entry):
        return f"{cite.claim.statement} {cite.claim.denial.proposition if cite.claim.denial else ''}".strip()
    return f"{cite.title}: {cite.statement}" if isinstance(cite, Event) else f"{cite.title} {cite.note}"


def material_of(cite: Cite) -> str:
    """Everything that the ledger holds under the cited id, as one text."""
    return _joined(cite) if isinstance(cite, (Event, Dataset)) else _of_entry(cite)


@lru_cache(maxsize=1024)
def _of_entry(entry: Entry) -> str:
    claim, denial = entry.claim, entry.claim.denial
    parts = [claim.id, claim.statement, entry.claimant.name, entry.claimant.role, entry.claimant.affiliation, *claim.notes]
    parts += [claim.truth_why, entry.document.title, entry.document.publisher, f"paragraph {claim.paragraph} line {claim.line}"]
    parts += [f"{ref.as_written} {ref.why}" for ref in claim.places]
    parts += [link.note for link in (*claim.supports, *claim.contradicts, *claim.limits)]
    parts += [*claim.entities, entry.claimant.role_note, *_days(claim.dates)]
    if denial:
        until = DateRange(end=denial.until, basis="stated") if denial.until else None
        parts += [denial.proposition, *denial.by, denial.note, *_days(until)]
    return " ".join(parts)


def _joined(cite: Event | Dataset) -> str:
    if isinstance(cite, Dataset):
        return f"{cite.title} {cite.producer} {cite.note} {cite.rows} {cite.version}"
    places = " ".join(f"{ref.as_written} {ref.why}" for ref in cite.places)
    sources = " ".join(source.name for source in cite.sources)
    return " ".join((cite.title, cite.statement, cite.reporter, places, sources, *cite.notes, *_days(cite.dates)))


def _days(dates: DateRange | None) -> Iterator[str]:
    if dates is None:
        return
    yield f"{dates.stated} {dates.why}"
    for day in (dates.start, dates.end, dates.stated_start, dates.stated_end):
        if day is not None:
            yield f"{day.day} {MONTHS[day.month - 1]} {day.year}"
