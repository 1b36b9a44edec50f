"""Yes and no: whether a sentence negates what the ledger affirms, or affirms what it negates.

A "not" is at home in a story where it says what nobody said ("names no station") or what a picture does not show. It is a fault
where it reaches words that the cited statement affirms and no text under that citation negates; where it stands twice in a
clause; and where it takes back that the speaker spoke, or that the ledger infers a thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from explorer.errors import quoted
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event, Stance
from explorer.stories.rules.cited import material_of, speakers, stance_of, statement_of
from explorer.stories.rules.clauses import Reach, negated_stems, negations, stems
from explorer.stories.rules.lexicon import VERBS
from explorer.stories.rules.problem import Problem

_SILENT = re.compile(r"(?:say|tell|speak|name|give|mention|state|list|call|note)", re.IGNORECASE)
"""Verbs of which "did not" may tell of a silence: "did not say where" is no denial that something was said."""
_OPEN = re.compile(r"\s*(?:$|[,;:.]|(?:when|where|whether|which|what|who|whom|why|how|of|if|as)\b)", re.IGNORECASE)
_NOT_VERB = re.compile(
    r"\b(?:(?:do|does|did|has|have|had)(?:\s+not|n['’]t|\s+never)|never|no longer)\s+(?:\w+ly\s+)?(\w+)(?=([^;:]*))",
    re.IGNORECASE,
)
_NOT_INFERRED = re.compile(r"(?:\bnot|\bnever|n['’]t)\s+(?:\w+ly\s+)?infer\w*", re.IGNORECASE)
_NOT_WORDS = re.compile(r"not|never|no longer|cannot|n['’]t|fail\w* to|far from|by no means|anything but", re.IGNORECASE)
"""Negations of a verb, as against "no station", which mostly tells what was left out."""
_INFERRED_NOT = re.compile(r"\bthat\b[^;:]*(?:\bnot\b|n['’]t\b|\bnever\b)[^;:]*\b(?:is|are) inferred", re.IGNORECASE)
_LIST = re.compile(r"[,;:]|\b(?:and|or|nor|but)\b", re.IGNORECASE)
SHARED = 2
"""How many words with what stands beside the statement make a "not" one about it."""


def turned_round(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Negations that have come in, and one that has gone."""
    statement = statement_of(cite)
    found = (
        *_reached(text, cite, statement),
        *_twice(text, statement),
        *_silenced(text, cite, statement),
        *_inference(text, statement),
    )
    for what in found[:1]:
        yield Problem(what, "Remove the negation, or cite what denies the statement.")
        return
    if stance_of(cite) is not Stance.DENIED:
        yield from _affirmed(text, statement)


def _reached(text: str, cite: Entry | Event, statement: str) -> Iterator[str]:
    """Negations of words that the statement affirms, or of several that all beside it affirms."""
    names, material = stems(" ".join(speakers(cite))), material_of(cite)
    known = negated_stems(material) - names
    here_negated = negated_stems(statement)
    affirmed = stems(statement) - here_negated - names
    beside = stems(material) - known - names
    denied = stance_of(cite) is Stance.DENIED
    for reach in negations(text):
        in_denial = denied and _after_denial(text, reach)
        if reach.stems & here_negated and not in_denial:
            continue  # the statement's own negation, be it told of a verb before it
        own = reach.stems & (affirmed | known if in_denial else affirmed - known)
        contrast = re.match(r"\s+(?:as|an?|the|of|from|in|by)\b", text[reach.end :]) and text[: reach.place].rstrip().endswith(
            ","
        )
        if own or (_NOT_WORDS.fullmatch(reach.word) and not contrast and _is_about(reach, beside)):
            yield f"{quoted(reach.word)} reverses what the ledger has: “{statement}”"


def _is_about(reach: Reach, words: frozenset[str]) -> bool:
    """Whether a negation is about these words: several of them, or the first of few."""
    return len(reach.stems & words) >= SHARED or (reach.first in words and len(reach.stems) <= SHARED)


def _after_denial(text: str, reach: Reach) -> bool:
    """Whether a negation stands in what is denied, where it makes an assertion of the denial."""
    denials = (match.end() for match in VERBS[Stance.DENIED].finditer(text))
    return any(end <= reach.place and not re.search(r"[,;:]", text[end : reach.place]) for end in denials)


def _twice(text: str, statement: str) -> Iterator[str]:
    """More negations in one clause, which undo each other, than the ledger has in one."""
    if _chain(text) > max(1, _chain(statement)):
        yield f"two negations in one clause cancel out: the ledger has “{statement}”"


def _chain(text: str) -> int:
    """The most negations that follow each other in one clause; those of a list ("no road and no line") count apart."""
    found = list(negations(text))
    most = length = min(len(found), 1)
    for before, here in pairwise(found):
        joined = here.word.casefold() != "nor" and not _LIST.search(text, before.end, here.place)
        length = length + 1 if joined else 1
        most = max(most, length)
    return most


def _silenced(text: str, cite: Entry | Event, statement: str) -> Iterator[str]:
    """A speaker who is said not to have judged, alleged or reported what the ledger has from them."""
    for match in _NOT_VERB.finditer(text):
        verb, rest = match[1], match[2]
        if not any(pattern.fullmatch(verb) for pattern in VERBS.values()) or re.search(rf"\bnot {verb[:4]}", statement):
            continue
        about = stems(rest) & (stems(statement) | stems(material_of(cite)))
        silent = _SILENT.match(verb) and (_OPEN.match(rest) or len(about) < SHARED)
        own = stems(rest) & negated_stems(statement)
        if stance_of(cite) is not Stance.DENIED and not silent and not own:
            yield f"{quoted(match[0])} has the speaker not say what the ledger has them say"


def _inference(text: str, statement: str) -> Iterator[str]:
    """Inference denied, in a sentence that does not call the place named; or the opposite of what is inferred."""
    if match := _INFERRED_NOT.search(text):
        yield f"{quoted(match[0])} infers the opposite of what the ledger infers"
    if (match := _NOT_INFERRED.search(text)) and not re.search(r"\bnamed\b", text) and match[0] not in statement:
        yield f"{quoted(match[0])} denies that the ledger infers it"


def _affirmed(text: str, statement: str) -> Iterator[Problem]:
    """Words that the statement negates, told without a negation."""
    told = stems(text)
    for reach in negations(statement):
        shared = reach.stems & told
        if shared and len(shared) * 2 >= len(reach.stems) and not shared & negated_stems(text):
            yield Problem(f"the 'not' is lost: the ledger has “{statement}”", "Keep the negation.")
            return
