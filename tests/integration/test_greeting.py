"""The first visit: greeted once, with questions that are cards; never on a link with a view, and not again once used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from explorer.cards.read import read
from explorer.errors import SeedFaults
from explorer.views.read import parse
from tests import toy
from tests.bundled import bundled
from tests.integration.test_screens import checked, explore, opened, view_of
from tests.showing import showing

QUESTIONS = """
[[question]]
id = "alpha"
title = "Who speaks of *Alpha*?"
view = "v=1&lon=131&lat=42.5&z=9&sel=site:alpha"
ru = "Кто говорит об Альфе?"

[[question]]
id = "both"
title = "By rail or by sea?"
view = "v=1&a=alpha&b=beta"
"""


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    with showing(toy.with_cards(read({**toy.TEXTS, "questions.toml": QUESTIONS}, closable=toy.CLOSABLE))):
        yield


def offered(app: AppTest) -> list[str]:
    return [str(button.key).removeprefix("greeting_") for button in app.button if str(button.key).startswith("greeting_")]


def test_a_newcomer_reads_what_this_is_and_where_to_start() -> None:
    app = opened(explore)
    assert offered(app) == ["alpha", "both", "close"]
    assert any("Tumen Explorer" in block.proto.body for block in app.get("html"))
    assert app.button(key="greeting_alpha").label == r"Who speaks of \*Alpha\*?"


def test_a_question_shows_its_view_and_is_not_asked_again() -> None:
    app = opened(explore)
    checked(app.button(key="greeting_alpha").click().run())
    assert view_of(app) == parse("v=1&lon=131&lat=42.5&z=9&sel=site:alpha")[0]
    app.query_params.clear()
    assert offered(checked(app.run())) == []


def test_it_is_closed_for_good() -> None:
    app = opened(explore)
    checked(app.button(key="greeting_close").click().run())
    assert offered(app) == []
    assert offered(checked(app.run())) == []
    assert view_of(app).query() == "v=1"


def test_a_question_of_two_places_leads_to_rail_and_sea() -> None:
    app = opened(explore)
    checked(app.button(key="greeting_both").click().run())
    assert app.session_state["asked_route"].route.destination == "beta"
    assert offered(app) == []


@pytest.mark.parametrize("query", ["v=1", "v=1&stance=denied", "q=train", "nonsense=1"])
def test_a_link_with_a_view_greets_nobody_now_or_later(query: str) -> None:
    app = opened(explore, query)
    assert offered(app) == []
    app.query_params.clear()
    assert offered(checked(app.run())) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lat=42.5", "lat=95", "cannot be read"),
        ("sel=site:alpha", "sel=site:omega", "'site:omega' names no card"),
        ("sel=site:alpha", "sel=claim:Z99", "'claim:Z99' names no card"),
        ("sel=site:alpha", "layers=places,raid", "raid"),
        ("&lon=131&lat=42.5&z=9&sel=site:alpha", "", "nothing else than the first page"),
        ('title = "By rail or by sea?"', f'title = "{"x" * 81}"', "80"),
        ('id = "both"', 'id = "alpha"', "the id is used 2 times"),
    ],
)
def test_the_check_names_a_question_that_leads_nowhere(old: str, new: str, said: str) -> None:
    assert old in QUESTIONS
    with pytest.raises(SeedFaults) as told:
        read({**toy.TEXTS, "questions.toml": QUESTIONS.replace(old, new)}, closable=toy.CLOSABLE)
    assert [fault.file for fault in told.value.faults] == ["questions.toml"]
    assert said in str(told.value.faults[0])


def test_the_bundled_questions_are_three_and_told_in_every_language() -> None:

    questions = bundled().cards.questions
    assert len(questions) == 3
    assert all(question.ko and question.ru for question in questions)
    assert sum(question.asked.route.asked for question in questions) == 1
