"""The rules of each language, by language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from explorer.intake.dates import english, korean, russian
from explorer.intake.dates.finding import expanded, find
from explorer.intake.tables import table
from explorer.intake.values import DateMention, Language, Paragraph

_RULES = {Language.ENGLISH: english.RULES, Language.KOREAN: korean.RULES, Language.RUSSIAN: russian.RULES}
_TABLES = {Language.ENGLISH: "dates_english", Language.KOREAN: "dates_korean", Language.RUSSIAN: "dates_russian"}


def find_dates(paragraphs: Sequence[Paragraph], language: Language, published: date | None) -> tuple[DateMention, ...]:
    """Every date in a text, worked out from the day of publishing; without one only what a text gives in full."""
    own = table(_TABLES[language])
    return find(paragraphs, _RULES[language], published, future_words(language), _compiled(own["stop"]))


def future_words(language: Language) -> re.Pattern[str]:
    """Words that say that a day is still to come."""
    return _compiled(expanded(table(_TABLES[language])["future"], _TABLES[language]))


@lru_cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text)
