"""A span of days as somebody types it: a year, a month, a day, or two of them; and the same span in words."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from datetime import date

from explorer.errors import ViewError, quoted

Span = tuple[date | None, date | None]
"""First and last day, inclusive; None where the span is open."""

HOW = "Write a year, a month such as 9/2023, a day such as 2023-09-13, or two of them with “to” between"
_BETWEEN = re.compile(r"\s+(?:to|until|till|-|–|—)\s+|\s*(?:\.\.+|…|–|—)\s*", re.IGNORECASE)
_OPEN = re.compile(r"(?P<word>from|since|after|until|till|to|before|by)\s+(?P<rest>.+)", re.IGNORECASE)
_FROM = re.compile(r"^from\s+(?=.*\d)", re.IGNORECASE)
_ENTIRE = frozenset({"", "all", "all time", "always", "any time"})
_MONTHS = {name.casefold()[:3]: number for number, name in enumerate(month_name) if name}
_NAMES = frozenset(name.casefold() for name in (*month_name, *month_abbr, "sept") if name)
_SHAPES = tuple(
    map(
        re.compile,
        (
            r"(?P<y>\d{4})",
            r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?",
            r"(?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d{2})",
            r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
            r"(?:(?P<d>\d{1,2})\s+)?(?P<n>[a-z]+)\.?,?\s*(?P<y>\d{4}|(?<=\D)\d{2})",
            r"(?P<n>[a-z]+)\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})",
            r"(?P<y>\d{4})년(?:\s*(?P<m>\d{1,2})월(?:\s*(?P<d>\d{1,2})일)?)?",
        ),
    )
)


def read_span(text: str) -> Span:
    """The days that a text means; an empty one means all time.

    A number of two digits is a year of this century. What could be read in two ways is refused.

    Raises
    ------
    ViewError
        The text is no span; the message says how to write one.

    >>> read_span("9/23")
    (datetime.date(2023, 9, 1), datetime.date(2023, 9, 30))
    >>> read_span("since 13 Sep 2023")
    (datetime.date(2023, 9, 13), None)
    """
    words = " ".join(text.split())
    if words.casefold() in _ENTIRE:
        return None, None
    whole = _period(words)
    if whole is not None:
        return whole
    ends = _BETWEEN.split(_FROM.sub("", words))
    if len(ends) == 1 and (found := _OPEN.fullmatch(words)):
        return _open(text, found["word"].casefold(), found["rest"])
    if len(ends) != 2:
        raise ViewError(_refusal(text))
    (first, _), (_, last) = (_given(text, end) for end in ends)
    if first > last:
        raise ViewError(f"{quoted(text, 60)} ends before it begins. Write the earlier day first.")
    return first, last


def _open(text: str, word: str, rest: str) -> Span:
    first, last = _given(text, rest)
    match word:
        case "from" | "since":
            return first, None
        case "after":
            return _beside(last, 1), None
        case "before":
            return None, _beside(first, -1)
        case _:
            return None, last


def _beside(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


def _given(text: str, part: str) -> tuple[date, date]:
    found = _period(part)
    if found is None:
        raise ViewError(_refusal(text))
    return found


def _refusal(text: str) -> str:
    return f"{quoted(text, 60)} is not a time that can be read. {HOW}."


def _period(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None where the text is neither."""
    for shape in _SHAPES:
        if found := shape.fullmatch(text.casefold()):
            return _days(found.groupdict())
    return None


def _days(parts: dict[str, str | None]) -> tuple[date, date] | None:
    name, day = parts.get("n"), int(parts.get("d") or 0)
    if name and name not in _NAMES:
        return None
    month = _MONTHS[name[:3]] if name else int(parts.get("m") or 0)
    year = int(parts["y"] or 0)
    year += 2000 if year < 100 else 0
    if not (1900 <= year <= 2100) or (parts.get("m") and not 1 <= month <= 12):
        return None
    if parts.get("d") and not 1 <= day <= monthrange(year, month)[1]:
        return None
    first = date(year, month or 1, day or 1)
    return first, date(year, month or 12, day or monthrange(year, month or 12)[1])


def span_words(start: date | None, end: date | None) -> str:
    """A span in the shortest words that name its days exactly; :func:`read_span` reads them back.

    >>> span_words(date(2023, 9, 1), date(2023, 9, 30)), span_words(None, date(2024, 6, 19))
    ('Sep 2023', 'until 19 Jun 2024')
    """
    if start is None or end is None:
        return "all time" if start is end else f"since {_day(start)}" if start else f"until {_day(end or date.max)}"
    if start == end:
        return _day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = [f"{month_abbr[day.month]} {day.year}" for day in (start, end)]
        return " to ".join(dict.fromkeys(months))
    return f"{_day(start)} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {month_abbr[day.month]} {day.year}"
