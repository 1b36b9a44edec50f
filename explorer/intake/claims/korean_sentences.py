"""Korean sentences with their morphemes: who is named in them, and where the words themselves begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from explorer.intake.claims.korean_clauses import Phrase, phrase_before
from explorer.intake.tables import rules, shape
from explorer.intake.values import Cue, Language, Span

TABLE = "korean"


@lru_cache(maxsize=1)
def kiwi() -> Any:
    """The analyser of Korean, loaded when it is first needed."""
    return import_module("kiwipiepy").Kiwi()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; the analyser's cuts without a full stop, as after "하더라고", are no ends."""
    start = None
    for found in kiwi().split_into_sents(text):
        start = found.start if start is None else start
        if re.search(r"[.?!…][”\"’')\]]*\s*$", text[start : found.end]):
            yield start, found.end
            start = None
    if start is not None:
        yield start, len(text)


class Sentence:
    """A sentence with its morphemes and its place in the paragraph."""

    def __init__(self, paragraph: int, offset: int, text: str) -> None:
        self.paragraph, self.offset, self.text = paragraph, offset, text
        self.tokens = kiwi().tokenize(text)

    def topic(self, start: int, end: int) -> Phrase | None:
        """The first noun phrase with 은, 는, 이, 가 or 도 outside quotation marks."""
        found = self.subjects(start, end)
        if len(found) > 1 and self.text[found[0].after - 1] in "이가" and self.text[found[1].after - 1] in "은는":
            before = [t for t in self.tokens if found[0].after <= t.start < found[1].start]
            if before and before[-1].tag == "ETM" and not any(t.tag == "EC" for t in before):
                return found[1]
        return found[0] if found else None

    def subjects(self, start: int, end: int) -> list[Phrase]:
        """The noun phrases with 은, 는, 이, 가 or 도 before the words in quotation marks."""
        return [p for p in _topics(self.tokens, start, self.opening(start, end)) if p.start >= start]

    def opening(self, start: int, end: int) -> int:
        """Where a quotation opens in a stretch, or the end of it."""
        quote = re.search(r"[“\"‘]", self.text[start:end])
        return start + quote.start() if quote else end

    def describes(self, place: int) -> bool:
        """Whether a verb that ends here goes with the noun after it: "보도한 데"."""
        return any(t.tag == "ETM" and t.start < place <= t.start + t.len for t in self.tokens)

    def leads(self, start: int, topic: Phrase) -> bool:
        """Whether a topic begins its sentence, after no more than a word of time or a clause that tells who it is."""
        if self.text[topic.after - 1] not in "은는" or re.search(rf"(?:{_things()})$", topic.text):
            return False
        lead = self.text[start : topic.start]
        if re.fullmatch(r"(?:이에 대해|한편|또|다만|앞서|이날|전날|그러나|하지만|\S+일|\s)*", lead.strip()):
            return True
        before = [t for t in self.tokens if start <= t.start < topic.start]
        return before[-1].tag == "ETM" and not any(t.tag in {"EC", "SP"} or (t.tag == "JX" and t.form in "은는") for t in before)

    def words_from(self, start: int, end: int, *, quotes: bool = True) -> int:
        """Where the words themselves begin, after when, where and to whom they were said."""
        frame = shape(TABLE, "frame").match(self.text, start, end)
        first = frame.end() if frame and len(self.text[frame.end() : end].split()) > 1 else start
        opens = self.opening(first, end)
        if not quotes or opens == end or not self.quoted(end):
            return first
        between = [t for t in self.tokens if first <= t.start < opens]
        bound = any(t.tag in {"JKS", "JKO", "JX", "EF"} for t in between)
        return opens if shape(TABLE, "asked").search(self.text[first:opens]) or not bound else first

    def quoted(self, place: int) -> bool:
        """Whether the words that end here stand in quotation marks."""
        return self.text[place : place + 2].strip()[:1] in {"”", '"', "’", "'"} or self.text[place - 1 : place] in {"”", '"'}

    def cue(self, start: int, end: int, kind: Any, rule: str, why: str) -> Cue:
        """Words that a rule went by."""
        return Cue(Span(self.paragraph, self.offset + start, self.offset + end), self.text[start:end], kind, rule, why)


def _topics(tokens: Sequence[Any], start: int, end: int) -> Iterator[Phrase]:
    for number, token in enumerate(tokens):
        marks = token.tag in {"JX", "JKS"} and token.form in {"은", "는", "이", "가", "도", "께서"}
        if marks and start <= token.start < end:
            phrase = phrase_before(tokens[: number + 1], start, token.start + token.len)
            if phrase is not None and not re.search(
                r"\d+(?:량|명|일|톤|대|개|척|편)$|^(?:이날|전날|오늘|어제|지난해|올해|이번|당시)$", phrase.text
            ):
                yield phrase


@lru_cache
def one_of(key: str) -> re.Pattern[str]:
    """The nouns of a kind as one expression."""
    return re.compile("|".join(rules(Language.KOREAN)["nouns"][key]))


@lru_cache(maxsize=1)
def _speaker() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s·의])(?:{'|'.join(rules(Language.KOREAN)['nouns']['speakers'])})$")


_SEATS = re.compile(
    r"^(?:모스크바|평양|서울|워싱턴|도쿄|베이징|키이우|키예프|크렘린|러시아|북한|미국|중국|일본|우크라이나|한국)(?: 측| 정부)?$"
)


def speaks(name: str) -> bool:
    """Whether a name is that of somebody who may speak."""
    return bool(_speaker().search(name) or _SEATS.search(name))


@lru_cache(maxsize=1)
def _things() -> str:
    return "|".join(rules(Language.KOREAN)["nouns"]["things"])
