"""What the explorer says, in the language of whoever reads it: gettext's catalogues with English as the message itself.

``explorer/locale`` holds a catalogue for each language besides English. A message is a whole sentence or label with named fields;
what is not in a catalogue stays English. Sentences that are made where no language is known, such as an error or a notice, are
recognised by their form and told again (:func:`told`), so that the English one stays what is raised, logged and exported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import c2py
from importlib import resources
from io import BytesIO

ENGLISH = "en"
TOLD = "told"
"""The comment of messages that are made elsewhere in English, see :func:`told`."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The messages of one language: translations by message, those of a plural as a tuple; forms of what is told again."""

    one: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]
    shapes: tuple[str, ...]


_NOTHING = Catalogue({}, {}, lambda count: 0 if count == 1 else 1, ())


def message(text: str) -> str:
    """Mark a text as a message that :func:`say` gets later, such as one in a table."""
    return text


def form(text: str) -> str:
    """Mark a text with fields that is made elsewhere in English and told again."""
    return text


def say(language: str, text: str, /, **fields: object) -> str:
    """A message in a language, its fields filled; numbers and days are written as the language writes them.

    >>> say("en", "Ledger up to {day}", day="2025-01-31")
    'Ledger up to 2025-01-31'
    >>> say("ko", "Ledger up to {day}", day="2025-01-31")
    '원장 기준일 2025-01-31'
    """
    return _filled(language, catalogue(language).one.get(text, text), fields)


def many(language: str, one: str, other: str, count: int, /, **fields: object) -> str:
    """A message about a number of things, in the form that the language has for that number; it stands in ``{count}``.

    >>> many("en", "{count} border", "{count} borders", 2)
    '2 borders'
    """
    known = catalogue(language)
    forms = known.several.get(one, (one, other))
    form = known.form(count) if one in known.several else _NOTHING.form(count)
    return _filled(language, forms[form], {"count": count, **fields})


def told(language: str, text: str) -> str:
    """A text that was made in English, in another language: a message, several joined by semicolons, or one with fields filled.

    >>> told("ru", "claimed by Russia and Japan")
    'заявляет: Россия, Япония'
    >>> told("ko", "corridor")
    'corridor'
    """
    return text if language == ENGLISH or not text else _told(language, text)


def number(language: str, value: float, digits: int = 0) -> str:
    """A number with the separators of a language.

    >>> number("en", 1234.5, 1), number("ru", 0.5, 1)
    ('1,234.5', '0,5')
    """
    return format(_figure(language, value), f",.{digits}f")


def day(language: str, value: date) -> str:
    """A day: as ISO 8601 writes it in English, as is usual elsewhere.

    >>> day("ko", date(2023, 9, 13))
    '2023년 9월 13일'
    """
    if language == ENGLISH:
        return value.isoformat()
    from babel.dates import format_date

    return format_date(value, "long", language)


def short_days(language: str, days: Sequence[date]) -> str:
    """Days without their year, those of one month together; nothing where there are none.

    >>> short_days("en", [date(2023, 9, 12), date(2023, 9, 17), date(2023, 10, 1)])
    '12, 17 Sep, 1 Oct'
    >>> short_days("ko", [date(2023, 9, 12), date(2023, 9, 17)])
    '9월 12, 17일'
    """
    from babel.dates import format_date

    months: dict[tuple[int, int], list[date]] = {}
    for one in days:
        months.setdefault((one.year, one.month), []).append(one)
    pattern = _SHORT_DAYS.get(language, _SHORT_DAYS[ENGLISH])
    spoken = ((", ".join(str(one.day) for one in held), held[0]) for held in months.values())
    return ", ".join(format_date(first, pattern.format(numbers), language) for numbers, first in spoken)


_SHORT_DAYS = {ENGLISH: "'{}' MMM", "ru": "'{}' MMM", "ko": "M'월 {}일'"}
"""Patterns of Unicode for the days of a month, which are given as they stand."""


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; an empty one where there is none."""
    place = resources.files("explorer").joinpath("locale", language, "LC_MESSAGES", "tumen.po")
    if language == ENGLISH or not place.is_file():
        return _NOTHING
    from babel.messages.pofile import read_po

    read = read_po(BytesIO(place.read_bytes()), locale=language)
    rows = [row for row in read if row.id and row.string]
    whole = {row.id: row.string for row in rows if isinstance(row.id, str) and isinstance(row.string, str)}
    return Catalogue(
        one=whole,
        several={row.id[0]: tuple(map(str, row.string or ())) for row in rows if not isinstance(row.id, str)},
        form=c2py(read.plural_expr),
        shapes=tuple(sorted((str(row.id) for row in rows if TOLD in row.auto_comments and "{" in row.id), key=len, reverse=True)),
    )


# ---- fields ----------------------------------------------------------------------------------------------------------


def _filled(language: str, text: str, fields: Mapping[str, object]) -> str:
    if not fields:
        return text
    return text.format(**(fields if language == ENGLISH else {name: _written(language, value) for name, value in fields.items()}))


def _written(language: str, value: object) -> object:
    if isinstance(value, date):
        return day(language, value)
    return _figure(language, value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


class _Figure(float):
    """A number that is written with the separators of its language, whatever form a message gives it."""

    marks: dict[int, str]

    def __format__(self, form: str) -> str:
        plain = int(self) if self.is_integer() and not form.endswith(("f", "%")) else float(self)
        return format(plain, form or ("," if abs(self) >= 10_000 else "")).translate(self.marks)

    def __str__(self) -> str:
        return format(self)


def _figure(language: str, value: float) -> float:
    if language == ENGLISH:
        return value
    figure = _Figure(value)
    figure.marks = _separators(language)
    return figure


@cache
def _separators(language: str) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str.maketrans({",": get_group_symbol(language), ".": get_decimal_symbol(language)})


# ---- what was made in English ----------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _told(language: str, text: str) -> str:
    known = catalogue(language)
    if text in known.one:
        return known.one[text]
    for shape in known.shapes:
        if (found := _fits(shape, text)) is not None:
            values = {name: _who(language, value) if name == "who" else told(language, value) for name, value in found.items()}
            return known.one[shape].format(**values)
    parts = text.split("; ")
    heads = ["; ".join(parts[:number]) for number in range(len(parts) - 1, 0, -1)]
    head = next((head for head in heads if head in known.one), parts[0])
    return f"{_told(language, head)}; {told(language, text[len(head) + 2 :])}" if heads else text


def _fits(shape: str, text: str) -> Mapping[str, str] | None:
    """What stands in the fields of a form that a text fits; whatever is fixed in it is looked for first, since that is quick."""
    if not all(part in text for part in _fixed(shape)):
        return None
    found = _pattern(shape).fullmatch(text)
    return found.groupdict() if found else None


@cache
def _fixed(shape: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"\{\w+\}", shape) if part)


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", re.escape(shape)), re.DOTALL)


def _who(language: str, names: str) -> str:
    return ", ".join(told(language, name) for name in re.split(r", | and ", names))
