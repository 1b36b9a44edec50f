"""A comparison as JSON: geometry in full, judged figures with one significant figure, None with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explorer.comparison.compare import Alternative, Comparison, Observed
from explorer.comparison.factors import FactorRow, changed, rows
from explorer.comparison.profile import Band, Side, band_zones_km, consent_km, free_km, settings_of
from explorer.exposure.hazard import Cell, Measure, Spread
from explorer.exposure.likelihood import rounded
from explorer.exposure.observe import Cut
from explorer.exposure.vocabulary import Trial
from explorer.routing.places import Place
from explorer.routing.route import RouteLeg, Unreachable
from explorer.world.world import World
from explorer.zones.law import LegalScenario

SCHEMATIC = "Schematic: routes join reported places over the networks and were not observed."
NOT_ASKED = "combined figures are shown when asked for"
BORDER_NOTE = "Bare legs over the border end in different places; they are shown as such and never compared."
NO_BORDER = "neither route joins Russia and the DPRK, so their border does not matter here"
EMPTY_SIDE = (
    "distance_km", "duration_h", "legs", "zones_km", "beyond_territorial_sea_km", "third_state_access_km", "crossings",
    "gauge_breaks", "transshipments",
)  # fmt: skip


def as_json(world: World, comparison: Comparison) -> dict[str, Any]:
    """The whole comparison, ready for ``json.dumps``."""
    first = comparison.sea
    return {
        "from": {"id": comparison.origin.id, "name": comparison.origin.name},
        "to": {"id": comparison.destination.id, "name": comparison.destination.name},
        "loading": _port(first.loading),
        "discharge": _port(first.discharge),
        "scenario": _scenario(comparison.scenario),
        "rail": _side(comparison.rail),
        "sea": _side(first.side),
        "differing_segment": _differing(first),
        "alternatives": [
            {
                "loading": None if one.loading is None else one.loading.id,
                "discharge": None if one.discharge is None else one.discharge.id,
                "sea": _side(one.side),
                "differing_segment": _differing(one),
            }
            for one in comparison.alternatives[1:]
        ],
        "border_legs": {
            "note": BORDER_NOTE if comparison.border else NO_BORDER,
            "legs": [
                {
                    "mode": leg.mode,
                    "from": leg.origin,
                    "to": leg.destination,
                    "distance_km": _km(leg.km),
                    "published": leg.published,
                }
                for leg in comparison.border
            ],
        },
        "factors": [_factor(row) for row in rows(comparison, world.exposure.factors)],
        "cut": _cuts(comparison),
        "observation_points": _points(comparison.observed, comparison.with_model),
        "trial": [_trial(comparison, trial) for trial in world.exposure.trials],
        "model": _model(comparison),
        "model_reason": comparison.model_reason,
        "note": SCHEMATIC,
    }


def _port(port: Place | None) -> dict[str, str] | None:
    return None if port is None else {"id": port.id, "name": port.name}


def _km(value: float) -> float:
    return round(value, 1)


def _scenario(scenario: LegalScenario) -> dict[str, Any]:
    return {
        "baseline": scenario.baseline,
        "flag": scenario.flag,
        "government": scenario.government,
        "words": settings_of(scenario),
    }


def _side(side: Side | Unreachable) -> dict[str, Any]:
    if isinstance(side, Unreachable):
        return {**dict.fromkeys(EMPTY_SIDE), "reason": side.reason}
    route = side.route
    return {
        "distance_km": _km(route.distance_km),
        "duration_h": _hours(route.duration_h),
        "legs": [_leg(leg) for leg in route.legs],
        "zones_km": _zones(side.bands),
        "beyond_territorial_sea_km": _km(side.beyond_territorial_sea_km),
        "third_state_access_km": _km(side.third_state_access_km),
        "with_consent_km": _km(side.with_consent_km),
        "not_computed_km": _km(side.not_computed_km),
        "crossings": [_event(event) for event in route.crossings],
        "gauge_breaks": [_event(event) for event in route.gauge_breaks],
        "transshipments": [_port(port) for port in route.transshipments],
        "conditions": route.conditions,
    }


def _hours(hours: Sequence[float]) -> list[float]:
    return [round(value, 1) for value in hours]


def _leg(leg: RouteLeg) -> dict[str, Any]:
    return {
        "mode": leg.mode,
        "from": leg.origin,
        "to": leg.destination,
        "distance_km": _km(leg.distance_km),
        "duration_h": _hours(leg.duration_h),
        "passages": list(leg.passages),
    }


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if key == "at" else value for key, value in event.items()}


def _zones(bands: Iterable[Band]) -> dict[str, float]:
    return {zone: _km(km) for zone, km in band_zones_km(bands).items()}


def _differing(one: Alternative) -> dict[str, Any]:
    if one.apart is None:
        return {"shared_km": None, "rail": None, "sea": None, "reason": one.reason}
    apart = one.apart
    parts = zip((apart.differing.rail, apart.differing.sea), (apart.rail, apart.sea), apart.stays, strict=True)
    rail, sea = (_segment(*part) for part in parts)
    return {
        "shared_km": _km(apart.differing.shared_km),
        "parts_at": apart.differing.parts_at,
        "joins_at": apart.differing.joins_at,
        "rail": rail,
        "sea": sea,
    }


def _segment(legs: tuple[RouteLeg, ...], bands: tuple[Band, ...], stays: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "distance_km": _km(sum(leg.distance_km for leg in legs)),
        "duration_h": _hours([sum(leg.duration_h[end] for leg in legs) for end in (0, 1)]),
        "legs": [_leg(leg) for leg in legs],
        "zones_km": _zones(bands),
        "third_state_access_km": _km(free_km(bands)),
        "with_consent_km": _km(consent_km(bands)),
        "stops": [{"kind": stay.kind, "place": stay.place} for stay in stays],
    }


def _factor(row: FactorRow) -> dict[str, Any]:
    factor, value = row.factor, row.value
    return {
        "id": factor.id,
        "title": factor.title,
        "rail": factor.rail.value,
        "rail_why": factor.rail_why,
        "sea": factor.sea.value,
        "sea_why": factor.sea_why,
        "kinds": [kind.value for kind in factor.kinds],
        "bears_on": [bearing.value for bearing in factor.bears_on],
        "measure": factor.measure,
        "value": {
            "rail": None if value.rail is None else _km(value.rail),
            "sea": None if value.sea is None else _km(value.sea),
            "unit": value.unit,
            "words": value.words,
            "reason": value.reason,
        },
        "sources": [{"name": source.name, "dated": source.dated, "known": source.known} for source in factor.sources],
        "claims": list(factor.claims),
        "events": list(factor.events),
        "opposite": factor.opposite,
    }


def _cuts(comparison: Comparison) -> dict[str, Any]:
    seen, shown = comparison.observed, comparison.with_model
    if seen is None:
        return {"size": None, "arcs": None, "reason": comparison.observed_reason}
    return {
        **_cut(seen.cut, shown),
        "by_land": _cut(seen.by_land, shown),
        "with_road_bridge": {**_cut(seen.cut_with_bridge, shown), "by_land": _cut(seen.by_land_with_bridge, shown)},
        "articulation_points": [
            {"near": name, "at": [round(point.lon, 4), round(point.lat, 4)]}
            for name, point in zip(seen.names, seen.shape.points, strict=True)
        ],
        "bridges": [[[round(end.lon, 4), round(end.lat, 4)] for end in ends] for ends in seen.shape.stretches],
    }


def _cut(cut: Cut, shown: bool) -> dict[str, Any]:
    """A cut; how a single watcher would spread rests on judged ranges and is shown only with the other combined figures."""
    return {
        "size": cut.size,
        "arcs": [arc.title for arc in cut.arcs],
        "ties": [[arc.title for arc in chosen] for chosen in cut.ties[1:]],
        "single_inspector": {
            "value": rounded(cut.value) if shown else None,
            "shares": {arc.title: rounded(share) for arc, share in zip(cut.watched, cut.shares, strict=True)} if shown else None,
            "reason": cut.reason if shown else NOT_ASKED,
        },
    }


def _points(seen: Observed | None, shown: bool) -> list[dict[str, Any]]:
    return [
        {
            "count": choice.count,
            "best": [[{"id": point.id, "name": point.title} for point in chosen] for chosen in choice.best],
            "worth": rounded(choice.worth) if shown else None,
            "reason": "" if shown else NOT_ASKED,
            "greedy": [point.id for point in choice.greedy],
            "greedy_over_best": None if choice.ratio is None else round(choice.ratio, 3),
        }
        for choice in (seen.choices if seen else ())
    ]


def _trial(comparison: Comparison, trial: Trial) -> dict[str, Any]:
    switches = []
    for switch in trial.switches:
        found = changed(comparison, switch)
        access, consent, cut = found.access_km, found.consent_km, found.cut_size
        switches.append({
            "id": switch.id, "title": switch.title, "text": switch.text, "sets": switch.settings,
            "third_state_access_km": None if access is None else {"now": _km(access[0]), "then": _km(access[1])},
            "with_consent_km": None if consent is None else {"now": _km(consent[0]), "then": _km(consent[1])},
            "cut_size": None if cut is None else {"now": cut[0], "then": cut[1]},
            "flips": found.flips,
        })  # fmt: skip
    return {
        "id": trial.id, "title": trial.title, "claims": list(trial.claims), "reading": trial.reading,
        "for": [{"ref": point.ref, "dated": point.dated, "text": point.text} for point in trial.side("for")],
        "against": [{"ref": point.ref, "dated": point.dated, "text": point.text} for point in trial.side("against")],
        "beside": {"claims": list(trial.beside), "note": trial.beside_note},
        "switches": switches,
    }  # fmt: skip


# ---- combined figures --------------------------------------------------------------------------------------------------


def _model(comparison: Comparison) -> dict[str, Any] | None:
    model = comparison.model
    if model is None:
        return None
    asked = comparison.scenario
    return {
        "observable": _measure(model.summary("observable", asked.baseline, asked.flag)),
        "interdictable": _measure(model.summary("interdictable", asked.baseline, asked.flag)),
        "grid": [_cell(cell) for cell in model.grid],
        "seed": model.seed,
        "draws": model.draws,
        "version": model.version,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "baseline": cell.baseline,
        "flag": cell.flag,
        "discharge": cell.endpoint,
        "unit": cell.unit,
        "trunk_counted": cell.trunk_counted,
        "observable": _measure(cell.observable),
        "interdictable": _measure(cell.interdictable),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    share = measure.share_sea_above_rail
    return {
        "rail": _spread(measure.rail),
        "sea": _spread(measure.sea),
        "share_sea_above_rail": None if share is None else round(share, 2),
        "verdict": measure.verdict,
        "words": measure.words,
        "reason": measure.reason,
    }


def _spread(spread: Spread | None) -> dict[str, float | None] | None:
    if spread is None:
        return None
    return {"p05": rounded(spread.p05), "p50": rounded(spread.p50), "p95": rounded(spread.p95)}
