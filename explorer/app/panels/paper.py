"""A paper as text with coloured stretches: what was found where, by which rule. Everything of it is escaped; it is text."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from explorer.app.tongue import say, told
from explorer.messages import message
from explorer.render.web import html
from explorer.review.papers import InHand, Pending
from explorer.review.spans import Piece, marks_of, pieces

LEGEND = (
    ("place", message("place")),
    ("name", message("name, no pin")),
    ("speaker", message("speaker")),
    ("cue", message("stance")),
    ("date", message("date")),
)
"""Kinds of marks with the words of their key."""


def text(paper: InHand, pending: Pending | None) -> str:
    """The paragraphs of a paper, numbered as claims cite them; that of the draft in hand has its stretch set off."""
    rows = paper.paper.document.get("paragraphs") or ()
    kinds = {row.get("number"): str(row.get("kind", "")) for row in rows}
    found = [
        _paragraph(paper, number, words, kinds.get(number, ""), pending)
        for number, words in enumerate(paper.paper.paragraphs, start=1)
    ]
    key = "".join(f'<span class="tm-mark tm-mark-{kind}">{say(word)}</span> ' for kind, word in LEGEND)
    return f'<p class="tm-sub">{key}</p><div class="tm-paper" lang="{escape(paper.paper.language[:8])}">{"".join(found)}</div>'


def _paragraph(paper: InHand, number: int, words: str, kind: str, pending: Pending | None) -> str:
    here = pending is not None and pending.claim.get("paragraph") == number
    inside = "".join(map(_piece, pieces(words, marks_of(paper, number), _stretch(pending.claim) if here and pending else None)))
    known = {"title", "boilerplate"}
    return (
        f'<p class="tm-par{f" tm-par-{kind}" if kind in known else ""}{" tm-par-now" if here else ""}">'
        f'<span class="tm-id">{number}</span>{inside}</p>'
    )


def _stretch(claim: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = claim.get("start_char"), claim.get("end_char")
    return (start, end) if isinstance(start, int) and isinstance(end, int) and start < end else None


def _piece(piece: Piece) -> str:
    words = html.text(piece.text)
    if piece.mark is not None:
        words = f'<span class="tm-mark tm-mark-{piece.mark.kind}" title="{escape(told(piece.mark.why))}">{words}</span>'
    return f'<span class="tm-now">{words}</span>' if piece.current else words
