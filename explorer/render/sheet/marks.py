"""Features of a scene as drawn things on a page: every one inside the frame becomes a group under its own id.

How a feature looks stands in the table of kinds; the same drawing serves the map and the legend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from explorer import messages
from explorer.render.sheet.ground import Window, lines, rings
from explorer.render.sheet.ink import PrintTheme, disc, ink
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape
from explorer.scene.feature import Feature
from explorer.scene.kinds import FeatureKind, Form, Look
from explorer.views.view import Language

RING_PT = 5.2
"""Radius of a point of a kind that is drawn by its strokes alone."""


@dataclass(frozen=True)
class Style:
    """What all marks of one sheet share: the theme, the size of the page against a slide, the language of its words."""

    theme: PrintTheme
    scale: float
    language: Language = "en"

    @property
    def colours(self) -> dict[str, str]:
        """The palette."""
        return ink(self.theme)

    def say(self, phrase: str, **values: object) -> str:
        """A fixed phrase in the sheet's language."""
        return messages.say(self.language, phrase, **values)

    def told(self, text: str) -> str:
        """A text of the scene in the sheet's language, where there is one."""
        return messages.told(self.language, text)


@dataclass(frozen=True, eq=False)
class Mark:
    """A feature inside the frame. ``at`` is where a point lies on the page; ``path`` are the vertices of a line."""

    feature: Feature
    group: Group
    at: tuple[float, float] | None = None
    path: tuple[Array, ...] = ()


def marks(features: tuple[Feature, ...], window: Window, style: Style, hole: Box | None = None) -> tuple[Mark, ...]:
    """Every feature that touches the frame, in the order of the scene; without what lies in ``hole``."""
    found = (_mark(feature, window, style, hole) for feature in features)
    return tuple(mark for mark in found if mark is not None)


def _mark(feature: Feature, window: Window, style: Style, hole: Box | None) -> Mark | None:
    if feature.geometry is None:
        return None
    geometry = _bendable(feature.geometry)
    page = shapely.transform(np.array([geometry]), window.pages)
    if not np.isfinite(shapely.get_coordinates(page)).all():
        return None
    if hole is not None:
        page = shapely.difference(page, shapely.box(*_corners(hole)))
    cut = window.trimmed(page)
    if not len(cut) or not shapely.intersects(page, shapely.box(*_corners(window.box))).any():
        return None
    kind = int(shapely.get_type_id(shapely.get_parts(page))[0])
    if kind == 0:
        x, y = shapely.get_coordinates(page)[0]
        at = (float(x), float(y))
        return Mark(feature, _group(feature, _point(feature, at, style)), at)
    if kind == 3:
        area = area_items(feature.look, feature.hue, rings(cut), style, window.box)
        return Mark(feature, _group(feature, area), path=rings(cut))
    path = lines(cut)
    return Mark(feature, _group(feature, _line(feature, path, style, window.box)), path=path)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def _bendable(geometry: Mapping[str, Any]) -> Any:
    """The geometry with long strokes filled in, so that they bend as the projection bends them."""
    made = shape(dict(geometry))
    return shapely.segmentize(made, 0.5) if made.geom_type != "Point" else made


def _group(feature: Feature, items: tuple[Item, ...]) -> Group:
    return Group(feature.id, "feature", items, feature.title, feature.kind)


def _point(feature: Feature, at: tuple[float, float], style: Style) -> tuple[Item, ...]:
    x, y = at
    glow = Shape((disc(x, y, 7.5 * style.scale),), fill=style.colours["select"], alpha=0.35)
    named = feature.basis != "inferred" or feature.look.widget != "pill"
    return (*((glow,) if feature.selected else ()), *point_items(feature.look, feature.hue, x, y, style, named=named))


def point_items(
    look: FeatureKind, hue: str, x: float, y: float, style: Style, *, named: bool = True, size: float = 1.0
) -> tuple[Item, ...]:
    """A point of a kind, on the map and in the legend alike, the edge broken where its place is not ``named``."""
    c, s, mark = style.colours, style.scale * size, look.mark
    if mark is None:
        return area_items(look, hue, (disc(x, y, RING_PT * s),), style)
    edge = Pen(c[mark.edge.colour or hue], mark.edge.width_pt * style.scale, () if named else (1.6, 1.3)) if mark.edge else None
    body = Shape((_FORMS[mark.form](x, y, mark.radius_pt * s),), fill=c[mark.fill or hue], pen=edge)
    core = (Shape((disc(x, y, 1.1 * s),), fill=c[hue]),) if mark.form == "target" else ()
    return (body, *core)


def _diamond(x: float, y: float, r: float) -> Array:
    return np.array([(x, y + r), (x + r, y), (x, y - r), (x - r, y)])


def _triangle(x: float, y: float, r: float) -> Array:
    return np.array([(x, y + r), (x + r, y - r * 0.8), (x - r, y - r * 0.8)])


_FORMS: Mapping[Form, Callable[[float, float, float], Array]] = {
    "disc": disc, "target": disc, "diamond": _diamond, "triangle": _triangle,
}  # fmt: skip


def _line(feature: Feature, path: tuple[Array, ...], style: Style, clip: Box) -> tuple[Item, ...]:
    glow = Pen(style.colours["select"], 9.0 * style.scale, round=True, alpha=0.35)
    below = (Shape(path, pen=glow, closed=False, clip=clip),) if feature.selected else ()
    return (*below, *line_items(feature.look, feature.hue, path, style, clip))


def line_items(look: Look, hue: str, path: tuple[Array, ...], style: Style, clip: Box | None = None) -> tuple[Item, ...]:
    """A line of a kind, on the map and in the legend alike."""
    return tuple(Shape(path, pen=pen, closed=False, clip=clip) for pen in _pens(look, hue, style))


def area_items(
    look: Look, hue: str, found: tuple[Array, ...], style: Style, clip: Box | None = None, hatch: str = ""
) -> tuple[Item, ...]:
    """An area of a kind with its edge, on the map and in the legend alike."""
    *below, edge = _pens(look, hue, style)
    casing = tuple(Shape(found, pen=pen, clip=clip) for pen in below)
    return (*casing, Shape(found, fill=style.colours[hue], pen=edge, alpha=look.fill, clip=clip, hatch=hatch))


def _pens(look: Look, hue: str, style: Style) -> tuple[Pen, ...]:
    """The strokes of a kind as pens of this sheet."""
    c, s = style.colours, style.scale
    return tuple(Pen(c[k.colour or hue], k.width_pt * s, k.dash_pt, k.round, k.opacity) for k in look.strokes)
