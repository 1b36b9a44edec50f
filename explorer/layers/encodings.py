"""Bytes to text: by their mark, by what they declare, as UTF-8, else by which encoding gives words that could be written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

from explorer.errors import LayerError, quoted

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
SAMPLE = 400_000
"""So many bytes are looked at to tell an encoding."""


def decoded(data: bytes, asked: str = "", declared: str = "") -> tuple[str, str, str]:
    """A text, the encoding it was read in, and a note where that was not what it said.

    Raises
    ------
    LayerError
        The encoding that was asked for does not fit or is unknown, or the bytes are no text.
    """
    if asked:
        return _as_asked(data, asked), asked, ""
    name = marked(data)
    if name:
        return _strict(data, name), name, ""
    if b"\0" in data[:4096]:
        raise LayerError("it holds zero bytes, so it is not text, nor any kind of file that is read. Give map data or a table.")
    for name in filter(None, (declared, "utf-8")):
        try:
            return data.decode(codecs.lookup(name).name), name, ""
        except (LookupError, UnicodeDecodeError):
            continue
    name = guessed(data)
    said = f"it says {declared}, which it is not" if declared else "it is not UTF-8"
    return data.decode(name, errors="replace"), name, f"the encoding was taken to be {name}: {said}; another one: --encoding"


def marked(data: bytes) -> str:
    """The encoding that the first bytes give away: a mark, or every other byte zero."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:400]
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 4 and head[::2].count(0) > len(head) // 3 else ""


def _as_asked(data: bytes, name: str) -> str:
    try:
        return data.decode(codecs.lookup(name).name).removeprefix("\ufeff")
    except LookupError as error:
        raise LayerError(
            f"there is no encoding called {quoted(name)}. Known are utf-8, utf-16, cp1251, cp949, cp1252 and others."
        ) from error
    except UnicodeDecodeError as error:
        raise LayerError(f"byte {error.start} is not {name}. Give another --encoding, or none.") from error


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise LayerError(f"byte {error.start} is not {name.upper()}, which its first bytes say. Get the file again.") from error


# ---- which encoding gives words ----------------------------------------------------------------------------------------

_INNER_CAPITAL = re.compile("[а-яё][А-ЯЁ]|[А-ЯЁ]{2,}[а-яё]{2,}|(?<![А-Яа-яЁё])[ЬЪЫьъ]|[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_FOREIGN = re.compile("[^\\x00-\\x7fА-Яа-яЁё№«»—–“”„…’°\\xa0]")
_ACCENTS = re.compile(r"(?:[a-zA-Z][À-ÖØ-öø-ÿŠšŽžŒœŸ]{1,2}(?![À-ÖØ-öø-ÿ])|(?<![À-ÖØ-öø-ÿ])[À-ÖØ-öø-ÿŠšŽž][a-zA-Z])")


def _common(text: str, codec: str, first: int, last: int) -> int:
    """How many letters are among the common ones of a national set: those whose first byte lies in a range."""
    return sum(first <= letter.encode(codec, "ignore")[:1].ljust(1, b"\0")[0] <= last for letter in text if letter > "\u2fff")


def _hangul(text: str) -> float:
    letters = re.findall("[가-힣]", text)
    common = _common("".join(letters), "euc_kr", 0xB0, 0xC8)
    return common - 2.0 * (len(letters) - common + len(re.findall("[ㄱ-ㅎㅏ-ㅣ一-鿿\uf900-\ufaff]", text)))


def _cyrillic(text: str) -> float:
    letters = len(re.findall("[А-Яа-яЁё№]", text))
    lower = len(re.findall("[а-яё]", text))
    return (
        letters * (0.7 + 0.3 * lower / max(1, letters))
        - 3.0 * len(_INNER_CAPITAL.findall(text))
        - 2.0 * len(_FOREIGN.findall(text))
    )


def _latin(text: str) -> float:
    return float(len(_ACCENTS.findall(text)))


def _kana(text: str) -> float:
    kana, kanji = len(re.findall("[ぁ-んァ-ヶー]", text)), re.findall("[一-鿿]", text)
    common = _common("".join(kanji), "shift_jis", 0x88, 0x97)
    return kana + 0.9 * common - 1.0 * (len(kanji) - common)


def _hanzi(text: str) -> float:
    found = re.findall("[一-鿿]", text)
    common, rare = _common("".join(found), "gb2312", 0xB0, 0xD7), _common("".join(found), "gb2312", 0xD8, 0xF7)
    return 0.9 * common + 0.5 * rare - 1.0 * (len(found) - common - rare)


_TRIED: tuple[tuple[str, Callable[[str], float], float], ...] = (
    ("cp949", _hangul, 2.0), ("cp1251", _cyrillic, 1.0), ("koi8-r", _cyrillic, 1.0), ("cp866", _cyrillic, 1.0),
    ("iso8859-5", _cyrillic, 1.0), ("cp1252", _latin, 1.0), ("cp932", _kana, 2.0), ("gb18030", _hanzi, 2.0),
)  # fmt: skip
"""Encodings, what tells their words from noise, and how many bytes one of their letters has."""


def guessed(data: bytes) -> str:
    """The encoding in which bytes that are not UTF-8 give the most letters that belong together.

    >>> guessed("Владивосток".encode("cp1251")), guessed("Хасан, Находка".encode("koi8-r")), guessed("경상남도".encode("cp949"))
    ('cp1251', 'koi8-r', 'cp949')
    """
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    scores = {name: _score(data[:SAMPLE], name, measure) * width / max(1, high) for name, measure, width in _TRIED}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.5:
        return best
    found = from_bytes(data[:SAMPLE]).best()
    return found.encoding if found is not None and found.encoding != "utf_8" else best


def _score(sample: bytes, name: str, measure: Callable[[str], float]) -> float:
    try:
        return measure(codecs.getincrementaldecoder(name)().decode(sample))
    except UnicodeDecodeError:
        return 0.0
