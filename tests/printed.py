"""What tests and benchmark ask of a printed sheet: who meets whom, what is cut, what is not told."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from matplotlib.backends.backend_agg import RendererAgg

from explorer.render.files.asked import with_preset
from explorer.render.sheet import figure
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Box, Face, Sheet, Words
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
        if one.id != other.id and meet(a, b):
            found.append(f"{one.id} meets {other.id}")
    furniture = [group for group in sheet.groups if group.id in _FURNITURE and group.box]
    for label in (group for group in sheet.groups if group.role == "label" and group.box):
        found += [f"{label.id} lies on {f.id}" for f in furniture if label.box and f.box and meet(label.box, f.box)]
    labels = [group for group in sheet.groups if group.role == "label" and group.box]
    for first, second in combinations(labels, 2):
        if first.box and second.box and meet(first.box.grown(-0.01), second.box):
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


def meet(one: Box, other: Box) -> bool:
    """Whether two rectangles overlap."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def measured(sheet: Sheet) -> dict[str, tuple[Box, ...]]:
    """Boxes of the words as the fonts really draw them, by group, in points."""
    with figure._ONE_AT_A_TIME, figure._settings("paths"):
        return {
            group.id: tuple(_measured(item) for item in group.items if isinstance(item, Words) and not item.turn)
            for group in sheet.groups
        }


def _measured(words: Words) -> Box:
    wide, high, below = (length * words.size for length in _extent(words.text, words.face))
    x = words.x - {"left": 0.0, "center": 0.5, "right": 1.0}[words.align] * wide
    return Box(x, words.y - below, x + wide, words.y + high - below)


_LARGE = 64.0


@lru_cache(maxsize=16384)
def _extent(text: str, face: Face) -> tuple[float, float, float]:
    """Width, height and depth of a line of text as drawn, as shares of its size: without hinting all sizes are alike."""
    wide, high, below = RendererAgg(16, 16, 72).get_text_width_height_descent(text, figure._font(face, _LARGE), ismath=False)
    return wide / _LARGE, high / _LARGE, below / _LARGE


_MEASURED: dict[int, tuple[Sheet, dict[str, tuple[Box, ...]]]] = {}


def measured_boxes(sheet: Sheet) -> dict[str, tuple[Box, ...]]:
    """The measured words of a sheet, measured once."""
    if id(sheet) not in _MEASURED:
        _MEASURED[id(sheet)] = (sheet, measured(sheet))
    return _MEASURED[id(sheet)][1]
