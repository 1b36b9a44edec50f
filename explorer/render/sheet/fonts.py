"""The fonts of printed maps: files that come with the package's own dependencies, their letters and their widths.

Fira Sans sets Latin and Cyrillic, NanumGothic sets Hangul; both are under the SIL Open Font License. A font of the system
is never used: what a letter looks like must not depend on the machine. Slides ask for Arial, which offices have; every line is
given the room of the wider of the two, measured in Arimo, whose letters are as wide as Arial's.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import metadata
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont

from explorer.errors import FontError
from explorer.letters import code
from explorer.render.sheet.shapes import Face

_FIRA, _NANUM, _ARIMO = "fontpkg_fira_sans", "koreanize_matplotlib", "fontpkg_arimo"
_FILES: dict[Face, tuple[tuple[str, str], ...]] = {
    "regular": ((_FIRA, "files/FiraSans-Regular.ttf"), (_NANUM, "fonts/NanumGothic.ttf")),
    "bold": ((_FIRA, "files/FiraSans-SemiBold.ttf"), (_NANUM, "fonts/NanumGothicBold.ttf")),
    "italic": ((_FIRA, "files/FiraSans-Italic.ttf"), (_NANUM, "fonts/NanumGothic.ttf")),
}
_OFFICE: dict[Face, tuple[str, float]] = {
    "regular": ("files/Arimo[wght].ttf", 400.0), "bold": ("files/Arimo[wght].ttf", 700.0),
    "italic": ("files/Arimo-Italic[wght].ttf", 400.0),
}  # fmt: skip
"""Files with the widths of the slides' font, and the weight of each face in them."""
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


def _verify(path: Path) -> None:
    """Hold a font file against what its package says of it, where it says so: a garbled font would fail in the midst of a sheet.

    Raises
    ------
    FontError
        It is another file than the one that was installed.
    """
    package = path.parents[1]
    told = _told(package.name).get(path.relative_to(package.parent).as_posix())
    if told and base64.urlsafe_b64decode(f"{told}==") != hashlib.sha256(path.read_bytes()).digest():
        raise FontError(f"The font file {path.name} is damaged. Install the package {package.name.replace('_', '-')} again.")


@cache
def _told(package: str) -> Mapping[str, str]:
    """The sha256 of each file in the record of a package; nothing where there is no record."""
    try:
        record = metadata.distribution(package.replace("_", "-")).read_text("RECORD") or ""
    except metadata.PackageNotFoundError:
        return {}
    rows = (line.rsplit(",", 2) for line in record.splitlines() if ",sha256=" in line)
    return {name: told.removeprefix("sha256=") for name, told, _ in rows}


def files(face: Face) -> tuple[Path, ...]:
    """The files of a face, in the order in which a letter is looked for."""
    return tuple(file_of(package, name) for package, name in _FILES[face])


@cache
def _widths(path: Path) -> _Widths:
    """Advances of a font by character.

    Raises
    ------
    FontError
        The file is damaged.
    """
    _verify(path)
    with TTFont(path, lazy=True) as font:
        units = float(font["head"].unitsPerEm)
        advances = font["hmtx"].metrics
        drawn = {code: glyph for code, glyph in font.getBestCmap().items() if chr(code) not in _WITHOUT_SHAPE}
        return _Widths({code: advances[glyph][0] / units for code, glyph in drawn.items() if not _unseen(chr(code))})


@cache
def _office(face: Face) -> dict[int, float]:
    """Advances of the slides' font by character.

    Raises
    ------
    FontError
        The file is missing or damaged.
    """
    name, weight = _OFFICE[face]
    path = file_of(_ARIMO, name)
    _verify(path)
    with TTFont(path) as font:
        units, glyphs = float(font["head"].unitsPerEm), font.getGlyphSet(location={"wght": weight})
        return {code: glyphs[glyph].width / units for code, glyph in font.getBestCmap().items()}


_WITHOUT_SHAPE = frozenset(map(chr, (*range(0x20), 0x7F)))
"""Control characters: fonts have glyphs for them, and no picture shows one."""


def _unseen(character: str) -> bool:
    """Whether a character has no shape anywhere: it joins, parts or turns others, or chooses between their shapes."""
    return category(character) in {"Cc", "Cf", "Cs"} or "\ufe00" <= character <= "\ufe0f"


@cache
def _shape(character: str, face: Face) -> str:
    """What is drawn for a character: itself, a blank, nothing, or the substitute."""
    if character.isspace():
        return character if character == "\u00a0" else " "
    if _unseen(character):
        return ""
    fira, nanum = files(face)
    code = ord(character)
    return character if code in _widths(fira).by_char or code in _widths(nanum).by_char else SUBSTITUTE  # Hangul: where it is met


SUBSTITUTE = "\u25af"
"""The empty box that stands for a letter without a font."""


def drawn(text: str, face: Face = "regular") -> str:
    r"""A text as it is drawn: blanks of every kind as blanks, what has no shape left out, a box for a letter without a font.

    >>> drawn("Rajin \u202e라진\t\u6c49")
    'Rajin 라진 ▯'
    """
    return text if text.isascii() and text.isprintable() else "".join(_shape(character, face) for character in text)


@cache
def _advances(character: str, face: Face) -> tuple[float, float]:
    """Advance widths of what is drawn for a character, in units of the size: on paper and on a slide."""
    shape = _shape(character, face)
    if not shape:
        return 0.0, 0.0
    fira, nanum = files(face)
    latin = _widths(fira).by_char
    paper = latin[ord(shape)] if ord(shape) in latin else _widths(nanum).by_char[ord(shape)]
    return paper, _office(face).get(ord(shape), paper)


def _units(text: str, face: Face) -> float:
    letters = [_advances(character, face) for character in text]
    slide = _korean(text, face) if any(map(_is_hangul, text)) else sum(wide for _, wide in letters)
    return max(sum(paper for paper, _ in letters), slide)


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


_SCRIPT_GAP = 0.25
"""What some programs put between Hangul and a letter of another script, or a sign, in units of the size."""


def _korean(text: str, face: Face) -> float:
    """Width on a slide of a line with Hangul in it."""
    kinds = [_is_hangul(character) for character in text if not character.isspace()]
    gaps = sum(one != other for one, other in pairwise(kinds))
    return sum(_beside_hangul(character, face) for character in text) + gaps * _SCRIPT_GAP


@cache
def _beside_hangul(character: str, face: Face) -> float:
    """Advance on a slide of a character in a Korean line, where blanks and stops may come from the font of the Hangul."""
    slide = _advances(character, face)[1]
    return slide if character.isalnum() else max(slide, _widths(files(face)[1]).by_char.get(ord(character), 0.0))


_kept_units = lru_cache(maxsize=8192)(_units)


def width(text: str, size: float, face: Face = "regular") -> float:
    """Room of a line of text in points, on paper and on a slide alike: the wider of its two fonts, without kerning.

    >>> width("Rajin", 10.0) >= width("Raji", 10.0) > 0.0
    True
    """
    return (_kept_units if len(text) < _KEPT else _units)(text, face) * size


def drawn_width(text: str, size: float, face: Face = "regular") -> float:
    """Length of a line as paper draws it, in points, without kerning."""
    return sum(_advances(character, face)[0] for character in text) * size


_KEPT = 400
"""Lines of fewer letters are measured once."""


def missing(texts: Iterable[str], face: Face = "regular") -> tuple[str, ...]:
    """Characters for which the substitute is drawn, in order and once each."""
    letters = dict.fromkeys(c for text in texts if not text.isascii() for c in text)
    return tuple(c for c in letters if c != SUBSTITUTE and _shape(c, face) == SUBSTITUTE)


def notice(texts: Iterable[str]) -> tuple[str, ...]:
    """What to tell a reader of letters that no font has; nothing where all can be drawn."""
    gaps = missing(texts)
    if not gaps:
        return ()
    named = ", ".join(f"{c if c.isprintable() else '?'} ({code(c)})" for c in gaps[:8])
    more = f" and {len(gaps) - 8} more" if len(gaps) > 8 else ""
    return (f"No font here has {named}{more}: {SUBSTITUTE} stands for each. Data files, pages and slides have the letters.",)


_GAPS = re.compile(r"[^\S\u00a0]+")
MOST = 3_000
"""Characters of one text that are laid out on a sheet."""


def cut(text: str, most: int = MOST) -> str:
    """A text, or its beginning and an ellipsis where it is longer than can be laid out in time.

    >>> cut("Rajin station", 6)
    'Rajin…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def wrapped(text: str, size: float, room: float, face: Face = "regular") -> list[str]:
    """A text as lines no longer than ``room`` points; a word longer than that is cut, a fixed space holds."""
    return list(_wrapped(cut(text), size, room, face))


@lru_cache(maxsize=2048)
def _wrapped(text: str, size: float, room: float, face: Face) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in filter(None, _GAPS.split(text)):
        longer = f"{line} {word}" if line else word
        if width(longer, size, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, size, room, face)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _broken(word: str, size: float, room: float, face: Face) -> Iterator[str]:
    """A word in pieces no longer than ``room`` points, each of one letter at least."""
    start, length = 0, 0.0
    for at, character in enumerate(word):
        gap = _SCRIPT_GAP if at > start and _is_hangul(character) != _is_hangul(word[at - 1]) else 0.0
        advance = (max(*_advances(character, face), _beside_hangul(character, face)) + gap) * size
        if length + advance > room and at > start:
            yield word[start:at]
            start, length = at, 0.0
        length += advance
    yield word[start:]


def shortened(text: str, size: float, room: float, face: Face = "regular") -> str:
    """A text cut to ``room`` points with an ellipsis where it is longer."""
    text = cut(text)
    if width(text, size, face) <= room:
        return text
    return f"{text[: _fitting(text, '…', size, room, face)].rstrip()}…"


def _fitting(text: str, end: str, size: float, room: float, face: Face) -> int:
    """How many letters of a text, and an end after them, are no longer than ``room`` points."""
    return bisect_right(range(1, len(text) + 1), room, key=lambda n: width(text[:n] + end, size, face))


def cut_down(text: str, face: Face = "regular") -> Iterator[bytes]:
    """The files of a face with the letters of a text alone, as WOFF, for a page that carries its fonts."""
    from fontTools.subset import Options, Subsetter

    for path in files(face):
        _verify(path)
        with TTFont(path) as font:
            cutter = Subsetter(Options(layout_features=[], hinting=False, drop_tables=[*_UNUSED, "FFTM"]))
            cutter.populate(text=text)
            cutter.subset(font)
            font.flavor = "woff"
            out = io.BytesIO()
            font.save(out, reorderTables=False)
            yield out.getvalue()


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
