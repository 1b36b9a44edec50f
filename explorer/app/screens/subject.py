"""Everything about one subject: what it says, what is said of it, who denies that, dated facts, on a map and by date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, noting, tongue
from explorer.app import map as atlas
from explorer.app.naming import described, named, titled
from explorer.app.tongue import language, say
from explorer.errors import quoted
from explorer.ledger.claims import Entry
from explorer.ledger.dossier import Answer, Dossier, day
from explorer.ledger.nearest import hint
from explorer.ledger.subjects import Kind, Subject
from explorer.ledger.vocabulary import Event
from explorer.messages import message
from explorer.render.web import html, tables
from explorer.render.web.payload import CameraOrder
from explorer.views.view import Camera

PATH = "subject"
_MAP_HEIGHT, _PANEL_HEIGHT = 430, 765
_KINDS: dict[Kind, str] = {
    "place": message("place"),
    "speaker": message("speaks in the documents"),
    "named": message("named in statements"),
}
_ROOM, _MOST = 12, 30
"""So many cards of a section at once, and so many subjects to go on to."""


def show() -> None:
    """Draw the page."""
    subjects = shared.world().subjects.by_id
    told = []
    asked = st.query_params.get("about", "")
    if asked and asked not in subjects:
        told.append(
            say(
                "about={asked} is not a subject of this ledger{hint}; choose one below.",
                asked=quoted(asked),
                hint=hint(asked, subjects),
            )
        )
    chosen = _choice(subjects.values(), asked if asked in subjects else "")
    components.notices(told)
    if chosen is None:
        _most_spoken_of()
        return
    dossier = shared.dossier(chosen.id)
    left, right = st.columns([0.55, 0.45], gap="small")
    with left:
        scene = shared.dossier_scene(chosen.id, language())
        atlas.show(scene, "subject-map", _MAP_HEIGHT, _pick, order=_order(chosen.id, scene.camera))
        _by_date(dossier)
    with right, st.container(height=_PANEL_HEIGHT, border=False, key="panel"):
        _heading(dossier)
        noting.show(dossier.subject.id)
        _sections(dossier)


def _choice(subjects: Iterable[Subject], current: str) -> Subject | None:
    known = {subject.id: subject for subject in subjects}
    st.session_state["subject"] = current or None
    st.selectbox(
        say("Everything about"),
        list(known),
        key="subject",
        placeholder=say("Rajin, Angara, Vladimir Putin …"),
        on_change=_change,
        format_func=lambda name: f"{titled(known[name])} ({say(_KINDS[known[name].kind])})",
        label_visibility="collapsed",
    )
    return known.get(current)


def _change() -> None:
    chosen = st.session_state["subject"]
    tongue.address({"about": chosen} if chosen else {})


def _pick(feature: str) -> None:
    kind, _, identifier = feature.partition(":")
    if kind == "site":
        tongue.address({"about": shared.world().subjects.of_site(identifier).id})


def _most_spoken_of() -> None:
    """What one may choose, where nothing is chosen yet."""
    components.note(
        say("Choose a place, a speaker, a ship or a weapon: what is said about it and by whom, who denies it and since when.")
    )
    subjects, ledger = shared.world().subjects, shared.world().ledger
    counted = Counter(subject for entry in ledger.entries for subject in subjects.of(entry.claim))
    components.heading(say("Most often mentioned"))
    with st.container(horizontal=True, gap="small"):
        for subject, count in counted.most_common(_MOST):
            _other(subject, count, "most")


def _other(subject: Subject, count: int, key: str) -> None:
    words = components.plain(f"{titled(subject)} ({count})")
    st.button(words, key=f"{key}-{subject.id}", type="tertiary", on_click=_go, args=(subject.id,))


def _order(subject: str, camera: Camera) -> CameraOrder:
    """One order a subject, so that a rerun moves nothing."""
    shown, number = st.session_state.get("subject_framed", ("", 0))
    if shown != subject:
        number += 1
        st.session_state["subject_framed"] = (subject, number)
    return CameraOrder(number, camera)


# ---- the panel -------------------------------------------------------------------------------------------------------


def _heading(found: Dossier) -> None:
    subject = found.subject
    parts = [named(site) for site in shared.world().subjects.parts(subject) if f"place:{site.id}" != subject.id]
    lines = [described(subject) or say(_KINDS[subject.kind]), *([say("With {join}.", join=", ".join(parts))] if parts else [])]
    st.html(
        f'<h1 class="tm-head">{html.text(titled(subject))}</h1>'
        + "".join(f'<p class="tm-sub">{html.text(line)}</p>' for line in lines)
    )


def _sections(found: Dossier) -> None:
    counted = {
        message("Denials"): len(found.answers),
        message("Said about it"): len(found.said_of),
        message("Says"): len(found.said_by),
        message("Dated facts"): len(found.events),
        message("Contradictions"): len(found.oppositions),
        message("Named with it"): len(found.related),
    }
    there = {f"{say(word)} ({count})": word for word, count in counted.items() if count}
    if not there:
        st.info(say("No statement or dated fact in the ledger speaks of this."))
        return
    section = st.segmented_control(
        say("Section"),
        list(there),
        default=next(iter(there)),
        required=True,
        label_visibility="collapsed",
        key=f"about_{found.subject.id}",
    )
    if not found.answers:
        components.note(say("The ledger holds no denial of what is said here. Silence is not denial."))
    _DRAW[there.get(str(section), next(iter(there.values())))](found)


def _denials(found: Dossier) -> None:
    wider = [answer for answer in found.answers if answer.wider]
    for answer in found.answers:
        if not answer.wider:
            denial(answer)
    if wider:
        components.heading(say("Denials of the wider allegation"))
        components.note(say("They do not name this subject; dated facts about it bear on what they deny."))
        for answer in wider:
            denial(answer)


def denial(answer: Answer) -> None:
    """A denial beside everything that it denies, with its object and day."""
    met = [html.brief(entry, naming.cards()) for entry in answer.meets] or [html.text(say("No statement in the documents."))]
    st.html(html.answered(met, html.brief(answer.denial, naming.cards()), _meaning(answer)))


def _meaning(answer: Answer) -> str:
    if isinstance(answer.denial, Entry) and (meant := naming.cards().entry(answer.denial).claim.denial):
        until = say("Known to stand until {until}.", until=meant.until) if meant.until else ""
        return f"{say('Denied: {proposition}', proposition=meant.proposition)} {until}".strip()
    return say("A dated public denial from outside the articles.")


def _cards(entries: Iterable[Entry]) -> None:
    entries = list(entries)
    for entry in entries[:_ROOM]:
        components.claim(entry)
    if len(entries) > _ROOM:
        with st.expander(say("{more} more", more=len(entries) - _ROOM)):
            st.html("".join(f'<div class="tm-box">{html.brief(entry, naming.cards())}</div>' for entry in entries[_ROOM:]))


def _facts(found: Dossier) -> None:
    for event in found.events:
        components.event(event)


def _contradictions(found: Dossier) -> None:
    components.note(say("Left and right have the same weight. Nothing here decides between them."))
    st.html(
        "".join(
            html.opposed(html.brief(pair.left, naming.cards()), html.brief(pair.right, naming.cards()), pair.note, naming.cards())
            for pair in found.oppositions
        )
    )


def _related(found: Dossier) -> None:
    components.note(say("Named in the same statements, most often first."))
    for other, count in found.related[:30]:
        st.button(
            components.plain(f"{titled(other)} ({count})"),
            key=f"beside-{other.id}",
            type="tertiary",
            on_click=_go,
            args=(other.id,),
        )


def _go(subject: str) -> None:
    tongue.address({"about": subject})


_DRAW = {
    "Denials": _denials,
    "Said about it": lambda found: _cards(found.said_of),
    "Says": lambda found: _cards(found.said_by),
    "Dated facts": _facts,
    "Contradictions": _contradictions,
    "Named with it": _related,
}


# ---- by date ---------------------------------------------------------------------------------------------------------


def _by_date(found: Dossier) -> None:
    rows = sorted(_dated(found), key=lambda row: row[0])
    if rows:
        words = say("By date ({rows})", rows=len(rows))
        components.heading(words)
        st.html(tables.scrolled((words,), html.by_date(rows, naming.cards()), tall=True))


def _dated(found: Dossier) -> Iterator[tuple[date, Entry | Event]]:
    rows: list[Entry | Event] = [*found.entries, *found.events, *(answer.denial for answer in found.answers)]
    for row in {row.id: row for row in rows}.values():
        if (first := day(row.claim.dates if isinstance(row, Entry) else row.dates)) is not None:
            yield first, row
