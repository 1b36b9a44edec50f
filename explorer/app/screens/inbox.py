"""Inbox: documents as they came in, and the drafts made of them, to be accepted, corrected or rejected, from the keyboard."""

from __future__ import annotations

import streamlit as st

from explorer.app import adding, author, desk
from explorer.app import cache as shared
from explorer.app import map as atlas
from explorer.app.panels import acting, citing, draft, editing, paper, placing
from explorer.app.panels.acting import Lacks
from explorer.app.tongue import language, say, told
from explorer.messages import message
from explorer.render.web import html
from explorer.render.web.desk import Desk
from explorer.review.becoming import becoming, head_of, speaker_of, voice_of
from explorer.review.faults import by_field
from explorer.review.papers import InHand, Pending
from explorer.views.view import LayerId, View

TEXT_HEIGHT, PANEL_HEIGHT, MAP_HEIGHT = 735, 455, 265
OUT_OF_SIGHT = "inbox_map_aside"
"""An empty inbox shows no map; its script is there all the same, and keeps what is being pasted if the page is loaded anew."""
_LAYERS = frozenset({LayerId.PLACES, LayerId.RAIL, LayerId.RAILWAYS, LayerId.GRATICULE})
_FIXED = message("This workspace is open read-only: nothing can be accepted here.")
_NONE = message(
    "The inbox is empty. Paste a text or drop a file: the places and dates it names and who says what in it come back as drafts."
)


def show() -> None:
    """Draw the page."""
    found = desk.papers()
    adding.take_in()
    in_hand, pending = desk.chosen(found)
    _bar(found, in_hand)
    _said()
    below = st.empty()
    if in_hand is None:
        st.info(say(_NONE))
    if in_hand is not None:
        acting.rewrites(found, in_hand)
    left, right = st.columns([0.46, 0.54], gap="small")
    if in_hand is not None:
        with left, st.container(height=TEXT_HEIGHT, border=False, key="inbox_text"):
            st.html(paper.text(in_hand, pending))
    with right:
        lacks = _lacks(in_hand, pending)
        with st.container(height=PANEL_HEIGHT, border=False, key="inbox_draft"):
            if in_hand is not None:
                _review(in_hand, pending, lacks)
        with st.container(key="inbox_map_box" if in_hand is not None else OUT_OF_SIGHT):
            _map(in_hand, pending)
    adding.wait(below)


def _bar(found: tuple[InHand, ...], in_hand: InHand | None) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if found:
            titles = {paper.id: f"{paper.title} — {told(paper.progress)}" for paper in found}
            st.session_state["inbox_paper"] = in_hand.id if in_hand else None
            st.selectbox(
                say("Document"), list(titles), key="inbox_paper", format_func=titles.__getitem__, label_visibility="collapsed",
                on_change=lambda: desk.take(st.session_state["inbox_paper"]), width="stretch",
            )  # fmt: skip
        adding.menu()
        if in_hand is not None:
            editing.document_menu(in_hand)
        author.ask()


def _said() -> None:
    """What came of the last thing that was done. The box is always there, so that what stands below it keeps its place."""
    words, bad = desk.said()
    with st.container(key="notices"):
        if desk.opened().store.read_only:
            st.html(f'<div class="tm-notice" role="status">{say(_FIXED)}</div>')
        if words:
            st.html(f'<div class="tm-said {"tm-notice" if bad else "tm-done"}">{html.text(words)}</div>')


def _lacks(in_hand: InHand | None, pending: Pending | None) -> Lacks:
    """What the draft in hand lacks before it can be accepted, by field."""
    if in_hand is None or pending is None:
        return {}
    now = desk.opened().now
    made = becoming(in_hand.paper, pending.draft, now.cards, now.state, in_hand.speakers(pending.id))
    return by_field(desk.opened().looked_at(made.entries)[1])


def _review(in_hand: InHand, pending: Pending | None, lacks: Lacks) -> None:
    acting.keys(in_hand, pending, lacks)
    if pending is None:
        _finished(in_hand)
        return
    now = desk.opened().now
    name = speaker_of(pending.claim, head_of(in_hand.paper, now.cards))
    voice = voice_of(pending.claim, now.cards, in_hand.speakers(pending.id))
    st.html(draft.card(in_hand, pending, name, voice, lacks))
    with st.container(key=f"typed_{desk.mode() or 'nothing'}"):
        match desk.mode():
            case "edit":
                editing.claim_form(pending, voice, lacks)
                citing.of_draft(pending)
            case "grade":
                editing.grade_form(pending)
            case "reject":
                acting.reject_form(in_hand, pending)
            case "split":
                acting.split_form(in_hand, pending)
            case "voice":
                acting.voice_form(in_hand, pending)
            case "place":
                placing.form(in_hand, pending)
            case _:
                acting.bearing(in_hand, pending)


def _finished(in_hand: InHand) -> None:
    st.html(f'<h3 class="tm-head">{html.text(in_hand.title)}</h3><p class="tm-sub">{html.text(in_hand.progress)}.</p>')
    if in_hand.card:
        claims = View(language=language(), documents=frozenset({in_hand.card}))
        st.link_button(say("See its claims on the map"), f"./?{claims.query()}", icon=":material/map:")


def _map(in_hand: InHand | None, pending: Pending | None) -> None:
    document = in_hand.card if in_hand else ""
    view = View(language=language(), documents=frozenset({document or "none"}), layers=_LAYERS)
    scene = shared.built_scene(view, ())
    kept, marked = editing.kept(pending), placing.spots(in_hand, pending)
    told = Desk(acting.KEYS, _spoken(in_hand, pending), desk.mode(), _first(pending), "inbox_draft", kept, marked)
    atlas.show(scene, "inbox_map", MAP_HEIGHT, lambda found: placing.choose(found, pending), pick=True, desk=told)


def _first(pending: Pending | None) -> str:
    """The key of the widget at which the form in hand begins."""
    own = {"edit": "statement", "grade": "content_reliability", "split": "half1", "place": "where"}.get(desk.mode(), "")
    return f"t_{pending.id}_{own}" if pending is not None and own else "inbox_pick_1"


def _spoken(in_hand: InHand | None, pending: Pending | None) -> str:
    words = [desk.said()[0]]
    if in_hand is not None and pending is not None:
        at = [other.id for other in in_hand.drafts].index(pending.id) + 1
        stance, who, what = (pending.claim.get(key, "") for key in ("stance", "claimant", "statement"))
        words.append(
            say(
                "Draft {at} of {drafts}. {stance}, {who}: {what}",
                at=at,
                drafts=len(in_hand.drafts),
                stance=stance,
                who=who,
                what=what,
            )
        )
    elif in_hand is not None:
        words.append(f"{in_hand.title}: {in_hand.progress}.")
    return " ".join(word for word in words if word)
