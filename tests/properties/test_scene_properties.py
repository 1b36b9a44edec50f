"""Any view of the bundled world has a scene, and always the same one."""

from __future__ import annotations

import json

from hypothesis import given, settings

from explorer.render.web.payload import CameraOrder, for_script, scene_payload
from explorer.scene.build import build
from explorer.views.read import parse
from explorer.views.view import View
from explorer.world.world import World
from tests.properties.views import views


@given(view=views())
def test_any_view_of_the_bundled_world(real: World, view: View) -> None:
    scene = build(real, view)
    again = build(real, parse(view.query())[0])
    assert again.digest() == scene.digest()
    document = scene.geojson()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    ids = {entry.id for entry in scene.entries}
    assert ids <= set(real.ledger.by_id)
    assert {item.entry.id for item in scene.unplaced} <= ids
    assert {claim for feature in scene.features for claim in feature.claims} <= ids
    placed = {feature.claims[0] for feature in scene.features if feature.kind == "claim" and feature.geometry is not None}
    assert placed | {item.entry.id for item in scene.unplaced} == ids
    assert placed.isdisjoint(item.entry.id for item in scene.unplaced)
    kinds = {feature.kind for feature in scene.drawn}
    symbols = {item.symbol for item in scene.legend}
    for symbol in ("rail", "sea", "stop", "order", "halo", "event-site", "bare-site"):
        assert (symbol in symbols) is (symbol in kinds)
    assert "Schematic; route not observed" in scene.captions or not kinds & {"rail", "sea", "order"}


@settings(max_examples=12)
@given(view=views())
def test_filters_only_ever_take_away(real: World, view: View) -> None:
    everything = {entry.id for entry in build(real, View()).entries}
    shown = {entry.id for entry in build(real, view).entries}
    assert shown <= everything
    wider = build(real, View(stances=view.stances, topics=view.topics))
    assert shown <= {entry.id for entry in wider.entries}


@settings(max_examples=10)
@given(view=views())
def test_any_scene_reaches_the_map_whole(real: World, view: View) -> None:
    scene = build(real, view)
    payload = scene_payload(scene, CameraOrder(1, scene.camera))
    assert json.loads(for_script(payload)) == json.loads(json.dumps(payload))
