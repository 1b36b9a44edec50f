"""Evidence: the ledger as a table, families, what speaks against what, and whose voices are heard."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, state
from explorer.app.screens import subject
from explorer.ledger.claims import Entry, balance
from explorer.ledger.dossier import answers
from explorer.ledger.vocabulary import Voice
from explorer.render.files import rows
from explorer.render.web import bars, html
from explorer.scene.build import Scene
from explorer.views.view import LayerId

_SECTIONS = ("Ledger", "Families", "Contradictions and denials", "Balance of voices", "Dated public facts")


def show() -> None:
    """Draw the page."""
    view, notices = state.current()
    scene = shared.built_scene(view, notices)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        section = st.segmented_control(
            "Section", _SECTIONS, default=_SECTIONS[0], required=True, label_visibility="collapsed", key="section"
        )
        components.filter_menu(view)
        if view.filtered:
            st.button("Clear filters", icon=":material/filter_alt_off:", on_click=components.clear_filters)
    components.notices(scene.notices)
    if not scene.entries and section != _SECTIONS[4]:
        st.info("No statement matches all filters.")
        st.button("Clear all filters", key="clear_empty", on_click=components.clear_filters)
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
    left, right = st.columns([0.66, 0.34], gap="small")
    with left:
        event = st.dataframe(
            table, key="ledger", height=700, hide_index=True, on_select="rerun", selection_mode="single-row",
            column_config={name: st.column_config.Column(width=width) for name, width in _WIDTHS.items()}, row_height=_ROW_HEIGHT,
        )  # fmt: skip
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
                '<p class="tm-sub">Tick a row to read its card; click a heading to sort, or the magnifying glass to search.</p>'
            )
        chosen = [row for row in event["selection"]["rows"] if row < len(scene.entries)]
        components.claim(scene.entries[chosen[0] if chosen else 0], buttons=False)


_WIDTHS = {"Id": 44, "When": 96, "Who": 104, "Stance": 84, "Statement": 252, "Places": 108, "Content": 92, "Truth": 100}
"""So that at 1440 pixels all of these stand side by side; the others follow to the right."""
_ROW_HEIGHT = 92
"""Four lines, in which Streamlit wraps the text of a cell."""


def _row(entry: Entry) -> dict[str, object]:
    claim, names = entry.claim, shared.world().gazetteer.by_id
    return {
        "Id": claim.id,
        "When": " to ".join(dict.fromkeys(str(day) for day in (claim.dates.start, claim.dates.end) if day)) or "undated",
        "Who": entry.claimant.name,
        "Stance": claim.stance.value,
        "Statement": claim.statement,
        "Places": ", ".join(names[place.id].names.en for place in claim.places),
        "Content": html.graded(claim.content),
        "Truth": claim.truth.value,
        "Said": html.graded(claim.said),
        "¶": claim.paragraph,
        "Topics": ", ".join(topic.value for topic in claim.topics),
        "Flow": claim.flow.value,
        "Speech": claim.speech.value,
        "Voice": entry.claimant.voice.value,
        "Family": claim.family or "",
        "Document": entry.document.id,
    }


def _families(scene: Scene) -> None:
    ledger = shared.world().ledger
    shown = {entry.id for entry in scene.entries}
    st.html(
        '<p class="tm-sub">One event or one origin, reported more than once. A family counts once, however often repeated.</p>'
    )
    for family in ledger.families:
        members = [entry for entry in ledger.members(family.id) if entry.id in shown]
        if members:
            with st.expander(components.plain(f"{family.title} ({', '.join(entry.id for entry in members)})")):
                st.html(f'<div class="tm-note">{html.text(family.note)}</div>')
                st.html("".join(f'<div class="tm-box">{html.brief(entry)}</div>' for entry in members))


def _against(scene: Scene) -> None:
    ledger = shared.world().ledger
    shown = {entry.id for entry in scene.entries}
    st.html('<p class="tm-sub">A denial and what it denies have the same weight. Nothing here decides between them.</p>')
    denials = [answer for answer in answers(ledger) if {answer.denial.id, *(met.id for met in answer.meets)} & shown]
    if denials:
        st.html('<h3 class="tm-head">Denials</h3>')
        for answer in denials:
            subject.denial(answer)
    pairs = [pair for pair in ledger.oppositions if pair.left.id in shown]
    if not denials and not pairs:
        st.info("Nothing in this selection denies or contradicts anything.")
    if pairs:
        st.html('<h3 class="tm-head">What speaks against what</h3>')
    st.html("".join(html.opposed(html.brief(pair.left), html.brief(pair.right), pair.note) for pair in pairs))


def _voices(scene: Scene) -> None:
    found = balance(scene.entries)
    silent = ", ".join(voice.value for voice, stances in found.items() if not stances)
    own = sum(found[Voice.MEDIA].values())
    st.html(
        f'<p class="tm-say"><strong>{own} of {len(scene.entries)}</strong> statements are the articles\' own voice.</p>'
        '<p class="tm-sub">On whose behalf the statements speak. Concerns and allegations outweigh replies, since the articles '
        f"quote few who speak for Russia or the DPRK{f'; nobody speaks for: {html.text(silent)}' if silent else ''}.</p>"
    )
    st.html(bars.voices(found))


def _facts(scene: Scene) -> None:
    st.html(
        '<p class="tm-sub">Facts from outside the articles, each with its own sources. They are not claims of the articles.</p>'
    )
    for event in scene.events:
        components.event(event)
    if LayerId.EVENTS not in scene.view.layers:
        st.info("The layer of dated public facts is switched off.")
        st.button("Switch it on", on_click=components.switch_on, args=(LayerId.EVENTS,))
    elif not scene.events:
        st.info("No dated fact matches the filters. Filters on document or reliability exclude all facts, which have neither.")
