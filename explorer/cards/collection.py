"""All cards together, checked: lists by type, and the values in which they are tied together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from explorer.cards.reading import Row
from explorer.exposure.vocabulary import ExposureCards, Factor, Judgement, Trial
from explorer.ledger.claims import Entry, Ledger
from explorer.ledger.gazetteer import Gazetteer
from explorer.ledger.travel import Closure, Itinerary, Journey, Leg, PortTransfer
from explorer.ledger.vocabulary import Card, Claim, Claimant, Document, Event, Family, Site
from explorer.stories.scenario import Scenario
from explorer.views.framing import frame
from explorer.views.presets import Corridor, Preset, StartingQuestion, Viewpoint
from explorer.views.view import Camera
from explorer.zones.law import Law, LegalCase, Provision

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
        return Law(self.of(Provision), self.of(LegalCase))

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
    def journeys(self) -> Mapping[str, Journey]:
        """Kinds of journeys by id, in the order of the cards."""
        return {journey.id: journey for journey in self.of(Journey)}

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

    @cached_property
    def questions(self) -> tuple[StartingQuestion, ...]:
        """Questions to start from."""
        return self.of(StartingQuestion)

    @cached_property
    def viewpoints(self) -> tuple[Viewpoint, ...]:
        """Where the map can be sent; without cards that say so, to all places at once."""
        return self.of(Viewpoint) or (_everything(self.of(Site)),)

    @cached_property
    def home(self) -> Camera:
        """Where the explorer opens."""
        return next(viewpoint.camera for viewpoint in self.viewpoints if viewpoint.home)

    @cached_property
    def corridors(self) -> tuple[Corridor, ...]:
        """Pairs of places that the reporting speaks of."""
        return self.of(Corridor)

    @cached_property
    def closures(self) -> tuple[str, ...]:
        """Ids of what is offered first where something may be closed."""
        return tuple(closure.id for closure in self.of(Closure))


def _everything(sites: Iterable[Site]) -> Viewpoint:
    """The frame of all places."""
    lons, lats = ([getattr(site, axis) for site in sites if site.placed] or [0.0] for axis in ("lon", "lat"))
    camera = frame((min(lons), min(lats), max(lons), max(lats)), *_OPENING_PX)
    return Viewpoint(id="all-places", title="All places", lon=camera.lon, lat=camera.lat, zoom=camera.zoom, home=True)


_OPENING_PX = (900, 640)
"""The map for which the frame of all places is worked out."""
