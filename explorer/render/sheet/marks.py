"""Features of a scene as drawn things on a page: every one inside the frame becomes a group under its own id.

A kind that is not known here is drawn in a plain style of its own and told as such; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from explorer.render import words
from explorer.render.sheet.ground import Window, lines, rings
from explorer.render.sheet.ink import PrintTheme, disc, ink
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape
from explorer.scene.feature import Feature
from explorer.views.view import Language

KNOWN = frozenset(
    {
        *(
            "halo",
            "order",
            "rail",
            "sea",
            "way-rail",
            "way-sea",
            "way-mark",
            "bare-site",
            "event-site",
            "site",
            "stop",
            "callout",
        ),
        *("zone-agreed", "zone-claimed", "zone-computed", "zone-islands"),
    }
)
"""Kinds with a style of their own."""
ZONE_DASHES: Mapping[str, tuple[float, ...]] = {
    "zone-agreed": (),
    "zone-claimed": (5.0, 3.0),
    "zone-computed": (0.01, 2.6),
    "zone-islands": (5.0, 3.0),
}
"""Agreed lines are solid, claimed dashed, computed dotted."""


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
        return words.say(self.language, phrase, **values)

    def told(self, text: str) -> str:
        """A text of the scene in the sheet's language, where there is one."""
        return words.told(self.language, text)


@dataclass(frozen=True, eq=False)
class Mark:
    """A feature inside the frame. ``at`` is where a point lies on the page; ``path`` are the vertices of a line."""

    feature: Feature
    group: Group
    at: tuple[float, float] | None = None
    path: tuple[Array, ...] = ()


def marks(features: tuple[Feature, ...], window: Window, style: Style) -> tuple[Mark, ...]:
    """Every feature that touches the frame, in the order of the scene."""
    found = (_mark(feature, window, style) for feature in features)
    return tuple(mark for mark in found if mark is not None)


def _mark(feature: Feature, window: Window, style: Style) -> Mark | None:
    if feature.geometry is None:
        return None
    geometry = _bendable(feature.geometry)
    page = shapely.transform(np.array([geometry]), window.pages)
    if not np.isfinite(shapely.get_coordinates(page)).all():
        return None
    cut = window.trimmed(page)
    if not len(cut) or not shapely.intersects(page, shapely.box(*_corners(window.box))).any():
        return None
    kind = int(shapely.get_type_id(shapely.get_parts(page))[0])
    if kind == 0:
        x, y = shapely.get_coordinates(page)[0]
        at = (float(x), float(y))
        return Mark(feature, _group(feature, _point(feature, at, style)), at)
    if kind == 3:
        return Mark(feature, _group(feature, (_area(feature, rings(cut), style, window.box),)), path=rings(cut))
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
    c, s, (x, y) = style.colours, style.scale, at
    glow: tuple[Item, ...] = (Shape((disc(x, y, 7.5 * s),), fill=c["select"], alpha=0.35),) if feature.selected else ()
    if feature.kind == "site":
        pen = Pen(c["text"], 1.1 * s, () if feature.basis == "named" else (1.6, 1.3))
        return (*glow, Shape((disc(x, y, 2.7 * s),), fill=c["paper"], pen=pen), Shape((disc(x, y, 1.1 * s),), fill=c["text"]))
    if feature.kind == "event-site":
        r = 2.9 * s
        diamond = np.array([(x, y + r), (x + r, y), (x, y - r), (x - r, y)])
        return (*glow, Shape((diamond,), fill=c["muted"], pen=Pen(c["paper"], 0.6 * s)))
    if feature.kind == "bare-site":
        return (*glow, Shape((disc(x, y, 1.9 * s),), fill=c["paper"], pen=Pen(c["muted"], 0.7 * s)))
    if feature.kind == "callout":
        return (*glow, Shape((disc(x, y, 3.4 * s),), fill=c["paper"], pen=Pen(c["select"], 1.4 * s)))
    if feature.kind == "way-mark":
        r = 2.8 * s
        ring = np.array([(x, y + r), (x + r, y - r * 0.8), (x - r, y - r * 0.8)])
        return (*glow, Shape((ring,), fill=c["paper"], pen=Pen(c["green"], 1.3 * s)))
    if feature.kind == "stop":
        colour = c[feature.colour or "order"]
        return (*glow, Shape((disc(x, y, 3.6 * s),), fill=c["paper"], pen=Pen(colour, 1.2 * s)))
    r = 3.2 * s
    cross = (np.array([(x - r, y), (x + r, y)]), np.array([(x, y - r), (x, y + r)]))
    return (
        *glow,
        Shape(cross, pen=Pen(c["paper"], 3.0 * s), closed=False),
        Shape(cross, pen=Pen(c["text"], 1.4 * s), closed=False),
    )


def _line(feature: Feature, path: tuple[Array, ...], style: Style, clip: Box) -> tuple[Item, ...]:
    c, s = style.colours, style.scale
    items = (
        [Shape(path, pen=Pen(c["select"], 9.0 * s, round=True, alpha=0.35), closed=False, clip=clip)] if feature.selected else []
    )
    return (*items, *line_items(feature.kind, feature.colour, path, c, s, clip))


def line_items(
    kind: str, own: str, path: tuple[Array, ...], c: Mapping[str, str], s: float, clip: Box | None = None
) -> tuple[Item, ...]:
    """A line of a kind, on the map and in the legend alike; ``own`` is a colour that is not the kind's."""

    def stroke(pen: Pen) -> Shape:
        return Shape(path, pen=pen, closed=False, clip=clip)

    if kind == "rail":
        return stroke(Pen(c["rail"], 3.4 * s)), stroke(Pen(c["tie"], 1.5 * s, (2.6, 3.0)))
    if kind == "sea":
        return stroke(Pen(c["paper"], 3.6 * s, alpha=0.85)), stroke(Pen(c["route"], 2.0 * s, (4.2, 2.2)))
    if kind == "way-rail":
        return (
            stroke(Pen(c["paper"], 5.4 * s, alpha=0.85)),
            stroke(Pen(c["green"], 3.4 * s)),
            stroke(Pen(c["tie"], 1.4 * s, (5.0, 3.0))),
        )
    if kind == "way-sea":
        return stroke(Pen(c["paper"], 4.4 * s, alpha=0.85)), stroke(Pen(c["green"], 2.4 * s, (7.0, 2.0, 1.6, 2.0)))
    if kind in ZONE_DASHES:
        return stroke(Pen(c["paper"], 3.0 * s, alpha=0.6)), stroke(Pen(c["zone"], 1.5 * s, ZONE_DASHES[kind], round=True))
    if kind == "order":
        return (stroke(Pen(c[own or "order"], 1.5 * s, (0.01, 2.6), round=True)),)
    return stroke(Pen(c["paper"], 3.2 * s, alpha=0.85)), stroke(Pen(c["muted"], 1.5 * s, (6.0, 1.6, 1.2, 1.6)))


def _area(feature: Feature, found: tuple[Array, ...], style: Style, clip: Box) -> Shape:
    c, s = style.colours, style.scale
    if feature.kind == "halo":
        pen, fill, alpha = Pen(c["halo"], 0.8 * s, (2.0, 2.4)), c["halo"], 0.08
    else:
        dash = {"claimed": (5.0, 2.5), "computed": (1.0, 2.0)}.get(status(feature), ())
        pen, fill, alpha = Pen(c["order"], 1.0 * s, dash), c["order"], 0.10
    return Shape(found, fill=fill, pen=pen, alpha=alpha, clip=clip)


def status(feature: Feature) -> str:
    """Agreed, claimed or computed, where a feature says so; agreed lines are solid, claimed dashed, computed dotted."""
    return str(getattr(feature, "status", "") or "")
