"""What a search looks through: the words of each document, claim, dated fact, paper and note, and the names of its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from explorer.cards.read import Cards
from explorer.ledger.claims import who
from explorer.ledger.gazetteer import names_of
from explorer.ledger.vocabulary import Card, Claim, Claimant, Document, Event, Site
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Note, Paper

Key = tuple[str, str]
Basis = tuple[Card, ...]
"""The cards from which a text is made: while they are the same, so is the text."""


class Text(NamedTuple):
    """The searched words of one thing; ``names`` are those of its places in all scripts, which stand in no sentence."""

    title: str
    body: str
    names: str = ""


def text_of(basis: Basis, sites: Mapping[str, Site]) -> Text:
    """The words of something that is searched."""
    match basis:
        case (Claim() as claim, Claimant() as claimant):
            words = (claim.statement, *claim.entities, *claim.topics, claim.truth_why, *claim.notes, *cited_words(claim))
            return Text(f"{claim.id} {who(claimant)}", " ".join(words), _names(claim, sites))
        case (Document() as document,):
            words = (document.publisher, document.id, document.underlying, document.relation, *document.notes)
            return Text(f"{document.code} {document.title}", " ".join(words))
        case (Event() as event,):
            words = (event.statement, event.reporter, *(source.name for source in event.sources), *event.notes)
            return Text(event.title, " ".join(words), _names(event, sites))
        case (Paper() as paper,):
            return Text(str(paper.document.get("title", paper.id)), "\n".join(paper.paragraphs))
        case (Note() as note,):
            return Text(f"Note on {note.about}", note.words)
        case _:
            return Text("", "")


def cited_words(claim: Claim) -> Iterator[str]:
    """What a claim cites of own data."""
    return (word for cite in claim.cites for word in (cite.title, cite.words, cite.note, cite.credit) if word)


def _names(card: Claim | Event, sites: Mapping[str, Site]) -> str:
    written = (place.as_written for place in card.places)
    known = (name for place in card.places if place.id in sites for name in names_of(sites[place.id]))
    return " ".join((*written, *known))


def searched(cards: Cards, state: State | None) -> dict[Key, Basis]:
    """The cards of everything that is searched, by kind and id, without the sites that they name."""
    ledger = cards.ledger
    return {
        **{("document", document.id): (document,) for document in ledger.documents},
        **{("claim", entry.claim.id): (entry.claim, entry.claimant) for entry in ledger.entries},
        **{("event", event.id): (event,) for event in ledger.events},
        **_own(state),
    }


def named_sites(basis: Basis) -> frozenset[str]:
    """The ids of the places that a card names."""
    first = basis[0]
    return frozenset(place.id for place in first.places) if isinstance(first, (Claim, Event)) else frozenset()


def moved_sites(before: Cards | None, after: Cards) -> frozenset[str]:
    """The ids of places that are not what they were."""
    if before is None or before.rows.get(Site) is after.rows.get(Site):
        return frozenset()
    old, new = before.gazetteer.by_id, after.gazetteer.by_id
    return frozenset(name for name in {*old, *new} if old.get(name) is not new.get(name))


def _own(state: State | None) -> dict[Key, Basis]:
    entries = state.entries.items() if state else ()
    return {key: (r.entered.card,) for key, r in entries if key[0] in {"paper", "note"} and not r.withdrawn}
