"""The desk where a story is written: its steps in order, the fields of one, what is still to be done, and a preview beside them.

A draft can be saved and opened however unfinished it is. A file that cannot be opened is named in one line and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from explorer.app import author, keeping, preview, shelf, state, stepform
from explorer.app import cache as shared
from explorer.app.keeping import draft
from explorer.app.tongue import say, told
from explorer.cards.read import look_through, open_draft
from explorer.errors import EditConflict, Fault, SeedFaults, WorkspaceError
from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Entry
from explorer.messages import message
from explorer.render.web import html
from explorer.stories import starter
from explorer.stories.fields import Told
from explorer.stories.fields import told as tasks
from explorer.stories.scenario import MAX_FILE_BYTES, Scenario
from explorer.stories.text import Draft, add_view, new_draft, toml, with_title
from explorer.views.framing import frame
from explorer.views.view import Camera, LayerId, View

_NAME = message("Your story")
_FRAME = (740, 500)
_LAYERS = frozenset({LayerId.PLACES, LayerId.EVENTS, LayerId.RAIL, LayerId.SEA, LayerId.GRATICULE})


def collect() -> None:
    """Add the view in the address bar as a step."""
    keeping.put(add_view(draft(), state.view()))
    keeping.go(len(draft()["step"]) - 1)
    st.toast(say("Added as step {step} of your story; write it up under Scenarios.", step=len(draft()["step"])))


def played() -> Scenario | None:
    """The draft as a story that can be played; None while it has faults."""
    return _looked_through()[0]


def _looked_through() -> tuple[Scenario | None, tuple[Fault, ...]]:
    """The draft and its faults, looked for again only when it or the ledger has changed."""
    text, known = toml(draft()), shared.world()
    kept: tuple[str, Any, tuple[Scenario | None, tuple[Fault, ...]]] | None = st.session_state.get("draft_looked_through")
    if kept is None or kept[0] != text or kept[1] is not known:
        kept = (text, known, look_through(_NAME, text, known.stage))
        st.session_state["draft_looked_through"] = kept
    return kept[2]


# ---- the page --------------------------------------------------------------------------------------------------------


def show(on_play: Callable[[Scenario], None], on_leave: Callable[[], None]) -> None:
    """Draw the desk."""
    st.html(
        f'<h2 class="tm-head">{say("Write a story")}</h2><p class="tm-sub">'
        + say(
            "Add a step for each claim or fact, or bring a view here from Explore with “Add this view as a step”. The draft is "
            "kept in this browser as you write."
        )
        + "</p>"
    )
    scenario, faults = _looked_through()
    todo = tasks(faults)
    _toolbar(scenario, on_play, on_leave)
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        _head(todo)
        keeping.keep([_left(todo, step["n"]) for step in draft()["step"]])
        _adding()
        if keeping.at() >= 0:
            with st.container(border=True, key="write_step"):
                stepform.show(keeping.at(), [row for row in todo if row.step == keeping.at() + 1])
    with right, st.container(key="write_preview"):
        with st.container(key="write_todo"):  # always there, so that the map below it is not loaded anew
            _todo(todo)
        if keeping.at() >= 0:
            st.html('<p class="tm-sub">' + say("Preview") + "</p>")
            preview.show(draft()["step"][keeping.at()], keeping.at() + 1)


def _left(todo: Sequence[Told], step: int) -> str:
    count = sum(row.step == step for row in todo)
    return say("{count} to do", count=count) if count else "✓"


def _todo(todo: Sequence[Told]) -> None:
    if not todo:
        st.success(say("Nothing is left to do: the story can be played, exported and shared."))
        return
    with st.expander(say("Still to do ({todo})", todo=len(todo)), expanded=True):
        for number, row in enumerate(todo[:40]):
            label = row.line().replace("[", "\\[")
            st.button(label, key=f"write_todo_{number}", type="tertiary", on_click=keeping.go, args=(max(row.step - 1, 0),))


def _toolbar(scenario: Scenario | None, on_play: Callable[[Scenario], None], on_leave: Callable[[], None]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="write_bar"):
        st.button(
            say("Play"), key="write_play", disabled=scenario is None, on_click=on_play, args=(scenario,), type="primary",
            icon=":material/play_arrow:", help=None if scenario else say("It plays once nothing is left to do"),
        )  # fmt: skip
        if shelf.workspace() is not None:
            st.button(
                say("Save"),
                key="write_save",
                icon=":material/save:",
                on_click=_save,
                args=(scenario,),
                help=say("In the workspace"),
            )
        st.download_button(
            say("Download"), toml(draft()).encode(), f"{draft()['id']}.toml", "application/toml", key="write_download",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.button(say("New story"), key="write_new", on_click=keeping.begin, args=(new_draft(),), icon=":material/note_add:")
        if "draft_before" in st.session_state:
            st.button(say("Back to the previous draft"), key="write_undo", on_click=keeping.bring_back, icon=":material/undo:")
        if "write_removed" in st.session_state:
            st.button(say("Put the removed step back"), key="write_put_back", on_click=stepform.put_back, icon=":material/undo:")
        st.button(say("All stories"), key="write_leave", on_click=on_leave, type="tertiary", icon=":material/list:")
    _said(scenario)
    _opening()


def _said(scenario: Scenario | None) -> None:
    """What came of saving; and, asked once, the name that stands beside a change of the workspace."""
    if st.session_state.get("write_asks"):
        author.ask(partial(_save, scenario))
    if words := st.session_state.get("write_said"):
        st.html(f'<p class="tm-notice" role="status">{html.text(words)}</p>')


# ---- saving and opening ----------------------------------------------------------------------------------------------


def _save(scenario: Scenario | None) -> None:
    who = author.name()
    st.session_state["write_asks"] = not who
    if not who:
        st.session_state["write_said"] = say("Not saved yet: say who you are.")
        return
    try:
        saved = shelf.save(draft(), scenario, who, _seen())
    except SeedFaults as error:
        st.session_state["write_said"] = say(
            "Not saved: {what}. {do}", what=told(error.faults[0].what), do=told(error.faults[0].do)
        )
    except (EditConflict, WorkspaceError) as error:
        st.session_state["write_said"] = say("Not saved: {error}", error=told(error))
    else:
        st.session_state["draft_saved"] = saved
        st.session_state["write_said"] = say(
            "Saved in the workspace: revision {revision}."
            if scenario
            else "Saved in the workspace, unfinished as it is: revision {revision}.",
            revision=saved.revision,
        )
        shelf.show()


def _seen() -> shelf.Saved | None:
    """What stood in the workspace when this draft was saved or opened last."""
    kept = st.session_state.get("draft_saved")
    return shelf.Saved(*kept) if kept else None


def _opening() -> None:
    saved = shelf.stories()
    with st.expander(say("Open a story"), expanded=bool(st.session_state.get("write_refused"))):
        if saved:
            names = {f"{row.kind}:{row.id}": row for row in saved}
            st.selectbox(
                say("From the workspace"), list(names), index=None, key="write_open", placeholder=say("Choose a story"),
                format_func=lambda key: _listed(names[key]),
                on_change=lambda: _open_saved(names[st.session_state["write_open"]]) if st.session_state["write_open"] else None,
            )  # fmt: skip
        files = st.session_state.setdefault("write_files", 0)
        st.file_uploader(
            say("From a file"), type=["toml"], key=f"write_file_{files}", on_change=_take_file, args=(files,),
            max_upload_size=MAX_FILE_BYTES // 1_000_000,
        )  # fmt: skip
        st.text_area(say("Or from its text"), key="write_text", height=120, max_chars=MAX_FILE_BYTES)
        st.button(say("Open the text"), key="write_read", on_click=_take_text)
        if refused := st.session_state.get("write_refused"):
            st.html(f'<p class="tm-notice" role="alert">{html.text(refused)}</p>')


def _listed(row: shelf.Saved) -> str:
    return row.title if row.kind == shelf.STORY else say("{title} (unfinished)", title=row.title)


def _open_saved(row: shelf.Saved) -> None:
    try:
        found = shelf.opened(row)
    except SeedFaults as error:
        st.session_state["write_refused"] = _one_line(error)
        return
    keeping.begin(found)
    st.session_state["draft_saved"], st.session_state["write_open"], st.session_state["write_said"] = row, None, ""


def _take_file(number: int) -> None:
    given = st.session_state.get(f"write_file_{number}")
    if given is not None:
        take(given.getvalue())
        st.session_state["write_files"] = number + 1


def _take_text() -> None:
    text = str(st.session_state.get("write_text", ""))
    if take(text.encode(errors="replace")):
        st.session_state["write_text"] = ""


def take(content: bytes) -> bool:
    """Open a file, however unfinished the story in it; what cannot be opened is told in one line and changes nothing."""
    try:
        found = open_draft(_NAME, content)
    except SeedFaults as error:
        st.session_state["write_refused"] = _one_line(error)
        return False
    st.session_state["write_refused"] = ""
    keeping.begin(found)
    return True


def _one_line(error: SeedFaults) -> str:
    first = error.faults[0]
    return say("Not opened: {what}. {do} Your draft is as it was.", what=told(first.what), do=told(first.do))


# ---- the story as a whole --------------------------------------------------------------------------------------------


def _set(**changes: Any) -> None:
    keeping.put({**draft(), **changes})


def _title(text: str) -> None:
    """Another title; the id follows it until the story is saved, and never becomes that of a built-in story."""
    if st.session_state.get("draft_saved"):
        _set(title=text)
        return
    named = with_title(draft(), text)
    root = shared.world().root or shared.world()
    _set(title=text, id=f"{named['id']}-own" if named["id"] in root.scenarios_by_id else named["id"])


def _head(todo: Sequence[Told]) -> None:
    now, mine = draft(), [row for row in todo if row.step == 0]
    stepform.field(say("Title"), "write_title", now["title"], _title)
    stepform.todo(mine, "title", "", "step")
    with st.expander(
        say("For whom, how long, with what goals"), expanded=any(row.field in {"audience", "minutes", "goals"} for row in mine)
    ):
        stepform.field(say("For whom"), "write_audience", now.get("audience", ""), lambda text: _set(audience=text))
        stepform.todo(mine, "audience")
        st.session_state["write_minutes"] = min(max(int(now.get("minutes", 15)), 1), 240)
        st.number_input(
            say("Minutes"), 1, 240, key="write_minutes", on_change=lambda: _set(minutes=int(st.session_state["write_minutes"]))
        )
        goals = "\n".join(now.get("goals", ()))
        stepform.field(say("Goals, one per line"), "write_goals", goals, lambda text: _set(goals=_lines(text)), lines=2)
        stepform.todo(mine, "goals", "minutes")
        stepform.field(say("Notes for the teacher"), "write_notes", now.get("notes", ""), lambda text: _set(notes=text), lines=1)
        stepform.todo(mine, "notes")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _adding() -> None:
    stepform.picker(say("Add a step on a claim or fact"), "write_add", add_step)


def add_step(ref: str) -> None:
    """Add a step that cites something, with what has to stand beside it, on a map of its places."""
    known = shared.world()
    cite = known.stage.cite(ref)
    if cite is None or isinstance(cite, Dataset):
        return
    refs = cite.claim.places if isinstance(cite, Entry) else cite.places
    sites = [known.gazetteer.by_id[place.id] for place in refs]
    spots = [(site.lon, site.lat) for site in sites if site.lon is not None and site.lat is not None]
    chosen = (f"claim:{ref}" if isinstance(cite, Entry) else ref) if spots else ""
    new = add_view(draft(), View(selected=chosen, camera=_camera(spots), layers=_LAYERS))
    step: Draft = {**new["step"][-1], "heading": starter.heading(cite), **starter.rows_for(ref, known.stage)}
    keeping.put({**new, "step": [*new["step"][:-1], {key: value for key, value in step.items() if value != []}]})
    keeping.go(len(new["step"]) - 1)


def _camera(spots: Sequence[tuple[float, float]]) -> Camera | None:
    if not spots:
        return None
    lons, lats = [lon for lon, _ in spots], [lat for _, lat in spots]
    found = frame((min(lons), min(lats), max(lons), max(lats)), *_FRAME)
    return replace(found, zoom=min(found.zoom, 10.0))
