"""Messages in every language: complete, used, filled alike, and nothing that a font of the package cannot show."""

from __future__ import annotations

import ast
import re
from functools import cache
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from explorer import messages
from explorer.app import tongue
from explorer.app.tongue import guessed
from explorer.render.sheet import fonts
from tests.extraction import ROOT, Found, sources, template
from tests.extraction import messages as messages_of
from tests.sources import nodes

OTHERS = ("ko", "ru")
LETTERS = {"ko": re.compile("[가-힣]"), "ru": re.compile("[а-яё]", re.IGNORECASE)}
LONG = re.compile(r"[A-Za-z]{4,}")
"""What has no longer word in English is written with signs or Latin letters elsewhere too."""
AS_IN_ENGLISH = {"claim: …", "place: claim", "Home"}
"""Words of a notation, and the name of a key."""


@cache
def found() -> tuple[Found, ...]:
    return tuple(row for path in sources() for row in messages_of(path))


@cache
def rows(language: str) -> tuple[Message, ...]:
    content = (ROOT / "explorer" / "locale" / language / "LC_MESSAGES" / "tumen.po").read_bytes()
    return tuple(row for row in read_po(BytesIO(content), locale=language) if row.id)


def pairs(row: Message) -> list[tuple[str, str]]:
    """Each translation with the English that it stands for."""
    if isinstance(row.id, str):
        return [(row.id, str(row.string))]
    return [(row.id[1], text) for text in row.string or ()]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def plain(text: str) -> str:
    """A message without its fields and its tags."""
    return re.sub(r"\{[^}]*\}|<[^>]*>", "", text)


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues_hold_what_is_said_and_nothing_else(language: str) -> None:
    """`make messages` brings a catalogue up to date."""
    said = {(row.one, row.other) if row.other else row.one for row in found()}
    kept = {row.id if isinstance(row.id, str) else tuple(row.id) for row in rows(language)}
    assert said - kept == set(), "not in the catalogue"
    assert kept - said == set(), "said nowhere"


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_with_the_same_fields(language: str) -> None:
    for row in rows(language):
        for english, text in pairs(row):
            assert text == text.strip(" ") or english != english.strip(" "), english
            assert text, english
            assert LETTERS[language].search(text) or english in AS_IN_ENGLISH or not LONG.search(plain(english)), english
            assert fields(text) == fields(english), english
            assert re.findall(r"</?\w+", text) == re.findall(r"</?\w+", english), english
            assert {*fonts.missing([text.replace("\n", " ")])} <= {*fonts.missing([english.replace("\n", " ")])}, english


@pytest.mark.parametrize("language", OTHERS)
def test_plurals_have_the_forms_of_their_language(language: str) -> None:
    forms = {"ko": 1, "ru": 3}[language]
    several = [row for row in rows(language) if not isinstance(row.id, str)]
    assert len(several) >= 8
    assert {len(row.string or ()) for row in several} == {forms}


@pytest.mark.parametrize(("count", "told"), [(1, "1 абзац"), (3, "3 абзаца"), (5, "5 абзацев"), (21, "21 абзац")])
def test_a_number_takes_its_form(count: int, told: str) -> None:
    assert messages.many("ru", "{count} paragraph", "{count} paragraphs", count) == told


def test_fields_are_given_by_name_wherever_something_is_said() -> None:
    """Each call fills what its message asks for, and nothing else."""
    for path in sorted((ROOT / "explorer").rglob("*.py")):
        for node in nodes(path):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in {"say", "many", "recorded"}:
                continue
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and argument.value]
            given = {keyword.arg for keyword in node.keywords}
            if None in given or not texts or path.parts[-2] == "cli":
                continue
            asked = fields(str(texts[0])) - ({"count"} if ast.unparse(node.func) == "many" else set())
            assert asked == given or not given, f"{path}:{node.lineno}"


def test_what_was_said_in_english_is_told_again() -> None:
    notice = "'nonsense' is not a known key; it was left out."
    assert messages.told("ru", notice) == "'nonsense' — неизвестный ключ; опущен."
    assert messages.told("en", notice) == notice
    assert messages.told("ko", "A sentence that nobody translated.") == "A sentence that nobody translated."


def test_what_fills_a_sentence_is_told_too_and_stays_as_it_was_typed() -> None:
    assert messages.told("ko", "claimed by Russia and Japan") == "주장 주체: 러시아, 일본"
    assert "{0.__class__}" in messages.told("ru", "'{0.__class__}' is not a known key; it was left out.")


def test_numbers_and_days_are_written_as_in_the_language() -> None:
    assert messages.say("ru", "{km:.1f} km", km=1.5) == "1,5 км"
    assert messages.say("ru", "{km:,.0f} km", km=12_345) == "12\xa0345 км"
    assert messages.say("en", "{km:,.0f} km", km=12_345) == "12,345 km"


def test_an_f_string_is_a_message_with_named_fields() -> None:
    node = ast.parse("f'{quoted(key)}={quoted(part)} of {len(rows)} is {what}{hint(a, b)}.'", mode="eval").body
    assert template(node) == "{key}={part} of {rows} is {what}{hint}."


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("ru", "ru"),
        ("de,fr;q=0.5", "en"),
        ("", "en"),
        ("en, ru;q=0.1", "en"),
        ("ru;q=0", "en"),
    ],
)
def test_the_language_is_guessed_from_what_the_browser_asks_for(header: str, language: str) -> None:
    assert guessed(header) == language


def test_a_link_to_another_tab_has_the_language_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "language", lambda: "ko")
    found = [tongue.linked(address) for address in ("./inbox", "./inbox?paper=a", "./?v=1&lang=ru&z=5")]
    assert found == ["./inbox?lang=ko", "./inbox?paper=a&lang=ko", "./?v=1&lang=ru&z=5"]
    monkeypatch.setattr(tongue, "language", lambda: "en")
    assert tongue.linked("./inbox") == "./inbox"
