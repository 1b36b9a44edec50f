"""How sure a sentence is: its hedges and the words of its stance stand in the translation, and no surer ones come in."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.errors import quoted
from explorer.fidelity.grammar import future, lemmas, morphemes
from explorer.fidelity.lexicon import (
    CONDITION,
    CONDITION_ENDINGS,
    CONDITION_LEMMAS,
    MARKS,
    SURE,
    SURE_KOREAN,
    SURE_RUSSIAN,
    Mark,
)
from explorer.fidelity.problem import Problem


def hedged(language: str, english: str, told: str) -> Iterator[Problem]:
    """Hedges and stances that were lost or have come in."""
    for mark in MARKS:
        yield from _held(mark, language, english, told)
    if (found := CONDITION.search(english)) and not conditional(language, told):
        yield Problem(f"the condition {quoted(found[0])} is lost", "Keep it a condition.")


def surer(language: str, english: str, told: str) -> Iterator[Problem]:
    """Words that make a fact of what the English only tells."""
    sure = SURE_KOREAN if language == "ko" else SURE_RUSSIAN
    if (found := sure.search(told)) and not SURE.search(english):
        yield Problem(f"{quoted(found[0])} makes it surer than the English does", "Use the word of the stance.")


def conditional(language: str, told: str) -> bool:
    """Whether a translation is conditional, or speaks of what is yet to come or open."""
    if language == "ru":
        return any(word in CONDITION_LEMMAS for word in lemmas(told)) or future(told)
    found = morphemes(told)
    ends = any(tag in {"EC", "EP", "JX", "EF"} and CONDITION_ENDINGS.match(form) for form, tag in found)
    coming = any(form in {"ᆯ", "을"} and tag == "ETM" for form, tag in found)
    return ends or coming or "것이다" in told


def _held(mark: Mark, language: str, english: str, told: str) -> Iterator[Problem]:
    found = mark.english.search(english)
    if found and not mark.needed(language).search(told):
        yield Problem(
            f"the English has {quoted(found[0])} ({mark.name}), and nothing stands for it", "Keep it; see docs/terms.md."
        )
    strong = mark.strong(language)
    if not found and strong is not None and (extra := strong.search(told)):
        yield Problem(f"{quoted(extra[0])} ({mark.name}) stands for nothing in the English", "Remove it.")
