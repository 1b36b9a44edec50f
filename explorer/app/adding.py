"""Documents that come into the inbox: pasted or dropped, read by the queue while the page goes on, kept once they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from explorer.app import author, desk, heavy
from explorer.app import cache as shared
from explorer.app.readings import Read, read_file
from explorer.app.tongue import many, recorded, say, told
from explorer.errors import TumenError
from explorer.sessions.whole import whole
from explorer.work.job import Job
from explorer.workspace.inbox import kept

ENDINGS = ("txt", "html", "htm", "md", "pdf", "docx", "eml", "rtf", "zip")
MOST_LETTERS = 400_000
_LOOK_S, _MOST_LOOKS = 0.2, 900
"""A document that is not read after three minutes is given up."""


@dataclass
class _Coming:
    """A document that is being read, over as many runs of the page as it takes."""

    name: str
    job: Job
    looks: int = field(default=0)


def menu() -> None:
    """The field for a text and the box for files."""
    if desk.opened().store.read_only:
        return
    number = int(st.session_state.setdefault("inbox_upload_number", 0))
    key = f"inbox_add_{number}"  # another one once a document is being read: it is closed, and its box is empty
    with st.popover(say("Add a document"), icon=":material/note_add:", key=key), st.container(key="typed_paste"):
        st.text_area(
            say("Paste a text"),
            key="t_paste",
            height=160,
            max_chars=MOST_LETTERS,
            placeholder=say("Headline, date line, paragraphs …"),
        )
        st.button(say("Read the text"), key="inbox_read", on_click=_pasted, type="primary", icon=":material/text_snippet:")
        st.file_uploader(
            say("Or drop files"), list(ENDINGS), accept_multiple_files=True, key=f"inbox_files_{number}",
            help=say("Text, web page, PDF, Word, mail, or a ZIP of these; English, Korean or Russian. Nothing leaves "
"the machine."),
        )  # fmt: skip


def _pasted() -> None:
    text = str(st.session_state.get("t_paste", ""))
    if not text.strip():
        desk.say(say("There is no text yet: paste one first."), bad=True)
        return
    if _begin("pasted.txt", text.encode()):
        st.session_state["t_paste"] = ""
        st.session_state["inbox_upload_number"] = int(st.session_state.get("inbox_upload_number", 0)) + 1


def take_in() -> None:
    """Begin to read what was dropped."""
    number = int(st.session_state.get("inbox_upload_number", 0))
    files = st.session_state.get(f"inbox_files_{number}") or ()
    with whole():
        begun = [_begin(str(file.name), bytes(file.getvalue())) for file in files]
        if any(begun):  # the next box is a new one, which is empty
            st.session_state["inbox_upload_number"] = number + 1


def _begin(name: str, data: bytes) -> bool:
    if not author.name():
        desk.say(say("Say who you are first: your name is shown beside what you add."), bad=True)
        return False
    try:
        job = heavy.begun(read_file, shared.world().gazetteer.sites, name, data)
    except TumenError as error:
        desk.say(f"{name}: {told(error)}", bad=True)
        return False
    _waiting().append(_Coming(name, job))
    return True


def _waiting() -> list[_Coming]:
    found: list[_Coming] = st.session_state.setdefault("inbox_coming", [])
    return found


def wait(place: Any) -> None:
    """Wait for what is being read, and say how far it is; a reader who does something else meanwhile finds it again."""
    any_kept = False
    while coming := next(iter(_waiting()), None):
        if not coming.job.wait(_LOOK_S) and coming.looks < _MOST_LOOKS:
            coming.looks += 1
            doing = heavy.progress(coming.job, heavy.ahead_of(coming.job), say("reading …"))
            others = len(_waiting()) - 1
            place.info(
                say("{name} and {others} more: {doing}", name=coming.name, others=others, doing=doing)
                if others
                else f"{coming.name}: {doing}",
                icon=":material/hourglass:",
            )
            continue
        with whole():
            _waiting().remove(coming)
            _keep(coming)
        any_kept = True
    if any_kept:
        place.empty()
        st.rerun()


def _keep(coming: _Coming) -> None:
    """Put what was read into the workspace; what could not be is said in a line each."""
    if not coming.job.wait(0):
        coming.job.cancel()
        desk.say(
            say("{name}: it took longer than three minutes to read, so it was abandoned. Try a part of it.", name=coming.name),
            bad=True,
        )
        return
    try:
        found: Read = coming.job.result()
    except TumenError as error:
        desk.say(f"{coming.name}: {told(error)}", bad=True)
        return
    rows = [_brought(name, reading) for name, reading in found]
    desk.say(" ".join(words for words, _ in rows), bad=any(bad for _, bad in rows))


def _brought(name: str, reading: Any) -> tuple[str, bool]:
    if isinstance(reading, str):
        return f"{name}: {told(reading)}", True
    entries = kept(reading)
    paper = str(entries[0].fields["id"])
    try:
        brought = desk.opened().bring(entries, author.name(), recorded("Read: {name}.", name=name))
    except TumenError as error:
        return f"{name}: {told(error)}", True
    desk.shown_now()
    desk.take(paper)
    notes = " ".join(map(told, reading["document"].get("notes") or ()))
    if not brought.written:
        return say("{name} was in the inbox already.", name=name), False
    return f"{many('{name}: {count} draft.', '{name}: {count} drafts.', len(entries) - 1, name=name)} {notes}".strip(), False
