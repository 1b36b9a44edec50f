"""Statements in Korean text: kiwi's morphemes, and the endings that mark reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from explorer.intake.claims.answers import Side, sides
from explorer.intake.claims.korean_clauses import clauses, events, phrase_before
from explorer.intake.claims.korean_reports import Report, ends_with, kind_of_reckoning, kind_of_rumour, reports_in, told_before
from explorer.intake.claims.korean_sentences import Sentence, kiwi, one_of, sentences, speaks
from explorer.intake.claims.stances import decide, stated
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import pattern, rules, shape, words
from explorer.intake.values import ARTICLE, Cue, Language, Paragraph, Span

__all__ = ["find_statements", "kiwi"]

TABLE = "korean"


def find_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Statement]:
    """Every statement of a text, in order."""
    reader = _Reader()
    for paragraph, side in sides(paragraphs, TABLE):
        if paragraph.kind == "boilerplate" or (side is not None and side.asks):
            continue
        reader.give_floor(side)
        for start, end in sentences(paragraph.text):
            yield from reader.sentence(paragraph, start, paragraph.text[start:end])


class _Reader:
    """Sentences one after another, with the speakers met so far."""

    def __init__(self) -> None:
        self.last = Voice()
        self.named: list[str] = []
        self.paragraph = 0
        self.mended = False
        self.person = ""
        self.floor = Voice()

    def give_floor(self, side: Side | None) -> None:
        """Whoever answers speaks where a sentence names nobody: the one whom the text gives, or the last to speak."""
        self.floor = Voice()
        if side is not None:
            name = self._full(side.who) if side.who else (self.named[-1] if self.named else ARTICLE)
            self.last = self.floor = Voice(name, quoted=name != ARTICLE)

    def sentence(self, paragraph: Paragraph, offset: int, text: str) -> Iterator[Statement]:
        if paragraph.number != self.paragraph and self.last.article:
            self.last = Voice()
        mended = shape(TABLE, "correction").match(text)
        offset, text = (offset + mended.end(), text[mended.end() :]) if mended else (offset, text)
        bare = text.strip()
        self.mended = mended is not None or (self.mended and paragraph.number == self.paragraph)
        self.paragraph = paragraph.number
        if (
            (paragraph.kind != "title" and shape(TABLE, "question").search(bare))
            or pattern(TABLE, "patterns", "taste").search(bare)
            or not 2 <= len(bare.split()) <= MOST_WORDS
            or len(bare) > 6 * MOST_WORDS
        ):
            return
        head = shape(TABLE, "dateline").match(text)
        offset, text = (offset + head.end(), text[head.end() :]) if head else (offset, text)
        whole = Sentence(paragraph.number, offset, text)
        if paragraph.kind == "title":
            yield from self._title(whole)
        else:
            yield from self._spoken(whole)

    # ---- titles ---------------------------------------------------------------------------------------------------------

    def _title(self, whole: Sentence) -> Iterator[Statement]:
        """Parts of a headline; a name before a quotation is the one who says it."""
        for part in re.finditer(r"[^…]+", whole.text):
            if shape(TABLE, "question").search(part[0].strip()):
                continue
            for hit in re.finditer(r"(?P<who>[가-힣一-龥A-Za-z·\s]{1,20}?),?\s?[“\"‘'](?P<words>[^”\"’']{4,})[”\"’']?", part[0]):
                start = part.start() + hit.start("words")
                yield self._statement(whole, start, start + len(hit["words"]), Voice(hit["who"].strip(), quoted=True))
                rest = part[0][: hit.start()].strip(" ,")
                if len(rest.split()) > 1:
                    yield self._statement(whole, part.start(), part.start() + hit.start(), Voice())
                break
            else:
                label = re.match(r"\s*\[[^\]]{1,12}\]", part[0])
                first = part.start() + (label.end() if label else 0)
                if len(whole.text[first : part.end()].split()) > 1:
                    yield self._statement(whole, first, part.end(), Voice())

    # ---- sentences ------------------------------------------------------------------------------------------------------

    def _spoken(self, whole: Sentence) -> Iterator[Statement]:
        reports = list(reports_in(whole.text))
        cited = shape(TABLE, "cited").match(whole.text)
        for report in reports:
            voice, start = self._passed_on(whole, report) if report.outer else self._voice(whole, report, cited)
            voice, start = self._carried(whole, report, voice, start)
            start = whole.words_from(start, report.end)
            yield from self._reported_noun(whole, start, report.end, voice)
            yield from self._pieces(whole, start, report.end, voice, report)
        end = reports[-1].last or reports[-1].verb.end() if reports else 0
        if len(whole.text[end:].split()) > 2:
            yield from self._unreported(whole, end, cited)
        topic = whole.topic(0, len(whole.text))
        self.person = topic.text if topic is not None and one_of("persons").search(topic.text) else self.person

    def _voice(self, whole: Sentence, report: Report, cited: re.Match[str] | None) -> tuple[Voice, int]:
        """Who speaks, and where the words that are theirs begin."""
        start = report.start
        topic = whole.topic(start, report.end)
        if not self.floor.article and shape(TABLE, "i_hold").match(report.verb["verb"]):
            return self._heard(self.floor.claimant, report, whole, ""), start
        between = phrase_before(whole.tokens, *report.middle) if report.middle[1] > report.middle[0] else None
        if between is not None and not re.search(r"[“\"‘]|면$", between.text):
            name, via = between.text, ""
            if topic is not None and re.match(r"\s?[“\"‘']", whole.text[topic.after :]):
                start, via = topic.after, self._full(topic.text)
            return self._heard(name, report, whole, via), start
        if whole.describes(report.verb.end("verb")):
            named = [p for p in whole.subjects(start, report.end) if speaks(p.text) and whole.text[p.after - 1] in "이가"]
            topic = named[-1] if named else topic
        if topic is not None and (speaks(topic.text) or whole.leads(start, topic)):
            return self._heard(topic.text, report, whole, ""), topic.after
        if cited is not None and report.start == 0:
            return self._heard(cited["who"], report, whole, ""), cited.end()
        if not self.last.article:
            return self._heard(self.last.claimant, report, whole, ""), start
        return Voice(ARTICLE, report.kind if report.kind != "asserted" else ""), start

    def _passed_on(self, whole: Sentence, report: Report) -> tuple[Voice, int]:
        """Hearsay: the one whose words they are, told by another: "소식통은 상인이 “…”고 하더라고 전했다"."""
        outer = phrase_before(whole.tokens, *report.outer) if report.outer else None
        inner = phrase_before(whole.tokens, *report.middle) if report.middle[1] > report.middle[0] else None
        named = whole.subjects(report.start, report.end)
        if inner is not None and named:
            return self._heard(inner.text, report, whole, self._full(named[0].text)), named[0].after
        if not named:
            return self._heard(self.last.claimant, report, whole, ""), report.start
        teller = outer.text if outer is not None else named[0].text if len(named) > 1 else self.last.claimant
        return self._heard(named[-1].text, report, whole, "" if teller == ARTICLE else self._full(teller)), named[-1].after

    def _carried(self, whole: Sentence, report: Report, voice: Voice, start: int) -> tuple[Voice, int]:
        """The paper or the source whose words a medium gives: "통신은 외무성 담화를 싣고 “…”"."""
        first = whole.words_from(start, report.end, quotes=False)
        stop = whole.opening(first, report.end)
        found = shape(TABLE, "carried").match(whole.text, first, stop)
        if found is None and re.match("보도|전", report.verb["verb"]):
            found = shape(TABLE, "after_source").match(whole.text, first, report.end)
            found = found if found and speaks(found["who"].strip()) else None
        if found is None or voice.article or found["who"].strip() in {"", voice.claimant}:
            return voice, start
        return self._heard(found["who"], report, whole, voice.claimant), found.end()

    def _heard(self, name: str, report: Report | None, whole: Sentence, via: str) -> Voice:
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
        voice = Voice(name, kind, via if via != name else "", quoted, bool(one_of("analysts").search(name)), cues)
        self.last = replace(voice, claimant=via or name, kind="", via="", cues=())
        self.person = via or name if not one_of("bodies").search(via or name) else self.person
        if name not in self.named:
            self.named.append(name)
        return voice

    def _full(self, name: str) -> str:
        """A speaker by the fuller name of earlier on: "그", "이 관계자"."""
        name = name.strip(" ,")
        if re.fullmatch(r"그|그녀|이들|그들|본인", name):
            return self.person or (self.last.claimant if not self.last.article else (self.named[-1] if self.named else name))
        if name in words(TABLE, "nouns", "own_reports") and not self.last.article:
            return self.last.via or self.last.claimant
        if name in words(TABLE, "nouns", "short"):
            return next((known for known in reversed(self.named) if known != name and known.endswith(name)), name)
        if short := re.match(r"(?:이|해당|같은|이번)\s(\S+)$", name):
            return next((known for known in reversed(self.named) if known.endswith(short[1])), name)
        return next((known for known in reversed(self.named) if known != name and known.endswith(f" {name}")), name)

    def _reported_noun(self, whole: Sentence, start: int, end: int, voice: Voice) -> Iterator[Statement]:
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

    def _pieces(self, whole: Sentence, start: int, end: int, voice: Voice, report: Report | None) -> Iterator[Statement]:
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
            told = told_before(voice, whole.text[begin:stop]) if stop != end else voice
            for low, high in clauses(whole.tokens, whole.text, begin, stop):
                if whole.text[low:high].strip(" “”\"'‘’,."):
                    yield self._statement(whole, low, high, told)
        if report is not None and voice.quoted:
            yield from self._events(whole, first, end, voice)

    def _unreported(self, whole: Sentence, start: int, cited: re.Match[str] | None) -> Iterator[Statement]:
        """Sentences without reported speech: acts of speech, what a document says, and the article's own words."""
        if start == 0 and (told := shape(TABLE, "rumour").match(whole.text)):
            yield self._statement(whole, *told.span("what"), Voice(told["who"].strip(), kind_of_rumour(told["noun"])))
            return
        voice, first = self._own_act(whole, start, cited)
        for low, high in clauses(whole.tokens, whole.text, first, len(whole.text)):
            if not (self.mended and shape(TABLE, "mistaken").search(whole.text[low:high])):
                yield self._statement(whole, low, high, voice)
        yield from self._events(whole, first, len(whole.text), voice)

    def _own_act(self, whole: Sentence, start: int, cited: re.Match[str] | None) -> tuple[Voice, int]:
        """Whose the words of such a sentence are, and where they begin."""
        text = whole.text[start:]
        topic = whole.topic(start, len(whole.text))
        kind = next((kind for kind in ("denied", "concern", "alleged") if ends_with(kind, text)), "")
        if not kind and topic is not None and re.search("|".join(rules(Language.KOREAN)["verbs"]["acts"]), text):
            kind = "concern"
        if cited is not None and start == 0:
            return self._heard(cited["who"], None, whole, ""), cited.end()
        if topic is None and not self.floor.article:
            return replace(self.floor, kind=kind), start
        if topic is None:
            return (replace(self.last, kind=kind) if kind and start and not self.last.article else Voice()), start
        if kind and (kind == "denied" or not re.search(r"지 않|지는 않|못했", text[-14:])):
            return replace(self._heard(topic.text, None, whole, ""), kind=kind), start
        if (found := shape(TABLE, "reckoned").search(text)) and (speaks(topic.text) or whole.leads(start, topic)):
            return replace(self._heard(topic.text, None, whole, ""), kind=kind_of_reckoning(found["verb"])), topic.after
        if (held := shape(TABLE, "holds").search(text)) and (speaks(topic.text) or whole.leads(start, topic)):
            return replace(self._heard(topic.text, None, whole, ""), kind=kind_of_rumour(held["noun"])), topic.after
        if one_of("documents").search(topic.text[-6:]) and one_of("document_verbs").search(text[-14:]):
            return self._heard(topic.text, None, whole, ""), topic.after
        return self.floor, start

    def _events(self, whole: Sentence, start: int, end: int, voice: Voice) -> Iterator[Statement]:
        for low, high in events(whole.tokens, whole.text, start, end):
            yield self._statement(whole, low, high, Voice() if voice.article or not voice.quoted else voice)

    def _statement(self, whole: Sentence, start: int, end: int, voice: Voice) -> Statement:
        text = whole.text[start:end]
        lead = len(text) - len(text.lstrip(" ,“\"‘'"))
        text = re.sub(r"(?:[”\"’'](?:이?라)?|(?<=[다라]))(?:며|면서도?)$", "", text.strip(" ,")).strip(" ,“”\"'‘’.")
        found = decide(text, whole.text, voice, TABLE, past=bool(re.search(r"[았었했됐였갔왔렸졌]다?$", text)))
        span = Span(whole.paragraph, whole.offset + start + lead, whole.offset + start + lead + len(text))
        outer = Span(whole.paragraph, whole.offset, whole.offset + len(whole.text))
        at = whole.text.find(found.hedge) if found.hedge else -1
        hedge = (whole.cue(at, at + len(found.hedge), "hedge", "hedge-word", "it weakens the statement"),) if at >= 0 else ()
        return stated(span, text, voice, found, quoted=voice.quoted, cues=(*voice.cues, *hedge), said=(outer,))
