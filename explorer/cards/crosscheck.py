"""What a card cannot know alone: ids used once, references that lead somewhere, circles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from explorer.errors import Fault
from explorer.exposure.vocabulary import JUDGEMENTS, Factor, Judgement, Trial
from explorer.ledger.gazetteer import cycles
from explorer.ledger.travel import Itinerary, Leg, PortTransfer
from explorer.ledger.vocabulary import Claim, Claimant, Document, Event, Family, PlaceRef, Site, is_claim_id
from explorer.stories.scenario import Scenario
from explorer.views.presets import Preset
from explorer.zones.law import CASES, Case, Provision


@dataclass
class Reading:
    """Entries and faults gathered while the cards are read.

    ``met`` holds file, table and id of every entry, the faulty ones too, and ``unread`` the tables that could not be read:
    what refers to either of them is no fault, so that one mistake is told once.
    """

    faults: list[Fault] = field(default_factory=list)
    documents: list[tuple[str, Document | None, list[Claimant], list[Claim]]] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    events: list[tuple[str, Event]] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    itineraries: list[Itinerary] = field(default_factory=list)
    transfers: list[PortTransfer] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    presets: list[Preset] = field(default_factory=list)
    scenarios: list[tuple[str, Scenario]] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    met: list[tuple[str, str, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def fault(self, file: str, entry: str, what: str, do: str) -> None:
        """Note one fault, in one line whatever the card holds."""
        self.faults.append(Fault(file, _one_line(entry), _one_line(what), do))


def _one_line(text: str) -> str:
    return text if text.isprintable() else repr(text)


def check(reading: Reading, rail_lines: frozenset[str] | None) -> None:
    """Note every fault that lies between entries; ``rail_lines`` are the named lines of the map data, if known."""
    _ids_are_used_once(reading)
    references = _References(reading)
    for site in reading.sites:
        if site.part_of is not None:
            references.place("sites.toml", f"site {site.id}", site.part_of)
    for identifier in cycles(reading.sites):
        reading.fault("sites.toml", f"site {identifier}", "through part_of it is a part of itself", "Break the circle.")
    for file, document, _, claims in reading.documents:
        speakers = {identifier for card, table, identifier in reading.met if (card, table) == (file, "claimant")}
        for claim in claims:
            references.claim(file, document, speakers, claim)
    for preset in reading.presets:
        references.known("views.toml", f"view {preset.id}", preset.claims)
    for file, event in reading.events:
        references.places(file, f"event {event.id}", event.places)
        references.known(file, f"event {event.id}", event.related)
    for leg in reading.legs:
        references.leg(leg, rail_lines)
    for itinerary in reading.itineraries:
        references.itinerary(itinerary)
    for transfer in reading.transfers:
        references.located("transfers.toml", f"transfer {transfer.site}", transfer.site)
    _law_is_whole(reading)
    _check_exposure(reading, references)


def _check_exposure(reading: Reading, references: _References) -> None:
    for factor in reading.factors:
        references.factor(_file_of(reading, "factor", factor.id), factor)
    for judgement in reading.judgements:
        references.judgement(_file_of(reading, "judgement", judgement.id), judgement)
    for trial in reading.trials:
        references.trial(_file_of(reading, "trial", trial.id), trial)
    _ranges_are_complete(reading)


def _file_of(reading: Reading, table: str, identifier: str) -> str:
    return next(file for file, kind, name in reading.met if (kind, name) == (table, identifier))


def _ranges_are_complete(reading: Reading) -> None:
    """Where there are ranges at all, there is one for everything that the model reads."""
    met = {identifier: file for file, table, identifier in reading.met if table == "judgement"}
    missing = sorted(set(JUDGEMENTS) - set(met))
    if met and missing and "judgement" not in reading.unread:
        what = f"there is no range for {', '.join(missing)}"
        reading.fault(min(met.values()), "judgement", what, "Add a [[judgement]] for each; the model reads them all.")


def _law_is_whole(reading: Reading) -> None:
    """Cases name known provisions, and where there is a card of the law every case has its row."""
    provisions = {identifier for _, table, identifier in reading.met if table == "provision"}
    for case in reading.cases:
        for name in case.provisions:
            if name not in provisions:
                reading.fault("law.toml", f"case {case.id}", f"there is no provision {name!r}", "Add it or mend the id.")
    met = {identifier for _, table, identifier in reading.met if table == "case"}
    if met and "case" not in reading.unread:
        for name in sorted(CASES - met):
            reading.fault("law.toml", "", f"the case {name!r} is missing", "Add it; the zones ask for it.")
        for name in sorted(met - CASES):
            reading.fault("law.toml", f"case {name}", "nothing asks for this case", f"Use one of {', '.join(sorted(CASES))}.")


def _ids_are_used_once(reading: Reading) -> None:
    everywhere = [(file, table, identifier) for file, table, identifier in reading.met if table != "claimant"]
    everywhere += [(file, "letter", document.letter) for file, document, _, _ in reading.documents if document]
    _unique(reading, everywhere)
    for card in {file for file, _, _ in reading.met}:
        _unique(reading, [row for row in reading.met if row[0] == card and row[1] == "claimant"])


def _unique(reading: Reading, rows: Iterable[tuple[str, str, str]]) -> None:
    files: dict[tuple[str, str], list[str]] = {}
    for file, table, identifier in rows:
        files.setdefault((table, identifier), []).append(file)
    for (table, identifier), where in files.items():
        if len(where) > 1:
            others = sorted({file for file in where if file != where[-1]})
            also = f" (also in {', '.join(others)})" if others else ""
            what = f"the id is used {len(where)} times{also}"
            reading.fault(where[-1], f"{table} {identifier}", what, "Give each entry an id of its own.")


class _References:
    """Follows references of every kind of entry and notes those that lead nowhere."""

    def __init__(self, reading: Reading) -> None:
        self._fault = reading.fault
        self._unread = reading.unread
        self._met = {(table, identifier) for _, table, identifier in reading.met}
        self._sites = {site.id: site for site in reversed(reading.sites)}

    def _is_there(self, table: str, identifier: str) -> bool:
        return table in self._unread or (table, identifier) in self._met

    def place(self, file: str, entry: str, identifier: str) -> None:
        if not self._is_there("site", identifier):
            self._fault(file, entry, f"the place {identifier!r} is not in sites.toml", "Add the site or mend the id.")

    def located(self, file: str, entry: str, identifier: str) -> None:
        self.place(file, entry, identifier)
        if identifier in self._sites and not self._sites[identifier].placed:
            self._fault(file, entry, f"{identifier!r} has no position", "Name a place, not a government or region.")

    def places(self, file: str, entry: str, refs: Iterable[PlaceRef]) -> None:
        for ref in refs:
            self.place(file, entry, ref.id)

    def known(self, file: str, entry: str, refs: Iterable[str]) -> None:
        for ref in refs:
            table = "claim" if is_claim_id(ref) else "event"
            if not self._is_there(table, ref.removeprefix("event:")):
                self._fault(file, entry, f"{ref!r} names no claim or event", "Mend the reference or add the entry.")

    def claim(self, file: str, document: Document | None, speakers: set[str], claim: Claim) -> None:
        entry = f"claim {claim.id}"
        self.places(file, entry, claim.places)
        self.known(file, entry, (link.ref for link in (*claim.supports, *claim.contradicts)))
        self.known(file, entry, claim.denial.of if claim.denial else ())
        if claim.claimant not in speakers:
            self._fault(file, entry, f"{claim.claimant!r} is no [[claimant]] of this card", "Add the claimant or mend the id.")
        if claim.id in {
            *(link.ref for link in (*claim.supports, *claim.contradicts)),
            *(claim.denial.of if claim.denial else ()),
        }:
            self._fault(file, entry, "it bears on itself", "Mend the reference.")
        if claim.family is not None and not self._is_there("family", claim.family):
            self._fault(file, entry, f"the family {claim.family!r} is not in families.toml", "Add the family or mend the id.")
        if document is None:
            return
        if claim.paragraph > document.paragraphs:
            what = f"paragraph {claim.paragraph} is past the last, {document.paragraphs}"
            self._fault(file, entry, what, "Count the non-empty blocks again.")
        if not claim.id.startswith(document.letter):
            self._fault(file, entry, f"its id does not start with {document.letter}", "Use the document's letter.")

    def leg(self, leg: Leg, rail_lines: frozenset[str] | None) -> None:
        file, entry = "legs.toml", f"leg {leg.id}"
        for end in (leg.origin, leg.destination):
            self.located(file, entry, end)
        self.known(file, entry, (*leg.claims, *(f"event:{ref}" for ref in leg.events)))
        if leg.mode == "rail" and rail_lines is not None and leg.rail_line not in rail_lines:
            what = f"the rail line {leg.rail_line!r} is not in the map data"
            self._fault(file, entry, what, f"Use one of: {', '.join(sorted(rail_lines))}.")

    def itinerary(self, itinerary: Itinerary) -> None:
        file = "itineraries.toml"
        for number, stop in enumerate(itinerary.stops, start=1):
            entry = f"itinerary {itinerary.id}, stop {number}"
            self.located(file, entry, stop.site)
            self.known(file, entry, (*stop.claims, *(f"event:{ref}" for ref in stop.events)))

    def factor(self, file: str, factor: Factor) -> None:
        self.known(file, f"factor {factor.id}", (*factor.claims, *(f"event:{ref}" for ref in factor.events)))

    def factors(self, file: str, entry: str, refs: Iterable[str]) -> None:
        for ref in refs:
            if not self._is_there("factor", ref):
                self._fault(file, entry, f"the factor {ref!r} is in no card", "Mend the id or add the factor.")

    def judgement(self, file: str, judgement: Judgement) -> None:
        entry = f"judgement {judgement.id}"
        self.factors(file, entry, judgement.factors)
        unit = JUDGEMENTS.get(judgement.id)
        if unit is None:
            self._fault(file, entry, "the model reads no range of that name", f"Use one of: {', '.join(sorted(JUDGEMENTS))}.")
        elif judgement.unit != unit:
            self._fault(file, entry, f"its unit is {judgement.unit!r}", f"Give it in {unit!r}.")

    def trial(self, file: str, trial: Trial) -> None:
        entry = f"trial {trial.id}"
        self.known(file, entry, (*trial.claims, *trial.beside, *(point.ref for point in trial.points)))
        for switch in trial.switches:
            self.factors(file, f"{entry}, switch {switch.id}", switch.factors)
