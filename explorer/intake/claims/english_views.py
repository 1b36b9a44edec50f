"""Whose numbers, views and worries an English clause tells that has nobody's words in it: "the monitor counted 73 wagons"."""

from __future__ import annotations

from typing import Any

from explorer.intake.claims.english_speakers import Speakers, noun_phrase, speaker_words
from explorer.intake.claims.english_syntax import human
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import words
from explorer.intake.values import ARTICLE

TABLE = "english"


_SOMEBODY = frozenset({"he", "she", "they"})


def measured(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose a number or an entry is, "the monitor counted 73 wagons", and whose worry, "the Panel is concerned at …"."""
    around = (*verb.children, *(deep for c in verb.children if c.dep_ in {"aux", "auxpass"} for deep in c.children))
    subject = next((c for c in around if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not voice.article or subject.lower_ in {"we", "i", "who", "which", "that"}:
        return None
    if any(t.lower_ in words(TABLE, "nouns", "worried") for t in (verb, *verb.children) if t.dep_ != "nsubj"):
        return Voice(noun_phrase(subject, speakers), "concern")
    if subject.dep_ != "nsubj" or not _gives(verb, kind, subject) or not (_holds(subject) or human(verb) or _body(subject)):
        return None
    return Voice(noun_phrase(subject, speakers), "assessed" if verb.lemma_.lower() == "estimate" else "")


def _gives(verb: Any, kind: str, subject: Any) -> bool:
    """Whether a clause gives a number, calls something by a name, or tells what a paper has."""
    lemma = verb.lemma_.lower()
    if lemma in words(TABLE, "nouns", "naming") and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.subtree):
        return True
    numbered = any(t.like_num for c in verb.children if c.dep_ != "nsubj" for t in c.subtree)
    entered = lemma in words(TABLE, "nouns", "measuring") and (numbered or _holds(subject))
    return entered or (_holds(subject) and kind == "asserted")


def _holds(subject: Any) -> bool:
    return subject.lemma_.lower() in words(TABLE, "nouns", "holding")


def _body(subject: Any) -> bool:
    """Whether a subject is a body by its kind or its name, or stands for one. Ships have an article before their names."""
    if subject.lower_ in {"it", *_SOMEBODY} or subject.ent_type_ in {"ORG", "GPE", "PERSON"}:
        return True
    named = subject.pos_ == "PROPN" and not any(c.lower_ == "the" for c in subject.children)
    return named or subject.lemma_.lower() in words(TABLE, "nouns", "bodies") - words(TABLE, "nouns", "vehicles")


def held(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose expectation or view a clause is that has no verb of its own: "she expects the road to take a quarter"."""
    return _view(verb, kind, voice, speakers) if kind in {"assessed", "conditional"} and voice.article else None


def doubted(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose judgement it is that something is not so: "he does not believe that Moscow will pay"."""
    return _view(verb, kind, voice, speakers) if kind == "assessed" else None


def _view(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    person = human(verb) or any(c.dep_ == "nsubj" and c.lower_ in _SOMEBODY for c in verb.children)
    name = speaker_words(verb, speakers, voice) if person else ""
    return Voice(name, kind, analyst=speakers.is_analyst(name)) if name and name != ARTICLE else None
