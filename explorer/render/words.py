"""The words of a map in the language of its names: translated where they are drawn, so that the scene stays one and the same.

A phrase that the table does not hold, such as a kind that somebody adds, stays as it is; a statement of a card always does.
"""

from __future__ import annotations

import re
from functools import cache

from explorer.ledger.vocabulary import Claim
from explorer.render.phrases import FILLED, PHRASES
from explorer.scene.feature import Feature, LegendItem
from explorer.views.view import Language

ENGLISH_CARDS = "Statements are in our translation, where there is one; the English of their cards is what counts."
"""What a map in another language says of the statements on it."""
_COLUMN: dict[Language, int] = {"ko": 0, "ru": 1}


def say(language: Language, phrase: str, **values: object) -> str:
    """A phrase of the table with its places filled.

    Raises
    ------
    KeyError
        The table has no such phrase: a fault of whoever wrote it here, never of a reader.

    >>> say("ko", "Ledger up to {day}", day="2025-01-31")
    '원장 기준일 2025-01-31'
    """
    row = PHRASES[phrase] if phrase in PHRASES else FILLED[phrase]
    return (phrase if language == "en" else row[_COLUMN[language]]).format(**values)


def told(language: Language, text: str) -> str:
    """A text of the scene in a language: a phrase, several joined by semicolons, or one with names in it.

    >>> told("ru", "claimed by Russia and Japan")
    'заявляет: Россия, Япония'
    >>> told("ko", "corridor")
    'corridor'
    """
    if language == "en" or not text:
        return text
    if text in PHRASES:
        return say(language, text)
    head = next((phrase for phrase in PHRASES if text.startswith(f"{phrase}; ")), None)
    if head is not None:
        return f"{say(language, head)}; {told(language, text[len(head) + 2 :])}"
    return _filled(language, text)


def legend_words(language: Language, item: LegendItem) -> tuple[str, str]:
    """Word and note of a row of the legend."""
    return told(language, item.word), told(language, item.note)


def standing(language: Language, feature: Feature) -> str:
    """How a line of the zones stands, with whoever claims it, as it is added to its name."""
    words = feature.detail.partition(". ")[0]
    return told(language, f"{words[:1].lower()}{words[1:]}")


def standing_of(language: Language, identifier: str, claim: Claim) -> tuple[str, str, str, str]:
    """How a claim stands: its id, stance, grade and what is known of the statement."""
    grade = say(language, "content {grade}", grade=claim.content.code)
    return identifier, told(language, claim.stance.value), grade, told(language, claim.truth.value)


def degrees(language: Language, value: str, side: str) -> str:
    """A latitude or longitude, with a comma where the language writes one.

    >>> degrees("ru", "42.5", "N")
    '42,5° с. ш.'
    """
    return say(language, f"{{value}}°{side}", value=value.replace(".", ",") if language == "ru" else value)


def centre(language: Language, lat: float, lon: float) -> dict[str, str]:
    """A position as the two words that the line on the projection takes.

    >>> centre("en", 42.37, 130.5)
    {'lat': '42.4°N', 'lon': '130.5°E'}
    """
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return {"lat": degrees(language, f"{abs(lat):.1f}", north), "lon": degrees(language, f"{abs(lon):.1f}", east)}


def _filled(language: Language, text: str) -> str:
    for phrase, pattern in _patterns():
        if found := pattern.fullmatch(text):
            values = {
                name: _who(language, value) if name == "who" else told(language, value)
                for name, value in found.groupdict().items()
            }
            return say(language, phrase, **values)
    return text


def _who(language: Language, names: str) -> str:
    return ", ".join(told(language, name) for name in re.split(r", | and ", names))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Phrases that come filled, as patterns, the longest first, so that the fuller of two is met before the other."""
    phrases = sorted(FILLED, key=len, reverse=True)
    return tuple((phrase, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(phrase)))) for phrase in phrases)
