"""Shapes and words of a sheet as PowerPoint's own, for every slide: rectangles, ovals, freeforms and text boxes."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from explorer.letters import plain
from explorer.render.sheet import fonts
from explorer.render.sheet.shapes import Array, Drawing, Pen, Shape, Words

_INVISIBLE = 0.12
"""Points by which a native line may leave its course: a third of a pixel of the picture below it."""
_TYPEFACE, _HANGUL = "Arial", "NanumGothic"
"""The fonts that a slide asks for, and in which its text is measured; offices have Arial, or one as wide."""


def emu(points: float) -> int:
    """Points in the unit of the format."""
    return int(Pt(points)) if points == int(points) else round(points * 12700)


def rgb(colour: str) -> RGBColor:
    """A colour of a palette."""
    return RGBColor(*(int(colour[n : n + 2], 16) for n in (1, 3, 5)))  # type: ignore[no-untyped-call]


def call(shape: Any, name: str, words: str = "", title: str = "") -> None:
    """Give a shape its name and its alternative text."""
    shape.name = plain(name)
    for key, text in (("descr", words), ("title", title)):
        if text:
            shape._element._nvXxPr.cNvPr.set(key, plain(text))  # noqa: SLF001  # alt text has no public door


def clipped(item: Shape) -> list[Array]:
    """The parts of a shape, cut at its rectangle: PowerPoint has no frame that would do it.

    A line loses the vertices that nobody could see or move by hand; a way across a continent has tens of thousands.
    """
    if item.clip is None:
        return list(item.parts)
    b = item.clip
    made: list[Array] = []
    for part in item.parts:
        whole = shapely.Polygon(part) if item.closed and len(part) > 3 else shapely.LineString(part)
        whole = shapely.simplify(whole, _INVISIBLE)
        for piece in shapely.get_parts(shapely.clip_by_rect(whole, b.x0, b.y0, b.x1, b.y1)):
            edge = piece.exterior if piece.geom_type == "Polygon" else piece
            if not piece.is_empty:
                made.append(shapely.get_coordinates(edge))
    return made


def draw_shape(shapes: Any, part: Array, item: Shape, sheet: Drawing) -> None:
    """One part of a shape, as the simplest form that it is."""
    if len(part) < 2:
        return
    page = np.column_stack([part[:, 0], sheet.height - part[:, 1]])
    low, high = page.min(axis=0), page.max(axis=0)
    if item.closed and _round(page):
        made = shapes.add_shape(MSO_SHAPE.OVAL, *(emu(float(v)) for v in (*low, *(high - low))))
    elif item.closed and len(page) == 4 and len(np.unique(page.round(3), axis=0)) == 4 and _upright(page):
        made = shapes.add_shape(MSO_SHAPE.RECTANGLE, *(emu(float(v)) for v in (*low, *(high - low))))
    else:
        points = [(int(x * 12700), int(y * 12700)) for x, y in page]
        builder = shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments(points[1:], close=item.closed)
        made = builder.convert_to_shape()
    _paint(made, item)


def _round(page: Array) -> bool:
    if len(page) != 32:
        return False
    distance = np.hypot(*(page - page.mean(axis=0)).T)
    return bool(np.ptp(distance) < 0.01 * distance.max())


def _upright(page: Array) -> bool:
    return len(set(page[:, 0].round(3))) == 2 and len(set(page[:, 1].round(3))) == 2


def _paint(made: Any, item: Shape) -> None:
    if made.has_text_frame:
        made.shadow.inherit = False
        for effect in made._element.iter(qn("a:effectRef")):  # noqa: SLF001  # some programs take the theme's shadow all the same
            effect.set("idx", "0")
    if item.fill:
        made.fill.solid()
        made.fill.fore_color.rgb = rgb(item.fill)
        _see_through(made.fill, item.alpha)
    else:
        made.fill.background()
    _outline(made.line, item.pen)


def _see_through(fill: Any, alpha: float) -> None:
    if alpha < 1.0:
        colour = fill._xPr.find(qn("a:solidFill"))[0]  # noqa: SLF001  # transparency has no public door
        colour.append(colour.makeelement(qn("a:alpha"), {"val": str(int(alpha * 100_000))}))


def _outline(line: Any, pen: Pen | None) -> None:
    if pen is None:
        line.fill.background()
        return
    line.width = emu(pen.width)
    line.color.rgb = rgb(pen.colour)
    _see_through(line.fill, pen.alpha)
    if pen.dash:
        line.dash_style = (
            MSO_LINE.ROUND_DOT if pen.dash[0] < pen.width else MSO_LINE.DASH if pen.dash[0] > 2.4 else MSO_LINE.SQUARE_DOT
        )


def write_words(shapes: Any, item: Words, sheet: Drawing, name: str) -> None:
    """A line of text as a box of its own, with room to spare: what may not break is aligned by each program in its own way."""
    wide = fonts.width(item.text, item.size, item.face)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[item.align]
    left = item.x - share * wide
    room = min(0.05 * wide + 4.0, _spare(left, left + wide, share, sheet.width))
    shift = share * room
    top = sheet.height - item.y - item.size * 0.98
    box = shapes.add_textbox(emu(left - shift), emu(top), emu(wide + room), emu(item.size * 1.25))
    box.name = plain(name)
    plain_frame(box.text_frame, wrap=True)
    box.text_frame.text = plain(item.text)
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[item.align]
    set_letters(paragraph, item.size, item.colour, bold=item.face == "bold", italic=item.face == "italic")


def _spare(left: float, right: float, share: float, width: float) -> float:
    """How much longer a line may be before it leaves the slide, if this share of what it gains goes to its left."""
    sides = ((left, share), (width - right, 1.0 - share))
    return max(0.0, min(free / part for free, part in sides if part))


def plain_frame(frame: Any, *, wrap: bool) -> None:
    """A box without margins, its text at the top."""
    frame.word_wrap = wrap
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP


def set_letters(paragraph: Any, size: float, colour: str, *, bold: bool = False, italic: bool = False) -> None:
    """Size, colour and font of a paragraph."""
    paragraph.line_spacing = 1.0
    for run in paragraph.runs:
        run.font.size, run.font.bold, run.font.italic = Pt(round(size * 10) / 10), bold, italic
        run.font.color.rgb = rgb(colour)
        run.font.name = _TYPEFACE
        properties = run._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx knows no font for East Asia
        properties.append(properties.makeelement(qn("a:ea"), {"typeface": _HANGUL}))
