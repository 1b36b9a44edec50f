"""What tests and benchmark ask of a printed sheet: who meets whom, what is cut, what is not told."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from explorer.cli.export import with_preset
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.figure import measured
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Box, Sheet, Words
from explorer.scene.build import Scene, build
from explorer.views.view import Language, View
from explorer.world.world import World

_FURNITURE = {"furniture:scale", "furniture:inset", "furniture:legend", "furniture:panel"}
SLACK = 0.35
"""Points by which boxes of letters may touch: the room above and below the ink of a line."""


def prepared(world: World, preset: str, options: Options, language: Language = "en") -> tuple[Scene, Sheet]:
    """Scene and sheet of a prepared view."""
    row = next(row for row in world.presets if row.id == preset)
    scene = shown(world, row.asked, language)
    return scene, draw_up(world, scene, with_preset(options, row, language))


@lru_cache(maxsize=64)
def shown(world: World, view: View, language: Language) -> Scene:
    """The scene of a view in a language, built once for all sheets that show it."""
    return build(world, replace(view, language=language))


def layout(sheet: Sheet) -> list[object]:
    """Where everything on a sheet stands, without its colours."""
    words = [(g.id, i.text, i.x, i.y, i.size, i.face) for g in sheet.groups for i in g.items if isinstance(i, Words)]
    return [*words, *((group.id, group.box) for group in sheet.groups), sheet.account]


def clashes(sheet: Sheet) -> list[str]:
    """Pairs of groups whose words meet as the fonts draw them, labels on furniture, and words off the page or the panel."""
    found = []
    boxes = [(group, box.grown(-SLACK)) for group in sheet.groups for box in measured_boxes(sheet)[group.id]]
    for (one, a), (other, b) in combinations(boxes, 2):
        if one.id != other.id and a.meets(b):
            found.append(f"{one.id} meets {other.id}")
    furniture = [group for group in sheet.groups if group.id in _FURNITURE and group.box]
    for label in (group for group in sheet.groups if group.role == "label" and group.box):
        found += [f"{label.id} lies on {f.id}" for f in furniture if label.box and f.box and label.box.meets(f.box)]
    labels = [group for group in sheet.groups if group.role == "label" and group.box]
    for first, second in combinations(labels, 2):
        if first.box and second.box and first.box.grown(-0.01).meets(second.box):
            found.append(f"{first.id} meets {second.id}")
    page = Box(0.0, 0.0, sheet.width, sheet.height)
    found += [f"{group.id} leaves the page" for group, box in boxes if not box.inside(page)]
    panel = next((group for group in sheet.groups if group.id == "furniture:panel"), None)
    if panel is not None and panel.box is not None:
        room = panel.box.grown(1.0)
        found += [
            "the panel overflows"
            for group, box in boxes
            if group.id in {"furniture:panel", "furniture:legend"} and not box.inside(room)
        ]
    return found


def cut_labels(sheet: Sheet) -> list[str]:
    """Labels of the map that its frame cuts."""
    boxes = measured_boxes(sheet)
    return [
        group.id
        for group in sheet.groups
        if group.role == "label" and not all(box.grown(-SLACK).inside(sheet.map_box) for box in boxes[group.id])
    ]


def untold(scene: Scene, sheet: Sheet) -> set[str]:
    """Places in the frame that carry a claim and are neither labelled nor in the key."""
    carrying = {f.id for f in scene.drawn if f.claims and f.geometry and f.geometry["type"] == "Point"}
    return (carrying & set(sheet.account.features)) - set(sheet.account.labelled) - set(sheet.account.keyed)


_MEASURED: dict[int, tuple[Sheet, dict[str, tuple[Box, ...]]]] = {}


def measured_boxes(sheet: Sheet) -> dict[str, tuple[Box, ...]]:
    """The measured words of a sheet, measured once."""
    if id(sheet) not in _MEASURED:
        _MEASURED[id(sheet)] = (sheet, measured(sheet))
    return _MEASURED[id(sheet)][1]
