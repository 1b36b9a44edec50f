"""What is new between two states of a ledger: what came in, was revised, went, was contradicted or denied. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from explorer.cards.read import Cards
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Card, Claim, Document, Event
from explorer.workspace.standing import Standing
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Draft, Paper

Happened = Literal["came in", "revised", "withdrawn", "contradicted", "denied"]
Key = tuple[str, str]


@dataclass(frozen=True)
class News:
    """One thing that is new. ``kind`` and ``id`` name it as a view selects it; ``by`` is what contradicts or denies it.

    A ``paper`` is a document of the inbox that has no claims yet; ``waiting`` counts its drafts that nobody has reviewed.
    """

    happened: Happened
    kind: str
    id: str
    title: str
    by: str = ""
    waiting: int = 0


def news(before: Standing, after: Standing) -> tuple[News, ...]:
    """What is new between two moments of a workspace: of its ledger, then of the papers that are no documents of it yet."""
    return *changes(before.cards, after.cards), *_of_papers(before, after)


def _of_papers(before: Standing, after: Standing) -> Iterator[News]:
    old, new, drafts = _papers(before), _papers(after), _waiting(after.state)
    for name, paper in new.items():
        if name not in old:
            yield News("came in", "paper", name, _paper_title(paper), waiting=drafts[name])
        elif _own_words(old[name]) != _own_words(paper):
            yield News("revised", "paper", name, _paper_title(paper), waiting=drafts[name])
    gone = {revision.name for key, revision in after.state.entries.items() if key[0] == "paper" and revision.withdrawn}
    yield from (News("withdrawn", "paper", name, _paper_title(paper)) for name, paper in old.items() if name in gone)


def _papers(shown: Standing) -> Mapping[str, Paper]:
    """The papers that stand, without those whose claims stand in a document of the ledger."""
    known = shown.cards.ledger.document_ids
    cards = (revision.entered.card for revision in shown.state.standing() if revision.kind == "paper")
    return {card.id: card for card in cards if isinstance(card, Paper) and card.document.get("card") not in known}


def _own_words(paper: Paper) -> Paper:
    """A paper as it was read, without the note of the document that it became for a time."""
    return paper.model_copy(update={"document": {key: value for key, value in paper.document.items() if key != "card"}})


def _waiting(state: State) -> Counter[str]:
    cards = (revision.entered.card for revision in state.standing() if revision.kind == "draft")
    return Counter(card.paper for card in cards if isinstance(card, Draft))


def _paper_title(paper: Paper) -> str:
    about = paper.document
    title, publisher = str(about.get("title") or about.get("file") or paper.id), str(about.get("publisher") or "")
    return f"{title} ({publisher})" if publisher else title


def changes(before: Cards, after: Cards) -> tuple[News, ...]:
    """What is new in the documents, claims and dated facts of ``after``, by what happened and then in the order of the ledger."""
    old, new = _cards(before), _cards(after)
    found = [
        *(News("came in", *key, title) for key, (_, title) in new.items() if key not in old),
        *(News("revised", *key, title) for key, (card, title) in new.items() if key in old and old[key][0] != card),
        *(News("withdrawn", *key, title) for key, (_, title) in old.items() if key not in new),
        *_spoken_against(before, after),
    ]
    return tuple(found)


def _cards(cards: Cards) -> Mapping[Key, tuple[Card, str]]:
    """Each card with its title; a claim that only changed its claimant's card is not revised."""
    ledger = cards.ledger
    rows: list[tuple[str, Document | Entry | Event]] = [
        *(("document", document) for document in ledger.documents),
        *(("claim", entry) for entry in ledger.entries),
        *(("event", event) for event in ledger.events),
    ]
    return {(kind, row.id): (row.claim if isinstance(row, Entry) else row, _title(row)) for kind, row in rows}


def _title(row: Document | Entry | Event) -> str:
    return f"{row.who}: {row.claim.statement}" if isinstance(row, Entry) else row.title


def _spoken_against(before: Cards, after: Cards) -> Iterator[News]:
    """Claims that stood before, or came in, and that something new speaks against or denies."""
    known, titles = {*_against(before)}, _cards(after)
    for happened, ref, by in _against(after):
        kind = "event" if ref.startswith("event:") else "claim"
        key = (kind, ref.removeprefix("event:"))
        if (happened, ref, by) not in known and key in titles:
            yield News(happened, *key, titles[key][1], by)


def _against(cards: Cards) -> Iterator[tuple[Happened, str, str]]:
    for entry in cards.ledger.entries:
        yield from (("contradicted", link.ref, entry.id) for link in entry.claim.contradicts)
        yield from (("denied", ref, entry.id) for ref in (entry.claim.denial.of if entry.claim.denial else ()))


def alone(cards: Cards, found: Iterable[News]) -> Cards:
    """The cards with no other claims and dated facts than those of the news: what a map of them shows."""
    named = {key for news in found for key in ((news.kind, news.id), ("claim", news.by))}
    kept: dict[type[Card], tuple[Any, ...]] = {
        Claim: tuple(row for row in cards.rows.get(Claim, ()) if ("claim", row.card.id) in named),
        Event: tuple(row for row in cards.rows.get(Event, ()) if ("event", row.card.id) in named),
    }
    return Cards({**cards.rows, **kept})


def as_lines(found: Sequence[News], first: date, last: date) -> tuple[str, ...]:
    """The news as plain text, by what happened."""
    rows = [f"What is new from {first} to {last}", ""] if found else [f"Nothing is new from {first} to {last}."]
    for happened, these in by_what(found).items():
        rows += [f"{happened.capitalize()} ({len(these)})", *(f"  {told(news)}" for news in these), ""]
    return tuple(rows)


def by_what(found: Iterable[News]) -> Mapping[Happened, tuple[News, ...]]:
    """The news by what happened, in the order in which it was found."""
    groups: dict[Happened, list[News]] = {}
    for news in found:
        groups.setdefault(news.happened, []).append(news)
    return {happened: tuple(these) for happened, these in groups.items()}


def told(news: News) -> str:
    """One piece of news in one line.

    >>> told(News("denied", "claim", "A04", "Ann: It was so.", "B02"))
    'A04: Ann: It was so. (by B02)'
    """
    waiting = f" ({news.waiting} drafts to review)" if news.waiting else ""
    return f"{news.id}: {news.title}{f' (by {news.by})' if news.by else ''}{waiting}"
