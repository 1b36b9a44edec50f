"""What a card cannot know alone: ids used once, references that lead somewhere, circles, lists that have to be complete.

A check of one card is given its row, a check of a whole type all rows of it; both note what they find in the references that
they are handed. :mod:`explorer.cards.registry` says which type has which checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from explorer.cards.reading import Met, Reading, Row
from explorer.errors import quoted
from explorer.exposure.vocabulary import JUDGEMENTS, Factor, Judgement, Trial
from explorer.ledger.gazetteer import cycles
from explorer.ledger.ids import code_of, is_claim_id
from explorer.ledger.travel import Closure, Itinerary, Journey, Leg, PortTransfer
from explorer.ledger.vocabulary import Claim, Document, Event, PlaceRef, Site
from explorer.stories.rehearsal import Stage, rehearse
from explorer.stories.scenario import Scenario
from explorer.views.presets import Preset, StartingQuestion, Viewpoint
from explorer.views.read import unknown_layers
from explorer.views.view import LayerId, View
from explorer.zones.law import CASES, LegalCase


class References:
    """Follows references of every kind of entry and notes those that lead nowhere.

    ``rail_lines`` are the named lines of the map data, ``closable`` its structures and passages; None leaves them unchecked.
    With ``own_data`` the cards are those of a workspace, whose claims may cite it.
    """

    def __init__(
        self,
        reading: Reading,
        stage: Stage,
        rail_lines: frozenset[str] | None,
        closable: frozenset[str] | None = None,
        *,
        own_data: bool = False,
    ) -> None:
        self.reading = reading
        self.stage = stage
        self.rail_lines = rail_lines
        self.closable = closable
        self.own_data = own_data
        self.fault = reading.fault
        self._met = {(row.table, row.id) for row in reading.met}

    def is_there(self, table: str, identifier: str) -> bool:
        """Whether an entry can be referred to: it is there, if perhaps faulty, or its table could not be read."""
        return table in self.reading.unread or (table, identifier) in self._met

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by id; of an id that is used twice the first."""
        return {row.card.id: row.card for row in reversed(self.reading.of(Site))}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by the file they stand in."""
        return {row.file: row.card for row in self.reading.of(Document)}

    @cached_property
    def speakers(self) -> set[tuple[str, str]]:
        """Files and ids of the claimants."""
        return {(row.file, row.id) for row in self.reading.met if row.table == "claimant"}

    def place(self, file: str, entry: str, identifier: str) -> None:
        """A reference to a place of the gazetteer."""
        if not self.is_there("site", identifier):
            self.fault(file, entry, f"the place {quoted(identifier)} is not in sites.toml", "Add the site or fix the id.")

    def places(self, file: str, entry: str, refs: Iterable[PlaceRef]) -> None:
        """References to places."""
        for ref in refs:
            self.place(file, entry, ref.id)

    def located(self, file: str, entry: str, identifier: str) -> None:
        """A reference to a place that has to have a position."""
        self.place(file, entry, identifier)
        if identifier in self.sites and not self.sites[identifier].placed:
            self.fault(file, entry, f"{quoted(identifier)} has no position", "Name a place, not a government or region.")

    def known(self, file: str, entry: str, refs: Iterable[str]) -> None:
        """References to claims (``B42``) and events (``event:…``)."""
        for ref in refs:
            table = "claim" if is_claim_id(ref) else "event"
            if not self.is_there(table, ref.removeprefix("event:")):
                self.fault(file, entry, f"{quoted(ref)} names no claim or event", "Fix the reference or add the entry.")

    def cited(self, file: str, entry: str, claims: Iterable[str], events: Iterable[str]) -> None:
        """References to claims and to events by their bare ids."""
        self.known(file, entry, (*claims, *(f"event:{ref}" for ref in events)))

    def factors(self, file: str, entry: str, refs: Iterable[str]) -> None:
        """References to factors."""
        for ref in refs:
            if not self.is_there("factor", ref):
                self.fault(file, entry, f"the factor {quoted(ref)} is in no card", "Fix the id or add the factor.")


# ---- ids -------------------------------------------------------------------------------------------------------------


def unique(references: References, rows: Iterable[Met]) -> None:
    """Ids that are used more than once in the same table."""
    met = list(rows)
    for (table, identifier), times in Counter(row[1:] for row in met).items():
        if times > 1:
            where = [row.file for row in met if row[1:] == (table, identifier)]
            others = sorted({file for file in where if file != where[-1]})
            also = f" (also in {', '.join(others)})" if others else ""
            what = f"the id is used {times} times{also}"
            references.fault(where[-1], f"{table} {identifier}", what, "Give each entry an id of its own.")


def unique_in_file(references: References, rows: Sequence[Met]) -> None:
    """Ids that are used more than once in the same table of the same file."""
    by_file: dict[str, list[Met]] = {}
    for row in rows:
        by_file.setdefault(row.file, []).append(row)
    for here in by_file.values():
        unique(references, here)


# ---- documents -------------------------------------------------------------------------------------------------------


def document(row: Row[Document], references: References) -> None:
    """The file bears the document's id."""
    if f"documents/{row.card.id}.toml" != row.file:
        what = f"its id is {quoted(row.card.id)}"
        references.fault(row.file, "document", what, "Name the file after the document's id.")


def documents(rows: Sequence[Row[Document]], references: References) -> None:
    """No two documents have the same code, and no former id is the id of another."""
    unique(references, [Met(row.file, "code", row.card.code) for row in rows])
    names = [(row.file, name) for row in rows for name in (row.card.id, *row.card.former_ids)]
    unique(references, [Met(file, "document", name) for file, name in names])


def claim(row: Row[Claim], references: References) -> None:
    """Places, links, claimant, family, and the paragraph and code of its document."""
    file, card, entry = row.file, row.card, f"claim {row.card.id}"
    links = (*card.supports, *card.contradicts, *card.limits)
    bears_on = [link.ref for link in links] + [*(card.denial.of if card.denial else ())]
    references.places(file, entry, card.places)
    references.known(file, entry, bears_on)
    if (file, card.claimant) not in references.speakers:
        references.fault(
            file, entry, f"{quoted(card.claimant)} is not a [[claimant]] of this card", "Add the claimant or fix the id."
        )
    if card.id in bears_on:
        references.fault(file, entry, "it bears on itself", "Fix the reference.")
    if card.family is not None and not references.is_there("family", card.family):
        references.fault(
            file, entry, f"the family {quoted(card.family)} is not in families.toml", "Add the family or fix the id."
        )
    if card.cites and not references.own_data:
        what = "it cites own data, which only a workspace keeps"
        references.fault(file, entry, what, "Take [[claim.cites]] out, or bring the claim into a workspace.")
    if file in references.documents:
        _in_document(row, references.documents[file], references)


def _in_document(row: Row[Claim], document: Document, references: References) -> None:
    entry = f"claim {row.card.id}"
    if row.card.paragraph > document.paragraphs:
        what = f"paragraph {row.card.paragraph} is past the last, {document.paragraphs}"
        references.fault(row.file, entry, what, "Count the non-empty blocks again.")
    if code_of(row.card.id) != document.code:
        references.fault(row.file, entry, f"its id does not start with {document.code}", "Use the document's code.")


def event(row: Row[Event], references: References) -> None:
    """Places, related claims, and whose copy of a source the address leads to."""
    entry = f"event {row.card.id}"
    references.places(row.file, entry, row.card.places)
    references.known(row.file, entry, row.card.related)
    for source in row.card.sources:
        if source.copy_at not in source.via:
            what = f"copy_at is {quoted(source.copy_at)}, which via does not name"
            references.fault(row.file, entry, what, "Name the publisher of the copy as via does, or leave copy_at out.")


# ---- places and travel -----------------------------------------------------------------------------------------------


def site(row: Row[Site], references: References) -> None:
    """What it is a part of."""
    if row.card.part_of is not None:
        references.place(row.file, f"site {row.card.id}", row.card.part_of)


def sites(rows: Sequence[Row[Site]], references: References) -> None:
    """No place is a part of itself."""
    files = {row.card.id: row.file for row in rows}
    for identifier in cycles(row.card for row in rows):
        references.fault(files[identifier], f"site {identifier}", "through part_of it is a part of itself", "Break the circle.")


def leg(row: Row[Leg], references: References) -> None:
    """Ends, claims and events, and the railway it follows."""
    card, entry = row.card, f"leg {row.card.id}"
    for end in (card.origin, card.destination):
        references.located(row.file, entry, end)
    references.cited(row.file, entry, card.claims, card.events)
    lines = references.rail_lines
    if card.mode == "rail" and lines is not None and card.rail_line not in lines:
        what = f"the rail line {quoted(card.rail_line)} is not in the map data"
        references.fault(row.file, entry, what, f"Use one of: {', '.join(sorted(lines))}.")


def journey(row: Row[Journey], references: References) -> None:
    """Its id stands among the layers in links, so it is none of theirs."""
    if row.card.id in {*LayerId, "none"}:
        what = "links use the word for another layer"
        references.fault(row.file, f"journey {row.card.id}", what, "Give it an id of its own.")


def itinerary(row: Row[Itinerary], references: References) -> None:
    """Its kind of journey, and the place, claims and events of every stop."""
    if not references.is_there("journey", row.card.journey):
        what = f"the journey {quoted(row.card.journey)} is not in journeys.toml"
        references.fault(row.file, f"itinerary {row.card.id}", what, "Add the journey or fix the id.")
    for number, stop in enumerate(row.card.stops, start=1):
        entry = f"itinerary {row.card.id}, stop {number}"
        references.located(row.file, entry, stop.site)
        references.cited(row.file, entry, stop.claims, stop.events)


def transfer(row: Row[PortTransfer], references: References) -> None:
    """The port."""
    references.located(row.file, f"transfer {row.card.site}", row.card.site)


def closure(row: Row[Closure], references: References) -> None:
    """It is a structure or passage of the map data."""
    known = references.closable
    if known is not None and row.card.id not in known:
        what = "the map data has no structure or passage of that id"
        references.fault(row.file, f"closure {row.card.id}", what, f"Use one of: {', '.join(sorted(known))}.")


# ---- views and stories -----------------------------------------------------------------------------------------------


def preset(row: Row[Preset], references: References) -> None:
    """The claims that it calls out, and the layers of its view."""
    entry = f"view {row.card.id}"
    references.known(row.file, entry, row.card.claims)
    _layers(row.file, entry, row.card.asked, references)


def question(row: Row[StartingQuestion], references: References) -> None:
    """The layers of its view, and what is selected in it."""
    entry = f"question {row.card.id}"
    _layers(row.file, entry, row.card.asked, references)
    table, _, identifier = row.card.asked.selected.partition(":")
    if table in {"site", "claim", "event", "leg"} and not references.is_there(table, identifier):
        references.fault(row.file, entry, f"{quoted(row.card.asked.selected)} names no card", "Fix the view.")


def _layers(file: str, entry: str, view: View, references: References) -> None:
    if "journey" not in references.reading.unread:
        for notice in unknown_layers(view, references.reading.ids("journey")):
            references.fault(file, entry, notice.rstrip("."), "Fix the view.")


def viewpoints(rows: Sequence[Row[Viewpoint]], references: References) -> None:
    """The explorer opens at one of them."""
    homes = [row for row in rows if row.card.home]
    for row in homes[1:]:
        what = f"{homes[0].card.id} is home as well"
        references.fault(row.file, f"viewpoint {row.card.id}", what, "Mark one viewpoint as home.")
    if rows and not homes:
        references.fault(rows[0].file, "", "no viewpoint is home", "Add home = true to the one where the explorer opens.")


def scenario(row: Row[Scenario], references: References) -> None:
    """Every sentence against the ledger."""
    references.reading.faults += rehearse(row.card, row.file, references.stage)


# ---- law and exposure ------------------------------------------------------------------------------------------------


def case(row: Row[LegalCase], references: References) -> None:
    """Its provisions."""
    provisions = references.reading.ids("provision")
    for name in row.card.provisions:
        if name not in provisions:
            what = f"there is no provision {quoted(name)}"
            references.fault(row.file, f"case {row.card.id}", what, "Add it or fix the id.")


def cases(_: Sequence[Row[LegalCase]], references: References) -> None:
    """Where there are cases at all, there is one for everything that the zones ask for, and no other."""
    met = references.reading.ids("case")
    if not met or "case" in references.reading.unread:
        return
    for name in sorted(CASES - met.keys()):
        references.fault(min(met.values()), "", f"the case {quoted(name)} is missing", "Add it; the zones ask for it.")
    for name in sorted(met.keys() - CASES):
        do = f"Use one of {', '.join(sorted(CASES))}."
        references.fault(met[name], f"case {name}", "nothing asks for this case", do)


def factor(row: Row[Factor], references: References) -> None:
    """Claims and events."""
    references.cited(row.file, f"factor {row.card.id}", row.card.claims, row.card.events)


def judgement(row: Row[Judgement], references: References) -> None:
    """Its factors, and that the model reads it, in this unit."""
    card, entry = row.card, f"judgement {row.card.id}"
    references.factors(row.file, entry, card.factors)
    unit = JUDGEMENTS.get(card.id)
    if unit is None:
        do = f"Use one of: {', '.join(sorted(JUDGEMENTS))}."
        references.fault(row.file, entry, "the model reads no range of that name", do)
    elif card.unit != unit:
        references.fault(row.file, entry, f"its unit is {quoted(card.unit)}", f"Give it in {quoted(unit)}.")


def judgements(_: Sequence[Row[Judgement]], references: References) -> None:
    """Where there are ranges at all, there is one for everything that the model reads."""
    met = references.reading.ids("judgement")
    missing = sorted(JUDGEMENTS.keys() - met.keys())
    if met and missing and "judgement" not in references.reading.unread:
        what = f"there is no range for {', '.join(missing)}"
        references.fault(min(met.values()), "judgement", what, "Add a [[judgement]] for each; the model reads them all.")


def trial(row: Row[Trial], references: References) -> None:
    """Claims and events of both sides, and the factors of its switches."""
    card, entry = row.card, f"trial {row.card.id}"
    references.known(row.file, entry, (*card.claims, *card.beside, *(point.ref for point in card.points)))
    for switch in card.switches:
        references.factors(row.file, f"{entry}, switch {switch.id}", switch.factors)
