"""What a reviewer does to the draft in hand, each with a button and a key: accept, reject, merge, split, undo, go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, desk, naming
from explorer.app.tongue import recorded, say, told
from explorer.ledger.vocabulary import Voice
from explorer.messages import message
from explorer.render.web import html
from explorer.review import revising
from explorer.review.alike import alike
from explorer.review.bearing import Known, Proposal, confirmed, linked, proposals
from explorer.review.becoming import becoming
from explorer.review.families import family_of, united
from explorer.review.papers import InHand, Pending
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.world.world import World

KEYS: Mapping[str, str] = {
    "j": "inbox_next", "k": "inbox_previous", "a": "inbox_accept", "e": "inbox_edit", "r": "inbox_reject", "m": "inbox_merge",
    "s": "inbox_split", "g": "inbox_grade", "p": "inbox_place", "u": "inbox_undo", "Escape": "inbox_close",
    **{str(number): f"inbox_pick_{number}" for number in range(1, 10)},
}  # fmt: skip
"""Keys with the buttons that they press; a letter that is typed into a field presses none."""

Lacks = Mapping[str, Sequence[str]]


def keys(in_hand: InHand, pending: Pending | None, lacks: Lacks) -> None:
    """The row of buttons, each with its key."""
    none, fixed, mode = pending is None, desk.opened().store.read_only, desk.mode()
    with st.container(horizontal=True, gap="small", key="inbox_keys"):
        _button(say("Accept"), "A", "accept", accept, in_hand, pending, lacks, off=none or fixed, primary=True)
        _button(say("Edit"), "E", "edit", desk.turn, "edit", off=none or fixed, down=mode == "edit")
        _button(say("Reject"), "R", "reject", desk.turn, "reject", off=none or fixed, down=mode == "reject")
        _button(say("Grade"), "G", "grade", desk.turn, "grade", off=none or fixed, down=mode == "grade")
        _button(say("Place"), "P", "place", desk.turn, "place", off=none or fixed, down=mode == "place")
        _button(say("Merge"), "M", "merge", merge, in_hand, pending, off=none or fixed or len(in_hand.drafts) < 2)
        _button(say("Split"), "S", "split", desk.turn, "split", off=none or fixed, down=mode == "split")
        _button(say("Undo"), "U", "undo", desk.undo, off=fixed)
        _button(say("Back"), "K", "previous", go, in_hand, pending, -1, off=none)
        _button(say("Next"), "J", "next", go, in_hand, pending, 1, off=none)
        if mode and not none:
            _button(say("Close"), "Esc", "close", desk.turn, mode)


def _button(
    word: str, key: str, name: str, act: Any, *given: Any, off: bool = False, primary: bool = False, down: bool = False
) -> None:
    kind: Literal["primary", "secondary"] = "primary" if primary or down else "secondary"
    st.button(f"{word} `{key}`", key=f"inbox_{name}", on_click=act, args=given, disabled=off, type=kind)


def go(in_hand: InHand, pending: Pending, by: int) -> None:
    """Take the next draft in hand, or the one before."""
    found = in_hand.beside(pending.id, by)
    _take(in_hand, found)
    desk.hush()


def _take(in_hand: InHand, pending: Pending | None) -> None:
    st.session_state["inbox_mode"] = ""
    desk.take(in_hand.id, pending.id if pending else "")


def _after(in_hand: InHand, pending: Pending) -> Pending | None:
    """The draft that comes in hand once this one is gone."""
    found = in_hand.beside(pending.id, 1)
    return in_hand.beside(pending.id, -1) if found is not None and found.id == pending.id else found


def accept(in_hand: InHand, pending: Pending, lacks: Lacks) -> None:
    """Make the draft a claim, with whatever the claim rests on, in one change."""
    if lacks:
        desk.turn_to(FORMS.get(next(iter(lacks)), "edit") if len(lacks) == 1 else "edit")
        desk.say(say("Not accepted: {lacks}", lacks=" ".join(told(row) for rows in lacks.values() for row in rows)), bad=True)
        return

    _accepted(in_hand, pending)


def _accepted(in_hand: InHand, pending: Pending) -> None:
    desk.opened().refresh()  # somebody else may have taken the number, or made the document
    made: list[str] = []

    def decide(now: State) -> Sequence[Edit]:
        paper = desk.paper_in(now, in_hand)
        found = becoming(paper, pending.draft, desk.opened().now.cards, now, in_hand.speakers(pending.id))
        made.append(found.claim)
        return found.edits(now, pending.draft, pending.revision.number)

    if desk.write(decide, recorded("Accepted from a draft.")):
        desk.say(say("Accepted as {claim}.", claim=made[-1]))
        _take(in_hand, _after(in_hand, pending))


def merge(in_hand: InHand, pending: Pending) -> None:
    """Make one draft of this and the next one, or of the one before where it is the last."""
    other = _after(in_hand, pending)
    if other is None:
        return
    first, second = sorted((pending, other), key=lambda draft: draft.order)
    if desk.write(lambda _: revising.merged(first, second), recorded("Two drafts merged."), say("Merged with its neighbour.")):
        _take(in_hand, first)


FORMS: Mapping[str, str] = {"voice": "voice", "places": "place"}
"""The form in which the one thing that a draft lacks is asked for; all others stand in the form with every field."""


def voice_form(in_hand: InHand, pending: Pending) -> None:
    """Ask on whose behalf somebody speaks, which is all that the draft lacks; the answer accepts it."""
    components.note(say("On whose behalf do they speak?"))
    with st.container(horizontal=True, gap="small"):
        for number, voice in enumerate(Voice, start=1):
            st.button(
                f"{told(voice.value)} `{number}`", key=f"inbox_pick_{number}", on_click=_speaks, args=(in_hand, pending, voice)
            )


def _speaks(in_hand: InHand, pending: Pending, voice: Voice) -> None:
    draft = pending.draft.model_copy(update={"claim": {**pending.claim, "voice": voice.value}})
    _accepted(in_hand, replace(pending, draft=draft))


REASONS = (message("No claim."), message("Already covered."), message("Not about this."), message("Misread."))
"""Reasons that are offered, to be pressed by number."""


def reject_form(in_hand: InHand, pending: Pending) -> None:
    """Ask why a draft is rejected: one of the usual reasons, or one's own words."""
    with st.container(horizontal=True, gap="small"):
        for number, reason in enumerate(REASONS, start=1):
            st.button(f"{say(reason)} `{number}`", key=f"inbox_pick_{number}", on_click=reject, args=(in_hand, pending, reason))
    key = f"t_{pending.id}_reason"
    st.text_input(
        say("Another reason, then Enter"),
        key=key,
        max_chars=200,
        on_change=lambda: reject(in_hand, pending, str(st.session_state[key]).strip()),
    )


def reject(in_hand: InHand, pending: Pending, reason: str) -> None:
    """Take a draft away, for a reason."""
    if not reason:
        return
    if desk.write(
        lambda _: [revising.rejected(pending)],
        recorded("Rejected: {reason}", reason=reason),
        say("Rejected: {reason}", reason=told(reason)),
    ):
        _take(in_hand, _after(in_hand, pending))


def split_form(in_hand: InHand, pending: Pending) -> None:
    """Two fields with a proposal of how to part the statement."""
    halves = revising.parted(str(pending.claim.get("statement") or ""))
    names = [f"t_{pending.id}_half{number}" for number in (1, 2)]
    for key, label, words in zip(names, (say("First statement"), say("Second statement")), halves, strict=True):
        st.session_state.setdefault(key, words)
        st.text_area(label, key=key, height=68)
    st.button(say("Split `1`"), key="inbox_pick_1", on_click=_split, args=(in_hand, pending, names), type="primary")


def _split(in_hand: InHand, pending: Pending, names: Sequence[str]) -> None:
    first, second = (str(st.session_state.get(name, "")).strip() for name in names)
    if not first or not second:
        desk.say(say("Not split: write both statements."), bad=True)
        return
    if desk.write(
        lambda now: revising.split(in_hand, pending, first, second, now), recorded("A draft split in two."), say("Split in two.")
    ):
        _take(in_hand, pending)


# ---- what bears on it ------------------------------------------------------------------------------------------------


@shared.kept(4)
def _known(world: World) -> Known:
    """The claims of the ledger by their words; what a change leaves alone is taken over."""
    before = _latest[-1] if _latest else None
    _latest[:] = [Known(world.ledger.entries, before)]
    return _latest[0]


_latest: list[Known] = []
_HOW: Mapping[str, str] = {
    "denies": message("Denies {ref}"),
    "contradicts": message("Is denied by {ref}"),
    "supports": message("Supports {ref}"),
    "repeats": message("Same event as {ref}"),
}


def bearing(in_hand: InHand, pending: Pending) -> None:
    """Claims of the ledger that may bear on the draft: each with its words, why it is proposed, and a button that confirms it."""
    found = proposals(_known(), pending.claim, in_hand.card, tuple(linked(pending.claim)))
    ledger = shared.world().ledger
    if found:
        components.note(say("<strong>May bear on it</strong>; press a number to confirm:"))
    for number, proposal in enumerate(found, start=1):
        entry = ledger.by_id[proposal.ref]
        with st.container(border=True):
            st.html(html.brief(entry, naming.cards()))
            st.button(
                f"{say(_HOW[proposal.how], ref=proposal.ref)} `{number}`", key=f"inbox_pick_{number}", on_click=_confirm,
                args=(pending, proposal), help=components.plain(told(proposal.why)), disabled=desk.opened().store.read_only,
            )  # fmt: skip


def _confirm(pending: Pending, proposal: Proposal) -> None:
    changes = confirmed(pending.claim, proposal)
    link = _HOW[proposal.how]
    reason = recorded("Draft: {link}.", link=recorded(link, ref=proposal.ref))
    desk.write(lambda now: revising.onto(pending, changes, now), reason, f"{say(link, ref=proposal.ref)}.")


def rewrites(found: Sequence[InHand], in_hand: InHand) -> None:
    """Papers that tell the same as this one: a family is proposed."""
    for row in alike(in_hand, found)[:2]:
        if family_of(row.other) and family_of(row.other) == family_of(in_hand):
            continue
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"inbox_alike_{row.other.id}"):
            likeness = say(
                "{same} of {compared} paragraphs stand in “{title}” too, nearly word for word.",
                same=row.same,
                compared=row.compared,
                title=row.other.title,
            )
            st.html(f'<div class="tm-notice">{html.text(likeness)}</div>')
            st.button(
                say("Put both in one family"), key=f"inbox_family_{row.other.id}", on_click=_unite, args=(in_hand, row.other),
                disabled=desk.opened().store.read_only,
            )  # fmt: skip


def _unite(in_hand: InHand, other: InHand) -> None:
    desk.write(
        lambda now: united(in_hand, other, now),
        recorded("One family: {title}.", title=other.title),
        say("Both are now in one family."),
    )
