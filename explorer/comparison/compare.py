"""Rail against sea from one origin to one destination: chains, zones, differing segment, factors, the observer's side, the model.

The model is worked out only when asked for. What cannot be worked out is None, and a reason stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from explorer.comparison.profile import Band, Profiler, Side, access_in_port, recased
from explorer.comparison.reported import Chances, passages, points, weights
from explorer.exposure.hazard import Case, Model, Part, Segment, Stay, run
from explorer.exposure.observe import Choice, Cut, Shape, best_points, least_cut, shape_of
from explorer.ledger.vocabulary import PARTIES
from explorer.routing.differing import Chain, Differing, Missing, Pair, Question, called, find
from explorer.routing.places import Spot
from explorer.routing.planner import Options, Route, RouteLeg
from explorer.world.world import World
from explorer.zones.jurisdiction import Zones
from explorer.zones.law import BASELINES, FLAGS, Baseline, LegalScenario


@dataclass(frozen=True)
class Bands:
    """Bands of the differing segments and of the trunk under one baseline, for a Russian flag; see :func:`strip.recased`."""

    rail: tuple[Band, ...]
    sea: tuple[Band, ...]
    trunk: tuple[Band, ...]


@dataclass(frozen=True)
class Apart:
    """The differing segment under the scenario."""

    differing: Differing
    rail: tuple[Band, ...]
    sea: tuple[Band, ...]
    stays: tuple[tuple[Stay, ...], tuple[Stay, ...]]
    """Stops of the rail side and of the sea side."""
    by_baseline: Mapping[Baseline, Bands]
    """The same pieces under either baseline, for the grid and for what would change the answer."""


@dataclass(frozen=True)
class Alternative:
    """The chain with a sea leg by one port of discharge, and how it differs from the chain by rail."""

    discharge: Spot | None
    side: Side | Missing
    apart: Apart | None
    reason: str = ""


@dataclass(frozen=True)
class BorderLeg:
    """A bare leg over the border. Such legs end in different places and are never the comparison."""

    mode: Literal["rail", "sea"]
    origin: str
    destination: str
    km: float
    published: bool


@dataclass(frozen=True)
class Observed:
    """The observer's side of the reported ways, today and with the road bridge open."""

    cut: Cut
    by_land: Cut
    cut_with_bridge: Cut
    by_land_with_bridge: Cut
    choices: tuple[Choice, ...]
    shape: Shape
    names: tuple[str, ...]
    """What the articulation points are near."""


@dataclass(frozen=True)
class Comparison:
    """Everything on one pair of places under one scenario."""

    origin: Spot
    destination: Spot
    scenario: LegalScenario
    rail: Side | Missing
    alternatives: tuple[Alternative, ...]
    border: tuple[BorderLeg, ...]
    observed: Observed | None
    observed_reason: str
    cases: tuple[Case, ...]
    with_model: bool
    model: Model | None
    model_reason: str

    @property
    def sea(self) -> Alternative:
        """The first alternative, which figures are shown for; the others stand in the list."""
        return self.alternatives[0]

    @property
    def reachable(self) -> bool:
        """Whether there is a chain at all."""
        sides = (self.rail, *(one.side for one in self.alternatives))
        return any(isinstance(side, Side) for side in sides)


def compare(
    world: World,
    zones: Zones,
    ends: tuple[Spot, Spot],
    scenario: LegalScenario | None = None,
    discharge: Spot | None = None,
    with_model: bool = False,
    options: Options | None = None,
) -> Comparison:
    """Compare both chains between two places.

    Parameters
    ----------
    ends
        Origin and final destination.
    discharge
        Port where the sea leg ends; by default the destination if that is a port, else each reported port in turn.
    with_model
        Whether the combined figures are asked for.
    options
        What both chains have to respect, such as closures.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    asked = scenario or LegalScenario()
    origin, destination = ends
    landings = world.discharges(destination) if discharge is None else (discharge,)
    pairs = find(Question(world.network, origin, destination, landings, _loadings(world), options or Options()))
    rail, profiler = pairs[0].rail, Profiler(zones)
    alternatives = tuple(_alternative(profiler, pair, asked) for pair in pairs)
    cases = tuple(_cases(alternatives, asked.government))
    model, reason = None, "not asked for"
    if with_model:
        reason = "" if cases else alternatives[0].reason
        model = run(cases, world.exposure.judgements) if cases else None
    observed = _observed(world, pairs) if world.exposure.judgements and world.legs else None
    return Comparison(
        origin, destination, asked,
        rail if isinstance(rail, Missing) else profiler.side(rail, asked),
        alternatives, _border_legs(world), observed, "" if observed else "the cards hold no judged ranges or reported legs",
        cases, with_model, model, reason,
    )  # fmt: skip


def _loadings(world: World) -> tuple[Spot, ...]:
    """Ports with a railhead, those from which a reported sea leg starts first."""
    reported = {leg.origin for leg in world.legs if leg.mode == "sea"}
    ports = [world.places.resolve(port.id) for port in world.network.transfers]
    return tuple(sorted(ports, key=lambda port: port.id not in reported))


def _border_legs(world: World) -> tuple[BorderLeg, ...]:
    sites = world.gazetteer.by_id
    legs = []
    for leg in world.legs:
        home, abroad = sites[leg.origin], sites[leg.destination]
        if home.country == abroad.country:
            continue
        if leg.mode == "rail":
            line = world.rail_lines_by_id[leg.rail_line]
            legs.append(
                BorderLeg(
                    "rail", home.names.en, abroad.names.en, line.published_km or line.length_km, line.published_km is not None
                )
            )
        else:
            crossing = world.sea_legs[leg.id]
            if isinstance(crossing, Route):
                legs.append(BorderLeg("sea", home.names.en, abroad.names.en, crossing.distance_km, published=False))
    return tuple(sorted(legs, key=lambda leg: leg.mode))


# ---- the differing segment, and what the model gets --------------------------------------------------------------------


def _alternative(profiler: Profiler, pair: Pair, scenario: LegalScenario) -> Alternative:
    side = pair.sea if isinstance(pair.sea, Missing) else profiler.side(pair.sea, scenario)
    cut = pair.differing
    if cut is None or not isinstance(pair.sea, Chain):
        return Alternative(pair.discharge, side, None, pair.reason)
    bands = {
        baseline: Bands(*(profiler.bands(legs, LegalScenario(baseline)) for legs in (cut.rail, cut.sea, cut.trunk)))
        for baseline in BASELINES
    }
    own = bands[scenario.baseline]
    stays = stays_of(cut, pair.sea, pair.discharge)
    return Alternative(pair.discharge, side, Apart(cut, recased(own.rail, scenario), recased(own.sea, scenario), stays, bands))


def stays_of(differing: Differing, sea: Chain, discharge: Spot | None) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
    """Stops of either side's differing segment: loading, border yards and bridge, breaks of gauge, quays."""
    rail = [Stay("loading-rail", differing.parts_at)] if differing.loads_apart and differing.rail else []
    rail += _stops(differing.rail)
    by_sea = _stops(leg for leg in differing.sea if leg.mode == "rail")
    onward = sea.legs[-1].mode == "rail"
    quays = [*sea.ports, *([discharge] if discharge is not None and not onward else [])]
    by_sea += [Stay("quay", port.name, access_in_port(port.country)) for port in quays]
    if onward:
        by_sea.append(Stay("loading-rail", quays[-1].name, access_in_port(quays[-1].country)))
    return tuple(rail), tuple(by_sea)


def _stops(legs: Iterable[RouteLeg]) -> list[Stay]:
    stops: list[Stay] = []
    for leg in legs:
        for crossing in leg.crossings:
            access = access_in_port(next((s for s in (crossing["from"], crossing["to"]) if s not in PARTIES), "RUS"))
            name = str(crossing.get("name") or crossing["where"])
            stops += [Stay("border-yard", name, access), Stay("bridge", name, access)]
        stops += [Stay("gauge-break", str(event["where"])) for event in leg.gauge_breaks]
    return stops


def _cases(alternatives: Sequence[Alternative], government: bool) -> Iterable[Case]:
    """Every legal scenario with every port of discharge for which both chains are there."""
    for baseline in BASELINES:
        for one in alternatives:
            if one.apart is None or one.discharge is None:
                continue
            bands, (rail_stays, sea_stays) = one.apart.by_baseline[baseline], one.apart.stays
            trunk_stays = tuple(_stops(one.apart.differing.trunk))
            for flag in FLAGS:
                scenario = LegalScenario(baseline, flag, government)
                parts = ((bands.rail, rail_stays), (bands.sea, sea_stays), (bands.trunk, trunk_stays))
                yield Case(baseline, flag, one.discharge.id, *(_segment(recased(b, scenario), stays) for b, stays in parts))


def _segment(bands: Iterable[Band], stays: tuple[Stay, ...]) -> Segment:
    """Bands of one mode and access as one stretch; the order makes no difference to the sum."""
    merged: dict[tuple[Any, Any], Part] = {}
    for band in bands:
        key = (band.mode, band.access)
        part = merged.get(key, Part(band.mode, 0.0, (0.0, 0.0), band.access))
        hours = (part.hours[0] + band.stretch.hours[0], part.hours[1] + band.stretch.hours[1])
        merged[key] = replace(part, km=part.km + band.km, hours=hours)
    return Segment(tuple(merged.values()), stays)


# ---- the observer's side ----------------------------------------------------------------------------------------------


def _observed(world: World, pairs: Sequence[Pair]) -> Observed:
    chances = Chances(world)
    now, later = passages(world, chances), passages(world, chances, road_bridge=True)
    chains = [chain for pair in pairs for chain in (pair.rail, pair.sea) if isinstance(chain, Chain)]
    ways = dict.fromkeys(tuple(point for leg in chain.legs for point in leg.line) for chain in chains)
    shape = shape_of(ways)
    return Observed(
        least_cut(now),
        least_cut([arc for arc in now if arc.by_land]),
        least_cut(later),
        least_cut([arc for arc in later if arc.by_land]),
        best_points(points(world, chances), weights(world.legs)),
        shape,
        tuple(called(world.network, point) for point in shape.points),
    )
