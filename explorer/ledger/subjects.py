"""What the ledger speaks of: places, those who speak, and the people, bodies, ships and weapons that statements name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from explorer.ledger.claims import Entry, Ledger
from explorer.ledger.gazetteer import Gazetteer, names_of
from explorer.ledger.spelling import folded
from explorer.ledger.vocabulary import Claim, Event, PlaceRef, Site, SiteKind

Kind = Literal["place", "speaker", "named"]
SEATS = frozenset({SiteKind.CITY, SiteKind.TOWN})
"""A town is one place with its stations, ports and piers."""
_INFERRED = re.compile(r"\s*\(inferred\)$")


@dataclass(frozen=True)
class Subject:
    """One thing that can be asked about.

    ``sites`` are the ids of a place and of its parts; ``speaker`` is the id of a claimant; ``names`` are folded, and a statement
    that names one of them speaks of it.
    """

    id: str
    title: str
    kind: Kind
    detail: str = ""
    sites: frozenset[str] = frozenset()
    speaker: str = ""
    names: frozenset[str] = frozenset()

    def spoken_of_by(self, claim: Claim) -> bool:
        """Whether a claim speaks of it."""
        return self._among(claim.places) or not self.names.isdisjoint(map(named, claim.entities))

    def in_event(self, event: Event) -> bool:
        """Whether a dated fact speaks of it: by its places, by what it names, or by its words.

        A place is not looked for in words: Moscow that says something is a government.
        """
        if self._among(event.places) or not self.names.isdisjoint(map(named, event.entities)):
            return True
        if self.kind == "place":
            return False
        hay = f" {folded(' '.join((event.title, event.statement, event.reporter)))} "
        return any(f" {name} " in hay for name in self.names)

    def said(self, entry: Entry) -> bool:
        """Whether it is the claimant of an entry."""
        return entry.claimant.id == self.speaker

    def _among(self, places: Iterable[PlaceRef]) -> bool:
        return any(place.id in self.sites for place in places)


def _address(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name).strip("-")


def named(entity: str) -> str:
    """The folded name of what a statement names."""
    return folded(_INFERRED.sub("", entity))


@dataclass(frozen=True)
class Subjects:
    """All subjects of a ledger, each once: whoever speaks and is spoken of under one name is one."""

    ledger: Ledger
    gazetteer: Gazetteer

    @cached_property
    def by_id(self) -> Mapping[str, Subject]:
        """Places first, then who speaks, then what is named, each in the order of the cards."""
        places = [_place(self.gazetteer.by_id[seat], parts) for seat, parts in self._parts.items()]
        speakers = [_speaker(entry) for entry in {entry.claimant.id: entry for entry in self.ledger.entries}.values()]
        known = {name for subject in (*places, *speakers) for name in subject.names}
        things: dict[str, Subject] = {}
        entities = [entity for entry in self.ledger.entries for entity in entry.claim.entities]
        for entity in (*entities, *(entity for event in self.ledger.events for entity in event.entities)):
            name = named(entity)
            if name and name not in known:
                title = _INFERRED.sub("", entity)
                things.setdefault(name, Subject(f"named:{_address(name)}", title, "named", names=frozenset({name})))
        return {subject.id: subject for subject in (*places, *speakers, *things.values())}

    def seat(self, site: Site) -> Site:
        """The town that a site is a part of; without one the site itself."""
        above, seen = site, {site.id}
        while above.kind not in SEATS and above.part_of is not None and above.part_of not in seen:
            above = self.gazetteer.by_id[above.part_of]
            seen.add(above.id)
        return above if above.kind in SEATS else site

    def of_site(self, site_id: str) -> Subject:
        """The place that a site belongs to."""
        return self.by_id[f"place:{self.seat(self.gazetteer.by_id[site_id]).id}"]

    def parts(self, subject: Subject) -> tuple[Site, ...]:
        """The sites of a place, itself included."""
        return tuple(self.gazetteer.by_id[name] for name in self.gazetteer.by_id if name in subject.sites)

    def called(self, name: str) -> Subject | None:
        """The subject of exactly this name, in any script and by any alias that is known."""
        return self._by_name.get(folded(name))

    def of(self, claim: Claim) -> tuple[Subject, ...]:
        """Every subject that a claim speaks of, each once."""
        places = (self.of_site(place.id) for place in claim.places)
        others = (self._by_name[name] for name in map(named, claim.entities) if name in self._by_name)
        return tuple(dict.fromkeys((*places, *others)))

    @cached_property
    def _by_name(self) -> Mapping[str, Subject]:
        return {name: subject for subject in reversed(list(self.by_id.values())) for name in subject.names}

    @cached_property
    def _parts(self) -> Mapping[str, list[Site]]:
        found: dict[str, list[Site]] = {}
        for site in self.gazetteer.sites:
            found.setdefault(self.seat(site).id, []).append(site)
        return found


def _place(site: Site, parts: Sequence[Site]) -> Subject:
    scripts = " · ".join(name for name in (site.names.ko, site.names.ru) if name)
    names = frozenset(folded(name) for part in parts for name in names_of(part)) - {""}
    detail = " — ".join(filter(None, (site.kind.value, scripts)))
    return Subject(f"place:{site.id}", site.names.en, "place", detail, frozenset(part.id for part in parts), names=names)


def _speaker(entry: Entry) -> Subject:
    """Whoever has a name of one word (Experts, Washington) is not looked for in the words of others."""
    claimant, name = entry.claimant, named(entry.claimant.name)
    detail = " — ".join(filter(None, (claimant.role, claimant.affiliation)))
    return Subject(
        f"speaker:{claimant.id}",
        claimant.name,
        "speaker",
        detail,
        speaker=claimant.id,
        names=frozenset({name} if " " in name else ()),
    )
