"""An enlargement of the place where most labels crowd: where it is taken from, where it lies on the map, how it is drawn.

What it shows is labelled in it alone; on the map around it a frame says what was enlarged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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
    """The map, the corner of it in which the enlargement lies, and what that shows in its own window.

    The enlargement has a projection of its own with north up, so its edge stands aslant on a map whose centre is far away.
    """

    map: Window
    corner: str
    window: Window
    found: tuple[Mark, ...]

    @cached_property
    def edge(self) -> Array:
        """The edge of what is enlarged as a closed ring on the page, (n, 2)."""
        return self.map.pages(self.window.frame.outline())

    @property
    def taken(self) -> Box:
        """The upright box of the page around what is enlarged."""
        return _around(self.edge)

    @property
    def corners(self) -> Array:
        """Where the corners of what is enlarged lie on the map, (n, 2); points of its edge where all of them lie outside."""
        corners, seen = self.edge[:-1].reshape(4, -1, 2)[:, 0], self.map.box.grown(0.5)
        return next(
            part for part in (corners[_inside(corners, seen)], self.edge[_inside(self.edge, seen)], self.edge) if len(part)
        )

    @cached_property
    def _points(self) -> frozenset[str]:
        return frozenset(mark.feature.id for mark in self.found if mark.at is not None)

    def holds(self, mark: Mark) -> bool:
        """Whether a mark of the map is labelled in the enlargement."""
        return mark.feature.id in self._points


def enlarged(found: Sequence[Mark], window: Window, style: Style, busy: tuple[Array, Array]) -> Detail | None:
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
    frame, corner, box = chosen
    inner = Window(frame, box)
    return Detail(window, corner, inner, marks(tuple(mark.feature for mark in found), inner, style))


def _tried(share: float, found: Sequence[Mark], window: Window, busy: tuple[Array, Array]) -> tuple[Frame, str, Box] | None:
    """What an enlargement of this share of the map takes in, and the corner and box in which it covers no mark."""
    box = window.box
    size = box.width * share, box.height * share
    crowd = _crowd(np.array([m.at for m in found if m.feature.look.widget in _CROWDS]).reshape(-1, 2), size)
    if not len(crowd):
        return None
    frame = _framed(crowd, size, window)
    taken = _around(window.pages(frame.outline()))
    points = np.array([m.at for m in found if m.at is not None])
    places = furniture.corners(box, *size, 0.0)
    free = [name for name in _CORNERS if not _inside(points, places[name]).any() and not _meet(places[name], taken)]
    if not free:
        return None
    name = furniture.corner(box, size, 0.0, *busy, _CORNERS, [other for other in _CORNERS if other not in free])
    return frame, name, places[name]


def _crowd(points: Array, size: tuple[float, float]) -> Array:
    """The points of the part with most, as much smaller than the enlargement as it may be and still hold nearly all."""
    most, kept = 0, np.empty((0, 2))
    for factor in reversed(_FACTORS):
        half = np.array(size) / factor / 2.0
        held = max((_near(points, point, half) for point in points), key=len, default=points[:0])
        if len(held) < max(_ENOUGH, most * _ALL):
            break
        most, kept = max(most, len(held)), held
    return kept


def _near(points: Array, point: Array, half: Array) -> Array:
    """The points in a box around the middle of those near one."""
    for _ in range(3):
        held = points[(np.abs(points - point) <= half).all(axis=1)]
        point = (held.min(axis=0) + held.max(axis=0)) / 2.0
    return points[(np.abs(points - point) <= half).all(axis=1)]


def _framed(crowd: Array, size: tuple[float, float], window: Window) -> Frame:
    """The ground of the enlargement's form that holds a crowd, and leaves the map only for a crowd that stands at its edge."""
    earth = window.earth(crowd)
    close = _close(earth, size, window)
    moved = _moved_into(close, window)
    return moved if moved.holds(earth).all() else close


def _close(earth: Array, size: tuple[float, float], window: Window) -> Frame:
    """The narrowest frame around positions, with room at its edges."""
    lon, lat = earth.mean(axis=0)
    for _ in range(2):  # the middle moves a little in a projection of its own
        plane = Frame(float(lon), float(lat), 1.0, 1.0)
        xy = plane.to_plane(earth)
        low, high = xy.min(axis=0), xy.max(axis=0)
        ((lon, lat),) = plane.to_earth([(low + high) / 2.0])
    least = 1.0 / (_FACTORS[0] * window.points_a_metre)
    half = max(*((high - low) / size), least) * (1.0 + 2.0 * _EDGE) / 2.0
    return Frame(float(lon), float(lat), half * size[0], half * size[1])


def _moved_into(frame: Frame, window: Window) -> Frame:
    """A frame as near to where it was as the edges of the map let it lie."""
    box, taken = window.box, _around(window.pages(frame.outline()))
    x = min(max(taken.x0, box.x0), box.x1 - taken.width) - taken.x0
    y = min(max(taken.y0, box.y0), box.y1 - taken.height) - taken.y0
    ((lon, lat),) = window.earth(window.pages([(frame.lon, frame.lat)]) + np.array((x, y)))
    return replace(frame, lon=float(lon), lat=float(lat))


def _around(points: Array) -> Box:
    """The upright box around points of the page."""
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


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
    pairs = product(detail.corners, detail.window.box.ring())
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
    items.append(Shape((detail.edge,), pen=Pen(c["paper"], 2.2 * s, alpha=0.8), clip=detail.map.box))
    items.append(Shape((detail.edge,), pen=Pen(c["text"], 1.0 * s), clip=detail.map.box))
    return Group(DETAIL, "furniture", tuple(items), "Enlargement", box=box)


DETAIL = "furniture:detail"
