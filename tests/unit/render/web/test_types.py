"""The types by which the page's scripts are checked are those of the values that the scripts are given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pytest

from explorer.comparison.compare import compare
from explorer.render.files import export
from explorer.render.files.page import template
from explorer.render.files.story_page import story_page
from explorer.render.layers import BASE_LAYERS
from explorer.render.sheet.options import Options
from explorer.render.web import assets, leaflet
from explorer.render.web.desk import Desk, Spot
from explorer.render.web.payload import GREETED, CameraOrder, LayerAddress, scene_payload, settings
from explorer.render.web.strips import strips
from explorer.routing.route import Route
from explorer.scene.build import build
from explorer.scene.staging import scene_of
from explorer.views.read import parse_strictly
from explorer.views.view import Camera, LayerId, View
from explorer.world.world import World
from tests.printed import prepared

DESK = Desk({"a": "accept"}, "Accepted.", "edit", "draft", "panel", {"t_1": "so"}, (Spot(130.0, 42.0, "Alpha", chosen=True),))
OWN = (*assets.PAGE_SCRIPTS, *assets.APP_SCRIPTS, "standalone.js", "story.js")
ORDER = CameraOrder(1, Camera(130.0, 42.0, 7.0), made_for=(800, 600))
Value = Mapping[str, Any]


@cache
def declared(name: str) -> dict[str, bool]:
    """The keys of an interface of types.d.ts, those that it extends among them, and whether each may be missing."""
    text = re.sub(r"/\*\*.*?\*/|//[^\n]*", "", template("types.d.ts"), flags=re.DOTALL)
    found = re.search(rf"interface {name}(?: extends (\w+))? \{{(.*?)\}}", text, flags=re.DOTALL)
    assert found, name
    own = {key: bool(mark) for key, mark in re.findall(r"(?:^|[;\n{])\s*(\w+)(\??):", found[2])}
    return {**(declared(found[1]) if found[1] else {}), **own}


def same(name: str, values: Iterable[Value]) -> None:
    """Values have the keys of an interface: all that have to be there, and together all that may be."""
    rows = list(values)
    assert rows, f"there is no {name} to look at"
    keys = declared(name)
    for row in rows:
        assert set(row) <= set(keys), f"{name} does not know {set(row) - set(keys)}"
        assert {key for key, optional in keys.items() if not optional} <= set(row), name
    assert {key for row in rows for key in row} == set(keys), (
        f"nothing sends {set(keys) - {k for r in rows for k in r}} of {name}"
    )


def plain(value: Any) -> Any:
    """A value as the browser gets it."""
    return json.loads(json.dumps(value))


def everything(world: World) -> list[Value]:
    """Scenes that between them hold features of every kind, a choice, strips and a picking reader."""
    layers = f"layers={','.join(LayerId)}"
    views = (f"{layers}&a=Rajin&b=Tikhoretsk&discharge=dunai-port&sel=site:rajin-port", layers, "lang=ko")
    sent = [scene_payload(build(world, parse_strictly(query)), ORDER) for query in views]
    story = world.scenarios[0]
    step = next(step for step in story.step if step.callout)
    told = {"spoken": "One", "play": 9.0, "next": sent[1], "previous": None, "board": {"heading": "", "rows": []}}
    sent.append(scene_payload(scene_of(world, step), ORDER, told))
    plan = world.plan(parse_strictly(views[0]).route)
    comparison = compare(world, plan)
    assert isinstance(plan.rail, Route)
    assert isinstance(plan.sea, Route)
    assert comparison.sea.apart
    sent[0] |= {
        "strips": strips(comparison.sea.apart, plan.rail, plan.sea),
        "pick": True,
        "desk": DESK.payload(),
        "pin": {"lon": 130.3, "lat": 42.2, "title": "here"},
        "noting": True,
        "greeted": GREETED,
    }
    rows: list[Value] = plain(sent)
    return rows


@pytest.fixture(scope="module")
def scenes(real: World) -> list[Value]:
    return everything(real)


def test_a_scene_has_the_declared_keys(scenes: list[Value]) -> None:
    same("TumenScene", scenes)
    same("TumenCamera", (scene["camera"] for scene in scenes))
    same("TumenLegendRow", (row for scene in scenes for row in scene["legend"]))
    features = [feature for scene in scenes for feature in scene["features"]]
    same("TumenFeature", features)
    same("TumenProperties", (feature["properties"] for feature in features))
    same("TumenGeometry", (feature["geometry"] for feature in features))
    same("TumenPin", (scene["pin"] for scene in scenes if "pin" in scene))
    same("TumenStep", (scene["player"] for scene in scenes if scene["player"]))


def test_strips_have_the_declared_keys(scenes: list[Value]) -> None:
    found = [strip for scene in scenes for strip in scene.get("strips", ())]
    same("TumenStrip", found)
    same("TumenBand", (band for strip in found for band in strip["bands"]))
    same("TumenStripMark", (mark for strip in found for mark in strip["marks"]))


def test_a_desk_has_the_declared_keys(scenes: list[Value]) -> None:
    found = [scene["desk"] for scene in scenes if "desk" in scene]
    same("TumenDesk", found)
    same("TumenSpot", (spot for desk in found for spot in desk["spots"]))


def test_what_the_group_adds_to_a_scene_is_declared(real: World) -> None:
    scene = build(real, View())
    pin = {"lon": 130.3, "lat": 42.2, "title": "here"}
    group = leaflet.scene_group(scene, ORDER, pick=True, strips=({"km": 1.0},), desk=DESK, pin=pin, noting=True, greeted=True)
    (script,) = (child for child in group._children.values() if hasattr(child, "value"))
    added = set(json.loads(script.value)) - set(scene_payload(scene, ORDER))
    assert added == {"pick", "strips", "desk", "pin", "noting", "greeted"}
    assert all(declared("TumenScene")[key] for key in added)


def test_settings_have_the_declared_keys() -> None:
    addresses = [LayerAddress(layer, layer.id) for layer in BASE_LAYERS]
    home = Camera(130.0, 42.0, 7.0)
    sent = plain(settings(addresses, [], "light", "en", home=home, online_tiles=True))
    other = plain(settings(addresses, [], "light", "ko", home=home))
    same("TumenSettings", (sent, other, sent | {"player": True, "mgrs": "/api/mgrs"}))
    same("TumenWords", [sent["words"]])
    same("TumenHome", [sent["home"]])
    same("TumenTiles", [sent["tiles"]])
    same("TumenStance", sent["stances"].values())
    same("TumenBaseLayer", sent["layers"])
    same("TumenLayerStyle", (layer["style"] for layer in sent["layers"]))
    same("TumenKind", sent["kinds"].values())
    same("TumenLook", sent["backdrops"].values())
    same("TumenStroke", (stroke for kind in sent["kinds"].values() for stroke in kind["strokes"]))


@pytest.mark.parametrize("key", ["widget", "pane", "reach"])
def test_every_word_of_a_kind_is_one_that_the_scripts_know(key: str) -> None:
    sent = settings([], [], "light", "en", home=Camera(130.0, 42.0, 7.0))
    line = re.search(rf"  {key}: ([^;]+);", template("types.d.ts"))
    assert line
    assert {kind[key] for kind in sent["kinds"].values() if kind[key]} == set(re.findall(r'"(\w+)"', line[1]))


def test_the_pages_that_stand_alone_get_the_declared_keys(real: World) -> None:
    scene, sheet = prepared(real, "khasan-rajin", Options())
    alone = value_of(export.make(export.Job(real, scene, Options(), sheet), "map.html"))
    same("TumenAlone", [alone])
    same("TumenBehind", alone["features"].values())
    story = next(story for story in real.scenarios if any(step.question for step in story.step))
    played = value_of(story_page(real, story.model_copy(update={"step": story.step[:7]})))
    same("TumenStory", [played])
    same("TumenStoryStep", played["steps"])
    same("TumenQuestion", (step["question"] for step in played["steps"] if step["question"]))
    sorting = [step["sort"] for step in played["steps"] if step["sort"]]
    same("TumenSorting", sorting)
    same("TumenItem", (item for sort in sorting for item in sort["items"]))
    same("TumenBoard", (step["board"] for step in played["steps"] if step["board"]))


def value_of(page: bytes) -> Value:
    found = re.search(r"window\.TumenValue = (\{.*?\});</script>", page.decode())
    assert found
    value: Value = json.loads(found[1])
    return value


def test_base_labels_have_the_declared_keys(real: World) -> None:
    layer = next(layer for layer in BASE_LAYERS if layer.role == "labels")
    same("TumenBaseLabel", json.loads(layer.content(real)))


@pytest.mark.parametrize("name", OWN)
def test_every_script_is_checked(name: str) -> None:
    assert template(name).startswith("// @ts-check\n")


def test_the_scripts_share_what_is_declared_and_no_more() -> None:
    used = {name for script in OWN for name in re.findall(r"\bT\.(\w+)", template(script))}
    text = re.sub(r"/\*\*.*?\*/", "", template("page.d.ts"), flags=re.DOTALL)
    page = text[text.index("interface TumenPage {") : text.index("declare const L")]
    known = set(re.findall(r"^  (\w+)(?:<[^>]*>+)?[?]?[:(<]", page, flags=re.MULTILINE))
    assert used - known == set()
    assert known - used == set(), "nothing uses these any more"
