"""The draft in hand as a card: who says what, where, when, by which rule, and what it lacks before it can be accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from explorer.app.tongue import language, say, told
from explorer.ledger.vocabulary import Stance
from explorer.messages import message
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
    where = say(
        "Draft {at} of {drafts} left · paragraph {paragraph}",
        at=at,
        drafts=len(paper.drafts),
        paragraph=claim.get("paragraph", "?"),
    )
    marked = "" if not claim.get("proposal") else f' <span class="tm-chip">{say("the words of the text")}</span>'
    return (
        f'<article class="tm-card" data-draft="{escape(pending.id)}">'
        f'<div class="tm-top">{_stance(claim)}<span class="tm-id">{where}</span>{marked}</div>'
        f"<p><strong>{html.text(claimant)}</strong> {_voice(*voice)}</p>"
        f"{_statement(tidied(claim), paper.paper.language)}"
        f"{_facts(claim)}{_why(pending)}</article>{lacking(lacks)}"
    )


def _statement(words: str, language_of_it: str) -> str:
    """The words of a draft, marked as being in the language of its paper."""
    if not words:
        return f'<p class="tm-say">{say("no statement yet")}</p>'
    return f'<p class="tm-say" lang="{escape(language_of_it[:8])}">{html.text(words)}</p>'


def _stance(claim: Mapping[str, Any]) -> str:
    words = str(claim.get("stance") or "")
    known = next((stance for stance in Stance if stance.value == words), None)
    return (
        f"{stance_mark(known, language())}<strong>{escape(told(words))}</strong>"
        if known
        else f"<strong>{html.text(words or say('no stance'))}</strong>"
    )


def _voice(voice: str, why: str) -> str:
    words = say("speaks for: {voice}", voice=told(voice)) if voice else say("on whose behalf is not known yet")
    return f'<span class="tm-chip" title="{escape(told(why))}">{html.text(words)}</span>'


def _facts(claim: Mapping[str, Any]) -> str:
    dates = dates_of(claim)
    days = html.span(language(), [str(dates[key]) for key in ("start", "end") if key in dates])
    places = ", ".join(
        f"{place.get('name') or place.get('id')} ({told(place.get('basis', 'named'))})" for place in claim.get("places") or ()
    )
    said, content = (claim.get(key) or {} for key in ("said", "content"))
    rows = (
        (say("Places"), places or say("none")),
        (say("When"), f"{days}, “{dates['stated']}”" if dates["stated"] else days),
        (say("Grades"), say("said {code}, content {code2}", code=_code(said), code2=_code(content))),
        (
            say("About"),
            "; ".join(
                (", ".join(map(told, claim.get("topics") or ())), told(claim.get("flow", "")), told(claim.get("speech", "")))
            ),
        ),
        *_more(claim),
    )
    return f"<dl>{''.join(f'<dt>{word}</dt><dd>{html.text(words)}</dd>' for word, words in rows)}</dl>"


def _more(claim: Mapping[str, Any]) -> list[tuple[str, str]]:
    links = [
        (word, ", ".join(str(link.get("ref")) for link in claim.get(key) or ()))
        for key, word in (("supports", say("Supports")), ("contradicts", say("Contradicts")), ("limits", say("Limits")))
    ]
    denial = claim.get("denial") or {}
    denied = ", ".join(denial.get("of") or ()) if claim.get("stance") == "denied" else ""
    cites = "; ".join(f"{cite.get('title')} ({cite.get('credit')}, {cite.get('row')})" for cite in claim.get("cites") or ())
    more = (say("Denies"), denied), (say("Family"), str(claim.get("family") or "")), (say("Own data, not verified"), cites)
    return [row for row in (*links, *more) if row[1]]


def _code(grade: Mapping[str, Any]) -> str:
    return f"{grade.get('reliability', 'F')}{grade.get('credibility', '6')}"


def _why(pending: Pending) -> str:
    claim = pending.claim
    rows = [
        (say("Stance"), claim.get("stance_why")),
        (say("Direction"), claim.get("flow_why")),
        (say("Dates"), claim.get("date_why")),
    ]
    rows += [
        (
            f"{told(hit.get('kind', ''))}, “{hit.get('surface', '')}”",
            say("{why} (rule {rule})", why=told(hit.get("why", "")), rule=hit.get("rule", "")),
        )
        for hit in pending.draft.hits
    ]
    listed = "".join(f"<dt>{html.text(word)}</dt><dd>{html.text(told(why))}</dd>" for word, why in rows if why)
    return f"<details><summary>{say('Why: every rule that was applied')}</summary><dl>{listed}</dl></details>"


def _field(field: str) -> str:
    return f"<strong>{html.text(say(WORDS.get(field, field)))}</strong>: " if field else ""


def lacking(lacks: Mapping[str, Sequence[str]]) -> str:
    """What is wrong, in one box; nothing where nothing is."""
    if not lacks:
        return ""
    rows = "".join(f"<li>{_field(field)}{html.text(' '.join(map(told, lack)))}</li>" for field, lack in lacks.items())
    return f'<div class="tm-lack" role="status">{say("Cannot be accepted yet:")}<ul>{rows}</ul></div>'


WORDS: Mapping[str, str] = {
    "statement": message("Statement"),
    "claimant": message("Who says so"),
    "voice": message("Speaks for"),
    "stance": message("Stance"),
    "places": message("Places"),
    "date_start": message("Dates"),
    "topics": message("Topics"),
    "flow": message("Direction"),
    "speech": message("Speech"),
    "denial": message("What is denied"),
    "truth": message("Truth"),
    "truth_why": message("Why so"),
    "links": message("Links"),
    "family": message("Family"),
    "cites": message("Own data"),
    "said": message("Grade of its having been said"),
    "content": message("Grade of the statement"),
    "paragraph": message("Paragraph"),
    "document_publisher": message("Publisher of the document"),
    "document_title": message("Title of the document"),
    "document_dates": message("Dates of the document"),
    "document_code": message("Code of the document"),
    "document_id": message("Id of the document"),
}
"""Fields by the words under which the reader knows them."""
