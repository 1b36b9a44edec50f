"""Clauses of an English sentence: what belongs to a verb, and which clauses inside it say something by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explorer.intake.claims.english_syntax import REPORTING, TABLE, has_subject, kind_at
from explorer.intake.tables import shape, words

_PASSING_ON = frozenset({"cite", "quote", "speak", "say", "ask", "add"})
_COMPARING = frozenset({"as", "before", "until", "till", "than", "like"})
_CONDITION = frozenset({"if", "unless", "once", "provided"})


_ENDS = " ,;:—–“”\"'."

CLAIM_NOUNS = words(TABLE, "nouns", "claims") | words(TABLE, "nouns", "reports")
"""Claims of others: "an allegation first made by …" is told by what is alleged, and is no statement by itself."""


_HEARSAY = CLAIM_NOUNS | words(TABLE, "nouns", "hearsay")


@dataclass(frozen=True)
class Inner:
    """A clause inside another. ``own`` tells that it goes on in the same voice; ``article`` that it is the article's aside."""

    verb: Any
    own: bool
    article: bool
    dated: bool = False


def together(verb: Any) -> list[Any]:
    """A verb and the verbs joined to it by "and", "but" or a semicolon."""
    found = [verb]
    for token in found:
        found += [
            child for child in token.children if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} and child not in found
        ]
        found += [
            hidden for child in token.children if child.dep_ == "conj" and (hidden := _hidden_verb(child)) and hidden not in found
        ]
        if token.dep_ != "conj" or token is verb:
            found += [c for c in token.children if c.dep_ == "ccomp" and semicolon(token, c) and c not in found]
            found += [c for c in token.children if c.dep_ in {"ccomp", "parataxis"} and _colon(token, c) and c not in found]
    return sorted(found, key=lambda token: token.i)


def _hidden_verb(noun: Any) -> Any:
    """A verb that was taken for a participle: "left Rajin and unloaded containers"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.head.pos_ != "VERB":
        return None
    first = next((c for c in noun.children if c.tag_ in {"VBN", "VBD"} and c.dep_ == "amod"), None)
    return first if first is not None and first.i > 0 and first.nbor(-1).lower_ in {"and", "then", "but"} else None


def _hidden(verb: Any) -> bool:
    return bool(verb.dep_ == "amod" and verb.head.dep_ == "conj")


def _colon(verb: Any, other: Any) -> bool:
    """Whether a colon stands between two clauses, of which the first tells nobody's words."""
    low, high = sorted((verb.i, other.i))
    first = verb.doc[low]
    tells = kind_at(first) in REPORTING
    return not tells and any(token.text == ":" for token in verb.doc[low:high]) and finite(other) and not _inverted(other)


def semicolon(verb: Any, other: Any) -> bool:
    """Whether a semicolon stands between two words."""
    low, high = sorted((verb.i, other.i))
    return any(token.text == ";" for token in verb.doc[low:high])


def finite(verb: Any) -> bool:
    """Whether a verb has a tense, by itself or through an auxiliary."""
    if verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    if verb.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in verb.children):
        return True  # "which a venture rebuilt": the tagger takes the past for a participle
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)


def inner_clauses(verb: Any, told: list[Any]) -> Iterator[Inner]:
    """Clauses below a verb that make statements of their own, without those that it reports."""
    joined = set(together(verb)) | set(told)
    for token in _below(verb, joined):
        if _splits(token):
            aside = _aside(token, verb)
            yield Inner(token, own=not aside, article=aside and token.dep_ != "advcl", dated=_dated(token))


def _splits(token: Any) -> bool:
    """Whether a clause says something by itself."""
    size = sum(t.is_alpha for t in token.subtree)
    if told_noun(token) is not None:
        return True
    if token.dep_ == "relcl":
        told = finite(token) and size > 2 and not _describes_speaker(token) and not _of_none(token)
        return told and (after_comma(token) or _names_something(token))
    if token.dep_ == "acl":
        agent = any(c.dep_ == "agent" for c in token.children) and token.head.lemma_.lower() not in CLAIM_NOUNS
        purpose = token.tag_ == "VB" and size > 4 and any(c.tag_ == "TO" for c in token.children)
        told = token.tag_ in {"VBG", "VBN"} and ((after_comma(token) and size > 3) or (agent and size > 4))
        sourced = _means(token) or (token.tag_ == "VBN" and token.lemma_.lower() in words(TABLE, "nouns", "showing"))
        return (purpose or _dated(token) or told) and not sourced and token.lemma_.lower() not in _PASSING_ON
    if token.dep_ == "pcomp":
        return has_subject(token)
    return token.dep_ == "advcl" and _tells(token)


def told_noun(token: Any) -> Any:
    """The noun of a claim or report whose words a clause is, "reports that …", "an estimate by an official that …"; else None."""
    if token.dep_ not in {"acl", "relcl"} or not finite(token) or not _complete_that(token):
        return None
    noun = next((noun for noun in _named_above(token.head) if noun.lemma_.lower() in _HEARSAY), None)
    return None if noun is None or _called_untrue(noun) else noun


def _called_untrue(noun: Any) -> bool:
    """Whether a claim of nobody in particular is said to be false: whoever says that denies it, "reports that … are untrue"."""
    owned = any(c.dep_ == "poss" or (c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from", "of"}) for c in noun.children)
    rest = noun.doc.text[noun.idx : noun.sent.end_char]
    return not owned and noun.dep_ not in {"dobj", "pobj"} and bool(shape(TABLE, "denied_reports").match(rest))


def _complete_that(token: Any) -> bool:
    """Whether a clause begins with "that" and lacks nothing, so that it is what is said and not of which kind something is."""
    that = next((c for c in token.children if c.lower_ == "that"), None)
    return that is not None and (that.dep_ == "mark" or any(c.dep_ == that.dep_ and c != that for c in token.children))


def _named_above(noun: Any) -> Iterator[Any]:
    """A noun, and the one whose maker it is: of "an estimate by an official" the estimate too."""
    yield noun
    by = noun.head
    if noun.dep_ == "pobj" and by.lower_ in {"by", "from", "of"}:
        yield by.head
        if by.dep_ == "agent":
            yield from (c for c in by.head.children if c.dep_ == "dobj")


def _of_none(token: Any) -> bool:
    """Whether a clause says of what kind there is none: "no imagery that bears him out"."""
    return not after_comma(token) and any(c.lower_ in {"no", "any"} for c in token.head.children)


def _dated(token: Any) -> bool:
    """Whether a participle tells of an event with its date: "a bridge opened by two ministers on Friday"."""
    shown = token.lemma_.lower() in words(TABLE, "nouns", "showing")
    return token.dep_ == "acl" and token.tag_ == "VBN" and not shown and any(t.ent_type_ == "DATE" for t in token.subtree)


def _below(verb: Any, barred: set[Any]) -> Iterator[Any]:
    """Verbs below another, nearest first, not going into clauses that are told or split off."""
    waiting = [child for child in verb.children if child not in barred]
    while waiting:
        token = waiting.pop(0)
        if token.dep_ in {"relcl", "advcl", "acl", "pcomp"}:
            yield token
            if _splits(token):
                continue
        waiting += [child for child in token.children if child not in barred]


def _means(token: Any) -> bool:
    return token.tag_ == "VBG" and token.lemma_.lower() in words(TABLE, "nouns", "by_means")


def _by_means(token: Any) -> bool:
    """Whether it tells how something was done, "using satellite pictures, the Group verified", or of what it is, "as regards"."""
    return (token.i < token.head.i and _means(token)) or (
        token.lower_ in {"regards", "concerns"} and any(c.lower_ == "as" for c in token.children)
    )


def _names_something(token: Any) -> bool:
    """Whether a clause has a name, a number or a date in it, without which it only says of which thing the rest is told."""
    return any(t.pos_ == "PROPN" or t.is_digit or t.ent_type_ not in {"", "CARDINAL", "ORDINAL"} for t in token.subtree)


def _gesture(token: Any) -> bool:
    """Whether a participle tells what somebody did while speaking: "she said, pulling down the shutter"."""
    return token.tag_ == "VBG" and kind_at(token.head) in REPORTING and not kind_at(token)


def _tells(token: Any) -> bool:
    """Whether an adverbial clause is a statement: finite and no condition, or a participle after a comma."""
    marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "advmod"}}
    if marks & _CONDITION or _inverted(token) or _by_means(token):
        return False
    if (marks & _COMPARING or _gesture(token)) and not _names_something(token):
        return False
    if finite(token):
        return bool(marks) or has_subject(token)
    if token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children):
        return bool(sum(t.is_alpha for t in token.subtree) > 4)
    size = sum(t.is_alpha for t in token.subtree)
    told = token.tag_ in {"VBG", "VBN"} and after_comma(token) and size > 3
    return (
        told
        and "after" not in marks
        and not (token.lemma_.lower() in _PASSING_ON and not any(c.dep_ == "ccomp" for c in token.children))
    )


def _inverted(token: Any) -> bool:
    """Whether a clause is a condition by its order: "Should the cargo be found, …", "Were it so, …"."""
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    auxiliary = next((c for c in token.children if c.dep_ in {"aux", "auxpass"} or c == token), None)
    if subject is None or auxiliary is None or any(c.dep_ == "mark" for c in token.children):
        return False
    return auxiliary.lower_ in {"should", "were", "had"} and auxiliary.i < subject.i


def after_comma(token: Any) -> bool:
    """Whether a clause or phrase begins after a comma or a dash."""
    first = min(token.subtree, key=lambda t: t.i)
    if first.text == ",":
        return True
    return first.i > 0 and first.doc[first.i - 1].text in {",", "—", "–", "-"}


def _aside(token: Any, verb: Any) -> bool:
    """Whether a clause is set off by a comma, or hangs on words that are, as the writer's own remark."""
    if token.dep_ != "advcl" and token.dep_ != "pcomp" and after_comma(token):
        return not _of_which(token)
    for above in token.ancestors:
        if above is verb or above == verb:
            break
        if above.dep_ == "appos" and after_comma(above):
            return True
    return False


def _of_which(token: Any) -> bool:
    """Whether a clause counts a part of what was just named, in the same voice: ", of which 30 were empty"."""
    first = sorted(token.subtree, key=lambda t: t.i)[:5]
    return any(t.lower_ in {"which", "whom"} and t.i > 0 and t.nbor(-1).lower_ == "of" for t in first)


def _describes_speaker(token: Any) -> bool:
    """Whether it says who an unnamed speaker is, which is no statement: "who asked not to be named"."""
    head = token.head
    if any(t.lemma_.lower() == "copy" and t.nbor(1).lower_ == "of" for t in token.subtree if t.i + 1 < len(t.doc)):
        return True
    who = any(child.lower_ == "who" for child in token.subtree)
    if who and any(t.lemma_.lower() in words(TABLE, "nouns", "unnamed") for t in token.subtree):
        return True
    named = head.pos_ == "PROPN" or head.ent_type_ == "PERSON"
    works = token.lemma_.lower() in words(TABLE, "nouns", "occupations")
    return who and (not named or works)


def citing(token: Any) -> bool:
    """Whether a participle names the source of what is said: ", citing the coastguard,"."""
    return token.lemma_.lower() in {"cite", "quote"} and token.tag_ == "VBG"


@dataclass(frozen=True)
class Clause:
    """The words of one clause: its verb with all that hangs on it, without the clauses that are split off."""

    verb: Any

    def tokens(self) -> list[Any]:
        """Its tokens, in order."""
        joined = [token for token in together(self.verb) if token is not self.verb]
        barred = {*joined, *(t.head for t in joined if _hidden(t)), *(inner.verb for inner in inner_clauses(self.verb, []))}
        kept = [self.verb]
        waiting = [c for c in self.verb.children if not citing(c)]
        if _hidden(self.verb):
            return [*_subject_of(self.verb.head.head), *sorted(self.verb.head.subtree, key=lambda t: t.i)]
        while waiting:
            token = waiting.pop()
            if token in barred:
                continue
            kept.append(token)
            waiting += list(token.children)
        if self.verb.dep_ == "conj" and not has_subject(self.verb):
            kept += _subject_of(self.verb.head)
        return sorted((t for t in kept if not (t.dep_ in {"cc", "punct"} and t.head in joined)), key=lambda t: t.i)

    def bounds(self) -> tuple[int, int]:
        """First and last character in the text."""
        top = self.verb.head if _hidden(self.verb) else self.verb
        own = [t for t in self.tokens() if t == top or top.is_ancestor(t)]
        own = [t for t in own if not t.is_punct] or [self.verb]
        return own[0].idx, own[-1].idx + len(own[-1])

    def text(self) -> str:
        """The clause as words, without marks at its ends."""
        joined = re.sub(r"\s+", " ", "".join(token.text_with_ws for token in self.tokens()))
        closed = re.sub(r"[,\s]+(?=,)", "", joined).strip(_ENDS)
        return re.sub(r"[,;]?\s(?:and|but|or|while|so)$", "", closed).strip(_ENDS)

    @property
    def past(self) -> bool:
        """Whether it tells of something done: past tense or perfect, and no copula."""
        tags = {self.verb.tag_, *(c.tag_ for c in self.verb.children if c.dep_ in {"aux", "auxpass"})}
        perfect = any(c.lower_ in {"had", "has", "have"} for c in self.verb.children if c.dep_ == "aux")
        return "VBD" in tags or perfect

    def worth(self) -> bool:
        """Whether there is enough in it to be a statement."""
        size = sum(t.is_alpha for t in self.tokens())
        echo = self.verb.lemma_ == "do" and self.verb.dep_ in {"advcl", "relcl"} and size < 5
        return (verbal(self.verb) or _hidden(self.verb)) and size >= 3 and not echo and not _stamp(self.verb)


def verbal(word: Any) -> bool:
    """Whether a word says something: a verb, or what has a subject."""
    return word.pos_ in {"VERB", "AUX"} or has_subject(word)


def _stamp(verb: Any) -> bool:
    """Whether a sentence is only a participle, as on a title page: "Issued on 12 September"."""
    alone = verb.tag_ in {"VBN", "VBG"} and verb.dep_ == "ROOT"
    return alone and not has_subject(verb) and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _subject_of(verb: Any) -> list[Any]:
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return [
                t
                for t in child.subtree
                if not (t.dep_ == "relcl" or any(a.dep_ == "relcl" and a != t for a in t.ancestors if child.is_ancestor(a)))
            ]
    return _subject_of(verb.head) if verb.dep_ == "conj" and verb.head is not verb else []


def bare(verb: Any) -> str:
    """The words of a verb's own clause."""
    return Clause(verb).text()
