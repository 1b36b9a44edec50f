"""Statements in Russian text: natasha's morphology and syntax, and the strict commas of the language, which part its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from explorer.intake.claims.russian_clauses import Segment, noun_before, segments, subject_of
from explorer.intake.claims.russian_words import lemma, vocabulary
from explorer.intake.claims.stances import decide
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import pattern, shape, words
from explorer.intake.values import ARTICLE, Cue, Paragraph, Span

TABLE = "russian"
_KINDS = ("denied", "alleged", "concern", "conditional", "assessed", "asserted")


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
    for paragraph in paragraphs:
        if paragraph.kind != "boilerplate":
            for sentence in grammar(paragraph.text).sents:
                yield from reader.sentence(paragraph, sentence)


class _Reader:
    """Sentences one after another, with the speakers met so far."""

    def __init__(self) -> None:
        self.last = Voice()
        self.named: list[str] = []
        self.paragraph = Paragraph(0, 0, "")
        self.text = ""
        self.whole = (0, 0)
        self.before: list[Any] = []

    def sentence(self, paragraph: Paragraph, sentence: Any) -> Iterator[Statement]:
        self.paragraph, self.text, self.whole = paragraph, paragraph.text, (sentence.start, sentence.stop)
        bare = sentence.text.strip(' »”"')
        if len(sentence.tokens) > MOST_WORDS:
            return
        if (
            bare.endswith("?")
            or shape(TABLE, "dateline").match(bare)
            or len(bare.split()) < 2
            or _taste(bare)
            or _EARLIER.match(bare)
        ):
            after = _EARLIER.match(bare)
            if after and ";" in bare:
                start = sentence.start + sentence.text.index(";") + 1
                yield self._statement(start, sentence.stop, Voice())
            return
        parts = segments(sentence.tokens, self.text)
        yield from self._voiced(parts)

    # ---- who speaks in which part ---------------------------------------------------------------------------------------

    def _voiced(self, parts: list[Segment]) -> Iterator[Statement]:
        """Go through the clauses: those before a speaker is named wait for one, those after it are that speaker's."""
        voice, also = Voice(), Voice()
        waiting: list[Segment] = []
        for number, part in enumerate(parts):
            self.before = [t for earlier in parts[:number] for t in earlier.tokens]
            if cited := self._cited(self.text[part.start : part.end]):
                yield from self._all(waiting if number == len(parts) - 1 or part.tail else [], cited)
                waiting = [] if part.tail else waiting
                voice = cited
                if part.predicate and not self._only_cites(part):
                    yield from self._all([part], voice)
            elif (report := self._report(part)) is None:
                yield from self._part(part, parts, number, voice, waiting)
                if not (also.article or part.relative or part.participle):
                    yield self._statement(part.start, part.end, also)
            else:
                kind, verb, name = report
                spoken = self._heard(name, kind, verb)
                ahead = number + 1 < len(parts) and self._goes_on(part, parts[number + 1])
                behind = (not ahead or part.colon) and bool(waiting) and self._tail(part, verb)
                leads = not ahead and re.match(r"\W*как\s", self.text[part.start : part.end], re.IGNORECASE) is not None
                yield from self._all(waiting, spoken if behind or self._about(waiting) else Voice())
                waiting = []
                if not (ahead or behind or leads):
                    yield self._statement(part.start, part.end, spoken)
                voice = spoken if ahead or leads else Voice()
                also = self._claim_of(part) if ahead else Voice()
        yield from self._all(waiting, voice)

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
            if not self._describes(part, before):
                yield self._statement(part.start, part.end, Voice())
        elif voice.article:
            waiting.append(part)
        else:
            yield self._statement(part.start, part.end, voice)

    def _all(self, parts: Sequence[Segment], voice: Voice) -> Iterator[Statement]:
        for part in parts:
            if not part.predicate and self.paragraph.kind != "title":
                continue
            quoted = self.text[part.start : part.end].lstrip().startswith(("«", "“", '"'))
            yield self._statement(part.start, part.end, replace(voice, quoted=quoted and not voice.article))

    def _goes_on(self, part: Segment, after: Segment) -> bool:
        """Whether what a verb reports comes after it: "что", a colon, or a quotation."""
        text = self.text[after.start : after.end].lstrip()
        return bool(re.match(r"(?:что|чтобы|будто|якобы|как)\b", text, re.IGNORECASE)) or part.colon

    def _tail(self, part: Segment, verb: Any) -> bool:
        """Whether it is a short reporting clause after what it reports: ", сообщил представитель"."""
        before = [t for t in part.tokens if t.start < verb.start and t.pos not in {"PUNCT", "ADV", "CCONJ"}]
        return len(before) <= 4 or self.text[part.start : part.end].lstrip(" ,—–-").lower().startswith("как ")

    def _cited(self, text: str) -> Voice | None:
        """The voice that "по словам …" or "согласно …" names."""
        found = shape(TABLE, "by").match(text.lstrip(" ,;:—–-"))
        if not found:
            return None
        who = (found["who"] or "").strip()
        if found["by"] is None:
            first = who.split()[0] if who else ""
            if lemma(first) not in words(TABLE, "nouns", "documents"):
                return None
            document = re.match(r"\S+(?:\s(?:\w+(?:ого|его|ой|ей|ых|их|а|я|и|ы)))?", who)
            who = document[0] if document else first
        if found["whose"] or not who:
            who = self.last.claimant if not self.last.article else who
        assessing = found["by"] is not None and lemma(found["by"]) in words(TABLE, "nouns", "assessing_by")
        name = self._full(who)
        self.last = Voice(name, analyst=_analyst(name))
        return Voice(name, "assessed" if assessing else "", analyst=_analyst(name))

    def _report(self, part: Segment) -> tuple[str, Any, str] | None:
        """Kind, verb and speaker of a clause that reports speech; nothing where it is denied ("не подтвердил")."""
        for verb in part.tokens:
            if verb.pos not in {"VERB", "AUX"} and not (verb.pos == "ADJ" and verb.lemma == "обеспокоить"):
                continue
            kind = next((k for k in _KINDS if verb.lemma in words(TABLE, "verbs", k)), "")
            kind = kind or self._by_object(part, verb)
            if not kind:
                continue
            name = self._speaker(part, verb)
            if self._negated(part, verb):
                self.last = Voice(self._full(name), analyst=_analyst(name)) if name and not part.relative else self.last
                continue
            if not name or (verb.lemma in words(TABLE, "verbs", "weak") and not self._reports_something(part)):
                continue
            return self._by_object(part, verb) or kind, verb, name
        return None

    def _reports_something(self, part: Segment) -> bool:
        follows = self.text[part.end : part.end + 14].lstrip(" ,:—–")
        return (
            part.colon
            or follows.startswith(("что", "чтобы", "«"))
            or "«" in self.text[part.start : part.end]
            or "о том" in self.text[self.whole[0] : part.end].lower()
        )

    def _by_object(self, part: Segment, verb: Any) -> str:
        text = {token.lemma for token in part.tokens}
        if text & words(TABLE, "nouns", "concern") and verb.lemma in {
            "выразить",
            "выражать",
            "высказать",
            "высказывать",
            "заявить",
            "вызвать",
        }:
            return "concern"
        if verb.lemma in words(TABLE, "nouns", "calls") and text & words(TABLE, "nouns", "denial"):
            return "denied"
        return ""

    def _negated(self, part: Segment, verb: Any) -> bool:
        return any(t.text.lower() == "не" and 0 < verb.start - t.start < 12 for t in part.tokens)

    def _speaker(self, part: Segment, verb: Any) -> str:
        if part.relative or part.participle or verb.feats.get("VerbForm") == "Part":
            return self._antecedent()
        name = subject_of(part, verb, self.text)
        if name.lower() in {"он", "она", "они", "тот", "та", "те", "оба"} or not name:
            return self.last.claimant if not self.last.article else ""
        return name

    def _antecedent(self) -> str:
        """The noun that a relative clause or participle stands after."""
        return noun_before([t for t in self.before if t.text not in {",", "—"}], self.text)

    def _describes(self, part: Segment, before: Segment | None) -> bool:
        """Whether it only says who an unnamed speaker or source is."""
        text = self.text[part.start : part.end]
        if re.search(r"(?:назыв\w+|имен\w|анонимн|услови\w+|ознаком\w+|распоряжени\w+|редакци\w+)", text):
            return True
        return (
            before is not None
            and part.participle
            and not re.search(r"[А-ЯЁ]", self.text[before.start : before.end][1:])
            and self._report(before) is not None
        )

    def _heard(self, name: str, kind: str, verb: Any) -> Voice:
        name = self._full(name)
        span = Span(self.paragraph.number, verb.start, verb.stop)
        cue = Cue(span, verb.text, "stance", f"verb-{kind}", f"{verb.lemma} is a word for {kind}")
        voice = Voice(name, kind if kind != "asserted" else "", "", analyst=_analyst(name), cues=(cue,))
        self.last = replace(voice, kind="", cues=())
        if name not in self.named:
            self.named.append(name)
        return voice

    def _full(self, name: str) -> str:
        """The earlier and fuller name of a speaker called by one word."""
        name = name.strip(' ,«»"')
        if len(name.split()) == 1 and len(name) > 3:
            stem = name.lower()[: max(4, len(name) - 2)]
            return next(
                (
                    known
                    for known in reversed(self.named)
                    if known.lower().split()[0].startswith(stem) or known.lower().split()[-1].startswith(stem)
                ),
                name,
            )
        return name

    def _statement(self, start: int, end: int, voice: Voice) -> Statement:
        text = self.text[start:end]
        bare = re.sub(r"^[\s,;:«»“”\"—–-]*(?:(?:и|а|но)\s+)?(?:(?:что|чтобы|о том, что)\s+)?", "", text, flags=re.IGNORECASE)
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
        return Statement(
            span,
            bare,
            voice.claimant,
            found.stance,
            found.why,
            voice.via,
            found.hedge,
            found.negated,
            voice.quoted,
            True,
            (*voice.cues, *hedge),
            (outer,),
        )


_EARLIER = re.compile(r"(?:В|в) (?:первой|предыдущей|ранней|исходной|более ранней) версии|Уточнение|Исправление|Поправка")


def _analyst(name: str) -> bool:
    return any(lemma(word) in words(TABLE, "nouns", "analysts") for word in re.findall(r"\w+", name.lower()))


def _taste(text: str) -> bool:
    return len(text.split()) < 9 and bool(pattern(TABLE, "patterns", "taste").search(text)) and not re.search(r"\d", text)


__all__ = ["ARTICLE", "find_statements"]
