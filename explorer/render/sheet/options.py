"""What a briefer chooses about a sheet that is no part of the view: size, resolution, theme, words, notes, what to include."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from explorer.errors import CoordinateError, ExportError, quoted
from explorer.geo import LonLat, checked
from explorer.letters import LAID_OUT, code, unfit
from explorer.render.sheet.ink import THEMES, PrintTheme

Part = Literal["legend", "claims", "inset", "scale", "sources"]
PARTS: tuple[Part, ...] = get_args(Part)
SvgText = Literal["paths", "text"]

SIZES: dict[str, tuple[float, float]] = {
    "slide": (960.0, 540.0),
    "a4": (595.28, 841.89),
    "a4-landscape": (841.89, 595.28),
    "letter": (612.0, 792.0),
    "letter-landscape": (792.0, 612.0),
    "square": (720.0, 720.0),
}
"""Sizes by name, in points."""
DEFAULT_DPI = 144
MIN_DPI, MAX_DPI = 50, 600
MIN_SIDE, MAX_SIDE = 480, 10_000
MAX_PIXELS = 60_000_000
MAX_ASPECT = 3.0
MAX_WORDS = 160
MAX_NOTES = 20
MAX_MARK = 80
MAX_REWORDED = 400
LEAST_PT = 9.0
"""Size of the smallest letters on a sheet of scale 1, in points: what the last row of a room can read on a slide."""
_WHOLE = 0.75
"""Down to this size against a slide a sheet keeps the letters of one."""


@dataclass(frozen=True)
class Note:
    """The briefer's own words on the map, with an arrow to a position, or from one position to another."""

    text: str
    at: LonLat
    start: LonLat | None = None


@dataclass(frozen=True)
class Attached:
    """A file of the briefer's own, such as a logo: its name and what is in it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Options:
    """How a sheet is to look. An empty title, subtitle or choice of claims leaves it to the scene."""

    size: str = "slide"
    dpi: int = DEFAULT_DPI
    theme: PrintTheme = "light"
    title: str = ""
    subtitle: str = ""
    claims: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    parts: frozenset[Part] = field(default_factory=lambda: frozenset(PARTS))
    svg_text: SvgText = "paths"
    reworded: tuple[tuple[str, str], ...] = ()
    author: str = ""
    handling: str = ""
    as_of: date | None = None
    logo: Attached | None = None
    template: Attached | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises
        ------
        ExportError
            Saying what is out of bounds and what the bounds are.
        """
        if self.theme not in THEMES:
            raise ExportError(f"There is no theme {quoted(self.theme)}. Use {', '.join(THEMES)}.")
        if not MIN_DPI <= self.dpi <= MAX_DPI:
            raise ExportError(f"A resolution of {self.dpi} dpi is out of bounds. Use {MIN_DPI} to {MAX_DPI}.")
        width, height = (round(side * self.dpi / 72.0) for side in self.points)
        if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE) or width * height > MAX_PIXELS:
            raise ExportError(
                f"A picture of {width} x {height} pixels is out of bounds. Each side may have {MIN_SIDE} to {MAX_SIDE}, "
                f"both together {MAX_PIXELS // 1_000_000} million. Change --size or --dpi."
            )
        if max(width / height, height / width) > MAX_ASPECT:
            raise ExportError(f"{width} x {height} is too narrow for a map. One side may be {MAX_ASPECT:g} times the other.")
        for text in (
            self.title, self.subtitle, self.author, self.handling, *(note.text for note in self.notes),
            *(words for _, words in self.reworded),
        ):  # fmt: skip
            _one_line(text)
        if len(self.title) > MAX_WORDS or len(self.subtitle) > MAX_WORDS:
            raise ExportError(f"The title and the subtitle may have {MAX_WORDS} characters each.")
        for name, text in (("author", self.author), ("handling mark", self.handling)):
            if len(text) > MAX_MARK:
                raise ExportError(f"The {name} may have {MAX_MARK} characters; this one has {len(text)}.")
        for identifier, text in self.reworded:
            if len(text) > MAX_REWORDED:
                raise ExportError(f"The words for {identifier} may have {MAX_REWORDED} characters; there are {len(text)}.")
        if len(self.notes) > MAX_NOTES:
            raise ExportError(f"There are {len(self.notes)} notes; a map takes {MAX_NOTES}.")

    @property
    def enlarged(self) -> Options:
        """The same page; one too small for a slide's letters as large as those need."""
        return replace(self, dpi=max(MIN_DPI, int(self.dpi * self.against))) if self.scale < 1.0 else self

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the page in points.

        Raises
        ------
        ExportError
            The size is no name and not WIDTHxHEIGHT in pixels.
        """
        if self.size in SIZES:
            return SIZES[self.size]
        pixels = re.fullmatch(r"(\d{1,6})[xX×](\d{1,6})", self.size)
        if not pixels:
            raise ExportError(
                f"{quoted(self.size)} is not a valid size. Use {', '.join(SIZES)}, or WIDTHxHEIGHT in pixels, such as 1920x1080."
            )
        return int(pixels[1]) * 72.0 / self.dpi, int(pixels[2]) * 72.0 / self.dpi

    @property
    def scale(self) -> float:
        """Size of letters and lines: that of a slide on every sheet that is printed, less on a picture too small for it."""
        return max(self.against, min(1.0, self.against / _WHOLE))

    @property
    def against(self) -> float:
        """Size of the page against that of a slide."""
        width, height = self.points
        return math.sqrt(width * height / (960.0 * 540.0))


def _one_line(text: str) -> None:
    strange = next((c for c in text if c in LAID_OUT), None) or next(unfit(text), None)
    if strange is not None:
        raise ExportError(
            f"{quoted(text)} has a line break or another character that cannot be drawn ({code(strange)}). Remove it."
        )


def as_of(text: str) -> date:
    """A day as YYYY-MM-DD.

    Raises
    ------
    ExportError
        It is none.

    >>> as_of("2024-06-19")
    datetime.date(2024, 6, 19)
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ExportError(f"{quoted(text)} is not a day. Write it as YYYY-MM-DD, such as 2024-06-19.") from None


def parse_note(text: str) -> Note:
    """Read a note: ``LON,LAT text``, or ``LON,LAT>LON,LAT text`` for an arrow from the first position to the second.

    Raises
    ------
    ExportError
        It is neither.

    >>> parse_note("130.3,42.2 The port")
    Note(text='The port', at=LonLat(lon=130.3, lat=42.2), start=None)
    >>> parse_note("130.3,42.2>132.3,42.9").start
    LonLat(lon=130.3, lat=42.2)
    """
    number = r"([+-]?\d+(?:\.\d+)?)"
    found = re.fullmatch(rf"\s*{number},{number}(?:>{number},{number})?(?:\s+(.+))?", text.strip())
    if not found or not (found[3] or found[5]):
        raise ExportError(
            f"{quoted(text)} is not a valid note. Write 'LON,LAT words', or 'LON,LAT>LON,LAT words' "
            "for an arrow, such as '130.3,42.2 the port'."
        )
    try:
        first = checked(float(found[1]), float(found[2]))
        second = checked(float(found[3]), float(found[4])) if found[3] else None
    except CoordinateError as error:
        raise ExportError(f"The note {quoted(text)} has no valid position: {error}") from error
    words = (found[5] or "").strip()
    if len(words) > MAX_WORDS:
        raise ExportError(f"A note may have {MAX_WORDS} characters; this one has {len(words)}.")
    return Note(words, second or first, first if second else None)


def parse_rewording(text: str) -> tuple[str, str]:
    """Read the briefer's own words for a call-out: ``ID=words``.

    Raises
    ------
    ExportError
        It is not.

    >>> parse_rewording("Z99=Trains might replace ships.")
    ('Z99', 'Trains might replace ships.')
    """
    identifier, sign, words = (part.strip() for part in text.partition("="))
    if not (identifier and sign and words):
        raise ExportError(f"{quoted(text)} is not a rewording. Write 'ID=words', with the id of what is called out.")
    return identifier, words


def written_note(note: Note) -> str:
    """A note in the form that :func:`parse_note` reads.

    >>> written_note(parse_note("130.3,42.2>132.3,42.9 by sea"))
    '130.3,42.2>132.3,42.9 by sea'
    """
    at = f"{note.at.lon:g},{note.at.lat:g}"
    start = f"{note.start.lon:g},{note.start.lat:g}>" if note.start else ""
    return f"{start}{at} {note.text}".strip()


def command(view: str, options: Options, names: Sequence[str]) -> str:
    """The command line that makes these files of a view; what is at its default is left out.

    >>> command("khasan-rajin", Options(theme="dark", title="At the border"), ["map.png"])
    "tumen export --view khasan-rajin -o map.png --theme dark --title 'At the border'"
    """
    words = ["tumen", "export", "--view", view]
    for name in names:
        words += ["-o", name]
    plain = Options()
    for flag in ("size", "dpi", "theme", "title", "subtitle", "svg_text", "author", "handling"):
        if (value := getattr(options, flag)) != getattr(plain, flag):
            words += [f"--{flag.replace('_', '-')}", str(value)]
    for claim in options.claims:
        words += ["--claim", claim]
    for identifier, text in options.reworded:
        words += ["--reword", f"{identifier}={text}"]
    if options.as_of:
        words += ["--as-of", options.as_of.isoformat()]
    for flag, given in (("--logo", options.logo), ("--template", options.template)):
        words += [flag, given.name] if given else []
    for note in options.notes:
        words += ["--note", written_note(note)]
    for part in PARTS:
        words += [] if part in options.parts else ["--without", part]
    return shlex.join(words)


def parse_parts(words: Sequence[str]) -> frozenset[Part]:
    """Parts of a sheet by their words.

    Raises
    ------
    ExportError
        One of them is no part.
    """
    strangers = [word for word in words if word not in PARTS]
    if strangers:
        raise ExportError(f"{quoted(strangers[0])} is not a part of a map. Use {', '.join(PARTS)}.")
    return frozenset(part for part in PARTS if part in words)
