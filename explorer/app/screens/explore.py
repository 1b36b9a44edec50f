"""Explore: the map, the search, the filters, and beside them the cards of what is selected or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from explorer.app import (
    brief_notes,
    components,
    finding,
    greeting,
    keeping,
    naming,
    noting,
    prepared,
    saved,
    search,
    state,
    timeline,
    writing,
)
from explorer.app import cache as shared
from explorer.app import map as atlas
from explorer.app.naming import scripts
from explorer.app.panels import citing
from explorer.app.tongue import many, say, told
from explorer.geo import LonLat, other_order, written
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.render.web import html
from explorer.scene.build import Scene, left_out_for_time, undated_left_out
from explorer.views.view import Camera, View
from explorer.world.citing import citing as citing_it

MAP_HEIGHT = 655
PANEL_HEIGHT = 765
_MAP = "map"
_LONGEST = 500
_NOTHING_FOUND: tuple[tuple[str, Any], ...] = (("notices", ()), ("also", ()), ("words", ""), ("subject", ""))


def show() -> None:
    """Draw the page."""
    view, notices = state.current()
    scene = shared.built_scene(view, notices)
    _toolbar(view)
    told, also, words, about = (st.session_state.pop(f"search_{part}", nothing) for part, nothing in _NOTHING_FOUND)
    beside = undated_left_out(left_out_for_time(shared.world(), view))  # said by the timeline; here it would push the map down
    components.notices([*(line for line in scene.notices if line != beside), *told], also, words, about)
    _found_at()
    left, right = st.columns([0.655, 0.345], gap="small")
    with left:
        atlas.show(scene, _MAP, MAP_HEIGHT, _choose, pin=st.session_state.get("search_pin"), noting=True)
        timeline.show(scene, view)
    with right, st.container(height=PANEL_HEIGHT, border=False, key="panel"):
        greeting.show()
        finding.results(str(st.session_state.get("found_text", "")))
        _panel(scene)
    if keeping.draft()["step"]:
        keeping.keep(hidden=True)


def _choose(chosen: str) -> None:
    if not brief_notes.placed(chosen):
        components.choose(chosen)


# ---- toolbar and search --------------------------------------------------------------------------------------------


def _toolbar(view: View) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.text_input(
            say("Search"),
            key="search",
            label_visibility="collapsed",
            on_change=_search,
            icon=":material/search:",
            width="stretch",
            placeholder=say("Place, alias, 라진, Раджин, 42.25 130.3, or words of a claim"),
            max_chars=_LONGEST,
        )
        components.filter_menu(view)
        components.layer_menu(view)
        with st.popover(say("Go to"), icon=":material/explore:"):
            for place in shared.world().cards.viewpoints:
                camera = None if place.home else place.camera
                title = naming.cards().card("viewpoint", place.id, place).title
                st.button(components.plain(title), key=f"goto_{place.id}", on_click=state.fly, args=(camera,), type="tertiary")
            saved.menu(view)
            noting.menu()
        st.button(
            say("Add this view as a step"),
            key="add_step",
            icon=":material/playlist_add:",
            on_click=writing.collect,
            type="tertiary",
            help=say("Collect it for a story of your own; see Scenarios, Write"),
        )
        if view.text:
            st.button(
                components.plain(say("Words: {text} ✕", text=view.text)),
                on_click=lambda: state.change(text=""),
                help=say("Search all statements again"),
            )
        if view.filtered:
            st.button(say("Clear filters"), icon=":material/filter_alt_off:", on_click=components.clear_filters)


def _found_at() -> None:
    """What can be done with a position that was searched for: read it in the other order, take its pin away."""
    other, pin = st.session_state.get("search_other"), st.session_state.get("search_pin")
    with st.container(horizontal=True, gap="small", key="found_at"):
        if other is not None:
            st.button(
                components.plain(say("Swap: {other}", other=written(other))),
                key="swap_order",
                icon=":material/swap_vert:",
                type="tertiary",
                on_click=_turned,
                args=(other,),
                help=say("Read the two numbers as longitude and latitude"),
            )
        if pin is not None:
            st.button(say("Take the pin away"), key="unpin", icon=":material/location_off:", type="tertiary", on_click=_unpin)


def _unpin() -> None:
    st.session_state["search_pin"] = st.session_state["search_other"] = None


def _search() -> None:
    """Go where the text leads; a new search takes the place of the last one's words and selection."""
    text = str(st.session_state["search"])[:_LONGEST].strip()  # the page's own limit binds the browser alone
    st.session_state["found_text"] = text
    if not text:
        return
    found = search.look_up(shared.world(), text)
    st.session_state["search_pin"] = st.session_state["search_other"] = None
    if found.position is not None:
        go_to_position(found.position)
        st.session_state["search_other"] = other_order(text)
    elif found.place:
        components.go_to_place(found.place)
    elif found.words:
        state.change(text=found.words, selected="")
    st.session_state["search_notices"] = [*st.session_state.get("search_notices", ()), *found.told]
    for part, value in (("also", found.also), ("words", found.also_words), ("subject", found.subject)):
        st.session_state[f"search_{part}"] = value


def go_to_position(at: LonLat) -> None:
    """Centre the map on a position that was searched for, and pin it."""
    st.session_state["search_pin"] = {"lon": at.lon, "lat": at.lat, "title": say("Searched for: {at}", at=written(at))}
    state.fly(Camera(round(at.lon, 4), round(at.lat, 4), 11.0), text="", selected="")


def _turned(at: LonLat) -> None:
    """The same two numbers in the other order."""
    back = LonLat(at.lat, at.lon)
    st.session_state["search_other"] = back if abs(back.lat) <= 90 else None
    st.session_state["search_notices"] = [say("Centred on {at}, read as longitude first.", at=written(at))]
    go_to_position(at)


# ---- panel ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Selection:
    """What the panel is about: a heading, a line below it and a note, and the entries and events it brings."""

    title: str
    detail: str
    entries: tuple[Entry, ...]
    events: tuple[Event, ...]
    remark: str = ""


def _panel(scene: Scene) -> None:
    selection = _selected(scene) if scene.view.selected else _everything(scene)
    if scene.view.selected:
        st.button(say("Back to all"), on_click=lambda: state.change(selected=""), icon=":material/arrow_back:", type="tertiary")
    st.html(f'<h2 class="tm-head">{html.text(selection.title)}</h2><p class="tm-sub">{html.text(selection.detail)}</p>')
    if selection.remark:
        components.note(html.remark(naming.cards(), selection.remark))
    if scene.view.selected.startswith("site:"):
        about = shared.world().subjects.of_site(scene.view.selected.removeprefix("site:"))
        components.about(about, "panel")
    noting.show(scene.view.selected)
    if not selection.entries and not selection.events:
        _nothing(scene)
    _cards(selection, scene.view.selected)
    if not scene.view.selected:
        _not_on_map(scene)


def _cards(selection: _Selection, selected: str) -> None:
    """Statements first, then the dated facts from outside, one page after the other."""
    room = state.shown_cards()
    for entry in selection.entries[:room]:
        components.claim(entry)
        if selected == f"claim:{entry.id}":
            citing.of_claim(entry.id)
    left = room - len(selection.entries)
    if selection.events and left > 0:
        st.html('<p class="tm-sub"><strong>' + say("Dated public facts, outside the articles") + "</strong></p>")
        for event in selection.events[:left]:
            components.event(event)
    components.more(room, len(selection.entries) + len(selection.events))


def _everything(scene: Scene) -> _Selection:
    ledger = shared.world().ledger
    independent = ledger.independent_origins(scene.entries)
    shown, total = len(scene.entries), len(ledger.entries)
    statements = (
        say("{shown} of {total} statements", shown=shown, total=total)
        if shown < total
        else many("{count} statement", "{count} statements", total)
    )
    detail = say(
        "{independent} of independent origin · {events} dated public facts from outside the articles",
        independent=independent,
        events=len(scene.events),
    )
    return _Selection(statements, detail, scene.entries, scene.events if not scene.entries else ())


def _selected(scene: Scene) -> _Selection:
    world = shared.world()
    kind, _, identifier = scene.view.selected.partition(":")
    here = {feature.id: feature for feature in scene.features}
    feature = here.get(scene.view.selected)
    if kind == "site":
        site = world.gazetteer.by_id[identifier]
        entries = tuple(e for e in scene.entries if any(p.id == identifier for p in e.claim.places))
        events = tuple(e for e in scene.events if any(p.id == identifier for p in e.places))
        names = scripts(site)
        position = say("no position: not on the map")
        if site.lon is not None and site.lat is not None:
            position = say(
                "{lonlat}, good to {accuracy_km:g} km", lonlat=written(LonLat(site.lon, site.lat)), accuracy_km=site.accuracy_km
            )
        detail = " — ".join(part for part in (told(site.kind.value), names, position) if part)
        return _Selection(naming.named(site), detail, entries, events, site.note)
    if kind == "claim":
        entry = world.ledger.by_id[identifier]
        family = world.ledger.members(entry.claim.family) if entry.claim.family else ()
        also = tuple(member for member in family if member.id != identifier)
        others = ", ".join(member.id for member in also)
        elsewhere = [say("Also reported elsewhere: {others}.", others=others)] if also else []
        where = " ".join([f"{naming.cards().entry(entry).document.publisher}.", *elsewhere])
        return _Selection(say("Statement {identifier}", identifier=identifier), where, (entry, *also), ())
    if kind == "event":
        row = world.ledger.events_by_id[identifier]
        return _Selection(naming.cards().event(row).title, say("Outside the articles"), (), (row,))
    title, detail = (
        (told(feature.title), told(feature.detail)) if feature else (say("Not in this view"), say("A filter or layer hides it."))
    )
    claims = feature.claims if feature else ()
    if kind == "own":
        claims = tuple(entry.id for entry in citing_it(world, identifier))
    events_here = feature.events if feature else ()
    if kind == "leg":
        leg = next(naming.cards().card("leg", leg.id, leg) for leg in world.legs if leg.id == identifier)
        detail = f"{leg.reporter}: {leg.statement} — {leg.note}"
    return _Selection(
        title,
        detail,
        tuple(world.ledger.by_id[claim] for claim in claims),
        tuple(world.ledger.events_by_id[event] for event in events_here),
    )


def _nothing(scene: Scene) -> None:
    """Say why there is nothing, and offer a way back."""
    if scene.view.filtered:
        st.info(say("No statement or dated fact matches all filters."))
        st.button(
            say("Clear all filters"), key="clear_empty", on_click=components.clear_filters, icon=":material/filter_alt_off:"
        )
    else:
        st.info(say("No statement or dated fact in the ledger speaks of this."))


def _not_on_map(scene: Scene) -> None:
    if not scene.unplaced:
        return
    with st.expander(say("Not on the map ({unplaced})", unplaced=len(scene.unplaced))):
        st.html(prepared.not_on_map(scene.unplaced))
