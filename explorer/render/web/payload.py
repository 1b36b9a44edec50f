"""What the map's scripts are told, as JSON: the settings of a base map, and a scene with the order to look at it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from explorer.ledger.vocabulary import Stance
from explorer.messages import message, say, told
from explorer.render.layers import BaseLayer, switches
from explorer.render.symbols import PALETTES, Theme, stance_colour, stance_shape
from explorer.render.words import detail_words, legend_words
from explorer.scene.build import Feature, LegendItem, Scene
from explorer.scene.kinds import BACKDROPS, KINDS, FeatureKind, Look
from explorer.views.view import Camera, Language

GREETED = "tumen-greeted"
"""The cookie by which a browser remembers that its reader has been greeted; it says nothing else."""

ONLINE_TILES = {"url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "attribution": "© OpenStreetMap contributors"}

_PX_A_PT, _DASH_PX_A_PT = 4.0 / 3.0, 1.8
"""Pixels a point of the table of kinds: lines as wide as on paper, dashes longer, since a screen is read from farther off."""

_WORDS = {
    "map": message(
        "Map of the reporting. Arrow keys pan, plus and minus zoom, Tab goes from place to place, c copies the position."
    ),
    "legend": message("Legend"),
    "nearby": message("Zoom in to see"),
    "inferred": message("place inferred"),
    "dated": message("dated facts from outside the articles"),
    "readout": message("Position under the pointer, or at the centre of the map"),
    "copy": message("Copy this position"),
    "decimal": message("Decimal"),
    "dms": message("Degrees, minutes, seconds"),
    "copied": message("Copied"),
    "selected": message("Selected; copy it with your own keys"),
    "no_answer": message("not available"),
    "note": message("Words for Brief"),
    "note_here": message("Note here"),
    "arrow_from": message("Arrow from here"),
    "arrow_to": message("Arrow to here"),
    "measure": message("Measure a distance"),
    "measure_how": message("Click two or more points; Esc ends"),
    "coarse": message("closer than the data: lines have straight pieces of up to {km} km here"),
}


@dataclass(frozen=True)
class CameraOrder:
    """An order to move the camera. The map obeys each number once, so panning is never undone by a rerun.

    ``reader`` is the name under which the map tells the server where it looks after that; without one it keeps it to itself.
    ``made_for`` is the width and height in pixels for which the camera was chosen: a smaller map shows the same ground from
    further off.
    """

    number: int
    camera: Camera
    reader: str = ""
    seconds: float = 0.6
    made_for: tuple[int, int] | None = None


@dataclass(frozen=True)
class LayerAddress:
    """A base layer and where the browser finds it."""

    layer: BaseLayer
    url: str


def seen_from_frame(address: str) -> str:
    """An address of this server as the frame of the map finds it, which lies two folders below wherever the explorer stands.

    >>> seen_from_frame("/assets/0/map.js")
    '../../assets/0/map.js'
    """
    return f"../..{address}"


def for_script(value: Any) -> str:
    r"""JSON that stays the same text inside a script: no markup, template or variable pattern survives in it.

    folium compiles a rendered script as a template once more (``{{``, ``{%``, ``{#``), streamlit-folium rewrites scripts by
    pattern (variable suffixes after an underscore, quoted names in braces), and a browser ends a script at ``</script>``;
    none of these can match what is escaped here.

    >>> for_script({"a_b": "</script>`${x}`{{ 'y' }}"})
    '{"a\\u005fb":"\\u003c/script\\u003e\\u0060\\u0024{x}\\u0060\\u007b{ \\u0027y\\u0027 }}"}'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    for character in "_<>&'`$":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)


def scene_payload(scene: Scene, order: CameraOrder, story: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the page's scripts draw: the scene's drawn features, legend and captions."""
    return _reported(scene) | ordered(order, story)


def _reported(scene: Scene) -> dict[str, Any]:
    """What is the scene's own, for whoever looks at it."""
    return {
        "digest": scene.digest(),
        "features": [_feature(scene.view.language, feature) for feature in scene.drawn],
        "legend": [_legend_row(scene.view.language, item) for item in scene.legend],
        "captions": [told(scene.view.language, caption) for caption in scene.captions],
        "switches": switches(scene.view),
    }


def ordered(order: CameraOrder, story: Mapping[str, Any] | None) -> dict[str, Any]:
    """What one reader's map is to do with it."""
    return {
        "camera": {
            "number": order.number,
            "reader": order.reader,
            "lon": order.camera.lon,
            "lat": order.camera.lat,
            "zoom": order.camera.zoom,
            "seconds": order.seconds,
            "made_for": list(order.made_for) if order.made_for else None,
        },
        "player": dict(story) if story else None,
    }


def scene_for_script(scene: Scene, asked: Mapping[str, Any]) -> str:
    """A scene with what is asked of it, as :func:`for_script` writes the whole; what is the scene's own is written out once."""
    parts = _written_out(_Same(scene)) | {name: for_script(part) for name, part in asked.items()}
    return "{" + ",".join(f"{for_script(name)}:{text}" for name, text in sorted(parts.items())) + "}"


@dataclass(frozen=True, eq=False)
class _Same:
    """A scene as itself: equal to nothing but the same one, so that it need not be looked through to be found again."""

    scene: Scene

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.scene is self.scene

    def __hash__(self) -> int:
        return id(self.scene)


@lru_cache(maxsize=64)
def _written_out(same: _Same) -> dict[str, str]:
    """What is a scene's own; pages keep the scenes of the last views, and each is asked for again and again."""
    return {name: for_script(part) for name, part in _reported(same.scene).items()}


def _feature(language: Language, feature: Feature) -> dict[str, Any]:
    """A feature for the scripts; in another language with what is said of it, since they tell kinds by the English words."""
    row = feature.geojson()
    if language != "en":
        about = row["properties"]
        about |= {"title": told(language, feature.title), "said": detail_words(language, feature.detail)}
        if about.get("site_kind"):
            about["site_kind"] = told(language, about["site_kind"])
    return row


def _legend_row(language: Language, item: LegendItem) -> dict[str, str]:
    word, note = legend_words(language, item)
    return {"symbol": item.symbol, "word": word, "note": note}


def settings(
    layers: Sequence[LayerAddress],
    attribution: Sequence[str],
    theme: Theme,
    language: Language,
    *,
    home: Camera,
    online_tiles: bool = False,
) -> dict[str, Any]:
    """What ``Tumen.start`` needs to know: palette, words, stances, the table of kinds, base layers with their addresses."""
    palette = PALETTES[theme]
    return {
        **({} if language == "en" else {"told": {word.value: told(language, word.value) for word in Stance}}),
        "theme": theme,
        "language": language,
        "palette": palette,
        "words": {name: say(language, words) for name, words in _WORDS.items()} | _controls(language),
        "home": {"lon": home.lon, "lat": home.lat, "zoom": home.zoom},
        "attribution": list(attribution),
        "tiles": ONLINE_TILES if online_tiles else None,
        "stances": {
            stance.value: {"name": stance.name.lower(), "shape": stance_shape(stance), "colour": stance_colour(stance, theme)}
            for stance in Stance
        },
        "kinds": {identifier: _kind_settings(kind) for identifier, kind in KINDS.items()},
        "backdrops": {identifier: _look_settings(look) for identifier, look in BACKDROPS.items()},
        "layers": [_layer_settings(item, palette, hidden=online_tiles) for item in layers],
    }


def _controls(language: Language) -> dict[str, str]:
    """Words of Leaflet's own controls, which speaks English by itself."""
    return {} if language == "en" else {"zoom_in": say(language, "Zoom in"), "zoom_out": say(language, "Zoom out")}


def _look_settings(look: Look) -> dict[str, Any]:
    """How a row of the table is drawn, in pixels of a screen; colours stay keys of the palette."""
    strokes = [
        {
            "colour": stroke.colour,
            "width": round(stroke.width_pt * _PX_A_PT, 1),
            "dash": [round(length * _DASH_PX_A_PT, 1) for length in stroke.dash_pt],
            "opacity": stroke.opacity,
            "round": stroke.round,
        }
        for stroke in look.strokes
    ]
    return {"colour": look.colour, "strokes": strokes, "fill": look.fill}


def _kind_settings(kind: FeatureKind) -> dict[str, Any]:
    return {
        **_look_settings(kind),
        "by_colour": kind.by_colour,
        "widget": kind.widget,
        "pane": kind.pane,
        "reach": kind.reach,
        "schematic": kind.schematic,
    }


def _layer_settings(item: LayerAddress, palette: dict[str, str], *, hidden: bool) -> dict[str, Any]:
    layer, style = item.layer, item.layer.style
    fill = palette.get(style.fill, "") if not (hidden and layer.pane == "land") else ""
    return {
        "id": layer.id,
        "url": item.url,
        "pane": layer.pane,
        "role": layer.role,
        "min_zoom": layer.min_zoom,
        "max_zoom": layer.max_zoom,
        "switch": layer.switch_name,
        "style": {"color": palette.get(style.stroke), "weight": style.weight, "fill": fill or None, "dash": style.dash or None},
    }
