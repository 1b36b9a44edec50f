"""The draft in hand as a card: who says what, where, when, by which rule, and what it lacks before it can be accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from explorer.ledger.vocabulary import Stance
from explorer.render.symbols import stance_mark
from explorer.render.web import html
from explorer.review.becoming import dates_of, tidied
from explorer.review.papers import InHand, Pending


def card(paper: InHand, pending: Pending, claimant: str, voice: tuple[str, str], lacks: Mapping[str, Sequence[str]]) -> str:
    """The draft as HTML.

    Parameters
    ----------
    claimant
        The name under which its speaker would stand in the ledger.
    voice
        On whose behalf they speak, as far as that is known, and why.
    lacks
        What is wrong, by field.
    """
    claim = pending.claim
    at = next(number for number, other in enumerate(paper.drafts, start=1) if other.id == pending.id)
    where = f"Draft {at} of {len(paper.drafts)} left · paragraph {claim.get('paragraph', '?')}"
    marked = "" if not claim.get("proposal") else ' <span class="tm-chip">the words of the text</span>'
    return (
        f'<article class="tm-card" data-draft="{escape(pending.id)}">'
        f'<div class="tm-top">{_stance(claim)}<span class="tm-id">{where}</span>{marked}</div>'
        f"<p><strong>{html.text(claimant)}</strong> {_voice(*voice)}</p>"
        f'<p class="tm-say">{html.text(tidied(claim) or "no statement yet")}</p>'
        f"{_facts(claim)}{_why(pending)}</article>{lacking(lacks)}"
    )


def _stance(claim: Mapping[str, Any]) -> str:
    words = str(claim.get("stance") or "")
    known = next((stance for stance in Stance if stance.value == words), None)
    return (
        f"{stance_mark(known)}<strong>{escape(words)}</strong>"
        if known
        else f"<strong>{html.text(words or 'no stance')}</strong>"
    )


def _voice(voice: str, why: str) -> str:
    words = f"speaks for: {voice}" if voice else "on whose behalf is not known yet"
    return f'<span class="tm-chip" title="{escape(why)}">{html.text(words)}</span>'


def _facts(claim: Mapping[str, Any]) -> str:
    dates = dates_of(claim)
    days = " to ".join(dict.fromkeys(str(dates[key]) for key in ("start", "end") if key in dates)) or "undated"
    places = ", ".join(
        f"{place.get('name') or place.get('id')} ({place.get('basis', 'named')})" for place in claim.get("places") or ()
    )
    said, content = (claim.get(key) or {} for key in ("said", "content"))
    rows = (
        ("Places", places or "none"),
        ("When", f"{days}, “{dates['stated']}”" if dates["stated"] else days),
        ("Grades", f"said {_code(said)}, content {_code(content)}"),
        ("About", f"{', '.join(claim.get('topics') or ())}; {claim.get('flow', '')}; {claim.get('speech', '')}"),
        *_more(claim),
    )
    return f"<dl>{''.join(f'<dt>{word}</dt><dd>{html.text(told)}</dd>' for word, told in rows)}</dl>"


def _more(claim: Mapping[str, Any]) -> list[tuple[str, str]]:
    links = [
        (word, ", ".join(str(link.get("ref")) for link in claim.get(key) or ()))
        for key, word in (("supports", "Supports"), ("contradicts", "Contradicts"), ("limits", "Limits"))
    ]
    denial = claim.get("denial") or {}
    denied = ", ".join(denial.get("of") or ()) if claim.get("stance") == "denied" else ""
    return [row for row in (*links, ("Denies", denied), ("Family", str(claim.get("family") or ""))) if row[1]]


def _code(grade: Mapping[str, Any]) -> str:
    return f"{grade.get('reliability', 'F')}{grade.get('credibility', '6')}"


def _why(pending: Pending) -> str:
    claim = pending.claim
    rows = [("Stance", claim.get("stance_why")), ("Direction", claim.get("flow_why")), ("Dates", claim.get("date_why"))]
    rows += [
        (f"{hit.get('kind', '')}, “{hit.get('surface', '')}”", f"{hit.get('why', '')} (rule {hit.get('rule', '')})")
        for hit in pending.draft.hits
    ]
    told = "".join(f"<dt>{html.text(word)}</dt><dd>{html.text(str(why))}</dd>" for word, why in rows if why)
    return f"<details><summary>Why: every rule that was applied</summary><dl>{told}</dl></details>"


def lacking(lacks: Mapping[str, Sequence[str]]) -> str:
    """What is wrong, in one box; nothing where nothing is."""
    if not lacks:
        return ""
    rows = "".join(
        f"<li>{f'<strong>{html.text(WORDS.get(field, field))}</strong>: ' if field else ''}{html.text(' '.join(told))}</li>"
        for field, told in lacks.items()
    )
    return f'<div class="tm-lack" role="status">Cannot be accepted yet:<ul>{rows}</ul></div>'


WORDS: Mapping[str, str] = {
    "statement": "Statement", "claimant": "Who says so", "voice": "Speaks for", "stance": "Stance", "places": "Places",
    "date_start": "Dates", "topics": "Topics", "flow": "Direction", "speech": "Speech", "denial": "What is denied",
    "truth": "Truth", "truth_why": "Why so", "links": "Links", "family": "Family", "said": "Grade of its having been said",
    "content": "Grade of the statement", "paragraph": "Paragraph", "document_publisher": "Publisher of the document",
    "document_title": "Title of the document", "document_dates": "Dates of the document", "document_code": "Code of the document",
    "document_id": "Id of the document",
}  # fmt: skip
"""Fields by the words under which the reader knows them."""
