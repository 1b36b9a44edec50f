"""Lettering of a sheet beside its places: stops, dated facts, notes of a story, lines of zones, and the names of the ground."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from explorer.messages import short_days
from explorer.render.layers import BASE_LAYERS
from explorer.render.sheet import fonts
from explorer.render.sheet.ground import Window
from explorer.render.sheet.ink import disc
from explorer.render.sheet.marks import RING_PT, Mark, Style
from explorer.render.sheet.options import LEAST_PT
from explorer.render.sheet.placing import Block, Spot
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Array, Box, Face, Group, Item, Pen, Shape, Words
from explorer.render.words import detail_words, standing
from explorer.scene.feature import Feature
from explorer.scene.kinds import Lettering
from explorer.views.view import LANGUAGES, Language
from explorer.world.world import World

FAR = (7.0, 15.0, 25.0, 38.0, 54.0, 72.0)
"""How far a label may be moved from its mark, with a line back to it, in points on a slide."""
Label = tuple[Block, tuple[Mark, ...]]
"""Something to be lettered, and the marks that it stands for."""

_NOTE_ROOM, _LINE_ROOM = 128.0, 150.0
"""How long a line of a note, or of the name of a zone's line, gets before it is broken."""
_LEADING = 1.2
_STOP = 9.2
_CROWDED = 9.0
"""How near (points on a slide) to a place with statements a dated fact's name may not stand off with a line of its own."""


def apart(a: Mark, b: Mark) -> float:
    """How far two points lie from each other on the page."""
    (ax, ay), (bx, by) = a.at or (0.0, 0.0), b.at or (0.0, 0.0)
    return math.hypot(ax - bx, ay - by)


def leader(spot: Spot, style: Style, rows: Sequence[Box] = ()) -> tuple[Item, ...]:
    """The line from a label that stands off back to its mark; ``rows`` are its lines where it has no box to be seen."""
    if not spot.led:
        return ()
    ends = [row.nearest(*spot.anchor) for row in rows or (spot.box,)]
    line = np.array([spot.anchor, min(ends, key=lambda end: math.dist(end, spot.anchor))])
    c, s = style.colours, style.scale
    return (
        Shape((line,), pen=Pen(c["paper"], 1.8 * s, alpha=0.8), closed=False),
        Shape((line,), pen=Pen(c["text"], 0.6 * s), closed=False),
    )


def badge(text: str, x: float, y: float, style: Style, *, square: bool = False) -> list[Item]:
    """A number in a disc (a call-out) or a letter in a square (the key)."""
    s, c = style.scale, style.colours
    r = _BADGE * s
    ring = np.array([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]) if square else disc(x, y, r)
    fill, colour = (c["paper"], c["text"]) if square else (c["text"], c["paper"])
    letters = Words(text, x, y - 3.2 * s, LEAST_PT * s, colour, "bold", "center")
    return [Shape((ring,), fill=fill, pen=Pen(c["text"], 0.8 * s)), letters]


_BADGE, BADGE_ROOM = 5.6, 12.6
"""Radius of a badge, and room of one in a row, in points on a slide."""


# ---- stops, facts, notes and lines -----------------------------------------------------------------------------------


def others(found: Sequence[Mark], style: Style, numbers: Mapping[str, Sequence[int]]) -> list[Label]:
    """Stops, dated facts, other places, notes of a step, and lines whose kind is named on the map."""
    made: list[Label] = [(_stop_block(group, style), group) for group in _stops(found, style)]
    stated = [mark for mark in found if mark.feature.look.widget in {"pill", "number"}]
    ends = {end for mark in found for end in mark.feature.ends}
    for mark in found:
        lettering = mark.feature.look.lettering
        if lettering is None or mark in stated:
            continue
        if mark.at is not None:
            crowded = any(apart(mark, other) < _CROWDED * style.scale for other in stated)
            block = _point_block(mark, mark.at, lettering, style, numbers.get(mark.feature.id, ()), crowded=crowded)
            made.append((_wanted(block, style) if mark.feature.id in ends else block, (mark,)))
        else:
            made.append((_line_block(mark, lettering, style), (mark,)))
    return made


def _wanted(block: Block, style: Style) -> Block:
    """The name of a place where a line ends, which stands on the map wherever there is room at all."""
    return replace(block, priority=block.priority + 1000.0, far=tuple(step * style.scale for step in FAR), shy=False)


def _point_block(
    mark: Mark, at: tuple[float, float], lettering: Lettering, style: Style, numbers: Sequence[int], *, crowded: bool
) -> Block:
    s, f, widget = style.scale, mark.feature, mark.feature.look.widget
    steps = FAR if widget == "note" else FAR[:2] if widget is None or (widget == "fact" and not crowded) else ()
    reach = (9.0 if widget == "note" else 3.6 if f.look.mark else RING_PT + 1.0) * s
    width, height = _extent(f, lettering, style)
    if numbers:
        width, height, steps = width + (BADGE_ROOM * len(numbers) + 2.0) * s, max(height, BADGE_ROOM * s), FAR
    rank = lettering.rank + f.rank + (1500.0 if numbers else 0.0)
    return Block(
        f.id, *at, width, height, reach, rank, tuple(step * s for step in steps), shy=widget in {"dot", "fact"} and not numbers
    )


def _line_block(mark: Mark, lettering: Lettering, style: Style) -> Block:
    s, middle, size = style.scale, max(mark.path, key=len), _extent(mark.feature, lettering, style)
    anchors = [(float(x), float(y)) for x, y in _along(middle, _SHARES)]
    steps = (8.0 * s, 18.0 * s, 30.0 * s)
    return Block(mark.feature.id, *anchors[0], *size, 3.0 * s, lettering.rank, steps, elsewhere=tuple(anchors[1:]))


_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where along a line its name may stand, the most liked first."""


def _along(line: Array, shares: Sequence[float]) -> Array:
    """Points at shares of the length of a line, (n, 2)."""
    points = shapely.line_interpolate_point(shapely.LineString(line), shares, normalized=True)
    return np.asarray(shapely.get_coordinates(points))


def _lines(feature: Feature, lettering: Lettering, style: Style) -> list[tuple[str, Face]]:
    """What stands at a mark: its name; below it how a line of the zones stands, or what a note says."""
    s, size, name = style.scale, lettering.size_pt * style.scale, style.told(feature.title)
    if feature.look.widget == "note":
        detail = detail_words(style.language, feature.detail)
        head = fonts.wrapped(name, size, _NOTE_ROOM * s, "bold")
        return [*((line, "bold") for line in head), *((line, "regular") for line in fonts.wrapped(detail, size, _NOTE_ROOM * s))]
    face: Face = "regular" if feature.look.mark else "italic"
    if feature.status:
        text = f"{name} ({standing(style.language, feature)})"
        return [(line, face) for line in fonts.wrapped(text, size, _LINE_ROOM * s, face)]
    return [(fonts.shortened(name, size, 190.0 * s), face)]


def _extent(feature: Feature, lettering: Lettering, style: Style) -> tuple[float, float]:
    """Width and height that the words at a mark need."""
    s, size, lines = style.scale, lettering.size_pt, _lines(feature, lettering, style)
    edge = (7.0, 4.0) if feature.look.widget == "note" else (1.0, 0.0)
    width = max(fonts.width(text, size * s, face) for text, face in lines)
    return width + edge[0] * s, (len(lines) * size * _LEADING + edge[1]) * s


def draw_other(mark: Mark, lettering: Lettering, spot: Spot, style: Style, numbers: Sequence[int] = ()) -> Group:
    """The words at a mark, with its call-out numbers; a note of a step stands on paper of its own, edged like its place."""
    f, s, c, box = mark.feature, style.scale, style.colours, spot.box
    size, note = lettering.size_pt * s, f.look.widget == "note"
    rows = _rows(f, lettering, style, spot, note=note)
    items: list[Item] = [*leader(spot, style, () if note else [row for _, row in rows])]
    if note:
        edge = Pen(c["text"], 0.9 * s, () if f.basis == "named" else (2.2, 1.6))
        items.append(Shape((box.ring(),), fill=c["paper"], pen=edge, alpha=0.96))
    halo = "" if note else c["land" if mark.at is not None else "sea"]
    for (text, face), row in rows:
        items.append(Words(text, row.x0, row.y0 + size * 0.26, size, c[lettering.colour], face, halo=halo))
    middle = (box.y0 + box.y1) / 2.0
    for n, number in enumerate(numbers):
        items += badge(str(number), box.x1 - (BADGE_ROOM * (len(numbers) - n) - BADGE_ROOM / 2.0) * s, middle, style)
    return Group(f"{f.id}/label", "label", tuple(items), f.title, f.kind, box)


def _rows(f: Feature, lettering: Lettering, style: Style, spot: Spot, *, note: bool) -> list[tuple[tuple[str, Face], Box]]:
    """The lines of a label and where each stands: at the side of its block that is turned to its anchor."""
    s, size, box = style.scale, lettering.size_pt * style.scale, spot.box
    left, top = (box.x0 + 3.5 * s, box.y1 - 2.0 * s) if note else (box.x0, box.y1)
    made = []
    for n, (text, face) in enumerate(_lines(f, lettering, style), 1):
        width = fonts.width(text, size, face)
        x = box.x1 - s - width if not note and box.x1 <= spot.anchor[0] else left
        base = top - n * size * _LEADING
        made.append(((text, face), Box(x, base, x + width, base + size * _LEADING)))
    return made


def _stops(found: Sequence[Mark], style: Style) -> list[tuple[Mark, ...]]:
    groups: list[list[Mark]] = []
    for mark in (m for m in found if m.feature.look.widget == "number"):
        near = (g for g in groups if g[0].feature.layer == mark.feature.layer and apart(g[0], mark) < 11.0 * style.scale)
        host = next(near, None)
        if host is None:
            groups.append([mark])
        else:
            host.append(mark)
    return [tuple(group) for group in groups]


def _stop_text(group: tuple[Mark, ...]) -> str:
    numbers = sorted(m.feature.number or 0 for m in group)
    runs = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}–{numbers[-1]}" if runs else "·".join(map(str, numbers))


def _stop_days(group: tuple[Mark, ...], style: Style) -> str:
    """The days of the stops at one place, in order."""
    days = sorted({date.fromisoformat(day) for mark in group for day in mark.feature.days})
    return short_days(style.language, days)


def _stop_box(group: tuple[Mark, ...], style: Style) -> float:
    """Width of the coloured box with the numbers."""
    s = style.scale
    return max(13.0 * s, fonts.width(_stop_text(group), _STOP * s, "bold") + 6.0 * s)


def _stop_block(group: tuple[Mark, ...], style: Style) -> Block:
    s, days = style.scale, _stop_days(group, style)
    width = _stop_box(group, style) + (fonts.width(days, LEAST_PT * s) + 4.0 * s if days else 0.0)
    x, y = group[0].at or (0.0, 0.0)
    return Block(group[0].feature.id, x, y, width, 13.0 * s, 4.6 * s, 2600.0, tuple(step * s for step in FAR))


def draw_stop(group: tuple[Mark, ...], spot: Spot, style: Style) -> Group:
    """The numbers of the stops at one place, in the colour of their journey."""
    s, c, box, first = style.scale, style.colours, spot.box, group[0].feature
    wide, days = _stop_box(group, style), _stop_days(group, style)
    text = Words(_stop_text(group), box.x0 + wide / 2, box.y0 + 3.4 * s, _STOP * s, c["paper"], "bold", "center")
    numbers = replace(box, x1=box.x0 + wide)
    items: list[Item] = [*leader(spot, style), Shape((numbers.ring(),), fill=c[first.hue], pen=Pen(c["paper"], 0.6 * s)), text]
    if days:
        items.append(Words(days, numbers.x1 + 2.5 * s, box.y0 + 3.4 * s, LEAST_PT * s, c[first.hue], halo=c["land"]))
    return Group(f"{first.id}/label", "label", tuple(items), " — ".join(m.feature.title for m in group), first.kind, box)


@lru_cache(maxsize=4)
def _ground_table(world: World) -> tuple[Mapping[str, Any], ...]:
    layer = next(layer for layer in BASE_LAYERS if layer.role == "labels")
    return tuple(json.loads(layer.content(world)))


_GROUND: dict[str, tuple[float, Face, str]] = {
    "country": (10.5, "regular", "land_text"), "sea": (10.5, "italic", "water_text"), "bay": (9.0, "italic", "water_text"),
    "strait": (9.0, "italic", "water_text"), "city": (9.2, "regular", "muted"), "town": (9.0, "regular", "muted"),
}  # fmt: skip


_SOONER = 2.2


def _countries(world: World, frame: Frame, zoom: float) -> list[Mapping[str, Any]]:
    """Rows of the countries of a scale; one has two names, for far and for near, which leave the scales between them open."""
    rows = [r for r in _ground_table(world) if r["kind"] == "country" and r["min_zoom"] - _GAP <= zoom <= r["max_zoom"] + _GAP]
    return [row for row, held in zip(rows, frame.holds(_spots(rows)), strict=True) if held]


def _spots(rows: Sequence[Mapping[str, Any]]) -> Array:
    return np.array([(row["lon"], row["lat"]) for row in rows], dtype=np.float64).reshape(-1, 2)


_GAP = 1.1


def _name_width(row: Mapping[str, Any], text: str, size: float, face: Face) -> float:
    """Room of a name; a country's is that of its longest, so that it stands on the map in all languages or in none."""
    texts = [str(row.get(f"name_{other}") or row["name_en"]) for other in LANGUAGES] if row["kind"] == "country" else [text]
    return max(fonts.width(one, size, face) for one in texts)


def _on_course(row: Mapping[str, Any], x: float, y: float, course: Array, style: Style) -> bool:
    """Whether a town lies on a drawn line."""
    return row["kind"] in {"city", "town"} and bool((np.hypot(course[:, 0] - x, course[:, 1] - y) < 4.0 * style.scale).any())


def ground_names(
    world: World, window: Window, style: Style, language: Language, zoom: float, used: set[str], course: Array,
    countries: tuple[Frame, float] | None,
) -> list[tuple[Block, Mapping[str, Any]]]:  # fmt: skip
    """Names of towns, waters and countries of this scale, in the language asked for; towns on a drawn line come in sooner.

    Those of countries go by a frame and a zoom of their own, the same in all languages; without them none is set.
    """
    s = style.scale
    made: list[tuple[Block, Mapping[str, Any]]] = []
    rows = [
        r for r in _ground_table(world) if r["kind"] != "country" and r["min_zoom"] <= zoom + _SOONER and zoom <= r["max_zoom"]
    ]
    rows = [*(_countries(world, *countries) if countries else ()), *rows]
    spots = _spots(rows)
    for n, (row, held, (x, y)) in enumerate(zip(rows, window.frame.holds(spots), window.pages(spots), strict=True)):
        if not held:
            continue
        text = str(row.get(f"name_{language}") or row["name_en"])
        if text.casefold() in used:
            continue
        used = used | ({text.casefold()} if row["kind"] in {"city", "town", "country"} else set())
        size, face, _ = _GROUND[row["kind"]]
        sooner = row["kind"] != "country" and row["min_zoom"] > zoom + 0.2
        if sooner and not _on_course(row, float(x), float(y), course, style):
            continue
        area = row["kind"] in {"country", "sea", "bay", "strait"}
        width = _name_width(row, text, size * s, face) + 2.0 * s
        drift = {"sea": 90.0, "country": 70.0, "bay": 16.0, "strait": 14.0}.get(row["kind"], 0.0) * s
        block = Block(
            f"name:{n}",
            float(x),
            float(y),
            width,
            size * 1.2 * s,
            2.6 * s,
            float(row["rank"]),
            centred=area,
            drift=drift,
            shy=not area,
        )
        made.append((block, {**row, "text": text}))
    return made


def draw_ground(block: Block, row: Mapping[str, Any], spot: Spot, style: Style) -> Group:
    """The name of a town, a water or a country."""
    size, face, colour = _GROUND[row["kind"]]
    s, c, box = style.scale, style.colours, spot.box
    water = colour == "water_text"
    middle, halo = (box.x0 + box.x1) / 2.0, c["sea" if water else "land"]
    words = Words(row["text"], middle, box.y0 + size * 0.26 * s, size * s, c[colour], face, "center", halo)
    dot = (Shape((disc(block.x, block.y, 1.2 * s),), fill=c["muted"]),) if not block.centred else ()
    return Group(
        f"ground:name:{row['kind']}:{row['name_en']}:{block.id[5:]}", "label", (*dot, words), row["text"], row["kind"], box
    )
