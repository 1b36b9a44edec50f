"""The desk: views collected in Explore become a story with sentences, and go out and come back as a file.

The draft lives in the visit. A file that is read replaces it only when it has no fault; what was written stays otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state
from explorer.cards.read import read_scenario
from explorer.errors import Fault, SeedFaults
from explorer.render.web import html
from explorer.stories.scenario import MAX_FILE_BYTES, Scenario
from explorer.stories.text import (
    Draft,
    add_view,
    callout_lines,
    callouts_of,
    draft_of,
    lines_of,
    new_draft,
    numbered,
    option_lines,
    question_of,
    sentences_of,
    toml,
    with_title,
)

_NAME = "Your story"


def draft() -> Draft:
    """The draft of this visit."""
    kept: Draft = st.session_state.setdefault("draft", new_draft())
    return kept


def collect() -> None:
    """Add the view in the address bar as a step."""
    st.session_state["draft"] = add_view(draft(), state.view())
    st.toast(f"Added as step {len(draft()['step'])} of your story; it is under Scenarios, Write.")


def played() -> Scenario | None:
    """The draft as a story that can be played; None while it has faults."""
    return _read(toml(draft()))[0]


def _read(text: str) -> tuple[Scenario | None, tuple[Fault, ...]]:
    try:
        return read_scenario(_NAME, text, shared.world().stage), ()
    except SeedFaults as error:
        return None, error.faults


# ---- the page --------------------------------------------------------------------------------------------------------


def show(on_play: Callable[[Scenario], None], on_leave: Callable[[], None]) -> None:
    """Draw the desk."""
    st.html(
        '<h2 class="tm-head">Write a story</h2><p class="tm-sub">In Explore, “Add this view as a step” brings a view '
        f"here. Each line cites what it rests on: <b>{html.text(_examples()[0])}</b>. The draft lives in this "
        "visit: download it to keep it.</p>"
    )
    scenario, faults = _read(toml(draft()))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            "Play it",
            key="write_play",
            disabled=scenario is None,
            on_click=on_play,
            args=(scenario,),
            icon=":material/play_arrow:",
        )
        st.download_button(
            "Download", toml(draft()).encode(), f"{draft()['id']}.toml", "application/toml", key="write_download",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.button("Start anew", key="write_new", on_click=_replace, args=(new_draft(),), icon=":material/delete:")
        if "draft_before" in st.session_state:
            st.button("Bring back what was here before", key="write_undo", on_click=_undo, icon=":material/undo:")
        st.button("All stories", key="write_leave", on_click=on_leave, type="tertiary", icon=":material/list:")
    _load()
    left, right = st.columns([0.62, 0.38], gap="medium")
    with left:
        _head()
        for number, step in enumerate(draft()["step"]):
            _step(number, step)
        if not draft()["step"]:
            st.info("There are no steps yet. Go to Explore, set up a view, and press “Add this view as a step”.")
    with right:
        _faults(faults)


def _faults(faults: tuple[Fault, ...]) -> None:
    if not faults:
        st.success("No faults: it can be played, exported and put among the stories.")
        return
    rows = "".join(
        f"<li><strong>{html.text(fault.entry or 'file')}</strong>: {html.text(fault.what)}. {html.text(fault.do)}</li>"
        for fault in faults
    )
    st.html(f'<h3 class="tm-head">Still to mend ({len(faults)})</h3><ul class="tm-faults">{rows}</ul>')


def _replace(new: Draft) -> None:
    st.session_state["draft_before"] = draft()
    st.session_state["draft"] = new


def _undo() -> None:
    st.session_state["draft"] = st.session_state.pop("draft_before")


# ---- files -----------------------------------------------------------------------------------------------------------


def _load() -> None:
    with st.expander("Read a story from a file or from text", expanded=bool(st.session_state.get("write_refused"))):
        files = st.session_state.setdefault("write_files", 0)
        st.file_uploader(
            "A file that was downloaded here", type=["toml"], key=f"write_file_{files}", on_change=_take_file, args=(files,),
            max_upload_size=MAX_FILE_BYTES // 1_000_000,
        )  # fmt: skip
        st.text_area("Or its text", key="write_text", height=160, max_chars=MAX_FILE_BYTES)
        st.button("Read the text", key="write_read", on_click=_take_text)
        refused: tuple[Fault, ...] = st.session_state.get("write_refused", ())
        if refused:
            st.html('<div class="tm-notice" role="alert">Nothing was read: your draft below is as it was.</div>')
            _faults(refused)


def _take_file(number: int) -> None:
    given = st.session_state.get(f"write_file_{number}")
    if given is not None:
        take(given.getvalue())
        st.session_state["write_files"] = number + 1


def _take_text() -> None:
    take(str(st.session_state.get("write_text", "")).encode(errors="replace"))


def take(content: bytes) -> None:
    """Read a file in the place of the draft; with any fault, list all of them and leave the draft alone."""
    if len(content) > MAX_FILE_BYTES:
        what = f"the file has {len(content) / 1e6:.1f} MB; a scenario may have {MAX_FILE_BYTES / 1e6:.0f} MB"
        st.session_state["write_refused"] = (Fault(_NAME, "", what, "Take images out or make them smaller."),)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        st.session_state["write_refused"] = (Fault(_NAME, "", f"byte {error.start} is not UTF-8", "Save it as UTF-8."),)
        return
    scenario, faults = _read(text)
    st.session_state["write_refused"] = faults
    if scenario is None:
        st.session_state["write_text"] = text  # to be mended here
        return
    st.session_state["write_text"] = ""
    _replace(draft_of(scenario))


# ---- fields ----------------------------------------------------------------------------------------------------------


def _field(label: str, key: str, value: str, keep: Callable[[str], None], *, lines: int = 0, hint: str = "") -> None:
    """A text field whose value is the draft's, whatever happened to the page in between."""
    st.session_state[key] = value

    def changed() -> None:
        keep(str(st.session_state[key]))

    if lines:
        st.text_area(label, key=key, height=34 + 24 * lines, on_change=changed, placeholder=hint)
    else:
        st.text_input(label, key=key, on_change=changed, placeholder=hint)


def _set(**changes: Any) -> None:
    st.session_state["draft"] = {**draft(), **changes}


def _head() -> None:
    now = draft()
    with st.container(border=True):
        _field("Title", "write_title", now["title"], lambda text: _set(**with_title(draft(), text)))
        _field("For whom", "write_audience", now["audience"], lambda text: _set(audience=text))
        st.session_state["write_minutes"] = int(now["minutes"])
        st.number_input(
            "Minutes", 1, 240, key="write_minutes", on_change=lambda: _set(minutes=int(st.session_state["write_minutes"]))
        )
        goals = "\n".join(now["goals"])
        _field("Goals, one a line", "write_goals", goals, lambda text: _set(goals=_lines(text)), lines=2)
        _field("Notes for the teacher", "write_notes", now.get("notes", ""), lambda text: _set(notes=text), lines=1)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _step(number: int, step: Mapping[str, Any]) -> None:
    def keep(**changes: Any) -> None:
        steps = list(draft()["step"])
        steps[number] = {key: value for key, value in {**steps[number], **changes}.items() if value is not None}
        st.session_state["draft"] = {**draft(), "step": steps}

    with st.expander(components.plain(f"{step['n']}. {step['heading']}"), expanded=number == len(draft()["step"]) - 1):
        key = f"write_{number}"
        with st.container(horizontal=True, gap="small"):
            st.button("Up", key=f"{key}_up", disabled=number == 0, on_click=_move, args=(number, -1))
            st.button("Down", key=f"{key}_down", disabled=number == len(draft()["step"]) - 1, on_click=_move, args=(number, 1))
            st.button("Remove", key=f"{key}_remove", on_click=_move, args=(number, 0))
            st.link_button("See the view", f"/?{step['view']}", help="In another tab")
        _field("Heading", f"{key}_heading", step["heading"], lambda text: keep(heading=text))
        _field("View", f"{key}_view", step["view"], lambda text: keep(view=text.strip()))
        st.session_state[f"{key}_move"] = step.get("move", True)
        st.checkbox(
            "The camera goes to this view", key=f"{key}_move", on_change=lambda: keep(move=bool(st.session_state[f"{key}_move"]))
        )
        _field("Where to look (states nothing)", f"{key}_guide", step.get("guide", ""), lambda text: keep(guide=text))
        hint, note = _examples()
        for role, label in (("say", "Who says so"), ("against", "What speaks against it"), ("inferred", "What is inferred")):
            text = lines_of(step.get(role, ()))
            _field(label, f"{key}_{role}", text, lambda text, role=role: keep(**{role: sentences_of(text)}), lines=3, hint=hint)  # type: ignore[misc]
        callouts = callout_lines(step.get("callout", ()))
        _field(
            "Notes on the map",
            f"{key}_callout",
            callouts,
            lambda text: keep(callout=callouts_of(text)),
            lines=1,
            hint=note,
        )
        _question(key, step, keep)
        _field("For the teacher", f"{key}_notes", step.get("notes", ""), lambda text: keep(notes=text))


def _examples() -> tuple[str, str]:
    """A line that cites, and a note on the map, from the first claim that has a place on it."""
    known = shared.world()
    for entry in known.ledger.entries:
        for place in entry.claim.places:
            if known.gazetteer.by_id[place.id].placed:
                return f"{entry.id}: {entry.claimant.name} said that …", f"{place.id}: {entry.id}"
    return "claim: who says so, and what", "place: claim"


def _question(key: str, step: Mapping[str, Any], keep: Callable[..., None]) -> None:
    question = step.get("question", {})

    def changed(_: str) -> None:
        parts = (str(st.session_state[f"{key}_{part}"]) for part in ("ask", "options", "why"))
        keep(question=question_of(*parts))

    _field("Question", f"{key}_ask", question.get("ask", ""), changed)
    hint = "one a line; * before the right one"
    _field("Options", f"{key}_options", option_lines(question), changed, lines=2, hint=hint)
    _field("Reasoning after the answer", f"{key}_why", lines_of(question.get("why", ())), changed, lines=1)


def _move(number: int, by: int) -> None:
    steps = list(draft()["step"])
    step = steps.pop(number)
    if by:
        steps.insert(number + by, step)
    st.session_state["draft"] = numbered(draft(), steps)
