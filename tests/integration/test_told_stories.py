"""Stories as files in Korean and Russian, and what their maps say: no English word outside names, ids and addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from explorer.cli import main as cli
from explorer.render.files import storybook
from explorer.render.web.payload import CameraOrder, scene_payload
from explorer.scene import build as scene
from explorer.stories.retold import retold
from explorer.stories.scenario import Scenario
from explorer.views.read import parse
from explorer.views.view import LANGUAGES, Camera, Language, LayerId, View
from explorer.world.world import World
from tests.grids import sampled

OTHERS: tuple[Language, ...] = tuple(language for language in LANGUAGES if language != "en")
ENGLISH_WORD = re.compile(r"(?<![\w-])[a-z][a-z'’]{3,}(?![\w-])")
LEFT_OUT = {"scene", "settings", "kind", "kinds", "seconds"}
"""Keys of the page that hold no words, or words of the map, which have a test of their own."""
STORIES = ("hwasong-20", "pact-2024", "rail-or-sea", "rajin-dunai", "reading-a-source", "tour-2023")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>|\{\w+\}|\[[^\]]*\]", " ", value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from () if key in LEFT_OUT else texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def names_of_lines(real: World) -> list[str]:
    """Names that cards and the catalogue of map data give in English alone: of lines and of data sets."""
    everything = scene.build(real, View(layers=frozenset(LayerId)))
    names = [*(row.title for row in everything.features if row.look.schematic), *(row.title for row in real.datasets)]
    return sorted(names, key=len, reverse=True)


def english(value: Any, names: Sequence[str] = ()) -> set[str]:
    found = set()
    for text in texts(value):
        rest = unescape(text)
        for name in names:
            rest = rest.replace(name, " ")
        found |= set(ENGLISH_WORD.findall(rest))
    return found


def story(real: World, name: str, language: Language) -> Scenario:
    return retold(real.scenarios_by_id[name], real.tongue(language))


@pytest.mark.parametrize(
    ("name", "language"),
    sampled(((name, language) for name in STORIES for language in OTHERS), [("hwasong-20", "ko")]),
)
def test_the_page_that_plays_alone_speaks_the_language(real: World, name: str, language: Language) -> None:
    page = storybook.make(real, story(real, name, language), "x.html", language).decode()
    assert f'<html lang="{language}"' in page
    (text,) = re.findall(r"window\.TumenValue = (.*?);</script>", page)
    assert english(json.loads(text), names_of_lines(real)) == set()
    (body,) = re.findall(r"<header>.*?</header>", page, flags=re.DOTALL)
    assert english(body) == set()


def test_a_handout_and_notes_of_slides_speak_the_language(real: World) -> None:
    told = story(real, "hwasong-20", "ru")
    lines = [line.text for line in (*storybook._text(real, told, "ru"), *storybook._answers(told, "ru"))]
    lines += [storybook._notes(told, step, "ru").partition("Вид: ")[0] for step in told.step]
    assert english(lines) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_map_tells_of_a_feature_is_in_the_language(real: World, language: Language) -> None:
    order = CameraOrder(1, Camera(130.0, 42.0, 7.0))
    query = f"layers=places,events,claims,railway,sea-leg&a=Rajin&b=Tikhoretsk&lang={language}"
    payload = scene_payload(scene.build(real, parse(query)[0]), order)
    about = [feature["properties"] for feature in payload["features"]]
    assert any(row["said"] != row["detail"] for row in about)
    assert english([[row["title"], row["said"]] for row in about if row["kind"] != "place"]) == set()


def test_the_command_takes_a_language_for_a_whole_story(tmp_path: Path) -> None:
    target = tmp_path / "story.html"
    done = CliRunner().invoke(
        cli.main, ["export", "--scenario", "hwasong-20", "--lang", "ko", "-o", str(target)], prog_name="tumen"
    )
    assert done.exit_code == 0, done.output
    assert '<html lang="ko"' in target.read_text(encoding="utf-8")
