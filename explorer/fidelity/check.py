"""All rules over one text, and over all texts of a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from explorer.fidelity.figures import differing
from explorer.fidelity.hedges import hedged, surer
from explorer.fidelity.negation import turned_round
from explorer.fidelity.problem import Problem
from explorer.fidelity.voices import swapped
from explorer.ledger.tongue import NameForms, Words


@lru_cache(maxsize=8192)
def problems(language: str, english: str, told: str, names: tuple[NameForms, ...] = ()) -> tuple[Problem, ...]:
    """What a translation says that its English does not, and what it leaves out.

    Parameters
    ----------
    language
        ``ko`` or ``ru``.
    english, told
        One text and its translation.
    names
        Names that are looked for in both.
    """
    rules = (turned_round, differing, hedged, surer)
    found = [problem for rule in rules for problem in rule(language, english, told)]
    return (*found, *swapped(language, english, told, names))


def pairs(english: Mapping[str, Words], told: Mapping[str, Words]) -> Iterator[tuple[str, str, str]]:
    """Field, English and translation of every text of an entry; rows of a list by their number from 1."""
    for field, words in english.items():
        other = told.get(field)
        if isinstance(words, str) and isinstance(other, str):
            yield field, words, other
        elif isinstance(words, tuple) and isinstance(other, tuple):
            for number, (one, two) in enumerate(zip(words, other, strict=False), 1):
                yield f"{field} {number}", one, two


def held(
    language: str, english: Mapping[str, Words], told: Mapping[str, Words], names: Sequence[NameForms]
) -> Iterable[tuple[str, Problem]]:
    """Every problem of an entry with the field it stands in."""
    for field, one, two in pairs(english, told):
        for problem in problems(language, one, two, tuple(names)):
            yield field, problem
