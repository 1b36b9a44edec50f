"""The map as a piece of a page: the base map once, and over it the scene that the run has built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import greeting, mapframe, state
from explorer.render import layers
from explorer.render.web import leaflet
from explorer.render.web.desk import Desk
from explorer.render.web.payload import CameraOrder
from explorer.scene.build import Scene


def show(
    scene: Scene,
    key: str,
    height: int,
    on_choose: Callable[[str], None],
    *,
    order: CameraOrder | None = None,
    pick: bool = False,
    strips: Sequence[Mapping[str, Any]] = (),
    desk: Desk | None = None,
    pin: Mapping[str, Any] | None = None,
    noting: bool = False,
) -> None:
    """Draw the map of a scene.

    Parameters
    ----------
    key
        Of the component; a page has one map.
    height
        In pixels.
    on_choose
        Called with the id of the feature that the reader chose, or with ``point:lon,lat`` where ``pick`` is set and the click
        was on the bare map.
    order
        Where the camera goes; without one, where the view's does.
    strips
        Ways unrolled along the lower edge of the map.
    desk
        Keys of the page, what is said of it, and spots to be marked.
    pin
        A position that the reader searched for.
    noting
        Whether a position may be marked for the page Brief; ``on_choose`` is then called with ``note:`` and the note.
    """
    page = leaflet.base_map(
        shared.layers(),
        layers.attribution(shared.world()),
        state.theme(),
        scene.view.language,
        home=shared.world().home,
        online_tiles=state.online_tiles(),
    )

    def chosen() -> None:
        found = (st.session_state.get(key) or {}).get("last_object_clicked_tooltip")
        if found:
            on_choose(str(found))

    over = leaflet.scene_group(
        scene,
        order or state.camera_order(),
        pick=pick,
        strips=strips,
        desk=desk,
        pin=pin,
        noting=noting,
        greeted=greeting.closed(),
    )
    mapframe.draw(
        page, over, key, height, on_change=chosen,
        returned=("last_object_clicked_count", "last_object_clicked_tooltip"),
    )  # fmt: skip
