"""Pages in Korean and Russian hold no English word outside names, citations and what stays English on cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.world.world import World
from tests.grids import sampled

LANGUAGES = ("ko", "ru")
ENGLISH_WORD = re.compile(r"\b[a-z][a-z'’]{3,}\b")
"""An English word: four small letters or more. Names begin with a capital one, and have their own test."""
AS_THEY_ARE = frozenset({"tumen", "csv", "json", "lon", "lat", "ship", "time", "when", "openstreetmap", "searoute", "tracks"})
"""Words of commands, keys and notations."""


def opened(name: str, address: Mapping[str, str]) -> AppTest:
    """A page of the app at an address, in its language."""
    script = f"from explorer.app import tongue\nfrom explorer.app.screens import {name}\ntongue.settle()\n{name}.show()\n"
    run = AppTest.from_string(script, default_timeout=60)
    for key, value in address.items():
        run.query_params[key] = value
    return run.run()


class Seen(HTMLParser):
    """The words of a piece of HTML that are not marked as English, nor inside of what is."""

    VOID = frozenset({"br", "hr", "img", "input", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._english: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.VOID:
            left_out = given.get("lang") == "en" or tag in {"style", "code"}
            self._english.append(left_out or (bool(self._english) and self._english[-1]))
        if not (self._english and self._english[-1]):
            self.words += [value for key in ("title", "aria-label", "alt") if (value := given.get(key))]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self._english:
            self._english.pop()

    def handle_data(self, data: str) -> None:
        if not (self._english and self._english[-1]):
            self.words.append(data)


def shown(run: AppTest) -> Iterator[str]:
    """Every text of a page: HTML, labels, hints, placeholders, options."""
    for element in run.main:
        proto = getattr(element, "proto", None)
        if element.type == "html":
            yield from Seen(proto.body).words
        else:
            yield from (str(getattr(proto, name, "")) for name in ("label", "help", "placeholder", "body"))
        for option in getattr(element, "options", None) or ():
            yield str(option)


@cache
def of_cards(world: World) -> tuple[str, ...]:
    """What cards and the catalogue of map data say: names, titles, reasons, licences; the longest first."""
    rows = [row for found in world.cards.rows.values() for row in found]
    cards = (*rows, *world.datasets, *world.cards.corridors, list(world.network.closable.values()))
    texts = {form for row in cards for text in _texts(row) for form in (text, text[:1].upper() + text[1:])}
    return tuple(sorted((text for text in texts if len(text) > 3), key=len, reverse=True))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        yield from _texts([getattr(value, part.name) for part in fields(value)])
    elif hasattr(value, "__dict__"):
        yield from _texts(vars(value))


def english_in(run: AppTest, world: World) -> set[str]:
    found = set()
    for text in shown(run):
        rest = text.replace("\\", "")
        if ENGLISH_WORD.search(rest):
            for known in of_cards(world):
                rest = rest.replace(known, "")
            found |= set(ENGLISH_WORD.findall(re.sub(r"https?://\S+|[\w.]+-[\w.-]+", "", rest)))
    return found - AS_THEY_ARE


PAGES = ("about", "railsea", "scenarios", "subject", "explore", "evidence", "own_data", "tracks", "brief")
ASKED = {"subject": {"about": "place:rajin"}}


@pytest.mark.parametrize(
    ("name", "language"),
    sampled(
        ((name, language) for name in PAGES for language in LANGUAGES),
        [("about", "ko"), ("explore", "ru"), ("own_data", "ko"), ("scenarios", "ru")],
    ),
)
def test_no_english_word_is_left_on_a_page(real: World, name: str, language: str) -> None:
    shared.install(real, {})
    run = opened(name, {**ASKED.get(name, {}), "lang": language})
    assert not run.exception
    assert english_in(run, real) == set()


def test_a_link_without_a_language_is_english_and_an_unknown_one_too(real: World) -> None:
    shared.install(real, {})
    for address in ({"v": "1"}, {"v": "1", "lang": "tlh"}):
        run = opened("own_data", address)
        assert "Own data" in "".join(shown(run))
