"""A story as files: the page that plays alone, slides with notes, the handout; the same bytes each time, and clear refusals."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from explorer.cli import main as cli
from explorer.errors import ExportError
from explorer.render.files import storybook
from explorer.render.files.story_page import story_page
from explorer.render.sheet.options import Options
from explorer.render.web.asking import KIND_WORDS
from explorer.scene.staging import board, scene_of
from explorer.stories.scenario import Question, Scenario
from explorer.world.world import World
from tests.bundled import bundled
from tests.printed import clashes, cut_labels

NAME = "hwasong-20"


def story(real: World) -> Scenario:
    return real.scenarios_by_id[NAME]


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli.main, list(words), prog_name="tumen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def value_of(page: str) -> Any:
    (text,) = re.findall(r"window\.TumenValue = (.*?);</script>", page)
    return json.loads(text)


def bare(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("&#x27;", "'")


def test_the_page_holds_every_step(real: World) -> None:
    page = story_page(real, story(real)).decode()
    value = value_of(page)
    assert [step["n"] for step in value["steps"]] == [step.n for step in story(real).step]
    for told, step in zip(value["steps"], story(real).step, strict=True):
        words = bare(told["html"])
        assert all(row.text in words for role, row in step.sentences() if role not in {"why", "wrong"})
        assert (told["question"] is None) == (step.question is None)
        assert (told["sort"] is None) == (step.sort is None)
        if step.question:
            reasons = [bare(reason) for reason in told["question"]["reasons"]]
            assert all(reason.text in reasons[reason.option - 1] for reason in step.question.wrong)
            assert reasons[step.question.answer - 1] == ""
            assert all(option in bare(told["question"]["revealed"]) for option in step.question.options)
        if step.sort:
            assert [item["kind"] for item in told["sort"]["items"]] == [item.kind for item in step.sort.items]
        assert told["scene"]["camera"]["zoom"] > 0
    assert value["goals"] == list(story(real).goals)
    assert "Western intelligence agencies" in value["sources"]


def test_the_page_asks_nobody(real: World) -> None:
    page = story_page(real, story(real)).decode()
    assert "default-src 'none'" in page
    assert re.findall(r"""src\s*=\s*["']?https?:|url\(["']?https?:|<link[^>]+https?:|import\s*\(?["']https?:""", page) == []
    assert len(page) < 4_000_000


def test_the_page_is_the_same_each_time(real: World) -> None:
    assert story_page(real, story(real)) == story_page(real, story(real))


@cache
def deck() -> Any:
    """The slides of a story with call-outs, made once."""
    world = bundled()
    return Presentation(io.BytesIO(storybook.make(world, world.scenarios_by_id["rajin-dunai"], "x.pptx")))


def shown(real: World) -> list[tuple[Any, Any]]:
    """The slides that show a step, each with it; the others ask."""
    told = real.scenarios_by_id["rajin-dunai"]
    heads = {f"{step.n}. {step.heading}": step for step in told.step}
    found = [(slide, heads[title]) for slide in deck().slides if (title := slide.shapes.title.text_frame.text) in heads]
    assert [step for _, step in found] == list(told.step)
    return found


def test_slides_have_notes(real: World) -> None:
    for slide, step in shown(real):
        notes = slide.notes_slide.notes_text_frame.text
        assert all(row.text in notes for _, row in step.sentences())
        assert step.heading in notes
        assert step.shown.query() in notes


def test_questions_have_slides_of_their_own(real: World) -> None:
    """Before the step where a prediction is asked for, else after it; options on the slide, answer and reasons in the notes."""
    told, titles = real.scenarios_by_id["rajin-dunai"], [slide.shapes.title.text_frame.text for slide in deck().slides]
    assert len(titles) == len(told.step) + sum(len(step.asked) for step in told.step)
    for step in told.step:
        for asked in step.asked:
            first = isinstance(asked, Question) and asked.predict
            (at,) = [n for n, title in enumerate(titles) if title.startswith(asked.ask)]
            assert (at < titles.index(f"{step.n}. {step.heading}")) == first, step.n
            slide = list(deck().slides)[at]
            words, notes = slide.shapes[1].text_frame.text, slide.notes_slide.notes_text_frame.text
            if isinstance(asked, Question):
                assert all(option in words for option in asked.options)
                assert "Answer:" not in words
                assert all(row.text in notes for row in (*asked.why, *asked.wrong))
            else:
                assert all(item.text in words and f"{item.text}: {KIND_WORDS[item.kind]}" in notes for item in asked.items)


def test_the_call_outs_of_a_step_stand_on_its_slide_and_handout(real: World) -> None:
    told = real.scenarios_by_id["rajin-dunai"]
    notes = [(step, [f for f in scene_of(real, step).drawn if f.kind == "callout"]) for step in told.step]
    assert sum(len(found) for _, found in notes) >= 4
    for (slide, _), (step, found) in zip(shown(real), notes, strict=True):
        shapes = {shape.name: shape for shape in slide.shapes}
        for feature in found:
            box = shapes[f"{feature.id}/label"]
            words = " ".join(part.text_frame.text for part in box.shapes if part.has_text_frame and part.text_frame.text)
            assert feature.title in words, step.n
            assert feature.detail in words, step.n
    sheets = [storybook.sheet_of(real, step, Options(size="a4")) for step, found in notes if found]
    for sheet in sheets:
        assert sheet is not None
        assert clashes(sheet) == []
        assert cut_labels(sheet) == []


@pytest.mark.grid
def test_the_handout_has_maps_text_and_answers(real: World) -> None:
    content = storybook.make(real, story(real), "x.PDF")
    assert content.startswith(b"%PDF")
    drawn = [step for step in story(real).step if not board(real, step)]
    assert len(re.findall(rb"/Type /Page\b", content)) >= len(drawn) + 3
    two = story(real).model_copy(update={"step": story(real).step[:2]})
    assert storybook.make(real, two, "x.pdf") == storybook.make(real, two, "x.pdf")


def test_a_story_without_places_has_no_handout(real: World) -> None:
    data = story(real).model_dump(mode="json")
    for step in data["step"]:
        step["view"], step["callout"] = "v=1&layers=none", []
    with pytest.raises(ExportError, match="has anything to draw"):
        storybook.make(real, Scenario.model_validate(data), "x.pdf")


def test_the_command_writes_files_with_manifests(tmp_path: Path, real: World) -> None:
    target = tmp_path / "story.html"
    result = run("export", "--scenario", NAME, "-o", str(target))
    assert result.exit_code == 0, result.output
    assert target.read_bytes() == story_page(real, story(real))
    manifest = json.loads((tmp_path / "story.html.manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"] == NAME
    assert [step["view"] for step in manifest["steps"]] == [step.shown.query() for step in story(real).step]
    assert run("export", "--scenario", NAME, "-o", str(target)).exit_code != 0, "it exists"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--scenario", "nothing"], "There is no story 'nothing'"),
        (["--scenario", NAME, "--view", "v=1"], "--view VIEW, or a story"),
        ([], "--view VIEW, or a story"),
    ],
)
def test_what_cannot_be_exported_is_refused(tmp_path: Path, words: list[str], told: str) -> None:
    result = run("export", *words, "-o", str(tmp_path / "x.html"))
    assert result.exit_code != 0
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_ending_of_maps_is_none_of_stories(tmp_path: Path) -> None:
    result = run("export", "--scenario", NAME, "-o", str(tmp_path / "x.kml"))
    assert result.exit_code != 0
    assert ".html .pptx .pdf" in result.stderr
