"""What one reader has in hand. The view lives in the address bar, its frame with the map; the rest is small and per session."""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import frames, tongue
from explorer.render.symbols import Theme
from explorer.render.web.payload import CameraOrder
from explorer.views.read import parse
from explorer.views.view import DEFAULT_LAYERS, Camera, LayerId, View

PAGE_SIZE = 8
WITHOUT_VIEW = frozenset({"scenarios", "inbox", "changes", "subject"})
"""Pages whose address says something else than a view."""


def current() -> tuple[View, tuple[str, ...]]:
    """The view in the address bar, in the frame that the map shows, and what could not be read of it."""
    found, notices = parsed()
    return replace(shared.world().settled(found), camera=_frame(found)), notices


def parsed() -> tuple[View, tuple[str, ...]]:
    """The view as the address bar has it, and what could not be read of it."""
    return _read(tuple(st.query_params.to_dict().items()))


@lru_cache(maxsize=256)
def _read(pairs: tuple[tuple[str, str], ...]) -> tuple[View, tuple[str, ...]]:
    return parse(dict(pairs))


def _frame(found: View) -> Camera | None:
    camera = frames.latest(reader(), _order(found).number) or found.camera
    return None if camera == shared.world().home else camera


def reader() -> str:
    """The name under which this reader's map tells where it looks."""
    return str(st.session_state.setdefault("reader", secrets.token_urlsafe(12)))


def view() -> View:
    """The view in the address bar."""
    return current()[0]


def show(new: View) -> None:
    """Write a view into the address bar; the running or next run draws it."""
    if new.selected != view().selected:
        st.session_state["shown_cards"] = PAGE_SIZE
    pairs = dict(new.pairs())
    st.query_params.from_dict(pairs if len(pairs) > 1 else {})


def keep(page: str) -> None:
    """Carry the view from page to page: Streamlit empties the address bar when the reader goes to another one."""
    if page in WITHOUT_VIEW:
        st.session_state["page"] = page
        return
    kept: View | None = st.session_state.get("kept")
    if kept is not None and st.session_state["page"] != page and not tongue.asked():
        show(replace(kept, language=tongue.language(), camera=_frame(kept), layers=_with_journeys(kept)))
    st.session_state["page"] = page
    st.session_state["kept"] = parsed()[0]


WITHOUT_JOURNEYS = "without_journeys"
"""Under this name a session keeps that a page has put the journeys out of the way, which are on elsewhere."""


def _with_journeys(kept: View) -> frozenset[LayerId]:
    """The layers that the next page shows: those that the last one left out by itself are there again."""
    without = bool(st.session_state.pop(WITHOUT_JOURNEYS, False))
    return DEFAULT_LAYERS if without and kept.layers == DEFAULT_LAYERS - {LayerId.JOURNEYS} else kept.layers


def change(**changes: Any) -> None:
    """Change some fields of the view in the address bar."""
    show(replace(view(), **changes))


def fly(camera: Camera | None, made_for: tuple[int, int] | None = None, **changes: Any) -> None:
    """Move the map (None: back home), which may be smaller than the one the camera was made for, and change other fields."""
    show(replace(view(), camera=camera, **changes))
    number = camera_order().number + 1
    order = CameraOrder(number, camera or shared.world().home, reader(), made_for=made_for if camera else None)
    st.session_state["camera_order"] = order


def camera_order() -> CameraOrder:
    """The last order to move the camera, with the frame that the reader has made of it since."""
    found = parsed()[0]
    order = _order(found)
    looked = frames.latest(reader(), order.number)
    return replace(order, camera=looked, made_for=None) if looked else order


def _order(found: View) -> CameraOrder:
    """The last order; the first is the frame that the session opened with."""
    if "camera_order" not in st.session_state:
        st.session_state["camera_order"] = CameraOrder(1, found.camera or shared.world().home, reader())
    order: CameraOrder = st.session_state["camera_order"]
    return order


def theme() -> Theme:
    """The theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def online_tiles() -> bool:
    """Whether this reader has asked for tiles from the network; never part of a link."""
    return bool(st.session_state.get("online_tiles", False))


def shown_cards() -> int:
    """How many cards the panel shows before "more"."""
    return int(st.session_state.setdefault("shown_cards", PAGE_SIZE))


def show_more_cards() -> None:
    """Show the next page of cards as well."""
    st.session_state["shown_cards"] = shown_cards() + PAGE_SIZE
