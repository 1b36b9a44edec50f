"""Factors beside their values on two compared chains, and what each switch of the trial would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explorer.comparison.compare import Alternative, Apart, Comparison
from explorer.comparison.profile import Band, Side, consent_km, free_km, recased, settings_of
from explorer.exposure.vocabulary import Factor, Switch
from explorer.ledger.vocabulary import PARTIES
from explorer.zones.law import LegalScenario


@dataclass(frozen=True)
class Value:
    """A factor's value for each mode: numbers with a unit, or words; None with a reason where there is none."""

    rail: float | None
    sea: float | None
    unit: str
    words: str = ""
    reason: str = ""


@dataclass(frozen=True)
class FactorRow:
    """One row of the plain table."""

    factor: Factor
    value: Value


@dataclass(frozen=True)
class Changed:
    """What a switch does, before and after: kilometres where a third State may act or needs consent, and the cut."""

    switch: Switch
    access_km: tuple[float, float] | None
    consent_km: tuple[float, float] | None
    cut_size: tuple[int, int] | None
    flips: bool
    """Whether it opens access where there was none, closes the last of it, or changes the number of places to watch."""


def rows(comparison: Comparison, factors: tuple[Factor, ...]) -> tuple[FactorRow, ...]:
    """The table of all factors for one comparison, in their own order."""
    return tuple(FactorRow(factor, value_of(comparison, factor)) for factor in factors)


def value_of(comparison: Comparison, factor: Factor) -> Value:
    """A factor's value on the compared chains."""
    if not factor.value_key:
        return Value(None, None, "", words=factor.value)
    return _VALUES[factor.value_key](comparison, comparison.sea)


def _apart(measure: Callable[[Comparison, Alternative], tuple[float, float]], unit: str) -> Callable[..., Value]:
    def value(comparison: Comparison, sea: Alternative) -> Value:
        if sea.apart is None:
            return Value(None, None, unit, reason=sea.reason)
        rail, by_sea = measure(comparison, sea)
        return Value(rail, by_sea, unit)

    return value


def _whole(measure: Callable[[Side], float], unit: str) -> Callable[..., Value]:
    def value(comparison: Comparison, sea: Alternative) -> Value:
        sides = [side if isinstance(side, Side) else None for side in (comparison.rail, sea.side)]
        rail, by_sea = (None if side is None else float(measure(side)) for side in sides)
        return Value(rail, by_sea, unit, reason="" if None not in (rail, by_sea) else sea.reason)

    return value


def _access_km(_: Comparison, sea: Alternative) -> tuple[float, float]:
    assert sea.apart is not None  # noqa: S101  # _apart has looked
    rail, by_sea = (free_km(bands) for bands in (sea.apart.rail, sea.apart.sea))
    return rail, by_sea


def _differing_km(_: Comparison, sea: Alternative) -> tuple[float, float]:
    assert sea.apart is not None  # noqa: S101
    rail, by_sea = (sum(leg.distance_km for leg in legs) for legs in (sea.apart.differing.rail, sea.apart.differing.sea))
    return rail, by_sea


def _nodes(_: Comparison, sea: Alternative) -> tuple[float, float]:
    assert sea.apart is not None  # noqa: S101
    rail, by_sea = (float(len({stay.place for stay in stays})) for stays in sea.apart.stays)
    return rail, by_sea


def _third_state_ports(side: Side) -> int:
    ports = (side.route.loading, side.route.discharge)
    return sum(bool(port.country) and port.country not in PARTIES for port in ports if port is not None)


def _hours(_: Comparison, sea: Alternative) -> Value:
    if sea.apart is None:
        return Value(None, None, "hours", reason=sea.reason)
    spans = []
    for legs in (sea.apart.differing.rail, sea.apart.differing.sea):
        low, high = (sum(leg.duration_h[end] for leg in legs) for end in (0, 1))
        spans.append(f"{low:.0f} to {high:.0f} h")
    return Value(None, None, "hours", words=f"under way {spans[0]} by rail, {spans[1]} with the sea leg; stops not counted")


def _flag(comparison: Comparison, _: Alternative) -> Value:
    needed = {
        "RUS": "only if Russia consents",
        "PRK": "only if the DPRK consents",
        "third": "if that State consents",
        "none": "a visit is allowed without asking anybody",
    }[comparison.scenario.flag]
    told = "nobody else may board" if comparison.scenario.government else needed
    return Value(None, None, "", words=f"{settings_of(comparison.scenario)['flag']}; beyond the territorial sea: {told}")


def _cut(with_bridge: bool) -> Callable[..., Value]:
    def value(comparison: Comparison, _: Alternative) -> Value:
        seen = comparison.observed
        if seen is None:
            return Value(None, None, "places", reason=comparison.observed_reason)
        whole, land = (seen.cut_with_bridge, seen.by_land_with_bridge) if with_bridge else (seen.cut, seen.by_land)
        return Value(float(land.size), float(whole.size - land.size), "places", words=", ".join(arc.title for arc in whole.arcs))

    return value


_VALUES: Mapping[str, Callable[[Comparison, Alternative], Value]] = {
    "third-state-km": _apart(_access_km, "km"),
    "beyond-territorial-sea-km": _whole(lambda side: side.beyond_territorial_sea_km, "km"),
    "inspection-nodes": _apart(_nodes, "places"),
    "flag": _flag,
    "third-state-port-calls": _whole(_third_state_ports, "calls"),
    "differing-km": _apart(_differing_km, "km"),
    "differing-hours": _hours,
    "crossings": _whole(lambda side: len(side.route.crossings), "crossings"),
    "transshipments": _whole(lambda side: len(side.route.transshipments), "changes"),
    "gauge-breaks": _whole(lambda side: len(side.route.gauge_breaks), "breaks"),
    "cut-size": _cut(with_bridge=False),
    "cut-with-road-bridge": _cut(with_bridge=True),
}


# ---- what would change this --------------------------------------------------------------------------------------------


def changed(comparison: Comparison, switch: Switch) -> Changed:
    """What a switch changes; None where it touches nothing that can be worked out."""
    access = consent = cut = None
    apart, asked = comparison.sea.apart, comparison.scenario
    if apart is not None and (switch.baseline or switch.flag or switch.government is not None):
        government = asked.government if switch.government is None else switch.government
        then = LegalScenario(switch.baseline or asked.baseline, switch.flag or asked.flag, government)
        now_bands, then_bands = (_bands(apart, scenario) for scenario in (asked, then))
        access = free_km(now_bands), free_km(then_bands)
        consent = consent_km(now_bands), consent_km(then_bands)
    if switch.road_bridge and comparison.observed is not None:
        cut = comparison.observed.cut.size, comparison.observed.cut_with_bridge.size
    opened = any(pair is not None and bool(pair[0]) != bool(pair[1]) for pair in (access, consent))
    return Changed(switch, access, consent, cut, opened or (cut is not None and cut[0] != cut[1]))


def _bands(apart: Apart, scenario: LegalScenario) -> tuple[Band, ...]:
    bands = apart.by_baseline[scenario.baseline]
    return recased((*bands.rail, *bands.sea), scenario)
