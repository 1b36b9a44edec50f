"""Whose words an English sentence has beside its reporting verb: "according to", "by his count", "citing", claims of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from explorer.intake.claims.english_clauses import after_comma, citing, finite, told_noun
from explorer.intake.claims.english_speakers import (
    SUBJECTS,
    Speakers,
    agent,
    comma_said,
    noun_phrase,
    reports,
    that_clause,
)
from explorer.intake.claims.english_syntax import ROLES, TABLE, kind_at, nearest_verb
from explorer.intake.claims.statement import Voice
from explorer.intake.tables import shape, words


def report_of(sentence: Any, speakers: Speakers, cue: Callable[..., Any]) -> Voice | None:
    """The voice of a sentence that says "according to", "in the words of", "by the estimate of"."""
    first = sentence[0]
    under = next((c for c in first.children if c.dep_ == "pobj"), None) if first.lower_ == "under" else None
    if under is not None and under.lemma_.lower() in words(TABLE, "nouns", "legal"):
        why = "what it lays down is said by it"
        return Voice(noun_phrase(under, speakers), cues=(cue(first.idx, under.idx + len(under), "speaker", "under", why),))
    if (account := _by_account(sentence, speakers, cue)) is not None:
        return account
    for token in sentence:
        if token.lower_ == "according" and not _in_aside(token):
            target = _according_to(token)
            if target is not None and target.lower_ not in {"which", "whom"}:
                name = _account_of(target, speakers)
                return Voice(
                    name,
                    "",
                    "",
                    analyst=speakers.is_analyst(name),
                    cues=(cue(token.idx, token.nbor(1).idx + 2, "speaker", "according-to", "names its speaker"),),
                )
    return None


def _according_to(token: Any) -> Any:
    """Whom "according to" names; None where it is "accordingly" or names nobody."""
    to = token.nbor(1) if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to" else None
    return None if to is None else next((c for word in (to, token) for c in word.children if c.dep_ == "pobj"), None)


def _behind_source(verb: Any) -> Any:
    """The source to which the grammar hangs a clause that follows it: "where, according to two States, a line was built"."""
    which = any(c.tag_ in {"WDT", "WP", "WP$", "WRB"} for c in verb.children)
    source = verb.head
    return source if verb.dep_ == "relcl" and not which and source.dep_ == "pobj" and _sourced(source.head) else None


def _sourced(to: Any) -> bool:
    return bool(to.i > 0 and to.nbor(-1).lower_ == "according")


def _in_aside(token: Any) -> bool:
    """Whether it stands in an aside, of which alone it then tells the source: "Rajin, where, according to …, a line …"."""
    if token.i > 1 and token.nbor(-1).text == "," and token.nbor(-2).tag_ in {"WDT", "WP", "WRB"}:
        return True
    return any(above.dep_ == "relcl" and after_comma(above) for above in token.ancestors)


def _account_of(noun: Any, speakers: Speakers) -> str:
    """Whose account it is where a pronoun says so, "according to his account"; else the words themselves."""
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    told = owner is not None and noun.lemma_.lower() in words(TABLE, "nouns", "accounts")
    return noun_phrase(owner if told else noun, speakers)


def owned(verb: Any, speakers: Speakers) -> Voice | None:
    """The voice of a clause inside another that has a source of its own: "an estimate by an official that …", "according to"."""
    own = next((t for t in verb.subtree if t.lower_ == "according" and _in_aside(t)), None) if verb.dep_ == "relcl" else None
    target = _according_to(own) if own is not None else _behind_source(verb)
    if target is not None:
        return Voice(_account_of(target, speakers))
    noun = told_noun(verb)
    if noun is None:
        return None
    lemma = noun.lemma_.lower()
    kind = (
        "alleged" if lemma in words(TABLE, "nouns", "claims") else "assessed" if lemma in words(TABLE, "nouns", "views") else ""
    )
    owner = next(_owners(noun, speakers), "")
    return Voice(owner or noun_phrase(noun, speakers), kind)


def _owners(noun: Any, speakers: Speakers) -> Iterator[str]:
    """Whose a claim or a report is."""
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in {"PROPN", "NOUN", "PRON"}:
            yield noun_phrase(child, speakers)
        if child.dep_ == "acl" and (maker := agent(child, speakers)):
            yield maker
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"}:
            yield from (noun_phrase(deep, speakers) for deep in child.children if deep.dep_ == "pobj")
    by = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if by.lower_ == "by" and by.head != noun:
        yield from (noun_phrase(deep, speakers) for deep in by.children if deep.dep_ == "pobj")


def passed_on(verb: Any) -> bool:
    """Whether a clause only says that somebody's claim was passed on, whose words stand in a clause below it."""
    if verb.lemma_ in {"cite", "repeat", "echo", "quote"} and any(c.dep_ == "advcl" and kind_at(c) for c in verb.children):
        return True
    told = verb.lemma_.lower() in words(TABLE, "nouns", "passing") and not shape(TABLE, "denied_reports").search(verb.sent.text)
    return told and any(told_noun(token) is not None and nearest_verb(token) == verb for token in verb.subtree)


def _by_account(sentence: Any, speakers: Speakers, cue: Callable[..., Any]) -> Voice | None:
    """The voice of "By his count, …", "In the Panel's view, …"."""
    for token in sentence:
        for noun in token.children if token.dep_ == "prep" and token.lower_ in {"by", "in", "on", "from"} else ():
            owner = next((c for c in noun.children if c.dep_ == "poss"), None)
            if owner is None or noun.lemma_.lower() not in words(TABLE, "nouns", "accounts") or not _set_off(noun):
                continue
            kind = "assessed" if noun.lemma_.lower() in words(TABLE, "nouns", "views") else ""
            name = noun_phrase(owner, speakers)
            why = f"{noun.lemma_} of somebody"
            found = cue(token.idx, noun.idx + len(noun), "speaker", "account", why)
            return Voice(name, kind, analyst=speakers.is_analyst(name), cues=(found,))
    return None


def _set_off(noun: Any) -> bool:
    """Whether "by his count" stands at the head of a sentence or between commas."""
    after = noun.doc[noun.i + 1].text if noun.i + 1 < len(noun.doc) else ""
    return after in {",", ".", ";"}


def by_which(verb: Any, speakers: Speakers) -> Voice | None:
    """The voice of a clause that begins with "according to which": that of the noun it hangs on."""
    which = verb.dep_ == "relcl" and any(t.lower_ == "according" for t in verb.subtree)
    which = which and any(t.lower_ in {"which", "whom"} and t.dep_ == "pobj" for t in verb.subtree)
    return Voice(noun_phrase(verb.head, speakers)) if which else None


def cited(verb: Any, told: list[Any], speakers: Speakers) -> str:
    """Whom somebody cites for what they say: "said, citing the intelligence service, that …"."""
    bodies = words(TABLE, "nouns", "bodies")
    for child in (*verb.children, *(deep for content in told for deep in content.children)):
        if citing(child):
            source = next((c for c in child.children if c.dep_ in {"dobj", "obj"}), None)
            speaks = source is not None and (
                source.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"} or source.lemma_.lower() in bodies | ROLES
            )
            return noun_phrase(source, speakers) if speaks else ""
    return ""


def sentence_speaker(sentence: Any, speakers: Speakers) -> tuple[Any, str] | None:
    """The reporting verb set in beside the main clause, ", two officials said, ", with its speaker."""
    for token in sentence:
        if token.dep_ in {"parataxis", "ccomp", "advcl"} and token.pos_ == "VERB" and reports(token) and comma_said(token):
            for child in token.children:
                if (
                    child.dep_ in SUBJECTS
                    and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
                    and child.lower_ not in {"it", "which", "that"}
                ):
                    return token, noun_phrase(child, speakers)
    return None


def quoted_as_saying(sentence: Any, speakers: Speakers) -> Voice | None:
    """The voice of a sentence whose speaker is quoted by another, set in between commas: ", he quoted the agency as saying,"."""
    for verb in sentence:
        if verb.lemma_ == "quote" and re.match(r"[^,.]{2,40}\sas\ssaying\b", verb.doc.text[verb.idx + len(verb) + 1 :]):
            source = next((c for c in verb.children if c.dep_ in {"dobj", "obj"}), None)
            teller = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if source is not None and teller is not None:
                name = noun_phrase(source, speakers)
                return Voice(name, "", noun_phrase(teller, speakers), analyst=speakers.is_analyst(name)) if name else None
    return None


def affected(verb: Any, speakers: Speakers) -> str:
    """Those who worry, where something raised concern "in Seoul and Washington"."""
    for child in verb.subtree:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"in", "among", "from"}
            and child.head.lemma_.lower() in {verb.lemma_.lower(), *words(TABLE, "nouns", "concern")}
        ):
            return next((noun_phrase(deep, speakers) for deep in child.children if deep.dep_ == "pobj"), "")
    return ""


def claim_noun(verb: Any, speakers: Speakers) -> Iterator[tuple[str, str]]:
    """Kind and speaker of a claim that a verb has as its object, where the text says whose it is."""
    for child in verb.children:
        lemma = child.lemma_.lower()
        if child.dep_ not in {"dobj", "obj", "pobj"} or lemma not in words(TABLE, "nouns", "claims") | words(
            TABLE, "nouns", "reports"
        ):
            continue
        kind = "alleged" if lemma in words(TABLE, "nouns", "claims") else ""
        for owner in child.children:
            if owner.dep_ == "poss" and owner.pos_ in {"PROPN", "NOUN"}:
                yield kind, noun_phrase(owner, speakers)
            if owner.dep_ == "acl" and (maker := agent(owner, speakers)):
                yield kind, maker
            if owner.dep_ == "prep" and owner.lower_ in {"by", "from"}:
                yield from ((kind, noun_phrase(deep, speakers)) for deep in owner.children if deep.dep_ == "pobj")


def disputed(verb: Any, speakers: Speakers) -> Iterator[tuple[str, Any]]:
    """Whose claims a sentence is about, each with the verb of what is claimed: "The assertions by Kyiv that … are untrue"."""
    for noun in verb.children:
        if noun.dep_ not in SUBJECTS or noun.lemma_.lower() not in words(TABLE, "nouns", "claims"):
            continue
        told = [c for c in noun.subtree if c.dep_ in {"acl", "ccomp", "relcl"} and finite(c) and that_clause(c)]
        owners = [name for made in noun.children if made.dep_ == "acl" and (name := agent(made, speakers))]
        owners += [noun_phrase(c, speakers) for c in noun.children if c.dep_ == "poss" and c.pos_ in {"PROPN", "NOUN"}]
        yield from ((owner, content) for content in told for owner in owners)
