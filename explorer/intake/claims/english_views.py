"""Whose an English clause is that has nobody's words in it: who counts, sees, expects, worries, rejects, lays down."""

from __future__ import annotations

from typing import Any

from explorer.intake.claims.english_clauses import bare
from explorer.intake.claims.english_sources import affected
from explorer.intake.claims.english_speakers import Speakers, noun_phrase, speaker_words
from explorer.intake.claims.english_syntax import TABLE, human, legal_number, object_in, phrasal, told_as
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import words
from explorer.intake.values import ARTICLE

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


def seen(verb: Any) -> bool:
    """Whether somebody saw or heard something happen, which is no view: "a colleague had seen prices drop"."""
    below = [deep for c in verb.children for deep in (c, *(c.children if c.dep_ == "dobj" else ()))]
    happens = any(c.dep_ in {"ccomp", "xcomp", "acl"} and c.tag_ in {"VB", "VBP", "VBG"} for c in below)
    told = any(c.dep_ == "mark" for deep in verb.children if deep.dep_ == "ccomp" for c in deep.children)
    return verb.lemma_.lower() in words(TABLE, "nouns", "perception") and happens and not told


def witnessed(verb: Any, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose eyes saw it."""
    if not seen(verb) or not _by_somebody(verb):
        return None
    name = speaker_words(verb, speakers, voice)
    return Voice(name, "", voice.claimant if not voice.article and voice.claimant != name else "") if name else None


def _by_somebody(verb: Any) -> bool:
    return human(verb) or any(c.dep_ == "nsubj" and c.lower_ in _SOMEBODY for c in verb.children)


def _gives(verb: Any, kind: str, subject: Any) -> bool:
    """Whether a clause gives a number, calls something by a name, or tells what a paper has."""
    lemma = verb.lemma_.lower()
    if lemma in words(TABLE, "nouns", "naming") and any(c.dep_ in {"prep", "mark"} and c.lower_ == "as" for c in verb.subtree):
        return True
    numbered = any(t.like_num and t.ent_type_ != "DATE" for c in verb.children if c.dep_ != "nsubj" for t in c.subtree)
    if lemma == "put" and not any(c.dep_ == "prep" and c.lower_ in {"at", "near"} for c in verb.subtree):
        return False
    entered = lemma in words(TABLE, "nouns", "measuring") and (numbered or _holds(subject))
    return entered or (_holds(subject) and kind == "asserted")


def _holds(subject: Any) -> bool:
    return subject.lemma_.lower() in words(TABLE, "nouns", "holding")


def _body(subject: Any) -> bool:
    """Whether a subject is a body by its kind or its name, or stands for one. Ships have an article before their names."""
    if subject.lower_ in {"it", *_SOMEBODY} or subject.ent_type_ in {"ORG", "GPE", "PERSON"}:
        return True
    alone = subject.tag_ == "NN" and subject.text[:1].isupper() and not any(c.i < subject.i for c in subject.children)
    named = alone or (subject.pos_ == "PROPN" and not any(c.lower_ == "the" for c in subject.children))
    return named or subject.lemma_.lower() in words(TABLE, "nouns", "bodies") - words(TABLE, "nouns", "vehicles")


def held(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose expectation or view a clause is that has no verb of its own: "she expects the road to take a quarter"."""
    return _view(verb, kind, voice, speakers) if kind in {"assessed", "conditional"} and voice.article else None


def doubted(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    """Whose judgement it is that something is not so: "he does not believe that Moscow will pay"."""
    perceived = verb.lemma_.lower() in words(TABLE, "nouns", "perception") and any(c.dep_ == "dobj" for c in verb.children)
    return _view(verb, kind, voice, speakers) if kind == "assessed" and not perceived else None


def _view(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice | None:
    name = speaker_words(verb, speakers, voice) if _by_somebody(verb) else ""
    return Voice(name, kind, analyst=speakers.is_analyst(name)) if name and name != ARTICLE else None


def own_voice(verb: Any, kind: str, voice: Voice, speakers: Speakers) -> Voice:
    """The voice of a clause without a told one: that of its subject where it is an act of speech, "expressed concern"."""
    does = act(verb, kind)
    worry = does == "concern"
    speaks = (
        kind in {"denied", "alleged", "concern"}
        or does in {"concern", "denied"}
        or verb.lemma_ in {"vow", "pledge", "promise", "announce"}
        or bool(phrasal(verb))
    )
    if not kind and does not in {"concern", "denied"}:
        return voice
    if worry and verb.lemma_.lower() in words(TABLE, "nouns", "causes") and not human(verb):
        name = affected(verb, speakers)
        return Voice(name or voice.claimant, "concern", voice.via)
    name = speaker_words(verb, speakers, voice) if speaks else ""
    if not name or (name == ARTICLE and voice.article):
        return Voice(voice.claimant, does, voice.via) if speaks and voice.article and name else voice
    return Voice(name, does, voice.claimant if not voice.article and voice.claimant != name else "")


def act(verb: Any, kind: str) -> str:
    """What a clause does by being said: it worries, or calls something untrue; else the kind of its verb."""
    if object_in(verb, words(TABLE, "nouns", "concern")):
        return "concern"
    calls = verb.lemma_ in words(TABLE, "nouns", "calls")
    if calls and any(word in bare(verb).lower() for word in words(TABLE, "nouns", "denial")):
        return "denied"
    return told_as(kind)


def document_voice(verb: Any, speakers: Speakers) -> Voice | None:
    """What a resolution or a treaty lays down is said by it, "Resolution 2270 prohibits"; of "a resolution" the article does."""
    if verb.lemma_.lower() not in words(TABLE, "nouns", "document_verbs"):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in words(TABLE, "nouns", "legal")), None)
    numbered = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NUM" and legal_number(c)), None)
    head = subject if subject is not None else numbered
    if head is None or any(c.lower_ in {"a", "an"} for c in head.children):
        return None
    unnumbered = head.lemma_.lower() == "resolution" and not any(t.like_num or t.pos_ == "PROPN" for t in head.subtree)
    if unnumbered and "Council" not in verb.doc.text:
        return None  # that of an image
    return Voice(noun_phrase(head, speakers))
