"""The day a document was published, where its file does not tell: from a line of its own, a dateline, or the days it speaks of.

A dateline has no year ("SEOUL, March 18"), and a Korean story often only the day ("12일 밝혔다"). The year is then the one
that fits best: not before the days that the text gives with their year, not one that the text writes out (writers leave out the
current one), rather a working day, and the weekday that stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from explorer.errors import quoted
from explorer.intake.dates.days import one_day
from explorer.intake.dates.languages import find_dates, future_words
from explorer.intake.imprint import HEAD, printed
from explorer.intake.tables import table
from explorer.intake.values import DateMention, Language, Paragraph, Published

_MONTHS_EN = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_WEEKDAYS = {
    word: number
    for line in (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "월 화 수 목 금 토 일",
    )
    for number, word in enumerate(line.split())
}  # fmt: skip


@lru_cache
def _dateline(language: Language) -> re.Pattern[str]:
    return re.compile(table("marks")["datelines"][language.value])


def published_in(paragraphs: Sequence[Paragraph], language: Language, received: date | None) -> Published | None:
    """The day of publishing from the text, else from the day the file was written; None where nothing tells.

    Parameters
    ----------
    paragraphs
        The blocks of the document.
    language
        The language of the text.
    received
        When the file was last written, which is never before publishing.
    """
    known = find_dates(paragraphs, language, None)
    if (out := printed(paragraphs, known)) is not None:
        return Published(out, "stated", "the line that says when it came out")
    for paragraph in paragraphs[:HEAD]:
        if hit := _dateline(language).search(paragraph.text):
            day = _from_dateline(hit, paragraphs, language, known, received)
            if day is not None:
                return day
    return Published(received, "inferred", "no date in the text: the day the file was written") if received else None


def _from_dateline(
    hit: re.Match[str], paragraphs: Sequence[Paragraph], language: Language, known: Sequence[DateMention], received: date | None
) -> Published | None:
    groups = {key.rstrip("2"): value for key, value in hit.groupdict().items() if value}
    day = int(groups["d"])
    if "m" in groups and "y" in groups:
        found = one_day(int(groups["y"]), _month(groups["m"]), day)
        return Published(found, "stated", f"the dateline, {quoted(hit[0])}") if found else None
    months = [_month(groups["m"])] if "m" in groups else _months_for(day, paragraphs, received)
    best = min(_ranked(months, day, paragraphs, language, known, received), default=None)
    return (
        Published(
            best[1], "inferred", f"{quoted(hit[0].strip())} without its year, which the days in the text leave as the likeliest"
        )
        if best
        else None
    )


def _month(word: str) -> int:
    low = word.lower()
    return _MONTHS_RU.index(low) + 1 if low in _MONTHS_RU else _MONTHS_EN.index(low[:3]) + 1


def _months_for(day: int, paragraphs: Sequence[Paragraph], received: date | None) -> list[int]:
    """Months for a Korean day without one: the first in which it does not come before the latest day that has a month.

    Where no day has one, the last month in which it had come when the file was written.
    """
    text = "\n".join(p.text for p in paragraphs)
    days = [(int(m), int(d)) for m, d in re.findall(r"(?<!년 )(?<!해 )(?<!\d)(1[0-2]|[1-9])월 (\d{1,2})일", text)]
    days = days or [(int(m), 1) for m in re.findall(r"(?<!년 )(?<!\d)(1[0-2]|[1-9])월", text)]
    if not days and received is not None:
        return [received.month if day <= received.day else (received.month - 2) % 12 + 1]
    if not days:
        return []
    month, last = max(days)
    return [month if day >= last else month % 12 + 1]


def _ranked(
    months: list[int],
    day: int,
    paragraphs: Sequence[Paragraph],
    language: Language,
    known: Sequence[DateMention],
    received: date | None,
) -> list[tuple[float, date]]:
    text = "\n".join(p.text for p in paragraphs)
    written = [m for m in known if m.start and not _to_come(m, paragraphs, language)]
    ahead = [m.end.year for m in known if m.end and _to_come(m, paragraphs, language)]
    if not written and received is None:
        return []
    first = max((m.start.year for m in written if m.start), default=received.year if received else 0)
    last = min([first + 3, *ahead, *([received.year] if received else [])])
    found = [(one_day(year, month, day), year - first) for month in months for year in range(first, max(first, last) + 1)]
    days = [(found_day, distance) for found_day, distance in found if found_day and (received is None or found_day <= received)]
    spelled = {m.start.year for m in written if m.start and m.end and (m.end - m.start).days < 320}
    return [(distance + _unlikely(found_day, spelled, text), found_day) for found_day, distance in days]


def _unlikely(day: date, spelled: set[int], text: str) -> float:
    """How little a day fits: a year that the text writes out, a weekend, another weekday than the one beside it."""
    beside = re.search(rf"({'|'.join(_WEEKDAYS)})[,\s(]*(?:\w+\s)?{day.day}\b|\b{day.day}일\s?\(([월화수목금토일])\)", text)
    named = next((word for word in beside.groups() if word), "") if beside else ""
    wrong = 10.0 if named and _WEEKDAYS[named] != day.weekday() else 0.0
    return wrong + (3.0 if day.year in spelled else 0.0) + (1.5 if day.weekday() > 4 else 0.0)


def _to_come(mention: DateMention, paragraphs: Sequence[Paragraph], language: Language) -> bool:
    text = paragraphs[mention.span.paragraph - 1].text
    around = text[max(0, mention.span.start - 30) : mention.span.end + 12]
    return bool(future_words(language).search(around))
