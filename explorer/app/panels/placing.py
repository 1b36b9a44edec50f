"""The places of the draft in hand: from what the text may mean, by name or position, on the map, or made new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, desk, search
from explorer.app.tongue import recorded, say, told
from explorer.errors import CoordinateError
from explorer.geo import LonLat, parse_position, written
from explorer.ledger.vocabulary import UNPLACED_KINDS, SiteKind
from explorer.render.web.desk import Spot
from explorer.review import revising
from explorer.review.papers import InHand, Pending
from explorer.views.view import slug

MOST = 9
"""So many places are offered, each with the number that takes it."""
_NEW = "inbox_new_place"


def form(in_hand: InHand, pending: Pending) -> None:
    """The places of a draft, what else the text may mean, a field to look for others, and a new place."""
    key = f"t_{pending.id}_where"
    st.text_input(
        say("Another place: a name, or a position in any notation"),
        key=key,
        max_chars=200,
        placeholder=say("Rajin, 라진, 42.25 130.3, 42°15′N 130°18′E"),
    )
    found = list(_offered(in_hand, pending))[:MOST]
    if found:
        components.note(say("Take one, by its number or a click on the map:"))
    for number, (place, why) in enumerate(found, start=1):
        name, position = components.plain(str(place["name"])), _where(place)
        st.button(
            f"{name}{components.plain(f' — {position}') if position else ''} `{number}`", key=f"inbox_pick_{number}",
            on_click=_take, args=(pending, place), help=components.plain(told(why)), type="tertiary",
        )  # fmt: skip
    _standing(pending)
    _new_place(pending)


def _where(place: Mapping[str, Any]) -> str:
    return written(LonLat(float(place["lon"]), float(place["lat"]))) if place.get("lon") is not None else say("no position")


def _standing(pending: Pending) -> None:
    """The places that the draft has, each to be taken out, or to be replaced by the next one that is taken."""
    rows = pending.claim.get("places") or ()
    if not rows:
        components.note(say("This draft names no place."))
        return
    with st.container(horizontal=True, gap="small"):
        for row in rows:
            name = components.plain(str(row.get("name") or row["id"]))
            st.button(
                say("Take out {name}", name=name),
                key=f"inbox_out_{row['id']}",
                icon=":material/close:",
                on_click=_out,
                args=(pending, row["id"]),
            )
    names = {str(row["id"]): say("instead of {name}", name=row.get("name") or row["id"]) for row in rows}
    st.segmented_control(
        say("What is taken next goes"), ["", *names], key="inbox_instead", default="", required=True,
        format_func=lambda name: names.get(name, say("beside the others")),
    )  # fmt: skip


def _out(pending: Pending, identifier: str) -> None:
    desk.write(
        lambda now: revising.onto(pending, {"places": revising.without_place(pending.claim, identifier)}, now),
        recorded("Draft: a place taken out."),
    )


def _take(pending: Pending, place: Mapping[str, Any]) -> None:
    instead = str(st.session_state.get("inbox_instead") or "")
    fresh = {
        key: value for key, value in place.items() if key in {"id", "name", "lon", "lat", "kind", "site"} and value is not None
    }
    places = revising.with_place(pending.claim, fresh, instead)
    if desk.write(
        lambda now: revising.onto(pending, {"places": places}, now),
        recorded("Draft: placed at {name}.", name=place["name"]),
        say("Placed at {name}.", name=place["name"]),
    ):
        st.session_state.pop(_NEW, None)
        st.session_state["inbox_instead"] = ""


# ---- what is offered -------------------------------------------------------------------------------------------------


def _offered(in_hand: InHand, pending: Pending) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Places with the reason why each is offered, those that were looked for first."""
    mine = {row.get("id") for row in pending.claim.get("places") or ()}
    seen: set[str] = set()
    for place, why in (*_sought(pending), *_named(in_hand, pending)):
        if place["id"] not in seen | mine:
            seen.add(str(place["id"]))
            yield place, why


def _sought(pending: Pending) -> Iterator[tuple[Mapping[str, Any], str]]:
    text = str(st.session_state.get(f"t_{pending.id}_where", "")).strip()
    if not text:
        return
    found = search.look_up(shared.world(), text)
    if found.position is not None:
        st.session_state[_NEW] = (found.position.lon, found.position.lat)
        return
    for identifier in dict.fromkeys([*([found.place] if found.place else ()), *found.also]):
        yield _place(identifier), say("found by name")
    if not found.place and not found.also:
        components.note("; ".join(found.told))


def _named(in_hand: InHand, pending: Pending) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What the words of the draft's paragraph may mean, the likeliest first."""
    start, end = pending.claim.get("start_char") or 0, pending.claim.get("end_char") or 10**6
    rows = [row for row in in_hand.paper.mentions.get("places") or () if row.get("paragraph") == pending.claim.get("paragraph")]
    rows.sort(key=lambda row: not start <= row["start_char"] < end)
    for row in rows:
        if row.get("id"):
            yield row, str(row["why"])
        for other in row.get("others") or ():
            if found := _place(str(other)):
                yield found, say("“{surface}” may mean this one as well", surface=row["surface"])


def _place(identifier: str) -> Mapping[str, Any]:
    """A place of the gazetteer or of the map data as a draft holds it; nothing where there is none."""
    known = shared.world()
    site = known.gazetteer.by_id.get(identifier)
    if site is not None:
        return {"id": site.id, "name": site.names.en, "lon": site.lon, "lat": site.lat, "kind": site.kind.value}
    try:
        spot = known.places.by_id(identifier)
    except KeyError:
        return {}
    return {"id": spot.id, "name": spot.name, "lon": spot.position.lon, "lat": spot.position.lat, "kind": spot.kind}


def spots(in_hand: InHand | None, pending: Pending | None) -> tuple[Spot, ...]:
    """What the map marks: the places of the draft, and while one is picked those that are offered."""
    if in_hand is None or pending is None:
        return ()
    rows = [(row, True) for row in pending.claim.get("places") or ()]
    if desk.mode() == "place":
        rows += [(dict(place), False) for place, _ in list(_offered(in_hand, pending))[:MOST]]
    placed = [(row, chosen) for row, chosen in rows if row.get("lon") is not None]
    return tuple(Spot(row["lon"], row["lat"], str(row.get("name") or row["id"]), chosen) for row, chosen in placed)


def choose(found: str, pending: Pending | None) -> None:
    """A click on the map: a place that is drawn is taken, bare ground opens a new place there."""
    if pending is None or desk.opened().store.read_only:
        return
    kind, _, identifier = found.partition(":")
    if kind == "point":
        lon, _, lat = identifier.partition(",")
        st.session_state[_NEW] = (float(lon), float(lat))
        st.session_state["inbox_mode"] = "place"
    elif kind == "site" and (place := _place(identifier)):
        _take(pending, place)


# ---- a new place -----------------------------------------------------------------------------------------------------


def _new_place(pending: Pending) -> None:
    """A place that nobody has listed: names, kind, position, accuracy, and where the position comes from."""
    at = st.session_state.get(_NEW)
    with st.expander(
        say("A new place") if at is None else say("A new place at {lonlat}", lonlat=written(LonLat(*at))), expanded=at is not None
    ):
        base = f"t_{pending.id}_new"
        if at is not None and st.session_state.get(f"{base}_at") != at:
            st.session_state[f"{base}_at"], st.session_state[f"{base}_position"] = at, f"{at[1]:.5f}, {at[0]:.5f}"
        one, two, three = st.columns(3, gap="small")
        one.text_input(say("Name in English"), key=f"{base}_en")
        two.text_input(say("in Korean"), key=f"{base}_ko")
        three.text_input(say("in Russian"), key=f"{base}_ru")
        one, two, three = st.columns(3, gap="small")
        one.selectbox(say("Kind"), [kind.value for kind in SiteKind], key=f"{base}_kind", index=1, format_func=told)
        two.text_input(say("Position, in any notation"), key=f"{base}_position")
        three.number_input(say("Good to, in km"), 0.05, 200.0, 1.0, key=f"{base}_accuracy")
        st.text_input(say("Where the position comes from"), key=f"{base}_origin", placeholder=say("Read off the map."))
        st.button(say("Take the new place"), key="inbox_new_take", on_click=_made, args=(pending, base), type="primary")


def _made(pending: Pending, base: str) -> None:
    given = {
        name: str(st.session_state.get(f"{base}_{name}") or "").strip()
        for name in ("en", "ko", "ru", "kind", "position", "origin")
    }
    if not given["en"]:
        desk.say(say("A new place needs its name in English."), bad=True)
        return
    site: dict[str, Any] = {"kind": given["kind"], "names": {key: given[key] for key in ("en", "ko", "ru") if given[key]}}
    if given["kind"] not in UNPLACED_KINDS:
        try:
            position = parse_position(given["position"])
        except CoordinateError as error:
            desk.say(str(error), bad=True)
            return
        if position is None:
            desk.say(say("A new place needs its position: click the map, or write one such as 42.25, 130.3."), bad=True)
            return
        accuracy = float(st.session_state.get(f"{base}_accuracy") or 1.0)
        site |= {
            "lon": position.lon,
            "lat": position.lat,
            "accuracy_km": accuracy,
            "origin": given["origin"] or say("Read off the map."),
        }
    identifier = _free(slug(given["en"]) or "place")
    _take(
        pending,
        {
            "id": identifier,
            "name": given["en"],
            "lon": site.get("lon"),
            "lat": site.get("lat"),
            "kind": given["kind"],
            "site": site,
        },
    )


def _free(base: str) -> str:
    taken = shared.world().gazetteer.by_id
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 1000))) if name not in taken)
