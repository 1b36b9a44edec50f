"""Views saved by name in the workspace: prepared views like the built-in ones, which briefs and the command line know too."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.app import author, components, desk, following, state
from explorer.app.tongue import recorded, say
from explorer.views.presets import Preset
from explorer.views.view import View, slug
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.workspace.workspace import edit_of

_LONGEST = 120


def menu(view: View) -> None:
    """The saved views, and a field to save this one; nothing where no workspace is open."""
    if following.workspace() is None:
        return
    for preset in _saved():
        st.button(
            components.plain(preset.title), key=f"saved_{preset.id}", on_click=_go, args=(preset,), type="tertiary",
            icon=":material/bookmark:",
        )  # fmt: skip
    if not desk.opened().store.read_only and author.name():
        st.text_input(
            say("Save this view as"),
            key="save_view",
            max_chars=_LONGEST,
            on_change=_save,
            args=(view,),
            placeholder=say("A name, then Enter"),
        )


def _saved() -> list[Preset]:
    standing = (revision.entered.card for revision in desk.opened().now.state.standing() if revision.kind == "view")
    return [card for card in standing if isinstance(card, Preset)]


def _go(preset: Preset) -> None:
    state.show(preset.asked)
    state.fly(preset.asked.camera)


def _save(view: View) -> None:
    title = " ".join(str(st.session_state["save_view"]).split())
    if not title:
        return
    fields = {"id": _name(title), "title": title, "view": view.query()}

    def decide(now: State) -> Sequence[Edit]:
        return [edit_of("view", fields, now)]

    desk.write(
        decide,
        recorded("View saved: {title}.", title=title),
        say("Saved as “{title}”; it is listed among the views of Brief too.", title=title),
    )
    st.session_state["search_notices"] = [desk.said()[0]]
    st.session_state["save_view"] = ""
    desk.hush()


def _name(title: str) -> str:
    """The id of a saved view: a name that was given before replaces its view, a new one takes no id that is used."""
    known = next((preset.id for preset in _saved() if preset.title == title), "")
    taken, base = {preset.id for preset in desk.opened().now.cards.presets}, slug(title)[:60].strip("-") or "view"
    return known or next(name for name in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if name not in taken)
