"""The fixed words of a map: all of them in every language, with the same places to fill, and nothing English left on a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from explorer.ledger.vocabulary import Stance, Truth
from explorer.messages import say, told
from explorer.render.scene_words import WORDS
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Words
from explorer.render.words import ENGLISH_CARDS, legend_words
from explorer.scene.build import Scene, build
from explorer.scene.feature import LegendItem
from explorer.views.view import LANGUAGES, Language, LayerId, View
from explorer.world.world import World
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import prepared

OTHERS: tuple[Language, ...] = ("ko", "ru")
LETTERS = {"ko": re.compile("[가-힣]"), "ru": re.compile("[а-яё]", re.IGNORECASE)}


def everything(world: World, language: Language) -> Iterator[Scene]:
    """Scenes that between them have every row of the legend and every caption."""
    everywhere = View(language=language, layers=frozenset(LayerId))
    yield build(world, replace(everywhere, baseline="coast"))
    yield build(world, replace(everywhere, route=replace(everywhere.route, origin="Rajin", destination="Tikhoretsk")))


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_of_a_scene_is_without_its_translation(real: World, language: Language) -> None:
    for scene in everything(real, language):
        texts = [text for item in scene.legend for text in (item.word, item.note) if text] + list(scene.captions)
        texts += [f.title for f in scene.drawn if f.kind.startswith(("zone-", "way-mark"))]
        assert len(scene.legend) > 18
        for text in texts:
            assert LETTERS[language].search(told(language, text)), text
            assert told("en", text) == text


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("word", [row.value for row in (*Stance, *Truth)])
def test_stances_and_what_is_known_have_words(language: Language, word: str) -> None:
    assert LETTERS[language].search(told(language, word))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("preset", sampled(((preset.id,) for preset in bundled().presets), [("theatre",), ("denials",)]))
def test_no_english_phrase_is_left_on_a_sheet(real: World, preset: str, language: Language) -> None:
    """Everything around the map; statements, publishers and licences stay as they are written."""
    _, sheet = prepared(real, preset, Options(), language)
    for group in sheet.groups:
        lines = [item.text for item in group.items if isinstance(item, Words)]
        text = " ".join(lines)
        if group.id == "furniture:heading":
            assert LETTERS[language].search(lines[0]), lines[0]
            assert not re.search(r"\b[a-z]{4,}\b", text), text
        if group.id == "furniture:legend":
            assert not re.search(r"\b[a-z]{4,}\b", text), text
        for phrase in WORDS:
            plain = re.sub(r"\{\w+\}.*", "", phrase).strip()
            if len(plain) > 14 and group.role == "furniture":
                assert plain not in text, (group.id, phrase)
    panel = next(group for group in sheet.groups if group.id == "furniture:panel")
    said = " ".join(item.text for item in panel.items if isinstance(item, Words))
    if sheet.facts["callouts"]:
        assert say(language, ENGLISH_CARDS) in said


def test_an_unknown_kind_keeps_its_word() -> None:
    assert legend_words("ko", LegendItem("corridor", "corridor")) == ("corridor", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scene_itself_does_not_change_with_its_words(real: World, language: Language) -> None:
    scene, english = build(real, View(language=language)), build(real, View())
    assert scene.legend == english.legend
    assert scene.captions == english.captions
    assert [f.id for f in scene.drawn] == [f.id for f in english.drawn]
