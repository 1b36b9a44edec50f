"""The factors as a dot matrix: a row each, rail and sea side by side, without a total."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from explorer.comparison.contrast import SAME_KM, Contrast
from explorer.comparison.factors import FactorRow
from explorer.exposure.vocabulary import Direction
from explorer.render.contrast.pen import Block, Pen, beside, stacked, titled
from explorer.render.sheet.ink import disc
from explorer.render.sheet.shapes import Box, Group, Item, Shape
from explorer.render.sheet.shapes import Pen as Stroke

WORDS = {
    Direction.RAISES: "raises exposure",
    Direction.LOWERS: "lowers it",
    Direction.NEUTRAL: "neutral",
    Direction.EITHER: "can do either",
    Direction.NONE: "does not apply",
}
Mode = Literal["rail", "sea"]
MODES: tuple[Mode, ...] = ("rail", "sea")
_COLUMN_PT = 34.0


def here(row: FactorRow, mode: Mode, found: Contrast) -> Direction:
    """What a factor does to a mode here: nothing where the mode has no route, or where neither route has any of it."""
    missing = found.answer.rail is None if mode == "rail" else found.answer.sea is None
    if missing or nil(row, found):
        return Direction.NONE
    return row.factor.rail if mode == "rail" else row.factor.sea


_BY_SCENARIO = frozenset({"third-state-km", "beyond-territorial-sea-km"})
"""Values that another baseline or flag would change as long as some of the sea leg lies outside."""


def nil(row: FactorRow, found: Contrast) -> bool:
    """Whether the factor is counted on these routes and comes to nothing on either, whatever the legal scenario."""
    if row.value.rail != 0 or row.value.sea != 0:
        return False
    outside = max((one.outside_km for one in found.answer.waters.values()), default=0.0)
    return row.factor.value_key not in _BY_SCENARIO or outside < SAME_KM


def dots(found: Contrast, wide: float, columns: int, pen: Pen) -> Block:
    """The block, in so many columns."""
    rows = found.factors
    if not rows:
        return Block(0.0, lambda _x, _y: [])
    gap = 18.0 * pen.s
    each = (wide - gap * (columns - 1)) / columns
    share = math.ceil(len(rows) / columns)
    parts = [_part(found, rows[n : n + share], each, pen, n) for n in range(0, len(rows), share)]
    title = pen.style.say("{count} factors, no total", count=len(rows))
    grid = beside([(part, number * (each + gap)) for number, part in enumerate(parts)])
    return titled(pen, title, wide, "factors", _key(wide, pen), grid)


def _part(found: Contrast, rows: Sequence[FactorRow], wide: float, pen: Pen, start: int) -> Block:
    return stacked([_head(wide, pen, start), *(_row(found, row, wide, pen) for row in rows)], 0.0)


def _head(wide: float, pen: Pen, start: int) -> Block:
    size, column = pen.text, _COLUMN_PT * pen.s

    def draw(x: float, y: float) -> list[Group]:
        middle = (x + wide - 1.5 * column, x + wide - 0.5 * column)
        words = [
            pen.words(pen.style.say(word), at, y - size, face="bold", align="center")
            for word, at in zip(("rail", "sea"), middle, strict=True)
        ]
        return [
            Group(f"factors:head-{start}", "furniture", tuple(words), "Rail and sea", box=Box(x, y - size * 1.4, x + wide, y))
        ]

    return Block(size * 1.4, draw)


def _row(found: Contrast, row: FactorRow, wide: float, pen: Pen) -> Block:
    column, factor = _COLUMN_PT * pen.s, row.factor
    room = wide - 2.0 * column + 6.0 * pen.s
    also = pen.style.say("none here") if nil(row, found) else ""
    title = pen.broken(factor.title, room - (pen.wide(f"{also} ") if also else 0.0))
    high = pen.row + (len(title) - 1) * pen.leading
    rail, sea = (here(row, mode, found) for mode in MODES)

    def draw(x: float, y: float) -> list[Group]:
        middle, first = y - high / 2.0, y - pen.row / 2.0 - pen.text * 0.34
        line = np.array([(x, y - high), (x + wide, y - high)])
        items: list[Item] = [
            Shape((line,), pen=Stroke(pen.colour("line"), 0.4 * pen.s), closed=False),
            *(pen.words(row, x, first - n * pen.leading) for n, row in enumerate(title)),
            *([pen.words(also, x + room - 6.0 * pen.s, middle - pen.text * 0.34, align="right", colour="muted")] if also else []),
            *glyph(rail, x + wide - 1.5 * column, middle, pen),
            *glyph(sea, x + wide - 0.5 * column, middle, pen),
        ]
        both = ", ".join(f"{pen.style.say(mode)} {_said(to, pen)}" for mode, to in zip(MODES, (rail, sea), strict=True))
        told = f"{factor.title}: {both}{f', {also}' if also else ''}"
        return [Group(f"factor:{factor.id}", "feature", tuple(items), told, box=Box(x, y - high, x + wide, y))]

    return Block(high, draw)


def _said(direction: Direction, pen: Pen) -> str:
    return pen.style.say(WORDS[direction])


def glyph(direction: Direction, x: float, y: float, pen: Pen) -> Iterator[Item]:
    """The sign of a direction around a point: form first, colour second, so that it survives a photocopier."""
    r = 3.8 * pen.s
    up = np.array([(x, y + r), (x - r, y - 0.8 * r), (x + r, y - 0.8 * r)])
    down = np.array([(x, y - r), (x - r, y + 0.8 * r), (x + r, y + 0.8 * r)])
    ink = Stroke(pen.colour("text"), 1.1 * pen.s)
    if direction is Direction.RAISES:
        yield Shape((up,), fill=pen.colour("route"))
    elif direction is Direction.LOWERS:
        yield Shape((down,), fill=pen.colour("paper"), pen=Stroke(pen.colour("rail"), 1.3 * pen.s))
    elif direction is Direction.NEUTRAL:
        yield Shape((disc(x, y, r * 0.62),), fill=pen.colour("paper"), pen=ink)
    elif direction is Direction.EITHER:
        yield Shape((np.array([(x, y + r), (x + r, y), (x, y - r), (x - r, y)]),), fill=pen.colour("muted"))
    else:
        yield Shape((np.array([(x - r * 0.7, y), (x + r * 0.7, y)]),), pen=Stroke(pen.colour("muted"), 0.9 * pen.s), closed=False)


def _key(wide: float, pen: Pen) -> Block:
    size, placed, x, line = pen.text, [], 0.0, 0
    for direction in Direction:
        text = _said(direction, pen)
        need = 13.0 * pen.s + pen.wide(text)
        if x and x + need > wide:
            x, line = 0.0, line + 1
        placed.append((x, line, direction, text))
        x += need + 9.0 * pen.s
    height = (line + 1) * size * 1.35

    def draw(left: float, y: float) -> list[Group]:
        items: list[Item] = []
        for shift, row, direction, text in placed:
            base = y - size * (1.0 + 1.35 * row)
            items += [*glyph(direction, left + shift + 4.0 * pen.s, base + size * 0.34, pen)]
            items.append(pen.words(text, left + shift + 11.0 * pen.s, base, colour="muted"))
        return [Group("factors:key", "furniture", tuple(items), "Key", box=Box(left, y - height, left + wide, y))]

    return Block(height, draw)
