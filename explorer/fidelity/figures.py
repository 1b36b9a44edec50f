"""Numbers and dates: what the English counts, measures and dates, the translation does as well, and nothing else.

Figures are compared as values, so that 1,520 and 1520, "five" and 다섯, 4 to 6 million and 400만~600만 are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from explorer.fidelity.grammar import lemmas
from explorer.fidelity.problem import Problem

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RUSSIAN_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_ENGLISH_WORDS: Mapping[str, float] = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "seventeen": 17, "twenty": 20, "sixty-four": 64,
}  # fmt: skip
_ORDINALS: Mapping[str, float] = {
    "one": 1,
    "first": 1,
    "once": 1,
    "two": 2,
    "second": 2,
    "twice": 2,
    "both": 2,
    "third": 3,
    "half": 0.5,
}
_KOREAN_WORDS: Mapping[str, float] = {
    "세": 3, "셋": 3, "석": 3, "사흘": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "여드레": 8,
    "아홉": 9, "열": 10, "열한": 11, "열두": 12, "예순네": 64,
}  # fmt: skip
_RUSSIAN_WORDS: Mapping[str, float] = {
    "три": 3, "трое": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11,
    "двенадцать": 12, "двадцать": 20, "шестьдесят": 60,
}  # fmt: skip
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_ENGLISH_NUMBER = re.compile(r"(?<![\w-])(\d+(?:,\d{3})*(?:\.\d+)?)(?:(?: to |[-–])(\d+(?:\.\d+)?)(?!-))?( million| billion)?")
_KOREAN_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(만|억)?")
_RUSSIAN_NUMBER = re.compile(r"(\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:,\d+)?)(?:[-–](\d+(?:,\d+)?))?( млн| млрд)?")
_SPAN_OF_YEARS = re.compile(r"\b((?:19|20))(\d\d)[-–](\d\d)\b(?!-)")
_LETTERED = re.compile(r"[A-Za-zА-Яа-я]+-?\d[\w-]*|[가-힣]+-\d[\w-]*")
_MAY, _IN_MAY = 5, re.compile(r"(?:\d|\b(?:in|of|and|until|since)) May\b|\bMay \d")
"""May is a month where a day, a year or a preposition says so; else it may be a verb."""
_TIMES: Mapping[str | None, float] = {
    None: 1.0,
    " million": 1e6,
    " billion": 1e9,
    "만": 1e4,
    "억": 1e8,
    " млн": 1e6,
    " млрд": 1e9,
}


def differing(language: str, english: str, told: str) -> Iterator[Problem]:
    """Figures and months that the translation lacks, or has beyond the English."""
    plain, counted, allowed = in_english(english)
    found, spelled = in_told(language, told)
    for value in sorted((plain | counted) - found - spelled):
        yield Problem(f"the English has {_shown(value)}, and the translation does not", "Give the same number.")
    for value in sorted(found - plain - counted - allowed):
        yield Problem(f"the translation has {_shown(value)}, and the English does not", "Give the same number.")
    yield from _months(language, english, told)


def in_english(text: str) -> tuple[set[float], set[float], set[float]]:
    """Numbers in figures, numbers in words, and numbers that a translation may write in figures.

    >>> figures, counted, allowed = in_english("Four ships, 64 voyages, perhaps 4 to 6 million shells, the first twice.")
    >>> sorted(figures), sorted(counted), sorted(allowed)
    ([64.0, 4000000.0, 6000000.0], [4], [1, 2])
    """
    clean = _without_names(text)
    clean = _SPAN_OF_YEARS.sub(r"\1\2 to \1\3", clean)
    figures: set[float] = set()
    for match in _ENGLISH_NUMBER.finditer(clean):
        figures |= {float(part.replace(",", "")) * _TIMES[match[3]] for part in match.group(1, 2) if part}
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", clean.lower())
    counted = {_ENGLISH_WORDS[word] for word in words if word in _ENGLISH_WORDS}
    joined = {_ENGLISH_WORDS[head] for head in re.findall(r"\b([a-z]+)-[a-z]", clean.lower()) if head in _ENGLISH_WORDS}
    named = {float(number) for name in _LETTERED.findall(text) for number in re.findall(r"\d+", name)}
    return figures, counted, {_ORDINALS[word] for word in words if word in _ORDINALS} | named | joined


def in_told(language: str, text: str) -> tuple[set[float], set[float]]:
    """Numbers in figures and numbers in words of a translation.

    >>> in_told("ko", "네 척이 64회, 아마도 400만~600만 발")[0] == {64.0, 4000000.0, 6000000.0}
    True
    """
    clean = _without_names(text)
    return (_korean(clean), _korean_words(clean)) if language == "ko" else (_russian(clean), _russian_words(clean))


def _korean(text: str) -> set[float]:
    clean = re.sub(r"\d{1,2}월", "", text)
    return {float(m[1].replace(",", "")) * _TIMES[m[2]] for m in _KOREAN_NUMBER.finditer(clean)}


def _korean_words(text: str) -> set[float]:
    """Numerals of Korean as they stand before what they count, the longest first."""
    found = re.findall("|".join(sorted(_KOREAN_WORDS, key=len, reverse=True)), text)
    return {_KOREAN_WORDS[word] for word in found}


def _russian(text: str) -> set[float]:
    found: set[float] = set()
    for match in _RUSSIAN_NUMBER.finditer(text):
        parts = [re.sub(r"[ \u00a0\u202f]", "", part).replace(",", ".") for part in match.group(1, 2) if part]
        found |= {float(part) * _TIMES[match[3]] for part in parts}
    return found


def _russian_words(text: str) -> set[float]:
    found = [_RUSSIAN_WORDS[word] for word in lemmas(text.replace("-", " ")) if word in _RUSSIAN_WORDS]
    return {*found, *(one + other for one, other in pairwise(found) if one >= 20 > other)}


def _months(language: str, english: str, told: str) -> Iterator[Problem]:
    named = {number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b|\b{name[:3]}t?\b\.?(?= \d)", english)}
    wanted = named - ({_MAY} if not _IN_MAY.search(english) else set())
    found = _months_told(language, told)
    for month in sorted(wanted - found):
        yield Problem(f"the English has {MONTHS[month - 1]}, and the translation does not", "Give the same month.")
    for month in sorted(found - named):
        yield Problem(f"the translation has {MONTHS[month - 1]}, and the English does not", "Give the same month.")


def _months_told(language: str, told: str) -> set[int]:
    if language == "ko":
        return {int(number) for number in re.findall(r"(\d{1,2})월", told)}
    words = set(lemmas(told))
    return {number for number, name in enumerate(_RUSSIAN_MONTHS, 1) if name in words}


def _without_names(text: str) -> str:
    """The text without figures that are part of a name, such as RS-24 or B42, and without times of day."""
    return _CLOCK.sub(" ", _LETTERED.sub(" ", text))


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
