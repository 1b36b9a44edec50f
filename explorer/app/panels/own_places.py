"""A feature of own data becomes a place of the gazetteer, with its layer as the origin of its position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, desk
from explorer.app.tongue import recorded, say, told
from explorer.errors import OptionError
from explorer.geo import LonLat, written
from explorer.layers.features import Feature
from explorer.ledger.vocabulary import UNPLACED_KINDS, SiteKind
from explorer.workspace.change import Edit
from explorer.workspace.search import words_in
from explorer.workspace.state import State
from explorer.workspace.workspace import edit_of
from explorer.world.own_search import MOST_OFFERED, as_site, offered

_PLACED = [kind.value for kind in SiteKind if kind not in UNPLACED_KINDS]


def show(row: Mapping[str, Any]) -> None:
    """Choose a feature, name it, and make it a place."""
    key = f"place_{row['id']}"
    with st.expander(say("Make a feature a place of the gazetteer")):
        words = st.text_input(say("Words of the feature"), key=f"{key}_words")
        choice = {one.row: one for one in offered(shared.world(), words_in(words), MOST_OFFERED, str(row["id"]))}
        titles = {"": say("none"), **{str(number): one.title for number, one in choice.items()}}
        chosen = st.selectbox(say("Feature"), list(titles), key=f"{key}_feature", format_func=titles.__getitem__)
        if chosen and int(chosen) in choice:
            _named(row, choice[int(chosen)], f"{key}_{chosen}")


def _named(row: Mapping[str, Any], one: Feature, key: str) -> None:
    components.note(say("At {lonlat}.", lonlat=written(LonLat(one.lon, one.lat))))
    one_, two, three = st.columns(3, gap="small")
    names = {
        "en": one_.text_input(say("Name in English"), one.title, key=f"{key}_en"),
        "ko": two.text_input(say("in Korean"), key=f"{key}_ko"),
        "ru": three.text_input(say("in Russian"), key=f"{key}_ru"),
    }
    left, right = st.columns(2, gap="small")
    kind = left.selectbox(say("Kind"), _PLACED, index=1, key=f"{key}_kind", format_func=told) or _PLACED[0]
    accuracy = right.number_input(say("Good to, in km"), 0.05, 200.0, 1.0, key=f"{key}_accuracy")
    st.button(say("Make it a place"), key=f"{key}_make", on_click=_make, args=(row, one, names, kind, accuracy))


def _make(row: Mapping[str, Any], one: Feature, names: Mapping[str, str], kind: str, accuracy: float) -> None:
    try:
        card = as_site(row, one, names, kind, accuracy)
    except OptionError as error:
        desk.say(str(error), bad=True)
        return

    def decide(now: State) -> list[Edit]:
        taken = shared.world().gazetteer.by_id
        names = (card["id"], *(f"{card['id']}-{number}" for number in range(2, 1000)))
        free = next(name for name in names if name not in taken and ("site", name) not in now.entries)
        return [edit_of("site", {**card, "id": free}, now)]

    desk.write(decide, recorded("Place {en} from own data.", en=names["en"]), say("{en} is a place now.", en=names["en"]))
