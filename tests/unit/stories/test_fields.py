"""Faults in the words of the fields: which step, which field, what to do."""

from __future__ import annotations

import pytest

from explorer.cards.read import look_through
from explorer.errors import Fault
from explorer.stories.fields import told
from tests.unit.stories.test_scenario import FILE, TOY, stage

SAY = 'say = [{ claim = "A02", text = "Evening Paper alleged that the North was sent shells." }]'
CASES = {
    "no title": (('title = "The toy story"\n', ""), "Title: Give the story a title."),
    "no sentence": ((SAY, "say = []"), "Step 1: who says so? There is no sentence yet."),
    "no citation": ((SAY, 'say = [{ text = "So it is." }]'), "Step 1: who says so? Line 1: It cites nothing."),
    "citation alone": ((SAY, 'say = [{ claim = "A02", text = "" }]'), "Step 1: who says so? Line 1: Write the sentence"),
    "no choice marked": (("answer = 2", "answer = 0"), "Step 1: question: Say which choice is right."),
    "nothing asked": (('ask = "Which is it?"', 'ask = ""'), "Step 1: question: Write what is asked."),
    "no reasoning": (('why = [{ claim = "A02", text = "Evening Paper alleged it." }]', "why = []"),
                     "Step 1: why is that the answer? Give at least one sentence"),
    "reason that states": (("Look for who says so.", "Alpha port knows."),
                           "Step 1: why is this choice wrong? Choice 1: 'Alpha', 'Alpha port', 'knows'"),
    "sorted wrongly": (('kind = "denied"', 'kind = "fact"'), "Step 1: things to sort: It is sorted as 'fact'"),
    "bad view": (("z=8&", ""), "Step 1: what the map shows: "),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fault_speaks_of_its_field(case: str) -> None:
    (old, new), line = CASES[case]
    assert old in TOY
    scenario, faults = look_through(FILE, TOY.replace(old, new, 1), stage())
    assert scenario is None
    assert any(row.line().startswith(line) for row in told(faults)), [row.line() for row in told(faults)]


def test_faults_of_form_do_not_hide_those_of_the_ledger() -> None:
    text = (
        TOY.replace("minutes = 5", "minutes = 0")
        .replace("trains may be used", "trains were used")
        .replace('ask = "Which', 'asks = "Which')
    )
    lines = [row.line() for row in told(look_through(FILE, text, stage())[1])]
    assert any(line.startswith("Minutes: ") for line in lines)
    assert any("the field is not known" in line.casefold() for line in lines)
    assert any(line.startswith("Step 2: who says so? Line 1: The hedge is lost") for line in lines)


def test_a_line_that_cites_nothing_leaves_the_others_their_numbers() -> None:
    row = '{ claim = "B01", text = "Ann Alyst '
    text = TOY.replace(f"{row}judged that trains may", '{ text = "Loose." },\n  ' + f"{row}knew that trains may")
    lines = [row.line() for row in told(look_through(FILE, text, stage())[1])]
    assert any("Line 1: It cites nothing." in line for line in lines)
    assert any(line.startswith("Step 2: who says so? Line 2: ") and "'knew' turns it into a fact" in line for line in lines)


def test_a_good_story_has_nothing_left_to_do() -> None:
    scenario, faults = look_through(FILE, TOY, stage())
    assert scenario is not None
    assert faults == ()


def test_steps_come_in_their_order_and_nothing_twice() -> None:
    rows = told(Fault("f", f"step {number}, say", "x", "y.") for number in (2, 1, 1))
    assert [row.step for row in rows] == [1, 2]
