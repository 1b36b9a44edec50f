"""A scenario as text: what is written is read back, whatever the text holds, and the desk's lines lose nothing."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cards.read import read_scenario
from explorer.stories.text import (
    add_view,
    callout_lines,
    callouts_of,
    draft_of,
    item_lines,
    lines_of,
    new_draft,
    numbered,
    option_rows,
    question_of,
    sentences_of,
    sorting_of,
    toml,
    with_title,
)
from explorer.views.read import parse
from explorer.views.view import View
from explorer.world.world import World
from tests import hostile
from tests.properties.views import views
from tests.unit.stories.test_scenario import FILE, TOY, image, stage

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(texts, st.integers(-(2**31), 2**31), st.booleans()), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


def test_a_written_scenario_round_trips() -> None:
    scenario = read_scenario(FILE, TOY, stage())
    again = read_scenario(FILE, toml(draft_of(scenario)), stage())
    assert again == scenario
    assert toml(draft_of(again)) == toml(draft_of(scenario))


def test_a_story_with_a_picture_round_trips() -> None:
    scenario = read_scenario(FILE, image("data:image/png;base64,iVBORw0KGgo="), stage())
    assert read_scenario(FILE, toml(draft_of(scenario)), stage()) == scenario


def test_the_bundled_stories_round_trip(real: World) -> None:
    for scenario in real.scenarios:
        assert read_scenario("mine", toml(draft_of(scenario)), real.stage) == scenario


@given(st.dictionaries(st.sampled_from(["title", "audience", "goals", "notes"]), values), st.lists(texts, max_size=3))
def test_any_text_comes_back(head: dict[str, Any], headings: list[str]) -> None:
    draft = {**head, "step": [{"n": n, "heading": text, "say": [{"text": text}]} for n, text in enumerate(headings, start=1)]}
    read = tomllib.loads(toml(draft))
    assert {key: value for key, value in read.items() if key != "step"} == head
    assert read.get("step", []) == draft["step"]


@pytest.mark.parametrize("text", [*hostile.TEXTS.values(), *hostile.REFUSED.values()], ids=[*hostile.TEXTS, *hostile.REFUSED])
def test_hostile_text_comes_back(text: str) -> None:
    draft = {**new_draft(), "title": text, "notes": text}
    assert tomllib.loads(toml(draft))["title"] == text


@given(views())
def test_a_collected_view_is_the_view(view: View) -> None:
    draft = add_view(add_view(new_draft(), View()), view)
    assert [step["n"] for step in draft["step"]] == [1, 2]
    assert parse(tomllib.loads(toml(draft))["step"][1]["view"]) == (view, ())


def test_steps_are_numbered_anew() -> None:
    draft = add_view(add_view(add_view(new_draft(), View()), View()), View())
    moved = numbered(draft, [draft["step"][2], draft["step"][0]])
    assert [(step["n"], step["heading"]) for step in moved["step"]] == [(1, "Step 3"), (2, "Step 1")]


def test_the_id_follows_the_title() -> None:
    assert with_title(new_draft(), "Rail, or sea?")["id"] == "rail-or-sea"
    assert with_title(new_draft(), "라진")["id"] == "my-story"


def test_lines_of_sentences() -> None:
    text = "B42: He said so: really.\nevent:talks-2024: It did.\ndata:rail_lines: Drawn.\nNobody knows."
    rows = sentences_of(text)
    assert [sorted(set(row) - {"text"}) for row in rows] == [["claim"], ["event"], ["data"], []]
    assert rows[0]["text"] == "He said so: really."
    assert lines_of(rows) == text
    assert sentences_of("\n  \n") == []


def test_lines_of_callouts() -> None:
    text = "rajin-port: B42\nkhasan: event:kim-crosses: A sentence.\nnothing"
    rows = callouts_of(text)
    assert rows[0] == {"place": "rajin-port", "claim": "B42"}
    assert rows[1] == {"place": "khasan", "event": "kim-crosses", "text": "A sentence."}
    assert callout_lines(rows) == text


def test_a_question_in_lines() -> None:
    rows = [("One", "Look."), ("Two", ""), ("Three", "B42: He said so.")]
    question = question_of("Which?", rows, 2, "B42: He said so.", predict=True)
    assert question == {
        "ask": "Which?", "options": ["One", "Two", "Three"], "answer": 2, "why": [{"claim": "B42", "text": "He said so."}],
        "wrong": [{"option": 1, "text": "Look."}, {"option": 3, "claim": "B42", "text": "He said so."}], "predict": True,
    }  # fmt: skip
    assert option_rows(question) == rows
    assert question_of("", [("", "")], 0, "", predict=False) is None
    unmarked = question_of("Which?", [("One", ""), ("Two", "")], 0, "", predict=False)
    assert unmarked is not None
    assert unmarked["answer"] == 0, "no option is chosen: the page says so"


def test_a_reason_that_comes_before_its_choice_is_kept() -> None:
    question = question_of("", [("", "Look."), ("Two", "")], 2, "", predict=False)
    assert question is not None
    assert option_rows(question) == [("", "Look."), ("Two", "")]


def test_lines_of_things_to_sort() -> None:
    text = "alleged B09: Munitions\nfact event:talks-2024: Talks\nSomething else"
    sorting = sorting_of("How known?", text, "B42: He said so.")
    assert sorting is not None
    assert item_lines(sorting) == text
    assert sorting["why"] == [{"claim": "B42", "text": "He said so."}]
    assert sorting_of("", " ") is None
