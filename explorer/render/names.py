"""Labels of a sheet: what is named, what gets a letter of the key instead, and the drawing of both."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from explorer.feature import Feature
from explorer.render import fonts
from explorer.render.base import BASE_LAYERS
from explorer.render.ground import Window
from explorer.render.ink import disc, stance_glyph
from explorer.render.marks import KNOWN, Mark, Style
from explorer.render.placing import Block, Spot, place
from explorer.render.sheet import Array, Box, Face, Group, Item, Pen, Shape, Words
from explorer.view import Language
from explorer.world import World

_MERGE = 5.0
"""Places whose dots are nearer than this (points on a slide) stand under one label with a letter of the key."""
_FAR = (7.0, 15.0, 25.0, 38.0, 54.0)


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
    world: World, language: Language, zoom: float, extra: Sequence[Block] = (),
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
    """
    blocked = [*obstacles, *(_dot(mark, style) for mark in found if mark.at is not None)]
    avoid = _route_points(found)
    places = _gathered([m for m in found if m.feature.kind == "site"], numbers, style)
    others = _others(found, style)
    ground = _ground_names(world, window, style, language, zoom, {m.feature.title.casefold() for m in found})
    for _ in range(8):
        blocks = [*extra, *(_block(p, style) for p in places)] + [b for b, _ in others] + [b for b, _ in ground]
        spots = place(blocks, window.box.grown(-1.5 * style.scale), blocked, avoid)
        failed = [p for p in places if p.mark.feature.id not in spots]
        if not failed:
            break
        places = _relieved(places, failed)
    return _drawn(places, others, ground, spots, found, style)


def _dot(mark: Mark, style: Style) -> Box:
    x, y = mark.at or (0.0, 0.0)
    r = {"site": 3.2, "event-site": 2.8, "stop": 4.0}.get(mark.feature.kind, 2.2) * style.scale
    return Box(x - r, y - r, x + r, y + r)


def _route_points(found: Iterable[Mark]) -> Array:
    parts = [part for mark in found if mark.feature.kind != "halo" for part in mark.path]
    if not parts:
        return np.empty((0, 2))
    return np.concatenate([_along(part) for part in parts])


def _along(part: Array) -> Array:
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
        n = next((n for n, lead in enumerate(leads) if _apart(lead.mark, mark) < _MERGE * style.scale), None)
        if n is None:
            leads.append(_Place(mark, (), own))
        else:
            lead = leads[n]
            leads[n] = replace(lead, members=(*lead.members, mark), numbers=tuple(sorted({*lead.numbers, *own})))
    return leads


def _apart(a: Mark, b: Mark) -> float:
    (ax, ay), (bx, by) = a.at or (0.0, 0.0), b.at or (0.0, 0.0)
    return math.hypot(ax - bx, ay - by)


def _relieved(places: list[_Place], failed: list[_Place]) -> list[_Place]:
    """A place without room gets a letter only; one that has no room even so joins its nearest neighbour's letter."""
    fresh = {p.mark.feature.id for p in failed if not p.short}
    places = [replace(p, short=True) if p.mark.feature.id in fresh else p for p in places]
    hopeless = [p for p in failed if p.short]
    for lost in hopeless:
        rest = [p for p in places if p.mark is not lost.mark]
        if not rest:
            break
        host = min(rest, key=lambda p: (_apart(p.mark, lost.mark), p.mark.feature.id))
        joined = replace(
            host,
            members=(*host.members, lost.mark, *lost.members),
            numbers=tuple(sorted({*host.numbers, *lost.numbers})),
        )
        places = [joined if p is host else p for p in rest]
    return places


_SIZE = 8.6


def _pill_width(mark: Mark, s: float) -> float:
    stances = len(mark.feature.stances)
    return (5.0 + 8.4 * min(stances, 4)) * s + fonts.width(str(len(mark.feature.claims)), 7.2 * s, "bold") + 4.0 * s


def _block(p: _Place, style: Style) -> Block:
    s, f = style.scale, p.mark.feature
    width = _pill_width(p.mark, s)
    if not p.short:
        width += 2.5 * s + fonts.width(f.title, _SIZE * s, "bold")
    width += (10.5 * s) * (len(p.numbers) + (1 if p.keyed else 0))
    x, y = p.mark.at or (0.0, 0.0)
    priority = 1000.0 + f.rank + (500.0 if p.numbers else 0.0) + (1000.0 if f.selected else 0.0) + (300.0 if p.short else 0.0)
    return Block(f.id, x, y, width, 12.6 * s, 4.2 * s, priority, tuple(step * s for step in _FAR))


def _draw_place(p: _Place, letter: str, spot: Spot, style: Style) -> Group:
    s, c, f, box = style.scale, style.colours, p.mark.feature, spot.box
    middle = (box.y0 + box.y1) / 2.0
    items: list[Item] = list(_leader(spot, style))
    width = _pill_width(p.mark, s)
    dash = () if f.basis == "named" else (2.2, 1.6)
    items.append(Shape((_rounded(box.x0, middle, width, 11.0 * s),), fill=c["paper"], pen=Pen(c["text"], 0.9 * s, dash)))
    x = box.x0 + 4.0 * s
    for stance, _ in f.stances[:4]:
        items.append(stance_glyph(stance, style.theme, x + 3.7 * s, middle, 7.0 * s))
        x += 8.4 * s
    items.append(Words(str(len(f.claims)), x + 0.6 * s, middle - 2.6 * s, 7.2 * s, c["text"], "bold"))
    x = box.x0 + width + 2.5 * s
    if not p.short:
        items.append(Words(f.title, x, middle - 3.1 * s, _SIZE * s, c["text"], "bold", halo=c["land"]))
        x += fonts.width(f.title, _SIZE * s, "bold") + 1.0 * s
    for number in p.numbers:
        items += badge(str(number), x + 4.8 * s, middle, style)
        x += 10.5 * s
    if p.keyed:
        items += badge(letter, x + 4.8 * s, middle, style, square=True)
    return Group(f"{f.id}/label", "label", tuple(items), f.title, f.kind, box)


def badge(text: str, x: float, y: float, style: Style, *, square: bool = False) -> list[Item]:
    """A number in a disc (a call-out) or a letter in a square (the key)."""
    s, c = style.scale, style.colours
    r = 4.6 * s
    ring = np.array([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]) if square else disc(x, y, r)
    fill, colour = (c["paper"], c["text"]) if square else (c["text"], c["paper"])
    letters = Words(text, x, y - 2.5 * s, 7.0 * s, colour, "bold", "center")
    return [Shape((ring,), fill=fill, pen=Pen(c["text"], 0.8 * s)), letters]


def _rounded(x: float, middle: float, width: float, height: float) -> Array:
    r = height / 2.0
    turn = np.linspace(-np.pi / 2, np.pi / 2, 9)
    right = np.column_stack([x + width - r + r * np.cos(turn), middle + r * np.sin(turn)])
    left = np.column_stack([x + r - r * np.cos(turn), middle - r * np.sin(turn)])
    return np.vstack([right, left])


def _leader(spot: Spot, style: Style) -> tuple[Item, ...]:
    if spot.leader is None:
        return ()
    line = np.array(spot.leader)
    c, s = style.colours, style.scale
    return (
        Shape((line,), pen=Pen(c["paper"], 1.8 * s, alpha=0.8), closed=False),
        Shape((line,), pen=Pen(c["text"], 0.6 * s), closed=False),
    )


# ---- everything else -------------------------------------------------------------------------------------------------

_Label = tuple[Block, tuple[Mark, ...]]


def _others(found: Sequence[Mark], style: Style) -> list[_Label]:
    """Stops, dated facts, other places and lines of unknown kinds."""
    made: list[_Label] = [(_stop_block(group, style), group) for group in _stops(found, style)]
    s = style.scale
    for mark in found:
        f = mark.feature
        if mark.at is not None and f.kind not in {"site", "stop"}:
            priority, size = (450.0, 7.4) if f.kind == "event-site" else (90.0, 6.8) if f.kind == "bare-site" else (600.0, 7.8)
            width = fonts.width(_words_of(f, s), size * s) + 1.0 * s
            far = tuple(step * s for step in _FAR) if f.kind == "callout" else ()
            made.append((Block(f.id, *mark.at, width, size * 1.2 * s, 3.6 * s, priority + f.rank, far), (mark,)))
        elif mark.path and (f.kind not in KNOWN or f.kind.startswith("zone-")):
            middle = max(mark.path, key=len)
            x, y = middle[len(middle) // 2]
            width = fonts.width(_words_of(f, s), 7.0 * s, "italic")
            made.append((Block(f.id, float(x), float(y), width, 8.4 * s, 3.0 * s, 420.0, (8.0 * s, 18.0 * s)), (mark,)))
    return made


def _words_of(feature: Feature, s: float) -> str:
    """What stands at a mark: its name, of a claimed or computed line also how it stands, of a note what it says."""
    text = feature.title
    if feature.kind.startswith("zone-"):
        standing = feature.detail.partition(". ")[0]
        text = f"{text} ({standing[:1].lower()}{standing[1:]})"
    if feature.kind == "callout":
        text = f"{text}: {feature.detail}"
    return fonts.shortened(text, 7.4 * s, 190.0 * s)


def _stops(found: Sequence[Mark], style: Style) -> list[tuple[Mark, ...]]:
    groups: list[list[Mark]] = []
    for mark in (m for m in found if m.feature.kind == "stop"):
        near = (g for g in groups if g[0].feature.layer is mark.feature.layer and _apart(g[0], mark) < 11.0 * style.scale)
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


def _stop_block(group: tuple[Mark, ...], style: Style) -> Block:
    s = style.scale
    width = max(11.0 * s, fonts.width(_stop_text(group), 7.6 * s, "bold") + 6.0 * s)
    x, y = group[0].at or (0.0, 0.0)
    return Block(group[0].feature.id, x, y, width, 11.0 * s, 4.6 * s, 2600.0, tuple(step * s for step in _FAR))


def _draw_stop(group: tuple[Mark, ...], spot: Spot, style: Style) -> Group:
    s, c, box, first = style.scale, style.colours, spot.box, group[0].feature
    colour = c["visit"] if first.layer.value == "visit" else c["order"]
    text = Words(_stop_text(group), (box.x0 + box.x1) / 2, box.y0 + 2.9 * s, 7.6 * s, c["paper"], "bold", "center")
    items = (*_leader(spot, style), Shape((box.ring(),), fill=colour, pen=Pen(c["paper"], 0.6 * s)), text)
    return Group(f"{first.id}/label", "label", items, " — ".join(m.feature.title for m in group), "stop", box)


@lru_cache(maxsize=4)
def _ground_table(world: World) -> tuple[Mapping[str, Any], ...]:
    layer = next(layer for layer in BASE_LAYERS if layer.role == "labels")
    return tuple(json.loads(layer.content(world)))


_GROUND: dict[str, tuple[float, Face, str]] = {
    "country": (9.5, "regular", "land_text"), "sea": (10.0, "italic", "water_text"), "bay": (7.6, "italic", "water_text"),
    "strait": (7.6, "italic", "water_text"), "city": (7.8, "regular", "muted"), "town": (7.0, "regular", "muted"),
}  # fmt: skip


def _ground_names(
    world: World, window: Window, style: Style, language: Language, zoom: float, used: set[str]
) -> list[tuple[Block, Mapping[str, Any]]]:
    """Names of towns, waters and countries of this scale, in the language asked for."""
    s = style.scale
    made: list[tuple[Block, Mapping[str, Any]]] = []
    rows = [r for r in _ground_table(world) if r["min_zoom"] <= zoom + 0.2 and zoom <= r["max_zoom"]]
    for n, row in enumerate(rows):
        if not window.frame.holds((row["lon"], row["lat"]))[0]:
            continue
        text = str(row.get(f"name_{language}") or row["name_en"])
        if text.casefold() in used:
            continue
        used = used | ({text.casefold()} if row["kind"] in {"city", "town"} else set())
        size, face, _ = _GROUND[row["kind"]]
        x, y = window.pages([(row["lon"], row["lat"])])[0]
        area = row["kind"] in {"country", "sea", "bay", "strait"}
        width = fonts.width(text, size * s, face) + 2.0 * s
        drift = {"sea": 90.0, "country": 70.0, "bay": 16.0, "strait": 14.0}.get(row["kind"], 0.0) * s
        block = Block(
            f"name:{n}", float(x), float(y), width, size * 1.2 * s, 2.6 * s, float(row["rank"]), centred=area, drift=drift
        )
        made.append((block, {**row, "text": text}))
    return made


def _draw_ground(block: Block, row: Mapping[str, Any], spot: Spot, style: Style) -> Group:
    size, face, colour = _GROUND[row["kind"]]
    s, c, box = style.scale, style.colours, spot.box
    water = colour == "water_text"
    words = Words(
        row["text"], box.x0 + 1.0 * s, box.y0 + size * 0.26 * s, size * s, c[colour], face, halo=c["sea" if water else "land"]
    )
    dot = (Shape((disc(block.x, block.y, 1.2 * s),), fill=c["muted"]),) if not block.centred else ()
    return Group(
        f"ground:name:{row['kind']}:{row['name_en']}:{block.id[5:]}", "label", (*dot, words), row["text"], row["kind"], box
    )


def _draw_other(mark: Mark, spot: Spot, style: Style) -> Group:
    f, s, c, box = mark.feature, style.scale, style.colours, spot.box
    size = {"event-site": 7.4, "bare-site": 6.8}.get(f.kind, 7.8 if mark.at is not None else 7.0) * s
    face: Face = "italic" if mark.at is None else "regular"
    colour = "zone" if f.kind.startswith("zone-") else "text" if f.kind in {"event-site", "callout"} else "muted"
    halo = c["land" if mark.at is not None else "sea"]
    words = Words(_words_of(f, s), box.x0, box.y0 + size * 0.26, size, c[colour], face, halo=halo)
    return Group(f"{f.id}/label", "label", (*_leader(spot, style), words), f.title, f.kind, box)


def _letter(n: int) -> str:
    return chr(97 + n) if n < 26 else chr(96 + n // 26) + chr(97 + n % 26)


def _drawn(
    places: list[_Place], others: list[_Label], ground: list[tuple[Block, Mapping[str, Any]]], spots: Mapping[str, Spot],
    found: Sequence[Mark], style: Style,
) -> Named:  # fmt: skip
    keyed = sorted((p for p in places if p.keyed and p.mark.feature.id in spots), key=lambda p: -spots[p.mark.feature.id].box.y1)
    letters = {p.mark.feature.id: _letter(n) for n, p in enumerate(keyed)}
    groups = [_draw_ground(block, row, spots[block.id], style) for block, row in ground if block.id in spots]
    for block, group in others:
        if block.id in spots:
            kind = group[0].feature.kind
            groups.append(
                _draw_stop(group, spots[block.id], style) if kind == "stop" else _draw_other(group[0], spots[block.id], style)
            )
    groups += [
        _draw_place(p, letters.get(p.mark.feature.id, ""), spots[p.mark.feature.id], style)
        for p in places
        if p.mark.feature.id in spots
    ]
    key = tuple((letters[p.mark.feature.id], (p.mark, *p.members)) for p in keyed)
    told = {m.feature.id for p in places if p.mark.feature.id in spots for m in (p.mark, *p.members)}
    told |= {m.feature.id for block, group in others if block.id in spots for m in group}
    missing = tuple(m for m in found if m.at is not None and m.feature.id not in told)
    extra = {name: spot for name, spot in spots.items() if name.startswith("note:")}
    return Named(tuple(groups), key, tuple(m.feature.id for m in found if m.feature.id in told), missing, extra)
