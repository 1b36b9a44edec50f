"""Small questions to the grammar of an English sentence."""

from __future__ import annotations

from typing import Any

from explorer.intake.tables import pattern, words

TABLE = "english"


def main_verb(sentence: Any) -> Any:
    """The verb of a sentence; where the grammar took it for a participle of its subject ("A ship left Rajin"), that one."""
    root = sentence.root
    if root.pos_ in {"VERB", "AUX"}:
        return root
    return next((c for c in root.children if c.dep_ == "acl" and c.tag_ == "VBD"), root)


def no_object(verb: Any) -> bool:
    """Whether the object of a verb is none: "expressed no concern", "gave no reason"."""
    return any(c.dep_ in {"dobj", "obj"} and any(d.lower_ == "no" for d in c.children) for c in verb.children)


def legal_number(token: Any) -> bool:
    """Whether a number is that of a resolution or an article."""
    return any(c.lemma_.lower() in words(TABLE, "nouns", "legal") for c in token.children)


def object_in(verb: Any, nouns: frozenset[str]) -> bool:
    """Whether the object of a verb is one of these nouns."""
    objects = [child for child in verb.children if child.dep_ in {"dobj", "obj", "nsubjpass"}]
    objects += [
        deep for child in verb.children if child.dep_ == "prep" and child.lemma_ in {"with", "in"} for deep in child.children
    ]
    return any(word.lemma_.lower() in nouns for word in objects)


ROLES = words(TABLE, "nouns", "people") | words(TABLE, "nouns", "analysts")
"""What people are called by what they do."""

REPORTING = frozenset({"asserted", "assessed", "alleged", "denied"})
"""Kinds of verbs that report what somebody says or thinks; the others tell of worry and of what is expected."""


def kind_of(lemma: str) -> str:
    """The kind of a verb of speech or thought, a key of the table; "" for every other verb."""
    kinds = ("denied", "alleged", "concern", "conditional", "assessed", "asserted")
    return next((kind for kind in kinds if lemma in words(TABLE, "verbs", kind)), "")


def nearest_verb(token: Any) -> Any:
    """The verb that a word hangs on."""
    return next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"} and above.dep_ != "prep"), None)


def conjuncts(token: Any) -> list[Any]:
    """A noun with those joined to it."""
    found = [token]
    for item in found:
        found += [c for c in item.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"}]
    return found


def in_other(token: Any, item: Any, items: list[Any]) -> bool:
    """Whether a word belongs to another item of a list."""
    return any(
        other is not item and item.is_ancestor(other) and (token == other or other.is_ancestor(token)) for other in items
    ) or token.dep_ in {"cc", "punct"}


def human(verb: Any) -> bool:
    """Whether the subject of a verb is somebody who can worry."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return child.ent_type_ in {"PERSON", "GPE", "ORG", "NORP"} or child.lemma_.lower() in words(TABLE, "nouns", "people")
    return False


def taste(sentence: Any) -> bool:
    """A short judgement of taste, "It is a dismal trade": no names, no numbers."""
    short = sum(token.is_alpha for token in sentence) <= 9
    named = any(token.pos_ in {"PROPN", "NUM"} for token in sentence)
    return short and not named and bool(pattern(TABLE, "patterns", "taste").search(sentence.text))
