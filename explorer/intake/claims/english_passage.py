"""One English paragraph while it is read: where its words stand, and statements that are whole stretches of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.intake.claims.english_syntax import TABLE
from explorer.intake.claims.quotes import Quotes
from explorer.intake.claims.stances import decide, stated
from explorer.intake.claims.statement import Statement, Voice
from explorer.intake.values import Cue, Paragraph, Span


@dataclass(frozen=True)
class Passage:
    """A paragraph with its grammar. ``offset`` is where the text that was parsed begins in it."""

    paragraph: Paragraph
    offset: int
    doc: Any

    @cached_property
    def quotes(self) -> Quotes:
        """Where it has words in quotation marks."""
        return Quotes.of(self.doc.text)

    def span(self, start: int, end: int) -> Span:
        """A stretch of the parsed text as one of the paragraph."""
        return Span(self.paragraph.number, start + self.offset, end + self.offset)

    def cue(self, start: int, end: int, kind: Any, rule: str, why: str) -> Cue:
        """Words that decided something, with the rule and why."""
        return Cue(self.span(start, end), self.doc.text[start:end], kind, rule, why)

    def whole(self, text: str, voice: Voice, sentence: Any) -> Statement:
        """A sentence that is one statement."""
        found = decide(text, sentence.text, voice, TABLE, past=any(t.tag_ == "VBD" for t in sentence))
        span = self.span(sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
        return stated(span, text, voice, found, quoted=voice.quoted)

    def said(self, start: int, end: int, voice: Voice, context: str = "") -> Statement:
        """A stretch that is a statement as it stands."""
        text = self.doc.text[start:end].strip(" .")
        return stated(self.span(start, end), text, voice, decide(text, context or text, voice, TABLE), quoted=voice.quoted)
