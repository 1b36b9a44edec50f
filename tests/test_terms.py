"""The glossary in three languages says what sheets and translations really use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from explorer.fidelity.lexicon import MARKS
from explorer.ledger.vocabulary import Stance, Truth
from explorer.messages import catalogue, say, told
from explorer.render.sheet.callouts import FACING
from explorer.render.statements import NOUNS
from explorer.world import load

TEXT = (Path(__file__).parents[1] / "docs" / "terms.md").read_text(encoding="utf-8")


@cache
def rows() -> dict[str, tuple[str, str]]:
    """Korean and Russian by the English of every table."""
    found = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
    return {english: (korean, russian) for english, korean, russian in found if english != "English" and "---" not in english}


@cache
def words(language: str) -> str:
    """Everything that is translated into a language."""
    made = load.tongue(None, language).entries.values()
    return "\n".join(text for row in made for said in row.words.values() for text in ((said,) if isinstance(said, str) else said))


@pytest.mark.parametrize("stance", Stance)
def test_stances_are_named_as_the_glossary_has_them(stance: Stance) -> None:
    assert rows()[stance.value] == (say("ko", NOUNS[stance]), say("ru", NOUNS[stance]))


@pytest.mark.parametrize("head", FACING)
def test_the_columns_of_denials_are_headed_as_the_glossary_has_them(head: str) -> None:
    assert rows()[head] == (say("ko", head), say("ru", head))


@pytest.mark.parametrize("truth", Truth)
def test_grades_are_named_as_the_glossary_has_them(truth: Truth) -> None:
    assert rows()[truth.value] == (told("ko", truth.value), told("ru", truth.value))


@pytest.mark.parametrize("phrase", ["territorial sea", "internal waters", "contiguous zone", "high seas"])
def test_zones_are_named_as_on_maps(phrase: str) -> None:
    assert rows()[phrase] == (told("ko", phrase), told("ru", phrase))


@pytest.mark.parametrize("english", rows())
def test_every_word_of_the_glossary_is_used(english: str) -> None:
    if english in catalogue("ko").one or english in set(Stance):
        return
    for language, words_of_it in zip(("ko", "ru"), rows()[english], strict=True):
        for word in words_of_it.split(", "):
            for part in word.split(" "):
                stem = part.removesuffix("다").removesuffix("된") if language == "ko" else part[: max(2, len(part) - 3)]
                assert stem.casefold() in words(language).casefold(), (english, word)


@pytest.mark.parametrize(
    "english", ["might", "likely", "reportedly", "is said to", "expected", "suspected", "inferred", "may, possibly"]
)
def test_the_rules_know_the_hedges_of_the_glossary(english: str) -> None:
    (mark,) = [mark for mark in MARKS if mark.english.search(english.partition(",")[0])]
    korean, russian = rows()[english]
    assert all(mark.korean.search(word) for word in korean.split(", "))
    assert all(mark.russian.search(word) for word in russian.split(", "))


def test_words_that_the_glossary_rules_out_are_not_used() -> None:
    assert "신고" not in words("ko")
    assert "якобы" not in words("ru").casefold()
