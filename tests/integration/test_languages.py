"""Pages in Korean and Russian hold no English word outside names, citations and what stays English on cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from streamlit.proto.Block_pb2 import Block as BlockProto
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.cards.translations import remarks_of, units
from explorer.ledger.tongue import texts
from explorer.messages import told
from explorer.render.files import export
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Words
from explorer.world.load import described
from explorer.world.world import World
from tests.grids import sampled
from tests.printed import prepared

LANGUAGES = ("ko", "ru")
CITED = re.compile(r"[“«‘][A-Za-z][^”»’]*[”»’]")
"""What somebody has said in English, within the quotation marks of the language."""
ENGLISH_WORD = re.compile(r"\b[a-z][a-z'’]{3,}\b")
"""An English word: four small letters or more. Names begin with a capital one, and have their own test."""
AS_THEY_ARE = frozenset(
    {"tumen", "csv", "json", "lon", "lat", "ship", "time", "when", "openstreetmap", "searoute", "tracks", "mended"}
)
"""Words of commands, keys, columns and notations."""


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
        yield from _of_block(proto)
        if element.type == "html":
            yield from Seen(proto.body).words
        else:
            yield from (str(getattr(proto, name, "")) for name in ("label", "help", "placeholder", "body"))
        for option in getattr(element, "options", None) or ():
            yield str(option)


def _of_block(proto: Any) -> Iterator[str]:
    """The label of a menu, of what opens, or of a tab; what is inside comes with the page."""
    kinds = {field.name for field, _ in proto.ListFields()} if isinstance(proto, BlockProto) else set()
    yield from (getattr(proto, kind).label for kind in ("popover", "expandable", "tab") if kind in kinds)


@cache
def translated(world: World) -> frozenset[str]:
    """Every English text of the cards that has a translation, which must not be seen."""
    found: set[str] = set()
    for unit in units(world.cards):
        for words in texts(unit.table, unit.card).values():
            found |= {words} if isinstance(words, str) else set(words)
    return frozenset([*found, *remarks_of(world.cards, described())])


@cache
def of_cards(world: World) -> tuple[str, ...]:
    """What cards and the catalogue of map data say and nothing translates: names, citations, licences; the longest first."""
    rows = [row for found in world.cards.rows.values() for row in found]
    cards = (*rows, *world.datasets, [subject.title for subject in world.subjects.by_id.values()])
    texts = {form for row in cards for text in _texts(row) for form in (text, text[:1].upper() + text[1:])}
    return tuple(sorted((text for text in texts if len(text) > 3 and text not in translated(world)), key=len, reverse=True))


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
    return left(shown(run), world)


def left(seen: Iterable[str], world: World) -> set[str]:
    """English words that are left of texts without what cards name and cite."""
    found = set()
    for text in seen:
        rest = CITED.sub("", text.replace("\\", ""))
        if ENGLISH_WORD.search(rest):
            for known in of_cards(world):
                rest = rest.replace(known, "")
            found |= set(ENGLISH_WORD.findall(re.sub(r"https?://\S+|[\w.]+-[\w.-]+", "", rest)))
    return found - AS_THEY_ARE


ASKED: dict[str, tuple[str, dict[str, str]]] = {
    **{name: (name, {}) for name in ("about", "railsea", "scenarios", "explore", "evidence", "own_data", "tracks", "brief")},
    "place": ("subject", {"about": "place:rajin"}),
    "speaker": ("subject", {"about": "speaker:maxwell"}),
    "a port": ("explore", {"v": "1", "sel": "site:rajin-port"}),
    "a leg": ("explore", {"v": "1", "sel": "leg:rajin-dunai-sea"}),
    "routes": ("railsea", {"a": "Rajin", "b": "Tikhoretsk", "discharge": "dunai-port", "figures": "on"}),
    "contrast": ("brief", {"sheet": "contrast", "a": "Rajin", "b": "Dunai"}),
    "story": ("scenarios", {"scenario": "rail-or-sea", "step": "2"}),
}
"""Pages, and the addresses at which they have the most to say."""
SHOWN = [("about", "ko"), ("explore", "ru"), ("own_data", "ko"), ("scenarios", "ru"), ("a leg", "ko"), ("routes", "ru")]


@pytest.mark.parametrize(
    ("name", "language"),
    sampled(((name, language) for name in ASKED for language in LANGUAGES), SHOWN),
)
def test_no_english_word_is_left_on_a_page(real: World, name: str, language: str) -> None:
    shared.install(real, {})
    page, address = ASKED[name]
    run = opened(page, {**address, "lang": language})
    assert not run.exception
    assert english_in(run, real) == set()


def test_a_link_without_a_language_is_english_and_an_unknown_one_too(real: World) -> None:
    shared.install(real, {})
    for address in ({"v": "1"}, {"v": "1", "lang": "tlh"}):
        run = opened("own_data", address)
        assert "Own data" in "".join(shown(run))


SHEETS = ("khasan-rajin", "sea-legs", "tour-2023", "theatre")


@pytest.mark.parametrize(
    ("preset", "language"), sampled(((preset, language) for preset in SHEETS for language in LANGUAGES), [("sea-legs", "ko")])
)
def test_no_english_word_is_left_on_a_sheet(real: World, preset: str, language: Any) -> None:
    """Every line of the sheet, and every text of the map file that goes with it for another program."""
    scene, sheet = prepared(real, preset, Options(), language)
    lines = [item.text for group in sheet.groups for item in group.items if isinstance(item, Words)]
    assert left(lines, real) == set()
    kml = export.make(export.Job(real, scene, Options(), sheet), "map.kml").decode()
    names = re.findall(r"<name>([^<]*)</name>", kml)
    assert len(names) > 5
    assert left(names, real) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_networks_is_told(real: World, language: str) -> None:
    names = {*real.network.named.values(), *real.network.closable.values()}
    assert {name for name in names if told(language, name) == name} == set()
