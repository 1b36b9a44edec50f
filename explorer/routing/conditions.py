"""From plain values, as a notebook gives them, to the conditions of a route: each is checked, and a refusal says what to give."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from explorer.errors import OptionError, quoted
from explorer.routing.places import Mode
from explorer.routing.route import Conditions, Gauge

MODES: tuple[Mode, ...] = ("rail", "sea", "any")
GAUGES: tuple[Gauge | None, ...] = (None, 1520, 1435)
W = TypeVar("W")


def conditions(
    gauge_mm: Gauge | None,
    avoid: str | Iterable[str],
    closed: str | Iterable[str],
    on: date | str | None,
    *,
    transit: bool,
    via: str | Iterable[str] = (),
) -> Conditions:
    """Conditions of a route; one country or id may be given without a list around it, and a day as a date or ISO text.

    Raises
    ------
    OptionError
        A gauge, country or day has no meaning. Closures are checked by whoever knows the networks.
    """
    countries = frozenset(code.upper() for code in _words(avoid))
    if strange := sorted(code for code in countries if not (len(code) == 3 and code.isalpha())):
        raise OptionError(f"{quoted(strange[0])} is not a valid country code. Use ISO 3166 alpha-3, such as CHN.")
    gauge = one_of("gauge_mm", gauge_mm, GAUGES)
    return Conditions(gauge, countries, frozenset(_words(closed)), day(on), transit, tuple(_words(via)))


def _words(words: str | Iterable[str]) -> Iterable[str]:
    return (words,) if isinstance(words, str) else words


def one_of(name: str, value: W, known: Collection[W]) -> W:
    """The value, if it is one of those that are known.

    Raises
    ------
    OptionError
        It is not.
    """
    if value not in known:
        raise OptionError(f"{name}={quoted(value)} is not known. Use one of {', '.join(map(quoted, known))}.")
    return value


def day(given: date | str | None) -> date | None:
    """A day, given as such or as ISO text.

    Raises
    ------
    OptionError
        The text is not a date.

    >>> day("2023-09-12")
    datetime.date(2023, 9, 12)
    """
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise OptionError(f"{quoted(given)} is not a valid date such as 2024-06-19.") from error
