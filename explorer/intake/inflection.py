"""The forms of a Russian name in its six cases, by its endings: enough to find it in a text, wider than grammar where unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HARD = ("", "а", "у", "ом", "е")
_ADJECTIVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ый", ("ый", "ого", "ому", "ым", "ом")),
    ("ий", ("ий", "ого", "ому", "им", "ом", "его", "ему", "ем", "ия", "ию", "ием", "ии")),
    ("ой", ("ой", "ого", "ому", "ым", "ом", "им")), ("ая", ("ая", "ой", "ую", "ою")), ("яя", ("яя", "ей", "юю")),
    ("ое", ("ое", "ого", "ому", "ым", "ом")), ("ее", ("ее", "его", "ему", "им", "ем")), ("ые", ("ые", "ых", "ым", "ыми")),
    ("ие", ("ие", "их", "им", "ими")),
)  # fmt: skip
_NOUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ия", ("ия", "ии", "ию", "ией")), ("ье", ("ье", "ья", "ью", "ьем")), ("ие", ("ие", "ия", "ию", "ием", "ии")),
    ("ай", ("ай", "ая", "аю", "аем", "ае")), ("ой", ("ой", "оя", "ою", "оем", "ое")), ("ей", ("ей", "ея", "ею", "еем", "ее")),
    ("уй", ("уй", "уя", "ую", "уем", "уе")), ("эй", ("эй", "эя", "эю", "эем", "эе")),
    ("а", ("а", "ы", "и", "е", "у", "ой", "ей")), ("я", ("я", "и", "е", "ю", "ей")), ("ь", ("ь", "я", "ю", "и", "е", "ем", "ью")),
    ("о", ("о", "а", "у", "ом", "е")),
    ("ы", ("ы", "", "ов", "ам", "ами", "ах")), ("и", ("и", "ов", "ей", "ам", "ями", "ах", "ях")),
)  # fmt: skip
_LAST_VOWEL = {"посёлок": "посёлк", "дворец": "дворц", "орёл": "орл", "череповец": "череповц", "липецк": "липецк"}
_KEPT = frozenset({"на", "в", "и", "имени", "при", "по", "до"})


def word_forms(word: str) -> frozenset[str]:
    """A word in its cases, itself among them; words of other scripts, capitals alone and indeclinable ones stay as they are.

    >>> sorted(word_forms("Хасан")), "владивостоке" in word_forms("владивосток"), sorted(word_forms("КНДР"))
    (['Хасан', 'Хасана', 'Хасане', 'Хасаном', 'Хасану'], True, ['КНДР'])
    """
    if not re.search("[а-яё]", word, re.IGNORECASE) or word.casefold() in _KEPT or (word.isupper() and len(word) <= 5):
        return frozenset({word})
    for ending, forms in (*_adjective(word), *_NOUNS):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            return frozenset({word, *(stem + form for form in forms)})
    if re.search("[бвгджзклмнпрстфхцчшщ]$", word, re.IGNORECASE):
        return frozenset(_LAST_VOWEL.get(word, word) + form if form else word for form in (*_HARD, *_soft_instrumental(word)))
    return frozenset({word})


def _adjective(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Endings of adjectives, for words long enough to be one: "Корейский", not "Май"."""
    return _ADJECTIVES if len(word) > 4 else ()


def _soft_instrumental(word: str) -> tuple[str, ...]:
    return ("ем",) if word[-1] in "жшчщц" else ("ым",) if re.search("(?:ов|ев|ин)$", word) else ()


def name_forms(name: str, most: int = 400) -> Iterator[str]:
    """A name of one or several words in its cases; each word takes each of its forms, up to so many in all.

    >>> "курскую область" in set(name_forms("курская область")), "моста дружбы" in set(name_forms("мост дружбы"))
    (True, True)
    """
    found = [""]
    for part in re.split(r"(\s+|-)", name):
        forms = {part} if not part.strip() or part == "-" else word_forms(part)
        if len(found) * len(forms) > most:
            forms = {part}
        found = [start + form for start in found for form in sorted(forms)]
    yield from found
