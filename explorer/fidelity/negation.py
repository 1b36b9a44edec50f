"""Yes and no: a negation of the English stands in the translation, and none has come in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.errors import quoted
from explorer.fidelity.grammar import lemmas, morphemes
from explorer.fidelity.lexicon import NEARLY_NOT, NOT, TWICE
from explorer.fidelity.problem import Problem

_KOREAN = re.compile("않|없|아니|아닌|아닐|아님|아닙|못|안 |무국적|불가")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_KOREAN_NOT = {
    ("않", "VX"), ("않", "VV"), ("없", "VA"), ("없이", "MAG"), ("아니", "VCN"), ("아니", "IC"), ("못하", "VX"), ("못하", "VV"),
    ("못", "MAG"), ("안", "MAG"),
}  # fmt: skip
_RUSSIAN_NOT = frozenset({"не", "нет", "без", "нельзя"})
_RUSSIAN_ONLY = frozenset({"ни", "никто", "ничто", "ничего", "никакой", "никогда", "ничей", "нисколько"})
"""Words that stand with "не" in the same sentence and then add nothing to it."""
_RUSSIAN_MAY = re.compile(r"\b(?:не|ни|без)", re.IGNORECASE)
"""How all words of both begin; grammar is asked of clauses with such a word alone, since it takes its time."""
_PREFIXED = re.compile(r"\bне(?:ясно|легко)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bне (?:менее|более чем|раз|только)\b", re.IGNORECASE)


def count_english(text: str) -> tuple[int, int]:
    """How many negations an English text has at least and at most.

    >>> count_english("Neither Russia nor the DPRK has so far commented."), count_english("It is hardly possible.")
    ((1, 2), (0, 1))
    """
    sure, twice = _count(NOT, text), _count(TWICE, text)
    return sure - twice, sure + _count(NEARLY_NOT, text)


def count_told(language: str, text: str) -> int:
    """How many negations a translation has."""
    return _count_korean(text) if language == "ko" else _count_russian(text)


def turned_round(language: str, english: str, told: str) -> Iterator[Problem]:
    """A negation that was lost, or that has come in."""
    least, most = count_english(english)
    found = count_told(language, told)
    if found < least:
        yield Problem(f"a negation is lost: the English has {quoted(_first(english))}", "Say it in the translation as well.")
    elif found > most:
        yield Problem("a negation has come in that the English does not have", "Remove it, or word it without one.")


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _first(english: str) -> str:
    found = NOT.search(english)
    return found[0] if found else ""


def _count_korean(text: str) -> int:
    """Sentence by sentence: most have none, and grammar takes its time."""
    sentences = [sentence for sentence in _SENTENCES.split(text) if _KOREAN.search(sentence)]
    found = sum(morpheme in _KOREAN_NOT for sentence in sentences for morpheme in morphemes(sentence))
    return found + len(re.findall("무국적|불가능", text))


def _count_russian(text: str) -> int:
    """Clause by clause: "никто не", "ничего не" is one negation."""
    found = 0
    for clause in filter(_RUSSIAN_MAY.search, re.split(r"[,;:.]", _AT_LEAST.sub(" ", text))):
        words = lemmas(clause)
        sure = sum(word in _RUSSIAN_NOT for word in words) + len(_PREFIXED.findall(clause))
        found += sure or int(any(word in _RUSSIAN_ONLY for word in words))
    return found
