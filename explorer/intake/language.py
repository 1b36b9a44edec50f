"""The language of a document, by its script: English, Korean and Russian share no letters, so that counting them is enough.

A model of languages (lingua: 120 MB; py3langid: 5 MB and 0.4 s) would add nothing of these three. Other languages in the same
scripts are told by letters and small words that English and Russian do not have.
"""

from __future__ import annotations

import re

from explorer.errors import DocumentError
from explorer.intake.values import Language

_SMALL = {
    "German": "der die das und nicht ist mit von den dem ein eine auch wurde",
    "French": "le la les des est une dans pour que qui avec sur pas aux",
    "Spanish": "el los las una con por para del que como está más",
    "Italian": "il gli della che per non una sono con alla nel",
    "Portuguese": "os uma não com para que dos das mais foi",
    "Polish": "nie się jest na że do oraz przez które",
    "Dutch": "het een niet van zijn voor met dat de en",
    "Turkish": "ve bir bu için ile olan daha",
    "Vietnamese": "của và là các được trong không có",
}
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "was",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "said",
        "has",
        "have",
        "be",
        "its",
        "not",
        "are",
        "were",
        "been",
        "an",
        "had",
        "which",
        "this",
        "who",
    ]
)
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)


def language_of(text: str) -> Language:
    """The language a text is in.

    Raises
    ------
    DocumentError
        No letters, or another language.

    >>> language_of("The train left."), language_of("열차가 떠났다."), language_of("Поезд ушёл.")
    (<Language.ENGLISH: 'en'>, <Language.KOREAN: 'ko'>, <Language.RUSSIAN: 'ru'>)
    """
    counts = {
        "hangul": 2 * len(re.findall("[가-힣]", text)), "cyrillic": len(re.findall("[а-яё]", text, re.IGNORECASE)),
        "latin": len(re.findall("[a-z]", text, re.IGNORECASE)), "kana": 2 * len(re.findall("[\u3040-\u30ff]", text)),
        "han": 2 * len(re.findall("[\u4e00-\u9fff]", text)), "arabic": len(re.findall("[\u0600-\u06ff]", text)),
    }  # fmt: skip
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        raise DocumentError("it holds no words. Give a document with text in English, Korean or Russian.")
    if script == "hangul":
        return Language.KOREAN
    if script == "cyrillic" and len(_UKRAINIAN.findall(text)) * 50 <= counts["cyrillic"]:
        return Language.RUSSIAN
    if script == "latin" and (other := _in_latin(text)) == "English":
        return Language.ENGLISH
    names = {"kana": "Japanese", "han": "Chinese", "arabic": "Arabic", "cyrillic": "Ukrainian", "latin": ""}
    told = names[script] or other
    raise DocumentError(f"it is in {told}, which is not read. English, Korean and Russian are; give a translation.")


def _in_latin(text: str) -> str:
    tokens = re.findall(r"[^\W\d_]+", text.casefold())
    if len(tokens) < 12:
        return "English"
    counts = {name: sum(token in set(small.split()) for token in tokens) for name, small in _SMALL.items()}
    own = sum(token in _ENGLISH for token in tokens)
    best = max(counts, key=lambda name: counts[name])
    if own >= 0.08 * len(tokens) or own >= counts[best]:
        return "English"
    return best
