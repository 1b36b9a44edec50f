"""What stands around and on a printed map: title, scale bar, north arrow, inset locator, source lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely

from explorer.geo import KM_PER_NM
from explorer.render.sheet import fonts
from explorer.render.sheet.ground import Window, ground
from explorer.render.sheet.ink import ink
from explorer.render.sheet.marks import Mark, Style
from explorer.render.sheet.projection import Frame, fit
from explorer.render.sheet.shapes import Array, Box, Face, Group, Item, Pen, Shape, Words
from explorer.views.view import LayerId
from explorer.world.world import World

_WORLD_M = 4_600_000.0


def heading(title: str, subtitle: str, captions: Sequence[str], room: Box, style: Style) -> tuple[Group, float]:
    """Title, subtitle and the captions that must not be missed; also the lower edge of all of it."""
    s, c = style.scale, style.colours
    y, items = room.y1, []
    size = next((n for n in (18.0, 16.5, 15.0, 13.5) if fonts.width(title, n * s, "bold") <= room.width), 13.5) * s
    for line in fonts.wrapped(title, size, room.width, "bold"):
        y -= size * 1.12
        items.append(Words(line, room.x0, y + size * 0.22, size, c["text"], "bold"))
    warning = " · ".join(map(style.told, captions))
    size = 9.2 * s
    y -= size * 0.15
    last = ""
    for line in fonts.wrapped(f"{warning}.", size, room.width, "bold"):
        y -= size * 1.3
        items.append(Words(line, room.x0, y + size * 0.3, size, c["text"], "bold"))
        last = line
    after = room.x0 + fonts.width(f"{last}  ", size, "bold")
    if subtitle:
        if after + fonts.width(subtitle, size) <= room.x1:
            items.append(Words(subtitle, after, y + size * 0.3, size, c["muted"]))
        else:
            for line in fonts.wrapped(subtitle, size, room.width):
                y -= size * 1.3
                items.append(Words(line, room.x0, y + size * 0.3, size, c["muted"]))
    return Group("furniture:heading", "furniture", tuple(items), "Title"), y


def source_lines(lines: Sequence[str], room: Box, style: Style) -> tuple[Group, float]:
    """The small print at the foot; also its upper edge."""
    s, c = style.scale, style.colours
    size = 9.0 * s
    wrapped = [part for line in lines for part in fonts.wrapped(line, size, room.width)]
    items = []
    for n, line in enumerate(wrapped):
        y = room.y0 + (len(wrapped) - 1 - n) * size * 1.28
        items.append(Words(line, room.x0, y + size * 0.24, size, c["muted"]))
    return Group("furniture:sources", "furniture", tuple(items), "Sources"), room.y0 + len(wrapped) * size * 1.28


# ---- on the map ------------------------------------------------------------------------------------------------------


def busy(found: Sequence[Mark]) -> tuple[Array, Array]:
    """Points that furniture should not cover, with how much each of them matters."""
    points: list[Array] = []
    weights: list[Array] = []
    for mark in found:
        look = mark.feature.look
        if mark.at is not None:
            points.append(np.array([mark.at]))
            weights.append(np.array([look.mark.weight if look.mark else 1.0]))
        elif look.pane != "halos":
            for part in mark.path:
                points.append(part)
                weights.append(np.full(len(part), 1.0))
    if not points:
        return np.empty((0, 2)), np.empty(0)
    return np.concatenate(points), np.concatenate(weights)


def corners(box: Box, width: float, height: float, gap: float) -> dict[str, Box]:
    """Boxes of one size in the four corners of another."""
    left, right = box.x0 + gap, box.x1 - gap - width
    low, high = box.y0 + gap, box.y1 - gap - height
    return {
        name: Box(x, y, x + width, y + height)
        for name, x, y in (("sw", left, low), ("se", right, low), ("ne", right, high), ("nw", left, high))
    }


def corner(
    box: Box, size: tuple[float, float], gap: float, busy: Array, weights: Array, order: Sequence[str], taken: Sequence[str]
) -> str:
    """The corner that covers least of what is drawn; ``order`` breaks ties."""
    places = corners(box, *size, gap)

    def load(name: str) -> tuple[float, int]:
        b = places[name].grown(gap)
        if not len(busy):
            return 0.0, order.index(name)
        inside = (busy[:, 0] > b.x0) & (busy[:, 0] < b.x1) & (busy[:, 1] > b.y0) & (busy[:, 1] < b.y1)
        return float(weights[inside].sum()), order.index(name)

    return min((name for name in order if name not in taken), key=load)


SCALE_SIZE = (136.0, 52.0)
"""Room of scale bar and north arrow together, on a slide."""


def scale_bar(window: Window, box: Box, style: Style) -> tuple[Group, dict[str, float]]:
    """A bar in kilometres and one in nautical miles, true on the ellipsoid where they lie, and an arrow to true north.

    Returns
    -------
    group, facts
        ``facts`` holds the bar's length in km, its ends on the page and its height there.
    """
    s, c = style.scale, style.colours
    items: list[Item] = [Shape((box.ring(),), fill=c["paper"], pen=Pen(c["line"], 0.5 * s), alpha=0.9)]
    x0, room = box.x0 + 9.0 * s, box.width - 58.0 * s
    facts: dict[str, float] = {}
    for unit, word, y in ((1.0, "km", box.y0 + 30.0 * s), (KM_PER_NM, "nm", box.y0 + 17.0 * s)):
        amount, length = _bar(window, x0, y, room, unit)
        if word == "km":
            facts = {"km": amount, "x0": x0, "x1": x0 + length, "y": y}
        items += _bar_items(amount, style.say(word), x0, y, length, style, above=word == "km")
    middle = box.x1 - 17.0 * s
    items += _north(window, middle, (box.y0 + box.y1) / 2.0, style)
    return Group("furniture:scale", "furniture", tuple(items), "Scale and north", box=box), facts


SMALL_SCALE = (72.0, 22.0)
"""Room of the scale of an enlargement, on a slide."""


def small_scale(window: Window, box: Box, style: Style) -> list[Item]:
    """A bar in kilometres alone."""
    s, c = style.scale, style.colours
    x, y = box.x0 + 7.0 * s, box.y0 + 4.5 * s
    amount, length = _bar(window, x, y, box.width - 30.0 * s, 1.0)
    panel = Shape((box.ring(),), fill=c["paper"], pen=Pen(c["line"], 0.5 * s), alpha=0.9)
    return [panel, *_bar_items(amount, style.say("km"), x, y, length, style, above=True)]


def _bar(window: Window, x: float, y: float, room: float, unit_km: float) -> tuple[float, float]:
    """A round length that fits: (amount in the unit, length in points), exact on the ellipsoid at that place."""
    box, k = window.box, window.points_a_metre
    at = ((x - (box.x0 + box.x1) / 2.0) / k, (y - (box.y0 + box.y1) / 2.0) / k)
    longest = window.frame.stretched(*at, room / k) / 1000.0 / unit_km
    power = 10.0 ** math.floor(math.log10(longest))
    amount = power * next((n for n in (5.0, 2.0, 1.0) if n * power <= longest), 1.0)
    length = room * amount / longest
    for _ in range(4):
        length *= amount * unit_km * 1000.0 / window.frame.stretched(*at, length / k)
    return amount, length


def _bar_items(amount: float, word: str, x: float, y: float, length: float, style: Style, *, above: bool) -> list[Item]:
    s, c = style.scale, style.colours
    thick = 2.6 * s
    half = np.array([(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)])
    whole = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
    size = 9.0 * s
    text_y = y + thick + 2.2 * s if above else y - size * 0.98
    return [
        Shape((whole * (length, thick) + (x, y),), fill=c["paper"], pen=Pen(c["text"], 0.6 * s)),
        Shape((half * (length, thick) + (x, y),), fill=c["text"]),
        Words("0", x, text_y, size, c["text"], align="center"),
        Words(f"{amount:g} {word}", x + length, text_y, size, c["text"], align="center"),
    ]


def _north(window: Window, x: float, y: float, style: Style) -> list[Item]:
    s, c, box, k = style.scale, style.colours, window.box, window.points_a_metre
    angle = math.radians(window.frame.north_at((x - (box.x0 + box.x1) / 2.0) / k, (y - (box.y0 + box.y1) / 2.0) / k))
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    left = np.array([(0.0, 13.0), (-4.6, -6.0), (0.0, -2.6)]) * s @ turn + (x, y + 2.5 * s)
    right = np.array([(0.0, 13.0), (4.6, -6.0), (0.0, -2.6)]) * s @ turn + (x, y + 2.5 * s)
    return [
        Shape((left,), fill=c["text"], pen=Pen(c["text"], 0.6 * s)),
        Shape((right,), fill=c["paper"], pen=Pen(c["text"], 0.6 * s)),
        Words(style.say("N"), x, y - 13.5 * s, 9.0 * s, c["text"], "bold", "center"),
    ]


def inset(world: World, frame: Frame, box: Box, style: Style) -> Group:
    """Where the map lies: a small map of the home frame, or of half a continent for a large frame, with the frame in it."""
    wide = frame.half_width_m > 900_000.0
    aspect = box.width / box.height
    if wide:
        around = Frame(frame.lon, frame.lat, _WORLD_M * max(1.0, aspect), _WORLD_M * max(1.0, 1 / aspect))
    else:
        around = fit(world.home, aspect)
    window = Window(around, box)
    c, s = style.colours, style.scale
    items: list[Item] = []
    for group in ground(world, window, style.theme, frozenset({LayerId.PLACES}), 2.0, 0.5 * s):
        if group.kind not in {"lakes", "lakes_world", "rivers"}:
            items += group.items
    page = window.pages(frame.outline())
    ring = shapely.Polygon(page)
    if math.sqrt(ring.area) < 7.0 * s:
        x, y = ring.centroid.x, ring.centroid.y
        page = Box(x, y, x, y).grown(3.5 * s).ring()
    items.append(Shape((page,), pen=Pen(c["paper"], 2.4 * s)))
    items.append(Shape((page,), pen=Pen(c["select"], 1.3 * s)))
    items.append(Shape((box.ring(),), pen=Pen(c["text"], 0.7 * s)))
    return Group("furniture:inset", "furniture", tuple(items), "Where the map lies", box=box)


def neatline(window: Window, style: Style) -> Group:
    """The frame of the map."""
    pen = Pen(ink(style.theme)["text"], 0.8 * style.scale)
    return Group("furniture:neatline", "furniture", (Shape((window.box.ring(),), pen=pen),), "Frame")


def text_block(
    text: str, x: float, y: float, size: float, room: float, colour: str, face: Face = "regular", leading: float = 1.24
) -> tuple[list[Item], float]:
    """Wrapped lines from a top edge downwards; also the lower edge."""
    items: list[Item] = []
    for line in fonts.wrapped(text, size, room, face):
        y -= size * leading
        items.append(Words(line, x, y + size * 0.3, size, colour, face))
    return items, y
