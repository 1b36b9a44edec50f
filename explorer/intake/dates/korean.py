"""Dates in Korean text."""

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
from explorer.intake.dates.finding import Context, Reckon, rules_of

_PARTS = {
    **dict.fromkeys(("초", "초순", "상순", "초반"), EARLY), **dict.fromkeys(("중순", "중반", "중"), MID),
    **dict.fromkeys(("말", "하순", "후반"), LATE),
    **dict.fromkeys(("상반기", "전반기"), "first half"), **dict.fromkeys(("하반기", "후반기"), "second half"),
    "봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter",
    "1분기": "q1", "2분기": "q2", "3분기": "q3", "4분기": "q4",
}  # fmt: skip
_WEEKDAYS = "월화수목금토일"
_YEARS = {
    "지난해": -1,
    "작년": -1,
    "전년": -1,
    "올해": 0,
    "올": 0,
    "금년": 0,
    "내년": 1,
    "이듬해": 1,
    "재작년": -2,
    "지지난해": -2,
}
_MONTHS = {
    "지난달": -1,
    "전달": -1,
    "이달": 0,
    "이번 달": 0,
    "이번달": 0,
    "다음 달": 1,
    "다음달": 1,
    "내달": 1,
    "오는 달": 1,
    "지지난달": -2,
}
_WEEKS = {
    "지난주": -1,
    "저번 주": -1,
    "이번 주": 0,
    "이번주": 0,
    "금주": 0,
    "다음 주": 1,
    "다음주": 1,
    "내주": 1,
    "지난 주": -1,
    "지지난주": -2,
}
_STEPS = {"오늘": 0, "금일": 0, "어제": -1, "작일": -1, "그제": -2, "그저께": -2, "내일": 1, "모레": 2}
_COUNTS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "보름": 15,
}  # fmt: skip
_THAT = {
    "이날": 0,
    "같은 날": 0,
    "같은날": 0,
    "당일": 0,
    "그날": 0,
    "전날": -1,
    "하루 전": -1,
    "하루 앞서": -1,
    "다음 날": 1,
    "다음날": 1,
    "이튿날": 1,
    "하루 뒤": 1,
}


def _year_given(hit: re.Match[str], context: Context) -> int | None:
    groups = hit.groupdict()
    if groups.get("y"):
        return full_year(groups["y"])
    if groups.get("yr") and context.published:
        return context.published.year + _YEARS[groups["yr"]]
    return None


def _coming(context: Context, way: str | None, month: int, day: int) -> bool:
    if way == "오는":
        return True
    if way == "지난" or not context.future or context.published is None:
        return False
    ahead = one_day(year_of(month, day, context.published, future=True), month, min(day, 28))
    return ahead is not None and (ahead - context.published).days < 150


def _day(hit: re.Match[str], context: Context) -> Days | None:
    """A day with whatever of month and year stands before it."""
    groups, day = hit.groupdict(), int(hit["d"])
    year, month = _year_given(hit, context), _month_given(groups, context)
    if month is None:
        found = _bare_day(day, context, groups.get("way"))
    elif groups.get("mr") and context.published:
        found = one_day(*months_away(context.published, _MONTHS[groups["mr"]]), day)
    else:
        year = year if year is not None else _nearest(month, day, context, groups.get("way"))
        found = None if year is None else one_day(year, month, day)
    return None if found is None else (found, found)


def _month_given(groups: dict[str, str | None], context: Context) -> int | None:
    if groups.get("m"):
        return int(groups["m"] or 0)
    return 0 if groups.get("mr") and context.published else None


def _nearest(month: int, day: int, context: Context, way: str | None) -> int | None:
    if context.published is None:
        return None
    return year_of(month, day, context.published, future=_coming(context, way, month, day))


def _bare_day(day: int, context: Context, way: str | None) -> date | None:
    """A day alone: in the month of the date before it in the sentence, else the latest such day."""
    previous = context.previous
    if context.same_sentence and previous is not None and previous.start is not None and way is None:
        inside = one_day(previous.start.year, previous.start.month, day)
        reported = context.published is not None and re.search(
            r"(?:밝|전|말|보도|발표|주장|설명|공개)", context.sentence[len(context.before) :][:14]
        )
        if inside is not None and inside >= previous.start and not reported:
            return inside
    if context.published is None:
        return None
    back = 0
    while back < 3:
        found = one_day(*months_away(context.published, -back), day)
        if found is not None and (found <= context.published) and way != "오는":
            return found
        if found is not None and way == "오는" and found > context.published:
            return found
        back += 1 if way != "오는" else -1
        if back < -2:
            return None
    return None


def _month(hit: re.Match[str], context: Context) -> Days | None:
    groups = hit.groupdict()
    part = _PARTS.get((groups.get("part") or "").strip(), "")
    if groups.get("mr"):
        return (
            None if context.published is None else month_days(*months_away(context.published, _MONTHS[groups["mr"] or ""]), part)
        )
    month = int(hit["m"])
    first = {"": 1, EARLY: 1, MID: 11, LATE: 21}.get(part, 1)
    year = _year_given(hit, context)
    if year is None:
        year = _nearest(month, first, context, groups.get("way"))
    return None if year is None else month_days(year, month, part)


def _year(hit: re.Match[str], context: Context) -> Days | None:
    year = _year_given(hit, context)
    return None if year is None else year_days(year, _PARTS.get((hit.groupdict().get("part") or "").strip(), ""))


def _week(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    monday, sunday = week_days(context.published, _WEEKS[hit["rel"]])
    if hit["w"]:
        found = monday + timedelta(days=_WEEKDAYS.index(hit["w"]))
        return found, found
    return (monday + timedelta(days=5), sunday) if hit.groupdict().get("end") else (monday, sunday)


def _weekday(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    number = _WEEKDAYS.index(hit["w"])
    found = (
        weekday_after(context.published, number)
        if hit["way"] == "오는"
        else weekday_before(context.published, number, same=hit["way"] is None)
    )
    return found, found


def _step(hit: re.Match[str], context: Context) -> Days | None:
    found = None if context.published is None else context.published + timedelta(days=_STEPS[hit[0]])
    return None if found is None else (found, found)


def _that_day(hit: re.Match[str], context: Context) -> Days | None:
    """이날 and 전날 go back to the day before them in the paragraph, else to the day of publishing."""
    step, previous = _THAT[hit[0]], context.previous
    told = previous is not None and previous.start == previous.end
    newly = hit[0] == "전날" and not context.same_sentence
    over = context.published is not None and context.anchor is not None and context.anchor > context.published
    anchor = context.anchor if told and not newly and not over else context.published
    return None if anchor is None else (anchor + timedelta(days=step), anchor + timedelta(days=step))


def _range(hit: re.Match[str], context: Context) -> Days | None:
    last = _read(hit["b"], context, None)
    first = _read(hit["a"], context, None)
    if first is None or first[0] is None:
        return None
    if last is None or not re.search(r"월|달|년", hit["b"]):
        last = _read(hit["b"], context, first[0])
    if last is None or last[1] is None:
        return None
    start, end = _past((first[0], last[1]), hit["a"], context)
    if start > end and not re.search("년", hit["a"]):
        start = one_day(start.year - 1, start.month, start.day) or start
    elif end < start:
        end = one_day(end.year + 1, end.month, end.day) or end
    return (start, end) if start <= end else None


def _past(days: tuple[date, date], text: str, context: Context) -> tuple[date, date]:
    """Days said to be past, a month back where they would not be over yet: "지난 12~15일"."""
    if context.published is None or days[1] <= context.published or not re.match(r"지난\s?\d{1,2}일?$", text.strip()):
        return days
    moved = [one_day(*months_away(day, -1), day.day) for day in days]
    return (moved[0], moved[1]) if moved[0] and moved[1] else days


def _months(hit: re.Match[str], context: Context) -> Days | None:
    """The months of one year from one to another: "1~8월"."""
    first, last = int(hit["ma"]), int(hit["m"])
    year = _year_given(hit, context) or _nearest(last, 1, context, None)
    return None if year is None or first > last else (month_days(year, first)[0], month_days(year, last)[1])


def _read(text: str, context: Context, near: date | None) -> Days | None:
    text = text.strip()
    bare = re.fullmatch(r"(\d{1,2})일?", text)
    if bare and near is not None:
        found = one_day(near.year, near.month, int(bare[1]))
        return None if found is None else (found, found)
    if near is not None and (year := re.fullmatch(r"(\d{1,2})월", text)):
        return month_days(near.year, int(year[1]))
    if re.search(r"(?:월|달|올|지난|이달)\s?\d{1,2}$", text):
        text += "일"
    for rule in RULES:
        if rule.id != "date-range" and (hit := rule.pattern.fullmatch(text)):
            return rule.reckon(hit, context)
    return None


def _days_on(hit: re.Match[str], context: Context) -> Days | None:
    """A day with the days that follow it: "14일부터 이틀간"."""
    first = _read(hit["a"], context, None)
    if first is None or first[0] is None or first[0] != first[1]:
        return None
    return first[0], first[0] + timedelta(days=_COUNTS[hit["n"]] - 1)


def _days_away(hit: re.Match[str], context: Context) -> Days | None:
    anchor = context.anchor if context.previous is not None else context.published
    step = _COUNTS[hit["n"]] * (-1 if hit["way"] in {"전", "앞서"} else 1)
    return None if anchor is None else (anchor + timedelta(days=step), anchor + timedelta(days=step))


def _ago(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    number, unit = int(hit["n"]), hit["unit"]
    if unit == "일":
        found = context.published - timedelta(days=number)
        return found, found
    if unit == "주":
        return week_days(context.published, -number)
    return (
        month_days(*months_away(context.published, -number))
        if unit in {"개월", "달"}
        else year_days(context.published.year - number)
    )


_CLOSE = r"(?:3[01]|[12]\d|0?[1-9])일"


def _dotted(hit: re.Match[str], _: Context) -> Days | None:
    found = one_day(int(hit["y"]), int(hit["m"]), int(hit["d"]))
    return None if found is None else (found, found)


def _season(hit: re.Match[str], context: Context) -> Days | None:
    if context.published is None:
        return None
    part, year = _PARTS[hit["part"]], context.published.year
    begun = year_days(year, part)[0] <= context.published
    over = year_days(year, part)[1] < context.published
    return year_days(year if begun and (over or hit["way"] != "지난") else year - 1, part)


_RECKON: Mapping[str, Reckon] = {
    "season": _season,
    "dotted": _dotted,
    "ago": _ago,
    "day": _day,
    "days_away": _days_away,
    "days_on": _days_on,
    "month": _month,
    "months": _months,
    "range": _range,
    "step": _step,
    "that_day": _that_day,
    "week": _week,
    "weekday": _weekday,
    "year": _year,
}
"""How the days of a rule are reckoned, by the name that the table of rules gives."""

RULES = rules_of("dates_korean", _RECKON)
"""The rules of the language, in the order of its table."""
