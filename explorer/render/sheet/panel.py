"""The panel beside or below a printed map: stances and what is drawn, the key of lettered places, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.ledger.vocabulary import Stance
from explorer.render.sheet import fonts
from explorer.render.sheet.callouts import FACING, Callout, Pair
from explorer.render.sheet.columns import Band, Piece, Placed, height, of_part, placed, shared
from explorer.render.sheet.furniture import text_block
from explorer.render.sheet.ink import disc, stance_glyph
from explorer.render.sheet.lettering import badge
from explorer.render.sheet.marks import Mark, Style, area_items, line_items, point_items
from explorer.render.sheet.options import LEAST_PT
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape, Words
from explorer.render.statements import spans
from explorer.render.words import ENGLISH_CARDS, legend_words
from explorer.scene.feature import LegendItem
from explorer.scene.kinds import BACKDROPS, KINDS, FeatureKind, Look


@dataclass(frozen=True)
class Panel:
    """What the panel has to say."""

    legend: tuple[LegendItem, ...]
    key: tuple[tuple[str, tuple[Mark, ...]], ...]
    callouts: tuple[Callout, ...]
    notes: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


def draw(panel: Panel, room: Box, style: Style, columns: int) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """Fill the room in columns.

    Returns
    -------
    groups, dropped
        The legend with the key, and the call-outs; ``dropped`` are the ids of call-outs for which there was no room, which the
        panel names.
    """
    gap = 16.0 * style.scale
    wide = (room.width - gap * (columns - 1)) / columns
    kept: list[Callout] = list(panel.callouts)
    dropped: list[Callout] = []
    while True:
        bands = _bands(replace(panel, callouts=tuple(kept)), dropped, wide, room.width, columns, style)
        told = tuple(item.id for item in dropped)
        fits = height(bands) <= room.height + 0.01
        if fits or not kept:
            return _groups(placed(bands, room, wide, gap), room, wide), told if fits else (*told, OVERFULL)
        dropped.insert(0, kept.pop())


OVERFULL = "the legend"
"""What is told among the dropped where not even the legend has room."""


def _groups(pieces: Sequence[Placed], room: Box, wide: float) -> tuple[Group, ...]:
    """The legend, the key where it stands beside it, and the words."""
    aside = any(piece.part == "key" and x > room.x0 for piece, (x, _) in pieces)
    first = [one for one in pieces if one[0].part == "legend" or (one[0].part == "key" and not aside)]
    made = [_group("furniture:legend", "Legend", first, wide), *(
        [_group("furniture:key", "Key", [one for one in pieces if one[0].part == "key"], wide)] if aside else []
    )]  # fmt: skip
    words = [item for piece, at in pieces if piece.part == "words" for item in piece.draw(*at)]
    panel = Group("furniture:panel", "furniture", tuple(words), "Who says so", box=room)
    return (*(group for group in made if group is not None), panel)


def _group(name: str, title: str, pieces: Sequence[Placed], wide: float) -> Group | None:
    """Pieces as one group in the box that they take; None where there are none."""
    if not pieces:
        return None
    items = [item for piece, at in pieces for item in piece.draw(*at)]
    low = min(y - piece.height for piece, (_, y) in pieces if piece.height)
    box = Box(min(x for _, (x, _) in pieces), low, max(x for _, (x, _) in pieces) + wide, max(y for _, (_, y) in pieces))
    return Group(name, "furniture", tuple(items), title, box=box)


def _bands(panel: Panel, dropped: Sequence[Callout], wide: float, whole: float, columns: int, style: Style) -> list[Band]:
    """The panel: call-outs beside the legend, or what is said and what is denied beside each other below it."""
    said = [item for item in panel.legend if item.symbol.startswith("stance:")]
    drawn = [item for item in panel.legend if item not in said]
    stances = _section("Who says it, and how", _rows([_as_on_cards(item) for item in said], wide, style), style)
    notes = [_text(note, wide, style) for note in panel.notes]
    shown = _section("What is drawn", [*_rows(drawn, wide, style), *notes], style)
    rows = [_key_row(letter, marks, wide, style) for letter, marks in panel.key]
    key = of_part(_section("Under one label", rows, style), "key")
    also = [_text(style.say("Also behind this map: {ids}", ids=_unsaid(dropped)) + ".", wide, style)] if dropped else []
    if panel.pairs:
        return [(stances, [*shown, *key]), *_facing(panel, whole, wide, style), (of_part(also, "words"),)]
    words: list[Piece] = []
    if panel.callouts:
        words.append(_head(style.say("Who says so"), style))
        words += [replace(piece, head=True) for piece in _translated(wide, style)]
        words += [_callout(item, wide, style) for item in panel.callouts]
    return [shared([*stances, *shown], key, of_part([*words, *also], "words"), columns)]


def _translated(wide: float, style: Style) -> list[Piece]:
    """In another language than the cards': that it is our translation."""
    return [_text(style.say(ENGLISH_CARDS), wide, style)] if style.language != "en" else []


def _facing(panel: Panel, whole: float, wide: float, style: Style) -> Iterator[Band]:
    """What is said at the left, at the right what is denied or held against it; a line parts one matter from the next."""
    kept = {item.id for item in panel.callouts}
    yield (of_part(_translated(whole, style), "words"),)
    yield tuple(of_part([_head(style.say(phrase), style)], "words") for phrase in FACING)
    for pair in panel.pairs:
        left, right = ([_callout(item, wide, style) for item in side if item.id in kept] for side in pair)
        if left or right:
            yield (of_part([_rule(whole, style)], "words"),)
            yield of_part(left, "words"), of_part(right, "words")


def _rule(whole: float, style: Style) -> Piece:
    s = style.scale

    def drawing(x: float, y: float) -> list[Item]:
        line = np.array([(x, y - 2.0 * s), (x + whole, y - 2.0 * s)])
        return [Shape((line,), pen=Pen(style.colours["line"], 0.6 * s), closed=False)]

    return Piece(5.0 * s, drawing)


def _unsaid(dropped: Sequence[Callout]) -> str:
    """The ids of call-outs without room, those that the map shows by a number after it."""
    numbered = [f"({item.number}) {item.id}" for item in dropped if item.number]
    return ", ".join([*numbered, *filter(None, [spans([item.id for item in dropped if not item.number])])])


def _section(title: str, rows: Sequence[Piece], style: Style) -> list[Piece]:
    """A heading with what stands below it; nothing where nothing does."""
    return [_head(style.say(title), style), *rows, _space(5.0, style)] if rows else []


def _as_on_cards(item: LegendItem) -> LegendItem:
    """The row of a stance with the word that cards and call-outs have for it."""
    stance = next(stance for stance in Stance if stance.name.lower() == item.symbol.partition(":")[2])
    return replace(item, word=stance.value)


def _head(text: str, style: Style) -> Piece:
    size = 10.4 * style.scale

    def drawing(x: float, y: float) -> list[Item]:
        return [Words(text, x, y - size * 0.95, size, style.colours["text"], "bold")]

    return Piece(size * 1.45, drawing, head=True)


def _space(height: float, style: Style) -> Piece:
    return Piece(height * style.scale, lambda _x, _y: [])


def _text(text: str, wide: float, style: Style) -> Piece:
    size = LEAST_PT * style.scale
    colour = style.colours["muted"]
    height = len(fonts.wrapped(text, size, wide)) * size * 1.24 + 2.0 * style.scale
    return Piece(height, lambda x, y: text_block(text, x, y, size, wide, colour)[0])


_INSET = 24.0
_GUTTER = 8.0


def _rows(items: Sequence[LegendItem], wide: float, style: Style) -> list[Piece]:
    """Rows of a legend, two beside each other where both are short."""
    half = (wide - _GUTTER * style.scale) / 2.0
    made: list[Piece] = []
    waiting: Piece | None = None
    for item in items:
        if _lines(item, half, style) > 1:
            made += [*([waiting] if waiting else []), _legend_row(item, wide, style)]
            waiting = None
            continue
        cell = _legend_row(item, half, style)
        if waiting is None:
            waiting = cell
        else:
            made.append(_beside(waiting, cell, half + _GUTTER * style.scale))
            waiting = None
    return [*made, *([waiting] if waiting else [])]


def _beside(left: Piece, right: Piece, step: float) -> Piece:
    return Piece(max(left.height, right.height), lambda x, y: [*left.draw(x, y), *right.draw(x + step, y)])


def _legend_text(item: LegendItem, style: Style) -> str:
    word, note = legend_words(style.language, item)
    return f"{word} ({note})" if note else word


def _lines(item: LegendItem, wide: float, style: Style) -> int:
    return len(fonts.wrapped(_legend_text(item, style), LEAST_PT * style.scale, wide - _INSET * style.scale))


def _legend_row(item: LegendItem, wide: float, style: Style) -> Piece:
    s, size = style.scale, LEAST_PT * style.scale
    words, inset = _legend_text(item, style), _INSET * style.scale

    def drawing(x: float, y: float) -> list[Item]:
        items = swatch(item.symbol, x + 9.0 * s, y - size * 0.58, style)
        return [*items, *text_block(words, x + inset, y + size * 0.1, size, wide - inset, style.colours["text"])[0]]

    return Piece(_lines(item, wide, style) * size * 1.24 + 1.6 * s, drawing)


def _key_row(letter: str, marks: tuple[Mark, ...], wide: float, style: Style) -> Piece:
    s, size = style.scale, LEAST_PT * style.scale
    names = "; ".join(m.feature.title for m in marks)
    inset = 16.0 * s
    lines = fonts.wrapped(names, size, wide - inset)

    def drawing(x: float, y: float) -> list[Item]:
        items = badge(letter, x + 6.0 * s, y - size * 0.72, style, square=True)
        return [*items, *text_block(names, x + inset, y + size * 0.1, size, wide - inset, style.colours["text"])[0]]

    return Piece(max(len(lines) * size * 1.24, 11.4 * s) + 2.4 * s, drawing)


def _callout(item: Callout, wide: float, style: Style) -> Piece:
    s, size, c = style.scale, LEAST_PT * style.scale, style.colours
    inset = 16.0 * s
    lines = fonts.wrapped(item.words, size, wide - inset)
    foot = fonts.wrapped(item.foot, size, wide - inset - 10.0 * s)

    def drawing(x: float, y: float) -> list[Item]:
        dash = Words("–", x + 6.0 * s, y - size * 0.98, size, c["muted"], align="center")
        items: list[Item] = badge(str(item.number), x + 6.0 * s, y - size * 0.75, style) if item.number else [dash]
        block, low = text_block(item.words, x + inset, y, size, wide - inset, c["text"], leading=_LEADING)
        low -= size * 1.1
        items += [*block, *_sign(item, x + inset + 3.4 * s, low + size * 0.56, style)]
        left = x + inset + 10.0 * s
        items += [Words(row, left, low + size * (0.32 - 1.1 * n), size, c["muted"]) for n, row in enumerate(foot)]
        return items

    return Piece(len(lines) * size * _LEADING + size * (0.05 + 1.1 * len(foot)) + 4.0 * s, drawing)


_LEADING = 1.18


def _sign(item: Callout, x: float, y: float, style: Style) -> list[Item]:
    """The shape of a statement's stance, or the mark of a dated fact."""
    if item.stance is None:
        return swatch("event-site", x, y, style)
    return [stance_glyph(item.stance, style.theme, x, y, 6.6 * style.scale)]


# ---- symbols ---------------------------------------------------------------------------------------------------------


def swatch(symbol: str, x: float, y: float, style: Style) -> list[Item]:
    """The drawing of a legend's row around a point, as the map draws what it stands for."""
    family, _, name = symbol.partition(":")
    if family == "stance":
        stance = next(stance for stance in Stance if stance.name.lower() == name)
        return [stance_glyph(stance, style.theme, x, y, 8.0 * style.scale)]
    if family == "basis":
        return _pill(x, y, style, named=name == "named")
    if family == "note":
        return [Shape(_dash(x, y, style), pen=Pen(style.colours["select"], 1.6 * style.scale), closed=False)]
    look = KINDS.get(family) or BACKDROPS[family]
    if isinstance(look, FeatureKind) and look.widget == "number":
        return _numbers((name or look.colour).split(" "), x, y, style)
    if isinstance(look, FeatureKind) and look.mark:
        return list(point_items(look, look.colour, x, y, style, size=1.15))
    if look.fill:
        return _patch(look, x, y, style)
    return list(line_items(look, name or look.colour, _dash(x, y, style), style))


def _dash(x: float, y: float, style: Style) -> tuple[Array, ...]:
    return (np.array([(x - 9.0 * style.scale, y), (x + 9.0 * style.scale, y)]),)


def _pill(x: float, y: float, style: Style, *, named: bool) -> list[Item]:
    s, c = style.scale, style.colours
    oval = np.vstack([disc(x + 4.0 * s, y, 4.0 * s)[:9], disc(x - 4.0 * s, y, 4.0 * s)[8:25], disc(x + 4.0 * s, y, 4.0 * s)[24:]])
    return [Shape((oval,), fill=c["paper"], pen=Pen(c["text"], 0.9 * s, () if named else (2.2, 1.6)))]


def _patch(look: Look, x: float, y: float, style: Style) -> list[Item]:
    """A round patch of an area of the reporting, a square one of the base map."""
    s = style.scale
    if isinstance(look, FeatureKind):
        return list(area_items(look, look.colour, (disc(x, y, 5.0 * s),), style))
    ring = Box(x - 8.0 * s, y - 3.6 * s, x + 8.0 * s, y + 3.6 * s).ring()
    hatch = "/////" if style.theme == "photocopy" and look.id == "territorial-sea" else ""
    return list(area_items(look, look.colour, (ring,), style, hatch=hatch))


def _numbers(hues: Sequence[str], x: float, y: float, style: Style) -> list[Item]:
    """The number of a stop, once for each colour."""
    s, c = style.scale, style.colours
    items: list[Item] = []
    for n, hue in enumerate(hues):
        middle = x + (n - (len(hues) - 1) / 2.0) * 11.6 * s
        number = Words("1", middle, y - 3.2 * s, LEAST_PT * s, c["paper"], "bold", "center")
        items += [Shape((Box(middle, y, middle, y).grown(5.2 * s).ring(),), fill=c[hue]), number]
    return items
