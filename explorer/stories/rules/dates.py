"""Dates and counts in a sentence, held to what they belong to in the ledger.

It is not enough that a day or a number stands somewhere under a citation: 12 March belongs to the loading and 14 March to the
arrival, 18 to the bridges and 3 to the tunnels. A date is known if it lies in the days of what is cited or stands in its text;
one that stands in the text only has to be told of the same thing, and so has every count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from explorer.errors import quoted
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import DateRange, Event
from explorer.stories.rules.cited import material_of, statement_of
from explorer.stories.rules.clauses import stem, stems
from explorer.stories.rules.lexicon import COUNTS, MONTHS
from explorer.stories.rules.problem import Problem

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:and|to|or) (?P<day2>\d{{1,2}}))? )?(?P<month>{_MONTH})"
    rf"(?: (?P<year>\d{{4}}))?\b|\b(?P<only>(?:19|20)\d\d)\b(?!,\d)"
)
_RANGE = re.compile(r"\b(?:between|from)\W+([^,;:]*?)\W+(?:and|to|until)\W+([^,;:]*)", re.IGNORECASE)
_LOOSE = r"(?: \w+['’]s)?(?: (?:the|a|visit|early|late|about|summit|end|of|\w+ of))*\W*(?:mid-)?$"
_UNTIL = re.compile(rf"\b(?:up to|until|till|through|by){_LOOSE}", re.IGNORECASE)
_LAST = re.compile(rf"\b(?:up to|until|till|through|to|and|by){_LOOSE}", re.IGNORECASE)
"""What stands before the last day of a stretch of time: where it is sure to, and where it may."""
_SINCE = re.compile(rf"\b(?:since|from){_LOOSE}", re.IGNORECASE)
_FIRST = re.compile(rf"\b(?:since|from|between|after){_LOOSE}", re.IGNORECASE)
"""The same for the first day."""
_COUNT = re.compile(r"(?<![\w./-])(\d[\d,\u202f]*(?:\.\d+)?)(?![\w-])\s+((?:[^\W\d_][\w’'-]*\s*){0,3})")
BEFORE, AFTER = 6, 3
"""How many words before and after a date tell what it is a date of."""
_LONG = timedelta(days=800)
_FEW = {"two": 2, **COUNTS}


@dataclass(frozen=True)
class Day:
    """A date as far as it is told; zero stands for a part that is not."""

    day: int
    month: int
    year: int
    place: int = 0
    text: str = ""

    def fits(self, other: Day) -> bool:
        """Whether another date may be this one, as far as both are told; it has to tell as much of day and month."""
        parts = ((self.day, other.day), (self.month, other.month))
        return all(mine in {0, theirs} for mine, theirs in parts) and (not self.year or not other.year or self.year == other.year)


@lru_cache(maxsize=4096)
def days_in(text: str) -> tuple[Day, ...]:
    """Every date of a text.

    >>> [(day.day, day.month, day.year) for day in days_in("On 7 and 8 September 2023, and in March 2024; 1959.")]
    [(7, 9, 2023), (8, 9, 2023), (0, 3, 2024), (0, 0, 1959)]
    """
    found = []
    for match in _DATE.finditer(text):
        if match["only"]:
            found.append(Day(0, 0, int(match["only"]), match.start(), match[0]))
            continue
        if match["month"] == "May" and not match["day"] and not match["year"]:
            continue
        month, year = MONTHS.index(match["month"]) + 1, int(match["year"] or 0)
        days = filter(None, (match["day"], match["day2"])) if match["day"] else ("0",)
        found += [Day(int(day), month, year, match.start(), match[0]) for day in days]
    return tuple(sorted((*found, *_later_days(text, found)), key=lambda day: day.place))


def _later_days(text: str, found: Iterable[Day]) -> Iterator[Day]:
    """Days told without their month ("on the 19th"), in that of the date before."""
    for match in re.finditer(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b", text):
        if before := [day for day in found if day.place < match.start() and day.month]:
            yield Day(int(match[1]), before[-1].month, before[-1].year, match.start(), match[0])


def misplaced(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Dates and counts that the ledger does not have, has of something else, or has the other way round."""
    yield from _dates(text, cite)
    yield from _turned_ranges(text, cite)
    yield from _counts(text, cite)


def _dates(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """The first date that is not known, is of something else, or ends a stretch that ends elsewhere."""
    ranges = [dates for dates in _ranges(cite) if dates is not None]
    statement, beside = statement_of(cite), _beside(cite)
    for told in days_in(text):
        if not _known(told, f"{statement} {beside}", ranges):
            yield Problem(f"{told.text} does not appear in what it cites", "Fix the date or cite where it stands.")
        elif _UNTIL.search(text[: told.place]) and not _is_last(told, statement, ranges):
            yield Problem(f"{told.text} is not the end date in the ledger", "Fix the date, or give it as a separate day.")
        elif _SINCE.search(text[: told.place]) and not _is_first(told, statement, ranges):
            yield Problem(f"{told.text} is not the start date in the ledger", "Fix the date, or give it as a separate day.")
        elif not _in_range(told, text) and not _belongs(told, text, statement, beside, ranges):
            yield Problem(f"{told.text} is the date of something else", "Attach it to what it belongs to, or use the right one.")
        else:
            continue
        return


def _known(told: Day, text: str, ranges: Iterable[DateRange]) -> bool:
    return any(_within(told, dates) for dates in ranges) or any(told.fits(day) for day in days_in(text))


def _is_last(told: Day, statement: str, ranges: Iterable[DateRange]) -> bool:
    """Whether a date ends a stretch of time in the statement or, where that ends none, the days of what is cited."""
    ends = [day for day in days_in(statement) if _LAST.search(statement[: day.place])]
    ends = ends or [_day(end) for dates in ranges if (end := dates.end or dates.start) is not None]
    return any(told.fits(day) for day in ends)


def _is_first(told: Day, statement: str, ranges: Iterable[DateRange]) -> bool:
    """Whether a date begins a stretch of time in the statement, or the days of what is cited."""
    begins = [day for day in days_in(statement) if _FIRST.search(statement[: day.place])]
    begins += [_day(dates.start) for dates in ranges if dates.start is not None]
    return any(told.fits(day) for day in begins)


def _day(day: date) -> Day:
    return Day(day.day, day.month, day.year)


def _ranges(cite: Entry | Event) -> tuple[DateRange | None, ...]:
    if isinstance(cite, Event):
        return (cite.dates,)
    until = cite.claim.denial.until if cite.claim.denial else None
    return cite.claim.dates, DateRange(end=until, basis="stated") if until else None, cite.document.dates


def _ends(dates: DateRange) -> Iterator[Day]:
    for day in (dates.start, dates.end, dates.stated_start, dates.stated_end):
        if day is not None:
            yield _day(day)


def _within(told: Day, dates: DateRange) -> bool:
    """Whether a date lies in a range of days: on one of them, or in a month or year of them."""
    if dates.start is None or dates.end is None or dates.end - dates.start > _LONG:
        return any(told.fits(known) for known in _ends(dates))
    return any(told.fits(day) for day in _each(dates.start, dates.end)) or any(told.fits(known) for known in _ends(dates))


@lru_cache(maxsize=1024)
def _each(start: date, end: date) -> tuple[Day, ...]:
    return tuple(_day(start + timedelta(days=n)) for n in range((end - start).days + 1))


def _beside(cite: Entry | Event) -> str:
    """All that is told beside the statement, less the names of sources, which carry the days of reports."""
    if isinstance(cite, Entry):
        return material_of(cite)
    return " ".join((cite.dates.stated, cite.dates.why, *cite.notes, *(place.why for place in cite.places)))


def _context(text: str, day: Day) -> frozenset[str]:
    """The words next to a date, more of those before it than of those after, as far as no comma or stop parts them."""
    before = re.split(r"[,;:]\s", text[: day.place])[-1].split()[-BEFORE:]
    after = re.split(r"[,;:](?:\s|$)", text[day.place + len(day.text) :], maxsplit=1)[0].split()[:AFTER]
    return stems(" ".join((*before, *after)))


def _belongs(told: Day, text: str, statement: str, beside: str, ranges: Iterable[DateRange]) -> bool:
    """Whether a date stands with words that it stands with in the ledger, and with no fewer than another date does."""
    here = _context(text, told)
    days = days_in(statement)
    own = max((len(here & _context(statement, day)) for day in days if told.fits(day)), default=-1)
    rival = max((len(here & _context(statement, day)) for day in days if not told.fits(day)), default=0)
    if own >= 0:
        return own >= rival
    if any(_within(told, dates) for dates in ranges):
        return rival < 2
    noted = max((len(here & _context(beside, day)) for day in days_in(beside) if told.fits(day)), default=0)
    return noted >= max(1, rival)


def _in_range(told: Day, text: str) -> bool:
    return any(match.start() <= told.place < match.end() for match in _RANGE.finditer(text))


def _turned_ranges(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Ranges that end before they begin, or elsewhere than in the ledger."""
    ranges = [dates for dates in _ranges(cite) if dates is not None]
    for match in _RANGE.finditer(text):
        first, last = days_in(match[1]), days_in(match[2])
        if first and last and _order(first[-1], last[0]) >= _order(last[0], first[-1]):
            yield Problem(f"{quoted(match[0].strip())} ends before it begins", "Swap the two dates.")
        elif first and last and not _is_last(last[0], statement_of(cite), ranges):
            yield Problem(f"{last[0].text} is not the end date in the ledger", "Fix the date, or give it as a separate day.")
        elif first and last and not _is_first(first[-1], statement_of(cite), ranges):
            yield Problem(f"{first[-1].text} is not the start date in the ledger", "Fix the date, or give it as a separate day.")
        else:
            continue
        return


def _order(day: Day, other: Day) -> tuple[int, int, int]:
    return day.year or other.year, day.month, day.day


def _counts(text: str, cite: Entry | Event) -> Iterator[Problem]:
    """Counts of things that the statement counts otherwise."""
    statement, material = statement_of(cite), material_of(cite)
    known = {(number, thing) for number, things in _counted(material) for thing in things}
    for number, things in _counted(text):
        for thing in things[:1]:
            others = {n for n, kinds in _counted(statement) if thing in kinds[:1]}
            if others and (number, thing) not in known:
                yield Problem(f"{number} is not the count of this; the ledger has {', '.join(sorted(others))}", "Fix the number.")
                return


def _counted(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every number of a text that is not a date, with the words after it."""
    plain = _DATE.sub(lambda found: " " * len(found[0]), text)
    plain = re.sub(rf"\b({'|'.join(_FEW)})\b", lambda found: str(_FEW[found[0].casefold()]), plain, flags=re.IGNORECASE)
    for match in _COUNT.finditer(plain):
        things = tuple(name for word in re.findall(r"[^\W\d_][\w’'-]*", match[2]) if (name := stem(word)))
        if things:
            yield match[1].replace(",", "").replace("\u202f", ""), things
