"""Days and clocks in Korean, Chinese, Japanese and in signals, brought to a form that every reader of times takes."""

from __future__ import annotations

import re
import unicodedata

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "주체": 1911}
"""The year before the first one of an era."""
_HALF = {"오전": "AM", "오후": "PM", "午前": "AM", "午後": "PM", "上午": "AM", "下午": "PM"}
_BOTH_YEARS = re.compile(r"(?:주체|令和|平成|昭和)\s*\d{1,3}\s*\(\s*(\d{4})\s*年?\s*\)")
_ERA = re.compile(r"(주체|令和|平成|昭和)\s*(\d{1,3}|元)(?=\s*[년年])")
_WEEKDAY = re.compile(
    r"[(（]\s*[월화수목금토일月火水木金土日一二三四五六]\s*(?:요일|曜日?)?\s*[)）]|[월화수목금토일]요일|(?:星期|周|週)[一二三四五六日天]|"
    r"\(\s*(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)\.?\s*\)",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?=\d|[a-z]{3})|"
    r"^(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b\.?,?\s+",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(\d{4})\s*\.\s+(\d{1,2})\s*\.\s+(\d{1,2})\s*\.?")
_CLOCK = re.compile(
    r"(?P<half>오전|오후|午前|午後|上午|下午)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[시時时点點]\s*(?:(?P<minute>\d{1,2})\s*[분分]\s*(?:(?P<second>\d{1,2})\s*[초秒])?)?|:(?P<minute2>\d{2})(?::(?P<second2>\d{2}))?)"
)
_AT = re.compile(r",?\s+(?:в|at|um|около)\s+(?=\d{1,2}:)", re.IGNORECASE)
_SIGNAL = re.compile(r"(\d{2})(\d{2})(\d{2})\s?([A-IK-Z])\s?([A-Z]{3})\s?(\d{4}|\d{2})")
"""A date-time group of signals, ``121305Z SEP 23``: day, hour, minute, letter of the zone, month and year."""


def plainly(text: str) -> str:
    """A time with its day and clock in plain figures, without the name of the weekday.

    >>> plainly("2023年9月12日(火) 13時05分"), plainly("주체112(2023)년 9월 12일 오후 3시 5분"), plainly("2023. 9. 12. 오전 4:00")
    ('2023年9月12日 13:05', '2023년 9월 12일 3:05 PM', '2023.9.12 4:00 AM')
    >>> plainly("121305I SEP 23"), plainly("вт, 12 сентября 2023 г. в 13:05"), plainly("令和5年9月12日")
    ('12 SEP 2023 13:05 +09', '12 сентября 2023 г. 13:05', '2023年9月12日')
    """
    if signal := _SIGNAL.fullmatch(text):
        day, hour, minute, letter, month, year = signal.groups()
        return f"{day} {month} {year if len(year) == 4 else f'20{year}'} {hour}:{minute} {_zone(letter)}"
    text = _AT.sub(" ", _DAY_NAME.sub("", text))
    if text.isascii():
        return _SPACED.sub(r"\1.\2.\3", text)
    text = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text))
    text = _ERA.sub(_in_our_years, _BOTH_YEARS.sub(r"\1", text))
    text = _SPACED.sub(r"\1.\2.\3", text)
    if any(sign in text for sign in "시時时点點전후前後午"):
        text = _CLOCK.sub(_in_figures, text)
    return " ".join(text.split())


def _zone(letter: str) -> str:
    """The offset of a zone by its letter in signals: Z is UTC, A to M go east, N to Y west; J is the place's own time."""
    if letter == "Z":
        return "Z"
    east = "ABCDEFGHIKLM".find(letter) + 1
    return f"+{east:02}" if east else f"-{'NOPQRSTUVWXY'.find(letter) + 1:02}"


def _in_our_years(found: re.Match[str]) -> str:
    return str(_ERAS[found[1]] + (1 if found[2] == "元" else int(found[2])))


def _in_figures(found: re.Match[str]) -> str:
    minute, second = found["minute"] or found["minute2"] or "00", found["second"] or found["second2"]
    half = f" {_HALF[found['half']]}" if found["half"] else ""
    return f" {found['hour']}:{minute:0>2}{f':{second:0>2}' if second else ''}{half}"
