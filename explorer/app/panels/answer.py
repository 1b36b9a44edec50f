"""The answer first: the sentence over the map, and the picture that holds it all, each mark with what stands behind it."""

from __future__ import annotations

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, naming, state
from explorer.app.tongue import language, say
from explorer.app.tongue import told as told_again
from explorer.comparison.contrast import Contrast
from explorer.render.contrast.board import on_screen
from explorer.render.contrast.details import details
from explorer.render.contrast.retold import retold
from explorer.render.contrast.sentence import sentence
from explorer.render.contrast.web import LATIN, behind_it, font_rules, letters, picture
from explorer.render.sheet.options import Options
from explorer.render.web import html
from explorer.scene.build import SCHEMATIC

WIDE, NARROW = 540.0, 340.0
"""Widths of the picture in pixels: beside the map, and on a phone."""


def told(found: Contrast | None) -> None:
    """The sentence. The box is always there and always of the page's width, so that the map below it keeps its place."""
    words = sentence(found.answer, language()) if found is not None else ""
    st.html(f'<p class="tm-first" role="status" aria-live="polite">{html.text(words)}</p>')


def answer(found: Contrast) -> None:
    """The picture in both widths, of which the style shows one, and below it what every mark opens to."""
    components.note(
        f"<strong>{told_again(SCHEMATIC)}.</strong>",
        say("Each mark in the picture opens its reason, its sources and the opposite view."),
    )
    for reason in dict.fromkeys(filter(None, (found.answer.rail_reason, found.answer.sea_reason))):
        st.info(components.plain(told_again(reason)))
    if not found.strips:
        return
    behind = details(shared.world(), found, language())
    found = retold(shared.world(), found, naming.cards())
    look = Options(theme=state.theme())
    words = sentence(found.answer, language())
    leaves = [(on_screen(found, width, look, language()), name) for width, name in ((WIDE, "wide"), (NARROW, "narrow"))]
    wanted = LATIN if language() == "en" else "".join(sorted({letter for leaf, _ in leaves for letter in letters(leaf)}))
    st.html(f"<style>{font_rules(wanted)}</style>")
    for leaf, name in leaves:
        drawn = picture(leaf, behind, words)
        st.html(f'<div class="tm-{name}">{drawn}</div>')
    components.heading(say("Behind every mark"))
    st.html(behind_it(behind))
