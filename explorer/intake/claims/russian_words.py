"""Dictionary forms of Russian words: pymorphy2, told where its dictionary lies.

It would look for it through ``pkg_resources``, which newer versions of setuptools no longer have.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any


@lru_cache(maxsize=1)
def vocabulary() -> Any:
    """Natasha's vocabulary, which gives the dictionary form of a word in its sentence."""
    forms = import_module("natasha.morph.vocab")
    found = forms.MorphVocab.__new__(forms.MorphVocab)
    path = import_module("pymorphy2_dicts_ru").get_path()
    import_module("pymorphy2").MorphAnalyzer.__init__(found, path=path, result_type=forms.MorphForm)
    return found


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The dictionary form of a word by itself."""
    return str(vocabulary().parse(word.lower())[0].normal)
