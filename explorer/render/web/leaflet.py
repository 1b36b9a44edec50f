"""A scene as a folium map. The only home of folium, and the only place where latitude comes before longitude."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from explorer.render.symbols import Theme
from explorer.render.web import assets
from explorer.render.web.desk import Desk
from explorer.render.web.payload import (
    GREETED,
    CameraOrder,
    LayerAddress,
    for_script,
    ordered,
    scene_for_script,
    seen_from_frame,
    settings,
)
from explorer.scene.build import Scene
from explorer.views.view import MAX_ZOOM, MIN_ZOOM, Camera, Language


class _Script(MacroElement):
    """A folium element that hands one JSON value, as :func:`for_script` writes it, to a function of the page's own scripts."""

    def __init__(self, template: Template, value: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Tumen"
        self.value = value
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
    told_once = settings(seen, attribution, theme, language, home=home, online_tiles=online_tiles) | served
    page.add_child(_Script(_START, for_script(told_once)))
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
    asked = ordered(order, story)
    asked |= {"pick": True} if pick else {}
    asked |= {"strips": list(strips)} if strips else {}
    asked |= {"desk": desk.payload()} if desk else {}
    asked |= {"pin": dict(pin)} if pin else {}
    asked |= {"noting": True} if noting else {}
    asked |= {"greeted": GREETED} if greeted else {}
    group = _Group(name="reporting")
    group.add_child(_Script(_SCENE, scene_for_script(scene, asked)))
    return group
