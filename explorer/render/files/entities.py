"""Claims and what they speak of as FollowTheMoney entities, and beside them the status that an entity cannot carry.

The entities are plain JSON, one per line, in that model's own schemata: documents, claimants, places, dated facts, and a note for
each claim. A note always begins with who said it; how it stands (alleged, denied, graded) is in the side record.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import DateRange, Document, Event, Site, Voice
from explorer.letters import plain
from explorer.render.files.rows import cite_row
from explorer.render.statements import sentence
from explorer.scene.build import Scene
from explorer.world.world import World

Properties = dict[str, list[str]]


def entities(world: World, scene: Scene) -> bytes:
    """Every claim and dated fact that the view selects, with what they refer to; one JSON object a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n" for row in _rows(world, scene)).encode()


def status(world: World, scene: Scene) -> bytes:
    """The side record: for each claim its entity, stance, grades, truth status, denials and what bears on it."""
    rows = []
    for entry in _told(world, scene):
        claim = entry.claim
        rows.append(
            {
                "claim": entry.id,
                "entity": identifier("claim", entry.id),
                "claimant": entry.who,
                "stance": claim.stance.value,
                "speech": claim.speech.value,
                "said": claim.said.code,
                "content": claim.content.code,
                "truth": claim.truth.value,
                "truth_why": claim.truth_why,
                "denied_by": [denial.id for denial in world.ledger.denials_of(entry.id)],
                "supports": [link.ref for link in claim.supports],
                "contradicts": [link.ref for link in claim.contradicts],
                "limits": [link.ref for link in claim.limits],
                "cites": [cite_row(cite) for cite in claim.cites],
                "places": [{"id": p.id, "basis": p.basis.value} for p in claim.places],
                "family": claim.family,
            }
        )
    as_of = world.ledger.as_of
    record = {
        "note": "No entity in the file beside this one is a fact by itself: each note is what somebody said, with its status.",
        "ledger_date": as_of.isoformat() if as_of else None,
        "claims": rows,
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _told(world: World, scene: Scene) -> tuple[Entry, ...]:
    """The claims of the view with their denials and what speaks against them."""
    return (*scene.entries, *world.ledger.beside(scene.entries))


def identifier(kind: str, name: str) -> str:
    """The id of an entity, the same in every file: letters, digits and hyphens, since a reference to anything else is dropped.

    >>> identifier("claim", "B42"), identifier("document", "NK_News 2024")
    ('tumen-claim-b42-10d44a71', 'tumen-document-nk-news-2024-22ccb4e8')
    """
    mark = hashlib.sha256(f"{kind}:{name}".encode()).hexdigest()[:8]
    words = "-".join(re.findall("[a-z0-9]+", name.casefold()))[:100].strip("-")
    return "-".join(filter(None, ("tumen", kind, words, mark)))


def _entity(kind: str, name: str, schema: str, properties: Properties) -> dict[str, object]:
    kept = {key: [said for value in values if (said := _said(key, value))] for key, values in properties.items()}
    return {
        "id": identifier(kind, name),
        "schema": schema,
        "properties": {k: v for k, v in kept.items() if v},
        "datasets": ["tumen"],
    }


_TEXTS = {"description", "summary", "notes"}
_SHORTER = {"name": 384, "alias": 384, "full": 250}


def _said(key: str, value: str) -> str:
    """A value as the model takes it: texts with their lines, all else on one line and no longer than its type may be."""
    text = plain(value).strip()
    if key in _TEXTS:
        return text
    line, most = " ".join(text.split()), _SHORTER.get(key, 1024)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _rows(world: World, scene: Scene) -> Iterator[dict[str, object]]:
    entries, events = _told(world, scene), scene.events
    documents = {entry.document.id: entry.document for entry in entries}
    claimants = {(entry.document.id, entry.claimant.id): entry for entry in entries}
    used = {p.id for e in entries for p in e.claim.places} | {p.id for e in events for p in e.places}
    yield from (_document(document) for document in documents.values())
    yield from (_claimant(entry) for entry in claimants.values())
    yield from (_place(site) for site in world.gazetteer.sites if site.id in used)
    yield from (_event(event) for event in events)
    yield from (_claim(entry) for entry in entries)


def _document(document: Document) -> dict[str, object]:
    properties = {
        "title": [document.title], "fileName": [document.id], "publisher": [document.publisher], "date": _days(document.dates),
        "sourceUrl": [document.address] if document.address.startswith("http") else [],
    }  # fmt: skip
    return _entity("document", document.id, "Article", properties)


_BODIES = {Voice.RUSSIA, Voice.DPRK, Voice.ROK, Voice.USA, Voice.CHINA}


def _claimant(entry: Entry) -> dict[str, object]:
    claimant = entry.claimant
    body = claimant.voice in _BODIES and claimant.name.startswith(("Government", "Ministry"))
    properties = {
        "name": [claimant.name],
        "notes": [", ".join(part for part in (claimant.role, claimant.affiliation) if part)],
    }
    schema = "PublicBody" if body else "LegalEntity"
    return _entity("claimant", f"{entry.document.code}-{claimant.id}", schema, properties)


def _place(site: Site) -> dict[str, object]:
    properties = {
        "full": [site.names.en], "name": [site.names.en], "alias": [site.names.ko, site.names.ru, *site.aliases],
        "latitude": [f"{site.lat:.5f}"] if site.lat is not None else [],
        "longitude": [f"{site.lon:.5f}"] if site.lon is not None else [],
        "country": [_COUNTRIES[site.country]] if site.country in _COUNTRIES else [],
        "remarks": [f"{site.kind.value}; position good to {site.accuracy_km:g} km" if site.placed else site.kind.value],
    }  # fmt: skip
    return _entity("place", site.id, "Address", properties)


_COUNTRIES = {"RUS": "ru", "PRK": "kp", "KOR": "kr", "CHN": "cn", "JPN": "jp", "USA": "us", "UKR": "ua"}


def _event(event: Event) -> dict[str, object]:
    properties = {
        "name": [event.title], "summary": [f"{event.reporter} ({event.stance.value}): {event.statement}"],
        "startDate": _days(event.dates)[:1], "endDate": _days(event.dates)[-1:],
        "addressEntity": [identifier("place", place.id) for place in event.places],
        "notes": ["A dated public fact from outside the documents; sources: " + "; ".join(s.name for s in event.sources)],
    }  # fmt: skip
    return _entity("event", event.id, "Event", properties)


def _claim(entry: Entry) -> dict[str, object]:
    said_by = identifier("claimant", f"{entry.document.code}-{entry.claimant.id}")
    properties = {
        "name": [f"{entry.id}: {entry.claim.stance.value}"], "description": [f"{sentence(entry)} As reported, not verified."],
        "entity": [said_by, identifier("document", entry.document.id)],
        "addressEntity": [identifier("place", place.id) for place in entry.claim.places],
        "keywords": [topic.value for topic in entry.claim.topics],
        "notes": [f"Stance: {entry.claim.stance.value}; content {entry.claim.content.code}; {entry.claim.truth.value}"],
    }  # fmt: skip
    return _entity("claim", entry.id, "Note", properties)


def _days(dates: DateRange) -> list[str]:
    return _unique(day.isoformat() for day in (dates.start or dates.end, dates.end or dates.start) if day)


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
