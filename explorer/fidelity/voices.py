"""Who is named: a speaker, outlet or ship that the English names is named in the translation, and no other is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from explorer.errors import quoted
from explorer.fidelity.problem import Problem
from explorer.intake.inflection import name_forms
from explorer.ledger.tongue import NameForms


def swapped(language: str, english: str, told: str, names: Sequence[NameForms]) -> Iterator[Problem]:
    """Names that were lost or have come in."""
    here, there = _in_english(english, names, language), _in_told(language, told, names)
    for name in sorted(here - there, key=_first):
        yield Problem(f"{quoted(name.en[0])} is not named", f"Name {quoted(name.told(language)[0])}.")
    for name in sorted(there - here, key=_first):
        yield Problem(
            f"{quoted(name.told(language)[0])} is named, and the English does not name {quoted(name.en[0])}", "Remove it."
        )


def _first(name: NameForms) -> str:
    return name.en[0]


def _in_english(text: str, names: Sequence[NameForms], language: str) -> set[NameForms]:
    """Names in an English text, which may tell how a name is written in the language of the translation."""
    found: set[NameForms] = set()
    for form, _, name in _rows(tuple(names), language, english=True):
        if form not in text:
            continue
        text, count = _whole(form).subn("\0", text)
        found |= {name} if count else set()
    return found


def _in_told(language: str, text: str, names: Sequence[NameForms]) -> set[NameForms]:
    found: set[NameForms] = set()
    folded = text.casefold()
    for form, stem, name in _rows(tuple(names), language, english=False):
        if stem not in folded:
            continue
        text, count = _pattern(language, form).subn("\0", text)
        found |= {name} if count else set()
    return found


_STEM = 2
"""So many letters of a name stay as they are in every case; a text without them is not looked through."""


@lru_cache(maxsize=8)
def _rows(names: tuple[NameForms, ...], language: str, *, english: bool) -> tuple[tuple[str, str, NameForms], ...]:
    """Every form of the names with its first letters, the longest first: "Kim Yo Jong" before "Kim"."""
    rows = ((form, name) for name in names for form in (*(name.en if english else ()), *name.told(language)))
    return tuple((form, form[:_STEM].casefold(), name) for form, name in sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=4096)
def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


@lru_cache(maxsize=4096)
def _pattern(language: str, name: str) -> re.Pattern[str]:
    """A name as it may stand in a text: with what Korean adds behind it, in the cases of Russian."""
    if language == "ko":
        return re.compile(rf"(?<![가-힣]){re.escape(name)}")
    forms = sorted({re.escape(form) for form in name_forms(name)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
