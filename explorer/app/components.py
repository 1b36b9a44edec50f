"""Pieces that several screens share: page style, cards with their buttons, the filter menus, notices."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import cache as shared
from explorer.app import naming, prepared, state
from explorer.app.tongue import NAMES, language, say, told
from explorer.app.tongue import choose as choose_language
from explorer.geo import written
from explorer.layers.features import Feature
from explorer.ledger.claims import Entry
from explorer.ledger.subjects import Subject
from explorer.ledger.vocabulary import Event, Site, SiteKind
from explorer.messages import message
from explorer.render.web import html
from explorer.render.words import LAYER_WORDS
from explorer.views.view import DEFAULT_LAYERS, FACETS, LANGUAGES, SORTS, Camera, LayerId, RouteQuery, View
from explorer.world.citing import cited
from explorer.zones.law import BASELINES

L = TypeVar("L", bound=str)

SORT_WORDS = {"relevance": message("Relevance"), "date": message("Date"), "grade": message("Grade")}
PLACE_ZOOM = 11.0
ZOOM_BY_KIND = {SiteKind.CITY: 10.0, SiteKind.TOWN: 11.0, SiteKind.LAUNCH_SITE: 10.0, SiteKind.AIRPORT: 11.0}


def icon() -> str:
    """The page's icon as a data address; a named icon would be fetched from a font server."""
    drawing = resources.files("explorer.render.web").joinpath("static", "icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}"


def language_choice() -> None:
    """The language of the page, where it is seen at once."""
    st.session_state["language"] = language()
    with st.container(key="tongue"):
        st.segmented_control(
            say("Language"), LANGUAGES, key="language", required=True, label_visibility="collapsed",
            on_change=_change_language, format_func=NAMES.__getitem__,
        )  # fmt: skip


def _change_language() -> None:
    choose_language(st.session_state["language"] or "en")


def page_style() -> None:
    """The style of cards and page, once a run; what opens over the page is not reached by the theme that Streamlit sets."""
    st.html(prepared.style(state.theme()))


def notices(lines: Iterable[str], also: Sequence[str] = (), words: str = "", subject: str = "") -> None:
    """What had to be said about the view, as plain text, and the places, words or subject that a search might have meant as well.

    The box is always there, so that what stands below it keeps its place and the map is not loaded anew.
    """
    with st.container(key="notices"):
        for line in lines:
            st.html(f'<div class="tm-notice" role="status">{html.text(told(line))}</div>')
        if subject:
            about(shared.world().subjects.by_id[subject], "found")
        if also or words:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.html('<p class="tm-sub">' + say("Also:") + "</p>")
                if words:
                    label = plain(say("statements with “{words}”", words=words))
                    st.button(label, key="also-words", type="tertiary", on_click=lambda: state.change(text=words, selected=""))
                for place_id in also:
                    st.button(
                        plain(_told_apart(place_id)), key=f"also-{place_id}", type="tertiary",
                        on_click=go_to_place, args=(place_id,),
                    )  # fmt: skip


def about(subject: Subject, key: str) -> None:
    """A button that leads to everything about a subject."""
    st.button(
        plain(say("Everything about {title}", title=naming.titled(subject))),
        key=f"{key}-{subject.id}",
        icon=":material/folder_open:",
        type="tertiary",
        on_click=ask_about,
        args=(subject.id,),
    )


def ask_about(subject: str) -> None:
    """Go to the page of a subject in the next run."""
    st.session_state["asked_subject"] = subject


def asked_subject() -> str:
    """The subject that a button of a page asked for, once."""
    return str(st.session_state.pop("asked_subject", ""))


def note(*words: str) -> None:
    """A paragraph of small print; the words are HTML."""
    st.html(f'<p class="tm-sub">{" ".join(words)}</p>')


def heading(words: str) -> None:
    """A heading inside a panel; the words are HTML."""
    st.html(f'<h3 class="tm-head">{words}</h3>')


def _card() -> DeltaGenerator:
    """A box for a card, which takes the whole width (``page.css``), and for its buttons in as many lines as they need."""
    return st.container(border=True, horizontal=True, gap="small")


def claim(entry: Entry, *, buttons: bool = True) -> None:
    """A claim's card with buttons: the claim by itself, and each of its places on the map."""
    with _card():
        st.html(prepared.claim_card(entry))
        _own_data(entry)
        if buttons:
            _buttons(f"claim:{entry.id}", entry.id, (place.id for place in entry.claim.places))


def _own_data(entry: Entry) -> None:
    """A button for each feature of own data that a claim cites and that stands: it selects it on the map."""
    for row in cited(shared.world(), entry.claim):
        if (one := row.feature) is not None:
            st.button(
                plain(one.title), key=f"cite-{entry.id}-{one.id}", icon=":material/pin_drop:", type="tertiary",
                on_click=go_to_own, args=(one,), help=say("Show on the map"),
            )  # fmt: skip


def go_to_own(one: Feature) -> None:
    """Select a feature of own data, its layer shown and the map above it, on the page Explore."""
    st.session_state["asked_map"] = True
    layers = tuple(dict.fromkeys((*state.view().own, one.layer)))
    state.fly(Camera(one.lon, one.lat, PLACE_ZOOM), own=layers, selected=f"own:{one.id}", text="")
    st.session_state["kept"] = state.view()  # the page that is gone to takes it up


def asked_map() -> bool:
    """Whether a button of another page asked for the map, once."""
    return bool(st.session_state.pop("asked_map", False))


def event(row: Event) -> None:
    """An outside fact's card with a button for each of its places."""
    with _card():
        st.html(prepared.event_card(row))
        _buttons(f"event:{row.id}", say("This fact"), (place.id for place in row.places))


def _buttons(identifier: str, word: str, places: Iterable[str]) -> None:
    sites = [shared.world().gazetteer.by_id[place] for place in dict.fromkeys(places)]
    st.button(
        word, key=f"alone-{identifier}", icon=":material/link:", type="tertiary", on_click=_select, args=(identifier,),
        help=say("Select it, and the address bar holds a link to it"),
    )  # fmt: skip
    for site in (site for site in sites if site.placed):
        st.button(
            plain(naming.named(site)), key=f"{identifier}-{site.id}", icon=":material/location_on:", type="tertiary",
            on_click=go_to_site, args=(site.id,), help=say("Show on the map"),
        )  # fmt: skip


def _select(identifier: str) -> None:
    state.change(selected=identifier)


def pressed(words: str, key: str, *, disabled: bool = False, **style: Any) -> bool:
    """A button whose press is answered by the page when it comes to it, with all that stands in its fields by then.

    The press outlasts a run of the page that is cut off before it has come so far; Streamlit's own answer does not.
    """
    asked = f"{key}_asked"
    st.button(words, key=key, disabled=disabled, on_click=lambda: st.session_state.update({asked: True}), **style)
    return bool(st.session_state.pop(asked, False)) and not disabled


def plain(words: str) -> str:
    """Text for a widget's label, where Streamlit would read Markdown: every mark is shown as it is.

    A word joiner, which has no width, follows each colon: an escaped ``:house:`` would still become a picture.
    """
    marked = "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|~$<>&:" else c for c in words)
    return marked.replace("\\:", "\\:\u2060")


def choose(chosen: str) -> None:
    """Select what was clicked; clicking the selected thing again lets it go. Any part of a way stands for the whole way."""
    if chosen.startswith("way:"):
        chosen = next((way for way in ("way:rail", "way:sea") if chosen.startswith(way)), "")
    if chosen:
        state.change(selected="" if state.view().selected == chosen else chosen)


def go_to_site(site_id: str, **changes: Any) -> None:
    """Select a site and, if it has a position, move the map there; other fields of the view change with it."""
    site = shared.world().gazetteer.by_id[site_id]
    if site.placed:
        state.fly(camera_of(site), selected=f"site:{site_id}", **changes)
    else:
        state.change(selected=f"site:{site_id}", **changes)


def go_to_place(place_id: str) -> None:
    """Go to a place that a search found: select a site, move the map to any other. Words searched for before no longer count."""
    known = shared.world()
    if place_id in known.gazetteer.by_id:
        go_to_site(place_id, text="")
        return
    place = known.places.by_id(place_id)
    state.fly(Camera(round(place.position.lon, 4), round(place.position.lat, 4), PLACE_ZOOM), selected="", text="")
    words = say(
        "Centred on {told_apart}, at {position}. No statement refers to it.",
        told_apart=_told_apart(place_id),
        position=written(place.position),
    )
    st.session_state["search_notices"] = [words]


def _told_apart(place_id: str) -> str:
    """The name of a place; with kind and country where it is no site of the gazetteer."""
    site = shared.world().gazetteer.by_id.get(place_id)
    if site is not None:
        return naming.named(site)
    place = shared.world().places.by_id(place_id)
    return f"{place.name} ({', '.join(part for part in (place.kind, place.country) if part)})"


def camera_of(site: Site) -> Camera:
    """A frame in which the site and its surroundings can be seen."""
    return Camera(round(site.lon or 0.0, 4), round(site.lat or 0.0, 4), ZOOM_BY_KIND.get(site.kind, 12.0))


def more(shown: int, total: int) -> None:
    """A button for the next cards, if there are any."""
    if shown < total:
        st.button(
            say("Show more ({value} left)", value=total - shown), key="more", on_click=state.show_more_cards, width="stretch"
        )


# ---- filters -------------------------------------------------------------------------------------------------------


def filter_menu(view: View) -> None:
    """The filters that need no map: document, stance, topic, kind of place, reliability."""
    chosen = sum(len(getattr(view, name)) for name in FACETS)
    with st.popover(say("Filters ({chosen})", chosen=chosen) if chosen else say("Filters"), icon=":material/filter_alt:"):
        st.session_state["sort"] = view.sort
        st.segmented_control(
            say("Sort by"), SORTS, key="sort", required=True, on_change=lambda: state.change(sort=st.session_state["sort"]),
            format_func=lambda word: say(SORT_WORDS[word]),
        )  # fmt: skip
        for field, (label, options) in prepared.facets().items():
            _choice(label, options, view, field)
        st.button(say("Clear all filters"), on_click=clear_filters, disabled=not view.filtered)


def clear_filters() -> None:
    """Take every filter away; keep everything else."""
    state.show(state.view().without_filters())


def _choice(label: str, options: Mapping[str, str], view: View, field: str) -> None:
    """A facet: its words, each with the number of statements that choosing it would show."""
    key = f"filter_{field}"
    found = shared.counts(replace(view, camera=None, selected="", route=RouteQuery()), field)
    st.session_state[key] = [word for word in options if word in getattr(view, field)]
    st.multiselect(
        label, list(options), key=key, format_func=lambda word: f"{options[word]} ({found[word]})", placeholder=say("all"),
        on_change=lambda: state.change(**{field: frozenset(st.session_state[key])}),
    )  # fmt: skip


def layer_menu(view: View) -> None:
    """Switches for the layers, and the opt-in for online tiles."""
    with st.popover(say("Layers"), icon=":material/layers:"):
        for layer in LayerId:
            if layer is LayerId.JOURNEYS:
                for kept in shared.world().cards.journeys.values():
                    journey = naming.cards().card("journey", kept.id, kept)
                    _switch(plain(journey.title), journey.id, _switch_journey, on=view.shows(journey.id))
            else:
                _switch(say(LAYER_WORDS[layer]), layer, _switch_layer, on=layer in view.layers)
        if LayerId.ZONES in view.layers:
            st.session_state["baseline"] = view.baseline
            st.segmented_control(
                say("Baseline of the zones"),
                BASELINES,
                key="baseline",
                required=True,
                on_change=_change_baseline,
                format_func={
                    "claimed": say("Peter the Great Bay closed (Russia's claim)"),
                    "coast": say("coasts only"),
                }.__getitem__,
            )
        st.toggle(say("Online map tiles"), key="online_tiles")
        st.caption(
            say("Goes online: your browser asks openstreetmap.org for every tile, which reveals where you look. Off by default.")
        )
        usual = view.layers == DEFAULT_LAYERS and not view.journeys
        st.button(
            say("Default layers"), on_click=lambda: state.change(layers=DEFAULT_LAYERS, journeys=frozenset()), disabled=usual
        )  # fmt: skip


def _switch(word: str, layer: L, change: Callable[[L], None], *, on: bool) -> None:
    key = f"layer_{layer}"
    st.session_state[key] = on
    st.checkbox(word, key=key, on_change=change, args=(layer,))


def _switch_layer(layer: LayerId) -> None:
    view = state.view()
    wanted = bool(st.session_state[f"layer_{layer}"])
    state.show(replace(view, layers=view.layers | {layer} if wanted else view.layers - {layer}))


def _switch_journey(journey: str) -> None:
    view, every = state.view(), shared.world().cards.journeys
    shown = {other for other in every if view.shows(other)} - {journey}
    if st.session_state[f"layer_{journey}"]:
        shown.add(journey)
    layers = view.layers | {LayerId.JOURNEYS} if shown else view.layers - {LayerId.JOURNEYS}
    state.show(shared.world().settled(replace(view, layers=layers, journeys=frozenset(shown))))


def switch_on(layer: LayerId) -> None:
    """Show a layer."""
    state.change(layers=state.view().layers | {layer})


def _change_baseline() -> None:
    state.change(baseline=st.session_state["baseline"] or "claimed")


# ---- time ----------------------------------------------------------------------------------------------------------


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from one day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]
