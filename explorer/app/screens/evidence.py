"""Evidence: the ledger as a table, families, what speaks against what, and whose voices are heard."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state
from explorer.app.screens import subject
from explorer.app.tongue import language, say, told
from explorer.ledger.claims import Entry, balance
from explorer.ledger.dossier import answers
from explorer.ledger.vocabulary import Voice
from explorer.messages import message
from explorer.render.files import rows
from explorer.render.web import bars, html
from explorer.scene.build import Scene
from explorer.views.view import LayerId

_SECTIONS = (
    message("Ledger"),
    message("Families"),
    message("Contradictions and denials"),
    message("Balance of voices"),
    message("Dated public facts"),
)


def show() -> None:
    """Draw the page."""
    view, notices = state.current()
    scene = shared.built_scene(view, notices)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        section = st.segmented_control(
            say("Section"),
            _SECTIONS,
            default=_SECTIONS[0],
            required=True,
            label_visibility="collapsed",
            key="section",
            format_func=say,
        )
        components.filter_menu(view)
        if view.filtered:
            st.button(say("Clear filters"), icon=":material/filter_alt_off:", on_click=components.clear_filters)
    components.notices(scene.notices)
    if not scene.entries and section != _SECTIONS[4]:
        st.info(say("No statement matches all filters."))
        st.button(say("Clear all filters"), key="clear_empty", on_click=components.clear_filters)
        return
    {
        _SECTIONS[0]: _ledger,
        _SECTIONS[1]: _families,
        _SECTIONS[2]: _against,
        _SECTIONS[3]: _voices,
        _SECTIONS[4]: _facts,
    }[section or _SECTIONS[0]](scene)


def _ledger(scene: Scene) -> None:
    table = pd.DataFrame([_row(entry) for entry in scene.entries])
    left, right = st.columns([0.7, 0.3], gap="small")
    with left:
        event = st.dataframe(
            table,
            key="ledger",
            height=700,
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            column_config={name: st.column_config.Column(say(name), width=_WIDTHS.get(name)) for name in _COLUMNS},
            row_height=_ROW_HEIGHT,
        )
    with right, st.container(height=700, border=False):
        with st.container(horizontal=True, gap="small"):
            name = "tumen-claims" if not scene.view.filtered else "tumen-claims-filtered"
            st.download_button(
                "CSV",
                rows.claims_csv(scene.entries),
                f"{name}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )
            text = json.dumps(rows.claims(scene.entries), ensure_ascii=False, indent=1)
            st.download_button("JSON", text, f"{name}.json", "application/json", icon=":material/download:", on_click="ignore")
            st.html(
                '<p class="tm-sub">'
                + say("Tick a row to read its card; click a heading to sort, or the magnifying glass to search.")
                + "</p>"
            )
        chosen = [row for row in event["selection"]["rows"] if row < len(scene.entries)]
        components.claim(scene.entries[chosen[0] if chosen else 0], buttons=False)


_WIDTHS = {"Id": 44, "When": 104, "Who": 108, "Stance": 94, "Statement": 262, "Places": 116, "Content": 96, "Truth": 112}
"""So that at 1440 pixels all of these stand side by side; the others follow to the right."""
_ROW_HEIGHT = 112
"""Five lines, in which Streamlit wraps the text of a cell."""


_COLUMNS = (
    *(message("Id"), message("When"), message("Who"), message("Stance"), message("Statement"), message("Places")),
    *(message("Content"), message("Truth"), message("Said"), "¶", message("Topics"), message("Flow"), message("Speech")),
    *(message("Voice"), message("Family"), message("Document")),
)
"""The headings of the table."""


def _row(entry: Entry) -> dict[str, object]:
    names, entry = shared.world().gazetteer.by_id, naming.cards().entry(entry)
    claim = entry.claim
    return {
        "Id": claim.id,
        "When": html.span(language(), [str(day) for day in (claim.dates.start, claim.dates.end) if day]),
        "Who": entry.claimant.name,
        "Stance": told(claim.stance.value),
        "Statement": claim.statement,
        "Places": ", ".join(naming.named(names[place.id]) for place in claim.places),
        "Content": html.graded(claim.content, language()),
        "Truth": told(claim.truth.value),
        "Said": html.graded(claim.said, language()),
        "¶": claim.paragraph,
        "Topics": ", ".join(told(topic.value) for topic in claim.topics),
        "Flow": told(claim.flow.value),
        "Speech": told(claim.speech.value),
        "Voice": told(entry.claimant.voice.value),
        "Family": claim.family or "",
        "Document": entry.document.id,
    }


def _families(scene: Scene) -> None:
    ledger = shared.world().ledger
    shown = {entry.id for entry in scene.entries}
    st.html(
        '<p class="tm-sub">'
        + say("One event or one origin, reported more than once. A family counts once, however often repeated.")
        + "</p>"
    )
    for family in (naming.cards().card("family", one.id, one) for one in ledger.families):
        members = [entry for entry in ledger.members(family.id) if entry.id in shown]
        if members:
            with st.expander(components.plain(f"{family.title} ({', '.join(entry.id for entry in members)})")):
                st.html(f'<div class="tm-note">{html.text(family.note)}</div>')
                st.html("".join(f'<div class="tm-box">{html.brief(entry, naming.cards())}</div>' for entry in members))


def _against(scene: Scene) -> None:
    ledger = shared.world().ledger
    shown = {entry.id for entry in scene.entries}
    st.html(
        '<p class="tm-sub">'
        + say("A denial and what it denies have the same weight. Nothing here decides between them.")
        + "</p>"
    )
    denials = [answer for answer in answers(ledger) if {answer.denial.id, *(met.id for met in answer.meets)} & shown]
    if denials:
        st.html('<h3 class="tm-head">' + say("Denials") + "</h3>")
        for answer in denials:
            subject.denial(answer)
    pairs = [pair for pair in ledger.oppositions if pair.left.id in shown]
    if not denials and not pairs:
        st.info(say("Nothing in this selection denies or contradicts anything."))
    if pairs:
        st.html('<h3 class="tm-head">' + say("What speaks against what") + "</h3>")
    st.html(
        "".join(
            html.opposed(html.brief(pair.left, naming.cards()), html.brief(pair.right, naming.cards()), pair.note, naming.cards())
            for pair in pairs
        )
    )


def _voices(scene: Scene) -> None:
    found = balance(scene.entries)
    silent = ", ".join(told(voice.value) for voice, stances in found.items() if not stances)
    own = sum(found[Voice.MEDIA].values())
    st.html(
        '<p class="tm-say">'
        + say("<strong>{own} of {total}</strong> statements are the articles' own voice.", own=own, total=len(scene.entries))
        + f'</p><p class="tm-sub">{_behalf(html.text(silent) if silent else "")}</p>'
    )
    st.html(bars.voices(found, language()))


def _behalf(silent: str) -> str:
    if not silent:
        return say(
            "On whose behalf the statements speak. Concerns and allegations outweigh replies, since the articles quote few who "
            "speak for Russia or the DPRK."
        )
    return say(
        "On whose behalf the statements speak. Concerns and allegations outweigh replies, since the articles quote few who "
        "speak for Russia or the DPRK; nobody speaks for: {silent}.",
        silent=silent,
    )


def _facts(scene: Scene) -> None:
    st.html(
        '<p class="tm-sub">'
        + say("Facts from outside the articles, each with its own sources. They are not claims of the articles.")
        + "</p>"
    )
    for event in scene.events:
        components.event(event)
    if LayerId.EVENTS not in scene.view.layers:
        st.info(say("The layer of dated public facts is switched off."))
        st.button(say("Switch it on"), on_click=components.switch_on, args=(LayerId.EVENTS,))
    elif not scene.events:
        st.info(
            say("No dated fact matches the filters. Filters on document or reliability exclude all facts, which have neither.")
        )
