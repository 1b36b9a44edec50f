"""The question of the page Rail and sea: two places, the conditions, the corridors of the reporting, and clicks on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state
from explorer.app.tongue import say, told
from explorer.errors import CoordinateError, QuestionError
from explorer.geo import other_order, parse_position
from explorer.messages import message
from explorer.routing.places import point
from explorer.routing.route import Network
from explorer.views.framing import frame
from explorer.views.view import FIRST_DAY, LAST_DAY, LayerId, RouteQuery

MAP_HEIGHT = 690
FRAME = (800, MAP_HEIGHT)
MOST_TYPED = 500
"""Addresses of maps are long, and one that is cut off would lead elsewhere."""
_SETS = message("A click on the map sets")
FROM, TO = message("From"), message("To")


def opened() -> tuple[str, ...]:
    """What a link leaves open: without a frame both routes are framed, without layers journeys are not shown here.

    Returns
    -------
    tuple of str
        What could not be read of the link: the address that is written in its stead says nothing of it any more.
    """
    given = st.query_params.to_dict()
    view, notices = state.current()
    if "layers" not in given and LayerId.JOURNEYS in view.layers:
        st.session_state[state.WITHOUT_JOURNEYS] = True
        state.change(layers=view.layers - {LayerId.JOURNEYS})
    asked = (view.route.origin, view.route.destination)
    first = st.session_state.get("way_framed") != asked
    st.session_state["way_framed"] = asked
    if first and view.route.asked and view.camera is None and "lon" not in given:
        frame_both()
    return notices if st.query_params.to_dict() != given else ()


def frame_both() -> None:
    """Frame both routes, or where there are none go home."""
    bounds = _bounds(state.view().route)
    state.fly(frame(bounds, *FRAME) if bounds else None, FRAME)


def _bounds(query: RouteQuery) -> tuple[float, float, float, float] | None:
    try:
        return shared.world().plan(query).bounds if query.asked else None
    except QuestionError:
        return None


def ask_for(query: RouteQuery) -> None:
    """The widgets above the map."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for key, word in (("origin", say("From")), ("destination", say("To"))):
            st.session_state[f"way_{key}"] = getattr(query, key)
            st.text_input(
                word, key=f"way_{key}", max_chars=MOST_TYPED, placeholder=say("Rajin, 라진, 42.25 130.3"),
                on_change=lambda: ask(_typed()),
            )  # fmt: skip
        st.button(say("Swap"), icon=":material/swap_horiz:", on_click=_swap, disabled=not query.asked)
        with st.popover(say("Corridors"), icon=":material/route:"):
            for corridor in naming.corridors():
                st.button(
                    components.plain(corridor.title), key=f"corridor_{corridor.id}", help=corridor.note, type="tertiary",
                    on_click=ask, args=(corridor.query,),
                )  # fmt: skip
        _conditions(query)
        components.layer_menu(state.view())
        st.button(say("Reset frame"), icon=":material/fit_screen:", on_click=frame_both, help=say("Fit both routes on the map"))
        st.segmented_control(
            say(_SETS), [FROM, TO], key="click_sets", format_func=say, help=say("Then click a place, or any point of the map.")
        )


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
    with st.popover(say("Conditions ({set})", set=set_) if set_ else say("Conditions"), icon=":material/tune:"):
        st.session_state["way_closed"] = [item for item in network.closable if item in query.closed]
        st.multiselect(
            say("Closed"), _most_telling(network), key="way_closed", format_func=lambda name: told(network.closable[name]),
            placeholder=say("bridge, tunnel, strait or canal"), on_change=_take, args=("closed",),
        )  # fmt: skip
        st.session_state["way_gauge_mm"] = query.gauge_mm
        st.segmented_control(
            say("Stay on the gauge (mm)"), [1520, 1435], key="way_gauge_mm", on_change=_take, args=("gauge_mm",)
        )  # fmt: skip
        countries = sorted({track.country for track in network.rail.tracks if track.country})
        st.session_state["way_avoid"] = sorted(query.avoid & set(countries))
        st.multiselect(
            say("Rail avoids"), countries, key="way_avoid", format_func=told, placeholder=say("no country"),
            on_change=_take, args=("avoid",),
        )  # fmt: skip
        st.session_state["way_transit"] = query.transit == "on"
        st.toggle(
            say("Allow transit through third countries"), key="way_transit", on_change=_take, args=("transit",),
            help=say("Off: rail keeps to Russia, the DPRK and the countries of both ends where their track joins the "
"two places."),
            disabled=bool(query.gauge_mm or query.avoid),
        )  # fmt: skip
        ports = {port.id: naming.place(port.id, port.name) for port in network.transfers}
        for end, word in (("loading", say("The sea leg begins at")), ("discharge", say("The sea leg ends at"))):
            port = getattr(query, end)
            st.session_state[f"way_{end}"] = port if port in ports else ""
            st.selectbox(
                word, ["", *ports], key=f"way_{end}", on_change=_take, args=(end,),
                format_func=lambda port: ports.get(port, say("as reported, otherwise any port with a railhead")),
            )  # fmt: skip
        straits = {passage.id: told(passage.name) for passage in network.sea.passages}
        st.session_state["way_via"] = [item for item in query.via if item in straits]
        st.multiselect(
            say("The sea leg goes through, in this order"), list(straits), key="way_via", format_func=straits.__getitem__,
            placeholder=say("any strait or canal"), on_change=_take, args=("via",),
        )  # fmt: skip
        st.session_state["way_on"] = query.on
        st.date_input(
            say("On this day (lines that opened later are not used)"), key="way_on", on_change=_take, args=("on",),
            min_value=FIRST_DAY, max_value=LAST_DAY,
        )  # fmt: skip
        st.button(say("Clear all conditions"), on_click=_clear_conditions, disabled=not set_)


def _most_telling(network: Network) -> list[str]:
    """Ids of what can be closed, in the order of the cards first."""
    first, known = shared.world().cards.closures, network.closable
    return [*(item for item in first if item in known), *(item for item in known if item not in first)]


def ask(query: RouteQuery) -> None:
    """Ask for the ways between two places and frame them."""
    camera, bounds = state.view().camera, _bounds(query)
    st.session_state["way_framed"] = (query.origin, query.destination)
    if bounds is None:
        state.change(route=query, selected="")
    else:
        state.fly(frame(bounds, *FRAME) or camera, FRAME, route=query, selected="")


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
    asked = state.view().route
    ends: dict[str, Any] = {
        end: _read(str(st.session_state[f"way_{end}"]).strip(), getattr(asked, end)) for end in ("origin", "destination")
    }
    return replace(asked, **ends)


def _read(text: str, before: str) -> str:
    """What was typed; a position is read as on every other page, and stands in the link as longitude and latitude.

    What already stood in the box is such an id, and stays as it is.
    """
    if text == before:
        return text
    try:
        found, other = parse_position(text), other_order(text)
    except CoordinateError:
        return text
    if other is not None:
        st.session_state["way_other"] = (point(found or other).id, point(other).id)
    return text if found is None else point(found).id


def other_reading() -> None:
    """Where a position that was typed could be read in the other order as well, that reading on a click."""
    first, other = st.session_state.get("way_other") or ("", "")
    query = state.view().route
    with st.container(key="way_other_reading"):
        if first and first in {query.origin, query.destination}:
            st.button(
                say("Swap latitude and longitude of {first}", first=first),
                icon=":material/swap_vert:",
                type="tertiary",
                key="way_turn",
                on_click=_turn,
                args=(first, other),
            )


def _turn(first: str, other: str) -> None:
    query = state.view().route
    st.session_state["way_other"] = (other, first)
    ends: dict[str, Any] = {
        end: other if getattr(query, end) == first else getattr(query, end) for end in ("origin", "destination")
    }
    ask(replace(query, **ends))


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
        end: dict[str, Any] = {"origin" if wanted == FROM else "destination": identifier}
        ask(replace(state.view().route, **end))
        st.session_state["click_sets"] = None
    elif kind != "point":
        components.choose(chosen)
