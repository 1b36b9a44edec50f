"""Numbers with their units, as they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.intake.tables import table


@lru_cache(maxsize=1)
def _with_unit() -> re.Pattern[str]:
    return re.compile(table("marks")["numbers"]["with_unit"], re.IGNORECASE)


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text that have a unit.

    >>> numbers_in("a vessel of 2,900 tonnes with 58 railcars"), numbers_in("화차 58량, 2만7000t"), numbers_in("12 тысяч тонн")
    (('2,900 tonnes', '58 railcars'), ('58량', '2만7000t'), ('12 тысяч тонн',))
    """
    return tuple(found[0].strip() for found in _with_unit().finditer(text))
