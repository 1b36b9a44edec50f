"""Who has jurisdiction where at sea and on land, for a stated legal scenario, and how a route divides among the zones.

Zones are computed from coasts and from the lines that States agreed or claim; they are approximate and no legal limits. Pure:
the frames of the map data are handed in, and nothing is read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

from explorer.geo import LonLat, along, cumulative_km
from explorer.ledger.vocabulary import PARTIES
from explorer.zones.areas import Chart, Kind, Zone, divided, land_chart, sea_chart
from explorer.zones.law import Baseline, Flag, Law, LegalScenario, Provision, TextCheck, Third

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Mode = Literal["rail", "sea"]
Hours = tuple[float, float]

BEYOND: frozenset[Kind] = frozenset({"contiguous", "eez", "high-seas"})
"""Zones beyond the territorial sea."""
FREE_CASES = frozenset(
    {"land-third", "port-third", "internal-third", "territorial-third", "beyond-third-flag", "beyond-stateless"}
)
"""Cases in which a third State may act without the consent of Russia or the DPRK."""
STEP_KM: Mapping[Mode, float] = {"sea": 0.5, "rail": 3.0}
SAMPLES = 3000
"""A route is asked about at its corners and every so often between, or in so many places where that is fewer."""


@dataclass(frozen=True)
class Stretch:
    """A part of a route inside one zone, from ``from_km`` to ``to_km`` along it, and the time that it takes at even speed."""

    zone_kind: Kind
    state: str
    from_km: float
    to_km: float
    hours: Hours
    status: str
    claimant: str = ""

    @property
    def km(self) -> float:
        """Its length in kilometres."""
        return self.to_km - self.from_km

    @property
    def key(self) -> str:
        """State and kind in one word, ``RUS/internal``."""
        return f"{self.state}/{self.zone_kind}" if self.state else self.zone_kind


Profile = tuple[Stretch, ...]


@dataclass(frozen=True)
class Node:
    """A place that is known by what it is: a port or a place on land, and whose."""

    kind: Literal["port", "land"]
    state: str


@dataclass(frozen=True)
class Authority:
    """A legal reading: who may act at a place, on what condition, and by what provisions.

    ``states`` may act by themselves; ``third`` says whether a State other than Russia and the DPRK may. ``mark`` is the weakest
    check of the texts behind it, and ``claimant`` names those who contest the place.
    """

    case: str
    place: str
    state: str
    states: tuple[str, ...]
    third: Third
    condition: str
    provisions: tuple[Provision, ...]
    mark: TextCheck
    judgement: str = ""
    status: str = ""
    claimant: str = ""
    kind: str = "legal reading"


@dataclass(frozen=True)
class ZoneLine:
    """An agreed, claimed or computed line, or what stands for contested islands, as GeoJSON."""

    id: str
    kind: str
    title: str
    status: str
    claimant: str
    scenario: str
    uncertainty_km: float
    note: str
    geometry: Mapping[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Zones:
    """The zones of both baselines, the land of States, and the law that goes with them; shared by all, changed by nobody."""

    sea: Mapping[Baseline, Chart]
    land: Chart
    lines: tuple[ZoneLine, ...]
    overlays: tuple[ZoneLine, ...]
    law: Law

    @classmethod
    def from_frames(
        cls, zones: GeoDataFrame, lines: GeoDataFrame, overlays: GeoDataFrame, countries: Iterable[GeoDataFrame], law: Law
    ) -> Zones:
        """Take the frames of the map data.

        Parameters
        ----------
        zones, lines, overlays
            Data sets ``zones``, ``zone_lines``, ``zone_overlays``.
        countries
            Frames with column ``iso3``, the finest first.
        law
            Provisions and cases of the cards.
        """
        return cls(
            sea={baseline: sea_chart(zones, baseline) for baseline in ("claimed", "coast")},
            land=land_chart(tuple(countries)),
            lines=tuple(_line(row) for row in lines.to_dict("records")),
            overlays=tuple(_overlay(row) for row in overlays.to_dict("records")),
            law=law,
        )

    def zone_at(self, place: LonLat, scenario: LegalScenario) -> Zone:
        """The zone or, ashore, the State at a position."""
        lon, lat = np.asarray([place[0]]), np.asarray([place[1]])
        chart = self.sea[scenario.baseline]
        if chart.areas[0].which(lon, lat)[0] < 0:
            ashore = self.land.zones[int(self.land.at(lon, lat)[0])]
            if ashore.kind == "land":
                return ashore
        return chart.zones[int(chart.at(lon, lat)[0])]

    def who_may_act(self, place: LonLat | Node, flag: Flag, scenario: LegalScenario) -> Authority:
        """Which State may stop and inspect there, on what condition, by what provisions: a legal reading.

        Parameters
        ----------
        place
            A position, or a port or place on land by its State.
        flag
            Of the ship; it counts at sea only, and stands before the scenario's own.
        scenario
            The baseline, and whether it is a government ship.
        """
        chosen = replace(scenario, flag=flag)
        if isinstance(place, Node):
            return self._authority(_case_of_node(place, chosen), place.kind, place.state, flag)
        zone = self.zone_at(place, chosen)
        case = case_of(zone.kind, zone.state, chosen)
        return replace(self._authority(case, zone.kind, zone.state, flag), status=zone.status, claimant=zone.claimant)

    def on_stretch(self, stretch: Stretch, scenario: LegalScenario) -> Authority:
        """The same for a part of a route."""
        case = case_of(stretch.zone_kind, stretch.state, scenario)
        found = self._authority(case, stretch.zone_kind, stretch.state, scenario.flag)
        return replace(found, status=stretch.status, claimant=stretch.claimant)

    def _authority(self, case: str, place: str, state: str, flag: Flag) -> Authority:
        read = self.law.case(case)
        carrier = {"RUS": "RUS", "PRK": "PRK", "third": "the flag State", "none": "no State"}[flag]
        states = {"territory": (state,), "flag": (carrier,), "any": ("any State",), "nobody": ()}[read.who]
        behind, mark = self.law.behind(read), self.law.mark(read)
        return Authority(case, place, state, states, read.third, read.condition, behind, mark, read.judgement)

    def profile(
        self,
        line: Sequence[tuple[float, float]],
        hours: Hours,
        mode: Mode,
        scenario: LegalScenario,
        measured_km: Sequence[float] | None = None,
    ) -> Profile:
        """A route divided by zone and State, in order.

        Parameters
        ----------
        line
            Positions of the route, joined by geodesics.
        hours
            Shortest and longest time; spread evenly over the way.
        mode
            "sea" asks for maritime zones, "rail" for the States whose land it is.
        measured_km
            Kilometres of the route up to each position, in which the parts are told; those of the line itself by default.
            Railways are longer than their drawn line.
        """
        if len(line) < 2:
            return ()
        lon, lat, km = along(line, STEP_KM[mode], SAMPLES)
        total = float(km[-1])
        if total <= 0.0:
            return ()
        chart = self.land if mode == "rail" else self.sea[scenario.baseline]
        zones, edges = divided(chart, lon, lat, km)
        told = edges if measured_km is None else np.interp(edges, cumulative_km(line), measured_km).tolist()
        stretches = []
        for number, start, end in zip(zones, told[:-1], told[1:], strict=True):
            zone = chart.zones[number]
            share = (end - start) / (told[-1] or 1.0)
            took = (hours[0] * share, hours[1] * share)
            stretches.append(Stretch(zone.kind, zone.state, start, end, took, zone.status, zone.claimant))
        return tuple(stretches)


def case_of(kind: Kind, state: str, scenario: LegalScenario) -> str:
    """The case of :mod:`explorer.zones.law` that a zone comes under.

    >>> case_of("eez", "RUS", LegalScenario(flag="third")), case_of("territorial", "JPN", LegalScenario())
    ('beyond-third-flag', 'territorial-third')
    """
    ending = "" if state in PARTIES else "-third"
    if kind == "land":
        return f"land{ending}"
    if kind == "not-computed":
        return "not-computed"
    if scenario.government:
        return "government"
    if kind in {"internal", "territorial"}:
        return f"{kind}{ending}"
    if scenario.flag == "none":
        return "beyond-stateless"
    if scenario.flag == "third":
        return "beyond-third-flag"
    return "contiguous" if kind == "contiguous" else "beyond-flag"


def _case_of_node(node: Node, scenario: LegalScenario) -> str:
    if node.kind == "port" and scenario.government:
        return "government"
    return node.kind if node.state in PARTIES else f"{node.kind}-third"


def zones_km(profile: Profile) -> dict[str, float]:
    """Kilometres by zone, such as ``RUS/internal`` or ``high-seas``, in the order in which they are first entered."""
    found: dict[str, float] = {}
    for stretch in profile:
        found[stretch.key] = found.get(stretch.key, 0.0) + stretch.km
    return found


def beyond_territorial_sea_km(profile: Profile) -> float:
    """Kilometres outside every State's land, internal waters and territorial sea."""
    return sum((stretch.km for stretch in profile if stretch.zone_kind in BEYOND), 0.0)


def not_computed_km(profile: Profile) -> float:
    """Kilometres about which nothing is said, since they lie outside the zones."""
    return sum((stretch.km for stretch in profile if stretch.zone_kind == "not-computed"), 0.0)


# ---- from frames -----------------------------------------------------------------------------------------------------


def _geojson(shape: Any) -> Any:
    """Exterior rings counterclockwise, as RFC 7946 wants them."""
    return json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))


def _line(row: Mapping[Any, Any]) -> ZoneLine:
    return ZoneLine(
        str(row["id"]), str(row["kind"]), str(row["title"]), str(row["status"]), str(row["claimant"]), str(row["scenario"]),
        float(row["uncertainty_km"]), str(row["note"]), _geojson(row["geometry"]),
    )  # fmt: skip


def _overlay(row: Mapping[Any, Any]) -> ZoneLine:
    return ZoneLine(
        str(row["id"]), f"contested {row['kind']}", str(row["title"]), "claimed" if row["kind"] == "islands" else "computed",
        str(row["claimants"]), "both", 2.0, str(row["note"]), _geojson(row["geometry"]),
    )  # fmt: skip
