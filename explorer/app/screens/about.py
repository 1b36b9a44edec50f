"""About the data: the documents, the grades, the words used, the data sets, and what all of it cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from explorer.app import cache as shared
from explorer.ledger.vocabulary import Basis, Document, Speech, Stance, Truth
from explorer.render.symbols import stance_mark
from explorer.render.web import html

_STANCES: dict[Stance, str] = {
    Stance.REPORTED_FACT: "The document reports it as something that happened or is so.",
    Stance.ASSERTED: "The claimant says it is so, without a hedge.",
    Stance.ASSESSED: "The claimant judges that it is so, from signs or reasoning.",
    Stance.ALLEGED: "The claimant accuses somebody of it.",
    Stance.DENIED: "The claimant says a stated proposition is not so. A denial has a date and an object.",
    Stance.CONDITIONAL: "It is said to follow if something else is so, or is expected.",
    Stance.CONCERN: "The claimant voices worry, which does not assert what the worry is about.",
}
_TRUTHS: dict[Truth, str] = {
    Truth.PRIMARY: "A primary document bears it out; it is named with the claim.",
    Truth.CORROBORATED: "At least two independent sources bear it out; they are named with the claim.",
    Truth.SINGLE: "One origin only, however many outlets repeat it.",
    Truth.CONTESTED: "Serious sources say the opposite.",
    Truth.CONTRADICTED: "As worded, it cannot stand beside better-sourced facts.",
    Truth.NOT_ASSESSABLE: "Nothing public could settle it, or it is a judgement.",
}
_SPEECHES: dict[Speech, str] = {
    Speech.REPORTED: "stated by the article in its own voice",
    Speech.QUOTED: "within quotation marks in the article",
    Speech.PARAPHRASED: "a person's words, retold by the article",
    Speech.REPUBLISHED: "within quotation marks, but in a rewrite that altered its quotations: not the person's exact words",
}
_GRADES = (
    ("A", "completely reliable", "1", "confirmed by other sources"),
    ("B", "usually reliable", "2", "probably true"),
    ("C", "fairly reliable", "3", "possibly true"),
    ("D", "not usually reliable", "4", "doubtful"),
    ("E", "unreliable", "5", "improbable"),
    ("F", "cannot be judged (not: worse than E)", "6", "cannot be judged"),
)
_LIMITS = (
    "Two secondary articles, one of them a rewrite; no primary document. Voices critical of Russia and the DPRK dominate.",
    "Public imagery shows wagons, ships and containers, not what is inside them. Not seen does not mean not done.",
    "Routes are schematic: they join publicly reported ends and were not observed. Numbered journeys show the order of stops.",
    "A dashed outline marks a place that the text does not name; the reason stands on the card.",
    "Governments and regions have no pin. \"Moscow says\" is the Russian government, not the city.",
    "The 12-mile belt is OpenStreetMap's and follows some claimed lines; it is not a legal limit. Not for navigation.",
    "Grades are judgements with their reasons; they are not probabilities and are never multiplied.",
)  # fmt: skip
_MAP_DATA = (
    "Built from pinned packages, committed with hash and licence. Files derived from OpenStreetMap are under the Open Database "
    "License (ODbL). The sea between Korea, Russia and Japan carries both names, East Sea / Sea of Japan."
)


def show() -> None:
    """Draw the page."""
    left, right = st.columns(2, gap="medium")
    world = shared.world()
    with left:
        st.html('<h2 class="tm-head">Documents</h2>')
        for document in world.ledger.documents:
            _document(document)
        st.html(
            '<h2 class="tm-head">What this cannot tell</h2>'
            + "".join(f'<div class="tm-note">{html.text(t)}</div>' for t in _LIMITS)
        )
    with right:
        st.html('<h2 class="tm-head">Stances</h2>')
        rows = [(f"{stance_mark(s)} <strong>{s.value}</strong>", html.text(words)) for s, words in _STANCES.items()]
        _table(("Shape and word", "Meaning"), rows)
        st.html('<h2 class="tm-head">Grades (Admiralty scale, NATO AJP-2.1)</h2>')
        st.html('<p class="tm-sub">Two axes, each with its reason; "it was said" and "it is so" are graded separately.</p>')
        _table(
            ("Source", "", "Information", ""),
            [(f"<strong>{a}</strong>", b, f"<strong>{c}</strong>", d) for a, b, c, d in _GRADES],
        )
        st.html('<h2 class="tm-head">Truth status</h2>')
        _table(("Word", "Meaning"), [(f"<strong>{t.value}</strong>", html.text(words)) for t, words in _TRUTHS.items()])
        st.html('<h2 class="tm-head">Glossary</h2>')
        terms = [(f"<strong>{s.value}</strong>", words) for s, words in _SPEECHES.items()]
        terms += [
            (f"<strong>place {Basis.NAMED.value}</strong>", "the text names it; solid outline"),
            (f"<strong>place {Basis.INFERRED.value}</strong>", "the ledger infers it, with a reason; dashed outline"),
            ("<strong>family</strong>", "statements about one event or from one origin; they count once"),
            ("<strong>corrected date</strong>", "the day as known, beside the day as the document states it"),
        ]
        _table(("Word", "Meaning"), terms)
    st.html('<h2 class="tm-head">Map data</h2>' + f'<p class="tm-sub">{_MAP_DATA}</p>')
    _table(
        ("Data set", "Producer", "Licence", "Package", "Rows", "kB", "Notes"),
        [
            (
                f"<strong>{html.text(d.id)}</strong><br>{html.text(d.title)}",
                html.text(d.producer),
                html.text(d.licence),
                html.text(f"{d.package} {d.version}"),
                f"{d.rows}",
                f"{d.size_bytes / 1000:.0f}",
                html.text(d.note),
            )
            for d in world.datasets
        ],
    )


def _document(document: Document) -> None:
    dates = document.dates
    when = " to ".join(str(day) for day in dict.fromkeys((dates.start, dates.end)) if day)
    notes = "".join(f'<div class="tm-note">{html.text(note)}</div>' for note in document.notes)
    facts = f"{html.text(document.publisher)} · {when} ({dates.basis}) · {document.id} · {document.paragraphs} paragraphs"
    with st.container(border=True):
        st.html(
            f'<div class="tm-card"><div class="tm-top"><strong>{document.code}: {html.text(document.title)}</strong>'
            f'<span class="tm-chip">channel {document.reliability.value}</span></div>'
            f'<p class="tm-meta">{facts}</p>'
            f"<p><strong>What stands behind it:</strong> {html.text(document.underlying)}</p>"
            f"<p><strong>How it relates to that:</strong> {html.text(document.relation)}</p>"
            f'<p class="tm-meta">{document.reliability.value}: {html.text(document.reliability_why)}</p>{notes}</div>'
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of cells that are already HTML."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f'<div class="tm-scroll"><table class="tm-table"><tr>{top}</tr>{body}</table></div>')
