"""The legend of a sheet: the rows of the scene's that this frame needs, in the words of this sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import shapely

from explorer.render.layers import WITHIN
from explorer.render.sheet.ground import Window
from explorer.render.sheet.marks import Mark
from explorer.scene.build import Scene
from explorer.scene.feature import LegendItem
from explorer.scene.kinds import BACKDROPS, KINDS


def rows(scene: Scene, window: Window, found: Sequence[Mark], *, own: bool) -> tuple[LegendItem, ...]:
    """The scene's legend, less what is outside this frame; with ``own`` a row for the briefer's notes."""
    here = {mark.feature.kind for mark in found} | BACKDROPS.keys()
    here |= {f"stance:{stance.name.lower()}" for mark in found for stance, _ in mark.feature.stances}
    here |= {f"basis:{mark.feature.basis}" for mark in found if mark.feature.kind == "site"}
    kept = [_with_edge(item, window) for item in scene.legend if item.symbol in here]
    if own:
        kept.append(LegendItem("note", "note by the briefer, not from the ledger"))
    return tuple(kept)


def _with_edge(item: LegendItem, window: Window) -> LegendItem:
    """The row of the railways, saying that their lines end at the edge of the data where the frame goes beyond it."""
    beyond = item.symbol == "railways" and not WITHIN.contains(shapely.box(*window.frame.lonlat_box()))
    return replace(item, note="mapped near the border and along the trunk only") if beyond else item


def by_journey(legend: Sequence[LegendItem], found: Sequence[Mark], *, with_names: bool) -> tuple[LegendItem, ...]:
    """The row of stops with their names, once for each journey in its colour; without them one row for all journeys."""
    made: list[LegendItem] = []
    for item in legend:
        kind = KINDS.get(item.symbol)
        if kind is None or not kind.by_colour:
            made.append(item)
            continue
        journeys = {m.feature.layer: m.feature.hue for m in found if m.feature.kind == item.symbol}
        if kind.widget != "number":
            made += [replace(item, symbol=f"{item.symbol}:{hue}") for hue in [*journeys.values()][:1]]
        elif with_names:
            made += [LegendItem(f"{item.symbol}:{hue}", item.word, _stop_names(found, layer)) for layer, hue in journeys.items()]
        else:
            made.append(replace(item, symbol=f"{item.symbol}:{' '.join(journeys.values())}"))
    return tuple(made)


def _stop_names(found: Sequence[Mark], layer: str) -> str:
    stops = [m.feature for m in found if m.feature.look.widget == "number" and m.feature.layer == layer]
    return ", ".join(f.title.replace(". ", "\u00a0", 1) for f in sorted(stops, key=lambda f: f.number or 0))
