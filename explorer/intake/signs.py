"""A text as names are looked for in it: letter for letter the same length, so that a find has its place in the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SIGNS = {
    **dict.fromkeys("’‘‛ʼʻʽ`´′＇", "'"),
    **dict.fromkeys("–—‒‐‑−", "-"),
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
}


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if "\uac00" <= letter <= "\ud7a3" or letter in "йЙ":
        return letter.lower()
    bare = unicodedata.normalize("NFKD", letter)
    bare = "".join(c for c in bare if not unicodedata.combining(c)) or letter
    lower = (bare if len(bare) == 1 else letter).lower()
    return lower if len(lower) == 1 else letter


def plain(text: str) -> str:
    """The text without case and diacritics, with one kind of apostrophe, dash and blank; of the same length.

    >>> plain("Rasŏn’s Dunay—Хасан Артём"), len(plain("İstanbul"))
    ("rason's dunay-хасан артем", 8)
    """
    return "".join(map(_plain, text))
