"""The tables of words that the rules go by: TOML beside the code, read once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from explorer.intake.values import Language


@lru_cache
def table(name: str) -> dict[str, Any]:
    """A table of the package by its name without the ending, such as "english"."""
    return tomllib.loads((files("explorer.intake") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


_NAMES = {Language.ENGLISH: "english", Language.KOREAN: "korean", Language.RUSSIAN: "russian"}


def rules(language: Language) -> dict[str, Any]:
    """The table of one language."""
    return table(_NAMES[language])


@lru_cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words under a key of a table, as a set."""
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return frozenset(found)


def _syllables(entry: str) -> str:
    """An entry in which a lone final consonant, as in ``[ㄹ]``, stands for every Korean syllable that ends with it."""
    return re.sub("[ㄴㄹ]", lambda found: _ENDING[found[0]], entry)


_ENDING = {sign: "".join(chr(code) for code in range(0xAC00 + final, 0xD7A4, 28)) for sign, final in (("ㄴ", 4), ("ㄹ", 8))}


@lru_cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The entries under a key, regular expressions each, as one; longer entries first."""
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return re.compile("|".join(f"(?:{_syllables(entry)})" for entry in sorted(found, key=len, reverse=True)), re.IGNORECASE)


@lru_cache
def shape(name: str, key: str) -> re.Pattern[str]:
    """One whole expression of a table, as it is written there."""
    return re.compile(_syllables(table(name)["shapes"][key]))
