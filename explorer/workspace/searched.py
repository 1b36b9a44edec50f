"""What a search looks through: the words of each document, claim, dated fact, paper and note, and the names of its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from explorer.cards.read import Cards
from explorer.ledger.claims import Entry
from explorer.ledger.gazetteer import names_of
from explorer.ledger.vocabulary import Card, Claim, Document, Event, Site
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


@dataclass(frozen=True)
class Searched:
    """Something that is searched, with the cards that its text is made of."""

    shown: Document | Entry | Event | Card
    basis: Basis

    @property
    def text(self) -> Text:
        """Its words."""
        match self.shown:
            case Entry(claim=claim, id=identifier, who=who):
                words = (claim.statement, *claim.entities, *claim.topics, claim.truth_why, *claim.notes)
                return Text(f"{identifier} {who}", " ".join(words), self._names)
            case Document() as document:
                words = (document.publisher, document.id, document.underlying, document.relation, *document.notes)
                return Text(f"{document.code} {document.title}", " ".join(words))
            case Event() as event:
                words = (event.statement, event.reporter, *(source.name for source in event.sources), *event.notes)
                return Text(event.title, " ".join(words), self._names)
            case Paper() as paper:
                return Text(str(paper.document.get("title", paper.id)), "\n".join(paper.paragraphs))
            case Note() as note:
                return Text(f"Note on {note.about}", note.words)
            case _:
                return Text("", "")

    @property
    def _names(self) -> str:
        first = self.basis[0]
        written = [place.as_written for place in first.places] if isinstance(first, (Claim, Event)) else []
        return " ".join((*written, *(name for card in self.basis if isinstance(card, Site) for name in names_of(card))))


def searched(cards: Cards, state: State | None) -> dict[Key, Searched]:
    """Everything that is searched, by kind and id."""
    ledger, sites = cards.ledger, cards.gazetteer.by_id
    return {
        **{("document", document.id): Searched(document, (document,)) for document in ledger.documents},
        **{
            ("claim", entry.id): Searched(entry, (entry.claim, entry.claimant, *_sites(entry.claim, sites)))
            for entry in ledger.entries
        },
        **{("event", event.id): Searched(event, (event, *_sites(event, sites))) for event in ledger.events},
        **_own(state),
    }


def _sites(card: Claim | Event, sites: Mapping[str, Site]) -> Iterator[Site]:
    return (sites[place.id] for place in card.places if place.id in sites)


def _own(state: State | None) -> dict[Key, Searched]:
    standing = state.standing() if state else ()
    cards = ((r.key, r.entered.card) for r in standing if r.kind in {"paper", "note"})
    return {key: Searched(card, (card,)) for key, card in cards}
