"""What reaches the map's scripts is one JSON value that nothing on the way can read as markup, template or variable."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit_folium import _get_feature_group_string, _get_map_string

from explorer.render.layers import BASE_LAYERS, attribution
from explorer.render.symbols import Theme
from explorer.render.web import assets, leaflet
from explorer.render.web.payload import CameraOrder, LayerAddress, for_script, scene_payload
from explorer.scene.build import build
from explorer.views.view import Camera, LayerId, View
from explorer.world.world import World
from tests import hostile
from tests.conftest import THEMES

HOME = Camera(129.5, 44.6, 5)
ORDER = CameraOrder(3, Camera(130.5, 42.25, 9))
LAYERS = [LayerAddress(layer, f"/assets/0/{layer.id}.json") for layer in BASE_LAYERS]


@pytest.mark.parametrize("text", [*hostile.TEXTS.values(), *hostile.REFUSED.values()], ids=[*hostile.TEXTS, *hostile.REFUSED])
def test_for_script_keeps_the_text_and_no_pattern(text: str) -> None:
    value = {text: [text, None, 1.5, True]}
    text = for_script(value)
    assert json.loads(text) == value
    assert not set(text) & set("_<>&'`$")
    assert not re.search(r"\{[{%#]", text), "folium would read this as a template"
    assert text.isascii()
    assert text.isprintable()


def test_for_script_is_the_same_for_the_same_value() -> None:
    assert for_script({"b": 1, "a": 2}) == for_script({"a": 2, "b": 1}) == '{"a":2,"b":1}'


def values_in(script: str, function: str) -> list[Any]:
    """The JSON values handed to a function in a script."""
    found = []
    for match in re.finditer(rf"{re.escape(function)}\((?:\w+, )?(?=\{{)", script):
        value, _ = json.JSONDecoder().raw_decode(script[match.end() :])
        found.append(value)
    return found


def test_a_scene_passes_streamlit_folium_unchanged(hostile_kind: str) -> None:
    """The component rewrites scripts by pattern before it sends them; nothing in a card may match."""
    scene = build(hostile.world(hostile_kind), View(layers=frozenset(LayerId), selected="site:alpha"))
    page = leaflet.base_map(LAYERS, ["© Toy maps"], home=HOME)
    page.get_root().render()
    script = _get_feature_group_string(leaflet.scene_group(scene, ORDER), page)
    payload = json.loads(json.dumps(scene_payload(scene, ORDER)))
    assert values_in(script, "Tumen.SceneLayer") == [payload]
    assert any(hostile.TEXTS[hostile_kind] in feature["properties"]["title"] for feature in payload["features"])


@pytest.mark.parametrize("theme", THEMES)
def test_the_base_map_is_the_same_for_every_scene(world: World, theme: Theme) -> None:
    """streamlit-folium builds the map anew when its script changes; a filter must not change it."""

    def script() -> str:
        page = leaflet.base_map(LAYERS, attribution(world), theme, "ko", home=HOME)
        page.get_root().render()
        return str(_get_map_string(page)).replace(page._id, "")

    assert script() == script()
    (settings,) = values_in(script(), "Tumen.start")
    assert settings["theme"] == theme
    assert settings["language"] == "ko"
    assert settings["tiles"] is None, "online tiles are off unless asked for"
    assert [layer["url"] for layer in settings["layers"]] == [f"../..{item.url}" for item in LAYERS]


def test_online_tiles_only_when_asked_for() -> None:
    page = leaflet.base_map(LAYERS, [], home=HOME, online_tiles=True)
    page.get_root().render()
    (settings,) = values_in(_get_map_string(page), "Tumen.start")
    assert settings["tiles"]["url"].startswith("https://tile.openstreetmap.org/")


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = leaflet.base_map(LAYERS, ["© Toy maps"], home=HOME)
    html = page.get_root().render()
    loaded = re.findall(r"""(?:src|href)=["']([^"']*)["']""", html)
    assert loaded
    assert all(address.startswith(f"../..{assets.PREFIX}/") for address in loaded), loaded
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "https://" not in html


def test_the_payload_holds_what_is_drawn(world: World) -> None:
    scene = build(world, View())
    payload = scene_payload(scene, ORDER)
    assert [feature["id"] for feature in payload["features"]] == [feature.id for feature in scene.drawn]
    assert payload["digest"] == scene.digest()
    assert payload["camera"] == {
        "number": 3,
        "reader": "",
        "lon": 130.5,
        "lat": 42.25,
        "zoom": 9,
        "seconds": 0.6,
        "made_for": None,
    }
    assert payload["switches"] == sorted(payload["switches"])
    assert set(payload["switches"]) == {layer.value for layer in scene.view.layers}
    assert {item["symbol"] for item in payload["legend"]} == {item.symbol for item in scene.legend}


def test_latitude_comes_first_only_for_folium() -> None:
    page = leaflet.base_map(LAYERS, [], home=HOME)
    assert tuple(page.location) == (HOME.lat, HOME.lon)


def test_a_scene_written_out_in_parts_is_the_same_text(world: World) -> None:
    scene = build(world, View())
    pin = {"lon": 1.0, "lat": 2.0, "title": "".join(hostile.TEXTS.values())}
    whole = scene_payload(scene, ORDER) | {"pin": pin, "pick": True}
    for _ in range(2):  # the second time from what was kept
        (script,) = leaflet.scene_group(scene, ORDER, pin=pin, pick=True)._children.values()
        assert script.value == for_script(whole)
