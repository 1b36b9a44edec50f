"""The draft of a story and where it is kept: the visit, and beside it the reader's browser, whose frame also orders the steps.

A visit begins without knowing what the browser has. The frame tells it once (``join``); until then nothing is written there, so
that an empty draft never takes the place of a full one. Steps collected before that are put at the end of what was kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from explorer.app import state
from explorer.app.tongue import language, say
from explorer.cards.read import open_draft
from explorer.errors import SeedFaults
from explorer.messages import message
from explorer.sessions.whole import whole
from explorer.stories.text import HANDLE, Draft, handled, new_draft, numbered, toml, untouched, without_handle

WORDS: Mapping[str, str] = {
    "frame": message("Steps of the story"),
    "how": message("Drag a step by its handle, or press Alt with the up or down arrow, to move it."),
    "kept": message("Kept in this browser."),
    "full": message("This browser does not keep drafts: download the story, or save it to the workspace."),
    "others": message("Other drafts in this browser ({n})"),
    "open": message("Open"),
    "drop": message("Delete"),
}


def draft() -> Draft:
    """The draft of this visit."""
    kept: Draft = st.session_state.get("draft") or new_draft()
    if "draft" not in st.session_state or any(HANDLE not in step for step in kept["step"]):
        put(kept)
    found: Draft = st.session_state["draft"]
    return found


def put(new: Draft) -> None:
    """Go on with a draft in the place of the one before, as the same piece of work."""
    first = int(st.session_state.get("draft_handles", 0))
    st.session_state["draft"] = handled(new, first)
    st.session_state["draft_handles"] = first + len(new["step"])


def place(handle: int) -> int | None:
    """Where the step with a handle stands now, counted from 0; None where it is in this draft no longer."""
    return next((at for at, step in enumerate(draft()["step"]) if step[HANDLE] == handle), None)


def begin(new: Draft, uid: str = "") -> None:
    """Begin a piece of work of its own; the one before it can be brought back, and stays in the browser."""
    st.session_state["draft_before"] = (draft(), _uid(), st.session_state.get("draft_saved"))
    put(numbered(new, map(without_handle, new["step"])))
    st.session_state["draft_uid"] = uid or secrets.token_hex(6)
    st.session_state["draft_at"], st.session_state["draft_saved"] = 0, None


def bring_back() -> None:
    """The piece of work before this one again."""
    before = st.session_state.pop("draft_before")
    st.session_state["draft"], st.session_state["draft_uid"], st.session_state["draft_saved"] = before
    st.session_state["draft_at"] = 0


def at() -> int:
    """Which step is being written, counted from 0; -1 where there is none."""
    last = len(draft()["step"]) - 1
    return min(max(int(st.session_state.get("draft_at", 0)), 0), last)


def go(number: int) -> None:
    """Write at another step, counted from 0."""
    st.session_state["draft_at"] = number


def _uid() -> str:
    return str(st.session_state.setdefault("draft_uid", secrets.token_hex(6)))


@cache
def _frame() -> Callable[..., Any]:
    place = resources.files("explorer.render.web").joinpath("static", "desk")
    return declare_component("desk", path=str(place))


def keep(todo: Sequence[str] = (), *, hidden: bool = False) -> None:
    """Draw the frame, and do what the reader did there: ``todo`` has a few words for each step."""
    now = draft()
    steps = [
        {"n": step["n"], "heading": str(step.get("heading", "")), "todo": words}
        for step, words in zip(now["step"], [*todo, *[""] * len(now["step"])], strict=False)
    ]
    text = "" if untouched(now) else toml(now)
    saved = st.session_state.get("draft_saved")
    told = {"uid": _uid(), "title": str(now["title"]), "steps": steps, "text": text, "at": at(), "saved": saved and list(saved)}
    with st.container(key="desk_kept" if hidden else "desk_steps"):
        given = _frame()(
            draft=told,
            author=st.session_state.get("author", ""),
            joined=_joined(),
            hidden=hidden,
            words={name: say(words) for name, words in WORDS.items()},
            language=language(),
            theme=state.theme(),
            key="desk_frame",
            default=None,
        )
    heard = int(st.session_state.get("draft_heard", 0))
    new = [row for row in given or () if isinstance(row, dict) and int(row.get("number", 0)) > heard]
    if new:
        with whole():
            st.session_state["draft_heard"] = int(new[-1]["number"])
            for row in new:
                _do(row)
        st.rerun()


def _joined() -> bool:
    return bool(st.session_state.get("draft_joined", False))


def _do(given: Mapping[str, Any]) -> None:
    match given.get("act"):
        case "join" if not _joined():
            st.session_state.setdefault("author", str(given.get("author", ""))[:80])
            _join(str(given.get("uid", "")), str(given.get("text", "")), given.get("saved"))
        case "open":
            _open(str(given.get("uid", "")), str(given.get("text", "")), given.get("saved"))
        case "select":
            go(int(given.get("at", 0)))
        case "order":
            _order([int(number) for number in given.get("order", ())], int(given.get("at", 0)))


def _join(uid: str, text: str, saved: object) -> None:
    st.session_state["draft_joined"] = True
    found = _read(text)
    if found is None or uid == _uid():
        return
    collected = draft()["step"]
    st.session_state["draft_uid"], st.session_state["draft_saved"] = uid, _saved(saved)
    put(found if not collected else numbered(found, [*found["step"], *collected]))


def _open(uid: str, text: str, saved: object) -> None:
    if (found := _read(text)) is not None:
        begin(found, uid)
        st.session_state["draft_saved"] = _saved(saved)


def _saved(given: object) -> tuple[str, str, str, int] | None:
    """What of a draft stands in the workspace, as the browser remembers it: kind, id, title and revision."""
    match given:
        case [str(kind), str(name), str(title), int(revision)]:
            return kind, name, title, revision
        case _:
            return None


def _order(order: Sequence[int], moved: int) -> None:
    steps = draft()["step"]
    if sorted(order) == list(range(1, len(steps) + 1)):
        put(numbered(draft(), [steps[number - 1] for number in order]))
        go(moved)


def _read(text: str) -> Draft | None:
    try:
        return open_draft("draft", text.encode(errors="replace")) if text else None
    except SeedFaults:
        return None
