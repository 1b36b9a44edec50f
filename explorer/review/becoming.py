"""What a draft would become: the entries of its claim, and of whatever the claim rests on that is not there yet. Pure.

Ids and codes that nobody has chosen are proposed here, and places that only the map data knows come along as sites.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from string import ascii_uppercase
from typing import Any

from explorer.cards.read import Cards
from explorer.ledger.ids import code_of
from explorer.ledger.vocabulary import Claimant, Document, SiteKind, Voice
from explorer.review.voices import proposed
from explorer.views.view import slug
from explorer.workspace.change import Edit, Incoming
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Draft, Paper
from explorer.workspace.workspace import edit_of

ARTICLE = "article"
"""The claimant of a draft that the document states in its own voice."""

NOT_GRADED = {
    "reliability": "F",
    "reliability_why": "Not graded.",
    "credibility": "6",
    "credibility_why": "Not graded.",
}
"""Grades of a claim that nobody has graded: both axes say that it cannot be judged."""

_LINKS = ("supports", "contradicts", "limits")
_PLAIN = (
    *("stance", "statement", "speech", "topics", "flow", "entities", "truth", "truth_why", "family", "cites", "notes"),
    *_LINKS,
)
_SITE_KINDS = {**{kind.value: kind.value for kind in SiteKind}, "tunnel": "bridge", "strait": "region", "junction": "station"}
_ACCURACY_KM = {"station": 0.5, "port": 2.0, "town": 3.0, "city": 5.0, "bridge": 0.5, "yard": 1.0, "border crossing": 1.0}


@dataclass(frozen=True)
class Becoming:
    """The entries that a draft would be written as, in one change; ``document`` and ``claim`` are the ids they come under."""

    document: str
    claim: str
    entries: tuple[Incoming, ...]

    def edits(self, now: State, draft: Draft, seen: int) -> tuple[Edit, ...]:
        """The edits that write them and let the draft go, as long as it is still the text that was seen.

        Raises
        ------
        SeedFaults
            An entry lacks what it needs.
        """
        made = [edit_of(entry.kind, entry.fields, now, entry.file) for entry in self.entries]
        return *made, Edit("draft", draft.id, "", None, seen)


def becoming(paper: Paper, draft: Draft, cards: Cards, now: State, others: Sequence[str] = ()) -> Becoming:
    """What a draft would become among the cards that stand.

    Parameters
    ----------
    others
        Who else speaks in the paper, the nearest first.
    cards
        All cards, those of the workspace among them.
    now
        The workspace, whose numbers are not used twice, those of withdrawn claims included.
    """
    head = head_of(paper, cards)
    file, given = f"documents/{head['id']}.toml", {"family": paper.document.get("family"), **_given(draft)}
    name = speaker_of(given, head)
    known = _speakers(cards, file)
    speaker = next((card.id for card in known if card.name.casefold() == name.casefold()), None)
    entries: list[Incoming] = []
    if not any(document.id == head["id"] for document in cards.ledger.documents):
        entries.append(Incoming("document", head, file))
    if paper.document.get("card") != head["id"]:
        entries.append(Incoming("paper", _of_card(paper, str(head["id"]))))
    if speaker is None:
        fields = claimant(given, name, voice_of(given, cards, others)[0], {card.id for card in known})
        entries.append(Incoming("claimant", fields, file))
        speaker = str(fields["id"])
    sites = [_site(place, paper) for place in given.get("places") or () if _is_new(place, cards)]
    entries += [Incoming("site", site) for site in sites]
    number = _number(str(head["code"]), cards, now)
    entries.append(Incoming("claim", claim_fields(given, number, speaker), file))
    return Becoming(str(head["id"]), number, tuple(entries))


def _given(draft: Draft) -> dict[str, Any]:
    """The fields that a draft has; an empty family leaves that of the paper."""
    return {key: value for key, value in draft.claim.items() if value is not None or key != "family"}


# ---- document --------------------------------------------------------------------------------------------------------


def head_of(paper: Paper, cards: Cards) -> dict[str, Any]:
    """The fields of the document that a paper's claims stand in: its card where there is one, else a proposal."""
    about, documents = paper.document, cards.ledger.documents
    standing = next((document for document in documents if document.id == about.get("card")), None)
    if standing is not None:
        return standing.model_dump(mode="json", exclude_defaults=True)
    publisher = str(about.get("publisher") or "").strip()
    dates = {key: value for key, value in dict(about.get("dates") or {"basis": "undated"}).items() if value is not None}
    return {
        "id": str(about.get("id") or _own_id(publisher or str(about.get("title", "")), str(dates.get("start", "")), documents)),
        "code": str(about.get("code") or _own_code(publisher or str(about.get("title", "")), documents)),
        "title": str(about.get("title") or ""),
        "publisher": publisher,
        "dates": dates,
        "underlying": str(about.get("underlying") or "Not known."),
        "relation": str(about.get("relation") or "Not known."),
        "paragraphs": max(len(paper.paragraphs), 1),
        "reliability": str(about.get("reliability") or "F"),
        "reliability_why": str(about.get("reliability_why") or "Nobody has judged this publisher yet."),
    }


def _of_card(paper: Paper, card: str) -> dict[str, Any]:
    fields = paper.model_dump(mode="json", exclude_defaults=True)
    return {**fields, "document": {**paper.document, "card": card}}


def _own_id(words: str, day: str, documents: Iterable[Document]) -> str:
    taken = {name for document in documents for name in (document.id, *document.former_ids)}
    base = "-".join(part for part in (slug(words)[:40].strip("-") or "document", day[:7]) if part)
    return next(name for name in _numbered(base) if name not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def _own_code(words: str, documents: Iterable[Document]) -> str:
    """A code that no document has: the initials, else the first letters, else the first free letters.

    >>> _own_code("Harbour Wire", ()), _own_code("Tideline", ()), _own_code("연합뉴스", ())
    ('HW', 'TID', 'AA')
    """
    taken, names = {document.code for document in documents}, re.findall(r"[A-Z]+", words.upper())
    initials, letters = "".join(name[0] for name in names)[:4], "".join(names)
    wishes = [initials] if len(initials) > 1 else []
    wishes += [letters[:size] for size in (3, 4, 2) if len(letters) >= size]
    free = ("".join(pair) for size in (2, 3) for pair in product(ascii_uppercase, repeat=size))
    return next(code for code in (*wishes, *free) if code not in taken)


# ---- claimant --------------------------------------------------------------------------------------------------------


def speaker_of(claim: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    """The name of a draft's claimant; what the article says itself is said by its publisher."""
    name = str(claim.get("claimant") or "").strip()
    return str(head.get("publisher") or "The article") if name == ARTICLE else name


def _speakers(cards: Cards, file: str) -> list[Claimant]:
    return [row.card for row in cards.rows.get(Claimant, ()) if row.file == file]


def claimant(claim: Mapping[str, Any], name: str, voice: str, taken: Collection[str] = ()) -> dict[str, Any]:
    """The card of a claimant that is new in its document; the voice is left out where nobody has said it and no word tells."""
    base = slug(name)[:60].strip("-") or "speaker"
    identifier = next(found for found in _numbered(base) if found not in taken)
    more = {key: str(claim[key]) for key in ("role", "affiliation") if claim.get(key)}
    return {"id": identifier, "name": name, **more, **({"voice": voice} if voice else {})}


def voice_of(claim: Mapping[str, Any], cards: Cards, others: Sequence[str] = ()) -> tuple[str, str]:
    """The voice of a draft's claimant, "" where there is none, and why it is that: as chosen, else as proposed."""
    name, chosen = str(claim.get("claimant") or ""), str(claim.get("voice") or "")
    if chosen:
        return chosen, "chosen by hand"
    if name == ARTICLE:
        return Voice.MEDIA.value, "the article says it in its own voice"
    found, why = proposed(name, cards.ledger.entries, others)
    return (found.value if found else ""), why


# ---- places ----------------------------------------------------------------------------------------------------------


def _is_new(place: Mapping[str, Any], cards: Cards) -> bool:
    return place.get("id") not in cards.gazetteer.by_id


def _site(place: Mapping[str, Any], paper: Paper) -> dict[str, Any]:
    """The card of a place that is not in the gazetteer: as somebody has made it, else as the map data has it."""
    if "site" in place:
        return {"id": place["id"], **place["site"]}
    mentions = paper.mentions.get("places") or ()
    found: Mapping[str, Any] = next((mention for mention in mentions if mention.get("id") == place.get("id")), {})
    kind = _SITE_KINDS.get(str(place.get("kind") or found.get("kind") or ""), "region" if place.get("lon") is None else "town")
    site = {"id": str(place.get("id") or slug(str(place.get("name", "")))), "kind": kind, "names": {"en": place.get("name", "")}}
    if place.get("lon") is None:
        return site
    where = {"lon": place["lon"], "lat": place["lat"], "accuracy_km": _ACCURACY_KM.get(kind, 2.0)}
    return {**site, **where, "origin": "Map data of the explorer, by its name."}


# ---- claim -----------------------------------------------------------------------------------------------------------


def _number(code: str, cards: Cards, now: State) -> str:
    names = [name for kind, name in now.entries if kind == "claim"] + [entry.id for entry in cards.ledger.entries]
    last = max((int(name[len(code) :]) for name in names if code_of(name) == code), default=0)
    return f"{code}{last + 1:02}"


def claim_fields(claim: Mapping[str, Any], identifier: str, speaker: str) -> dict[str, Any]:
    """The fields of a claim card out of a draft's; what is empty is left out, so that the card's own model says so."""
    plain = {key: claim[key] for key in _PLAIN if claim.get(key) not in (None, "", [], ())}
    denial = {"denial": claim["denial"]} if claim.get("denial") and claim.get("stance") == "denied" else {}
    places = [
        {key: place[key] for key in ("id", "basis", "as_written", "why") if place.get(key)} for place in claim.get("places") or ()
    ]
    return {
        "id": identifier,
        "paragraph": claim.get("paragraph"),
        "line": claim.get("line"),
        "claimant": speaker,
        **plain,
        **({"statement": tidied(claim)} if "statement" in plain else {}),
        "places": places,
        "dates": dates_of(claim),
        "said": _graded(claim.get("said")),
        "content": _graded(claim.get("content")),
        **denial,
    }


_LEADS = re.compile(r"^(?:that|что|and|и)\s+|,?\s+(?:and|и|but|но)$", re.IGNORECASE)


def tidied(claim: Mapping[str, Any]) -> str:
    """The statement of a draft; a bare clause of the text without the words that tied it to others, as a sentence.

    >>> tidied({"statement": "that most of the trains ran at night, and", "proposal": True})
    'Most of the trains ran at night.'
    >>> tidied({"statement": "as I wrote it", "proposal": False})
    'as I wrote it'
    """
    words = str(claim.get("statement") or "").strip()
    if not claim.get("proposal") or not words:
        return words
    bare = _LEADS.sub("", words).strip(" ,;")
    sentence = bare[:1].upper() + bare[1:]
    return sentence if sentence[-1:] in ".!?…”" else f"{sentence}."


def dates_of(claim: Mapping[str, Any]) -> dict[str, Any]:
    """The dates of a claim out of a draft's: the basis follows from what is known unless somebody has chosen it."""
    start, end = claim.get("date_start"), claim.get("date_end")
    days = {key: day for key, day in (("start", start), ("end", end)) if day}
    words = {"stated": claim.get("date_stated") or "", "why": claim.get("date_why") or ""}
    return {**days, **words, "basis": claim.get("date_basis") or ("stated" if days else "undated")}


def _graded(grade: Mapping[str, Any] | None) -> dict[str, Any]:
    """A grade; what was never graded says so."""
    given = {key: value for key, value in (grade or {}).items() if value}
    return {**NOT_GRADED, **{key: value for key, value in given.items() if value != "not graded yet"}}
