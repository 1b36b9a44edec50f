"""A view as one HTML file: the explorer's own map scripts, base layers and cards inlined, to be opened without any server.

Base layers travel packed; the page's small loader hands them to the map's scripts where a server would have answered.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from html import escape
from importlib import resources
from typing import Any

import shapely

from explorer.messages import many, say, told
from explorer.render import layers
from explorer.render.layers import BASE_LAYERS, BaseLayer
from explorer.render.sheet.ink import PrintTheme
from explorer.render.sheet.projection import Frame, zoom_of
from explorer.render.sheet.shapes import Sheet
from explorer.render.symbols import Theme, stance_style
from explorer.render.web import assets, html
from explorer.render.web.payload import CameraOrder, LayerAddress, for_script, scene_payload, settings
from explorer.render.words import ENGLISH_CARDS
from explorer.scene.build import Scene
from explorer.views.view import Camera
from explorer.world.world import World

_AROUND = 2.2
"""How far a reader may pan, against the frame."""
_DEEPER = 3.5
"""How many zoom levels beyond the frame's own the page carries the detail for."""


def page(world: World, scene: Scene, sheet: Sheet, theme: PrintTheme) -> bytes:
    """The file. It shows what the sheet shows, in a map that can be moved a little beyond its frame."""
    kept = set(sheet.account.features)
    features = tuple(f for f in scene.features if f.id in kept or f.kind == "claim")
    shown = replace(scene, features=features, legend=sheet.facts["legend"])
    look: Theme = "dark" if theme == "dark" else "light"
    frame = sheet.frame
    zoom = round(zoom_of(frame, 900.0), 2)
    camera = Camera(frame.lon, frame.lat, zoom)
    wanted = _layers(scene, zoom)
    addresses = [LayerAddress(layer, f"tumen:{layer.id}") for layer in wanted]
    value = {
        "settings": settings(addresses, layers.attribution(world), look, scene.view.language, home=world.home),
        "scene": scene_payload(shown, CameraOrder(1, camera)),
        "bounds": _bounds(frame),
        "fit": _bounds(frame, 1.0),
        "features": {f.id: {"claims": list(f.claims), "events": list(f.events)} for f in shown.drawn},
    }
    cards = _called(sheet) + _cards(world, scene, sheet)
    value["counted"] = [many(scene.view.language, "{count} card", "{count} cards", n) for n in range(cards.count("<article") + 1)]
    carried = {f"tumen:{layer.id}": packed(world, layer, _box(frame)) for layer in wanted}
    captions = escape(" · ".join(told(scene.view.language, caption) for caption in scene.captions))
    return document(
        title=sheet.title,
        body=filled(
            "standalone.html",
            TITLE=escape(sheet.title),
            CAPTIONS=captions,
            CARDS=cards,
            ALL=escape(say(scene.view.language, "Show all")),
        ),
        style="".join(map(template, ("map.css", "cards.css", "alone.css", "standalone.css"))) + stance_style(look),
        sources=_sources(world, scene),
        layers=carried,
        value=value,
        script="standalone.js",
        language=scene.view.language,
        theme=look,
    )


def document(
    *,
    title: str,
    body: str,
    style: str,
    sources: str,
    layers: Mapping[str, str],
    value: Mapping[str, Any],
    script: str,
    language: str = "en",
    theme: Theme = "light",
) -> bytes:
    """One HTML file that needs no other: the map's scripts, packed base layers, a value, and the script that starts with it.

    ``body`` and ``sources`` are HTML; ``script`` is a file of the package's own, which finds ``value`` as ``TumenValue``.
    """
    return filled(
        "alone.html", LANGUAGE=language, THEME=theme, TITLE=escape(title), STYLE=leaflet_style() + style, BODY=body,
        SOURCES=sources, PACKED=for_script(layers), VALUE=for_script(value), SCRIPTS="\n".join(map(inline, scripts())),
        OWN=template(script),
    ).encode()  # fmt: skip


def filled(name: str, **parts: str) -> str:
    """A template with its parts in place."""
    return re.sub(r"%%([A-Z]+)%%", lambda found: parts[found[1]], template(name))


@cache
def template(name: str) -> str:
    """A file of the package's own static ones."""
    return resources.files("explorer.render.web").joinpath("static", name).read_text(encoding="utf-8")


@cache
def scripts() -> tuple[str, ...]:
    """The map's scripts in the order in which they have to load."""
    return (assets.leaflet_script(), *assets.page_scripts())


@cache
def leaflet_style() -> str:
    """Leaflet's style without its pictures, which nothing here uses."""
    return re.sub(r"url\([^)]*\)", "none", assets.leaflet_style())


def inline(script: str) -> str:
    """A script inside a page; nothing in it ends it early."""
    return f"<script>{re.sub('</(?=script)', lambda _: '<' + chr(92) + '/', script)}</script>"


# ---- base layers -----------------------------------------------------------------------------------------------------


def _layers(scene: Scene, zoom: float) -> tuple[BaseLayer, ...]:
    """Base layers that the map can come to show at this zoom and a few levels closer."""
    on = layers.switches(scene.view)
    return tuple(
        layer
        for layer in BASE_LAYERS
        if layer.min_zoom <= zoom + _DEEPER
        and layer.max_zoom >= zoom - 1
        and (layer.switch_name is None or layer.switch_name in on)
    )


def _box(frame: Frame) -> tuple[float, float, float, float]:
    """West, south, east, north of the part of the Earth that the page carries."""
    west, south, east, north = frame.lonlat_box(_AROUND)
    return max(west, -180.0), south, min(east, 180.0), north


def _bounds(frame: Frame, margin: float = _AROUND * 0.92) -> list[list[float]]:
    west, south, east, north = frame.lonlat_box(margin)
    return [[round(max(south, -84.0), 4), round(west, 4)], [round(min(north, 84.0), 4), round(east, 4)]]


@lru_cache(maxsize=64)
def packed(world: World, layer: BaseLayer, box: tuple[float, float, float, float]) -> str:
    """What a base layer holds inside a box of west, south, east and north, as the page carries it."""
    content = layer.content(world)
    if layer.role == "labels":
        rows = [row for row in json.loads(content) if _holds(box, row)]
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    else:
        shapes = shapely.get_parts(shapely.from_geojson(content.decode()))
        cut = shapely.clip_by_rect(shapes, *box)
        cut = cut[~shapely.is_empty(cut)]
        features = ",".join(
            f'{{"type":"Feature","properties":{{}},"geometry":{text}}}' for text in shapely.to_geojson(_short(cut, layer))
        )
        content = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    return base64.b64encode(gzip.compress(content, 6, mtime=0)).decode()


def _short(shapes: Any, layer: BaseLayer) -> Any:
    return shapely.transform(shapes, lambda points: points.round(layer.recipe.digits))


def _holds(box: tuple[float, float, float, float], row: Mapping[str, Any]) -> bool:
    return bool(box[0] <= row["lon"] <= box[2] and box[1] <= row["lat"] <= box[3])


# ---- words -----------------------------------------------------------------------------------------------------------


def _called(sheet: Sheet) -> str:
    """The call-outs as the sheet has them, the briefer's own words among them."""
    rows = "".join(f"<li>{escape(item.words)} <small>{escape(item.foot)}</small></li>" for item in sheet.facts["callouts"])
    return f"<ol class='tm-card'>{rows}</ol>" if rows else ""


def _cards(world: World, scene: Scene, sheet: Sheet) -> str:
    shown = set(sheet.account.claims)
    events = {event for f in scene.drawn if f.id in set(sheet.account.features) for event in f.events}
    language = scene.view.language
    tongue = world.tongue(language)
    cards = [
        html.claim_card(world, entry, language)
        for entry in scene.entries if entry.id in shown
    ]  # fmt: skip
    cards += [
        html.event_card(world, event, language)
        for event in scene.events if event.id in events
    ]  # fmt: skip
    rest = [replace(item, entry=tongue.entry(item.entry)) for item in scene.unplaced]
    listed = "".join(
        f"<li><b>{item.entry.id}</b> {escape(item.entry.claimant.name)}: {html.text(item.entry.claim.statement)} "
        f"<i>{escape(item.reason)}</i></li>"
        for item in rest
    )
    head = escape(say(language, "Not on the map"))
    more = f"<details class='tm-card'><summary>{head} ({len(rest)})</summary><ul>{listed}</ul></details>" if rest else ""
    foreign = "" if language == "en" else f"<p>{escape(say(language, ENGLISH_CARDS))}</p>"
    return foreign + "".join(cards) + more


def _sources(world: World, scene: Scene) -> str:
    as_of = world.ledger.as_of
    speak = partial(say, scene.view.language)
    parts: Iterable[str] = (
        speak("Sources: {parts}", parts="; ".join(scene.sources)),
        speak("Ledger up to {day}", day=as_of) if as_of else "",
        f"{speak('View')}: {scene.view.query()}",
        "; ".join(layers.attribution(world)),
        f"Tumen Explorer; {speak('not for navigation, no line is a legal limit')}",
    )
    return escape(". ".join(part for part in parts if part))
