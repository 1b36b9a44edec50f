"""What the rules ask of grammar: morphemes of Korean from kiwi, dictionary forms of Russian from natasha's vocabulary.

Both are loaded with the first text that needs them; :func:`missing` says what is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec

from explorer.intake.claims.korean import kiwi
from explorer.intake.claims.russian_words import lemma, vocabulary

_NEEDED: Mapping[str, tuple[str, str]] = {"ko": ("kiwipiepy", "ko"), "ru": ("natasha", "ru")}


def missing(language: str) -> str:
    """The package that the rules of a language need and that is not there, with the extra that brings it; or nothing."""
    if language not in _NEEDED:
        return "rules that this version does not have"
    package, extra = _NEEDED[language]
    return "" if find_spec(package) else f"{package} (extra {extra})"


@lru_cache(maxsize=4096)
def morphemes(text: str) -> tuple[tuple[str, str], ...]:
    """Form and part of speech of every morpheme of a Korean text."""
    return tuple((token.form, token.tag) for token in kiwi().tokenize(text))


@lru_cache(maxsize=4096)
def lemmas(text: str) -> tuple[str, ...]:
    """The dictionary form of every word of a Russian text, in order."""
    return tuple(lemma(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


@lru_cache(maxsize=4096)
def future(text: str) -> bool:
    """Whether a Russian text has a verb in the future tense."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return any(vocabulary().parse(word)[0].feats.get("Tense") == "Fut" for word in words)
