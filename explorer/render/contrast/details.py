"""What every mark of the picture opens to: its reason, its sources, and the opposite view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from explorer.comparison.contrast import Contrast, Judged, Strip
from explorer.comparison.factors import FactorRow, Value
from explorer.comparison.profile import ZONE_WORDS
from explorer.exposure.hazard import Measure
from explorer.exposure.likelihood import rounded
from explorer.messages import message, say, told
from explorer.render.contrast.retold import judgement, retold
from explorer.render.contrast.sentence import number
from explorer.render.contrast.strips import name_of
from explorer.render.contrast.verdicts import TITLES, headline, here
from explorer.views.view import Language
from explorer.world.world import World
from explorer.zones.jurisdiction import Authority, Stretch
from explorer.zones.law import LegalScenario

CALIBRATION = message(
    "No interdiction on these routes is known, so nothing can be calibrated; every range is somebody's judgement."
)


@dataclass(frozen=True)
class Detail:
    """What stands behind a mark: a title, and lines of a word and a text, in the language asked for.

    ``english`` are names in the texts that stay English in a page of another language.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    english: tuple[str, ...] = ()


def details(world: World, found: Contrast, language: Language = "en") -> Mapping[str, Detail]:
    """By the id of each mark of the picture; marks of one measure share what stands behind it."""
    speak, made = partial(say, language), dict[str, Detail]()
    told_in = retold(world, found, world.tongue(language))
    for strip in found.strips:
        made[name_of(strip)] = _strip(world, found, strip, language)
    for one in found.judged:
        made[f"range:{one.name}"] = _measure(one, language)
        for swing in one.swings:
            made[f"swing:{swing.judgement}"] = _judgement(world, swing.judgement, language)
    for row in told_in.factors:
        made[f"factor:{row.factor.id}"] = _factor(row, language, speak)
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


def _strip(world: World, found: Contrast, strip: Strip, language: Language) -> Detail:
    speak, km = partial(say, language), partial(number, language=language)
    zones = "; ".join(speak("{what} {km} km", what=_zone(band.stretch, language), km=km(band.km)) for band in strip.bands)
    marks = "; ".join(
        speak("{what} {name} at {km} km", what=told(language, mark.kind), name=told(language, mark.title), km=km(mark.at_km))
        for mark in strip.marks
    )
    rows = [
        (speak("Zones"), zones),
        (speak("On the route"), marks),
        *_law(world, found, strip, language),
        (speak("Opposite view"), _other_line(found, strip, language)),
    ]
    laws = {one.instrument for _, authority in _authorities(world, found, strip) for one in authority.provisions}
    title = f"{_way(strip, language)}, {km(strip.km)} {speak('km')}"
    return Detail(title, tuple(row for row in rows if row[1]), _staying(language, laws))


def _way(strip: Strip, language: Language) -> str:
    lines = {None: "", "claimed": message("bay line accepted"), "coast": message("bay line not accepted")}
    words = (say(language, "Rail" if strip.mode == "rail" else "Sea leg"), say(language, lines[strip.baseline]))
    return ", ".join(filter(None, words))


def _zone(stretch: Stretch, language: Language) -> str:
    kind = told(language, ZONE_WORDS.get(stretch.zone_kind, stretch.zone_kind))
    return f"{told(language, stretch.state)} {kind}".strip()


def _authorities(world: World, found: Contrast, strip: Strip) -> list[tuple[Stretch, Authority]]:
    """Who may act in each zone of a strip."""
    asked = found.comparison.scenario
    law = LegalScenario(strip.baseline or asked.baseline, asked.flag, asked.government)
    return [(band.stretch, world.zones.on_stretch(band.stretch, law)) for band in strip.bands]


def _law(world: World, found: Contrast, strip: Strip, language: Language) -> Iterator[tuple[str, str]]:
    """Who may act in each zone, with the provisions it is read from."""
    rows: dict[str, str] = {}
    for stretch, authority in _authorities(world, found, strip):
        case = world.tongue(language).card("case", authority.case, world.zones.law.case(authority.case))
        sources = "; ".join(f"{p.instrument}, {p.paragraph}" for p in authority.provisions)
        rows[_zone(stretch, language)] = f"{told(language, case.condition)}{f' ({sources})' if sources else ''}"
    yield from rows.items()


def _other_line(found: Contrast, strip: Strip, language: Language) -> str:
    if strip.baseline is None:
        return say(
            language, "The baseline makes no difference here: zones are the same whether Russia's bay line is accepted or not."
        )
    if strip.baseline == "claimed":
        outside = number(found.answer.waters["coast"].outside_km, language)
        return say(language, "Without Russia's closing line of the bay {km} km lie outside Russian and DPRK waters.", km=outside)
    inside = number(found.answer.waters["claimed"].outside_km, language)
    return say(language, "With Russia's closing line of the bay accepted {km} km lie outside Russian and DPRK waters.", km=inside)


# ---- judgements --------------------------------------------------------------------------------------------------------


def _measure(one: Judged, language: Language) -> Detail:
    measure, speak = one.measure, partial(say, language)
    rows = [
        (speak("Over the grid"), told(language, headline(one))),
        (speak("In this scenario"), told(language, here(one))),
        *_spreads(measure, language),
        (speak("In words"), told(language, measure.words or "")),
        (speak("Why"), told(language, measure.reason)),
        (speak("Opposite view"), speak(CALIBRATION)),
    ]
    return Detail(speak(TITLES[one.name]), tuple(row for row in rows if row[1]))


def _spreads(measure: Measure, language: Language) -> Iterator[tuple[str, str]]:
    words = message("Sea: 5th, 50th, 95th percentile"), message("Rail: 5th, 50th, 95th percentile")
    for word, spread in zip(words, (measure.sea, measure.rail), strict=True):
        if spread is not None:
            yield say(language, word), ", ".join(f"{rounded(value):g}" for value in (spread.p05, spread.p50, spread.p95))


def _judgement(world: World, identifier: str, language: Language) -> Detail:
    speak, tongue = partial(say, language), world.tongue(language)
    one = judgement(next(one for one in world.exposure.judgements if one.id == identifier), tongue)
    factors = [tongue.card("factor", factor.id, factor) for factor in world.exposure.factors if factor.id in one.factors]
    names = tuple(dict.fromkeys(source.name for factor in factors for source in factor.sources))
    span = speak(
        "{low:g} to {high:g} {unit}, {distribution}",
        low=one.low, high=one.high, unit=one.unit, distribution=told(language, one.distribution),
    )  # fmt: skip
    rows = (
        (speak("Range"), span),
        (speak("Reason"), one.reason),
        (speak("Judged by"), one.author),
        (speak("Sources"), "; ".join(names)),
        (speak("Opposite view"), " ".join(factor.opposite for factor in factors) or speak(CALIBRATION)),
    )
    return Detail(one.title, tuple(row for row in rows if row[1]), _staying(language, names))


def _staying(language: Language, names: Iterable[str]) -> tuple[str, ...]:
    """Names that a page of a language has in English."""
    return () if language == "en" else tuple(names)


# ---- factors -----------------------------------------------------------------------------------------------------------


def _factor(row: FactorRow, language: Language, speak: Callable[..., str]) -> Detail:
    factor, value = row.factor, row.value
    rows = (
        (f"{speak('Rail')} {told(language, factor.rail.value)}", factor.rail_why),
        (f"{speak('Sea')} {told(language, factor.sea.value)}", factor.sea_why),
        (speak("On these routes"), _on_these(value, language, speak)),
        (speak("Measure"), factor.measure),
        (
            speak("Sources"),
            "; ".join(f"{one.name} ({one.dated}, {told(language, one.known)})" for one in factor.sources),
        ),
        (speak("Claims"), ", ".join(factor.claims)),
        (speak("Opposite view"), factor.opposite),
    )
    names = _staying(language, (one.name for one in factor.sources))
    return Detail(factor.title, tuple(line for line in rows if line[1]), names)


def _on_these(value: Value, language: Language, speak: Callable[..., str]) -> str:
    figures = [("–" if one is None else number(one, language) if one else "0") for one in (value.rail, value.sea)]
    known = (value.rail, value.sea) != (None, None)
    counted = speak("rail {rail}, sea {sea} {unit}", rail=figures[0], sea=figures[1], unit=told(language, value.unit))
    words = (counted if known else "", told(language, value.words), told(language, value.reason))
    return "; ".join(part for part in words if part)
