"""Whose numbers, views and worries an English clause tells that has nobody's words in it: "the monitor counted 73 wagons"."""

from __future__ import annotations

from typing import Any

from explorer.intake.claims.english_speakers import Speakers, noun_phrase, speaker_words
from explorer.intake.claims.english_syntax import human
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import words
from explorer.intake.values import ARTICLE

TABLE = "english"


def measured(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose a number or an entry is, "the monitor counted 73 wagons", and whose worry, "the Panel is concerned at …"."""
    around = (*verb.children, *(deep for c in verb.children if c.dep_ in {"aux", "auxpass"} for deep in c.children))
    subject = next((c for c in around if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not voice.article or subject.lower_ in {"we", "i", "who", "which", "that"}:
        return None
    if any(t.lower_ in words(TABLE, "nouns", "worried") for t in (verb, *verb.children) if t.dep_ != "nsubj"):
        return Voice(noun_phrase(subject, speakers), "concern")
    holds = subject.lemma_.lower() in words(TABLE, "nouns", "holding")
    lemma, speaks = verb.lemma_.lower(), holds or human(verb) or subject.ent_type_ in {"ORG", "GPE", "PERSON"}
    speaks = speaks or subject.lemma_.lower() in words(TABLE, "nouns", "bodies") - words(TABLE, "nouns", "vehicles")
    numbered = any(t.like_num for c in verb.children if c.dep_ != "nsubj" for t in c.subtree)
    speaks = speaks or subject.lower_ in {"it", "he", "she", "they"} or (subject.pos_ == "PROPN" and not with_the(subject))
    named = lemma in words(TABLE, "nouns", "naming") and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.subtree)
    entered = lemma in words(TABLE, "nouns", "measuring") and (numbered or holds)
    if not speaks or subject.dep_ != "nsubj" or not (entered or named or (holds and kind == "asserted")):
        return None
    return Voice(noun_phrase(subject, speakers), "assessed" if lemma == "estimate" else "")


def held(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose expectation or view a clause is that has no verb of its own: "she expects the road to take a quarter"."""
    if kind not in {"assessed", "conditional"} or not voice.article:
        return None
    person = human(verb) or any(c.dep_ == "nsubj" and c.lower_ in {"he", "she", "they"} for c in verb.children)
    name = speaker_words(verb, speakers, voice) if person else ""
    return Voice(name, kind, analyst=speakers.is_analyst(name)) if name and name != ARTICLE else None


def doubted(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose judgement it is that something is not so: "he does not believe that Moscow will pay"."""
    name = speaker_words(verb, speakers, voice) if kind == "assessed" and human(verb) else ""
    pronoun = any(c.dep_ == "nsubj" and c.lower_ in {"he", "she", "they"} for c in verb.children)
    name = name or (speaker_words(verb, speakers, voice) if kind == "assessed" and pronoun else "")
    return Voice(name, "assessed", analyst=speakers.is_analyst(name)) if name and name != ARTICLE else None


def with_the(noun: Any) -> bool:
    """Whether a name has an article, as ships and rivers have."""
    return any(c.lower_ == "the" for c in noun.children)
