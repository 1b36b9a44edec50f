"""Forms for the fields of a draft and of its document. What is typed is a revision of the draft as soon as a field is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from explorer.app import desk
from explorer.app.tongue import recorded, say, told
from explorer.ledger.vocabulary import Credibility, Flow, Reliability, Speech, Stance, Topic, Truth, Voice
from explorer.messages import message
from explorer.render.web import html
from explorer.review import revising
from explorer.review.becoming import head_of
from explorer.review.papers import InHand, Pending
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.workspace.workspace import edit_of

Lacks = Mapping[str, Sequence[str]]
Put = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Words:
    """A field of words: how a draft's fields are shown in it, and what they become when it is left.

    ``label`` and ``hint`` are messages, told where they are shown.
    """

    name: str
    label: str
    get: Callable[[Mapping[str, Any]], str]
    put: Put
    lines: int = 1
    hint: str = ""


def _plain(name: str, label: str, *, lines: int = 1, hint: str = "") -> Words:
    return Words(name, label, lambda claim: str(claim.get(name) or ""), lambda text: {name: text.strip() or None}, lines, hint)


def _list(name: str, label: str, hint: str) -> Words:
    def put(text: str) -> Mapping[str, Any]:
        return {name: [part.strip() for part in text.splitlines() if part.strip()]}

    return Words(name, label, lambda claim: "\n".join(claim.get(name) or ()), put, 2, hint)


def _links(name: str, label: str) -> Words:
    def put(text: str) -> Mapping[str, Any]:
        rows = (
            line.partition(":") if not line.startswith("event:") else _event(line) for line in text.splitlines() if line.strip()
        )
        return {name: [{"ref": ref.strip(), "note": note.strip()} for ref, _, note in rows]}

    def get(claim: Mapping[str, Any]) -> str:
        return "\n".join(f"{row.get('ref', '')}: {row.get('note', '')}" for row in claim.get(name) or ())

    return Words(name, label, get, put, 2, message("claim: how it bears on this"))


def _event(line: str) -> tuple[str, str, str]:
    ref, mark, note = line.removeprefix("event:").partition(":")
    return f"event:{ref}", mark, note


def _denial(name: str, label: str, hint: str = "") -> Words:
    """A field of what is denied: claims, proposition, or who denies it."""

    def get(claim: Mapping[str, Any]) -> str:
        found = (claim.get("denial") or {}).get(name) or ""
        return found if isinstance(found, str) else "; ".join(found)

    def put(text: str) -> Mapping[str, Any]:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return {f"denial.{name}": text.strip() if name == "proposition" else parts}

    return Words(f"denial_{name}", label, get, put, 1, hint)


FIRST = (
    _plain("statement", message("Statement, in plain words of your own"), lines=3),
    Words(
        "claimant",
        message("Who says so"),
        lambda c: str(c.get("claimant") or ""),
        lambda text: {"claimant": text.strip() or None},
        1,
        message("“article” is the document itself"),
    ),
    _plain("role", message("Role")),
    _plain("affiliation", message("Affiliation")),
)
DATES = (
    _plain("date_start", message("From"), hint="2026-11-12"),
    _plain("date_end", message("To"), hint="2026-11-12"),
    _plain("date_stated", message("As the text puts it")),
    _plain("date_why", message("Why these days")),
)
LAST = (
    _list("entities", message("Who and what is named, one per line"), ""),
    _plain("truth_why", message("Why so")),
    _plain("family", message("Family"), hint=message("id of a family")),
    _links("supports", message("Supports")),
    _links("contradicts", message("Contradicts")),
    _links("limits", message("Limits")),
    _list("notes", message("Notes, one per line"), ""),
    _plain("paragraph", message("Paragraph")),
    _plain("line", message("Line")),
)
DENIAL = (
    _denial("proposition", message("What exactly is denied")),
    _denial("of", message("Which claims"), "ids"),
    _denial("by", message("By whom")),
)
NUMBERS = frozenset({"paragraph", "line"})


def kept(pending: Pending | None) -> dict[str, str]:
    """What the server holds of the fields in which somebody types, by the keys of their widgets."""
    found = {"t_paste": str(st.session_state.get("t_paste", ""))}
    if pending is None or desk.mode() != "edit":
        return found
    fields = (*FIRST, *DATES, *LAST, *(DENIAL if pending.claim.get("stance") == "denied" else ()))
    return found | {_key(pending, field.name): field.get(pending.claim) for field in fields}


def _key(pending: Pending, name: str) -> str:
    return f"t_{pending.id}_{name}"


def claim_form(pending: Pending, voice: tuple[str, str], lacks: Lacks) -> None:
    """Every field of a claim, each with what is wrong with it."""
    statement, claimant, role, affiliation = FIRST
    _words(pending, statement, lacks)
    _words(pending, claimant, lacks)
    one, two, three = st.columns(3, gap="small")
    with one:
        _choice(pending, "voice", say("Speaks for"), Voice, lacks, voice[0])
    with two:
        _words(pending, role, lacks)
    with three:
        _words(pending, affiliation, lacks)
    one, two, three = st.columns(3, gap="small")
    with one:
        _choice(pending, "stance", say("Stance"), Stance, lacks)
    with two:
        _choice(pending, "speech", say("Speech"), Speech, lacks)
    with three:
        _choice(pending, "flow", say("Direction"), Flow, lacks)
    _topics(pending, lacks)
    if pending.claim.get("stance") == Stance.DENIED.value:
        _columns(pending, DENIAL, lacks)
    _columns(pending, DATES, lacks)
    _choice(pending, "truth", say("What is known about the statement"), Truth, lacks)
    for pair in (LAST[1:3], LAST[3:5], (LAST[5], LAST[0]), (LAST[6],), LAST[7:]):
        _columns(pending, pair, lacks)


def _columns(pending: Pending, fields: Sequence[Words], lacks: Lacks) -> None:
    for column, field in zip(st.columns(len(fields), gap="small"), fields, strict=True):
        with column:
            _words(pending, field, lacks)


def _words(pending: Pending, field: Words, lacks: Lacks) -> None:
    key = _key(pending, field.name)
    _follow(key, field.get(pending.claim))
    label, hint = say(field.label), say(field.hint) if field.hint else ""
    if field.lines > 1:
        height = 34 + 24 * field.lines
        st.text_area(label, key=key, height=height, placeholder=hint, on_change=_left, args=(pending, field, key))
    else:
        st.text_input(label, key=key, placeholder=hint, on_change=_left, args=(pending, field, key))
    _wrong(field.name, lacks)


def _follow(key: str, value: Any) -> None:
    """Let a widget show what the workspace holds, unless it has shown that already: what is typed since then stays."""
    if key not in st.session_state or st.session_state.get(f"{key}#") != value:
        st.session_state[key] = value
    st.session_state[f"{key}#"] = value


def _wrong(name: str, lacks: Lacks) -> None:
    if told := lacks.get(name):
        st.html(f'<p class="tm-wrong" role="status">{html.text(" ".join(told))}</p>')


def _left(pending: Pending, field: Words, key: str) -> None:
    """Keep what a field holds, as the next revision of the draft."""
    text = str(st.session_state[key])
    changes = dict(field.put(text))
    if field.name in NUMBERS:
        changes = {field.name: int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else None}
    _save(pending, changes, field.label)


def _save(pending: Pending, changes: Mapping[str, Any], what: str) -> None:
    settled = dict(changes)
    denied = changes.get("stance") == Stance.DENIED.value or any(name.startswith("denial.") for name in changes)
    if denied and not pending.claim.get("denial"):
        by, what_of = pending.claim.get("claimant") or "", pending.claim.get("statement") or ""
        settled = {"denial": {"of": [], "proposition": what_of, "by": [by]}, **settled}
    if "statement" in settled:
        settled["proposal"] = False
    desk.write(lambda now: revising.onto(pending, settled, now), recorded("Draft: {what}.", what=what))


def _choice(pending: Pending, name: str, label: str, options: type[StrEnum], lacks: Lacks, usual: str = "") -> None:
    key = _key(pending, name)
    value = str(pending.claim.get(name) or usual) or None
    words = [option.value for option in options]
    _follow(key, value if value in words else None)
    st.selectbox(
        label, words, key=key, placeholder=say("Choose"), format_func=told,
        on_change=lambda: _save(pending, {name: st.session_state[key]}, label),
    )  # fmt: skip
    _wrong(name, lacks)


def _topics(pending: Pending, lacks: Lacks) -> None:
    key = _key(pending, "topics")
    known = [topic.value for topic in Topic]
    _follow(key, [topic for topic in pending.claim.get("topics") or () if topic in known])
    st.multiselect(
        say("Topics"), known, key=key, placeholder=say("Choose"), format_func=told,
        on_change=lambda: _save(pending, {"topics": list(st.session_state[key])}, say("Topics")),
    )  # fmt: skip
    _wrong("topics", lacks)


# ---- grades ----------------------------------------------------------------------------------------------------------

_AXES = {"reliability": message("Reliability"), "credibility": message("Credibility")}
_GRADES = (("content", message("The statement itself")), ("said", message("That it was said")))


def grade_form(pending: Pending) -> None:
    """Both grades with their reasons; reasons begin as they were given last."""
    for which, label in _GRADES:
        grade = dict(pending.claim.get(which) or {})
        st.html(f'<p class="tm-sub"><strong>{say(label)}</strong></p>')
        for axis, options in (("reliability", Reliability), ("credibility", Credibility)):
            one, two = st.columns([0.3, 0.7], gap="small")
            with one:
                _grade_letter(pending, which, axis, grade, options)
            with two:
                _grade_why(pending, which, axis, grade)


def _grade_letter(pending: Pending, which: str, axis: str, grade: dict[str, Any], options: type[StrEnum]) -> None:
    key, words = _key(pending, f"{which}_{axis}"), [option.value for option in options]
    _follow(key, str(grade.get(axis) or words[-1]))
    st.segmented_control(
        say(_AXES[axis]), words, key=key, required=True,
        on_change=lambda: _graded(pending, which, axis, str(st.session_state[key])),
    )  # fmt: skip


def _grade_why(pending: Pending, which: str, axis: str, grade: dict[str, Any]) -> None:
    key = _key(pending, f"{which}_{axis}_why")
    _follow(key, str(grade.get(f"{axis}_why") or ""))
    st.text_input(say("Why"), key=key, on_change=lambda: _graded(pending, which, f"{axis}_why", str(st.session_state[key])))


def _graded(pending: Pending, which: str, name: str, value: str) -> None:
    grade, changes = dict(pending.claim.get(which) or {}), {f"{which}.{name}": value}
    reasons: dict[str, str] = st.session_state.setdefault("inbox_reasons", {})
    if name.endswith("_why"):
        reasons[f"{which} {name}"] = value
    elif (why := reasons.get(f"{which} {name}_why")) and grade.get(f"{name}_why") in (None, "", say("not graded yet")):
        changes[f"{which}.{name}_why"] = why
    _save(pending, changes, say("Grade"))


# ---- the document ----------------------------------------------------------------------------------------------------

_ABOUT = (
    ("title", message("Title")),
    ("publisher", message("Publisher")),
    ("id", message("Id of the document")),
    ("code", message("Code of its claims")),
    ("underlying", message("What it rests on")),
    ("relation", message("How it relates to other documents")),
    ("address", message("Address")),
)
_BASES = ("stated", "inferred", "corrected", "undated")


def document_menu(in_hand: InHand) -> None:
    """Title, publisher, dates with their basis, and how far the channel can be relied on."""
    head = head_of(in_hand.paper, desk.opened().now.cards)
    fixed = desk.opened().store.read_only
    with st.popover(say("Document"), icon=":material/article:", key="inbox_document"), st.container(key="typed_document"):
        for name, label in _ABOUT:
            key = f"t_{in_hand.id}_{name}"
            _follow(key, str(head.get(name) or ""))
            settled = name in {"id", "code"} and bool(in_hand.card)
            st.text_input(say(label), key=key, on_change=_about, args=(in_hand, name, key), disabled=fixed or settled)
        _document_dates(in_hand, dict(head.get("dates") or {}), fixed=fixed)
        _channel(in_hand, head, fixed=fixed)


def _document_dates(in_hand: InHand, dates: dict[str, Any], *, fixed: bool) -> None:
    one, two = st.columns(2, gap="small")
    for column, name, label in ((one, "start", say("Published on")), (two, "why", say("Why that day"))):
        key = f"t_{in_hand.id}_date_{name}"
        _follow(key, str(dates.get(name) or ""))
        column.text_input(label, key=key, on_change=_about_date, args=(in_hand, dates, name, key), disabled=fixed)
    key = f"t_{in_hand.id}_date_basis"
    _follow(key, dates.get("basis", "undated"))
    st.segmented_control(
        say("Basis of the day"),
        _BASES,
        key=key,
        required=True,
        format_func=told,
        on_change=_about_date,
        args=(in_hand, dates, "basis", key),
        disabled=fixed,
    )


def _channel(in_hand: InHand, head: Mapping[str, Any], *, fixed: bool) -> None:
    key = f"t_{in_hand.id}_reliability"
    _follow(key, str(head.get("reliability") or "F"))
    st.segmented_control(
        say("Reliability of the publisher"), [grade.value for grade in Reliability], key=key, required=True,
        on_change=_about, args=(in_hand, "reliability", key), disabled=fixed,
    )  # fmt: skip
    key = f"t_{in_hand.id}_reliability_why"
    _follow(key, str(head.get("reliability_why") or ""))
    st.text_input(say("Why"), key=key, on_change=_about, args=(in_hand, "reliability_why", key), disabled=fixed)


def _about(in_hand: InHand, name: str, key: str) -> None:
    _document(in_hand, {name: str(st.session_state[key]).strip()})


def _about_date(in_hand: InHand, dates: dict[str, Any], name: str, key: str) -> None:
    value = str(st.session_state[key]).strip()
    changed = {**dates, name: value, **({"end": value} if name == "start" else {})}
    if name == "start":
        changed["basis"] = "corrected" if value else "undated"
    if changed.get("basis") == "undated":
        changed.pop("start", None)
        changed.pop("end", None)
    _document(in_hand, {"dates": {key: value for key, value in changed.items() if value}})


def _document(in_hand: InHand, changes: Mapping[str, Any]) -> None:
    """Correct what is known of a document: in the paper, and in its card where there is one already."""

    def decide(now: State) -> Sequence[Edit]:
        paper = desk.paper_in(now, in_hand)
        fields = paper.model_dump(mode="json", exclude_defaults=True)
        fields["document"] = {**paper.document, **changes}
        made = [edit_of("paper", fields, now)]
        standing = now.entries.get(("document", in_hand.card))
        if in_hand.card and standing is not None and not standing.withdrawn:
            made.append(edit_of("document", {**standing.fields, **changes}, now))
        return made

    desk.write(decide, recorded("Document: {join}.", join=", ".join(changes)), say("The document was corrected."))
