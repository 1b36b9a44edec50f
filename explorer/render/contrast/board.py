"""The contrast on a page: which block stands where on a slide, a sheet of paper, or in a column of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.comparison.contrast import Contrast
from explorer.errors import ExportError
from explorer.render import layers
from explorer.render.contrast.dots import dots
from explorer.render.contrast.judged import judged, ranges, tornado
from explorer.render.contrast.pen import MOST_SWINGS, Block, Pen, beside, lines, paragraph, stacked
from explorer.render.contrast.sentence import sentence
from explorer.render.contrast.strips import strips
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Box, Leaf
from explorer.scene.feature import AS_REPORTED, SCHEMATIC
from explorer.views.view import Language
from explorer.world.world import World

APPROXIMATE = "Zones approximate, not legal limits; not for navigation"
CARDS_TRANSLATED = "Factors and judgements are in our translation; the English of their cards is what counts."
_LARGER, _SMALLER = (1.3, 1.2, 1.1, 1.0), (0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5, 0.44, 0.38)
_ROW_PT, _CLOSER = 12.4, (11.7, 11.1, 10.6)
_TRIED = (
    *((factor, MOST_SWINGS, _ROW_PT) for factor in _LARGER),
    *((1.0, swings, _ROW_PT) for swings in range(MOST_SWINGS - 1, 0, -1)),
    *((1.0, 1, row) for row in _CLOSER),
    *((factor, MOST_SWINGS // 2, _ROW_PT) for factor in _SMALLER),
)
"""Sizes of letters, how many judgements of each measure, and heights of rows: the lesser judgements go and rows move closer
before letters fall below 9 points."""
SCREEN_ROW_PT = 18.0
"""Height of a row on a screen at its letters' size: 24 pixels, which a finger can hit."""
_SCREEN_SCALE = 4.0 / 3.0


def draw_up(world: World, found: Contrast, options: Options, language: Language = "en") -> Leaf:
    """The picture on a page of a fixed size, in the largest letters that fit.

    Raises
    ------
    ExportError
        It does not fit even in the smallest letters.
    FontError
        A font file is missing or damaged.
    """
    page = _first_fit(world, found, options, language, _TRIED)
    if page is None:
        raise ExportError("The contrast does not fit on so small a page. Use a larger --size.")
    return page


def pages(world: World, found: Contrast, options: Options, language: Language = "en") -> tuple[Leaf, ...]:
    """The picture for slides: one page where it fits in letters of full size, else routes and factors, then what is judged.

    Raises
    ------
    ExportError, FontError
        As :func:`draw_up`.
    """
    whole = _first_fit(world, found, options, language, [size for size in _TRIED if size[0] >= 1.0])
    if whole is not None:
        return (whole,)
    parts = (replace(found, judged=()), replace(found, strips=(), factors=())) if found.judged else (found,)
    return tuple(draw_up(world, part, options, language) for part in parts)


def _first_fit(
    world: World, found: Contrast, options: Options, language: Language, sizes: Sequence[tuple[float, int, float]]
) -> Leaf | None:
    """The picture on a page in the first of some sizes that has room."""
    width, height = options.points
    for factor, most_swings, row_pt in sizes:
        pen = Pen(Style(options.theme, options.scale * factor, language), row_pt, most_swings)
        margin = 22.0 * options.scale
        room = Box(margin, margin * 0.7, width - margin, height - margin * 0.7)
        foot = _foot(world, found, room.width, pen, with_sources="sources" in options.parts)
        body = _page(found, room, pen, options)
        if body.height + foot.height + 8.0 * pen.s <= room.height:
            groups = [*body.draw(room.x0, room.y1), *foot.draw(room.x0, room.y0 + foot.height)]
            return Leaf(width, height, pen.colour("paper"), tuple(groups), _title(found, options, language))
    return None


def on_screen(found: Contrast, wide: float, theme_of: Options, language: Language = "en") -> Leaf:
    """The picture as one column of a screen, as long as it has to be.

    Parameters
    ----------
    wide
        Width of the column in pixels, which are its points.
    theme_of
        Options of which the theme counts.
    """
    pen = Pen(Style(theme_of.theme, _SCREEN_SCALE, language), SCREEN_ROW_PT)
    gap, room = 18.0 * pen.s, wide - 4.0
    blocks = [
        strips(found, room, pen),
        ranges(found.judged, room, pen),
        tornado(found.judged, room, pen),
        dots(found, room, 1, pen),
    ]
    column = stacked(blocks, gap)
    groups = column.draw(2.0, column.height + 4.0)
    return Leaf(wide, column.height + 8.0, pen.colour("paper"), tuple(groups), sentence(found.answer, language))


def _title(found: Contrast, options: Options, language: Language) -> str:
    plain = Style(options.theme, 1.0, language)
    return options.title or plain.say("Rail or sea: {a} – {b}", a=found.answer.origin, b=found.answer.destination)


def _page(found: Contrast, room: Box, pen: Pen, options: Options) -> Block:
    language = pen.style.language
    title = paragraph(_title(found, options, language), room.width, 19.0 * pen.s, pen.colour("text"), "bold", "furniture:title")
    answer = paragraph(
        sentence(found.answer, language), room.width, 14.0 * pen.s, pen.colour("text"), "regular", "furniture:answer"
    )
    head = [title, answer]
    if options.subtitle:
        head.append(lines(pen, options.subtitle, room.width, name="furniture:subtitle"))
    landscape = room.width > 1.25 * room.height
    body = _wide(found, room.width, pen) if landscape and found.judged else _tall(found, room.width, pen)
    return stacked([*head, *_reasons(found, room.width, pen), body], 7.0 * pen.s)


def _reasons(found: Contrast, wide: float, pen: Pen) -> list[Block]:
    """Why a route is missing, in the words of the search."""
    told = dict.fromkeys(reason for reason in (found.answer.rail_reason, found.answer.sea_reason) if reason)
    return [lines(pen, reason, wide, name=f"furniture:reason-{n}") for n, reason in enumerate(told)]


def _wide(found: Contrast, wide: float, pen: Pen) -> Block:
    """Routes and judgements at the left, factors at the right."""
    gap = 20.0 * pen.s
    left = (wide - gap) * (_LEFT if found.factors else 1.0)
    first = stacked([strips(found, left, pen), judged(found.judged, left, gap, pen)], 10.0 * pen.s)
    return beside([(first, 0.0), (dots(found, wide - left - gap, 1, pen), left + gap)])


_LEFT = 0.61
"""Share of the width that routes and judgements take."""


def _tall(found: Contrast, wide: float, pen: Pen) -> Block:
    """One above the other, judgements and factors in two columns."""
    gap = 20.0 * pen.s
    return stacked([strips(found, wide, pen), judged(found.judged, wide, gap, pen), dots(found, wide, 2, pen)], 12.0 * pen.s)


def _foot(world: World, found: Contrast, wide: float, pen: Pen, *, with_sources: bool) -> Block:
    """What must stand on every sheet, and where all of it comes from."""
    return stacked(
        [
            lines(pen, text, wide, name=f"furniture:foot-{n}")
            for n, text in enumerate(_small_print(world, found, pen, with_sources=with_sources))
        ],
        0.0,
    )


def _small_print(world: World, found: Contrast, pen: Pen, *, with_sources: bool) -> Sequence[str]:
    say, law = pen.style.say, found.comparison.scenario
    must = ". ".join(say(text) for text in (AS_REPORTED, SCHEMATIC, APPROXIMATE))
    if found.judged:
        phrase = "{count} judged ranges, no data: no interdiction on these routes is known, so nothing can be calibrated"
        must = f"{must}. {say(phrase, count=len(world.exposure.judgements))}"
    told = [f"{must}."]
    if with_sources:
        as_of = [say("Ledger up to {day}", day=world.ledger.as_of)] if world.ledger.as_of else []
        english = [say(CARDS_TRANSLATED).rstrip(".")] if pen.style.language != "en" else []
        baseline = say("bay line accepted" if law.baseline == "claimed" else "bay line not accepted")
        asked = say("baseline and flag of this sheet: {baseline}, {flag}", baseline=baseline, flag=say(f"flag {law.flag}"))
        about = ". ".join([*english, asked[:1].upper() + asked[1:], *as_of, say("Drawn by Tumen Explorer")])
        about = f"{about}.".replace("г..", "г.")  # a Russian day ends in a stop of its own
        told.append(f"{about} {'; '.join(layers.attribution(world))}.")
    return told
