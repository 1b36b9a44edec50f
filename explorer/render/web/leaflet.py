"""A scene as a folium map. The only home of folium, and the only place where latitude comes before longitude."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from explorer.ledger.vocabulary import Stance
from explorer.messages import message, say, told
from explorer.render.layers import BaseLayer, switches
from explorer.render.symbols import PALETTES, Theme, stance_colour, stance_shape
from explorer.render.web import assets
from explorer.render.web.desk import Desk
from explorer.render.words import detail_words, legend_words
from explorer.scene.build import Feature, LegendItem, Scene
from explorer.scene.kinds import BACKDROPS, KINDS, FeatureKind, Look
from explorer.views.view import MAX_ZOOM, MIN_ZOOM, Camera, Language

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


class _Script(MacroElement):
    """A folium element that hands one JSON value to a function of the page's own scripts."""

    def __init__(self, template: Template, value: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Tumen"
        self.value = for_script(value)
        self._template = template


class _Group(folium.FeatureGroup):
    """A group that is handed over as a script; the second copy, which folium would put into a whole page, is never made."""

    def render(self, **_: Any) -> str:
        """Put nothing into the page."""
        return ""


class _Written(folium.Map):
    """A map that has been written out before: the same page, script and files, without a template filled anew.

    The base map is the same for every scene, so that the browser keeps it; writing it out was a fifth of a run of the page.
    """

    def __init__(self, of: folium.Map, page: _Page) -> None:
        for name in ("_name", "_id", "_parent", "location", "options", "height", "width", "default_js", "default_css"):
            setattr(self, name, getattr(of, name))
        self._children = OrderedDict()
        self._template = page
        self._root = page

    def get_root(self) -> Any:
        """The page around the map, as text."""
        return self._root

    def render(self, **_: Any) -> str:
        """Nothing is left to be done."""
        return ""


class _Page:
    """What is read of a rendered page and of a map's template: header, body, script."""

    def __init__(self, of: folium.Map) -> None:
        figure = cast("Figure", of.get_root())
        self._whole = figure.render()
        self.header, self.html, self.module = _Text(figure.header.render()), _Text(figure.html.render()), self
        self._script = figure.script.render()

    def script(self, _map: folium.Map) -> str:
        """The script that draws the map."""
        return self._script

    def render(self) -> str:
        """The whole page."""
        return self._whole


class _Text:
    """A text where folium has something to render."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self) -> str:
        """The text."""
        return self._text


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


_START = Template("{% macro script(this, kwargs) %}Tumen.start({{ this._parent.get_name() }}, {{ this.value }});{% endmacro %}")
_SCENE = Template(
    "{% macro script(this, kwargs) %}new Tumen.SceneLayer({{ this.value }}).addTo({{ this._parent.get_name() }});{% endmacro %}"
)


def base_map(
    layers: Sequence[LayerAddress],
    attribution: Sequence[str],
    theme: Theme = "light",
    language: Language = "en",
    *,
    home: Camera,
    online_tiles: bool = False,
    player: bool = False,
) -> folium.Map:
    """The map without any reporting on it: the same content for the same arguments.

    Parameters
    ----------
    layers
        Base layers with their addresses on this server.
    attribution
        Lines that the map owes to its data, shown in its corner.
    home
        Where the map opens; the address leaves this frame out.
    online_tiles
        Load tiles from OpenStreetMap's server as well. This calls out; it is off unless the reader asks.
    player
        The map of a story: arrow keys step instead of panning, and the address stays that of the step.
    """
    drawn = _drawn(tuple(layers), tuple(attribution), theme, language, home, online_tiles=online_tiles, player=player)
    return _Written(*drawn)


@lru_cache(maxsize=48)
def _drawn(
    layers: tuple[LayerAddress, ...],
    attribution: tuple[str, ...],
    theme: Theme,
    language: Language,
    home: Camera,
    *,
    online_tiles: bool,
    player: bool,
) -> tuple[folium.Map, _Page]:
    page = folium.Map(
        location=(home.lat, home.lon), zoom_start=int(home.zoom), tiles=None, min_zoom=int(MIN_ZOOM), max_zoom=int(MAX_ZOOM),
        prefer_canvas=True, zoom_control=True, keyboard=True, world_copy_jump=True, track_resize=False,
        zoom_snap=0.25, wheel_px_per_zoom_level=100,
    )  # fmt: skip
    page.default_js = [(name, seen_from_frame(address)) for name, address in assets.scripts()]
    page.default_css = [(name, seen_from_frame(address)) for name, address in assets.styles()]
    seen = [replace(item, url=seen_from_frame(item.url)) for item in layers]
    served = {"player": player, "mgrs": seen_from_frame("/api/mgrs")}
    page.add_child(_Script(_START, settings(seen, attribution, theme, language, home=home, online_tiles=online_tiles) | served))
    return page, _Page(page)


def scene_group(
    scene: Scene,
    order: CameraOrder,
    story: Mapping[str, Any] | None = None,
    *,
    pick: bool = False,
    strips: Sequence[Mapping[str, Any]] = (),
    desk: Desk | None = None,
    pin: Mapping[str, Any] | None = None,
    noting: bool = False,
    greeted: bool = False,
) -> folium.FeatureGroup:
    """The reporting of a scene, to be laid over the base map.

    Parameters
    ----------
    story
        What the player's script needs to know of a story's step.
    pick
        Whether a click on the bare map chooses the position.
    strips
        Ways unrolled, to be drawn along the lower edge; see :mod:`explorer.render.web.strips`.
    desk
        What the keys of a page do, what is said of it, and which spots are marked.
    pin
        A position that somebody searched for, with ``lon``, ``lat`` and ``title``.
    noting
        Whether a position of the map may be marked for the page Brief.
    greeted
        Whether the browser is to remember that its reader has been greeted.
    """
    group = _Group(name="reporting")
    payload = scene_payload(scene, order, story)
    payload |= {"pick": True} if pick else {}
    payload |= {"strips": list(strips)} if strips else {}
    payload |= {"desk": desk.payload()} if desk else {}
    payload |= {"pin": dict(pin)} if pin else {}
    payload |= {"noting": True} if noting else {}
    payload |= {"greeted": GREETED} if greeted else {}
    group.add_child(_Script(_SCENE, payload))
    return group


def scene_payload(scene: Scene, order: CameraOrder, story: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the page's scripts draw: the scene's drawn features, legend and captions."""
    return {
        "digest": scene.digest(),
        "features": [_feature(scene.view.language, feature) for feature in scene.drawn],
        "legend": [_legend_row(scene.view.language, item) for item in scene.legend],
        "captions": [told(scene.view.language, caption) for caption in scene.captions],
        "switches": switches(scene.view),
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
