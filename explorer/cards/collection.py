"""All cards together, checked: lists by type, and the values in which they are tied together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from explorer.cards.reading import Row
from explorer.exposure.vocabulary import ExposureCards, Factor, Judgement, Trial
from explorer.ledger.claims import Entry, Ledger
from explorer.ledger.gazetteer import Gazetteer
from explorer.ledger.travel import Itinerary, Leg, PortTransfer
from explorer.ledger.vocabulary import Card, Claim, Claimant, Document, Event, Family, Site
from explorer.stories.scenario import Scenario
from explorer.views.presets import Preset
from explorer.zones.law import Case, Law, Provision

C = TypeVar("C", bound=Card)


@dataclass(frozen=True)
class Cards:
    """Everything that the cards hold. A type without a name of its own here is had by :meth:`of`."""

    rows: Mapping[type[Card], tuple[Row[Any], ...]]

    def of(self, model: type[C]) -> tuple[C, ...]:
        """The cards of one type, in the order of files and entries."""
        return tuple(row.card for row in self.rows.get(model, ()))

    @cached_property
    def ledger(self) -> Ledger:
        """Documents with their claims, families, and context events by date."""
        events = sorted(self.of(Event), key=lambda event: (str(event.dates.start or event.dates.end), event.id))
        return Ledger(self.of(Document), self._entries(), self.of(Family), tuple(events))

    def _entries(self) -> tuple[Entry, ...]:
        """Claims whose document and claimant could be read, beside them in the same file."""
        documents = {row.file: row.card for row in self.rows.get(Document, ())}
        speakers = {(row.file, row.card.id): row.card for row in self.rows.get(Claimant, ())}
        return tuple(
            Entry(row.card, documents[row.file], speakers[row.file, row.card.claimant])
            for row in self.rows.get(Claim, ())
            if row.file in documents and (row.file, row.card.claimant) in speakers
        )

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All sites."""
        return Gazetteer(self.of(Site))

    @cached_property
    def law(self) -> Law:
        """Provisions and cases."""
        return Law(self.of(Provision), self.of(Case))

    @cached_property
    def exposure(self) -> ExposureCards:
        """Factors by their number, judged ranges, trials."""
        factors = sorted(self.of(Factor), key=lambda factor: int(factor.id[1:]))
        return ExposureCards(tuple(factors), self.of(Judgement), self.of(Trial))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Reported legs."""
        return self.of(Leg)

    @cached_property
    def itineraries(self) -> tuple[Itinerary, ...]:
        """Journeys told as stops."""
        return self.of(Itinerary)

    @cached_property
    def transfers(self) -> tuple[PortTransfer, ...]:
        """Ports where track reaches the quays."""
        return self.of(PortTransfer)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Stories, by file."""
        return self.of(Scenario)

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """Prepared views."""
        return self.of(Preset)
