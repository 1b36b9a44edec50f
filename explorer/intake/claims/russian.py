"""Statements in Russian text: natasha's morphology and syntax, and the strict commas of the language, which part its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from explorer.intake.claims.answers import Side, sides
from explorer.intake.claims.russian_clauses import Segment, segments
from explorer.intake.claims.russian_speakers import Speakers, analyst
from explorer.intake.claims.russian_words import vocabulary
from explorer.intake.claims.stances import decide, stated
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import pattern, shape
from explorer.intake.values import ARTICLE, Cue, Paragraph, Span
from explorer.ledger.vocabulary import Stance

TABLE = "russian"


@dataclass(frozen=True)
class _Tools:
    segmenter: Any
    morphology: Any
    syntax: Any
    lemmas: Any
    make: Any


@lru_cache(maxsize=1)
def tools() -> _Tools:
    """The models of Russian, loaded when they are first needed."""
    natasha = import_module("natasha")
    embedding = natasha.NewsEmbedding()
    return _Tools(
        natasha.Segmenter(),
        natasha.NewsMorphTagger(embedding),
        natasha.NewsSyntaxParser(embedding),
        vocabulary(),
        natasha.Doc,
    )


def grammar(text: str) -> Any:
    """A text with sentences, tokens, lemmas and heads."""
    own = tools()
    doc = own.make(text)
    doc.segment(own.segmenter)
    doc.tag_morph(own.morphology)
    doc.parse_syntax(own.syntax)
    for token in doc.tokens:
        token.lemmatize(own.lemmas)
    return doc


def find_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Statement]:
    """Every statement of a text, in order."""
    reader = _Reader()
    told = [(p, side, s) for p, side in sides(paragraphs, TABLE) if p.kind != "boilerplate" for s in grammar(p.text).sents]
    for number, (paragraph, side, sentence) in enumerate(told):
        after = told[number + 1] if number + 1 < len(told) else None
        reader.give_floor(side, first=number == 0 or told[number - 1][0] is not paragraph)
        given = reader.laid_to(after[0], after[2]) if after and paragraph.kind != "title" else Voice()
        yield from reader.sentence(paragraph, sentence, given if reader.floor.article or not given.article else reader.floor)


class _Reader(Speakers):
    """Sentences one after another, with the speakers met so far."""

    def give_floor(self, side: Side | None, *, first: bool) -> None:
        """Whoever answers speaks where a sentence names nobody, and is "we" in it."""
        self.floor = Voice(self.full(side.who), analyst=analyst(side.who)) if side is not None and side.who else Voice()
        if first and not self.floor.article:
            self.last = self.floor

    def laid_to(self, paragraph: Paragraph, sentence: Any) -> Voice:
        """Whose the sentence before this one is, where this one says no more than that: "Об этом сообщили в …"."""
        if not shape(TABLE, "about").match(sentence.text):
            return Voice()
        kept = (self.paragraph, self.text, self.whole, self.last, self.before)
        self.paragraph, self.text, self.whole = paragraph, paragraph.text, (sentence.start, sentence.stop)
        found = next((report for part in segments(sentence.tokens, self.text) if (report := self.report(part))), None)
        voice = Voice(self.full(found[2]), analyst=analyst(found[2])) if found and found[0] == "asserted" else Voice()
        self.paragraph, self.text, self.whole, self.last, self.before = kept
        return voice

    def sentence(self, paragraph: Paragraph, sentence: Any, given: Voice) -> Iterator[Statement]:
        """The statements of one sentence; ``given`` is whose it is where the next sentence tells."""
        self.paragraph, self.text, self.whole, self.given = paragraph, paragraph.text, (sentence.start, sentence.stop), given
        bare = sentence.text.strip(' »”"')
        if len(sentence.tokens) > MOST_WORDS:
            return
        if (
            bare.endswith("?")
            or shape(TABLE, "dateline").match(bare)
            or len(bare.split()) < 2
            or _taste(bare)
            or shape(TABLE, "earlier").match(bare)
            or shape(TABLE, "apology").match(bare)
        ):
            after = shape(TABLE, "earlier").match(bare)
            if after and ";" in bare:
                start = sentence.start + sentence.text.index(";") + 1
                yield self._statement(start, sentence.stop, Voice())
            return
        if self.given.article and shape(TABLE, "seen").match(bare):
            self.given = Voice(kind="assessed")
        tokens = self._without_label(sentence.tokens) if paragraph.kind == "title" else sentence.tokens
        parts = segments(tokens, self.text) if tokens else []
        if shape(TABLE, "about").match(bare) and parts and (report := self.report(parts[0])) and report[0] == "asserted":
            self.heard(report[2], *report[:2])
            return
        for statement in self._voiced(parts):
            if statement.claimant != ARTICLE:
                self.alleged = statement.stance is Stance.ALLEGED
            yield statement

    def _without_label(self, tokens: Sequence[Any]) -> Sequence[Any]:
        """A headline without what stands before its colon: a source, whose the rest is, or the kind of text that it heads."""
        label = shape(TABLE, "label").match(self.text, *self.whole)
        if not label or len(label["who"].split()) > 5:
            return tokens
        rest = [t for t in tokens if t.start >= label.end()]
        if shape(TABLE, "paper").search(label["who"]):
            return rest if any(t.pos == "VERB" for t in rest) else []
        if any(t.pos == "VERB" for t in tokens if t.stop <= label.end()):
            return tokens
        self.given = Voice(label["who"].strip(), analyst=analyst(label["who"]))
        return rest

    # ---- who speaks in which part ---------------------------------------------------------------------------------------

    def _voiced(self, parts: list[Segment]) -> Iterator[Statement]:
        """Go through the clauses: those before a speaker is named wait for one, those after it are that speaker's."""
        voice, also = Voice(), Voice()
        waiting: list[Segment] = []
        for number, part in enumerate(parts):
            self.before = [t for earlier in parts[:number] for t in earlier.tokens]
            if part.insert and (inner := self._inserted(part, voice)):
                reported = not shape(TABLE, "cites").match(self.text[part.start : part.end])
                yield from self._all(waiting if reported else [], inner)
                waiting, voice = ([] if reported else waiting), inner
            elif cited := self.cited(self.text[part.start : part.end]):
                yield from self._all(waiting if number == len(parts) - 1 or part.tail else [], cited)
                waiting = [] if part.tail else waiting
                voice = cited
                if part.predicate and not self._only_cites(part):
                    yield from self._all([part], voice)
            elif (report := self.report(part)) is None:
                yield from self._part(part, parts, number, voice, waiting)
                if not (also.article or part.relative or part.participle):
                    yield self._statement(part.start, part.end, also)
            else:
                kind, verb, name = report
                spoken = self.heard(name, kind, verb)
                if shape(TABLE, "empty").search(self.text[part.start : part.end]):
                    continue
                follows = next((after for after in parts[number + 1 :] if not after.insert), None)
                ahead = follows is not None and self._goes_on(part, follows)
                behind = (not ahead or part.colon) and bool(waiting) and self._tail(part, verb)
                leads = not ahead and re.match(r"\W*как\s", self.text[part.start : part.end], re.IGNORECASE) is not None
                yield from self._all(waiting, spoken if behind or self._about(waiting) else Voice())
                waiting = []
                passing = not voice.article and self.short_tail(part, verb)
                if not (ahead or behind or leads or passing):
                    yield self._statement(part.start, part.end, spoken)
                voice = spoken if ahead or leads or (behind and number + 1 < len(parts)) else Voice()
                also = self._claim_of(part) if ahead else Voice()
        yield from self._all(waiting, self.given if voice == Voice() else voice)

    def _inserted(self, part: Segment, voice: Voice) -> Voice | None:
        """Who is named in the middle of a sentence; what another passes on has both."""
        if cited := self.cited(self.text[part.start : part.end]):
            return cited if voice.article else replace(cited, via=voice.claimant)
        report = self.report(part)
        return self.heard(report[2], *report[:2]) if report else None

    def _only_cites(self, part: Segment) -> bool:
        """Whether a clause does no more than name its source: "как следует из протокола"."""
        text = self.text[part.start : part.end].strip(" ,")
        found = shape(TABLE, "by").match(text)
        return found is not None and found.end() >= len(text) and len(text.split()) < 7

    def _about(self, waiting: list[Segment]) -> bool:
        """Whether the clauses before a report begin with "о том, что": they are what is reported."""
        return bool(waiting) and bool(re.match(r"\W*о том", self.text[waiting[0].start : waiting[0].end], re.IGNORECASE))

    def _claim_of(self, part: Segment) -> Voice:
        """Whose claim it is that a clause is about: "отвергла утверждение Киева о том, что"."""
        found = shape(TABLE, "claim_of").search(self.text[part.start : part.end])
        return Voice(found["who"].strip(" «»"), "alleged") if found else Voice()

    def _part(
        self, part: Segment, parts: list[Segment], number: int, voice: Voice, waiting: list[Segment]
    ) -> Iterator[Statement]:
        """A clause that reports nothing: it waits for a speaker to come, or is its speaker's."""
        if part.relative or part.participle:
            before = parts[number - 1] if number else None
            after = parts[number + 1] if number + 1 < len(parts) else None
            if not self._describes(part, before) and not self._of_speaker(part, after):
                yield self._statement(part.start, part.end, self.given)
        elif voice.article:
            waiting.append(part)
        else:
            yield self._statement(part.start, part.end, voice)

    def _of_speaker(self, part: Segment, after: Segment | None) -> bool:
        """Whether it tells no more than who goes on to speak: no name, day or number, or how the writer knows them."""
        words_of = self.text[part.start : part.end]
        own = re.search(r"\b(?:мы|нам|нами|нас|редакци\w+|газет\w+)\b", words_of)
        bare = bool(own) if part.relative else not re.search(r"\d|[А-ЯЁ]|в тот же день|накануне", words_of)
        return bare and after is not None and not after.insert and self.report(after) is not None

    def _all(self, parts: Sequence[Segment], voice: Voice) -> Iterator[Statement]:
        whole = self.text[parts[0].start : parts[-1].end] if parts else ""
        if not voice.article and len(parts) > 1 and pattern(TABLE, "patterns", "denying").search(whole):
            yield self._statement(parts[0].start, parts[-1].end, voice)
            return
        for part in parts:
            if not part.predicate and self.paragraph.kind != "title":
                continue
            quoted = self.text[part.start : part.end].lstrip().startswith(("«", "“", '"'))
            yield self._statement(part.start, part.end, replace(voice, quoted=quoted and not voice.article))

    def _goes_on(self, part: Segment, after: Segment) -> bool:
        """Whether what a verb reports comes after it: "что", a colon, or a quotation."""
        text = self.text[after.start : after.end].lstrip()
        if re.search(r"\bчто\W*$", self.text[part.start : part.end]):
            return True
        return bool(re.match(r"(?:что|чтобы|будто|якобы|как)\b", text, re.IGNORECASE)) or part.colon

    def _tail(self, part: Segment, verb: Any) -> bool:
        """Whether it is a short reporting clause after what it reports: ", сообщил представитель"."""
        before = [t for t in part.tokens if t.start < verb.start and t.pos not in {"PUNCT", "ADV", "CCONJ"}]
        return len(before) <= 4 or self.text[part.start : part.end].lstrip(" ,—–-").lower().startswith("как ")

    def _describes(self, part: Segment, before: Segment | None) -> bool:
        """Whether it only says who an unnamed speaker or source is."""
        text = self.text[part.start : part.end]
        if shape(TABLE, "described").search(text):
            return True
        return (
            before is not None
            and part.participle
            and not re.search(r"[А-ЯЁ]", self.text[before.start : before.end][1:])
            and self.report(before) is not None
        )

    def _statement(self, start: int, end: int, voice: Voice) -> Statement:
        text = self.text[start:end]
        bare = re.sub(r"^[\s,;:«»“”\"—–-]*(?:(?:и|а|но)\s+)?(?:(?:что|чтобы|о том, что),?\s+)?", "", text, flags=re.IGNORECASE)
        lead = len(text) - len(bare)
        bare = bare.rstrip(' ,;:.»”"—–')
        sentence = self.text[self.whole[0] : self.whole[1]]
        found = decide(bare, sentence, voice, TABLE, past=bool(re.search(r"\b\w+(?:л|ла|ло|ли|лся|лась|лось|лись)\b", bare)))
        span = Span(self.paragraph.number, start + lead, start + lead + len(bare))
        outer = Span(self.paragraph.number, *self.whole)
        at = sentence.find(found.hedge) if found.hedge else -1
        hedge: tuple[Cue, ...] = ()
        if at >= 0:
            first = self.whole[0] + at
            hedge = (
                Cue(
                    Span(self.paragraph.number, first, first + len(found.hedge)),
                    found.hedge,
                    "hedge",
                    "hedge-word",
                    "it weakens the statement",
                ),
            )
        return stated(span, bare, voice, found, quoted=voice.quoted, cues=(*voice.cues, *hedge), said=(outer,))


def _taste(text: str) -> bool:
    return len(text.split()) < 9 and bool(pattern(TABLE, "patterns", "taste").search(text)) and not re.search(r"\d", text)


__all__ = ["ARTICLE", "find_statements"]
