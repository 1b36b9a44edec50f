"""The cards in another language: translated texts beside the English ones, which stay the ones that count.

A translation carries the fingerprint of the English it was made from. Where that no longer fits, the English is shown: what is
out of date is never told for what the ledger says now.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import Field

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Card, Event, Text

C = TypeVar("C", bound=Card)
Words = str | tuple[str, ...]
"""One text, or several in the order of the card."""

PATHS: Mapping[str, Mapping[str, str]] = {
    "document": {"title": "title", "publisher": "publisher"},
    "claimant": {"name": "name", "role": "role", "affiliation": "affiliation"},
    "claim": {"statement": "statement", "denial": "denial.proposition", "denied_by": "denial.by"},
    "event": {"title": "title", "statement": "statement", "reporter": "reporter"},
    "factor": {
        **{name: name for name in ("title", "rail_why", "sea_why", "measure", "value", "opposite")},
    },
    "judgement": {name: name for name in ("title", "unit", "author", "reason")},
    "trial": {
        **{name: name for name in ("title", "reading", "beside_note")},
        "points": "points.*.text",
        "switch_titles": "switches.*.title",
        "switch_texts": "switches.*.text",
    },
    "family": {"title": "title", "note": "note"},
    "leg": {name: name for name in ("title", "reporter", "statement", "note")},
    "journey": {"title": "title"},
    "itinerary": {"title": "title", "note": "note", "stops": "stops.*.text"},
    "viewpoint": {"title": "title", "note": "note"},
    "corridor": {"title": "title", "note": "note"},
    "provision": {name: name for name in ("effect", "bites", "standing")},
    "case": {"condition": "condition", "judgement": "judgement"},
    "scenario": {name: name for name in ("title", "audience", "goals", "notes")},
    "step": {
        "heading": "heading",
        "guide": "guide",
        **{name: f"{name}.*.text" for name in ("say", "against", "inferred", "callout")},
        "ask": "question.ask",
        "options": "question.options",
        "why": "question.why.*.text",
        "wrong": "question.wrong.*.text",
        "sort_ask": "sort.ask",
        "sort_items": "sort.items.*.text",
        "sort_why": "sort.why.*.text",
        "notes": "notes",
    },
}
"""What of each table is translated: the field of a translation, and where the text stands in the card; ``*`` is every row."""


REMARKS: Mapping[str, tuple[str, ...]] = {
    "document": ("underlying", "relation", "reliability_why", "dates.stated", "notes"),
    "claimant": ("role_note",),
    "claim": (
        *("said.reliability_why", "said.credibility_why", "content.reliability_why", "content.credibility_why"),
        *("truth_why", "dates.stated", "dates.why", "places.*.why", "notes", "denial.note"),
        *("limits.*.note", "supports.*.note", "contradicts.*.note"),
    ),
    "event": ("dates.stated", "notes"),
    "site": ("note",),
}
"""Where notes and reasons stand in the cards of each table. They recur, so that they are translated by their English itself."""


def remarks(table: str, card: Card) -> Iterator[str]:
    """The notes and reasons of a card, in the order of the table; those that it leaves empty are not there."""
    for path in REMARKS.get(table, ()):
        found = _get(card, path.split("."))
        yield from filter(None, (found,) if isinstance(found, str) else found)


def texts(table: str, card: Card) -> dict[str, Words]:
    """The texts of a card that are translated, by field; those that the card leaves empty are not there."""
    found = {field: _get(card, path.split(".")) for field, path in PATHS[table].items()}
    return {field: words for field, words in found.items() if words and any(words)}


def fingerprint(words: Mapping[str, Words]) -> str:
    """Eight letters that change with any of the texts.

    >>> fingerprint({"statement": "Trains might run."}) == fingerprint({"statement": "Trains may run."})
    False
    """
    lines = (f"{field}\n" + (text if isinstance(text, str) else "\n".join(text)) for field, text in words.items())
    return sha256("\n".join(lines).encode()).hexdigest()[:8]


def retold(table: str, card: C, words: Mapping[str, Words]) -> C:
    """The card with translated texts in the place of its own."""
    for field, text in words.items():
        card = _put(card, PATHS[table][field].split("."), text)
    return card


class NameForms(Card):
    """A name that a translation has to keep, in the forms that each language uses of it."""

    en: tuple[Text, ...] = Field(min_length=1)
    ko: tuple[Text, ...] = Field(min_length=1)
    ru: tuple[Text, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        """Of the English alone: a rule asks for every name in every text."""
        return hash(self.en)

    def told(self, language: str) -> tuple[str, ...]:
        """Its forms in a language."""
        return self.ko if language == "ko" else self.ru


@dataclass(frozen=True)
class Translation:
    """The translated texts of one entry, and the fingerprint of the English that they were made from."""

    of: str
    words: Mapping[str, Words]


@dataclass(frozen=True)
class Tongue:
    """All translations into one language by table and key; that of English is empty.

    Keys are the ids of the cards. A claimant is ``document/claimant``, a step of a story ``story/number``. ``remarks`` are notes
    and reasons by their English.
    """

    language: str
    entries: Mapping[tuple[str, str], Translation]
    remarks: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def card(self, table: str, key: str, card: C) -> C:
        """A card in this language: as it is where there is no translation, or none of its English as it now stands."""
        found = self.entries.get((table, key))
        if found is None or found.of != fingerprint(texts(table, card)):
            return card
        return retold(table, card, found.words)

    def entry(self, entry: Entry) -> Entry:
        """A claim with its claimant and its document."""
        if not self.entries:
            return entry
        document = entry.document
        return replace(
            entry,
            claim=self.card("claim", entry.id, entry.claim),
            claimant=self.card("claimant", f"{document.id}/{entry.claimant.id}", entry.claimant),
            document=self.card("document", document.id, document),
        )

    def event(self, event: Event) -> Event:
        """A dated fact."""
        return self.card("event", event.id, event)


ENGLISH = Tongue("en", {})
"""The language of the cards themselves."""


def _get(value: Any, path: list[str]) -> Words:
    if value is None:
        return ""
    if not path:
        return tuple(value) if isinstance(value, (list, tuple)) else str(value)
    if path[0] == "*":
        return tuple(str(_get(row, path[1:])) for row in value)
    return _get(getattr(value, path[0]), path[1:])


def _put(card: Any, path: list[str], words: Words) -> Any:
    if not path:
        return words
    name, rest = path[0], path[1:]
    value = getattr(card, name)
    if rest[:1] == ["*"]:
        inner: Any = tuple(_put(row, rest[1:], text) for row, text in zip(value, words, strict=False))
    else:
        inner = _put(value, rest, words)
    return card.model_copy(update={name: inner})
