"""Times as people and programs write them, to ISO 8601 at the precision that was written; a month stays a month.

Two numbers of a date that could change places are settled by the whole column: one that is over twelve tells the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from explorer.errors import OptionError, quoted
from explorer.layers.clocks import plainly
from explorer.logs.days import MOST_MONTHS, POINT, order_of
from explorer.logs.epochs import milliseconds
from explorer.logs.zones import OFFSET_MIN

MOST = 120
"""A longer text is no time."""

_ISO = re.compile(
    r"([+-]?\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?)?)?", re.IGNORECASE
)
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(.*)"
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?\s*(Z|UTC)?)?")
_NUMERIC = re.compile(rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{1,4}})\.?(?:[,T\s]\s*{_CLOCK})?")
_WORDS = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*(?P<name>[^\W\d_]+)\.?[\s,-]*(?P<year>\d{{4}}|\d{{2}})|(?P<name2>[^\W\d_]+)\.?\s+"
    rf"(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year2>\d{{4}}))(?:\s*(?:г|года?|г\.)\.?)?(?:[,T\s]\s*{_CLOCK})?"
)
_HAN = re.compile(rf"(\d{{4}})\s*[년年]\s*(\d{{1,2}})\s*[월月](?:\s*(\d{{1,2}})\s*[일日号])?(?:\s*{_CLOCK})?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\.?$", re.IGNORECASE)
TIME_ALONE = re.compile(rf"^{_CLOCK}$")
_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "january januar enero январь января",
        "february februar febrero февраль февраля",
        "march märz marzo март марта",
        "april abril апрель апреля",
        "may mai mayo май мая",
        "june juni junio июнь июня",
        "july juli julio июль июля",
        "august agosto август августа",
        "september septiembre сентябрь сентября",
        "october oktober octubre октябрь октября",
        "november noviembre ноябрь ноября",
        "december dezember diciembre декабрь декабря",
    )
)
"""Names of the months; three letters of one, or more, are enough."""
_UNIX_MS = (3e11, 2.3e12)
"""Milliseconds since 1970 that are taken for a time, 1979 to 2042, however they are counted."""


def zone_of(name: str) -> ZoneInfo | None:
    """The zone that a reader has named; None for a blank.

    Raises
    ------
    OptionError
        No such zone.
    """
    if not name:
        return None
    try:
        return ZoneInfo({"Z": "UTC", "GMT": "UTC"}.get(name.upper(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise OptionError(
            f"there is no time zone called {quoted(name)}. Give one such as UTC, Asia/Seoul or Asia/Vladivostok."
        ) from error


def _offset(words: str) -> timedelta | None:
    """The offset that stands behind a time; None where there is none."""
    text = words.strip().strip("[]()").lower()
    if text in OFFSET_MIN:
        return timedelta(minutes=OFFSET_MIN[text])
    found = re.fullmatch(r"(?:utc|gmt|мск)?\s*([+-])(\d{1,2}):?(\d{2})?", text)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timedelta(minutes=-minutes if found[1] == "-" else minutes)


def read_time(text: str, order: str = "", zone: ZoneInfo | None = None) -> str | None:
    """A time as ISO 8601, at the precision at which it is written; None where it is none or no day of the calendar.

    Parameters
    ----------
    text
        One cell.
    order
        ``dmy`` or ``mdy`` for numbers with slashes; a blank takes only what can be read in one way.
    zone
        For times that state no zone; they are then given in UTC. Without it they stay without one.

    >>> read_time("2023-09-12T23:30:00+09:00"), read_time("2023-09"), read_time("12 сентября 2023"), read_time("2023-02-30")
    ('2023-09-12T14:30:00Z', '2023-09', '2023-09-12', None)
    >>> read_time("03/04/2023"), read_time("03/04/2023", "dmy"), read_time("1694505600"), read_time("20170624")
    (None, '2023-04-03', '2023-09-12T08:00:00Z', '2017-06-24')
    """
    text = plainly(" ".join(text.split())) if len(text) <= MOST else ""
    if not 4 <= len(text) <= 60 or not any(character.isdigit() for character in text):
        return None
    try:
        return _read(text, order, zone)
    except (ValueError, OverflowError):
        return None


def _read(text: str, order: str, zone: ZoneInfo | None) -> str | None:
    if (found := _ISO.fullmatch(text)) and not _HALF_DAY.search(text):
        return _iso(found, zone)
    if found := _PACKED.fullmatch(text):
        year, month, day, hour, minute, second, utc = found.groups()
        return _made((year, month, day), (hour, minute, second, None), utc or "", zone) if "1000" < year < "2200" else None
    if re.fullmatch(r"\d{9,19}(?:\.\d+)?", text):
        return _unix(float(text))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order, zone)
    if found := _HAN.fullmatch(text):
        return _made((found[1], found[2], found[3]), found.groups()[3:7], found[9] or "", zone, found[8] or "")
    if found := _MONTH_YEAR.fullmatch(text):
        return _made((found[2], found[1], None), (), "", None)
    return _worded(text, zone)


def _iso(found: re.Match[str], zone: ZoneInfo | None) -> str | None:
    year, month, day, hour, minute, second, part, rest = found.groups()
    if month is None:
        return year if int(year) > 0 or year.startswith("-") else None
    return _made((year, month, day), (hour, minute, second, part), rest or "", zone)


def _unix(number: float) -> str | None:
    since = milliseconds(number)
    if since is None or not _UNIX_MS[0] <= since <= _UNIX_MS[1]:
        return None
    return datetime.fromtimestamp(since // 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def ordered(first: str, sign: str, last: str, order: str) -> tuple[str, str] | None:
    """Which of the two first numbers of a date with its year behind is the day and which the month; None where that is open."""
    if sign == POINT or int(first) > MOST_MONTHS:
        return first, last
    if int(last) > MOST_MONTHS or order == "mdy":
        return last, first
    return (first, last) if order == "dmy" or first == last else None


def _numeric(found: re.Match[str], order: str, zone: ZoneInfo | None) -> str | None:
    first, sign, middle, last = found[1], found[2], found[3], found[4]
    if len(first) == 4:
        year, month, day = first, middle, last
    elif len(last) in {2, 4} and len(first) <= 2:
        pair = ordered(first, sign, middle, order)
        if pair is None:
            return None
        (day, month), year = pair, last if len(last) == 4 else f"20{last}"
    else:
        return None
    return _made((year, month, day), found.groups()[4:8], found[10] or "", zone, found[9] or "")


def _worded(text: str, zone: ZoneInfo | None) -> str | None:
    if re.match(r"[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}", text):
        moment = parsedate_to_datetime(text)
        return _in_utc(moment, "seconds") if moment.tzinfo else moment.isoformat()
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    name = found["name"] or found["name2"]
    month = _month(name.lower())
    if not month:
        return None
    day = found["day"] or found["day2"]
    year = found["year"] or found["year2"]
    return _made(
        (year if len(year) == 4 else f"20{year}", str(month), day), found.groups()[6:10], found[12] or "", zone, found[11] or ""
    )


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none.

    >>> _month("sept"), _month("мая"), _month("marina")
    (9, 5, 0)
    """
    found = (number for number, names in enumerate(_MONTHS, 1) if any(full.startswith(name) for full in names))
    return next(found, 0) if len(name) > 2 else 0


def _made(
    day: tuple[str, str, str | None],
    clock: Sequence[str | None],
    rest: str,
    zone: ZoneInfo | None,
    half: str = "",
) -> str | None:
    year, month, number = day
    if number is None:
        return f"{date(int(year), int(month), 1):%Y-%m}".rjust(7, "0")
    whole = date(int(year), int(month), int(number))
    if not clock or clock[0] is None:
        return whole.isoformat()
    hour = int(clock[0]) % 12 + (12 if half.lower().startswith("p") else 0) if half else int(clock[0])
    later = timedelta(days=1) if hour == 24 else timedelta(0)
    moment = datetime.combine(whole, time_of_day(hour % 24, int(clock[1] or 0), int(clock[2] or 0))) + later
    part = (clock[3] or "").rstrip("0")[:6] if len(clock) > 3 else ""
    moment = moment.replace(microsecond=int(part.ljust(6, "0"))) if part else moment
    spec = "minutes" if clock[2] is None else "seconds" if not part else "milliseconds" if len(part) <= 3 else "microseconds"
    return _zoned(moment, rest, zone, spec)


def _zoned(moment: datetime, rest: str, zone: ZoneInfo | None, spec: str) -> str | None:
    offset = _offset(rest) if rest.strip() else None
    if offset is not None:
        return f"{(moment - offset).isoformat(timespec=spec)}Z"
    if rest.strip():
        return None
    return _in_utc(moment.replace(tzinfo=zone), spec) if zone else moment.isoformat(timespec=spec)


def _in_utc(moment: datetime, spec: str) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=spec)}Z"


NEVER: tuple[str | None, str | None] = (None, None)
_FROM_TO = re.compile(r"(.+?)(?:\s+(?:to|until|bis|по)\s+|\s*[–—/]\s*|\s+-\s+)(.+)")
_DAYS = re.compile(r"(\d{1,2})\s*[–—-]\s*(\d{1,2})([\s.]+\D*[\s.]\d{4}.*|\.\d{1,2}\.\d{4}.*)")


def read_span(text: str | None, order: str = "", zone: ZoneInfo | None = None) -> tuple[str | None, str | None]:
    """Beginning and end of a time, which are the same where it is one; :data:`NEVER` where it is none.

    >>> read_span("13–14 September 2023"), read_span("2023-09-12/2023-10"), read_span("soon")
    (('2023-09-13', '2023-09-14'), ('2023-09-12', '2023-10'), (None, None))
    """
    if not text:
        return NEVER
    one = read_time(text, order, zone)
    if one is not None:
        return one, one
    words = " ".join(text.split())[:120]
    if days := _DAYS.fullmatch(words):
        both = (read_time(f"{days[1]}{days[3]}", order, zone), read_time(f"{days[2]}{days[3]}", order, zone))
    elif parts := _FROM_TO.fullmatch(words):
        both = (read_time(parts[1], order, zone), read_time(parts[2], order, zone))
    else:
        return NEVER
    return both if all(both) else NEVER


def day_order(texts: Iterable[str]) -> str:
    """``dmy`` or ``mdy`` where numbers over twelve tell it, ``both`` where they contradict, a blank where nothing tells.

    >>> day_order(["03/04/2023", "13/04/2023"]), day_order(["01/19/1981"]), day_order(["03/04/2023"])
    ('dmy', 'mdy', '')
    """
    found = (_NUMERIC.fullmatch(" ".join(text.split())) for text in texts)
    return order_of((int(hit[1]), hit[2], int(hit[3])) for hit in found if hit and len(hit[1]) <= 2)


def span(begins: Sequence[str | None], ends: Sequence[str | None]) -> list[str] | None:
    """The first beginning and the last end; None where no feature has a time."""
    first = [text for text in begins if text]
    last = [end or begin for begin, end in zip(begins, ends or begins, strict=True) if end or begin]
    return [min(first, default=min(filter(None, last))), max(filter(None, last))] if last else None
