"""Rail against sea between two places, on the routes of one plan: zones, differing segment, the observer's side, the model.

The model is worked out only when asked for. What cannot be worked out is None, and a reason stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from explorer.comparison.profile import Band, Profiler, Side, access_in_port, recased
from explorer.comparison.reported import Chances, passages, points, weights
from explorer.exposure.hazard import Case, Model, Part, Segment, Stay, run
from explorer.exposure.observe import Bottlenecks, Choice, Cut, best_points, least_cut, shape_of
from explorer.ledger.vocabulary import PARTIES
from explorer.routing.differing import Differing, called, differing
from explorer.routing.places import Place
from explorer.routing.planner import Plan, SeaOption
from explorer.routing.route import Route, RouteLeg, Unreachable
from explorer.world.world import World
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
    """The route with a sea leg between two ports, and how it differs from the route by rail."""

    loading: Place | None
    discharge: Place | None
    side: Side | Unreachable
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
    shape: Bottlenecks
    names: tuple[str, ...]
    """What the articulation points are near."""


@dataclass(frozen=True)
class Comparison:
    """Everything on one pair of places under one scenario."""

    plan: Plan
    scenario: LegalScenario
    rail: Side | Unreachable
    alternatives: tuple[Alternative, ...]
    border: tuple[BorderLeg, ...]
    """Empty where neither route joins the two countries that such legs join."""
    observed: Observed | None
    observed_reason: str
    cases: tuple[Case, ...]
    with_model: bool
    model: Model | None
    model_reason: str

    @property
    def origin(self) -> Place:
        """Where goods start."""
        return self.plan.asked.origin.place

    @property
    def destination(self) -> Place:
        """Where they end for good."""
        return self.plan.asked.destination.place

    @property
    def sea(self) -> Alternative:
        """The first alternative, which figures are shown for; the others stand in the list."""
        return self.alternatives[0]

    @property
    def reachable(self) -> bool:
        """Whether there is a route at all."""
        sides = (self.rail, *(one.side for one in self.alternatives))
        return any(isinstance(side, Side) for side in sides)


def compare(world: World, plan: Plan, scenario: LegalScenario | None = None, *, with_model: bool = False) -> Comparison:
    """Compare both routes of a plan.

    Parameters
    ----------
    plan
        From :meth:`explorer.world.world.World.plan`.
    with_model
        Whether the combined figures are asked for.
    """
    asked, profiler = scenario or LegalScenario(), Profiler(world.zones)
    alternatives = tuple(_alternative(world, profiler, plan, option, asked) for option in plan.sea_options)
    cases = tuple(_cases(alternatives, asked.government))
    model, reason = _model(world, cases, alternatives[0].reason) if with_model else (None, NOT_ASKED)
    observed, why_not = _observed(world, plan)
    border = _border_legs(world) if _joins_the_parties(plan) else ()
    rail = plan.rail if isinstance(plan.rail, Unreachable) else profiler.side(plan.rail, asked)
    return Comparison(plan, asked, rail, alternatives, border, observed, why_not, cases, with_model, model, reason)


NOT_ASKED = "not asked for"


def without_model(comparison: Comparison) -> Comparison:
    """A comparison as it is where its combined figures are not asked for."""
    return replace(comparison, with_model=False, model=None, model_reason=NOT_ASKED)


def _model(world: World, cases: Sequence[Case], why_none: str) -> tuple[Model | None, str]:
    """The combined figures, or why there are none."""
    judgements = world.exposure.judgements
    if not judgements:
        return None, "the cards hold no judged ranges"
    return (run(cases, judgements), "") if cases else (None, why_none)


def _joins_the_parties(plan: Plan) -> bool:
    """Whether a route goes from one of the two countries of the reporting to the other, by rail or by ship."""
    steps = [{crossing["from"], crossing["to"]} for _, way in plan.found for crossing in way.crossings]
    steps += [{way.loading.country, way.discharge.country} for _, way in plan.found if way.loading and way.discharge]
    return any(step == PARTIES for step in steps)


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


def _alternative(world: World, profiler: Profiler, plan: Plan, option: SeaOption, scenario: LegalScenario) -> Alternative:
    sea, ports = option.route, (option.loading, option.discharge)
    side = sea if isinstance(sea, Unreachable) else profiler.side(sea, scenario)
    if isinstance(plan.rail, Unreachable) or isinstance(sea, Unreachable) or plan.rail_options is None:
        missing = [word for word, way in (("by rail", plan.rail), ("with a sea leg", sea)) if isinstance(way, Unreachable)]
        return Alternative(*ports, side, None, f"there is no route {' and none '.join(missing)} to compare with")
    cut = differing(world.network, plan.rail, plan.rail_options, sea)
    bands = {
        baseline: Bands(*(profiler.bands(legs, LegalScenario(baseline)) for legs in (cut.rail, cut.sea, cut.trunk)))
        for baseline in BASELINES
    }
    own = bands[scenario.baseline]
    apart = Apart(cut, recased(own.rail, scenario), recased(own.sea, scenario), stays_of(cut, sea), bands)
    return Alternative(*ports, side, apart)


def stays_of(cut: Differing, sea: Route) -> tuple[tuple[Stay, ...], tuple[Stay, ...]]:
    """Stops of either side's differing segment: loading, border yards and bridge, breaks of gauge, quays."""
    rail = [Stay("loading-rail", cut.parts_at)] if cut.loads_apart and cut.rail else []
    rail += _stops(cut.rail)
    by_sea = _stops(leg for leg in cut.sea if leg.mode == "rail")
    quays = [port for port in (sea.loading, sea.discharge) if port is not None]
    by_sea += [Stay("quay", port.name, access_in_port(port.country)) for port in quays]
    if sea.legs[-1].mode == "rail":
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


def _cases(alternatives: Sequence[Alternative], government: bool) -> Iterator[Case]:
    """Every legal scenario with every pair of ports for which both routes are there."""
    both = [(one, one.apart) for one in alternatives if one.apart is not None]
    for baseline in BASELINES:
        for one, apart in both:
            bands, (rail_stays, sea_stays) = apart.by_baseline[baseline], apart.stays
            trunk_stays = tuple(_stops(apart.differing.trunk))
            for flag in FLAGS:
                scenario = LegalScenario(baseline, flag, government)
                parts = ((bands.rail, rail_stays), (bands.sea, sea_stays), (bands.trunk, trunk_stays))
                segments = (_segment(recased(b, scenario), stays) for b, stays in parts)
                yield Case(baseline, flag, _port_word([other for other, _ in both], one), *segments)


def _port_word(alternatives: Sequence[Alternative], one: Alternative) -> str:
    """The port that distinguishes an alternative from the others: that of discharge, or of loading where all discharge at one."""
    discharges = {other.discharge for other in alternatives}
    port = one.discharge if len(discharges) == len(alternatives) else one.loading
    return port.id if port is not None else ""


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


def _observed(world: World, plan: Plan) -> tuple[Observed | None, str]:
    """The observer's side, or why there is none."""
    if not (world.exposure.judgements and world.legs):
        return None, "the cards hold no judged ranges or reported legs"
    if not _joins_the_parties(plan):
        return None, "the reported legs join Russia and the DPRK, which neither route does"
    chances = Chances(world)
    now, later = passages(world, chances), passages(world, chances, road_bridge=True)
    shape = shape_of(dict.fromkeys(tuple(point for leg in way.legs for point in leg.line) for way in _all_routes(plan)))
    return Observed(
        least_cut(now),
        least_cut([arc for arc in now if arc.by_land]),
        least_cut(later),
        least_cut([arc for arc in later if arc.by_land]),
        best_points(points(world, chances), weights(world.legs)),
        shape,
        tuple(called(world.network, point) for point in shape.points),
    ), ""


def _all_routes(plan: Plan) -> list[Route]:
    routes = (plan.rail, *(option.route for option in plan.sea_options))
    return [way for way in routes if isinstance(way, Route)]
