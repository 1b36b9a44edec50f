"""Streamlit's own words in the languages of the explorer, as the script of the page gets them."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from explorer.server import page_words
from explorer.server.gate import page

LANGUAGES = ("ko", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_and_form_is_there(language: str) -> None:
    table = json.loads(page_words.table())[language]
    assert set(table["one"]) == set(page_words.WORDS)
    assert all(said != word for word, said in table["one"].items())
    assert len(table["form"]) == len(page_words.FORMS)


@pytest.mark.parametrize(
    ("words", "said"), [("3 more", "ещё 3"), ("100MB per file", "до 100MB на файл"), ("Help for Порт", "Подсказка: Порт")]
)
def test_what_stands_around_a_word_is_said_and_the_word_stays(words: str, said: str) -> None:
    forms = json.loads(page_words.table())["ru"]["form"]
    found = [to.replace("$1", match[1]) for form, to in forms if (match := re.fullmatch(form, words))]
    assert found == [said]


def test_the_words_are_those_that_streamlit_has() -> None:
    """A release of Streamlit that words them otherwise is noticed here."""
    folder = resources.files("streamlit") / "static" / "static" / "js"
    scripts = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".js"))
    written = [word for word in page_words.WORDS if word != "Menu" and not word.startswith("Press ")]
    assert [word for word in written if word not in scripts] == []


def test_the_script_of_the_page_holds_the_table() -> None:
    assert page_words.table() in page.address_script("", page_words.table()).decode()
