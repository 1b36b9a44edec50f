"""Positions with degrees, minutes, seconds and the letter of the hemisphere in columns of their own, put together as one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal["degrees", "minutes", "seconds", "letter"]
Axis = Literal["lat", "lon", ""]
UNITS: dict[Unit, tuple[str, str]] = {
    "degrees": ("degrees?|degs?|d|grad|градус(?:ы|ов)?|град|гр|г|도|度", "°"),
    "minutes": ("minutes?|mins?|m|мин(?:ут(?:ы|а)?)?|м|분|分", "′"),
    "seconds": ("seconds?|secs?|s|сек(?:унд(?:ы|а)?)?|с|초|秒", "″"),
    "letter": ("hemispheres?|hemi?|h|dir(?:ection)?|cardinal|ref|letter|ns|ew|полушарие|сю|вз|반구|방향|半球", ""),
}
"""What names a column of each, and the sign that its number gets."""
_WORD = {unit: re.compile(pattern, re.IGNORECASE) for unit, (pattern, _) in UNITS.items()}
_GLUED = re.compile(r"(?P<stem>.*?)(?P<unit>deg|degrees|d|min|minutes|m|sec|seconds|s|hem|hemi|dir|h|ns|ew)", re.IGNORECASE)
_SIGNS: dict[str, Unit] = {**dict.fromkeys("°º", "degrees"), **dict.fromkeys("'′’", "minutes"), **dict.fromkeys('"″”', "seconds")}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_DECIMAL = frozenset(("dec", "decimal", "десятичные"))
_ALONE: dict[str, Axis] = {"ns": "lat", "сю": "lat", "ew": "lon", "вз": "lon"}
_NUMBERED = re.compile(r"_\d+$")
_AXES: tuple[Axis, Axis] = ("lat", "lon")


@dataclass(frozen=True)
class Half:
    """The columns of a latitude or of a longitude; a blank where there is none."""

    degrees: str
    minutes: str
    seconds: str = ""
    letter: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that there are."""
        return tuple(filter(None, (self.degrees, self.minutes, self.seconds, self.letter)))


@dataclass(frozen=True)
class _Column:
    name: str
    axis: Axis
    rest: str
    unit: Unit


def halves(names: Sequence[str], axis_of: Callable[[str], Axis], rest_of: Callable[[str], str]) -> list[tuple[Half, Half]]:
    """Latitudes and longitudes whose degrees and minutes stand in columns of their own.

    Parameters
    ----------
    axis_of
        Which of the two a name without its unit says.
    rest_of
        What else it says, such as the end of a way.
    """
    columns = list(_columns(names, axis_of, rest_of))
    said = [column for column in columns if column.axis]
    made = list(_paired(said, {column.rest for column in said}))
    return made or list(_in_turn([column for column in columns if column.unit == "letter" or not column.axis]))


def _columns(names: Sequence[str], axis_of: Callable[[str], Axis], rest_of: Callable[[str], str]) -> Iterator[_Column]:
    """The columns with a unit; one that does not say which half goes on with the half before: ``Lat, Min, Sec``."""
    before: _Column | None = None
    for name, following in zip(names, (*names[1:], ""), strict=True):
        column = _column(name, axis_of, rest_of)
        if column is None and (axis := axis_of(name)):
            after = _column(following, axis_of, rest_of)
            bare = after is not None and after.unit == "minutes" and not after.axis
            column = _Column(name, axis, rest_of(name).lower(), "degrees") if bare else None
        elif column is not None and before is not None and not column.axis and column.unit != "degrees":
            column = replace(column, axis=before.axis, rest=before.rest)
        if column is not None:
            yield column
        before = column


def _column(name: str, axis_of: Callable[[str], Axis], rest_of: Callable[[str], str]) -> _Column | None:
    bare = _NUMBERED.sub("", name.strip())
    letters = re.sub(r"[\W_]+", "", bare).lower()
    if letters in _ALONE:
        return _Column(name, _ALONE[letters], "", "letter")
    for stem, unit in _readings(bare):
        axis = axis_of(stem) if stem else ""
        if axis or not stem:
            return _Column(name, axis, rest_of(stem).lower(), unit)
    return None


def _readings(name: str) -> Iterator[tuple[str, Unit]]:
    """A name without each word that is a unit, and without an end that is one."""
    spaced = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", _SIGN.sub(lambda sign: f" {_SIGNS[sign[0]]} ", name))
    words = [word for word in re.split(r"[\W_]+", spaced) if word]
    for place in reversed(range(len(words))):
        if unit := _unit(words[place]):
            rest = words[:place] + words[place + 1 :]
            yield "_".join(word for word in rest if unit == "degrees" or word.lower() not in _DECIMAL), unit
    if (glued := _GLUED.fullmatch(name)) and glued["stem"] and (unit := _unit(glued["unit"])):
        yield glued["stem"], unit


def _unit(word: str) -> Unit | None:
    return next((unit for unit, pattern in _WORD.items() if pattern.fullmatch(word)), None)


def _paired(columns: Sequence[_Column], rests: set[str]) -> Iterator[tuple[Half, Half]]:
    for rest in sorted(rests, key=[column.rest for column in columns].index):
        lat, lon = (_half(_of_half(columns, axis, rest)) for axis in _AXES)
        if lat and lon:
            yield lat, lon


def _of_half(columns: Sequence[_Column], axis: Axis, rest: str) -> dict[Unit, str]:
    """The columns of one half by their unit; letters that say nothing else are those of every pair."""
    alone = {
        column.unit: column.name for column in columns if column.axis == axis and not column.rest and column.unit == "letter"
    }
    return alone | {column.unit: column.name for column in columns if column.axis == axis and column.rest == rest}


def _half(found: dict[Unit, str]) -> Half | None:
    if "degrees" not in found or "minutes" not in found:
        return None
    return Half(found["degrees"], found["minutes"], found.get("seconds", ""), found.get("letter", ""))


def _in_turn(columns: Sequence[_Column]) -> Iterator[tuple[Half, Half]]:
    """Two runs of columns that do not say which is which, each with its letter: ``Deg, Min, N/S, Deg, Min, E/W``."""
    runs: list[dict[Unit, str]] = [{}]
    for column in columns:
        if column.unit in runs[-1]:
            runs.append({})
        runs[-1][column.unit] = column.name
    made = [half for run in runs if (half := _half(run)) and half.letter]
    if len(made) == 2 == len(runs):
        yield made[0], made[1]


def text_of(lat: Sequence[str], lon: Sequence[str], *, lettered: bool) -> str:
    """The cells of a row as a position in degrees, minutes and seconds.

    Parameters
    ----------
    lat, lon
        Cells of the columns of a half in the order of :class:`Half`, blank for a column that is not there.
    lettered
        Whether the letters tell which half is the latitude.

    >>> text_of(["42", "13.0", "30.5", "N"], ["130.0", "18", "", "E"], lettered=True)
    '42°13′30.5″N 130°18′E'
    >>> text_of(["-42", "13", "", ""], ["130", "", "", ""], lettered=False)
    'φ-42°13′ λ130°'
    """
    signs = [sign for _, sign in UNITS.values()]
    texts = [
        "".join(f"{text}{sign}" for cell, sign in zip(half, signs, strict=True) if (text := _cell(cell))) for half in (lat, lon)
    ]
    return " ".join(texts if lettered else (f"φ{texts[0]}", f"λ{texts[1]}"))


def _cell(text: str) -> str:
    """A cell without a sign of its own, and a whole number without noughts behind its point."""
    return re.sub(r"^([+-]?\d+)[.,]0+$", r"\1", text.strip("°º'′’\"″” "))
