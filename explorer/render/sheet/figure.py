"""A sheet as PNG, SVG or PDF. One of the homes of matplotlib, which only paints here: everything is placed before."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox

from explorer.letters import plain
from explorer.render.sheet import fonts
from explorer.render.sheet.options import SvgText
from explorer.render.sheet.shapes import Align, Array, Drawing, Face, Shape, Words, xml_id

Picture = Literal["png", "svg", "pdf"]

_FAMILIES: tuple[str, str] = ("Tumen Latin", "Tumen Hangul")
"""Names under which the bundled fonts are known to matplotlib, so that a font of the system is never taken for one."""
_WEIGHTS: dict[Face, tuple[int, Literal["normal", "italic"]]] = {
    "regular": (400, "normal"), "bold": (600, "normal"), "italic": (400, "italic"),
}  # fmt: skip
_SALT = "tumen"
_ONE_AT_A_TIME = Lock()
"""matplotlib's settings belong to the process, and a server draws for several readers."""


def picture(sheet: Drawing, form: Picture, dpi: int, as_of: date | None, svg_text: SvgText = "paths") -> bytes:
    """The sheet as a file, the same bytes for the same sheet.

    Parameters
    ----------
    dpi
        Resolution of a PNG; the other two have none.
    as_of
        The day that the file carries as its own, the ledger's.
    svg_text
        Letters of an SVG as outlines, or as text that can be edited where the fonts are installed.
    """
    out = io.BytesIO()
    with _ONE_AT_A_TIME, _settings(svg_text), _embedding(form):
        figure = _figure(sheet, dpi)
        figure.savefig(out, format=form, dpi=dpi if form == "png" else 72, metadata=_metadata(form, plain(sheet.title), as_of))
    content = out.getvalue()
    if form == "svg":
        for private, public in zip(_FAMILIES, fonts.NAMES, strict=True):
            content = content.replace(private.encode(), public.encode())
    return content


def book(sheets: Sequence[Drawing], title: str, as_of: date | None) -> bytes:
    """Several sheets as one PDF, a page each."""
    from matplotlib.backends.backend_pdf import PdfPages

    out = io.BytesIO()
    with (
        _ONE_AT_A_TIME,
        _settings("paths"),
        _embedding("pdf"),
        PdfPages(out, metadata=_metadata("pdf", plain(title), as_of)) as pages,
    ):
        for sheet in sheets:
            pages.savefig(_figure(sheet, 72), dpi=72)
    return out.getvalue()


def _embedding(form: Picture) -> AbstractContextManager[None]:
    """How fonts go into a file of this form."""
    return fonts.outlines_only() if form == "pdf" else nullcontext()


@contextmanager
def _settings(svg_text: SvgText) -> Iterator[None]:
    plain = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}
    chosen: Any = {
        **plain,  # whatever style a notebook draws its own figures in
        "svg.hashsalt": _SALT, "svg.fonttype": "none" if svg_text == "text" else "path", "pdf.fonttype": 42, "pdf.compression": 9,
        "text.parse_math": False,  # two dollars in a name are two dollars
        "path.simplify": False, "agg.path.chunksize": 0, "hatch.linewidth": 0.35, "text.hinting": "none",
    }  # fmt: skip
    _register()
    with mpl.rc_context(chosen):
        yield


@cache
def _register() -> None:
    for face, (weight, slant) in _WEIGHTS.items():
        for family, path in zip(_FAMILIES, fonts.files(face), strict=True):
            entry = FontEntry(str(path), 0, family, slant, "normal", weight, "normal", "scalable")
            fontManager.ttflist.append(entry)


@lru_cache(maxsize=256)
def _font(face: Face, size: float) -> FontProperties:
    weight, slant = _WEIGHTS[face]
    return FontProperties(family=list(_FAMILIES), weight=weight, style=slant, size=size)


def _metadata(form: Picture, title: str, as_of: date | None) -> dict[str, Any]:
    if form == "png":
        return {"Title": title, "Software": "Tumen Explorer"}
    if form == "svg":
        return {"Title": title, "Date": as_of.isoformat() if as_of else None, "Creator": "Tumen Explorer"}
    day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC) if as_of else None
    return {"Title": title, "Creator": "Tumen Explorer", "Producer": f"matplotlib {mpl.__version__}", "CreationDate": day}


def _figure(sheet: Drawing, dpi: int) -> Figure:
    figure = Figure(figsize=(sheet.width / 72.0, sheet.height / 72.0), dpi=dpi, facecolor=sheet.paper)
    figure.add_artist(_Page(sheet))
    for placed in sheet.pictures:
        b = placed.box
        axes = figure.add_axes((b.x0 / sheet.width, b.y0 / sheet.height, b.width / sheet.width, b.height / sheet.height))
        axes.set_axis_off()
        axes.imshow(mpl.image.imread(io.BytesIO(placed.content), format=placed.form), aspect="auto", interpolation="lanczos")
    return figure


class _Page(Artist):
    """Paints a sheet group by group, so that an SVG holds one element a feature, under its id as XML has it."""

    def __init__(self, sheet: Drawing) -> None:
        super().__init__()
        self._sheet = sheet

    def draw(self, renderer: Any) -> None:
        """Paint everything, in order."""
        assert self.figure is not None  # noqa: S101  # matplotlib sets it when the artist is added
        pen = _Painter(renderer, self.figure.dpi / 72.0, self._sheet)
        for group in self._sheet.groups:
            renderer.open_group("tumen", gid=xml_id(group.id))
            for item in group.items:
                if isinstance(item, Shape):
                    pen.shape(item)
                else:
                    pen.words(item)
            renderer.close_group("tumen")


class _Painter:
    """Shapes and words on one of matplotlib's renderers."""

    def __init__(self, renderer: Any, scale: float, sheet: Drawing) -> None:
        self._renderer = renderer
        self._scale = scale
        self._height = sheet.height * scale
        self._transform = Affine2D().scale(scale)

    def shape(self, item: Shape) -> None:
        path = _path(item.parts, closed=item.closed)
        if path is None:
            return
        gc = self._renderer.new_gc()
        if item.clip:
            gc.set_clip_rectangle(Bbox(np.array([(item.clip.x0, item.clip.y0), (item.clip.x1, item.clip.y1)]) * self._scale))
        pen = item.pen
        gc.set_linewidth(pen.width if pen else 0.0)
        gc.set_foreground(to_rgba(pen.colour if pen else item.fill, pen.alpha if pen else 0.0), isRGBA=True)
        if pen and pen.dash:
            gc.set_dashes(0.0, list(pen.dash))
        gc.set_capstyle("round" if pen and pen.round else "butt")
        gc.set_joinstyle("round")
        if item.hatch:
            gc.set_hatch(item.hatch)
            gc.set_hatch_color(to_rgba(pen.colour if pen else "#000000"))
            gc.set_hatch_linewidth(0.35)
        fill = to_rgba(item.fill, item.alpha) if item.fill else None
        self._renderer.draw_path(gc, path, self._transform, fill)
        gc.restore()

    def words(self, item: Words) -> None:
        font = _font(item.face, item.size)
        x = item.x - _shift(item.align, item.text, item.size, item.face)
        if item.halo:
            self._halo(item, x)
        gc = self._renderer.new_gc()
        gc.set_foreground(to_rgba(item.colour), isRGBA=True)
        y = item.y * self._scale
        self._renderer.draw_text(
            gc,
            x * self._scale,
            self._height - y if self._renderer.flipy() else y,
            fonts.drawn(item.text, item.face),
            font,
            item.turn,
            False,
        )
        gc.restore()

    def _halo(self, item: Words, x: float) -> None:
        gc = self._renderer.new_gc()
        gc.set_linewidth(item.size * 0.3)
        gc.set_foreground(to_rgba(item.halo, 0.85), isRGBA=True)
        gc.set_joinstyle("round")
        where = Affine2D().translate(x, item.y).scale(self._scale)
        self._renderer.draw_path(gc, _letters(item.text, item.size, item.face), where, None)
        gc.restore()


def _shift(align: Align, text: str, size: float, face: Face) -> float:
    return {"left": 0.0, "center": 0.5, "right": 1.0}[align] * fonts.drawn_width(text, size, face) if align != "left" else 0.0


@lru_cache(maxsize=4096)
def _letters(text: str, size: float, face: Face) -> Path:
    return TextPath((0, 0), fonts.drawn(text, face), prop=_font(face, size))


def _path(parts: tuple[Array, ...], *, closed: bool) -> Path | None:
    """One compound path; a ring's last vertex closes it."""
    vertices, codes = [], []
    for part in parts:
        if len(part) < 2:
            continue
        points = np.vstack([part, part[:1]]) if closed and not np.array_equal(part[0], part[-1]) else part
        code = np.full(len(points), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        vertices.append(points)
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else None
