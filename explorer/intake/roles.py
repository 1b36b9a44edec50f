"""Whether the name of a place is one where it stands, or a government that speaks, a part of an organisation's name, a ship."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.errors import quoted
from explorer.intake.names import Spot, governments
from explorer.intake.signs import plain
from explorer.intake.tables import table
from explorer.intake.values import Language, Paragraph, Role
from explorer.intake.vessels import definite, stands_for_vessel

Decision = tuple[Role, str, str]
_INSTITUTIONS = frozenset({"government building", "ministry", "parliament"})
"""Kinds of sites whose name is that of a body as well: "국회 정보위원회"."""
_PLACE: Decision = (Role.PLACE, "place", "")


def role_of(
    paragraph: Paragraph, start: int, end: int, spot: Spot, kind: str, language: Language, vessels: frozenset[str] = frozenset()
) -> Decision:
    """The role of a name, the rule and the reason; ``vessels`` are the names that the document gives to ships."""
    text = plain(paragraph.text)
    before, name, after = text[max(0, start - 70) : start], text[start:end], text[end : end + 60]
    if spot.kind == "far":
        return Role.DISTRACTOR, "distractor-river", "a river of that name, which is not the place of this reporting"
    if paragraph.kind == "boilerplate":
        return Role.ORGANISATION, "part-boilerplate", "the paragraph is about the publication itself"
    bare_government = _governs(spot) and not re.search(r"[“\"'‘«]$", before)
    if (why := _beside("distractors", before, after, language)) and not (bare_government and before.endswith(why)):
        return Role.DISTRACTOR, "distractor-vessel", f"a vessel, weapon or paper of that name ({quoted(why)} beside it)"
    if spot.kind == "government":
        return Role.METONYM, "metonym-seat", f"{quoted(name)} stands for {spot.name}"
    if kind in {"port", "station"} and language is Language.ENGLISH and re.match(table("places")["after"]["office"], after):
        return Role.ORGANISATION, "part-of-name", "those who run it, not the place"
    if not kind and not _governs(spot) and stands_for_vessel(name, before, after, vessels):
        return Role.DISTRACTOR, "distractor-vessel", "the document calls a vessel by that name"
    may_have_the = kind or spot.area or spot.kind == "strait" or (spot.kind != "town" and " " in name)  # "the port of Rajin"
    if not may_have_the and language is Language.ENGLISH and definite(before, after):
        return Role.DISTRACTOR, "distractor-the", "no town is called so with “the” before it: a vessel or a river"
    council = kind == "town" and language is Language.ENGLISH  # "the Khabarovsk city council"
    if kind in {"port", "station", "airport", "launch site", "yard", "river"} or (kind == "town" and not council):
        return _PLACE
    if why := _beside("organisations", before, after, language):
        return (
            Role.ORGANISATION,
            "part-of-name",
            f"part of an organisation’s or people’s name ({quoted(why.strip())} beside it)",
        )
    return _PLACE if council else _acting(paragraph, spot, before, after, start, language)


def _acting(paragraph: Paragraph, spot: Spot, before: str, after: str, start: int, language: Language) -> Decision:
    """The role of an institution or a country, which may be what acts and not where something is."""
    if spot.kind in _INSTITUTIONS and not _there(before, after, language, country=False):
        return Role.ORGANISATION, "part-institution", "the institution acts here, and nothing is said to be in its building"
    if language is Language.KOREAN and spot.kind == "country" and _words("modifies_ko").match(after):
        return Role.ORGANISATION, "part-of-name", "it says whose the next word is, an organisation, people or goods"
    return _government(spot, before, after, paragraph, start, language)


@lru_cache
def _patterns(group: str, side: str, language: Language) -> tuple[re.Pattern[str], ...]:
    own = table("places")[group][language.value]
    entries = (own["vessel"], *own[side]) if (group, side) == ("distractors", "before") else own[side]
    forms = {
        "before": r"(?<!\w)(?:{})$",
        "after": r"(?:{})" if group == "distractors" or language is Language.KOREAN else r"(?:'s)?[\s-](?:\w+\s)?(?:{})",
    }
    korean = r"\s?(?:{})" if language is Language.KOREAN and side == "after" and group == "organisations" else forms[side]
    return tuple(re.compile(korean.format(entry)) for entry in entries)


def _beside(group: str, before: str, after: str, language: Language) -> str:
    for found in _patterns(group, "before", language):
        if hit := found.search(before):
            return hit[0]
    for found in _patterns(group, "after", language):
        if hit := found.match(after):
            return hit[0]
    return ""


# ---- governments --------------------------------------------------------------------------------------------------------

_DATELINE = re.compile(r"^\W*$")


@lru_cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(table("places")["there"][key])


def _governs(spot: Spot) -> bool:
    """Whether a name is that of a country or of a seat of government: "the vessel Moscow sent" makes no ship of it."""
    return spot.kind == "country" or plain(spot.name).partition(",")[0] in governments()


def _government(spot: Spot, before: str, after: str, paragraph: Paragraph, start: int, language: Language) -> Decision:
    """For a capital or a country: a place only where the words around it put something there."""
    seat = governments().get(plain(spot.name).partition(",")[0])
    if seat is None and spot.kind != "country":
        return _PLACE
    if spot.kind not in {"country", "city", "town", "port", "station", "unplaced"}:
        return _PLACE
    if _dateline(paragraph, start, after) or _signed(before, after):
        return _PLACE
    if _there(before, after, language, country=spot.kind == "country"):
        return _PLACE
    return Role.METONYM, "metonym-acts", f"it acts or speaks here, and nothing is said to be there: {government_of(spot)}"


def _acts(before: str, after: str, language: Language) -> bool:
    """Whether a country is what does something in its clause, told by the words right beside it."""
    if re.search(r"(?:^|\W)(?:by|против|со стороны)\s+(?:the\s)?$", before):
        return True
    if language is Language.ENGLISH and re.search(
        r"(?:^|\W)(?:in|at|to|from|into|of|with|for|against|near|on|via|through|and|between)\s+(?:the\s)?$", before
    ):
        return bool(re.search(r"(?:with|between|and|against|for)\s+(?:the\s)?$", before)) and bool(
            _words("subject_en").match(after)
        )
    return bool(_words(f"subject_{language.value}").match(after))


def government_of(spot: Spot) -> str:
    """The government that a capital, a country or a seat stands for."""
    return governments().get(plain(spot.name).partition(",")[0]) or spot.government or spot.name


def _dateline(paragraph: Paragraph, start: int, after: str) -> bool:
    return (
        start <= 1
        and paragraph.number <= 4
        and bool(
            re.match(
                r"(?:,\s?[^.:]{0,40}?)?(?:\([^)]*\)\s*)?(?:\s?-\s|:\s|\.\s)|\s?=|,\s\w+\s\d|,\s\d|\s\d+월\s?\d+일\s?발\s", after
            )
        )
    )


def _signed(before: str, after: str) -> bool:
    """Whether a name stands in the last line of a paper, beside its day: "Loss Prevention, London, 5 February 2026"."""
    return bool(re.match(r",\s(?:\d{1,2}\s[a-z]{3,9}|[a-z]{3,9}\s\d{1,2})\b", after)) and bool(re.search(r"(?:^|,\s)$", before))


def _there(before: str, after: str, language: Language, *, country: bool) -> bool:
    if language is Language.ENGLISH and _words("traded_en").search(before):
        return True
    if country and not _acts(before, after, language):
        return True
    if language is Language.KOREAN:
        if _words("not_at_ko").match(after):
            return False
        return bool(_words("at_ko").match(after) or _words("to_ko").match(after)) or (
            country and bool(re.match(r"\s[가-힣]+(?:역|항|시|군)|산\s|과\s맞|와\s맞", after))
        )
    if language is Language.RUSSIAN:
        pair = bool(_words("dash_ru").match(after) and re.search(r"(?:поезд|рейс|маршрут|сообщ|состав)", before)) or bool(
            _words("train_ru").search(before)
        )
        into = bool(_words("at_ru").search(before)) or (country and bool(re.search(r"(?:^|\W)(?:из|на|с|для|от)\s+$", before)))
        return into or pair or bool(_words("from_ru").search(before))
    if country and re.search(
        r"(?:^|\W)(?:from|to|into|of|against|inside|within|via|through|and|between|border with|off)\s+(?:the\s)?$", before
    ):
        return not re.search(
            r"(?:ties|relations|talks|cooperation|pact|deal|agreement|treaty|alliance|meeting)\s+(?:between|with|of)\s+$", before
        )
    if _words("made_en").search(before):
        return False
    diplomatic = _words("diplomatic_en").search(before) and not re.search(r"\b(?:train|rail|line|route|flight)", before)
    return not diplomatic and bool(
        _words("at_en").search(before) or _words("to_en").search(before) or _words("after_en").match(after)
    )
