"""The page of scenarios, run by Streamlit's own test driver: every story from first to last, questions, deep links, clock."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.render.web import story
from explorer.render.web.payload import CameraOrder
from explorer.scene import staging
from explorer.stories.scenario import Step
from explorer.world.world import World
from tests.grids import sampled
from tests.integration.test_stories import STORIES
from tests.unit.render.web.test_html import Page


def scenarios() -> None:
    from explorer.app.screens import scenarios

    scenarios.show()


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(scenarios, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception, [error.value for error in app.exception]
    return app


def words_of(app: AppTest) -> str:
    return Page("".join(element.proto.body for element in app.get("html"))).words


def press(app: AppTest, key: str) -> AppTest:
    return checked(app.button(key=key).click().run())


def at(app: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


def test_the_list_offers_every_story(real: World) -> None:
    app = opened()
    words = words_of(app)
    for scenario in real.scenarios:
        assert scenario.title in words
        assert all(goal in words for goal in scenario.goals)
    app = press(app, "start_tour-2023")
    assert at(app) == {"scenario": "tour-2023", "step": "1"}


@pytest.mark.parametrize("name", sampled([(name,) for name in STORIES], [("rail-or-sea",), ("tour-2023",)]))
def test_a_story_steps_through_from_first_to_last(real: World, name: str) -> None:
    scenario = real.scenarios_by_id[name]
    app = opened(scenario=name)
    for step in scenario.step:
        words = words_of(app)
        assert f"{step.n}. {step.heading}" in words
        assert f"Step {step.n} of {len(scenario.step)}" in words
        if step.question and step.question.predict:
            assert not any(row.text in words for row in step.say), "the sentences come after the prediction"
            app = answered(app, step)
            words = words_of(app)
        assert all(row.text in words for row in (*step.say, *step.against, *step.inferred))
        assert ("Nothing in the ledger speaks against" in words) == (not step.against)
        assert ("What speaks against it" in words) == bool(step.against), "no empty boxes"
        assert "no place on the map" not in words
        assert app.button(key="story_previous").disabled == (step.n == 1)
        if step.question and not step.question.predict:
            assert step.question.ask in words
            told = {row.text for row in (*step.say, *step.against, *step.inferred)}
            assert not any(row.text in words for row in step.question.why if row.text not in told), "the reasoning comes after"
            app = answered(app, step)
        if step.sort:
            for number, item in enumerate(step.sort.items):
                app.radio(key=f"story_sort_{step.n}_{number}").set_value(item.kind)
            app = checked(next(button for button in app.button if button.label == "Check").click().run())
            assert "Right." in words_of(app)
        app = press(app, "story_next")
    words = words_of(app)
    assert at(app) == {"scenario": name, "step": "end"}
    questions = sum(len(step.asked) for step in scenario.step)
    assert f"You got {questions} of {questions} right." in words
    assert [box.label.replace("\\", "").replace("\u2060", "") for box in app.checkbox] == list(scenario.goals)
    assert app.button(key="story_next").disabled
    for who, _, refs in story.sources_met(real, scenario):
        assert who in words
        assert ", ".join(refs) in words


def answered(app: AppTest, step: Step) -> AppTest:
    """The step with its question answered right; every option is there with its reason, and none is a faded button."""
    assert step.question is not None
    app = press(app, f"story_option_{step.n}_{step.question.answer}")
    words = words_of(app)
    assert "Right." in words
    assert all(option in words for option in step.question.options)
    assert all(row.text in words for row in (*step.question.why, *step.question.wrong))
    assert not any(button.key.startswith("story_option_") for button in app.button if button.key)
    return app


def test_back_jump_and_restart() -> None:
    app = press(opened(scenario="tour-2023", step="5"), "story_previous")
    assert at(app)["step"] == "4"
    app = checked(app.selectbox(key="story_jump").set_value("2").run())
    assert at(app)["step"] == "2"
    app = press(press(app, "story_option_2_1"), "story_restart")
    assert at(app)["step"] == "1"
    assert app.session_state["story_answers"]["tour-2023"] == {}


def test_one_more_try_then_the_answer(real: World) -> None:
    question = real.scenarios_by_id["tour-2023"].step[1].question
    assert question is not None
    first, second = question.reason(1), question.reason(3)
    assert first is not None
    assert second is not None
    app = press(opened(scenario="tour-2023", step="2"), "story_option_2_1")
    words = words_of(app)
    assert "You have one more try." in words
    assert first.text in words
    assert second.text not in words
    assert "the answer" not in words, "it is not told before the second try"
    assert not any(button.key == "story_option_2_1" for button in app.button)
    app = press(app, "story_option_2_3")
    words = words_of(app)
    assert "Not quite." in words
    assert "Neither the answer" in words
    assert second.text in words
    app = press(app, "story_again_question")
    assert "Not quite" not in words_of(app)
    assert app.button(key="story_option_2_1").label == "The first"


def test_the_second_try_counts_and_is_told() -> None:
    app = press(press(opened(scenario="tour-2023", step="2"), "story_option_2_1"), "story_option_2_4")
    assert "Right, on the second try." in words_of(app)
    app.query_params["step"] = "end"
    assert "You got 1 of 4 right, 1 on the second try. 3 are not answered." in words_of(checked(app.run()))


def test_sorting_has_one_more_try_for_what_is_out_of_place(real: World) -> None:
    sorting = real.scenarios_by_id["tour-2023"].step[3].sort
    assert sorting is not None
    app = opened(scenario="tour-2023", step="4")

    def check(*kinds: str | None) -> str:
        for number, kind in enumerate(kinds):
            if kind:
                app.radio(key=f"story_sort_4_{number}").set_value(kind)
        checked(next(button for button in app.button if button.label == "Check").click().run())
        return words_of(app)

    assert "Put each of them in a place first." in check("fact", None, None, None)
    assert "2 of 4 are in the right place. You have one more try." in check("fact", "fact", "fact", "alleged")
    assert [radio.label.replace("\\", "").replace("\u2060", "") for radio in app.radio] == [
        sorting.items[1].text,
        sorting.items[3].text,
    ]
    words = check(None, "inferred", None, "denied")
    assert "3 of 4 were in the right place." in words
    assert "The place is not named by Daily Scope News" in words


def test_answers_are_kept_for_the_visit() -> None:
    app = press(opened(scenario="tour-2023", step="2"), "story_option_2_4")
    app = press(press(app, "story_next"), "story_previous")
    assert "Right." in words_of(app)
    assert "✓" in app.selectbox(key="story_jump").options[1]
    app = press(app, "story_leave")
    assert "1 answered" in app.button(key="start_tour-2023").label


def test_a_ticked_goal_stays() -> None:
    app = opened(scenario="tour-2023", step="end")
    app = checked(app.checkbox(key="story_goal_tour-2023_0").check().run())
    app = press(press(app, "story_previous"), "story_next")
    assert app.checkbox(key="story_goal_tour-2023_0").value


def test_the_clock_runs_and_stops() -> None:
    app = press(opened(scenario="tour-2023", step="1"), "story_play")
    assert app.session_state["story_playing"]
    app = press(app, "story_next")
    assert app.session_state["story_playing"], "going on by itself goes on"
    app = press(app, "story_pause")
    assert not app.session_state["story_playing"]
    app = press(press(app, "story_play"), "story_previous")
    assert not app.session_state["story_playing"], "a step by hand stops it"


def test_a_step_stays_long_enough_to_be_read(real: World) -> None:
    for scenario in real.scenarios:
        assert all(8 <= staging.seconds(step) <= 75 for step in scenario.step)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"scenario": "nothing"}, "There is no story 'nothing'"),
        ({"scenario": "<b>x</b>"}, "There is no story '<b>x</b>'"),
        ({"scenario": "tour-2023", "step": "99"}, "This story has no step '99'"),
        ({"scenario": "tour-2023", "step": "0"}, "This story has no step '0'"),
        ({"scenario": "tour-2023", "step": "²"}, "This story has no step '²'"),
        ({"scenario": "tour-2023", "step": "-1"}, "This story has no step '-1'"),
        ({"scenario": "tour-2023", "step": "2", "lon": "5"}, "'lon' is not used on this page."),
    ],
)
def test_a_broken_link_opens_with_a_notice(query: dict[str, str], words: str) -> None:
    assert words in words_of(opened(**query))


def test_the_camera_moves_only_when_a_step_says_so(real: World) -> None:
    scenario = real.scenarios_by_id["pact-2024"]
    app = opened(scenario="pact-2024", step="1")
    orders: list[CameraOrder] = [app.session_state["story_order"]]
    for _ in scenario.step[1:]:
        app = press(app, "story_next")
        orders.append(app.session_state["story_order"])
    for before, after, step in zip(orders[:-1], orders[1:], scenario.step[1:], strict=True):
        assert (after.number == before.number) == (not step.move), step.n
    jumped = opened(scenario="pact-2024", step="6")
    assert jumped.session_state["story_order"].camera == orders[5].camera, "a link to a step shows the frame that holds there"


def test_the_page_comes_back_to_its_step() -> None:
    app = press(opened(scenario="tour-2023", step="3"), "story_next")
    app.query_params.clear()
    app = checked(app.run())
    assert at(app) == {"scenario": "tour-2023", "step": "4"}


def test_teachers_notes_are_shown_on_demand(real: World) -> None:
    app = opened(scenario="tour-2023", step="3")
    notes = real.scenarios_by_id["tour-2023"].step[2].notes
    assert notes not in words_of(app)
    app = checked(app.toggle(key="story_notes").set_value(True).run())
    assert notes in words_of(app)
