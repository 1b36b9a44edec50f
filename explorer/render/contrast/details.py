"""What every mark of the picture opens to: its reason, its sources, and the opposite view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explorer.comparison.contrast import Contrast, Judged, Strip
from explorer.comparison.factors import FactorRow
from explorer.comparison.profile import ZONE_WORDS
from explorer.exposure.likelihood import rounded
from explorer.exposure.vocabulary import Judgement
from explorer.render.contrast.sentence import number
from explorer.render.contrast.strips import name_of
from explorer.render.contrast.verdicts import TITLES, headline, here
from explorer.world.world import World
from explorer.zones.law import LegalScenario

CALIBRATION = "No interdiction on these routes is known, so nothing can be calibrated; every range is somebody's judgement."


@dataclass(frozen=True)
class Detail:
    """What stands behind a mark: a title, and lines of a word and a text. Both are English, as the cards are."""

    title: str
    lines: tuple[tuple[str, str], ...]


def details(world: World, found: Contrast) -> Mapping[str, Detail]:
    """By the id of each mark of the picture; marks of one measure share what stands behind it."""
    made: dict[str, Detail] = {}
    for strip in found.strips:
        made[name_of(strip)] = _strip(world, found, strip)
    for one in found.judged:
        made[f"range:{one.name}"] = _measure(one)
        for swing in one.swings:
            made[f"swing:{swing.judgement}"] = _judgement(world, swing.judgement)
    for row in found.factors:
        made[f"factor:{row.factor.id}"] = _factor(row)
    return made


def behind(mark: str) -> str:
    """The id of the detail behind a group of the picture; nothing where there is none.

    >>> behind("heat:observable:0"), behind("swing:observable:will"), behind("factor:f1"), behind("strips:key")
    ('range:observable', 'swing:will', 'factor:f1', '')
    """
    family, _, rest = mark.partition(":")
    if family in {"range", "heat"}:
        return f"range:{rest.partition(':')[0]}"
    if family == "swing":
        return f"swing:{rest.partition(':')[2]}"
    return mark if family in {"factor", "strip"} else ""


# ---- routes ------------------------------------------------------------------------------------------------------------


def _strip(world: World, found: Contrast, strip: Strip) -> Detail:
    word = "Rail" if strip.mode == "rail" else "Sea leg"
    line = {"claimed": ", bay line accepted", "coast": ", bay line not accepted"}[strip.baseline] if strip.baseline else ""
    zones = "; ".join(f"{_zone(band.stretch.state, band.stretch.zone_kind)} {number(band.km, 'en')} km" for band in strip.bands)
    marks = "; ".join(f"{mark.kind} {mark.title} at {number(mark.at_km, 'en')} km" for mark in strip.marks)
    rows = [("Zones", zones), ("On the route", marks), *_law(world, found, strip), ("Opposite view", _other_line(found, strip))]
    return Detail(f"{word}{line}, {number(strip.km, 'en')} km", tuple(row for row in rows if row[1]))


def _zone(state: str, kind: str) -> str:
    return f"{state} {ZONE_WORDS.get(kind, kind)}".strip()


def _law(world: World, found: Contrast, strip: Strip) -> Iterator[tuple[str, str]]:
    """Who may act in each zone, with the provisions it is read from."""
    asked = found.comparison.scenario
    law = LegalScenario(strip.baseline or asked.baseline, asked.flag, asked.government)
    told: dict[str, str] = {}
    for band in strip.bands:
        authority = world.zones.on_stretch(band.stretch, law)
        sources = "; ".join(f"{p.instrument}, {p.paragraph}" for p in authority.provisions)
        told[_zone(band.stretch.state, band.stretch.zone_kind)] = f"{authority.condition}{f' ({sources})' if sources else ''}"
    yield from told.items()


def _other_line(found: Contrast, strip: Strip) -> str:
    if strip.baseline is None:
        return "The baseline makes no difference here: zones are the same whether Russia's bay line is accepted or not."
    if strip.baseline == "claimed":
        outside = number(found.answer.waters["coast"].outside_km, "en")
        return f"Without Russia's closing line of the bay {outside} km lie outside Russian and DPRK waters."
    inside = number(found.answer.waters["claimed"].outside_km, "en")
    return f"With Russia's closing line of the bay accepted {inside} km lie outside Russian and DPRK waters."


# ---- judgements --------------------------------------------------------------------------------------------------------


def _measure(one: Judged) -> Detail:
    measure = one.measure
    rows = [
        ("Over the grid", headline(one)),
        ("In this scenario", here(one)),
        ("In words", measure.words or ""),
        ("Why", measure.reason),
        ("Opposite view", CALIBRATION),
    ]
    for mode, spread in (("Rail", measure.rail), ("Sea", measure.sea)):
        if spread is not None:
            figures = ", ".join(f"{rounded(value):g}" for value in (spread.p05, spread.p50, spread.p95))
            rows.insert(2, (f"{mode}: 5th, 50th, 95th percentile", figures))
    return Detail(TITLES[one.name], tuple(row for row in rows if row[1]))


def _judgement(world: World, identifier: str) -> Detail:
    one: Judgement = next(one for one in world.exposure.judgements if one.id == identifier)
    factors = [factor for factor in world.exposure.factors if factor.id in one.factors]
    opposite = " ".join(factor.opposite for factor in factors) or CALIBRATION
    rows = (
        ("Range", f"{one.low:g} to {one.high:g} {one.unit}, {one.distribution}"),
        ("Reason", one.reason),
        ("Judged by", one.author),
        ("Sources", "; ".join(dict.fromkeys(source.name for factor in factors for source in factor.sources))),
        ("Opposite view", opposite),
    )
    return Detail(one.title, tuple(row for row in rows if row[1]))


# ---- factors -----------------------------------------------------------------------------------------------------------


def _factor(row: FactorRow) -> Detail:
    factor, value = row.factor, row.value
    figures = [("–" if one is None else number(one, "en") if one else "0") for one in (value.rail, value.sea)]
    here_ = f"rail {figures[0]}, sea {figures[1]} {value.unit}" if (value.rail, value.sea) != (None, None) else ""
    rows = (
        (f"Rail {factor.rail.value}", factor.rail_why),
        (f"Sea {factor.sea.value}", factor.sea_why),
        ("On these routes", "; ".join(part for part in (here_, value.words, value.reason) if part)),
        ("Measure", factor.measure),
        ("Sources", "; ".join(f"{source.name} ({source.dated}, {source.known})" for source in factor.sources)),
        ("Claims", ", ".join(factor.claims)),
        ("Opposite view", factor.opposite),
    )
    return Detail(factor.title, tuple(line for line in rows if line[1]))
