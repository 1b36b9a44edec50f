"""An enlargement of the place where most labels crowd: where it is taken from, where it lies on the map, how it is drawn.

What it shows is labelled in it alone; on the map around it a frame says what was enlarged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from explorer.render.sheet import furniture
from explorer.render.sheet.ground import Window, ground
from explorer.render.sheet.marks import Mark, Style, marks
from explorer.render.sheet.names import Named, name_all
from explorer.render.sheet.projection import Frame, zoom_of
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape
from explorer.scene.build import Scene
from explorer.world.world import World

_SHARES = (0.46, 0.4, 0.34, 0.29)
"""Width and height of the enlargement as shares of the map's: the first with a free corner."""
_FACTORS = (12.0, 9.0, 7.0, 5.5, 4.5, 3.5)
"""How many times it may enlarge, the largest first."""
_ENOUGH = 7
"""From this many labels in one corner on it is worth an enlargement."""
_ALL = 0.95
"""Share of what the smallest factor takes in that a larger one has to hold."""
_CROWDS = frozenset({"pill", "number", "fact"})
_EDGE = 0.16
"""Room around the outermost marks, as a share of what is enlarged."""
_CORNERS = ("se", "ne", "sw", "nw")


@dataclass(frozen=True)
class Detail:
    """What is enlarged (a box of the map around it), the corner in which it lies, and what it shows in its own window."""

    taken: Box
    corner: str
    window: Window
    found: tuple[Mark, ...]

    def holds(self, mark: Mark) -> bool:
        """Whether a mark of the map is labelled in the enlargement."""
        return mark.at is not None and _inside(np.array([mark.at]), self.taken)[0]


def enlarged(scene: Scene, found: Sequence[Mark], window: Window, style: Style, busy: tuple[Array, Array]) -> Detail | None:
    """The enlargement that the marks of a map ask for; None where none crowd or no corner is free.

    Parameters
    ----------
    busy
        What furniture should not cover, with its weights.
    """
    tried = (_tried(share, found, window, busy) for share in _SHARES)
    chosen = next((one for one in tried if one is not None), None)
    if chosen is None:
        return None
    taken, corner, box = chosen
    inner = Window(_frame(window, taken), box)
    return Detail(taken, corner, inner, marks(scene.drawn, inner, style))


def _tried(share: float, found: Sequence[Mark], window: Window, busy: tuple[Array, Array]) -> tuple[Box, str, Box] | None:
    """What an enlargement of this share of the map takes in, and the corner and box in which it covers no mark."""
    box = window.box
    size = box.width * share, box.height * share
    crowd = _crowd(np.array([m.at for m in found if m.feature.look.widget in _CROWDS]).reshape(-1, 2), size)
    if crowd is None:
        return None
    taken = _moved_into(crowd, box)
    points = np.array([m.at for m in found if m.at is not None])
    places = furniture.corners(box, *size, 0.0)
    free = [name for name in _CORNERS if not _inside(points, places[name]).any() and not _meet(places[name], taken)]
    if not free:
        return None
    name = furniture.corner(box, size, 0.0, *busy, _CORNERS, [other for other in _CORNERS if other not in free])
    return taken, name, places[name]


def _crowd(points: Array, size: tuple[float, float]) -> Box | None:
    """The part of the map with most points, as much smaller than the enlargement as it may be and still hold nearly all."""
    most, kept = 0, np.empty((0, 2))
    for factor in reversed(_FACTORS):
        half = np.array(size) / factor / 2.0
        held = max((_near(points, point, half) for point in points), key=len, default=points[:0])
        if len(held) < max(_ENOUGH, most * _ALL):
            break
        most, kept = max(most, len(held)), held
    return _around(kept, size) if len(kept) else None


def _near(points: Array, point: Array, half: Array) -> Array:
    """The points in a box around the middle of those near one."""
    for _ in range(3):
        held = points[(np.abs(points - point) <= half).all(axis=1)]
        point = (held.min(axis=0) + held.max(axis=0)) / 2.0
    return points[(np.abs(points - point) <= half).all(axis=1)]


def _around(points: Array, size: tuple[float, float]) -> Box:
    """A box of the enlargement's form around points, with room at its edges."""
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    wide, high = size
    half = max((x1 - x0) / wide, (y1 - y0) / high, 1.0 / _FACTORS[0]) * (1.0 + 2.0 * _EDGE) / 2.0
    x, y = (x0 + x1) / 2.0, (y0 + y1) / 2.0
    return Box(x - half * wide, y - half * high, x + half * wide, y + half * high)


def _moved_into(one: Box, other: Box) -> Box:
    """A box as near to where it was as the edges of a larger one let it lie."""
    x = min(max(one.x0, other.x0), other.x1 - one.width) - one.x0
    y = min(max(one.y0, other.y0), other.y1 - one.height) - one.y0
    return Box(one.x0 + x, one.y0 + y, one.x1 + x, one.y1 + y)


def _frame(window: Window, taken: Box) -> Frame:
    """The ground under a box of a map, as a frame of its own."""
    box, k = window.box, window.points_a_metre
    x, y = (taken.x0 + taken.x1 - box.x0 - box.x1) / 2.0 / k, (taken.y0 + taken.y1 - box.y0 - box.y1) / 2.0 / k
    lon, lat = window.frame.to_earth([(x, y)])[0]
    return Frame(float(lon), float(lat), taken.width / 2.0 / k, taken.height / 2.0 / k)


def _inside(points: Array, box: Box) -> Array:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1))


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


# ---- drawing ---------------------------------------------------------------------------------------------------------


def around(found: Sequence[Mark], detail: Detail, scene: Scene, window: Window, style: Style) -> tuple[Mark, ...]:
    """The marks of the map with nothing under the enlargement."""
    cut = {mark.feature.id: mark for mark in marks(scene.drawn, window, style, detail.window.box)}
    return tuple(cut.get(mark.feature.id) or replace(mark, group=replace(mark.group, items=()), path=()) for mark in found)


def tie(detail: Detail) -> Array:
    """The line from what is enlarged to the enlargement, from the nearest corner to the nearest."""
    pairs = product(detail.taken.ring(), detail.window.box.ring())
    return np.array(min(pairs, key=lambda pair: float(np.hypot(*(pair[0] - pair[1])))))


def names(detail: Detail, style: Style, numbers: Mapping[str, Sequence[int]], world: World, scene: Scene, first: int) -> Named:
    """The labels in the enlargement, its letters of the key from ``first`` on."""
    zoom = zoom_of(detail.window.frame, detail.window.box.width * 4.0 / 3.0 / style.scale)
    shown = [mark for mark in detail.found if mark.at is not None or mark.feature.look.lettering is None]
    named = name_all(
        shown, detail.window, style, [scale_room(detail, style)], numbers, world, scene.view.language, zoom, first=first
    )
    again = [replace(g, id=f"{g.id}/detail") if g.id.startswith("ground:") else g for g in named.groups]
    return replace(named, groups=tuple(again))


def scale_room(detail: Detail, style: Style) -> Box:
    """Where the scale of the enlargement lies: the corner of it that covers least."""
    points = np.array([m.at for m in detail.found if m.at is not None]).reshape(-1, 2)
    size, order = (furniture.SMALL_SCALE[0] * style.scale, furniture.SMALL_SCALE[1] * style.scale), ("se", "sw", "ne", "nw")
    name = furniture.corner(detail.window.box, size, 0.0, points, np.ones(len(points)), order, ())
    return furniture.corners(detail.window.box, *size, 0.0)[name]


def draw(detail: Detail, world: World, scene: Scene, style: Style) -> Group:
    """The enlargement without its labels, the frame of what it shows, and the line between the two."""
    s, c, box = style.scale, style.colours, detail.window.box
    zoom = zoom_of(detail.window.frame, box.width * 4.0 / 3.0 / s)
    items: list[Item] = [Shape((tie(detail),), pen=Pen(c["text"], 0.7 * s), closed=False)]
    layers, baseline = scene.view.layers, scene.view.baseline
    for group in ground(world, detail.window, style.theme, layers, zoom, s, baseline):
        items += group.items
    items += [item for mark in detail.found for item in mark.group.items]
    items += furniture.small_scale(detail.window, scale_room(detail, style), style)
    items.append(Shape((box.ring(),), pen=Pen(c["text"], 1.1 * s)))
    items.append(Shape((detail.taken.ring(),), pen=Pen(c["paper"], 2.2 * s, alpha=0.8)))
    items.append(Shape((detail.taken.ring(),), pen=Pen(c["text"], 1.0 * s)))
    return Group(DETAIL, "furniture", tuple(items), "Enlargement", box=box)


DETAIL = "furniture:detail"
