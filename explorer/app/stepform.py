"""The fields of one step of a story that is being written, each with what is still to be done right below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, keeping
from explorer.app.tongue import linked, say, told
from explorer.ledger.claims import Entry
from explorer.messages import message
from explorer.render.web import html
from explorer.stories import starter
from explorer.stories.fields import Told
from explorer.stories.text import (
    HANDLE,
    callout_lines,
    callouts_of,
    item_lines,
    lines_of,
    numbered,
    option_rows,
    question_of,
    sentences_of,
    sorting_of,
)

MOST_OPTIONS = 6
_ROLES = (
    ("say", message("Who says so?")),
    ("against", message("What speaks against it?")),
    ("inferred", message("What is inferred?")),
)
Keep = Callable[..., None]


def field(
    label: str, key: str, value: str, keep: Callable[[str], None], *, lines: int = 0, hint: str = "", about: str = ""
) -> None:
    """A text field whose value is the draft's, whatever happened to the page in between."""
    st.session_state[key] = value

    def changed() -> None:
        keep(str(st.session_state[key]))

    if lines:
        st.text_area(label, key=key, height=34 + 24 * lines, on_change=changed, placeholder=hint, help=about or None)
    else:
        st.text_input(label, key=key, on_change=changed, placeholder=hint, help=about or None)


def todo(rows: Iterable[Told], *fields: str) -> None:
    """What is still to be done in these fields."""
    lines = "".join(f"<li>{html.text(told(row.words))}</li>" for row in rows if row.field in fields)
    if lines:
        st.html(f'<ul class="tm-todo">{lines}</ul>')


def picker(label: str, key: str, chosen: Callable[[str], None]) -> None:
    """A field in which to find a claim or dated fact by its words, its speaker or its id."""
    names = _names()

    def changed() -> None:
        if ref := st.session_state[key]:
            st.session_state[key] = None
            chosen(str(ref))

    st.selectbox(
        label, list(names), index=None, key=key, format_func=names.__getitem__, on_change=changed,
        placeholder=say("Type words, a name or an id"),
    )  # fmt: skip


def _names() -> dict[str, str]:
    ledger = shared.world().ledger
    claims = {entry.id: f"{entry.id} · {entry.claimant.name}: {entry.claim.statement}" for entry in ledger.entries}
    facts = {
        f"event:{event.id}": f"{event.reporter}: {event.title} ({told(event.stance.value)})"
        for event in ledger.events_by_id.values()
    }
    return {ref: components.plain(name) for ref, name in {**claims, **facts}.items()}


# ---- the form --------------------------------------------------------------------------------------------------------


def show(number: int, told: Sequence[Told]) -> None:
    """Draw the fields of a step, counted from 0."""
    step = keeping.draft()["step"][number]
    handle = int(step[HANDLE])
    keep, key = partial(_keep, handle), f"write_{handle}"
    _bar(number, handle, key)
    field(say("Heading"), f"{key}_heading", step.get("heading", ""), lambda text: keep(heading=text))
    todo(told, "heading")
    picker(say("Cite a claim or fact"), f"{key}_cite", lambda ref: _cite(handle, ref))
    st.html(
        '<p class="tm-sub">'
        + say("It comes with what belongs beside it. Each line is a citation and a sentence: {example}", example=_example())
        + "</p>"
    )
    for role, label in _ROLES:
        text = lines_of(step.get(role, ()))
        field(say(label), f"{key}_{role}", text, partial(_keep_rows, handle, role), lines=3)
        todo(told, role)
    _question(key, step, keep, told)
    _sorting(key, step, keep, told)
    _more(key, step, keep, told)


def _keep(handle: int, **changes: Any) -> None:
    """Change a step wherever it stands by now; where it has gone with its draft, a field of it has nothing left to say."""
    now, number = keeping.draft(), keeping.place(handle)
    if number is None:
        return
    steps = list(now["step"])
    steps[number] = {key: value for key, value in {**steps[number], **changes}.items() if value is not None}
    keeping.put({**now, "step": steps})


def _keep_rows(handle: int, role: str, text: str) -> None:
    _keep(handle, **{role: sentences_of(text)})


def _bar(number: int, handle: int, key: str) -> None:
    last = len(keeping.draft()["step"]) - 1
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html('<h3 class="tm-head">' + say("Step {value}", value=number + 1) + "</h3>")
        st.button(say("Move up"), key=f"{key}_up", disabled=number == 0, on_click=_move, args=(handle, -1), type="tertiary")
        st.button(say("Move down"), key=f"{key}_down", disabled=number == last, on_click=_move, args=(handle, 1), type="tertiary")
        st.button(say("Remove"), key=f"{key}_remove", on_click=_move, args=(handle, 0), type="tertiary")


def _move(handle: int, by: int) -> None:
    now, number = keeping.draft(), keeping.place(handle)
    if number is None:
        return
    steps = list(now["step"])
    step = steps.pop(number)
    if by:
        steps.insert(max(number + by, 0), step)
    else:
        st.session_state["write_removed"] = (number, step)
    keeping.put(numbered(now, steps))
    keeping.go(max(number + by, 0))


def put_back() -> None:
    """The step that was removed last, where it stood."""
    number, step = st.session_state.pop("write_removed")
    now = keeping.draft()
    steps = list(now["step"])
    steps.insert(number, step)
    keeping.put(numbered(now, steps))
    keeping.go(number)


def _cite(handle: int, ref: str) -> None:
    """Add a sentence that cites something, and what has to stand beside it, unless the step cites that already."""
    number = keeping.place(handle)
    if number is None:
        return
    step = keeping.draft()["step"][number]
    keeping_rows = {role: list(step.get(role, ())) for role, _ in _ROLES}
    known = {lines_of([{**row, "text": ""}]) for rows in keeping_rows.values() for row in rows}
    for role, rows in starter.rows_for(ref, shared.world().stage).items():
        keeping_rows[role] += [row for row in rows if role != "against" or lines_of([{**row, "text": ""}]) not in known]
    _keep(handle, **keeping_rows)


def _example() -> str:
    """A line that cites, of the first claim that has a place on the map."""
    known = shared.world()
    entry: Entry | None = next((e for e in known.ledger.entries if any(_placed(p.id) for p in e.claim.places)), None)
    return (
        ("<b>" + say("{text}: {text2} said that …", text=html.text(entry.id), text2=html.text(entry.claimant.name)) + "</b>")
        if entry
        else ("<b>" + say("claim: …") + "</b>")
    )


def _placed(site: str) -> bool:
    return shared.world().gazetteer.by_id[site].placed


# ---- what is asked ---------------------------------------------------------------------------------------------------


def _question(key: str, step: Mapping[str, Any], keep: Keep, told: Sequence[Told]) -> None:
    question: Mapping[str, Any] = step.get("question", {})
    rows = option_rows(question)
    shown = min(max(len(rows) + 1, 2), MOST_OPTIONS)
    rows += [("", "")] * (shown - len(rows))
    faults = {"question", "why", "wrong"}

    def changed(_: str = "") -> None:
        read = partial(_read, key)
        options = [(read(f"option_{n}"), read(f"wrong_{n}")) for n in range(1, shown + 1)]
        answer = int(st.session_state.get(f"{key}_answer") or 0)
        predict = bool(st.session_state.get(f"{key}_predict"))
        keep(question=question_of(read("ask"), options, answer, read("why"), predict=predict))

    with st.expander(say("Question"), expanded=bool(question) or any(row.field in faults for row in told)):
        field(say("What is asked?"), f"{key}_ask", question.get("ask", ""), changed)
        for n, (option, reason) in enumerate(rows, start=1):
            left, right = st.columns(2, gap="small")
            with left:
                field(say("Choice {n}", n=n), f"{key}_option_{n}", option, changed)
            with right:
                field(
                    say("Why choice {n} is wrong", n=n),
                    f"{key}_wrong_{n}",
                    reason,
                    changed,
                    hint=say("Leave empty for the right one"),
                )
        st.session_state[f"{key}_answer"] = question.get("answer") or None
        st.selectbox(say("Which choice is right?"), range(1, shown + 1), key=f"{key}_answer", index=None, on_change=changed,
                     placeholder=say("Choose"))  # fmt: skip
        field(say("Why is that the answer?"), f"{key}_why", lines_of(question.get("why", ())), changed, lines=2)
        st.session_state[f"{key}_predict"] = bool(question.get("predict", False))
        st.checkbox(say("Ask before the sentences are shown"), key=f"{key}_predict", on_change=changed)
        todo(told, *faults)


def _read(key: str, part: str) -> str:
    return str(st.session_state.get(f"{key}_{part}", ""))


def _sorting(key: str, step: Mapping[str, Any], keep: Keep, told: Sequence[Told]) -> None:
    sorting: Mapping[str, Any] = step.get("sort", {})

    def changed(_: str = "") -> None:
        why = lines_of(sorting.get("why", ()))
        keep(sort=sorting_of(_read(key, "sort_ask"), _read(key, "sort_items"), why))

    with st.expander(say("Things to sort"), expanded=bool(sorting)):
        field(say("What is asked?"), f"{key}_sort_ask", sorting.get("ask", ""), changed, hint=say("How is each of these known?"))
        hint = say("alleged claim: Munitions for the war\ndenied claim: What both governments say")
        about = say("One per line: fact, alleged, denied or inferred; what it rests on; a few words that do not give it away.")
        field(
            say("Things to sort, one per line"),
            f"{key}_sort_items",
            item_lines(sorting),
            changed,
            lines=4,
            hint=hint,
            about=about,
        )
        todo(told, "sort")


def _more(key: str, step: Mapping[str, Any], keep: Keep, told: Sequence[Told]) -> None:
    faulty = any(row.field in {"view", "guide", "callout", "notes", "image"} for row in told)
    with st.expander(say("Map, notes on it, and notes for the teacher"), expanded=faulty):
        field(say("What the map shows"), f"{key}_view", step.get("view", ""), lambda text: keep(view=text.strip()),
              about=say("A view as in the address bar of Explore."))  # fmt: skip
        todo(told, "view")
        st.link_button(say("Open in Explore"), linked(f"./?{step.get('view', '')}"), help=say("In another tab"), type="tertiary")
        st.session_state[f"{key}_move"] = bool(step.get("move", True))
        st.checkbox(
            say("The map moves to this view"),
            key=f"{key}_move",
            on_change=lambda: keep(move=bool(st.session_state[f"{key}_move"])),
        )
        field(say("Where to look (states nothing)"), f"{key}_guide", step.get("guide", ""), lambda text: keep(guide=text or None))
        todo(told, "guide")
        field(say("Notes on the map"), f"{key}_callout", callout_lines(step.get("callout", ())),
              lambda text: keep(callout=callouts_of(text)), lines=1, hint=say("place: claim"))  # fmt: skip
        todo(told, "callout")
        field(say("For the teacher"), f"{key}_notes", step.get("notes", ""), lambda text: keep(notes=text or None))
        todo(told, "notes", "image")
