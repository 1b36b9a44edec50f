"""Degrees, minutes and seconds, with letters, marks or signs, in whatever order the text itself tells.

A text is cut into numbers, marks and letters, and its shape has to be one of a few (:data:`_SHAPES`). What fits none of them, or
could be read in two ways, is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explorer.errors import CoordinateError, quoted
from explorer.positions.lonlat import LonLat, Pair, checked, refusal
from explorer.positions.marks import in_signs

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:(?<![\d°′″])[+-])?(?:\d+(?:\.\d*)?|\.\d+))|(?P<mark>[°′″])|(?P<letter>[NSEWφλ])|(?P<sep>[,;/:-]))"
)
_COMPACT_ISO = re.compile(r"([+-]\d{2}(?:\d{2}){0,2}(?:\.\d+)?)([+-]\d{3}(?:\d{2}){0,2}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?/?")
"""ISO 6709: signs, and as many digits as degrees, minutes and seconds need."""
_MARKS = "°′″"
_AXES = {"N": "lat", "S": "lat", "φ": "lat", "E": "lon", "W": "lon", "λ": "lon"}
_WIDTHS = {"lat": {4: (2, 4), 6: (2, 4, 6)}, "lon": {5: (3, 5), 7: (3, 5, 7)}}
"""Where digits without blanks are cut into degrees, minutes and seconds, by how many they are."""
_SHAPES = re.compile(r"(?:G[NSEW]){2}|(?:[NSEW]G){2}|G[NSEW][NSEW]G|(?:[φλ](?:[NSEW]G|G[NSEW]?)){2}|GG")


@dataclass(frozen=True)
class _Group:
    """The numbers of one half, each with its mark; a blank where it has none."""

    numbers: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def marked(self) -> bool:
        return any(mark != " " for mark in self.marks)


def read(text: str) -> LonLat | Pair | None:
    """A position in degrees; a pair where the text does not tell which half is the latitude; None when it is something else.

    Raises
    ------
    CoordinateError
        It looks like a position, but is out of range or can be read in no way or in several.
    """
    signs = in_signs(text)
    if signs is None or not any(character.isdigit() for character in signs):
        return None
    if iso := _COMPACT_ISO.fullmatch(signs):
        return _iso(text, iso[1], iso[2])
    lettered = bool(re.search("[NSEWφλ°′″]", signs))
    return _lettered(text, signs) if lettered else _bare(text, signs)


def _iso(text: str, lat: str, lon: str) -> LonLat:
    halves = [_Group((half,), (" ",)) for half in (lat, lon)]
    return checked(_value(text, halves[1], "lon"), _value(text, halves[0], "lat"))


# ---- two numbers without letters or marks -------------------------------------------------------------------------------

_NUMBER = r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))"
_PAIRS = re.compile(rf"{_NUMBER}(?:\s*[,;/]\s*|\s+){_NUMBER}")
_COMMA_PAIRS = re.compile(r"([+-]?\d+,\d+)(?:\s*[;/]\s*|,\s+|\s+)([+-]?\d+,\d+)|([+-]?\d+(?:,\d+)?)\s*[;/]\s*([+-]?\d+(?:,\d+)?)")


def _bare(text: str, signs: str) -> Pair | None:
    found = _PAIRS.fullmatch(signs)
    if found:
        return Pair(float(found[1]), float(found[2]))
    if found := _COMMA_PAIRS.fullmatch(signs):
        first, second = (half.replace(",", ".") for half in found.groups() if half)
        return Pair(float(first), float(second))
    if _looks_like_halves(signs):
        raise CoordinateError(refusal(text, "without letters or degree signs it is not clear what the numbers are"))
    return None


def _looks_like_halves(signs: str) -> bool:
    """Two to six plain numbers that might be degrees with minutes and seconds; dates and single numbers are none."""
    halves = re.split(r"\s*[;/]\s*|\s*,\s+|\s+-\s+", signs)
    numbers = [number for half in halves for number in re.findall(r"\d+(?:\.\d+)?", half)]
    values = [float(number) for number in numbers]
    plausible = len(values) in range(2, 7) and max(values) <= 180 and not re.search(r"\d\.\d+\.|\d-\d", signs)
    tight = bool(re.fullmatch(r"[+-]?\d+,\d+(?:,\d+){2}|[+-]?\d+,\d+\s+[+-]?\d+|[+-]?\d+\s+[+-]?\d+,\d+", signs))
    return plausible and (tight or re.search(r"[+-]\s", f"{signs} ") is not None or (len(halves) == 2 and len(values) > 2))


# ---- with letters, marks or words ---------------------------------------------------------------------------------------


def _lettered(text: str, signs: str) -> LonLat | Pair | None:
    items = list(_items(text, _with_points(text, signs)))
    shape = "".join("G" if isinstance(item, _Group) else item for item in items)
    groups = [item for item in items if isinstance(item, _Group)]
    if sum(len(group.numbers) for group in groups) < 2 or (len(groups) < 2 and not re.search("[NSEW].*[NSEW]", shape)):
        return None  # one half, or a word such as S-400
    if not _SHAPES.fullmatch(shape):
        raise CoordinateError(refusal(text, "each half needs its degrees and one letter, N or S and E or W"))
    if shape == "GG":
        return Pair(*(_signed(text, group, "") for group in groups))
    named = dict(_halves(text, items))
    if set(named) != {"lat", "lon"}:
        raise CoordinateError(refusal(text, "it names the same axis twice"))
    return checked(round(named["lon"], 9), round(named["lat"], 9))


def _with_points(text: str, signs: str) -> str:
    """Decimal commas as points; a comma without a blank between two numbers is one, unless points are there already."""
    if re.search(r"\d\.\d+\.|\.\.", signs):
        raise CoordinateError(refusal(text, "a number has two decimal points"))
    if not re.search(r"\d,\d", signs):
        return signs
    if re.search(r"\d,\d+,\d", signs):
        if re.search(r"\d\.\d", signs):
            raise CoordinateError(refusal(text, "it is not clear which commas are decimal"))
        return re.sub(r"(?<=\d),(?=\d+(?:,\d+)?\s*[NSEW])", " ", signs)
    if not re.search(r"\d\.\d", signs):
        return re.sub(r"(?<=\d),(?=\d)", ".", signs)
    if re.search(r"\d\.\d*,\d|\d,\d+(?![\d.])", signs) and re.search(r"[NSEW]", signs):
        raise CoordinateError(refusal(text, "it has decimal points as well as decimal commas"))
    return re.sub(r"(?<=\d),(?=\d+\.\d)", " " if re.search("[NSEW]", signs) else "; ", signs)


def _items(text: str, signs: str) -> Iterator[_Group | str]:
    """Groups of numbers, and letters between them."""
    tokens, end = [], 0
    for found in _TOKEN.finditer(signs):
        if found.start() != end:
            break
        tokens.append((str(found.lastgroup), found[0].strip()))
        end = found.end()
    if signs[end:].strip(" ./"):
        raise CoordinateError(refusal(text, f"{quoted(signs[end:].strip())} is out of place"))
    numbers: list[str] = []
    marks: list[str] = []
    for (kind, word), after in [*pairwise(tokens), (tokens[-1], ("", ""))]:
        starts = kind == "number" and after[1] == "°"
        if numbers and (kind == "letter" or starts or (kind == "sep" and word not in "-:")):
            yield _Group(tuple(numbers), tuple(marks))
            numbers, marks = [], []
        if kind == "number":
            numbers.append(word)
            marks.append(" ")
        elif kind == "mark":
            if not marks or marks[-1] != " ":
                raise CoordinateError(refusal(text, f"the sign {word} stands alone"))
            marks[-1] = word
        elif kind == "letter":
            yield word
        elif word in "-:" and not (numbers and after[0] == "number" and after[1][0] not in "+-"):
            raise CoordinateError(refusal(text, "a sign stands apart from its number"))
    if numbers:
        yield _Group(tuple(numbers), tuple(marks))


def _halves(text: str, items: Sequence[_Group | str]) -> Iterator[tuple[str, float]]:
    """Axis and value of both halves of a text in one of the shapes."""
    group: _Group | None = None
    letters = ""
    for item in items:
        if isinstance(item, _Group):
            if group is not None:
                yield _half(text, letters, group)
                letters = ""
            group = item
        elif group is None:
            letters += item
        elif item in "φλ" or (letters and letters not in "φλ"):
            yield _half(text, letters, group)
            group, letters = None, item
        else:
            letters += item
    if group is not None:
        yield _half(text, letters, group)


def _half(text: str, letters: str, group: _Group) -> tuple[str, float]:
    axes = {_AXES[letter] for letter in letters}
    if len(axes) != 1:
        raise CoordinateError(refusal(text, "each half needs its degrees and one letter, N or S and E or W"))
    axis, letter = axes.pop(), letters.strip("φλ")
    value = _signed(text, group, axis)
    if not letter:
        return axis, value
    if group.numbers[0][0] == "-" or (group.numbers[0][0] == "+" and letter in "SW"):
        raise CoordinateError(
            refusal(text, f"it has the sign {group.numbers[0][0]} as well as the letter {letter}, and only one of them can count")
        )
    return axis, -value if letter in "SW" else value


def _signed(text: str, group: _Group, axis: str) -> float:
    if any(number[0] in "+-" for number in group.numbers[1:]):
        raise CoordinateError(refusal(text, "a sign stands inside one half"))
    return _value(text, group, axis)


def _value(text: str, group: _Group, axis: str) -> float:
    """Degrees of one half, with its sign."""
    negative, first = group.numbers[0][0] == "-", group.numbers[0].lstrip("+-")
    parts = [first, *group.numbers[1:]]
    if len(parts) > 3 or any(mark not in (" ", _MARKS[place]) for place, mark in zip(range(3), group.marks, strict=False)):
        raise CoordinateError(refusal(text, "one half has more or other parts than degrees, minutes and seconds"))
    if len(parts) == 1 and not group.marked and len(first.partition(".")[0]) > 3:
        parts = _cut(text, first, axis)
    if any("." in part for part in parts[:-1]) or any(part[0] == "." for part in parts[1:]):
        raise CoordinateError(refusal(text, "only the last part of a half may have decimals, without a blank"))
    numbers = [float(part) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise CoordinateError(f"{quoted(text)} has minutes or seconds of 60 or more. Check the digits.")
    value = math.fsum(number / 60.0**power for power, number in enumerate(numbers))
    return -value if negative else value


def _cut(text: str, digits: str, axis: str) -> list[str]:
    """DDMM, DDMMSS, DDDMM and DDDMMSS, with decimals of the last part."""
    whole, point, decimals = digits.partition(".")
    ends = _WIDTHS.get(axis, {}).get(len(whole))
    if ends is None:
        why = "digits without blanks are DDMM or DDMMSS for the latitude and DDDMM or DDDMMSS for the longitude"
        raise CoordinateError(refusal(text, why))
    parts = [whole[start:end] for start, end in pairwise((0, *ends))]
    return [*parts[:-1], parts[-1] + point + decimals]
