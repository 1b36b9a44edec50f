"""Words and marks of positions in English, Russian, Korean, Chinese and Japanese, brought to one sign each.

After that a text has only numbers, ``N S E W``, ``° ′ ″``, ``φ λ`` for the words latitude and longitude, and separators; any
other letter says that it is no position.
"""

from __future__ import annotations

import re
import unicodedata

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width signs, as East Asian keyboards write them."""
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("−﹣－", "-"), **dict.fromkeys("º˚", "°"), **dict.fromkeys("'’‘‛´`ʹʼ＇", "′"),
        **dict.fromkeys('"”“„‟ʺ＂', "″"), **dict.fromkeys("、，", ","), "；": ";", **dict.fromkeys("\n\r\v\f", ";"),
        **dict.fromkeys("–—‒‐‑", "-"),
    }
)  # fmt: skip

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"[сc](?:ев(?:ерн(?:ой|ая))?)?\.?\s*ш(?:ир(?:от[аы])?)?\b\.?", "N"),
    (r"ю(?:ж(?:н(?:ой|ая))?)?\.?\s*ш(?:ир(?:от[аы])?)?\b\.?", "S"),
    (r"в(?:ост(?:очн(?:ой|ая))?)?\.?\s*д(?:олг(?:от[аы])?)?\b\.?", "E"),
    (r"з(?:ап(?:адн(?:ой|ая))?)?\.?\s*д(?:олг(?:от[аы])?)?\b\.?", "W"),
    (r"(?<![а-яё])и(?![а-яё])|\band\b", ";"),
    (r"широт[аы]\s*[:=]?|위도\s*[:=]?|[纬緯]度\s*[:=]?", "φ"),
    (r"долгот[аы]\s*[:=]?|경도\s*[:=]?|[经經経]度\s*[:=]?", "λ"),
    (r"북위|北[纬緯]", "N"), (r"남위|南[纬緯]", "S"), (r"동경|[东東][经經経]", "E"), (r"서경|西[经經経]", "W"),
    (r"(?<=\d)\s*(?:град(?:ус(?:ов|а)?)?\b\.?|도|度)", "°"),
    (r"(?<=\d)\s*(?:мин(?:ут[аы]?)?\b\.?|분|分)", "′"),
    (r"(?<=\d)\s*(?:сек(?:унд[аы]?)?\b\.?|초|秒)", "″"),
    (r"(?<![а-яё])с(?![а-яё])", "N"), (r"(?<![а-яё])ю(?![а-яё])", "S"),
    (r"(?<![а-яё])в(?![а-яё])", "E"), (r"(?<![а-яё])з(?![а-яё])", "W"),
    (r"\b(?:deg(?:rees?)?|grad)\b\.?", "°"), (r"(?<=\d)\s*(?:min(?:utes?)?)\b\.?", "′"),
    (r"(?<=\d)\s*(?:sec(?:onds?)?)\b\.?", "″"),
    (r"\blat(?:itude)?\b\.?\s*[:=]?", "φ"), (r"\b(?:lon(?:g(?:itude)?)?|lng)\b\.?\s*[:=]?", "λ"),
    (r"\bnorth\b", "N"), (r"\bsouth\b", "S"), (r"\beast\b", "E"), (r"\bwest\b", "W"),
    (r"′′", "″"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), sign) for pattern, sign in _PHRASES)
_LETTERS = re.compile(r"(?<=\d)(\s*)([dm])(?![a-z])|(?<=\d)([dm])(?=[nsew](?![a-z]))", re.IGNORECASE)
_SECONDS_THEN_LETTER = re.compile(r"(?<=[\d.])\s*s(?=\s*[nsew](?![a-z]))", re.IGNORECASE)
_SECONDS_AFTER_MINUTES = re.compile(r"(?<=′)(\s*\d+(?:[.,]\d+)?)\s*s(?![a-z])")
_SECONDS_OF_PREFIXED = re.compile(r"(?<=\d)\s*S(?!\s*[+-]?\d)(?![A-Z])")
_HEADING = re.compile(r"(?:coordinates?|position|координаты|좌표|坐标|座標)\s*[:=]?\s+", re.IGNORECASE)
_READ = re.compile(r"[\dNSEW°′″φλ.,;:/+\-\s]*")


def plain_signs(text: str) -> str:
    """A text with one form of each sign: half-width, one dash, one kind of each prime, no brackets around it all."""
    text = unicodedata.normalize("NFC", text).translate(_WIDTHS).strip().translate(_SIGNS)
    bracketed = re.fullmatch(r"\((.*)\)|\[(.*)\]", text)
    return " ".join((next(filter(None, bracketed.groups()), "") if bracketed else text).split())


def in_signs(text: str) -> str | None:
    """The text in signs alone; None where it has a letter or sign that no position has.

    >>> in_signs("42°15' с. ш. 130°18' в. д."), in_signs("북위 42도 15분, 동경 130도 18분"), in_signs("Rajin 2024")
    ('42°15′ N 130°18′ E', 'N 42° 15′, E 130° 18′', None)
    """
    text = _HEADING.sub("", plain_signs(text), count=1)
    for pattern, sign in _PATTERNS:
        text = pattern.sub(sign, text)
    text = _LETTERS.sub(lambda found: "°" if (found[2] or found[3]) in "dD" else "′", text)
    text = _SECONDS_AFTER_MINUTES.sub(r"\1″", _SECONDS_THEN_LETTER.sub("″", text))
    if any(len(run) > 1 for run in re.findall(r"[A-Za-z]+", text)):
        return None  # SS-27 is a missile and not a place on the southern half of the Earth
    text = re.sub("[nsew]", lambda found: found[0].upper(), text)
    if re.match(r"\s*[NEW]|\s*S(?=\s*[+-]?\d)", text):
        text = _SECONDS_OF_PREFIXED.sub("″", text)
    return text if _READ.fullmatch(text) else None
