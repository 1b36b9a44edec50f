"""Notes and bookmarks on whatever a reader has selected; they stand in the workspace, each with its author and day."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.app import author, components, desk, following, naming, state
from explorer.app import cache as shared
from explorer.app.naming import titled
from explorer.app.tongue import language, recorded, say
from explorer.messages import message
from explorer.render.web import html
from explorer.scene.build import label
from explorer.views.view import View, slug
from explorer.workspace.change import Edit, Revision
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Note
from explorer.workspace.workspace import edit_of
from explorer.world.world import World

_LONGEST = 20_000
_LISTED = 40
_SUBJECTS = frozenset({"place", "speaker", "named"})


def show(about: str) -> None:
    """The notes on what is selected, a field for another one, and its bookmark; nothing where no workspace is open."""
    if following.workspace() is None or not about:
        return
    here = [(revision, note) for revision, note in _standing() if note.about == about]
    words = [(revision, note) for revision, note in here if note.words]
    marked = next((revision for revision, note in here if note.bookmark), None)
    label = say("Notes ({words})", words=len(words)) if words else say("Notes and bookmark")
    with st.expander(label, icon=":material/bookmark:" if marked else ":material/note_add:", expanded=bool(words)):
        for revision, note in words:
            _written(revision, note)
        if not desk.opened().store.read_only:
            _desk(about, marked)
        of, said, bad = st.session_state.get("note_said", ("", "", False))
        if of == about and said:
            (st.error if bad else st.caption)(components.plain(said))


def menu() -> None:
    """Everything that is bookmarked or has notes, the last one first."""
    if following.workspace() is None:
        return
    latest = sorted(_standing(), key=lambda row: -row[0].change)
    for about in list(dict.fromkeys(note.about for _, note in latest))[:_LISTED]:
        st.button(
            components.plain(title_of(shared.world(), about)), key=f"noted_{about}", icon=":material/note:", type="tertiary",
            on_click=go_to, args=(about,),
        )  # fmt: skip


def title_of(world: World, about: str) -> str:
    """What a note is about, in words of the page; its id where it is no longer there."""
    kind, _, identifier = about.partition(":")
    if kind in _SUBJECTS:
        subject = world.subjects.by_id.get(about)
        return say("Everything about {title}", title=titled(subject)) if subject else about
    tongue = world.tongue(language())
    if kind == "site" and identifier in world.gazetteer.by_id:
        return label(world.gazetteer.by_id[identifier], View(language=language()))
    if kind == "claim" and identifier in world.ledger.by_id:
        return f"{identifier}: {tongue.entry(world.ledger.by_id[identifier]).claim.statement}"
    if kind == "event" and identifier in world.ledger.events_by_id:
        return tongue.event(world.ledger.events_by_id[identifier]).title
    leg = next((leg for leg in world.legs if kind == "leg" and leg.id == identifier), None)
    return naming.cards().card("leg", leg.id, leg).statement if leg else about


# ---- one note --------------------------------------------------------------------------------------------------------


def _standing() -> list[tuple[Revision, Note]]:
    rows = ((revision, revision.entered.card) for revision in desk.opened().now.state.standing() if revision.kind == "note")
    return [(revision, card) for revision, card in rows if isinstance(card, Note)]


def _written(revision: Revision, note: Note) -> None:
    """A note with who wrote it when; it can be changed and withdrawn, and its earlier texts stay in the history."""
    changes = desk.opened().store.history(revision.key)
    form = message("{author}, {day}, revised") if revision.number > 1 else message("{author}, {day}")
    who = say(form, author=changes[-1].author, day=changes[-1].day)
    lines = "<br>".join(html.text(line) for line in note.words.splitlines())
    st.html(f'<div class="tm-box"><p class="tm-sentence">{lines}</p><p class="tm-sub">{html.text(who)}</p></div>')
    if desk.opened().store.read_only:
        return
    with st.container(horizontal=True, gap="small"):
        with st.popover(say("Edit"), icon=":material/edit:", type="tertiary"):
            st.text_area(
                say("Note"), value=note.words, key=f"note_edit_{note.id}_{revision.number}", max_chars=_LONGEST,
                on_change=_revise, args=(revision, note),
            )  # fmt: skip
        st.button(
            say("Withdraw"), key=f"note_withdraw_{note.id}", type="tertiary", icon=":material/delete:",
            on_click=_withdraw, args=(revision, recorded("Note on {about} withdrawn.", about=note.about)),
        )  # fmt: skip


def _desk(about: str, marked: Revision | None) -> None:
    """What can be added: another note, and the bookmark."""
    author.ask()
    if not author.name():
        components.note(say("Say who you are to write a note."))
        return
    st.text_area(
        say("Write a note"), key="note_new", height=80, max_chars=_LONGEST, on_change=_add, args=(about,),
        placeholder=say("Write a note; Ctrl+Enter or a click beside it keeps it"), label_visibility="collapsed",
    )  # fmt: skip
    word = say("Take the bookmark away") if marked else say("Bookmark this")
    icon = ":material/bookmark_remove:" if marked else ":material/bookmark_add:"
    st.button(word, key="note_mark", type="tertiary", icon=icon, on_click=_mark, args=(about, marked))


# ---- writing ---------------------------------------------------------------------------------------------------------


def _add(about: str) -> None:
    words = str(st.session_state["note_new"]).strip()
    if words and _new(about, {"words": words}, recorded("Note on {about}.", about=about)):
        st.session_state["note_new"] = ""


def _mark(about: str, marked: Revision | None) -> None:
    if marked:
        _withdraw(marked, recorded("Bookmark of {about} taken away.", about=about))
    else:
        _new(about, {"bookmark": True}, recorded("Bookmark of {about}.", about=about))


def _withdraw(revision: Revision, reason: str) -> None:
    _write(str(revision.fields["about"]), Edit("note", revision.name, "", None, revision.number), reason)


def _revise(revision: Revision, note: Note) -> None:
    words = str(st.session_state[f"note_edit_{note.id}_{revision.number}"]).strip()
    fields = {**revision.fields, "words": words} if words else None
    _write(note.about, Edit("note", note.id, "", fields, revision.number), recorded("Note on {about} revised.", about=note.about))


def _write(about: str, edit: Edit, reason: str) -> None:
    desk.write(lambda _: [edit], reason, reason)
    _tell(about)


def _new(about: str, fields: dict[str, object], reason: str) -> bool:
    """Write a new note under the first free name; it is looked for again where somebody else has taken it meanwhile."""
    base = slug(about)[:60].strip("-")

    def decide(now: State) -> Sequence[Edit]:
        name = next(name for number in range(1, 100_000) if ("note", name := f"{base}-{number}") not in now.entries)
        return [edit_of("note", {"id": name, "about": about, **fields}, now)]

    written = desk.write(decide, reason, reason)
    _tell(about)
    return written


def _tell(about: str) -> None:
    """Say beside the notes what came of the last thing that was done to one."""
    st.session_state["note_said"] = (about, *desk.said())
    desk.hush()


def go_to(about: str) -> None:
    """Go to what a note is about."""
    if about.partition(":")[0] in _SUBJECTS:
        components.ask_about(about)
    else:
        state.change(selected=about, text="")
