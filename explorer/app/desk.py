"""The reviewer's desk: which paper and draft are in hand, what was just done, and every way to write to the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer.app import author, following, tongue
from explorer.errors import EditConflict, SeedFaults, TumenError
from explorer.messages import message
from explorer.review.papers import InHand, Pending, in_hand, paper_of
from explorer.workspace.change import Change, Edit
from explorer.workspace.state import State
from explorer.workspace.vocabulary import Paper
from explorer.workspace.workspace import Workspace

Decide = Callable[[State], Sequence[Edit]]
_NOBODY = message("Say who you are first: your name is recorded with each change. Nothing was written.")


def opened() -> Workspace:
    """The workspace of this process; pages that ask for one are only there where it is."""
    return following.opened()


def papers() -> tuple[InHand, ...]:
    """The papers of the workspace as they stand."""
    return in_hand(opened().now.state)


def paper_in(now: State, in_hand: InHand) -> Paper:
    """The text of a paper as it stands in a state; the one that was seen where it is gone."""
    found = now.entries.get(("paper", in_hand.id))
    card = None if found is None or found.withdrawn else found.entered.card
    return card if isinstance(card, Paper) else in_hand.paper


# ---- what is in hand -------------------------------------------------------------------------------------------------


def mode() -> str:
    """What the reviewer is about to do with the draft in hand; "" while they read."""
    return str(st.session_state.get("inbox_mode", ""))


def turn(to: str) -> None:
    """Begin to edit, grade, place, split or reject, or go back to reading."""
    st.session_state["inbox_mode"] = "" if mode() == to else to
    hush()


def turn_to(to: str) -> None:
    """Ask for something, or with "" go back to reading."""
    st.session_state["inbox_mode"] = to


def take(paper: str, draft: str = "") -> None:
    """Take a paper in hand, at one of its drafts; the address bar says which."""
    st.session_state["inbox_last"] = {"paper": paper, **({"draft": draft.rpartition("-")[2]} if draft else {})}
    st.query_params.from_dict(st.session_state["inbox_last"])


def in_the_address() -> tuple[str, str]:
    """The ids of paper and draft that the address bar names, or that were in hand before."""
    asked = {key: st.query_params[key] for key in ("paper", "draft") if key in st.query_params}
    if not asked:
        asked = dict(st.session_state.get("inbox_last", {}))
        if asked:
            st.query_params.from_dict(asked)
    paper = asked.get("paper", "")
    return paper, f"{paper}-{asked['draft']}" if asked.get("draft") else ""


def chosen(found: Sequence[InHand]) -> tuple[InHand | None, Pending | None]:
    """The paper and the draft in hand: those of the address, else the first that there is something to do with."""
    paper_id, draft_id = in_the_address()
    paper = next((paper for paper in found if paper.id == paper_id), None)
    paper = paper or next((paper for paper in found if paper.drafts), found[0] if found else None)
    if paper is None or not paper.drafts:
        return paper, None
    return paper, paper.draft(draft_id) or paper.drafts[0]


# ---- what is said ----------------------------------------------------------------------------------------------------


def hush() -> None:
    """Forget what was said of the last thing that was done."""
    st.session_state.pop("inbox_said", None)


def say(words: str, *, bad: bool = False) -> None:
    """Say what came of the last thing that was done."""
    st.session_state["inbox_said"] = (tongue.told(words), bad)


def said() -> tuple[str, bool]:
    """What was said last, and whether it is a fault."""
    found: tuple[str, bool] = st.session_state.get("inbox_said", ("", False))
    return found


# ---- writing ---------------------------------------------------------------------------------------------------------


def write(decide: Decide, reason: str, done: str = "") -> bool:
    """Write edits to the workspace and show what stands then; False, with the reason said, where nothing was written."""
    return _tried(lambda who: opened().change(decide, who, reason), done)


def undo() -> None:
    """Take back the last change of this author."""

    def back(who: str) -> object:
        desk = opened()
        number = desk.last_of(who)
        if not number:
            say(tongue.say("You have nothing left to undo."))
            return None
        found = desk.store.changes(number - 1, number)[0]
        desk.undo(number, who)
        _take_again(found)
        what = tongue.told(found.reason) if found.reason else tongue.say("change {number}", number=number)
        say(tongue.say("Undone: {what}", what=what))
        return found

    _tried(back, "")


def _take_again(found: Change) -> None:
    """Take a draft in hand that has come back."""
    back = next((r.name for r in found.revisions if r.kind == "draft" and r.withdrawn), "")
    if back:
        take(paper_of(back), back)


def shown_now() -> None:
    """Show what has just been written, here and in every other page."""
    following.take_up()
    following.begin()


def _tried(act: Callable[[str], object], done: str) -> bool:
    who = author.name()
    if not who:
        say(_NOBODY, bad=True)
        return False
    hush()
    try:
        act(who)
    except SeedFaults as faults:
        reasons = " ".join(f"{tongue.told(fault.what)}. {tongue.told(fault.do)}" for fault in faults.faults[:4])
        say(tongue.say("Not written. {reasons}", reasons=reasons), bad=True)
        return False
    except EditConflict as conflict:
        say(str(conflict), bad=True)
        following.take_up()
        return False
    except TumenError as error:
        say(str(error), bad=True)
        return False
    following.take_up()
    if done:
        say(done)
    return True
