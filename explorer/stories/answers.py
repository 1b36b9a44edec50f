"""What a reader answers, and what comes of it: two tries, then the answer; how many were right, and how many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from explorer.stories.scenario import Asked, Question, Scenario, Step

TRIES = 2
Given = int | tuple[str, ...]
"""An option, counted from 1; or the kind that each thing was sorted into, "" where none was chosen."""
Place = tuple[int, Literal["question", "sort"]]
"""Where something is asked: the number of the step, and which of its two questions."""
Answers = Mapping[Place, Sequence[Given]]


def correct(asked: Asked, given: Given) -> bool:
    """Whether an answer is the right one."""
    return given == (asked.answer if isinstance(asked, Question) else tuple(item.kind for item in asked.items))


def settled(asked: Asked, tries: Sequence[Given]) -> bool:
    """Whether the answer may be shown: it was found, or there is no try left."""
    return len(tries) >= TRIES or any(correct(asked, given) for given in tries)


def places_of(step: Step) -> tuple[tuple[Place, Asked], ...]:
    """What a step asks, each with its place."""
    found: list[tuple[Place, Asked]] = []
    if step.question:
        found.append(((step.n, "question"), step.question))
    if step.sort:
        found.append(((step.n, "sort"), step.sort))
    return tuple(found)


def open_in(step: Step, answers: Answers) -> bool:
    """Whether something that a step asks is still open."""
    return any(not settled(asked, answers.get(place, ())) for place, asked in places_of(step))


def hidden(step: Step, answers: Answers) -> bool:
    """Whether the step's sentences wait for a prediction."""
    question = step.question
    return question is not None and question.predict and not settled(question, answers.get((step.n, "question"), ()))


@dataclass(frozen=True)
class Score:
    """How a reader did: questions answered right, those of them at the first try, questions tried, and all there are."""

    right: int
    at_once: int
    tried: int
    total: int


def score(scenario: Scenario, answers: Answers) -> Score:
    """How a reader did in a story."""
    rows = [(asked, answers.get(place, ())) for step in scenario.step for place, asked in places_of(step)]
    right = [tries for asked, tries in rows if any(correct(asked, given) for given in tries)]
    at_once = [tries for asked, tries in rows if tries and correct(asked, tries[0])]
    return Score(len(right), len(at_once), sum(bool(tries) for _, tries in rows), len(rows))
