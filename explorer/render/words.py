"""The words of a map in the language of its names: translated where they are drawn, so that the scene stays one and the same.

A phrase that the table does not hold, such as a kind that somebody adds, stays as it is; a statement of a card always does.
"""

from __future__ import annotations

from explorer.ledger.vocabulary import Claim
from explorer.messages import message, say, told
from explorer.scene.feature import Feature, LegendItem
from explorer.views.view import Language, LayerId

ENGLISH_CARDS = message("Statements are in our translation, where there is one; the English of their cards is what counts.")
"""What a map in another language says of the statements on it."""

LAYER_WORDS: dict[LayerId, str] = {
    LayerId.PLACES: message("Places and statements"),
    LayerId.EVENTS: message("Dated public facts (outside the articles)"),
    LayerId.RAIL: message("Railways of the reporting"),
    LayerId.SEA: message("Reported sea legs (schematic)"),
    LayerId.HALO: message("Accuracy of positions"),
    LayerId.RAILWAYS: message("Other railways"),
    LayerId.ROUTES: message("Routes asked for on Rail and sea (schematic)"),
    LayerId.ZONES: message("Maritime zones (computed, not legal limits)"),
    LayerId.TERRITORIAL_SEA: message("12-mile belt (not a legal limit)"),
    LayerId.GRATICULE: message("Graticule"),
}
"""What a layer is called where readers switch it."""


def legend_words(language: Language, item: LegendItem) -> tuple[str, str]:
    """Word and note of a row of the legend."""
    return told(language, item.word), told(language, item.note)


def detail_words(language: Language, detail: str) -> str:
    """What stands under a feature's title: a whole message, or several; what a speaker says comes after a colon.

    >>> detail_words("ru", "Maxwell (A01): asserted · place named")
    'Maxwell (A01): утверждается · место названо'
    """
    whole = told(language, detail)
    for mark in (" · ", ". "):
        if whole == detail and mark in detail:
            return mark.join(_part(language, part) for part in detail.split(mark))
    return whole if whole != detail else _part(language, detail)


def _part(language: Language, part: str) -> str:
    head, colon, tail = part.rpartition(": ")
    whole = told(language, part)
    return f"{head}{colon}{told(language, tail)}" if whole == part and colon else whole


def standing(language: Language, feature: Feature) -> str:
    """How a line of the zones stands, with whoever claims it, as it is added to its name."""
    words = feature.detail.partition(". ")[0]
    return told(language, f"{words[:1].lower()}{words[1:]}")


def standing_of(language: Language, identifier: str, claim: Claim) -> tuple[str, str, str, str]:
    """How a claim stands: its id, stance, grade and what is known of the statement."""
    grade = say(language, "content {grade}", grade=claim.content.code)
    return identifier, told(language, claim.stance.value), grade, told(language, claim.truth.value)


_SIDES = {"N": message("{value}°N"), "S": message("{value}°S"), "E": message("{value}°E"), "W": message("{value}°W")}


def degrees(language: Language, value: str, side: str) -> str:
    """A latitude or longitude, with a comma where the language writes one.

    >>> degrees("ru", "42.5", "N")
    '42,5° с. ш.'
    """
    return say(language, _SIDES[side], value=value.replace(".", ",") if language == "ru" else value)


def centre(language: Language, lat: float, lon: float) -> dict[str, str]:
    """A position as the two words that the line on the projection takes.

    >>> centre("en", 42.37, 130.5)
    {'lat': '42.4°N', 'lon': '130.5°E'}
    """
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return {"lat": degrees(language, f"{abs(lat):.1f}", north), "lon": degrees(language, f"{abs(lon):.1f}", east)}
