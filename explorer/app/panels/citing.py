"""Features of own data as evidence of a claim: chosen by their words, for a draft in the inbox and for a claim that stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, desk, following
from explorer.app.tongue import recorded, say
from explorer.layers.features import Feature
from explorer.review import revising
from explorer.review.papers import Pending
from explorer.workspace.change import Edit
from explorer.workspace.citing import cited
from explorer.workspace.search import words_in
from explorer.workspace.state import State
from explorer.workspace.workspace import edit_of
from explorer.world.own_search import MOST_OFFERED, offered
from explorer.world.world import World

Cites = Sequence[Mapping[str, Any]]
Save = Callable[[Cites], None]


def of_draft(pending: Pending) -> None:
    """What a draft cites, and a form for more; nothing where the workspace keeps no layers and the draft cites none."""
    _form(pending.id, pending.claim.get("cites") or (), partial(_into_draft, pending))


def of_claim(name: str) -> None:
    """The same for a claim of the workspace; nothing for a built-in one, or where nothing may be written."""
    desk_ = following.workspace()
    own = shared.world().own
    entry = own.entries.get(("claim", name)) if own is not None else None
    if desk_ is None or desk_.store.read_only or entry is None or entry.withdrawn or not shared.world().own_layers:
        return
    with st.expander(say("Cite own data")):
        _form(name, entry.fields.get("cites") or (), partial(_into_claim, name))
        words, bad = desk.said()
        if words:
            (st.error if bad else st.success)(components.plain(words))


def _form(key: str, cites: Cites, save: Save) -> None:
    for number, row in enumerate(cites):
        rest = [other for other in cites if other is not row]
        words = components.plain(say("Remove {title}, row {row}", title=row.get("title", ""), row=row.get("row", "")))
        st.button(words, key=f"cite_{key}_out_{number}", icon=":material/close:", type="tertiary", on_click=save, args=(rest,))
    if shared.world().own_layers:
        _more(key, cites, save)


def _more(key: str, cites: Cites, save: Save) -> None:
    """Choose one more feature by its words."""
    known = shared.world()
    one, two = st.columns(2, gap="small")
    words = one.text_input(say("Words of a feature of own data"), key=f"cite_{key}_words")
    choice = {row.id: row for row in offered(known, words_in(words), MOST_OFFERED)}
    titles = {"": say("none")} | {name: _title(known, row) for name, row in choice.items()}
    chosen = two.selectbox(say("Feature"), list(titles), key=f"cite_{key}_feature", format_func=titles.__getitem__)
    note = one.text_input(say("What it shows"), key=f"cite_{key}_note", max_chars=400)
    two.button(
        say("Cite it as evidence"), key=f"cite_{key}_add", disabled=not chosen or chosen not in choice, on_click=_add,
        args=(cites, choice.get(chosen or ""), note, save),
    )  # fmt: skip


def _title(known: World, row: Feature) -> str:
    return f"{row.title} ({known.own_layers[row.layer]['title']}, {row.row})"


def _add(cites: Cites, one: Feature | None, note: str, save: Save) -> None:
    if one is None:
        return
    known = shared.world()
    new = cited(
        known.own_layers[one.layer], known.own_data(one.layer), {"layer": one.layer, "row": one.row, "note": note.strip()}
    )
    save([*(other for other in cites if (other.get("layer"), other.get("row")) != (one.layer, one.row)), new])


def _into_draft(pending: Pending, cites: Cites) -> None:
    desk.write(
        lambda now: revising.onto(pending, {"cites": list(cites) or None}, now), recorded("Draft: own data that it cites.")
    )


def _into_claim(name: str, cites: Cites) -> None:
    def decide(now: State) -> list[Edit]:
        fields = {key: value for key, value in now.entries["claim", name].fields.items() if key != "cites"}
        return [edit_of("claim", {**fields, "cites": list(cites)}, now)]

    desk.write(decide, recorded("Own data that {name} cites.", name=name), say("It is recorded with {name}.", name=name))
