"""The question of the page Rail and sea: two places, the conditions, the corridors of the reporting, and clicks on the map."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state
from explorer.errors import QuestionError
from explorer.routing.route import Network
from explorer.views.view import MAX_PLACE, Camera, RouteQuery

MAP_WIDTH, MAP_HEIGHT = 800, 690
_SETS = "A click on the map sets"


@dataclass(frozen=True)
class Corridor:
    """A pair of places that the reporting speaks of, with the conditions under which the network joins them as reported."""

    word: str
    query: RouteQuery
    note: str


CORRIDORS = (
    Corridor("Rajin – Dunai", RouteQuery("Rajin", "Dunai"), "Containers reported by sea in 2023, then on by rail."),
    Corridor("Rajin – Vostochny Port", RouteQuery("Rajin", "Vostochny Port"), "Ships reported from the turn of 2023 to 2024 on."),
    Corridor("Rajin – Khasan", RouteQuery("Rajin", "Khasan", gauge_mm=1520), "The line over the Friendship Bridge."),
    Corridor(
        "Pyongyang – Vladivostok",
        RouteQuery("Pyongyang", "Vladivostok"),
        "From the capital by train all the way, or on by ship from the east coast.",
    ),
    Corridor(
        "Rajin – Tikhoretsk",
        RouteQuery("Rajin", "Tikhoretsk", discharge="dunai-port", gauge_mm=1520),
        "To the depot that several inquiries name; by sea to Dunai, then by rail.",
    ),
    Corridor(
        "Moscow – Pyongyang",
        RouteQuery("Moscow", "Pyongyang", avoid=frozenset({"CHN", "MNG", "KAZ"})),
        "The direct carriage that keeps to Russia and the DPRK.",
    ),
)


def ask_for(query: RouteQuery) -> None:
    """The widgets above the map."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for key, word in (("origin", "From"), ("destination", "To")):
            st.session_state[f"way_{key}"] = getattr(query, key)
            st.text_input(
                word, key=f"way_{key}", max_chars=MAX_PLACE, placeholder="Name, id, 라진, Раджин, or lon,lat",
                on_change=lambda: ask(_typed()),
            )  # fmt: skip
        st.button("Swap", icon=":material/swap_horiz:", on_click=_swap, disabled=not query.asked)
        with st.popover("Corridors", icon=":material/route:"):
            for corridor in CORRIDORS:
                st.button(
                    corridor.word, key=f"corridor_{corridor.word}", help=corridor.note, type="tertiary",
                    on_click=ask, args=(corridor.query,),
                )  # fmt: skip
        _conditions(query)
        components.layer_menu(state.view())
        st.segmented_control(_SETS, ["From", "To"], key="click_sets", help="Then click a place, or any point of the map.")


def _conditions(query: RouteQuery) -> None:
    set_ = sum(
        map(bool, (query.gauge_mm, query.avoid, query.closed, query.on, query.loading, query.discharge, query.transit == "on"))
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
        st.session_state["way_on"] = query.on
        st.date_input(
            "On the day (a line that opened later does not carry)", key="way_on", on_change=_take, args=("on",),
            min_value=date(1900, 1, 1), max_value=date(2100, 1, 1),
        )  # fmt: skip
        st.button("Clear all conditions", on_click=_clear_conditions, disabled=not set_)


def _most_telling(network: Network) -> list[str]:
    """Ids of what can be closed, what stands between the two countries first."""
    first = ("friendship-bridge", "khasan-tumangang", "tumangang-rajin", "dunai-branch", "korea-strait", "tsugaru-strait")
    known = network.closable
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
        state.fly(frame(bounds) or camera, route=query, selected="")


def frame(bounds: tuple[float, float, float, float], width: int = MAP_WIDTH, height: int = MAP_HEIGHT) -> Camera:
    """The frame of a map so wide and high in pixels that holds west, south, east and north, with some room to spare."""
    west, south, east, north = bounds
    low, high = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (south, north))
    across, up = max(east - west, 0.02), max(high - low, 0.02)
    zoom = min(math.log2(0.8 * width * 360 / (256 * across)), math.log2(0.8 * height * 360 / (256 * up)), 12.0)
    middle = math.degrees(math.atan(math.sinh(math.radians((low + high) / 2))))
    return Camera(round((west + east) / 2, 4), round(middle, 4), round(max(zoom, 2.0) * 4) / 4)


def _take(field: str) -> None:
    """Put a widget's value into the question."""
    value = st.session_state[f"way_{field}"]
    if isinstance(value, bool):
        value = "on" if value else "off"
    change: dict[str, Any] = {field: frozenset(value) if isinstance(value, list) else value}
    ask(replace(_typed(), **change))


def _typed() -> RouteQuery:
    """The question with both places as they stand in their boxes: the address may lag behind somebody who types fast."""
    origin, destination = (str(st.session_state[f"way_{end}"]).strip() for end in ("origin", "destination"))
    return replace(state.view().route, origin=origin, destination=destination)


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
