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

    def words(self) -> str:
        """The score in a sentence.

        >>> Score(2, 1, 3, 3).words(), Score(0, 0, 3, 3).words()
        ('You got 2 of 3 right, 1 on the second try.', 'You got 0 of 3 right.')
        >>> Score(1, 1, 2, 3).words()
        'You got 1 of 3 right. 1 is not answered.'
        """
        if not self.total:
            return ""
        second, left = self.right - self.at_once, self.total - self.tried
        words = f"You got {self.right} of {self.total} right{f', {second} on the second try' if second else ''}."
        return words + (f" {left} {'is' if left == 1 else 'are'} not answered." if left else "")


def score(scenario: Scenario, answers: Answers) -> Score:
    """How a reader did in a story."""
    rows = [(asked, answers.get(place, ())) for step in scenario.step for place, asked in places_of(step)]
    right = [tries for asked, tries in rows if any(correct(asked, given) for given in tries)]
    at_once = [tries for asked, tries in rows if tries and correct(asked, tries[0])]
    return Score(len(right), len(at_once), sum(bool(tries) for _, tries in rows), len(rows))
