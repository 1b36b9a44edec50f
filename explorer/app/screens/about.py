"""About the data: the documents, the grades, the words used, the data sets, and what all of it cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from explorer.app import cache as shared
from explorer.app import naming
from explorer.app.tongue import language, many, number, say, told
from explorer.ledger.vocabulary import Document, Speech, Stance, Truth
from explorer.messages import message
from explorer.render.symbols import stance_mark
from explorer.render.web import html, tables

_STANCES: dict[Stance, str] = {
    Stance.REPORTED_FACT: message("The document reports it as something that happened or is so."),
    Stance.ASSERTED: message("The claimant says it is so, without a hedge."),
    Stance.ASSESSED: message("The claimant judges that it is so, from signs or reasoning."),
    Stance.ALLEGED: message("The claimant accuses somebody of it."),
    Stance.DENIED: message("The claimant says a stated proposition is not so. A denial has a date and an object."),
    Stance.CONDITIONAL: message("It is said to follow if something else is so, or is expected."),
    Stance.CONCERN: message("The claimant voices worry, which does not assert what the worry is about."),
}
_TRUTHS: dict[Truth, str] = {
    Truth.PRIMARY: message("A primary document bears it out; it is named with the claim."),
    Truth.CORROBORATED: message("At least two independent sources bear it out; they are named with the claim."),
    Truth.SINGLE: message("One origin only, however many outlets repeat it."),
    Truth.CONTESTED: message("Serious sources say the opposite."),
    Truth.CONTRADICTED: message("As worded, it cannot stand beside better-sourced facts."),
    Truth.NOT_ASSESSABLE: message("Nothing public could settle it, or it is a judgement."),
}
_SPEECHES: dict[Speech, str] = {
    Speech.REPORTED: message("stated by the article in its own voice"),
    Speech.QUOTED: message("within quotation marks in the article"),
    Speech.PARAPHRASED: message("a person's words, retold by the article"),
    Speech.REPUBLISHED: message(
        "within quotation marks, but in a rewrite that altered its quotations: not the person's exact words"
    ),
}
_GRADES = (
    ("A", message("completely reliable"), "1", message("confirmed by other sources")),
    ("B", message("usually reliable"), "2", message("probably true")),
    ("C", message("fairly reliable"), "3", message("possibly true")),
    ("D", message("not usually reliable"), "4", message("doubtful")),
    ("E", message("unreliable"), "5", message("improbable")),
    ("F", message("cannot be judged (not: worse than E)"), "6", message("cannot be judged")),
)
_LIMITS = (
    message("Two secondary articles, one of them a rewrite; no primary document. Voices critical of Russia "
"and the DPRK dominate."),
    message("Public imagery shows wagons, ships and containers, not what is inside them. Not seen does not "
"mean not done."),
    message("Routes are schematic: they join publicly reported ends and were not observed. Numbered journeys "
"show the order of stops."),
    message("A dashed outline marks a place that the text does not name; the reason stands on the card."),
    message("Governments and regions have no pin. \"Moscow says\" is the Russian government, not the city."),
    message("The 12-mile belt is OpenStreetMap's and follows some claimed lines; it is not a legal limit. "
"Not for navigation."),
    message("Grades are judgements with their reasons; they are not probabilities and are never multiplied."),
)  # fmt: skip
_MAP_DATA = message(
    "Built from pinned packages, committed with hash and licence. Files derived from OpenStreetMap "
    "are under the Open Database License (ODbL). The sea between Korea, Russia and Japan carries "
    "both names, East Sea / Sea of Japan."
)


def show() -> None:
    """Draw the page."""
    left, right = st.columns(2, gap="medium")
    world, tongue = shared.world(), naming.cards()
    with left:
        st.html('<h2 class="tm-head">' + say("Documents") + "</h2>")
        for document in world.ledger.documents:
            _document(document)
        st.html(
            '<h2 class="tm-head">'
            + say("What this cannot tell")
            + "</h2>"
            + "".join(f'<div class="tm-note">{html.text(say(t))}</div>' for t in _LIMITS)
        )
    with right:
        st.html('<h2 class="tm-head">' + say("Stances") + "</h2>")
        rows = [
            (f"{stance_mark(s, language())} <strong>{told(s.value)}</strong>", html.text(say(words)))
            for s, words in _STANCES.items()
        ]
        _table((say("Shape and word"), say("Meaning")), rows)
        st.html('<h2 class="tm-head">' + say("Grades (Admiralty scale, NATO AJP-2.1)") + "</h2>")
        st.html(
            '<p class="tm-sub">'
            + say('Two axes, each with its reason; "it was said" and "it is so" are graded separately.')
            + "</p>"
        )
        _table(
            (say("Source"), "", say("Information"), ""),
            [(f"<strong>{a}</strong>", say(b), f"<strong>{c}</strong>", say(d)) for a, b, c, d in _GRADES],
        )
        st.html('<h2 class="tm-head">' + say("Truth status") + "</h2>")
        _table(
            (say("Word"), say("Meaning")),
            [(f"<strong>{told(t.value)}</strong>", html.text(say(words))) for t, words in _TRUTHS.items()],
        )
        st.html('<h2 class="tm-head">' + say("Glossary") + "</h2>")
        terms = [(f"<strong>{told(s.value)}</strong>", say(words)) for s, words in _SPEECHES.items()]
        terms += [
            ("<strong>" + say("place named") + "</strong>", say("the text names it; solid outline")),
            ("<strong>" + say("place inferred") + "</strong>", say("the ledger infers it, with a reason; dashed outline")),
            ("<strong>" + say("family") + "</strong>", say("statements about one event or from one origin; they count once")),
            ("<strong>" + say("corrected date") + "</strong>", say("the day as known, beside the day as the document states it")),
        ]
        _table((say("Word"), say("Meaning")), terms)
    st.html('<h2 class="tm-head">' + say("Map data") + "</h2>" + f'<p class="tm-sub">{say(_MAP_DATA)}</p>')
    _table(
        (say("Data set"), say("Producer"), say("Licence"), say("Package"), say("Rows"), say("kB"), say("Notes")),
        [
            (
                f"<strong>{html.text(d.id)}</strong><br>{html.remark(tongue, d.title)}",
                html.text(d.producer),
                html.text(d.licence),
                html.text(f"{d.package} {d.version}"),
                number(d.rows) if language() != "en" else f"{d.rows}",
                f"{d.size_bytes / 1000:.0f}",
                html.remark(tongue, d.note),
            )
            for d in world.datasets
        ],
    )


def _document(document: Document) -> None:
    tongue = naming.cards()
    dates, shown = document.dates, tongue.card("document", document.id, document)
    when = html.span(language(), [day for day in (dates.start, dates.end) if day])
    notes = "".join(f'<div class="tm-note">{html.remark(tongue, note)}</div>' for note in document.notes)
    paragraphs = many("{count} paragraph", "{count} paragraphs", document.paragraphs)
    facts = f"{html.text(shown.publisher)} · {when} ({told(dates.basis)}) · {document.id} · {paragraphs}"
    channel, why = document.reliability.value, html.remark(tongue, document.reliability_why)
    with st.container(border=True):
        st.html(
            f'<div class="tm-card"><div class="tm-top"><strong>{document.code}: {html.text(shown.title)}</strong>'
            f'<span class="tm-chip">{say("channel {grade}", grade=channel)}</span></div>'
            f'<p class="tm-meta">{facts}</p>'
            f"<p><strong>{say('What stands behind it:')}</strong> {html.remark(tongue, document.underlying)}</p>"
            f"<p><strong>{say('How it relates to that:')}</strong> {html.remark(tongue, document.relation)}</p>"
            f'<p class="tm-meta">{channel}: {why}</p>{notes}</div>'
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    st.html(tables.table(head, rows))
