"""Dates in Russian text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from explorer.intake.dates.days import (
    EARLY,
    LATE,
    MID,
    Days,
    full_year,
    month_days,
    months_away,
    one_day,
    week_days,
    weekday_after,
    weekday_before,
    year_days,
    year_of,
)
from explorer.intake.dates.finding import Context, Reckon, expanded, rules_of

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_PARTS = {"начал": EARLY, "перв": EARLY, "середин": MID, "конц": LATE, "конец": LATE}
_HALVES = {"перв": "first half", "втор": "second half"}
_DECADES = {"перв": EARLY, "втор": MID, "трет": LATE}
_SEASONS = {"весн": "spring", "лет": "summer", "осен": "autumn", "зим": "winter"}
_QUARTERS = {"перв": "q1", "втор": "q2", "трет": "q3", "четв": "q4"}
_NUMBERS = {
    "один": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "одиннадцать": 11,
    "": 1,
}


_PAST, _NEXT = (expanded(f"%{part}%", "dates_russian") for part in ("PAST", "NEXT"))


def _month(text: str) -> int:
    low = text.lower()
    if re.match("ма[йяюе]", low):
        return 5
    return next(number for number, stem in enumerate(_STEMS, 1) if stem != "ма" and low.startswith(stem))


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _whole(found: date | None) -> Days | None:
    return None if found is None else (found, found)


def _to_come(month: int, day: int, context: Context) -> bool:
    if not context.future or context.published is None:
        return False
    ahead = one_day(year_of(month, day, context.published, future=True), month, min(day, 28))
    return ahead is not None and (ahead - context.published).days < 150


def _year_for(month: int, day: int, context: Context) -> int | None:
    if context.published is None:
        return None
    return year_of(month, day, context.published, future=_to_come(month, day, context))


def _step(rel: str) -> int:
    return -1 if re.match(_PAST, rel.lower()) else 1 if re.match(_NEXT, rel.lower()) else 0


def _with_month(hit: re.Match[str], context: Context) -> Days | None:
    groups, month, day = hit.groupdict(), _month(hit["m"]), _day(hit["d"])
    if groups.get("y"):
        year: int | None = full_year(groups["y"])
    elif groups.get("rel") and context.published:
        year = context.published.year + _step(groups["rel"])
    else:
        year = _year_for(month, day, context)
    return None if year is None else _whole(one_day(year, month, day))


def _numeric(hit: re.Match[str], _: Context) -> Days | None:
    return _whole(one_day(full_year(hit["y"]), int(hit["m"]), int(hit["d"])))


def _part(text: str | None, table: dict[str, str] | None = None) -> str:
    return next((part for stem, part in (table or _PARTS).items() if (text or "").lower().startswith(stem)), "")


def _month_alone(hit: re.Match[str], context: Context) -> Days | None:
    groups, month, part = hit.groupdict(), _month(hit["m"]), _part(hit.groupdict().get("part"))
    if groups.get("half"):
        part = _part(groups["half"], _HALVES)
    if groups.get("decade"):
        part = _part(groups["decade"], _DECADES)
    first = {"": 1, EARLY: 1, MID: 11, LATE: 21}.get(part, 1)
    if groups.get("y"):
        year: int | None = full_year(groups["y"])
    elif groups.get("rel") and context.published:
        year = context.published.year + _step(groups["rel"])
    else:
        year = _year_for(month, first, context)
    return None if year is None else month_days(year, month, part)


def _year(hit: re.Match[str], context: Context) -> Days | None:
    groups = hit.groupdict()
    year = full_year(groups["y"]) if groups.get("y") else None
    if year is None and groups.get("rel") and context.published:
        year = context.published.year + _step(groups["rel"])
    groups["season"] = groups.get("season") or groups.get("over")
    if year is None and context.published and groups.get("season"):
        part = _part(groups["season"], _SEASONS)
        year = (
            context.published.year
            if year_days(context.published.year, part)[0] <= context.published
            else context.published.year - 1
        )
    if year is None:
        return None
    for key, table in (("part", _PARTS), ("half", _HALVES), ("season", _SEASONS), ("quarter", _QUARTERS)):
        if groups.get(key):
            return year_days(year, _part(groups[key], table))
    return year_days(year)


def _weekday(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    number = next(n for n, stem in enumerate(_WEEKDAYS) if hit["w"].lower().startswith(stem))
    rel = hit.groupdict().get("rel")
    if (rel and _step(rel) == 1) or (
        not rel and re.search(r"(?:будет|будут|начн\w+|состоится|намечен\w*|до)\s[^,;]{0,30}$", context.before)
    ):
        return _whole(weekday_after(context.published, number))
    return _whole(weekday_before(context.published, number, same=not rel))


_STEPS = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}


def _relative(hit: re.Match[str], context: Context) -> Days | None:
    return None if context.published is None else _whole(context.published + timedelta(days=_STEPS[hit[0].lower()]))


def _that_day(hit: re.Match[str], context: Context) -> Days | None:
    word = hit[0].lower()
    step = -1 if re.search("накануне|ранее|раньше|предыдущ", word) else 1 if re.search("следующ|спустя|через|позже", word) else 0
    return None if context.anchor is None else _whole(context.anchor + timedelta(days=step))


def _week(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    step, unit = _step(hit["rel"]), hit["unit"].lower()
    if unit.startswith("недел"):
        return week_days(context.published, step)
    if unit.startswith("месяц"):
        return month_days(*months_away(context.published, step))
    if unit.startswith("выходн"):
        saturday = weekday_before(context.published, 5)
        return saturday, saturday + timedelta(days=1)
    return year_days(context.published.year + step)


def _ago(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    word = (hit["n"] or "").strip().lower()
    number = int(word) if word.isdigit() else _NUMBERS.get(word)
    if number is None:
        return None
    unit = hit["unit"].lower()
    if unit.startswith("д"):
        return _whole(context.published - timedelta(days=number))
    if unit.startswith("недел"):
        return week_days(context.published, -number)
    return (
        month_days(*months_away(context.published, -number))
        if unit.startswith("месяц")
        else year_days(context.published.year - number)
    )


def _night(hit: re.Match[str], context: Context) -> Days | None:
    """The night before a day: the day before it and the day itself."""
    morning = _with_month(hit, context) if "d" in hit.groupdict() else _weekday(hit, context)
    return None if morning is None or morning[0] is None else (morning[0] - timedelta(days=1), morning[1])


def _months_of(hit: re.Match[str], _: Context) -> Days | None:
    word, year = hit["n"].lower(), full_year(hit["y"])
    last = int(word) if word.isdigit() else _NUMBERS[word]
    return year_days(year)[0], month_days(year, last)[1]


def _range(hit: re.Match[str], context: Context) -> Days | None:
    groups = hit.groupdict()
    month_b = _month(hit["mb"])
    day_b = _day(groups["b"]) if groups.get("b") else None
    year = full_year(groups["y"]) if groups.get("y") else _year_for(month_b, day_b or 1, context)
    if year is None:
        return None
    month_a = _month(groups["ma"]) if groups.get("ma") else month_b
    day_a = _day(groups["a"]) if groups.get("a") else None
    year_a = (
        full_year(groups["ya"]) if groups.get("ya") else year if (month_a, day_a or 1) <= (month_b, day_b or 31) else year - 1
    )
    start = one_day(year_a, month_a, day_a or 1)
    end = one_day(year, month_b, day_b) if day_b else month_days(year, month_b)[1]
    return (start, end) if start and end and start <= end else None


def _years(hit: re.Match[str], _: Context) -> Days | None:
    first, last = int(hit["a"]), int(hit["b"])
    return (year_days(first)[0], year_days(last)[1]) if first <= last else None


_RECKON: Mapping[str, Reckon] = {
    "ago": _ago,
    "month_alone": _month_alone,
    "months_of": _months_of,
    "night": _night,
    "numeric": _numeric,
    "range": _range,
    "relative": _relative,
    "that_day": _that_day,
    "week": _week,
    "weekday": _weekday,
    "with_month": _with_month,
    "year": _year,
    "years": _years,
}
"""How the days of a rule are reckoned, by the name that the table of rules gives."""

RULES = rules_of("dates_russian", _RECKON)
"""The rules of the language, in the order of its table."""
