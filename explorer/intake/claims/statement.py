"""A statement as the rules of a language find it, before places, dates and topics are put to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.intake.values import ARTICLE, Cue, Span
from explorer.ledger.vocabulary import Stance

MOST_WORDS = 200
"""A longer sentence is none that rules can take apart, but a list, a table or a made-up text; it is left alone."""


@dataclass(frozen=True)
class Voice:
    """Who speaks in a clause, and what the words that say so amount to. ``kind`` is a stance word of the tables, or nothing."""

    claimant: str = ARTICLE
    kind: str = ""
    via: str = ""
    quoted: bool = False
    analyst: bool = False
    cues: tuple[Cue, ...] = ()

    @property
    def article(self) -> bool:
        """Whether it is the article's own voice."""
        return self.claimant == ARTICLE


@dataclass(frozen=True)
class Statement:
    """One clause that says something, with its speaker, stance and the words that decided both.

    ``said`` are stretches outside the clause that tell of the speaking; a date there is the day it was said.
    """

    span: Span
    text: str
    claimant: str
    stance: Stance
    why: str
    via: str = ""
    hedge: str = ""
    negated: bool = False
    quoted: bool = False
    proposal: bool = True
    cues: tuple[Cue, ...] = ()
    said: tuple[Span, ...] = field(default=())
