"""What a card cannot know alone: ids used once, references that lead somewhere, circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from explorer.errors import Fault
from explorer.gazetteer import cycles
from explorer.model import Claim, Claimant, Document, Event, Family, Itinerary, Leg, PlaceRef, Site, is_claim_id


@dataclass
class Reading:
    """Entries and faults gathered while the cards are read."""

    faults: list[Fault] = field(default_factory=list)
    documents: list[tuple[str, Document, list[Claimant], list[Claim]]] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    events: list[tuple[str, Event]] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    itineraries: list[Itinerary] = field(default_factory=list)

    def fault(self, file: str, entry: str, what: str, do: str) -> None:
        """Note one fault."""
        self.faults.append(Fault(file, entry, what, do))


def check(reading: Reading, rail_lines: frozenset[str] | None) -> None:
    """Note every fault that lies between entries; ``rail_lines`` are the named lines of the map data, if known."""
    _ids_are_used_once(reading)
    references = _References(reading)
    for site in reading.sites:
        if site.part_of is not None:
            references.place("sites.toml", f"site {site.id}", site.part_of)
    for identifier in cycles(reading.sites):
        reading.fault("sites.toml", f"site {identifier}", "through part_of it is a part of itself", "Break the circle.")
    for file, document, claimants, claims in reading.documents:
        speakers = {claimant.id for claimant in claimants}
        for claim in claims:
            references.claim(file, document, speakers, claim)
    for file, event in reading.events:
        references.places(file, f"event {event.id}", event.places)
        references.known(file, f"event {event.id}", event.related)
    for leg in reading.legs:
        references.leg(leg, rail_lines)
    for itinerary in reading.itineraries:
        references.itinerary(itinerary)


def _ids_are_used_once(reading: Reading) -> None:
    def unique(file: str, what: str, ids: Iterable[str]) -> None:
        for identifier, count in Counter(ids).items():
            if count > 1:
                reading.fault(file, f"{what} {identifier}", f"the id is used {count} times", "Give each entry an id of its own.")

    unique("sites.toml", "site", (site.id for site in reading.sites))
    unique("families.toml", "family", (family.id for family in reading.families))
    unique("legs.toml", "leg", (leg.id for leg in reading.legs))
    unique("itineraries.toml", "itinerary", (itinerary.id for itinerary in reading.itineraries))
    unique("context", "event", (event.id for _, event in reading.events))
    unique("documents", "claim", (claim.id for _, _, _, claims in reading.documents for claim in claims))
    unique("documents", "document", (document.id for _, document, _, _ in reading.documents))
    unique("documents", "letter", (document.letter for _, document, _, _ in reading.documents))
    for file, _, claimants, _ in reading.documents:
        unique(file, "claimant", (claimant.id for claimant in claimants))


class _References:
    """Follows references of every kind of entry and notes those that lead nowhere."""

    def __init__(self, reading: Reading) -> None:
        self._fault = reading.fault
        self._sites = {site.id: site for site in reading.sites}
        self._claims = {claim.id for _, _, _, claims in reading.documents for claim in claims}
        self._events = {event.id for _, event in reading.events}
        self._families = {family.id for family in reading.families}

    def place(self, file: str, entry: str, identifier: str) -> None:
        if identifier not in self._sites:
            self._fault(file, entry, f"the place {identifier!r} is not in sites.toml", "Add the site or mend the id.")

    def places(self, file: str, entry: str, refs: Iterable[PlaceRef]) -> None:
        for ref in refs:
            self.place(file, entry, ref.id)

    def known(self, file: str, entry: str, refs: Iterable[str]) -> None:
        for ref in refs:
            if ref not in self._claims if is_claim_id(ref) else ref.removeprefix("event:") not in self._events:
                self._fault(file, entry, f"{ref!r} names no claim or event", "Mend the reference or add the entry.")

    def claim(self, file: str, document: Document, speakers: set[str], claim: Claim) -> None:
        entry = f"claim {claim.id}"
        self.places(file, entry, claim.places)
        self.known(file, entry, (link.ref for link in (*claim.supports, *claim.contradicts)))
        self.known(file, entry, claim.denial.of if claim.denial else ())
        if claim.claimant not in speakers:
            self._fault(file, entry, f"{claim.claimant!r} is no [[claimant]] of this card", "Add the claimant or mend the id.")
        if claim.family is not None and claim.family not in self._families:
            self._fault(file, entry, f"the family {claim.family!r} is not in families.toml", "Add the family or mend the id.")
        if claim.paragraph > document.paragraphs:
            what = f"paragraph {claim.paragraph} is past the last, {document.paragraphs}"
            self._fault(file, entry, what, "Count the non-empty blocks again.")
        if not claim.id.startswith(document.letter):
            self._fault(file, entry, f"its id does not start with {document.letter}", "Use the document's letter.")

    def leg(self, leg: Leg, rail_lines: frozenset[str] | None) -> None:
        file, entry = "legs.toml", f"leg {leg.id}"
        for end in (leg.origin, leg.destination):
            self.place(file, entry, end)
            if end in self._sites and not self._sites[end].placed:
                self._fault(file, entry, f"{end!r} has no position", "Name a place, not a government or region.")
        self.known(file, entry, (*leg.claims, *(f"event:{ref}" for ref in leg.events)))
        if leg.mode == "rail" and rail_lines is not None and leg.rail_line not in rail_lines:
            what = f"the rail line {leg.rail_line!r} is not in the map data"
            self._fault(file, entry, what, f"Use one of: {', '.join(sorted(rail_lines))}.")

    def itinerary(self, itinerary: Itinerary) -> None:
        file = "itineraries.toml"
        for number, stop in enumerate(itinerary.stops, start=1):
            entry = f"itinerary {itinerary.id}, stop {number}"
            self.place(file, entry, stop.site)
            self.known(file, entry, (*stop.claims, *(f"event:{ref}" for ref in stop.events)))
            if stop.site in self._sites and not self._sites[stop.site].placed:
                self._fault(file, entry, f"{stop.site!r} has no position", "Name a place, not a government or region.")
