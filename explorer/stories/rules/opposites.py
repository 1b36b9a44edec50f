"""Opposites: more told as fewer, before as after, begun as ended.

A word is at fault where its opposite stands in the cited statement and it does not; where both stand there, the words beside
them tell which belongs to what ("more ore cars and fewer boxcars").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.errors import quoted
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.stories.rules.cited import material_of, statement_of
from explorer.stories.rules.clauses import NEGATORS, clause_at, stems
from explorer.stories.rules.lexicon import COMPARED, OPPOSED, OPPOSITES
from explorer.stories.rules.problem import Problem

BESIDE = 4
"""How many words after a comparison it is held to speak of."""


def opposite(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Words whose opposite the ledger has."""
    statement, material = statement_of(cite), material_of(cite)
    begun = [match.start() for match in OPPOSED.finditer(text)]
    for one, other in OPPOSITES if begun else ():
        for said, meant in ((one, other), (other, one)):
            for match in filter(None, (said.match(text, place) for place in begun)):
                if has := _clash(text, match, said, meant, statement, material):
                    yield Problem(f"{quoted(match[0])} is used where the ledger has {quoted(has)}", "Use the ledger's word.")
                    return
    yield from _compared(text, statement, material)


def _clash(text: str, match: re.Match[str], said: re.Pattern[str], meant: re.Pattern[str], statement: str, material: str) -> str:
    """The opposite of a word, where that belongs in its place; one that is negated says the opposite of itself."""
    negated, here = _negated(text, match), _beside(text, match)
    in_statement = [found for found in meant.finditer(statement) if _negated(statement, found) == negated]
    beside_it = [found for found in meant.finditer(material) if _negated(material, found) == negated]
    if not said.search(material) and in_statement:
        return in_statement[0][0]
    own = [_beside(material, found) for found in said.finditer(material)]
    if any(here & words for words in own):
        return ""
    near = [found[0] for found in in_statement if here & _beside(statement, found)]
    near += [found[0] for found in beside_it if here & _beside(material, found)]
    return near[0] if near else ""


def _negated(text: str, match: re.Match[str]) -> bool:
    """Whether a "not" stands a few words before, in the same clause."""
    before = clause_at(text, match.start())
    before = before[: before.find(match[0])] if match[0] in before else ""
    return bool(NEGATORS.search(" ".join(before.split()[-4:])))


def _beside(text: str, match: re.Match[str]) -> frozenset[str]:
    """What a word is said of: of a comparison what follows it, of any other what stands round it."""
    if COMPARED.fullmatch(match[0]):
        rest = re.split(r"[,;:.]|\b(?:more|fewer|less|greater|smaller|than)\b", text[match.end() :], maxsplit=1)[0]
        return _said(" ".join(rest.split()[:BESIDE]))
    words = text[: match.start()].split()[-BESIDE:] + text[match.end() :].split()[:BESIDE]
    return _said(" ".join(words)) & _said(clause_at(text, match.start()))


def _said(text: str) -> frozenset[str]:
    return stems(text) | frozenset(re.findall(r"\d+", text))


def _compared(text: str, statement: str, material: str) -> Iterator[Problem]:
    """A comparison of what the statement counts without one."""
    for match in COMPARED.finditer(text):
        if re.search(r"\b(?:no|any|once|some|much|many|what)\W+$", text[: match.start()], re.IGNORECASE):
            continue
        told = _beside(text, match)
        known = any(_beside(material, found) & told for found in COMPARED.finditer(material))
        if told & stems(statement) and not known and not re.match(r"\s+than\b|\s+often", text[match.end() :]):
            yield Problem(f"{quoted(match[0])} compares what the ledger does not", "Give it as it is stated.")
            return
