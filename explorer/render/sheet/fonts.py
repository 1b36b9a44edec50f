"""The fonts of printed maps: files that come with the package's own dependencies, their letters and their widths.

Fira Sans sets Latin and Cyrillic, NanumGothic sets Hangul; both are under the SIL Open Font License. A font of the system
is never used: what a letter looks like must not depend on the machine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from explorer.errors import FontError, quoted
from explorer.render.sheet.shapes import Face

_FIRA, _NANUM = "fontpkg_fira_sans", "koreanize_matplotlib"
_FILES: dict[Face, tuple[tuple[str, str], ...]] = {
    "regular": ((_FIRA, "files/FiraSans-Regular.ttf"), (_NANUM, "fonts/NanumGothic.ttf")),
    "bold": ((_FIRA, "files/FiraSans-SemiBold.ttf"), (_NANUM, "fonts/NanumGothicBold.ttf")),
    "italic": ((_FIRA, "files/FiraSans-Italic.ttf"), (_NANUM, "fonts/NanumGothic.ttf")),
}
NAMES = ("Fira Sans", "NanumGothic")
"""Names of the two families, in the order in which a letter is looked for."""


_UNUSED = ("GDEF", "GPOS", "GSUB", "kern", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5")
"""Tables that a PDF has no use for: rules for setting a line, where every glyph has its place already, and sources of hints."""
_DROPPED = "_drop_tables_default"


@dataclass(frozen=True)
class _Widths:
    """Advance widths of a font by character, in units of the size."""

    by_char: dict[int, float]


@cache
def file_of(package: str, name: str) -> Path:
    """Where a font file lies.

    Raises
    ------
    FontError
        The package that brings it is not installed.
    """
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    path = Path(places[0]) / name if places else None
    if path is None or not path.is_file():
        raise FontError(f"The font file {name} is missing. Install the package {package.replace('_', '-')} again.")
    return path


def files(face: Face) -> tuple[Path, ...]:
    """The files of a face, in the order in which a letter is looked for."""
    return tuple(file_of(package, name) for package, name in _FILES[face])


@cache
def _widths(path: Path) -> _Widths:
    with TTFont(path, lazy=True) as font:
        units = float(font["head"].unitsPerEm)
        advances = font["hmtx"].metrics
        drawn = {code: glyph for code, glyph in font.getBestCmap().items() if code >= ord(" ") or chr(code) in "\t\n\r"}
        return _Widths({code: advances[glyph][0] / units for code, glyph in drawn.items()})


@lru_cache(maxsize=8192)
def width(text: str, size: float, face: Face = "regular") -> float:
    """Length of a line of text in points, without kerning, which makes it at most a little shorter.

    Raises
    ------
    FontError
        No font has one of the letters.
    """
    fira, nanum = files(face)
    total = 0.0
    for character in text:
        code = ord(character)
        latin = _widths(fira).by_char
        advance = latin[code] if code in latin else _widths(nanum).by_char.get(code)  # Hangul is read where it is met
        if advance is None:
            raise FontError(_missing(text, missing([text])))
        total += advance
    return total * size


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Characters that neither font has, in order and once each; spaces of every kind count as there."""
    fira, nanum = files("regular")
    unknown = dict.fromkeys(c for text in texts for c in text if ord(c) not in _widths(fira).by_char)
    return tuple(c for c in unknown if ord(c) not in _widths(nanum).by_char)


def _missing(text: str, characters: tuple[str, ...]) -> str:
    named = ", ".join(f"{c if c.isprintable() else '?'} (U+{ord(c):04X})" for c in characters[:8])
    return f"No font here has {named}, in {quoted(text)}. Write it in Latin, Cyrillic or Hangul letters."


def require(texts: Iterable[str]) -> None:
    """Make sure that every character can be drawn.

    Raises
    ------
    FontError
        Naming the characters and the text they stand in.
    """
    for text in texts:
        if gaps := missing([text]):
            raise FontError(_missing(text, gaps))


_GAPS = re.compile(r"[^\S\u00a0]+")


def wrapped(text: str, size: float, room: float, face: Face = "regular") -> list[str]:
    """A text as lines no longer than ``room`` points; a word longer than that is cut, a fixed space holds."""
    lines: list[str] = []
    line = ""
    for word in filter(None, _GAPS.split(text)):
        longer = f"{line} {word}" if line else word
        if width(longer, size, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, face) > room and len(line) > 1:
            keep = max(_fitting(line, "", size, room, face), 1)
            lines.append(line[:keep])
            line = line[keep:]
    return [*lines, line] if line else lines


def shortened(text: str, size: float, room: float, face: Face = "regular") -> str:
    """A text cut to ``room`` points with an ellipsis where it is longer."""
    if width(text, size, face) <= room:
        return text
    return f"{text[: _fitting(text, '…', size, room, face)].rstrip()}…"


def _fitting(text: str, end: str, size: float, room: float, face: Face) -> int:
    """How many letters of a text, and an end after them, are no longer than ``room`` points."""
    return bisect_right(range(1, len(text) + 1), room, key=lambda n: width(text[:n] + end, size, face))


@contextmanager
def outlines_only() -> Iterator[None]:
    """Fonts that matplotlib cuts down meanwhile keep their outlines and widths alone.

    To cut the rules down as well took two thirds of the time of a PDF. matplotlib passes no such choice on, so the default of
    fontTools is another one until the end.
    """
    from fontTools.subset import Options

    usual = getattr(Options, _DROPPED)
    setattr(Options, _DROPPED, [*usual, *_UNUSED])
    try:
        yield
    finally:
        setattr(Options, _DROPPED, usual)
