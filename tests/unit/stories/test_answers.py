"""Two tries, then the answer; a step's sentences wait for a prediction."""

from __future__ import annotations

from explorer.cards.read import read_scenario
from explorer.render.web.asking import score_words
from explorer.stories.answers import correct, hidden, open_in, places_of, score, settled
from tests.unit.stories.test_scenario import FILE, TOY, stage


def test_a_choice_has_two_tries() -> None:
    step = read_scenario(FILE, TOY, stage()).step[0]
    question = step.question
    assert question is not None
    assert not settled(question, ())
    assert not settled(question, (1,))
    assert settled(question, (2,))
    assert settled(question, (1, 1))


def test_a_step_is_open_until_all_that_it_asks_is_settled() -> None:
    story = read_scenario(FILE, TOY, stage())
    step = story.step[0]
    (choice, _), (sort, sorting) = places_of(step)
    assert open_in(step, {choice: (2,)})
    assert correct(sorting, ("alleged", "denied"))
    answers = {choice: (1, 2), sort: (("denied", "denied"), ("alleged", "denied"))}
    assert not open_in(step, answers)
    assert score_words(score(story, answers)) == "You got 2 of 2 right, 2 on the second try."
    assert score_words(score(story, {})) == "You got 0 of 2 right. 2 are not answered."


def test_sentences_wait_for_a_prediction_only() -> None:
    story = read_scenario(FILE, TOY, stage())
    asked = read_scenario(FILE, TOY.replace('ask = "Which', 'predict = true\nask = "Which'), stage()).step[0]
    assert not hidden(story.step[0], {})
    assert hidden(asked, {})
    assert hidden(asked, {(1, "question"): (1,)})
    assert not hidden(asked, {(1, "question"): (2,)})
