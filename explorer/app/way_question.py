"""The question of the page Rail and sea: two places, the conditions, the corridors of the reporting, and clicks on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state
from explorer.errors import CoordinateError, QuestionError
from explorer.geo import parse_position
from explorer.routing.places import point
from explorer.routing.route import Network
from explorer.views.framing import frame
from explorer.views.view import FIRST_DAY, LAST_DAY, MAX_PLACE, RouteQuery

MAP_WIDTH, MAP_HEIGHT = 800, 690
MOST_TYPED = 500
"""Addresses of maps are long, and one that is cut off would lead elsewhere."""
_SETS = "A click on the map sets"


def ask_for(query: RouteQuery) -> None:
    """The widgets above the map."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for key, word in (("origin", "From"), ("destination", "To")):
            st.session_state[f"way_{key}"] = getattr(query, key)
            st.text_input(
                word, key=f"way_{key}", max_chars=MOST_TYPED, placeholder="Name, id, 라진, Раджин, or lon,lat",
                on_change=lambda: ask(_typed()),
            )  # fmt: skip
        st.button("Swap", icon=":material/swap_horiz:", on_click=_swap, disabled=not query.asked)
        with st.popover("Corridors", icon=":material/route:"):
            for corridor in shared.world().cards.corridors:
                st.button(
                    corridor.title, key=f"corridor_{corridor.id}", help=corridor.note, type="tertiary",
                    on_click=ask, args=(corridor.query,),
                )  # fmt: skip
        _conditions(query)
        components.layer_menu(state.view())
        st.segmented_control(_SETS, ["From", "To"], key="click_sets", help="Then click a place, or any point of the map.")


def _conditions(query: RouteQuery) -> None:
    set_ = sum(
        map(
            bool,
            (
                query.gauge_mm,
                query.avoid,
                query.closed,
                query.on,
                query.loading,
                query.discharge,
                query.transit == "on",
                query.via,
            ),
        )
    )
    network = shared.world().network
    with st.popover(f"Conditions ({set_})" if set_ else "Conditions", icon=":material/tune:"):
        st.session_state["way_closed"] = [item for item in network.closable if item in query.closed]
        st.multiselect(
            "Closed", _most_telling(network), key="way_closed", format_func=network.closable.__getitem__,
            placeholder="bridge, tunnel, strait or canal", on_change=_take, args=("closed",),
        )  # fmt: skip
        st.session_state["way_gauge_mm"] = query.gauge_mm
        st.segmented_control(
            "Stay on the gauge (mm)", [1520, 1435], key="way_gauge_mm", on_change=_take, args=("gauge_mm",)
        )  # fmt: skip
        countries = sorted({track.country for track in network.rail.tracks if track.country})
        st.session_state["way_avoid"] = sorted(query.avoid & set(countries))
        st.multiselect(
            "Rail keeps out of", countries, key="way_avoid", placeholder="no country",
            on_change=_take, args=("avoid",),
        )  # fmt: skip
        st.session_state["way_transit"] = query.transit == "on"
        st.toggle(
            "Track of third States as good as any", key="way_transit", on_change=_take, args=("transit",),
            help="Off: rail keeps to Russia, the DPRK and the countries of both ends where their track joins the two places.",
            disabled=bool(query.gauge_mm or query.avoid),
        )  # fmt: skip
        ports = {port.id: port.name for port in network.transfers}
        for end, word in (("loading", "The sea leg begins at"), ("discharge", "The sea leg ends at")):
            port = getattr(query, end)
            st.session_state[f"way_{end}"] = port if port in ports else ""
            st.selectbox(
                word, ["", *ports], key=f"way_{end}", on_change=_take, args=(end,),
                format_func=lambda port: ports.get(port, "as reported, else any port with a railhead"),
            )  # fmt: skip
        straits = {passage.id: passage.name for passage in network.sea.passages}
        st.session_state["way_via"] = [item for item in query.via if item in straits]
        st.multiselect(
            "The sea leg leads through, in this order", list(straits), key="way_via", format_func=straits.__getitem__,
            placeholder="any strait or canal", on_change=_take, args=("via",),
        )  # fmt: skip
        st.session_state["way_on"] = query.on
        st.date_input(
            "On the day (a line that opened later does not carry)", key="way_on", on_change=_take, args=("on",),
            min_value=FIRST_DAY, max_value=LAST_DAY,
        )  # fmt: skip
        st.button("Clear all conditions", on_click=_clear_conditions, disabled=not set_)


def _most_telling(network: Network) -> list[str]:
    """Ids of what can be closed, in the order of the cards first."""
    first, known = shared.world().cards.closures, network.closable
    return [*(item for item in first if item in known), *(item for item in known if item not in first)]


def ask(query: RouteQuery) -> None:
    """Ask for the ways between two places and frame them."""
    camera = state.view().camera
    try:
        bounds = shared.world().plan(query).bounds
    except QuestionError:
        bounds = None
    if bounds is None:
        state.change(route=query, selected="")
    else:
        state.fly(frame(bounds, MAP_WIDTH, MAP_HEIGHT) or camera, route=query, selected="")


def _take(field: str) -> None:
    """Put a widget's value into the question."""
    value = st.session_state[f"way_{field}"]
    if isinstance(value, bool):
        value = "on" if value else "off"
    if isinstance(value, list):
        value = tuple(value) if field == "via" else frozenset(value)
    change: dict[str, Any] = {field: value}
    ask(replace(_typed(), **change))


def _typed() -> RouteQuery:
    """The question with both places as they stand in their boxes: the address may lag behind somebody who types fast."""
    origin, destination = (_short(str(st.session_state[f"way_{end}"]).strip()) for end in ("origin", "destination"))
    return replace(state.view().route, origin=origin, destination=destination)


def _short(text: str) -> str:
    """What was typed; a long address of a map becomes the position that it holds, which fits into a link."""
    if len(text) <= MAX_PLACE:
        return text
    try:
        found = parse_position(text, lon_lat=True)
    except CoordinateError:
        return text
    return text if found is None else point(found).id


def _swap() -> None:
    query = _typed()
    turned = replace(query, origin=query.destination, destination=query.origin)
    ask(replace(turned, loading=query.discharge, discharge=query.loading))


def _clear_conditions() -> None:
    query = state.view().route
    ask(RouteQuery(query.origin, query.destination))


def choose(chosen: str) -> None:
    """A click sets an end while the reader wants that; else it selects."""
    wanted = st.session_state.get("click_sets")
    kind, _, identifier = chosen.partition(":")
    if wanted and kind in {"point", "site"}:
        end: dict[str, Any] = {"origin" if wanted == "From" else "destination": identifier}
        ask(replace(state.view().route, **end))
        st.session_state["click_sets"] = None
    elif kind != "point":
        components.choose(chosen)
