"""The briefer's own notes and arrows on a printed map, told apart from everything that the ledger says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from explorer.errors import quoted
from explorer.render.sheet import fonts
from explorer.render.sheet.ground import Window
from explorer.render.sheet.marks import Style
from explorer.render.sheet.options import Note
from explorer.render.sheet.placing import Block, Spot
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape, Words

_SIZE, _ROOM = 9.2, 130.0


def blocks(notes: Sequence[Note], window: Window, style: Style) -> tuple[list[Block], tuple[str, ...]]:
    """Room that the notes ask for, and a word on each note that lies outside the frame."""
    s, made, outside = style.scale, [], []
    for n, note in enumerate(notes, start=1):
        if not window.frame.holds(note.at)[0]:
            outside.append(f"The note {quoted(note.text or 'without words')} lies outside the map and is not drawn.")
            continue
        if not note.text:
            continue
        lines = fonts.wrapped(note.text, _SIZE * s, _ROOM * s, "italic")
        width = max(fonts.width(line, _SIZE * s, "italic") for line in lines) + 7.0 * s
        (x, y), reach = _anchor(note, window), 4.0 if note.start else 13.0
        far = tuple(step * s for step in (8.0, 18.0, 32.0, 50.0))
        height = (len(lines) * _SIZE * 1.22 + 4.0) * s
        made.append(Block(f"note:{n}", x, y, width, height, reach * s, 3000.0, far))
    return made, tuple(outside)


def _anchor(note: Note, window: Window) -> tuple[float, float]:
    points = window.pages([note.at] if note.start is None else [note.start, note.at])
    x, y = points.mean(axis=0)
    return float(x), float(y)


def draw(notes: Sequence[Note], spots: Mapping[str, Spot], window: Window, style: Style) -> list[Group]:
    """The notes and arrows inside the frame."""
    groups = []
    for n, note in enumerate(notes, start=1):
        if not window.frame.holds(note.at)[0]:
            continue
        spot = spots.get(f"note:{n}")
        at = window.pages([note.at])[0]
        items: list[Item] = []
        if note.start is not None:
            items += _arrow(window.pages([note.start])[0], at, style, window.box)
        elif spot is not None:
            b = spot.box
            items += _arrow(np.array([min(max(at[0], b.x0), b.x1), min(max(at[1], b.y0), b.y1)]), at, style, window.box)
        if spot is not None:
            items += _words(note, spot, style)
        groups.append(
            Group(f"note:{n}", "furniture", tuple(items), f"Briefer's note: {note.text}", "note", spot.box if spot else None)
        )
    return groups


def _words(note: Note, spot: Spot, style: Style) -> list[Item]:
    s, c, box = style.scale, style.colours, spot.box
    items: list[Item] = [Shape((box.ring(),), fill=c["paper"], pen=Pen(c["select"], 0.9 * s), alpha=0.94)]
    y = box.y1 - 2.0 * s
    for line in fonts.wrapped(note.text, _SIZE * s, _ROOM * s, "italic"):
        y -= _SIZE * 1.22 * s
        items.append(Words(line, box.x0 + 3.5 * s, y + _SIZE * 0.3 * s, _SIZE * s, c["text"], "italic"))
    return items


def _arrow(start: Array, end: Array, style: Style, clip: Box) -> list[Item]:
    s, c = style.scale, style.colours
    way = end - start
    length = float(np.hypot(*way))
    if length < 3.0 * s:
        return []
    along = way / length
    tip = end - along * 3.2 * s
    across = np.array([-along[1], along[0]])
    back = tip - along * 6.5 * s
    head = np.array([tip, back + across * 3.0 * s, back - across * 3.0 * s])
    shaft = np.array([start, back + along * s])
    return [
        Shape((shaft,), pen=Pen(c["paper"], 3.4 * s, alpha=0.8), closed=False, clip=clip),
        Shape((shaft,), pen=Pen(c["select"], 1.5 * s), closed=False, clip=clip),
        Shape((head,), fill=c["select"], clip=clip),
    ]
