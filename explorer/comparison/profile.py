"""The route unrolled: who has a say where along it under a stated legal scenario, and what lies at which kilometre."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from explorer.exposure.hazard import Access
from explorer.geo import LonLat
from explorer.ledger.vocabulary import PARTIES
from explorer.routing.route import Route, RouteLeg
from explorer.zones.jurisdiction import FREE_CASES, Stretch, Zones, beyond_territorial_sea_km, case_of, not_computed_km, zones_km
from explorer.zones.law import LegalScenario

CONSENT_CASES = frozenset({"contiguous", "beyond-flag"})
"""Cases in which a third State may board only with Russia's or the DPRK's consent."""
ZONE_WORDS: Mapping[str, str] = {
    "land": "land",
    "internal": "internal waters",
    "territorial": "territorial sea",
    "contiguous": "contiguous zone",
    "eez": "200-mile zone",
    "high-seas": "high seas",
    "not-computed": "zones not computed here",
}
"""Kinds of zones as they are written beside a route."""


@dataclass(frozen=True)
class Band:
    """One band of the strip: a stretch of the route in one zone, and what a third State may do there.

    ``free`` is whether it may do so without asking Russia or the DPRK.
    """

    mode: Literal["rail", "sea"]
    stretch: Stretch
    access: Access
    free: bool

    @property
    def km(self) -> float:
        """Length."""
        return self.stretch.km


@dataclass(frozen=True)
class StripMark:
    """Something on the strip at one kilometre: a crossing, a break of gauge, a port."""

    kind: Literal["crossing", "gauge break", "port"]
    title: str
    at_km: float
    position: LonLat


@dataclass(frozen=True)
class Side:
    """A route with its zones under the scenario, ready to be drawn as a strip."""

    route: Route
    bands: tuple[Band, ...]
    marks: tuple[StripMark, ...]

    @property
    def zones_km(self) -> dict[str, float]:
        """Kilometres by zone, in the order in which zones are met."""
        return band_zones_km(self.bands)

    @property
    def beyond_territorial_sea_km(self) -> float:
        """Kilometres outside every State's land, internal waters and territorial sea."""
        return beyond_territorial_sea_km(tuple(band.stretch for band in self.bands))

    @property
    def third_state_access_km(self) -> float:
        """Kilometres on which a third State may act without the consent of Russia or the DPRK."""
        return free_km(self.bands)

    @property
    def with_consent_km(self) -> float:
        """Kilometres on which it may board, but only if Russia or the DPRK consents."""
        return consent_km(self.bands)

    @property
    def not_computed_km(self) -> float:
        """Kilometres outside the sea for which zones were computed; nothing is said about them."""
        return not_computed_km(tuple(band.stretch for band in self.bands))


def band_zones_km(bands: Iterable[Band]) -> dict[str, float]:
    """Kilometres by zone, in the order in which zones are met."""
    return zones_km(tuple(band.stretch for band in bands))


def free_km(bands: Iterable[Band]) -> float:
    """Kilometres on which a third State may act without asking Russia or the DPRK."""
    return sum((band.km for band in bands if band.free), 0.0)


def consent_km(bands: Iterable[Band]) -> float:
    """Kilometres on which a third State may act with the consent of Russia or the DPRK only."""
    return sum((band.km for band in bands if band.access != "none" and not band.free), 0.0)


def access_of(case: str) -> Access:
    """What a third State may do in a case of the law, as the model takes it.

    Examples
    --------
    >>> access_of("territorial"), access_of("port-third"), access_of("beyond-flag"), access_of("government")
    ('none', 'territory', 'flag', 'none')
    """
    if case in CONSENT_CASES or case in {"beyond-third-flag", "beyond-stateless"}:
        return "flag"
    return "territory" if case in FREE_CASES else "none"


def access_in_port(state: str, government: bool = False) -> Access:
    """What a third State may do in a port or yard of a State."""
    return "none" if state in PARTIES or not state or government else "territory"


class Profiler:
    """Zones along legs, each leg asked about once: railways do not depend on the baseline, and routes share their trunk."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self._known: dict[tuple[tuple[tuple[LonLat, ...], float], str], tuple[Stretch, ...]] = {}

    def _profile(self, leg: RouteLeg, scenario: LegalScenario) -> tuple[Stretch, ...]:
        key = ((leg.line, leg.distance_km), scenario.baseline if leg.mode == "sea" else "")
        if key not in self._known:
            self._known[key] = self._zones.profile(leg.line, leg.duration_h, leg.mode, scenario, leg.cumulative_km)
        return self._known[key]

    def bands(self, legs: Iterable[RouteLeg], scenario: LegalScenario) -> tuple[Band, ...]:
        """Zones along legs one after another, in kilometres and hours of the legs themselves."""
        bands: list[Band] = []
        at = 0.0
        for leg in legs:
            for part in self._profile(leg, scenario):
                moved = replace(part, from_km=at + part.from_km, to_km=at + part.to_km)
                case = case_of(part.zone_kind, part.state, scenario)
                bands.append(Band(leg.mode, moved, access_of(case), case in FREE_CASES))
            at += leg.distance_km
        return tuple(bands)

    def side(self, route: Route, scenario: LegalScenario) -> Side:
        """A route with its zones and marks."""
        marks = sorted(marks_of(route.legs, route), key=lambda mark: mark.at_km)
        return Side(route, self.bands(route.legs, scenario), tuple(marks))


def recased(bands: Iterable[Band], scenario: LegalScenario) -> tuple[Band, ...]:
    """The same bands under another flag; the baseline has to be the one that they were cut by."""
    cases = [(band, case_of(band.stretch.zone_kind, band.stretch.state, scenario)) for band in bands]
    return tuple(Band(band.mode, band.stretch, access_of(case), case in FREE_CASES) for band, case in cases)


def marks_of(legs: Iterable[RouteLeg], route: Route) -> Iterable[StripMark]:
    """What lies along legs of a route one after another, the ports of its sea leg among them."""
    at = 0.0
    for leg in legs:
        if leg.mode == "sea" and route.loading is not None:
            yield StripMark("port", route.loading.name, at, route.loading.position)
        for event in leg.crossings:
            yield StripMark(
                "crossing", str(event.get("name") or event["where"]), at + _along(leg, event["at"]), LonLat(*event["at"])
            )
        for event in leg.gauge_breaks:
            yield StripMark("gauge break", str(event["where"]), at + _along(leg, event["at"]), LonLat(*event["at"]))
        at += leg.distance_km
        if leg.mode == "sea" and route.discharge is not None:
            yield StripMark("port", route.discharge.name, at, route.discharge.position)


def _along(leg: RouteLeg, position: tuple[float, float]) -> float:
    """How far along a leg a position lies, by the nearest point of its line."""
    nearest = min(range(len(leg.line)), key=lambda number: _gap(leg.line[number], position))
    return leg.cumulative_km[nearest]


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot((one[0] - other[0]) * math.cos(math.radians(one[1])), one[1] - other[1])


def settings_of(scenario: LegalScenario) -> dict[str, str]:
    """The scenario in words for people."""
    lines = {"claimed": "Russia's closing line of the bay accepted", "coast": "limits measured from the coast"}
    flags = {"RUS": "Russian flag", "PRK": "DPRK flag", "third": "flag of a third State", "none": "no nationality"}
    ship = ", government ship" if scenario.government else ""
    return {"baseline": lines[scenario.baseline], "flag": f"{flags[scenario.flag]}{ship}"}
