"""The answer in one sentence for each route, magnitudes first, in the languages of the printed sheets."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.comparison.contrast import SAME_KM, Answer, Length, Waters
from explorer.messages import say
from explorer.views.view import Language

_WHOSE = {
    frozenset({"RUS", "PRK"}): "Russian and DPRK",
    frozenset({"RUS"}): "Russian",
    frozenset({"PRK"}): "DPRK",
}
_BOTH = "Russian and DPRK"


def sentence(answer: Answer, language: Language = "en") -> str:
    """Both routes in a line: how long, how many borders, and in whose waters under either baseline.

    >>> rail, sea = Length(440.4, 0.0, 1), Length(197.8, 197.8, 0)
    >>> inside, out = Waters(("PRK", "RUS"), 0.0, 0.0, 0.0), Waters(("PRK", "RUS"), 26.8, 0.0, 0.0)
    >>> sentence(Answer("Rajin", "Dunai", rail, sea, "", "", {"claimed": inside, "coast": out}))
    'Rail 440 km, one border. Sea 198 km, all in Russian and DPRK waters if the bay line is accepted; 27 km outside if not.'
    """
    return " ".join(_parts(answer, language))


def _parts(answer: Answer, language: Language) -> Iterator[str]:
    if answer.rail is None and answer.sea is None and answer.rail_reason == answer.sea_reason:
        yield say(language, "Nothing to compare.")
        if language == "en":
            yield answer.rail_reason
        return
    yield f"{_rail(answer.rail, language)}."
    yield f"{_sea(answer, language)}."


def _rail(way: Length | None, language: Language) -> str:
    if way is None:
        return say(language, "No route by rail")
    return f"{say(language, 'Rail {km} km', km=number(way.km, language))}, {borders(way.borders, language)}"


def _sea(answer: Answer, language: Language) -> str:
    way = answer.sea
    if way is None:
        return say(language, "No route with a sea leg")
    km = number(way.km, language)
    if way.km - way.sea_km < SAME_KM:
        head = say(language, "Sea {km} km", km=km)
    else:
        head = say(language, "With a sea leg {km} km, {sea_km} km of it by ship", km=km, sea_km=number(way.sea_km, language))
    if way.borders:
        head = f"{head}, {borders(way.borders, language)}"
    return f"{head}, {waters(answer, way, language)}"


def waters(answer: Answer, way: Length, language: Language) -> str:
    """Whose waters the sea leg crosses; both baselines where the bay line decides."""
    first, other = answer.waters["claimed"], answer.waters["coast"]
    if max(first.unknown_km, other.unknown_km) >= SAME_KM:
        return _as_far_as_known(first, language)
    if not answer.turns_on_the_bay:
        return _settled(first, way, language)
    outside, if_not = (number(one.outside_km, language) for one in (first, other))
    if first.outside_km < SAME_KM:
        phrase = "all in {whose} waters if the bay line is accepted; {km} km outside if not"
        return say(language, phrase, whose=_whose(first, language), km=if_not)
    phrase = "{km} km outside {whose} waters if the bay line is accepted, {other_km} km if not"
    return say(language, phrase, km=outside, other_km=if_not, whose=say(language, _BOTH))


def _settled(one: Waters, way: Length, language: Language) -> str:
    if one.outside_km < SAME_KM:
        return say(language, "all in {whose} waters", whose=_whose(one, language))
    if way.sea_km - one.outside_km < SAME_KM:
        return say(language, "all of the sea leg outside {whose} waters", whose=say(language, _BOTH))
    return say(language, "{km} km outside {whose} waters", km=number(one.outside_km, language), whose=say(language, _BOTH))


def _as_far_as_known(one: Waters, language: Language) -> str:
    outside = say(language, "{km} km outside {whose} waters", km=number(one.outside_km, language), whose=say(language, _BOTH))
    unknown = say(language, "zones not computed for {km} km", km=number(one.unknown_km, language))
    return f"{outside}; {unknown}" if one.outside_km >= SAME_KM else unknown


def _whose(one: Waters, language: Language) -> str:
    return say(language, _WHOSE.get(frozenset(one.states), _BOTH))


def borders(count: int, language: Language) -> str:
    """State borders crossed on land, counted in words."""
    if count == 0:
        return say(language, "no border")
    return say(language, "one border") if count == 1 else say(language, "{count} borders", count=count)


def number(km: float, language: Language) -> str:
    """Whole kilometres with the marks of the language; less than half a kilometre is told as less than one.

    >>> number(10304.9, "en"), number(0.2, "en")
    ('10,305', '<1')
    """
    if 0 < km < SAME_KM:
        return "<1"
    told = f"{km:,.0f}"
    return told.replace(",", "\u00a0") if language == "ru" else told
