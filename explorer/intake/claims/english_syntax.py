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
    return next((c for c in root.children if c.dep_ == "acl" and (c.tag_ == "VBD" or _tells(c))), root)


def _tells(participle: Any) -> bool:
    """Whether what was taken for a participle reports something: "Zotova, a member of the council, alleged that …"."""
    return kind_at(participle) in REPORTING and any(c.dep_ == "ccomp" for c in participle.children)


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


def kind_at(verb: Any) -> str:
    """The kind of a verb where it stands: with its particle, "brushed aside", and none where it tells a duty, "must tell"."""
    if any(c.dep_ == "aux" and c.lower_ in {"must", "shall", "should"} for c in verb.children):
        return ""
    return phrasal(verb) or kind_of(verb.lemma_.lower())


def told_as(kind: str) -> str:
    """The kind of a voice whose verb is of a kind: to state something is no kind of its own."""
    return "" if kind == "asserted" else kind


def has_subject(word: Any) -> bool:
    """Whether somebody or something stands as the subject of a word."""
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in word.children)


def phrasal(verb: Any) -> str:
    """The kind of a verb with its particle; "" where the two make no word of the table."""
    lemma = verb.lemma_.lower()
    pairs = {f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in {"prt", "advmod", "prep"}}
    kinds = ("denied", "asserted")
    return next((kind for kind in kinds if pairs & words(TABLE, "verbs", f"phrasal_{kind}")), "")


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


def no_claim(sentence: Any) -> bool:
    """Whether a sentence tells nothing that could be checked: a question, a request, a word of taste or of the talk itself."""
    text = sentence.text.strip(" “”\"'‘’")
    asks = text.rstrip("”\"’') ").endswith("?")
    return asks or _request(sentence) or bool(pattern(TABLE, "patterns", "talk").search(text)) or _taste(sentence)


def _request(sentence: Any) -> bool:
    """An imperative: "Consider instead what …", "See the note"."""
    root = sentence.root
    first = next((token for token in sentence if token.is_alpha), root)
    plain = root.tag_ in {"VB", "VBP"} and not any(c.dep_ in {"nsubj", "nsubjpass", "aux", "expl"} for c in root.children)
    return plain and first == root


def _taste(sentence: Any) -> bool:
    """A short judgement of taste, "It is a dismal trade": no names, no numbers."""
    short = sum(token.is_alpha for token in sentence) <= 9
    named = any(token.pos_ in {"PROPN", "NUM"} for token in sentence)
    return short and not named and bool(pattern(TABLE, "patterns", "taste").search(sentence.text))
