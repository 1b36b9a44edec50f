"""A statement in another language above its English card, marked as our translation; nothing where there is none."""

from __future__ import annotations

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.render.statements import VERBS_TOLD, told
from explorer.render.web.html import text


def translated_claim(spoken: Entry, entry: Entry, language: str) -> str:
    """A claim in a language; "" where it is English, or has no translation."""
    return "" if spoken.claim is entry.claim else _shown(told(spoken, language), language, entry.id)


def translated_event(spoken: Event, event: Event, language: str) -> str:
    """A dated fact in a language; "" where it is English, or has no translation."""
    if spoken is event:
        return ""
    return _shown(f"{spoken.reporter} — {VERBS_TOLD[language][event.stance]}: {spoken.statement}", language, event.id)


def _shown(words: str, language: str, identifier: str) -> str:
    return f'<p class="tm-sentence" lang="{language}" data-translates="{identifier}">{text(words)}</p>'
