"""Labels of a sheet: what is named, what gets a letter of the key instead, and the drawing of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explorer.render.sheet import fonts
from explorer.render.sheet.ground import Window
from explorer.render.sheet.ink import stance_glyph
from explorer.render.sheet.lettering import (
    BADGE_ROOM,
    FAR,
    Label,
    apart,
    badge,
    draw_ground,
    draw_other,
    draw_stop,
    ground_names,
    leader,
    others,
)
from explorer.render.sheet.marks import RING_PT, Mark, Style
from explorer.render.sheet.options import LEAST_PT
from explorer.render.sheet.placing import Block, Spot, place
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape, Words
from explorer.views.view import Language
from explorer.world.world import World

_MERGE = 5.0
"""Places whose dots are nearer than this (points on a slide) stand under one label with a letter of the key."""


@dataclass(frozen=True)
class Named:
    """What the labels came to: drawn groups, the key, and what is not labelled."""

    groups: tuple[Group, ...]
    key: tuple[tuple[str, tuple[Mark, ...]], ...]
    labelled: tuple[str, ...]
    left_out: tuple[Mark, ...]
    extra: Mapping[str, Spot]


@dataclass(frozen=True)
class _Place:
    """A label to be: its mark, those that stand under it, the letter of the key, call-out numbers."""

    mark: Mark
    members: tuple[Mark, ...] = ()
    numbers: tuple[int, ...] = ()
    short: bool = False

    @property
    def keyed(self) -> bool:
        return bool(self.members) or self.short


def name_all(
    found: Sequence[Mark], window: Window, style: Style, obstacles: Sequence[Box], numbers: Mapping[str, Sequence[int]],
    world: World, language: Language, zoom: float, extra: Sequence[Block] = (), first: int = 0, avoid: Array | None = None,
    countries: tuple[Frame, float] | None = None,
) -> Named:  # fmt: skip
    """Give every mark its label.

    Parameters
    ----------
    obstacles
        Furniture that lies on the map.
    numbers
        Call-out numbers by feature id.
    zoom
        The browser's zoom level of the same scale, by which towns and waters come in.
    first
        Number of the first letter of the key.
    avoid
        More points (n, 2) that labels rather keep clear of.
    countries
        The ground and the zoom level by which countries are named, the same in all languages; without them none is.
    """
    blocked = [*obstacles, *(_dot(mark, style) for mark in found if mark.at is not None)]
    kept_clear = _route_points(found) if avoid is None else np.concatenate([_route_points(found), avoid])
    places = _gathered([m for m in found if m.feature.look.widget == "pill"], numbers, style)
    beside = others(found, style, numbers)
    used, course = {m.feature.title.casefold() for m in found}, _route_points(found, track=True)
    ground = ground_names(world, window, style, language, zoom, used, course, countries)
    frame = window.box.grown(-1.5 * style.scale)
    set_first = _countries(
        [block for block, row in ground if row["kind"] == "country"], frame, obstacles, found, style, kept_clear
    )
    blocked += [spot.box for spot in set_first.values()]
    named_ground = [block for block, row in ground if row["kind"] != "country"]
    for _ in range(_ROUNDS):
        blocks = [*extra, *(_block(p, style) for p in places)] + [b for b, _ in beside] + named_ground
        spots = set_first | place(blocks, frame, blocked, kept_clear)
        failed = [p for p in places if p.mark.feature.id not in spots]
        if not failed:
            break
        places = _relieved(places, failed)
    return _drawn(places, beside, ground, spots, found, style, numbers, first)


def _countries(
    blocks: Sequence[Block], frame: Box, obstacles: Sequence[Box], found: Sequence[Mark], style: Style, avoid: Array
) -> dict[str, Spot]:
    """Names of countries, which choose before all labels so that their set does not hang on the length of those.

    Where there is room they stand off the marks, whose labels need it more.
    """
    dots = [_dot(mark, style) for mark in found if mark.at is not None]
    for off in _STANDING_OFF:
        roomy = [dot.grown(off * style.scale) for dot in dots]
        spots = place(blocks, frame, [*obstacles, *roomy], avoid)
        if len(spots) == len(blocks):
            break
    return spots


_ROUNDS = 14
"""How often places without room are asked to make do with less, each time those that found none."""
_STANDING_OFF = (22.0, 12.0, 0.0)
"""How far names of countries keep from marks, the first that gives each of them room, in points on a slide."""


def _dot(mark: Mark, style: Style) -> Box:
    (x, y), drawn = mark.at or (0.0, 0.0), mark.feature.look.mark
    r = (drawn.clear_pt if drawn else RING_PT) * style.scale
    return Box(x - r, y - r, x + r, y + r)


def joined(one: Named, other: Named) -> Named:
    """The labels of a map and those of an enlargement on it."""
    return Named(
        (*one.groups, *other.groups),
        (*one.key, *other.key),
        (*one.labelled, *other.labelled),
        (*one.left_out, *other.left_out),
        {**one.extra, **other.extra},
    )


def _route_points(found: Iterable[Mark], *, track: bool = False) -> Array:
    """Points along the drawn lines; with ``track`` along those on real track only, whose towns are worth a name."""
    looks = ((mark, mark.feature.look) for mark in found)
    parts = [part for mark, look in looks if (look.track if track else look.pane != "halos") for part in mark.path]
    if not parts:
        return np.empty((0, 2))
    return np.concatenate([along(part) for part in parts])


def along(part: Array) -> Array:
    """Points every few points of length along a line."""
    steps = np.hypot(*np.diff(part, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.arange(0.0, float(length[-1]) + 1e-9, 4.0)
    return np.column_stack([np.interp(at, length, part[:, 0]), np.interp(at, length, part[:, 1])])


# ---- places with statements ------------------------------------------------------------------------------------------


def _gathered(sites: Sequence[Mark], numbers: Mapping[str, Sequence[int]], style: Style) -> list[_Place]:
    """Places of statements; those whose dots would cover each other stand under the one with most to say."""
    leads: list[_Place] = []
    for mark in sorted(
        sites, key=lambda m: (not m.feature.selected, not numbers.get(m.feature.id), -m.feature.rank, m.feature.id)
    ):
        own = tuple(numbers.get(mark.feature.id, ()))
        n = next((n for n, lead in enumerate(leads) if apart(lead.mark, mark) < _MERGE * style.scale), None)
        if n is None:
            leads.append(_Place(mark, (), own))
        else:
            lead = leads[n]
            leads[n] = replace(lead, members=(*lead.members, mark), numbers=tuple(sorted({*lead.numbers, *own})))
    return leads


def _relieved(places: list[_Place], failed: list[_Place]) -> list[_Place]:
    """A place without room gets a letter only; one that has no room even so joins its nearest neighbour's letter."""
    fresh = {p.mark.feature.id for p in failed if not p.short}
    places = [replace(p, short=True) if p.mark.feature.id in fresh else p for p in places]
    hopeless = [p.mark for p in failed if p.short]
    for mark in hopeless:
        lost = next(p for p in places if p.mark is mark)  # with those that have joined it a moment ago
        rest = [p for p in places if p is not lost]
        if not rest:
            break
        host = min(rest, key=lambda p: (apart(p.mark, lost.mark), p.mark.feature.id))
        joined = replace(
            host,
            members=(*host.members, lost.mark, *lost.members),
            numbers=tuple(sorted({*host.numbers, *lost.numbers})),
        )
        places = [joined if p is host else p for p in rest]
    return places


_SIZE, _GAP, _PILL, _AFTER = 9.4, 2.4, 13.0, 1.6


def _pill_width(mark: Mark, s: float) -> float:
    stances = len(mark.feature.stances)
    return (5.0 + 8.4 * min(stances, 4)) * s + fonts.width(str(len(mark.feature.claims)), LEAST_PT * s, "bold") + 4.0 * s


def _block(p: _Place, style: Style) -> Block:
    s, f = style.scale, p.mark.feature
    width = _pill_width(p.mark, s)
    if not p.short:
        width += 2.5 * s + fonts.width(f.title, _SIZE * s, "bold")
    badges = len(p.numbers) + (1 if p.keyed else 0)
    width += (BADGE_ROOM * badges + (_GAP if badges else 0.0) + (_AFTER if badges and not p.short else 0.0)) * s
    x, y = p.mark.at or (0.0, 0.0)
    priority = 1000.0 + f.rank + (500.0 if p.numbers else 0.0) + (1000.0 if f.selected else 0.0) + (300.0 if p.short else 0.0)
    return Block(f.id, x, y, width, 14.2 * s, 4.2 * s, priority, tuple(step * s for step in FAR))


def _draw_place(p: _Place, letter: str, spot: Spot, style: Style) -> Group:
    s, c, f, box = style.scale, style.colours, p.mark.feature, spot.box
    middle = (box.y0 + box.y1) / 2.0
    items: list[Item] = list(leader(spot, style))
    width = _pill_width(p.mark, s)
    dash = () if f.basis == "named" else (2.2, 1.6)
    items.append(Shape((_rounded(box.x0, middle, width, _PILL * s),), fill=c["paper"], pen=Pen(c["text"], 0.9 * s, dash)))
    x = box.x0 + 4.0 * s
    for stance, _ in f.stances[:4]:
        items.append(stance_glyph(stance, style.theme, x + 3.7 * s, middle, 7.0 * s))
        x += 8.4 * s
    items.append(Words(str(len(f.claims)), x + 0.6 * s, middle - 3.2 * s, LEAST_PT * s, c["text"], "bold"))
    x = box.x0 + width + _GAP * s
    for number in p.numbers:
        items += badge(str(number), x + 5.9 * s, middle, style)
        x += BADGE_ROOM * s
    if p.keyed:
        items += badge(letter, x + 5.9 * s, middle, style, square=True)
        x += BADGE_ROOM * s
    if not p.short:
        x += _AFTER * s if p.numbers or p.keyed else 0.0
        items.append(Words(f.title, x, middle - 3.4 * s, _SIZE * s, c["text"], "bold", halo=c["land"]))
    return Group(f"{f.id}/label", "label", tuple(items), f.title, f.kind, box)


def _rounded(x: float, middle: float, width: float, height: float) -> Array:
    r = height / 2.0
    turn = np.linspace(-np.pi / 2, np.pi / 2, 9)
    right = np.column_stack([x + width - r + r * np.cos(turn), middle + r * np.sin(turn)])
    left = np.column_stack([x + r - r * np.cos(turn), middle - r * np.sin(turn)])
    return np.vstack([right, left])


def _letter(n: int) -> str:
    return chr(97 + n) if n < 26 else chr(96 + n // 26) + chr(97 + n % 26)


def _drawn(
    places: list[_Place], beside: list[Label], ground: list[tuple[Block, Mapping[str, Any]]], spots: Mapping[str, Spot],
    found: Sequence[Mark], style: Style, numbers: Mapping[str, Sequence[int]], first: int,
) -> Named:  # fmt: skip
    keyed = sorted((p for p in places if p.keyed and p.mark.feature.id in spots), key=lambda p: -spots[p.mark.feature.id].box.y1)
    letters = {p.mark.feature.id: _letter(n) for n, p in enumerate(keyed, start=first)}
    groups = [draw_ground(block, row, spots[block.id], style) for block, row in ground if block.id in spots]
    for block, group in beside:
        if block.id in spots:
            lettering = group[0].feature.look.lettering
            called = numbers.get(block.id, ())
            groups.append(
                draw_other(group[0], lettering, spots[block.id], style, called)
                if lettering
                else draw_stop(group, spots[block.id], style)
            )
    groups += [
        _draw_place(p, letters.get(p.mark.feature.id, ""), spots[p.mark.feature.id], style)
        for p in places
        if p.mark.feature.id in spots
    ]
    key = tuple((letters[p.mark.feature.id], (p.mark, *p.members)) for p in keyed)
    told = {m.feature.id for p in places if p.mark.feature.id in spots for m in (p.mark, *p.members)}
    told |= {m.feature.id for block, group in beside if block.id in spots for m in group}
    missing = tuple(m for m in found if m.at is not None and m.feature.id not in told)
    extra = {name: spot for name, spot in spots.items() if name.startswith("note:")}
    return Named(tuple(groups), key, tuple(m.feature.id for m in found if m.feature.id in told), missing, extra)
