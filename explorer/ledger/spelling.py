"""How names are compared: the folded form of a name, and how a Korean or Russian name sounds however it is spelled.

A sound is coarse on purpose. It brings together Hangul, both romanisations of Korean with or without apostrophes and breves,
Russian letters for either language, and the ways in which Russian is written in Latin letters. Two places that sound alike are
asked about, so a sound may be wide, never wrong.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘‛ʼʻʽ`´ʹ′＇ˈꞌ‵", ""))


def folded(text: str) -> str:
    """The form in which names are compared: no case, no diacritics, no apostrophes, no width differences, single spaces.

    >>> folded("  Ráson–PORT "), folded("라진") == folded(unicodedata.normalize("NFD", "라진")), folded("Ch’ŏngjin")
    ('rason port', True, 'chongjin')
    """
    if text.isascii():  # nearly all names: the same, without a look at every letter
        return " ".join(text.lower().translate(_APOSTROPHES).replace("-", " ").split())
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е").translate(_APOSTROPHES))
    bare = "".join(" " if unicodedata.category(c) == "Pd" else c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", bare.translate(_APOSTROPHES)).split())


# ---- Korean -------------------------------------------------------------------------------------------------------------

_INITIALS = ("k", "k", "n", "t", "t", "n", "m", "p", "p", "s", "s", "", "c", "c", "c", "k", "t", "p", "h")
_VOWELS = ("a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "we", "we", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i")
_FINALS = ("", *"kkknnntnkmpnnpnmppttnttktp", "")
_KOREAN_LATIN = (
    (r"\b(?:city|station|port)\b|(?<=\w)[ -](?:si|gun|kun|up|eup|ri|dong|tong|yok|yeok|hang|chongnyon|cheongnyeon)\b", ""),
    ("yae", "ye"), ("ae", "e"), ("oe", "we"), ("weo", "wo"), ("eui", "ui"), ("eo", "o"), ("eu", "u"), ("ng", "n"),
    ("ph", "p"), ("th", "t"), ("kh|gh", "k"), ("tch|ch|j|z", "c"), ("sh(?=i)", "s"), ("[gq]", "k"), ("d", "t"), ("[bf]", "p"),
    ("[rl]", "n"), ("v", "w"),
)  # fmt: skip
_KOREAN_CYRILLIC = (
    ("чх|дж|ч|ц|чж", "c"), ("кх|к|г", "k"), ("тх|т|д", "t"), ("пх|п|б", "p"), ("с|ш|з", "s"), ("[рлн]ъ?", "n"), ("м", "m"),
    ("х", "h"), ("[её]", "yo"), ("э", "e"),
    ("я", "ya"), ("ю", "yu"), ("ы", "u"), ("[ий]", "i"), ("а", "a"), ("о", "o"), ("у", "u"),
    ("в", "w"), ("[ъь]", ""),
)  # fmt: skip


def korean_sound(text: str) -> str:
    """How a Korean name sounds, from Hangul, a romanisation or Russian letters; nothing where it is too short to tell.

    >>> {korean_sound(name) for name in ("청진", "Ch’ŏngjin", "Cheongjin", "Chongjin", "Чхонджин")}
    {'concin'}
    """
    bare = folded(text)
    if re.fullmatch(r"[가-힣 ]+", bare):
        sound = "".join(map(_of_syllable, re.sub(r"(?<=..)(?:시|군|읍|역|항)$", "", bare.replace(" ", ""))))
    elif re.search("[а-я]", bare):
        sound = _rewritten(bare.replace("е", "ё") if "ё" in text else bare.replace("е", "э"), _KOREAN_CYRILLIC)
    else:
        sound = _rewritten(bare, _KOREAN_LATIN)
    return _squeezed(sound)


def _of_syllable(letter: str) -> str:
    number = ord(letter) - 0xAC00
    initial, vowel, final = number // 588, number % 588 // 28, number % 28
    return f"{_INITIALS[initial]}{_VOWELS[vowel]}{_FINALS[final]}"


# ---- Russian ------------------------------------------------------------------------------------------------------------

_FROM_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        ("a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
         "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
        strict=True,
    )
)  # fmt: skip
_RUSSIAN_LATIN = (
    (r"\b(?:city|station|port)\b", ""), ("w", "v"), ("shch|sch|shh", "w"),
    ("zh", "q"), ("tch|ch", "c"), ("sh", "w"), ("kh|x|ch", "h"),
    ("ts|tz", "z"), ("j(?=[aeou])", "y"), ("[yi](?=[aeou])", "i"), ("[yj]", "i"),
    ("ie", "e"), ("io", "e"), ("ia", "a"), ("iu", "u"),
    ("ii+", "i"),
)  # fmt: skip


def russian_sound(text: str) -> str:
    """How a Russian name sounds, from Russian letters or any of the usual romanisations.

    >>> {russian_sound(name) for name in ("Забайкальск", "Zabaykalsk", "Zabaikal'sk", "Zabajkalsk")}
    {'zabaikalsk'}
    """
    latin = "".join(_FROM_CYRILLIC.get(letter, letter) for letter in folded(text))
    return _squeezed(_rewritten(latin, _RUSSIAN_LATIN))


def _rewritten(text: str, rules: tuple[tuple[str, str], ...]) -> str:
    for pattern, sign in rules:
        text = re.sub(pattern, sign, text)
    return text


def _squeezed(sound: str) -> str:
    """Without blanks, doubled letters that spelling may bring about once; nothing where fewer than four are left."""
    plain = re.sub(r"([imnkpts])\1+", r"\1", re.sub(r"[^a-zа-я가-힣\d]", "", sound))
    return plain if len(plain) >= 4 else ""
