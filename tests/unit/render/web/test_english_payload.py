"""What the map gets in English is the scene itself and nothing that another language needs; elsewhere it is told again."""

from __future__ import annotations

import json

import pytest

from explorer import messages
from explorer.render.web import payload
from explorer.render.web.payload import CameraOrder, scene_payload, settings
from explorer.scene.build import build
from explorer.views.read import parse
from explorer.views.view import Camera, LayerId, View
from explorer.world.world import World

ORDER = CameraOrder(1, Camera(130.0, 42.0, 7.0))
EVERY = "&layers=places,events,rail,sea,halo,railways,tour,visit,zones,territorial-sea,graticule"


def sent(world: World, query: str) -> str:
    return json.dumps(scene_payload(build(world, parse(query)[0]), ORDER), ensure_ascii=False)


@pytest.mark.parametrize("query", ["v=1", f"v=1{EVERY}&sel=leg:rajin-dunai-sea"])
def test_no_language_and_english_are_the_same_bytes(real: World, query: str) -> None:
    assert sent(real, query) == sent(real, f"{query}&lang=en")


def test_in_english_the_map_gets_the_scene_as_it_is(real: World) -> None:
    scene = build(real, View(layers=frozenset(LayerId)))
    payload = scene_payload(scene, ORDER)
    assert payload["features"] == [feature.geojson() for feature in scene.drawn]
    assert payload["captions"] == list(scene.captions)
    assert payload["legend"] == [{"symbol": row.symbol, "word": row.word, "note": row.note} for row in scene.legend]
    assert not {"said", "told"} & {key for one in payload["features"] for key in one["properties"]}


def test_settings_in_english_have_no_word_of_another_language() -> None:
    made = settings([], [], "light", "en", home=Camera(130.0, 42.0, 7.0))
    assert made["words"] == payload._WORDS
    assert "told" not in made
    assert set(settings([], [], "light", "ko", home=Camera(130.0, 42.0, 7.0))) - set(made) == {"told"}


def test_english_reads_no_catalogue(real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(language: str, text: str) -> str:
        raise AssertionError(f"{language}: {text}")

    monkeypatch.setattr(messages, "_told", never)
    assert sent(real, f"v=1{EVERY}")


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_legs_journeys_and_stops_are_told_in_the_language(real: World, language: str) -> None:
    made = json.loads(sent(real, f"v=1{EVERY}&lang={language}"))
    english = {f.id: f.title for f in build(real, parse(f"v=1{EVERY}")[0]).drawn}
    same = [
        feature["id"]
        for feature in made["features"]
        if feature["id"].split(":")[0] in {"leg", "itinerary"} and feature["properties"]["title"] == english[feature["id"]]
    ]
    assert same == []
