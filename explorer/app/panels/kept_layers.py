"""The layers of map data that the workspace keeps: to see on the map, to draw in another way, to take out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.app import author, components, desk, following
from explorer.app import cache as shared
from explorer.app.panels import layer_style, own_places
from explorer.app.tongue import language, many, recorded, say, told
from explorer.errors import OptionError
from explorer.layers.kept import Kept
from explorer.views.view import View
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.world.own import restyled


def show() -> None:
    """Every layer with its link, and one of them with its map and style."""
    rows = shared.world().own_layers
    if following.workspace() is None or not rows:
        return
    components.heading(say("Kept"))
    for row in rows.values():
        link = f"./?{View(language=language(), own=(str(row['id']),)).query()}"
        words = components.plain(
            many("{title}: {count} feature", "{title}: {count} features", row["located"], title=row["title"])
        )
        st.link_button(words, link, icon=":material/map:", type="tertiary")
    chosen = st.selectbox(
        say("Change how a layer is drawn"), ["", *rows], key="own_chosen",
        format_func=lambda name: str(rows[name]["title"]) if name else say("none"),
    )  # fmt: skip
    if chosen:
        _one(rows[chosen])


def _one(row: Mapping[str, Any]) -> None:
    name = str(row["id"])
    kept = shared.world().own_features(name)
    key = f"kept_{name}"
    style = layer_style.form(key, [kept], row)
    try:
        fields = restyled(row, kept, style)
    except OptionError as error:
        st.warning(components.plain(told(error)))
        return
    layer_style.shown(key, [(fields, kept)])
    author.ask()
    with st.container(horizontal=True):
        changed = any(str(row.get(field, "")) != value for field, value in style.items())
        st.button(
            say("Draw it so from now on"), type="primary", disabled=not changed, key=f"{key}_save", on_click=_save,
            args=(name, style, kept),
        )  # fmt: skip
        st.button(say("Remove it from the workspace"), key=f"{key}_remove", on_click=_remove, args=(name,))
    own_places.show(fields)
    words, bad = desk.said()
    if words:
        (st.error if bad else st.success)(components.plain(words))


def _save(name: str, style: Mapping[str, str], kept: Kept) -> None:
    def decide(now: State) -> list[Edit]:
        found = now.entries["layer", name]
        return [Edit("layer", name, "", restyled(found.fields, kept, style), found.number)]

    desk.write(decide, recorded("Layer {name} drawn in another way.", name=name), say("It is drawn so from now on."))


def _remove(name: str) -> None:
    def decide(now: State) -> list[Edit]:
        return [Edit(kind, name, "", None, now.revision_of((kind, name))) for kind in ("layer", "layer-data")]

    desk.write(decide, recorded("Layer {name} removed.", name=name), say("It is taken out; tumen workspace undo brings it back."))
