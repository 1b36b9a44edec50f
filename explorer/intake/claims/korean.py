"""Statements in Korean text: kiwi's morphemes, and the endings that mark reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from explorer.intake.claims.korean_clauses import Phrase, clauses, events, phrase_before
from explorer.intake.claims.stances import decide
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import pattern, rules, shape, words
from explorer.intake.values import ARTICLE, Cue, Language, Paragraph, Span

TABLE = "korean"


@lru_cache(maxsize=1)
def kiwi() -> Any:
    """The analyser of Korean, loaded when it is first needed."""
    return import_module("kiwipiepy").Kiwi()


@lru_cache(maxsize=1)
def _reporting() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of reporting verb, in the order in which they are tried."""
    order = ("denied", "alleged", "concern", "conditional", "assessed", "asserted")
    return tuple((kind, re.compile("|".join(rules(Language.KOREAN)["verbs"][kind]))) for kind in order)


@lru_cache(maxsize=1)
def _reported() -> re.Pattern[str]:
    verbs = "|".join(verb for kind, _ in _reporting() for verb in rules(Language.KOREAN)["verbs"][kind])
    mark = shape(TABLE, "mark").pattern
    middle = rf"(?:(?!{mark})[^“”\"‘.]){{0,45}}?"
    return re.compile(rf"(?P<mark>{mark})\s?(?P<middle>{middle})(?P<verb>{verbs})(?P<tail>[가-힣]*)")


@dataclass(frozen=True)
class _Report:
    """Reported speech in a sentence: where its words begin and end, what stands between them and the verb, and the verb."""

    start: int
    end: int
    middle: tuple[int, int]
    verb: re.Match[str]
    kind: str


def find_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Statement]:
    """Every statement of a text, in order."""
    reader = _Reader()
    for paragraph in paragraphs:
        if paragraph.kind == "boilerplate":
            continue
        for sentence in kiwi().split_into_sents(paragraph.text):
            yield from reader.sentence(paragraph, sentence.start, paragraph.text[sentence.start : sentence.end])


class _Reader:
    """Sentences one after another, with the speakers met so far."""

    def __init__(self) -> None:
        self.last = Voice()
        self.named: list[str] = []
        self.paragraph = 0

    def sentence(self, paragraph: Paragraph, offset: int, text: str) -> Iterator[Statement]:
        if paragraph.number != self.paragraph and self.last.article:
            self.last = Voice()
        self.paragraph = paragraph.number
        bare = text.strip()
        if (
            shape(TABLE, "question").search(bare)
            or pattern(TABLE, "patterns", "taste").search(bare)
            or not 2 <= len(bare.split()) <= MOST_WORDS
            or len(bare) > 6 * MOST_WORDS
        ):
            return
        head = shape(TABLE, "dateline").match(text)
        offset, text = (offset + head.end(), text[head.end() :]) if head else (offset, text)
        whole = _Sentence(paragraph.number, offset, text)
        if paragraph.kind == "title":
            yield from self._title(whole)
        else:
            yield from self._spoken(whole)

    # ---- titles ---------------------------------------------------------------------------------------------------------

    def _title(self, whole: _Sentence) -> Iterator[Statement]:
        """Parts of a headline; a name before a quotation is the one who says it."""
        for part in re.finditer(r"[^…·]+(?:·[^…·]+)*", whole.text):
            for hit in re.finditer(r"(?P<who>[가-힣A-Za-z·\s]{2,20}?),?\s?[“\"‘'](?P<words>[^”\"’']{4,})[”\"’']?", part[0]):
                start = part.start() + hit.start("words")
                yield self._statement(whole, start, start + len(hit["words"]), Voice(hit["who"].strip(), quoted=True))
                rest = part[0][: hit.start()].strip(" ,")
                if len(rest.split()) > 1:
                    yield self._statement(whole, part.start(), part.start() + hit.start(), Voice())
                break
            else:
                if len(part[0].split()) > 1:
                    yield self._statement(whole, part.start(), part.end(), Voice())

    # ---- sentences ------------------------------------------------------------------------------------------------------

    def _spoken(self, whole: _Sentence) -> Iterator[Statement]:
        reports = list(_reports(whole.text))
        cited = shape(TABLE, "cited").match(whole.text)
        for report in reports:
            voice, start = self._voice(whole, report, cited)
            yield from self._reported_noun(whole, start, report.end, voice)
            yield from self._pieces(whole, start, report.end, voice, report)
        end = reports[-1].verb.end() if reports else 0
        if len(whole.text[end:].split()) > 2:
            yield from self._unreported(whole, end, cited)

    def _voice(self, whole: _Sentence, report: _Report, cited: re.Match[str] | None) -> tuple[Voice, int]:
        """Who speaks, and where the words that are theirs begin."""
        start = report.start
        topic = whole.topic(start, report.end)
        between = phrase_before(whole.tokens, *report.middle) if report.middle[1] > report.middle[0] else None
        if between is not None and not re.search(r"[“\"‘]|면$", between.text):
            name, via = between.text, ""
            if topic is not None and re.match(r"\s?[“\"‘']", whole.text[topic.after :]):
                start, via = topic.after, self._full(topic.text)
            return self._heard(name, report, whole, via), start
        lead = whole.text[start : topic.start].strip() if topic is not None else ""
        leads = (
            topic is not None
            and len(lead.split()) < 3
            and re.fullmatch(r"(?:이에 대해|한편|또|다만|앞서|이날|전날|\S+일|\s)*", lead) is not None
            and whole.text[topic.after - 1] in "은는"
        )
        if topic is not None and (_speaks(topic.text) or leads):
            return self._heard(topic.text, report, whole, ""), topic.after
        if cited is not None and report.start == 0:
            return self._heard(cited["who"], report, whole, ""), cited.end()
        if not self.last.article:
            return self._heard(self.last.claimant, report, whole, ""), start
        return Voice(ARTICLE, report.kind if report.kind != "asserted" else ""), start

    def _heard(self, name: str, report: _Report | None, whole: _Sentence, via: str) -> Voice:
        name = self._full(name)
        kind = report.kind if report is not None and report.kind != "asserted" else ""
        cues: tuple[Cue, ...] = ()
        if report is not None:
            cues = (
                whole.cue(
                    report.verb.start("verb"),
                    report.verb.end("verb"),
                    "stance",
                    f"verb-{report.kind}",
                    f"a word for {report.kind}",
                ),
            )
        quoted = report is not None and whole.quoted(report.end)
        voice = Voice(name, kind, via if via != name else "", quoted, bool(_any("analysts").search(name)), cues)
        self.last = replace(voice, claimant=via or name, kind="", via="", cues=())
        if name not in self.named:
            self.named.append(name)
        return voice

    def _full(self, name: str) -> str:
        """A speaker by the fuller name of earlier on: "그", "이 관계자"."""
        name = name.strip(" ,")
        if re.fullmatch(r"그|그녀|이들|그들|본인", name):
            return self.last.claimant if not self.last.article else (self.named[-1] if self.named else name)
        if short := re.match(r"(?:이|해당|같은)\s(\S+)$", name):
            return next((known for known in reversed(self.named) if known.endswith(short[1])), name)
        return next((known for known in reversed(self.named) if known != name and known.endswith(f" {name}")), name)

    def _reported_noun(self, whole: _Sentence, start: int, end: int, voice: Voice) -> Iterator[Statement]:
        """What a report, a claim or a rumour says, where the text tells whose it is: "…했다는 우크라이나 정보당국 보고서"."""
        nouns = "|".join((*rules(Language.KOREAN)["nouns"]["claims"], *rules(Language.KOREAN)["nouns"]["reports"]))
        for hit in re.finditer(
            rf"(?P<what>[^“”\"]{{8,}}?[다라])는\s(?P<who>(?:[가-힣·\s]{{2,24}}?\s)?)(?P<noun>{nouns})(?=[을를이가은는도에의로과와\s])",
            whole.text[start:end],
        ):
            if hit["who"].strip() and not re.search("^(?:내용|취지|일부|이|그|이런|언론)", hit["who"]):
                name = (hit["who"] + hit["noun"]).strip()
                kind = "alleged" if hit["noun"] in words(TABLE, "nouns", "claims") else ""
                yield self._statement(whole, start + hit.start("what"), start + hit.end("what"), Voice(name, kind))
            elif voice.kind != "denied":
                continue

    def _pieces(self, whole: _Sentence, start: int, end: int, voice: Voice, report: _Report | None) -> Iterator[Statement]:
        """The clauses of reported words."""
        denied = re.search(
            r"[^“”\"]{8,}?[다라](?=는\s(?:[가-힣·\s]{0,20})(?:보도|주장|의혹|지적|보고서|관측|발표)[을를에])",
            whole.text[start:end],
        )
        if voice.kind == "denied" and denied:
            yield self._statement(whole, start + denied.start(), start + denied.end(), voice)
            return
        noun = re.search(r"(?:인용해|인용하며|근거로|토대로)\s", whole.text[start:end])
        first = start + noun.end() if noun else start
        parts = [first, *(first + hit.end() for hit in shape(TABLE, "parted").finditer(whole.text[first:end])), end]
        for begin, stop in pairwise(parts):
            for low, high in clauses(whole.tokens, whole.text, begin, stop):
                if whole.text[low:high].strip(" “”\"'‘’,."):
                    yield self._statement(whole, low, high, voice)
        if report is not None:
            yield from self._events(whole, first, end, voice)

    def _unreported(self, whole: _Sentence, start: int, cited: re.Match[str] | None) -> Iterator[Statement]:
        """Sentences without reported speech: acts of speech, what a document says, and the article's own words."""
        text = whole.text[start:]
        topic = whole.topic(start, len(whole.text))
        kind = next((kind for kind in ("denied", "concern", "alleged") if _ends_with(kind, text)), "")
        if not kind and topic is not None and re.search("|".join(rules(Language.KOREAN)["verbs"]["acts"]), text):
            kind = "concern"
        voice = Voice()
        first = start
        if cited is not None and start == 0:
            voice, first = self._heard(cited["who"], None, whole, ""), cited.end()
        elif kind and topic is not None and not re.search(r"지 않|지는 않|못했", text[-14:]):
            voice = replace(self._heard(topic.text, None, whole, ""), kind=kind)
        elif topic is not None and _any("documents").search(topic.text[-6:]) and _any("document_verbs").search(text[-14:]):
            voice, first = self._heard(topic.text, None, whole, ""), topic.after
        found = list(clauses(whole.tokens, whole.text, first, len(whole.text)))
        for low, high in found:
            yield self._statement(whole, low, high, voice)
        yield from self._events(whole, first, len(whole.text), voice)

    def _events(self, whole: _Sentence, start: int, end: int, voice: Voice) -> Iterator[Statement]:
        for low, high in events(whole.tokens, whole.text, start, end):
            yield self._statement(whole, low, high, Voice() if voice.article or not voice.quoted else voice)

    def _statement(self, whole: _Sentence, start: int, end: int, voice: Voice) -> Statement:
        text = whole.text[start:end]
        lead = len(text) - len(text.lstrip(" ,“\"‘'"))
        text = text.strip(" ,“”\"'‘’.")
        found = decide(text, whole.text, voice, TABLE, past=bool(re.search(r"[았었했됐였갔왔렸졌]다?$", text)))
        span = Span(whole.paragraph, whole.offset + start + lead, whole.offset + start + lead + len(text))
        outer = Span(whole.paragraph, whole.offset, whole.offset + len(whole.text))
        at = whole.text.find(found.hedge) if found.hedge else -1
        hedge = (whole.cue(at, at + len(found.hedge), "hedge", "hedge-word", "it weakens the statement"),) if at >= 0 else ()
        return Statement(
            span,
            text,
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


class _Sentence:
    """A sentence with its morphemes and its place in the paragraph."""

    def __init__(self, paragraph: int, offset: int, text: str) -> None:
        self.paragraph, self.offset, self.text = paragraph, offset, text
        self.tokens = kiwi().tokenize(text)

    def topic(self, start: int, end: int) -> Phrase | None:
        """The first noun phrase with 은, 는, 이, 가 or 도 outside quotation marks."""
        quote = re.search(r"[“\"‘]", self.text[start:end])
        last = start + quote.start() if quote else end
        return next((p for p in _topics(self.tokens, start, last) if p.start >= start), None)

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


def _reports(text: str) -> Iterator[_Report]:
    start = 0
    for hit in _reported().finditer(text):
        words_end = hit.start("mark") + (1 if hit["mark"][0] not in "”\"’'것" else 0)
        if re.match(r"지(?:는|도)?\s?(?:않|못)", text[hit.end("verb") :]) or re.match(
            r"[가-힣]*지(?:는|도)?\s?(?:않|못)", hit["tail"] + text[hit.end() : hit.end() + 4]
        ):
            continue
        kind = next(kind for kind, verbs in _reporting() if verbs.match(text, hit.start("verb")))
        yield _Report(start, words_end, hit.span("middle"), hit, kind)
        start = hit.end()


@lru_cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile("|".join(rules(Language.KOREAN)["nouns"][key]))


@lru_cache(maxsize=1)
def _speaker() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s·의])(?:{'|'.join(rules(Language.KOREAN)['nouns']['speakers'])})$")


_SEATS = re.compile(
    r"^(?:모스크바|평양|서울|워싱턴|도쿄|베이징|키이우|키예프|크렘린|러시아|북한|미국|중국|일본|우크라이나|한국)(?: 측| 정부)?$"
)


def _speaks(name: str) -> bool:
    return bool(_speaker().search(name) or _SEATS.search(name))


def _ends_with(kind: str, text: str) -> bool:
    verbs = dict(_reporting())[kind]
    return any(len(text) - hit.end() < 8 for hit in verbs.finditer(text))
