"""A story as one HTML file that plays without a network: the explorer's own map, player, words and questions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from typing import Any

from explorer.messages import message, say
from explorer.render import layers
from explorer.render.files.page import document, filled, packed, template
from explorer.render.layers import BASE_LAYERS, BaseLayer
from explorer.render.symbols import Theme, stance_style
from explorer.render.web.asking import payload, words_of
from explorer.render.web.html import text
from explorer.render.web.payload import CameraOrder, LayerAddress, scene_payload, settings
from explorer.render.web.staged import board_told, seen, spoken
from explorer.render.web.story import ONCE, sources_html, step_html
from explorer.scene.build import Scene
from explorer.scene.staging import mover, scene_of, seconds
from explorer.stories.scenario import Scenario, Step
from explorer.views.view import Camera, Language
from explorer.world.world import World

_PIXELS = (1000.0, 800.0)
_AROUND = 2.0
"""How much further than a step's frame the page carries the map, so that a reader may look around."""
_FLIGHT_SECONDS = 0.3

_CONTROLS = {
    "STEPS": message("Steps"), "PREVIOUS": message("Previous"), "NEXT": message("Next"), "PLAY": message("Play"),
    "PAUSE": message("Pause"), "RESTART": message("Start over"), "JUMP": message("Jump to"),
    "NOTES": message("Teacher's notes"), "PROGRESS": message("Progress"),
}  # fmt: skip
"""The words of the page's toolbar, by their place in its template."""

Box = tuple[float, float, float, float]


def story_page(world: World, scenario: Scenario, language: Language = "en") -> bytes:
    """The file of a story that is told in a language."""
    scenes = [scene_of(world, step) for step in scenario.step]
    cameras = [scenes[mover(scenario, step).n - 1].camera for step in scenario.step]
    boxes = {layer: _box(_near(layer, cameras)) for layer in BASE_LAYERS if _wanted(layer, scenes, cameras)}
    addresses = [LayerAddress(layer, f"tumen:{layer.id}") for layer in boxes]
    looks: tuple[Theme, ...] = ("light", "dark")
    lines = layers.attribution(world)
    value = {
        "settings": {look: settings(addresses, lines, look, language, home=world.home) | {"player": True} for look in looks},
        "steps": [
            _step(world, scenario, step, scene, camera, language)
            for step, scene, camera in zip(scenario.step, scenes, cameras, strict=True)
        ],
        **words_of(scenario, language),
        "goals": list(scenario.goals),
        "sources": sources_html(world, scenario, language),
        "once": say(language, ONCE),
    }
    return document(
        title=scenario.title,
        body=_body(scenario, language),
        style="".join(map(template, ("map.css", "cards.css", "steps.css", "alone.css", "story.css"))) + _marks(),
        sources=escape(_foot(world, lines, language)),
        layers={f"tumen:{layer.id}": packed(world, layer, box) for layer, box in boxes.items()},
        value=value,
        script="story.js",
        language=language,
    )


def _body(scenario: Scenario, language: Language) -> str:
    about = say(
        language, "{minutes} minutes, {steps} steps. {audience}. Arrow keys change the step, space goes on.",
        minutes=scenario.minutes, steps=len(scenario.step), audience=scenario.audience,
    )  # fmt: skip
    words = {name: escape(say(language, word), quote=True) for name, word in _CONTROLS.items()}
    return filled("story.html", TITLE=escape(scenario.title), ABOUT=escape(about), **words)


def _foot(world: World, lines: Iterable[str], language: Language) -> str:
    as_of = world.ledger.as_of
    parts = [say(language, "As reported, not verified")]
    parts += [say(language, "Ledger up to {day}", day=as_of)] if as_of else []
    return ". ".join([*parts, "; ".join(lines), f"Tumen Explorer; {say(language, 'not for navigation')}."])


def _marks() -> str:
    """The marks of the stances; the page takes the theme that the reader's browser shows."""
    return stance_style("light") + stance_style("dark", within=':root[data-theme="dark"] ')


def _step(world: World, scenario: Scenario, step: Step, scene: Scene, camera: Camera, language: Language) -> dict[str, Any]:
    order = CameraOrder(mover(scenario, step).n, camera, seconds=_FLIGHT_SECONDS)
    beside = f'<p class="tm-unseen">{text(seen(world, step, scene, language))}</p>'
    teacher = say(language, "For the teacher.")
    notes = f'<div class="tm-note" data-notes hidden><strong>{teacher}</strong> {text(step.notes)}</div>' if step.notes else ""
    return {
        "n": step.n,
        "heading": step.heading,
        "scene": scene_payload(scene, order),
        "spoken": spoken(world, scenario, step, scene, language),
        "board": board_told(world, step, language),
        "seconds": seconds(step),
        "head": f"<h2>{step.n}. {text(step.heading)}</h2>{beside}",
        "html": f"{step_html(world, step, language=language)}{notes}",
        **payload(world, step, language),
    }


# ---- which part of the map ---------------------------------------------------------------------------------------------


def _wanted(layer: BaseLayer, scenes: Iterable[Scene], cameras: Iterable[Camera]) -> bool:
    on = {name for scene in scenes for name in layers.switches(scene.view)}
    if layer.switch_name is not None and layer.switch_name not in on:
        return False
    return any(layer.min_zoom <= camera.zoom + 1 and layer.max_zoom >= camera.zoom - 1 for camera in cameras)


def _near(layer: BaseLayer, cameras: Iterable[Camera]) -> list[Camera]:
    """The frames in which a layer can come to be seen."""
    return [camera for camera in cameras if layer.min_zoom <= camera.zoom + 1 and layer.max_zoom >= camera.zoom - 1]


def _box(cameras: Iterable[Camera]) -> Box:
    """West, south, east and north of all frames together, with room around each."""
    boxes = []
    for camera in cameras:
        degree = 256.0 * 2.0**camera.zoom / 360.0
        across = _PIXELS[0] / degree * _AROUND / 2
        along = _PIXELS[1] / degree * _AROUND / 2 * math.cos(math.radians(camera.lat))
        boxes.append((camera.lon - across, camera.lat - along, camera.lon + across, camera.lat + along))
    west, south, east, north = (f(box[n] for box in boxes) for n, f in enumerate((min, min, max, max)))
    return max(west, -180.0), max(south, -84.0), min(east, 180.0), min(north, 84.0)
