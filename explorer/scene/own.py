"""Layers of the workspace that a view shows: drawn apart from the reporting, and bounded, however many features they have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.errors import quoted
from explorer.layers.kept import Kept
from explorer.ledger.nearest import hint
from explorer.scene.feature import Feature
from explorer.scene.own_style import WORDS, Meaning, Style, classes
from explorer.views.view import View
from explorer.world.world import World

NOT_VERIFIED = "own data, not verified"
MOST_POINTS = 1_500
"""More points of one layer are shown as counts on a grid, finer the nearer the map is."""
MOST_SHAPES = 3_000
"""So many lines and areas of one layer are drawn, the largest first."""
MOST_VERTICES = 40_000
TOLD = 12
"""So many attributes of a feature are told."""


def layers(world: World, view: View) -> list[Mapping[str, Any]]:
    """What is known of the layers that a view names and the workspace has."""
    return [world.own_layers[name] for name in view.own if name in world.own_layers]


def features(world: World, view: View, told: list[str]) -> Iterator[Feature]:
    """The features of these layers; a layer that is not there is told."""
    for name in view.own:
        if name not in world.own_layers:
            near = hint(name, world.own_layers, " (nearest: {})")
            told.append(f"own={quoted(name)} is not a layer of the workspace{near}; it was left out.")
            continue
        row = world.own_layers[name]
        yield from of_layer(row, world.own_features(name), view, told)


def sources(world: World, view: View) -> tuple[str, ...]:
    """A line of credit for each layer, which every export carries."""
    return tuple(
        ", ".join(filter(None, (str(row["title"]), str(row.get("origin", "")), str(row.get("licence", "")), NOT_VERIFIED)))
        for row in layers(world, view)
    )


def note(world: World, view: View) -> str:
    """What the row of the legend says: the layers, and what their colours mean."""
    return "; ".join(str(row["title"]) + _meaning(world, row) for row in layers(world, view))


def _meaning(world: World, row: Mapping[str, Any]) -> str:
    return in_words(classes(world.own_features(str(row["id"])).table, Style.of(row))[1])


def in_words(meaning: Meaning) -> str:
    """What the colours of a layer mean, as its title in the legend ends."""
    return f" ({', '.join(f'{word}: {WORDS[colour]}' for word, colour in meaning)})" if meaning else ""


def of_layer(row: Mapping[str, Any], kept: Kept, view: View, told: list[str]) -> Iterator[Feature]:
    """The features of a layer in the style of its description, in the time range of a view; what is left out is told."""
    style = Style.of(row)
    shown = np.flatnonzero(_in_time(kept, view))
    if (view.start or view.end) and len(shown) < len(kept.shapes):
        told.append(f"{len(kept.shapes) - len(shown):,} features of {row['title']} lie outside the time range or have no time.")
    kinds = shapely.get_type_id(kept.shapes)
    points, others = shown[kinds[shown] == 0], shown[kinds[shown] != 0]
    chosen = shown[shown == _selected(str(row["id"]), view)]
    colours = classes(kept.table, style)[0]
    if len(points) > MOST_POINTS:
        yield from _counted(str(row["id"]), str(row["title"]), kept, points, view)
        points = chosen[kinds[chosen] == 0]
    if len(others) > MOST_SHAPES:
        told.append(f"Of {len(others):,} lines and areas of {row['title']} the {MOST_SHAPES:,} largest are drawn.")
        longest = others[np.argsort(-shapely.length(kept.shapes[others]), kind="stable")[:MOST_SHAPES]]
        others = np.union1d(longest, chosen[kinds[chosen] != 0])
    tolerance = _tolerance(kept, others)
    for index in (*points.tolist(), *others.tolist()):
        shape = kept.shapes[index]
        simple = shape.simplify(tolerance) if tolerance and shape.geom_type != "Point" else shape
        drawn = _parts(str(row["id"]), index, simple, kept, style, colours[index] if colours else "")
        yield from (replace(part, selected=True) for part in drawn) if index in chosen else drawn


def _selected(layer: str, view: View) -> int:
    """The feature of a layer that a view selects, from 0: it is drawn by itself, however many there are. -1 where none is."""
    name, _, row = view.selected.removeprefix("own:").rpartition("-")
    return int(row) - 1 if name == layer and row.isdecimal() and view.selected.startswith("own:") else -1


def _parts(layer: str, index: int, shape: Any, kept: Kept, style: Style, colour: str) -> Iterator[Feature]:
    values = {name: kept.table.column(name)[index].as_py() for name in kept.table.column_names}
    title = str(values.get(style.label) or values.get("name") or values.get("Name") or f"{layer} {index + 1}")
    detail = "; ".join(f"{name}: {value}" for name, value in list(values.items())[:TOLD] if value not in {None, ""})
    parts: Sequence[Any] = shapely.get_parts([shape]).tolist() if not shape.is_empty else []
    single = [one for part in parts for one in shapely.get_parts([part])]
    for number, part in enumerate(single):
        yield Feature(
            id=f"own:{layer}-{index + 1}{f'-{number + 1}' if number else ''}",
            layer="own",
            kind="own",
            title=title,
            geometry=json.loads(shapely.to_geojson(part)),
            detail=f"{NOT_VERIFIED}. {detail}",
            colour=colour or style.colour_of(part.geom_type),
        )


def _tolerance(kept: Kept, others: NDArray[np.int64]) -> float:
    """Degrees by which lines may be simplified: none where they have few vertices."""
    count = int(shapely.get_num_coordinates(kept.shapes[others]).sum()) if len(others) else 0
    if count <= MOST_VERTICES:
        return 0.0
    west, south, east, north = shapely.total_bounds(kept.shapes[others])
    wide = float(max(east - west, north - south))
    return wide / 2_000 * float(np.sqrt(min(8.0, count / MOST_VERTICES)))


# ---- thousands of points ------------------------------------------------------------------------------------------------


def _counted(layer: str, title: str, kept: Kept, points: NDArray[np.int64], view: View) -> Iterator[Feature]:
    """Counts on a grid, its cells about 20 pixels wide, or wider where that would be too many."""
    places = shapely.get_coordinates(kept.shapes[points])
    size = 360.0 / 2 ** (view.camera.zoom if view.camera else 4.0) / 12
    while True:
        at = np.floor(places / size).astype(np.int64)
        cells, inverse, counts = np.unique(at, axis=0, return_inverse=True, return_counts=True)
        if len(cells) <= MOST_POINTS:
            break
        size *= 1.5
    sums = [np.bincount(inverse.ravel(), weights=places[:, axis]) / counts for axis in (0, 1)]
    for number, count in enumerate(counts.tolist()):
        where = [round(float(sums[0][number]), 6), round(float(sums[1][number]), 6)]
        yield Feature(
            id=f"own:{layer}-cell-{cells[number][0]}-{cells[number][1]}",
            layer="own",
            kind="own-count" if count > 1 else "own",
            title=f"{title}: {count:,} features here",
            geometry={"type": "Point", "coordinates": where},
            detail=NOT_VERIFIED,
            number=count if count > 1 else None,
        )


# ---- times ------------------------------------------------------------------------------------------------------------


def _in_time(kept: Kept, view: View) -> NDArray[np.bool_]:
    """Whether each feature has a time inside the range of the view; all where no range is set or the layer has no times."""
    if not kept.begins or not (view.start or view.end):
        return np.ones(len(kept.shapes), dtype=bool)
    first, last = view.start.isoformat() if view.start else "", view.end.isoformat() if view.end else "9999"
    pairs = zip(kept.begins, kept.ends or kept.begins, strict=True)
    return np.array([begin is not None and begin[:10] <= last and _end(begin, end) >= first for begin, end in pairs])


def _end(begin: str | None, end: str | None) -> str:
    """The last day of a time: that of a month or year where no day is known."""
    text = (end or begin or "")[:10]
    return text if len(text) == 10 else f"{text}-99"
