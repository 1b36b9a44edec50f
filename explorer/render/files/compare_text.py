"""A comparison as text for a terminal: the plain table first, combined figures last and only where asked for."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.comparison.compare import Alternative, Apart, Comparison
from explorer.comparison.factors import FactorRow, rows
from explorer.comparison.profile import Side, settings_of
from explorer.exposure.likelihood import rounded
from explorer.render.files.compare_json import SCHEMATIC
from explorer.routing.route import Unreachable
from explorer.world.world import World


def as_lines(world: World, comparison: Comparison) -> Iterator[str]:
    """The comparison for a terminal, plain table first, combined figures last and only where asked for."""
    words = settings_of(comparison.scenario)
    yield f"{comparison.origin.name} – {comparison.destination.name}: {words['baseline']}, {words['flag']}"
    yield SCHEMATIC
    yield ""
    yield from _side_lines("By rail throughout", comparison.rail)
    for one in comparison.alternatives:
        yield from _side_lines(f"With a sea leg{_ports(one)}", one.side)
        yield from _apart_lines(one.apart) if one.apart else [f"  differing segment: none, {one.reason}"]
    if comparison.border:
        yield ""
        yield "Border legs alone, which end in different places and are not compared:"
    for leg in comparison.border:
        yield f"  {leg.mode:4} {leg.origin} – {leg.destination}: {leg.km:.0f} km{' (published)' if leg.published else ''}"
    yield ""
    yield "Factors (rail | sea):"
    for row in rows(comparison, world.exposure.factors):
        yield f"  {row.factor.id:3} {row.factor.title}: {row.factor.rail.value} | {row.factor.sea.value}; {_value(row)}"
    yield ""
    yield from _observed_lines(comparison)
    yield from _model_lines(comparison)


def _ports(one: Alternative) -> str:
    if one.loading is None or one.discharge is None:
        return ""
    return f" from {one.loading.name} to {one.discharge.name}"


def _side_lines(title: str, side: Side | Unreachable) -> Iterator[str]:
    if isinstance(side, Unreachable):
        yield f"{title}: none. {side.reason}"
        return
    low, high = side.route.duration_h
    yield f"{title}: {side.route.distance_km:.0f} km, {low:.0f} to {high:.0f} h"
    yield f"  zones: {', '.join(f'{zone} {km:.0f} km' for zone, km in side.zones_km.items())}"
    yield (
        f"  beyond the territorial sea {side.beyond_territorial_sea_km:.0f} km; a third State may act on "
        f"{side.third_state_access_km:.0f} km, with Russia's or the DPRK's consent on {side.with_consent_km:.0f} km"
    )
    yield (
        f"  border crossings on land: {len(side.route.crossings)}; breaks of gauge: {len(side.route.gauge_breaks)}; "
        f"changes between train and ship: {len(side.route.transshipments)}"
    )


def _apart_lines(apart: Apart) -> Iterator[str]:
    cut = apart.differing
    rail, sea = (sum(leg.distance_km for leg in legs) for legs in (cut.rail, cut.sea))
    yield (
        f"  differing segment {cut.parts_at} – {cut.joins_at}: rail {rail:.0f} km, with sea {sea:.0f} km; "
        + (f"the shared {cut.shared_km:.0f} km cancel out" if cut.shared_km >= 0.5 else "the routes share no track")
    )


def _value(row: FactorRow) -> str:
    value = row.value
    if value.rail is None and value.sea is None:
        return value.words or f"no value: {value.reason}"
    rail, sea = ("–" if one is None else f"{one:.0f}" for one in (value.rail, value.sea))
    return f"{rail} | {sea} {value.unit}{f' ({value.words})' if value.words else ''}"


def _observed_lines(comparison: Comparison) -> Iterator[str]:
    seen = comparison.observed
    if seen is None:
        if comparison.border:
            yield f"Observer's side: {comparison.observed_reason}."
        return
    for title, cut in (
        ("Fewest places that no reported route avoids", seen.cut),
        ("  with the road bridge open", seen.cut_with_bridge),
    ):
        yield f"{title}: {cut.size} ({', '.join(arc.title for arc in cut.arcs)})"
    for choice in seen.choices:
        sets = ", or ".join(" and ".join(point.title for point in chosen) for chosen in choice.best)
        yield f"Best {choice.count} published site{'s' if choice.count > 1 else ''}: {sets}"


_VERDICTS = {"negligible": "no practical difference"}
"""Verdicts that are told in other words than their own."""


def _model_lines(comparison: Comparison) -> Iterator[str]:
    model, asked = comparison.model, comparison.scenario
    if model is None:
        yield f"Combined figures: {comparison.model_reason}."
        return
    yield ""
    yield f"Combined figures, our own judgement ({model.draws} draws, seed {model.seed}, version {model.version}):"
    for title, name in (("being seen", "observable"), ("being stopped by a third State", "interdictable")):
        measure = model.summary(name, asked.baseline, asked.flag)  # type: ignore[arg-type]
        yield f"  {title}: {_VERDICTS.get(measure.verdict, measure.verdict)} – {measure.reason}"
        for mode, spread in (("rail", measure.rail), ("sea", measure.sea)):
            if spread is not None:
                yield f"    {mode}: {rounded(spread.p05):g} to {rounded(spread.p95):g}, middle {rounded(spread.p50):g}"
        if measure.words:
            yield f"    {measure.words}"
    for name in ("observable", "interdictable"):
        count: dict[str, int] = {}
        for cell in model.grid:
            verdict = cell.measure(name).verdict  # type: ignore[arg-type]
            count[verdict] = count.get(verdict, 0) + 1
        told = ", ".join(f"{_VERDICTS.get(verdict, verdict)} in {number}" for verdict, number in sorted(count.items()))
        yield f"  grid of {len(model.grid)} cells, {name}: {told}"
