"""Names that a document gives to vessels: a ship called after a river or a town is no place wherever it is named again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from explorer.intake.inflection import name_forms
from explorer.intake.signs import plain
from explorer.intake.tables import table
from explorer.intake.values import Language, Paragraph

_NAME = r"(?P<name>[A-ZА-ЯЁ][\w'’-]+)"


def vessels_in(paragraphs: Sequence[Paragraph], language: Language) -> frozenset[str]:
    """The first words of the names that stand after a word for a vessel, in plain signs; Russian ones in all cases.

    Parameters
    ----------
    paragraphs
        The blocks of the document.
    language
        The language of the text; Korean marks a vessel's name each time that it stands, and has none here.
    """
    found = {hit["name"] for paragraph in paragraphs for hit in _named(language).finditer(paragraph.text)}
    forms = (form for name in found for form in (name_forms(name) if language is Language.RUSSIAN else (name,)))
    return frozenset(map(plain, (*found, *forms)))


@lru_cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{table('places')['distractors'][language.value]['vessel']}){_NAME}")


def stands_for_vessel(name: str, before: str, after: str, vessels: frozenset[str]) -> bool:
    """Whether a name is that of a vessel here: the document calls one so, and nothing beside it puts something there.

    Parameters
    ----------
    name, before, after
        The name and the text around it, in plain signs.
    vessels
        See :func:`vessels_in`.
    """
    if name.split(maxsplit=1)[0] not in vessels:
        return False
    return not re.search(table("places")["after"]["put_there"], before) and not re.match(r"\s(?:port|river|harbou?r)\b", after)


def definite(before: str, after: str) -> bool:
    """Whether English says "the" before a name that goes on in no noun, as of ships and rivers and never of a town."""
    return bool(re.search(r"(?:^|\W)the\s$", before)) and bool(re.match(table("places")["after"]["no_noun"], after))
