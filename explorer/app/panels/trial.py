"""The claim on trial: what speaks for it and what against it, equal in room, dated; and what would change the answer."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from explorer.app import cache as shared
from explorer.app.panels.exposure import scenario, table
from explorer.app.tongue import language, number, say
from explorer.comparison.compare import Comparison
from explorer.comparison.factors import changed
from explorer.exposure.vocabulary import Trial, TrialPoint
from explorer.messages import message
from explorer.render.web import html

_SIDES: tuple[tuple[Literal["for", "against"], str], ...] = (
    ("for", message("What speaks for it")),
    ("against", message("What speaks against it")),
)


def trial(comparison: Comparison) -> None:
    """Every trial of the cards; here there is one."""
    for claim in shared.world().exposure.trials:
        _trial(claim)
        st.html('<h3 class="tm-head">' + say("What would change this?") + "</h3>")
        scenario()
        _switches(comparison, claim)


def _trial(claim: Trial) -> None:
    ledger = shared.world().ledger.by_id
    st.html(f'<h2 class="tm-head">{html.text(claim.title)}</h2><p>{html.text(claim.reading)}</p>')
    for claim_id in claim.claims:
        with st.container(border=True):
            st.html(html.claim_card(shared.world(), ledger[claim_id], language()))
    sides = "".join(
        f'<section><h3 class="tm-head">{say(word)}</h3>{"".join(_point(point) for point in claim.side(side))}</section>'
        for side, word in _SIDES
    )
    st.html(f'<div class="tm-sides">{sides}</div>')
    if claim.beside:
        st.html(
            f'<h3 class="tm-head">{say("Beside it, without a link")}</h3><p class="tm-sub">{html.text(claim.beside_note)}</p>'
        )
        for claim_id in claim.beside:
            with st.container(border=True):
                st.html(html.claim_card(shared.world(), ledger[claim_id], language()))


def _point(point: TrialPoint) -> str:
    ref = point.ref.removeprefix("event:")
    events = shared.world().ledger.events_by_id
    by = events[ref].reporter if ref in events else ref
    return f'<p><strong>{point.dated}</strong> {html.text(point.text)} <span class="tm-sub">{html.text(by)}</span></p>'


def _switches(comparison: Comparison, claim: Trial) -> None:
    rows = []
    for switch in claim.switches:
        found = changed(comparison, switch)
        parts = [
            f"{word}: {number(pair[0])} → {number(pair[1])} {unit}"
            for word, pair, unit in (
                (say("a third State may act"), found.access_km, "km"),
                (say("with consent only"), found.consent_km, "km"),
                (say("places to watch"), found.cut_size, ""),
            )
            if pair is not None
        ]
        rows.append(
            (
                f"{switch.title}. {switch.text}",
                "; ".join(parts) or say("not worked out here"),
                say("yes") if found.flips else say("no"),
            )
        )
    table((say("Switch"), say("what it does"), say("changes the answer")), rows, (0, 1, 2))
