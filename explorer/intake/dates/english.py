"""Dates in English text."""

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

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_OF = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    w: n
    for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
} | {
    "a": 1,
    "an": 1,
}

_PART = {"early": EARLY, "mid": MID, "middle": MID, "late": LATE, "beginning": EARLY, "start": EARLY, "end": LATE}

_M, _D, _Y = (expanded(f"%{part}%", "dates_english") for part in ("M", "D", "Y"))


def _month(text: str) -> int:
    return _MONTH_OF[text.lower()[:3]]


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else _NUMBERS.get(text.lower())


def _whole(found: date | None) -> Days | None:
    return None if found is None else (found, found)


def _near(month: int, day: int, context: Context) -> int | None:
    return None if context.published is None else year_of(month, day, context.published, future=_to_come(month, day, context))


def _to_come(month: int, day: int, context: Context) -> bool:
    """Whether the sense is of a day to come: a word says so, and that day is nearer than half a year."""
    if context.published is None or not (context.future or _promised(context.after)) or _TOLD.match(context.after):
        return False
    if _done(context.before):
        return False
    ahead = one_day(year_of(month, day, context.published, future=True), month, min(day, 28))
    return ahead is not None and (ahead - context.published).days < 200


_TOLD = re.compile(r",?\s(?:he|she|it|they|the\s\w+|[A-Z]\w+)\s(?:told|said|wrote|[a-z]+ed)\b")
"""A day that goes on with what somebody did on it is past, whatever they spoke of."""


_DONE = re.compile(r"\b(?:began|left|came|went|sent|met|took|held|ran|saw|hit|lay|sailed|\w{3,}ed)\b[^.;,]{0,40}$")
_AHEAD = re.compile(r"\b(?:expected|due|planned|scheduled|slated|supposed|pledged|promised|vowed|agreed|will|would|to)\b")


def _done(before: str) -> bool:
    """Whether the clause has told of something done right before the day: "work began on 30 April, and planners expect …"."""
    found = _DONE.search(before)
    return found is not None and not _AHEAD.search(found[0])


def _promised(after: str) -> bool:
    """Whether the clause goes on with what will be, and nobody says so on that day: "from 1 December trains would run"."""
    found = re.match(r"(?P<between>[^.;]{0,90}?)\b(?:will|would|shall)\b(?! have)", after)
    return found is not None and not re.search(r"\b(?:said|told|says|\w+ed|had|has|was|were|that|which|who)\b", found["between"])


def _full(hit: re.Match[str], _: Context) -> Days | None:
    return _whole(one_day(full_year(hit["y"]), _month(hit["m"]), _day(hit["d"])))


def _numeric(hit: re.Match[str], _: Context) -> Days | None:
    return _whole(one_day(int(hit["y"]), int(hit["m"]), int(hit["d"])))


def _no_year(hit: re.Match[str], context: Context) -> Days | None:
    month, day = _month(hit["m"]), _day(hit["d"])
    year = _goes_on(month, context) or _near(month, day, context)
    return None if year is None else _whole(one_day(year, month, day))


def _goes_on(month: int, context: Context) -> int | None:
    """The year that was written out earlier in the sentence, for a later day of it: "on 28 March 2024 …, and on 30 April"."""
    before = context.previous
    if before is None or not context.same_sentence or before.start is None or before.start != before.end:
        return None
    told = re.search(rf"\b{before.start.year}\b", before.surface)
    return before.start.year if told and month >= before.start.month else None


def _year_away(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    year = context.published.year + {"last": -1, "this": 0, "next": 1}[hit["rel"].lower()]
    month = _month(hit["m"])
    day = hit.groupdict().get("d")
    return month_days(year, month) if day is None else _whole(one_day(year, month, _day(day)))


def _month_alone(hit: re.Match[str], context: Context) -> Days | None:
    month = _month(hit["m"])
    part = _PART.get(hit["part"].lower().split()[-1].rstrip("-")) if hit.groupdict().get("part") else ""
    year = full_year(hit["y"]) if hit.groupdict().get("y") else None
    if year is None:
        rel = (hit.groupdict().get("rel") or "").lower()
        near = context.published
        if near is None:
            return None
        if rel == "last" and month == near.month:
            year = near.year - 1
        elif rel == "next":
            year = near.year if month > near.month else near.year + 1
        else:
            first = {"": 1, EARLY: 1, MID: 11, LATE: 21}[part or ""]
            future = _to_come(month, first, context) and rel != "last"
            year = year_of(month, first, near, future=future and month != near.month)
    return month_days(year, month, part or "")


def _year_part(hit: re.Match[str], context: Context) -> Days | None:
    part = re.sub(r"\W+", " ", hit["part"].lower()).replace(" of", "").replace("the ", "").strip()
    part = {"fall": "autumn"}.get(part, _PART.get(part.split()[0], part))
    part = {
        "first quarter": "q1",
        "second quarter": "q2",
        "third quarter": "q3",
        "fourth quarter": "q4",
        "final quarter": "q4",
        "last quarter": "q4",
    }.get(part, part)
    if hit.groupdict().get("y"):
        return year_days(full_year(hit["y"]), part)
    if context.published is None:
        return None
    rel = (hit.groupdict().get("rel") or "last").lower()
    year = context.published.year + {"last": -1, "the": 0, "this": 0, "next": 1, "past": -1}[rel]
    if part in {"spring", "summer", "autumn", "winter"} and hit.groupdict().get("season"):
        year = context.published.year
        if rel == "last" and year_days(year, part)[1] >= context.published:
            year -= 1
    return year_days(year, part)


def _year_months(hit: re.Match[str], context: Context) -> Days | None:
    number = _count(hit["n"])
    near = context.published.year if context.published else None
    year = full_year(hit["y"]) if hit["y"] else near and near + {"last": -1, "next": 1}.get(hit["rel"].lower(), 0)
    if number is None or not year or number > 12:
        return None
    if hit["which"].lower() == "first":
        return month_days(year, 1)[0], month_days(year, number)[1]
    return month_days(year, 13 - number)[0], month_days(year, 12)[1]


def _month_half(hit: re.Match[str], context: Context) -> Days | None:
    month, part = _month(hit["m"]), f"{hit['part'].lower()} half"
    year = full_year(hit["y"]) if hit["y"] else _near(month, 1 if part.startswith("first") else 16, context)
    return None if year is None else month_days(year, month, part)


def _months_on_end(hit: re.Match[str], context: Context) -> Days | None:
    first, last = (_month(name) for name in re.findall(_M, hit["a"]))
    year = full_year(hit["y"]) if hit["y"] else _near(first, 1, context)
    return None if year is None else (month_days(year, first)[0], month_days(year, last)[1])


def _year(hit: re.Match[str], _: Context) -> Days | None:
    return year_days(int(hit["y"]))


def _weekday(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    weekday, rel = _WEEKDAYS.index(hit["w"].lower()), (hit["rel"] or "").lower()
    ahead = (context.future and _comes(context.before)) or _yet(context.before, context.after)
    if rel in {"next", "coming", "this coming"} or (not rel and ahead):
        return _whole(weekday_after(context.published, weekday))
    return _whole(weekday_before(context.published, weekday, same=rel not in {"last", "past", "previous"}))


def _comes(before: str) -> bool:
    return bool(re.search(r"\b(?:will|due|scheduled|by|until|is to|are to|set to)\b[^,;]{0,40}$", before))


def _yet(before: str, after: str) -> bool:
    """Whether a weekday is still to come by the verb after it: "Friday's train should have seats", "On Friday it will sail"."""
    owns = re.match(r"['’]s\s[^.;]{0,50}?\b(?:will|shall|should|is due|is expected|if|fails?|comes?|runs?)\b", after)
    opens = len(before) < 4 and re.match(r"[^.;]{0,50}?\b(?:will|shall|(?:is|are) (?:due|expected|scheduled|set|to))\b", after)
    return bool(owns or opens)


def _relative_word(hit: re.Match[str], context: Context) -> Days | None:
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}
    base = context.published
    return None if base is None else _whole(base + timedelta(days=steps[hit[0].lower()]))


def _that_day(hit: re.Match[str], context: Context) -> Days | None:
    word = hit[0].lower()
    step = (
        -1
        if "previous" in word or "before" in word or "earlier" in word
        else 1
        if re.search("next|following|after|later", word)
        else 0
    )
    return None if context.anchor is None else _whole(context.anchor + timedelta(days=step))


def _weeks(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    rel, unit = hit["rel"].lower(), hit["unit"].lower()
    if rel == "the" and unit != "weekend":
        return None
    step = {"last": -1, "the": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[rel]
    if unit == "week":
        return week_days(context.published, step)
    if unit == "weekend":
        saturday = (
            weekday_before(context.published, 5)
            if step < 0 or context.published.weekday() == 6
            else weekday_after(context.published, 5)
        )
        return saturday, saturday + timedelta(days=1)
    if unit == "month":
        return month_days(*months_away(context.published, step))
    return year_days(context.published.year + step)


def _ago(hit: re.Match[str], context: Context) -> Days | None:
    number, unit, word = _count(hit["n"]), hit["unit"].lower(), hit["way"].lower()
    base = context.published if word == "ago" else context.anchor if context.previous else None
    if number is None or base is None:
        return None
    sign = 1 if word in {"later", "after"} else -1
    if unit == "day":
        return _whole(base + timedelta(days=sign * number))
    if unit == "week":
        return week_days(base, sign * number)
    if unit == "month":
        return month_days(*months_away(base, sign * number))
    return year_days(base.year + sign * number)


def _range(hit: re.Match[str], context: Context) -> Days | None:
    """Two ends, each of which may lack its month or year and takes it from the other."""
    last = _end_of(hit["b"], context, None, None)
    if last is None:
        return None
    month = _month(found[0]) if (found := re.search(_M, hit["b"])) else None
    known = re.search(_Y, hit["b"])
    first = _end_of(hit["a"], context, month if re.fullmatch(_D, hit["a"].strip()) else None, last[1] or None)
    if first is None or first[0] is None or last[1] is None:
        return None
    start = first[0]
    if re.search(_Y, hit["a"]) and not known and re.search(_M, hit["b"]):
        later = _end_of(f"{hit['b']} {start.year}", context, None, None)
        last = later if later is not None and later[1] is not None and later[1] >= start else last
    if last[1] is not None and start > last[1]:
        earlier = one_day(start.year - 1, start.month, min(start.day, 28) if start.month == 2 else start.day)
        start = earlier or start
    return None if last[1] is None or start > last[1] else (start, last[1])


def _end_of(text: str, context: Context, month: int | None, before: date | None) -> Days | None:
    text = text.strip().rstrip(",")
    year = int(found[0]) if (found := re.search(_Y, text)) else None
    named = _month(hit[0]) if (hit := re.search(_M, text)) else month
    rest = re.sub(_Y, "", re.sub(_M, "", text))
    day = _day(found[0]) if (found := re.search(_D, rest)) else None
    if named is None:
        if year is None and day and before is not None:
            return _whole(one_day(before.year, before.month, day))
        return year_days(year) if year is not None else None
    if year is None:
        year = before.year if before is not None else _near(named, day or 1, context)
    if year is None:
        return None
    return month_days(year, named) if day is None else _whole(one_day(year, named, day))


def _dayfirst_range(hit: re.Match[str], context: Context) -> Days | None:
    month = _month(hit["m"])
    year = full_year(hit["y"]) if hit["y"] else _near(month, _day(hit["b"]), context)
    if year is None:
        return None
    first, last = one_day(year, month, _day(hit["a"])), one_day(year, month, _day(hit["b"]))
    return (first, last) if first and last and first <= last else None


def _years(hit: re.Match[str], _: Context) -> Days | None:
    first, last = int(hit["a"]), int(hit["b"]) if len(hit["b"]) == 4 else int(hit["a"][:2] + hit["b"])
    return (year_days(first)[0], year_days(last)[1]) if first <= last else None


def _part_of(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    part, step = _PART[hit["part"]], {"last": -1, "next": 1}.get(hit["rel"], 0)
    if hit["unit"] == "year":
        return year_days(context.published.year + step, part)
    return month_days(*months_away(context.published, step), part)


_RECKON: Mapping[str, Reckon] = {
    "part_of": _part_of,
    "ago": _ago,
    "dayfirst_range": _dayfirst_range,
    "full": _full,
    "month_alone": _month_alone,
    "month_half": _month_half,
    "months_on_end": _months_on_end,
    "no_year": _no_year,
    "numeric": _numeric,
    "range": _range,
    "relative_word": _relative_word,
    "that_day": _that_day,
    "weekday": _weekday,
    "weeks": _weeks,
    "year": _year,
    "year_away": _year_away,
    "year_months": _year_months,
    "year_part": _year_part,
    "years": _years,
}
"""How the days of a rule are reckoned, by the name that the table of rules gives."""

RULES = rules_of("dates_english", _RECKON)
"""The rules of the language, in the order of its table."""
