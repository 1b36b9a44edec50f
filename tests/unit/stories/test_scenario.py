"""The format of scenarios on the toy ledger: what it takes, and every way in which a file can be wrong."""

from __future__ import annotations

import base64

import pytest

from explorer.cards.read import read, read_scenario
from explorer.errors import Fault, SeedFaults
from explorer.stories.rehearsal import Stage
from explorer.stories.scenario import Scenario
from tests import hostile, toy

FILE = "scenarios/toy.toml"
TOY = """
id = "toy"
title = "The toy story"
audience = "Testers"
minutes = 5
goals = ["I can tell a toy from a fact."]
notes = "Allow 5 minutes."

[[step]]
n = 1
heading = "Shells, alleged and denied"
view = "v=1&lon=130&lat=42&z=8&sel=claim:A02"
guide = "Look at the mark."
say = [{ claim = "A02", text = "Evening Paper alleged that the North was sent shells." }]
against = [{ claim = "A03", text = "The Ministry denied that shells were sent." }]
notes = "Go slowly."

[step.question]
ask = "Which is it?"
options = ["A fact", "A charge"]
answer = 2
why = [{ claim = "A02", text = "Evening Paper alleged it." }]
wrong = [{ option = 1, text = "Look for who says so." }]

[step.sort]
ask = "How is each known?"
items = [
  { text = "Shells sent to the North", kind = "alleged", claim = "A02" },
  { text = "The word of the ministry on them", kind = "denied", claim = "A03" },
]

[[step]]
n = 2
heading = "Trains for ships"
view = "v=1&sel=leg:alpha-beta-sea"
move = false
say = [
  { claim = "B01", text = "Ann Alyst judged that trains may be used where ships were." },
  { event = "talks-2024-05-05", text = "Gazette reported talks." },
]
against = [{ event = "beta-seen-2024-03-01", text = "The Satellite Institute saw two ships at Beta, as it judged." }]
inferred = [{ claim = "B01", text = "Ann Alyst judged that it may be; Alpha port is inferred." }]
callout = [{ place = "alpha-port", claim = "B01" }]
"""


def stage() -> Stage:
    return toy.world().stage


def faults(text: str, file: str = FILE) -> tuple[Fault, ...]:
    try:
        read_scenario(file, text, stage())
    except SeedFaults as error:
        return error.faults
    return ()


def test_a_good_scenario_is_read() -> None:
    scenario = read_scenario(FILE, TOY, stage())
    assert isinstance(scenario, Scenario)
    assert [step.n for step in scenario.step] == [1, 2]
    assert scenario.step[0].claims == ("A02", "A03")
    assert scenario.step[1].refs == ("B01", "event:talks-2024-05-05", "event:beta-seen-2024-03-01")
    assert scenario.step[1].shown.selected == "leg:alpha-beta-sea"
    assert not scenario.step[1].move
    assert stage().places_of(scenario.step[1]) == ("alpha-port", "beta", "government-north")


def test_it_is_read_with_the_other_cards() -> None:
    cards = read({**toy.TEXTS, FILE: TOY}, frozenset({"alpha-line"}))
    assert [scenario.id for scenario in cards.scenarios] == ["toy"]


# What is broken: the piece replaced, by what; then the entry that is named and words of the message.
BROKEN = {
    "syntax": ('title = "The', "title = The", "", "not valid TOML"),
    "no title": ('title = "The toy story"\n', "", "title", "missing"),
    "unknown field": ("minutes = 5", "minutes = 5\nlength = 3", "length", "not known"),
    "no length": ("minutes = 5", "minutes = 0", "minutes", "0"),
    "no goals": ('goals = ["I can tell a toy from a fact."]', "goals = []", "goals", "at least 1"),
    "other name": ('id = "toy"', 'id = "other"', "id", "its id is 'other'"),
    "same number twice": ("n = 2", "n = 1", "step 1", "2 steps have this number"),
    "number left out": ("n = 2", "n = 3", "step", "the numbers run 1, 3"),
    "unknown claim": ('claim = "A02", text = "Evening Paper alleged that', 'claim = "A99", text = "Evening Paper alleged that',
                      "step 1, say 1", "'A99' names no claim"),
    "no claim at all": ('{ event = "talks-2024-05-05", text = "Gazette reported talks." }', '{ text = "There were talks." }',
                        "step 2, say 2", "exactly one"),
    "two citations": (
        '{ event = "talks-2024-05-05",', '{ event = "talks-2024-05-05", claim = "B01",', "step 2, say 2", "exactly one",
    ),
    "unknown event": ('event = "talks-2024-05-05"', 'event = "talks"', "step 2, say 2", "'event:talks' names no"),
    "unknown data": ('event = "talks-2024-05-05"', 'data = "nothing"', "step 2, say 2", "'data:nothing' names no"),
    "unknown place": ('place = "alpha-port"', 'place = "omega"', "step 2, callout 1", "'omega' is not in sites.toml"),
    "place of another claim": ('place = "alpha-port"', 'place = "alpha"', "step 2, callout 1", "does not speak of 'alpha'"),
    "call-out without position": ('place = "alpha-port", claim = "B01"', 'place = "government-north", claim = "A02"',
                                  "step 2, callout 1", "no position"),
    "older view": ("v=1&lon=130", "v=0&lon=130", "step 1, view", "version '0'"),
    "unknown key of a view": ("z=8&", "z=8&bay=yes&", "step 1, view", "'bay'"),
    "bad frame": ("z=8&", "", "step 1, view", "belong together"),
    "dangling selection": ("sel=claim:A02", "sel=claim:A77", "step 1, view", "'claim:A77'"),
    "answer that is none": ("answer = 2", "answer = 3", "step 1, question", "there are 2"),
    "options alike": ('"A charge"]', '"A fact"]', "step 1, question", "two options are the same"),
    "denial dropped": ('against = [{ claim = "A03", text = "The Ministry denied that shells were sent." }]\n', "",
                       "step 1", "A02 is denied, and the step leaves the denial out"),
    "inference dropped": (
        'inferred = [{ claim = "B01", text = "Ann Alyst judged that it may be; Alpha port is inferred." }]\n', "",
        "step 2", "does not say what is inferred",
    ),
    "may became did": ("trains may be used", "trains were used", "step 2, say 1", "the hedge is lost"),
    "statement in the guide": ("Look at the mark.", "Ships went to Alpha port.", "step 1, guide", "'Alpha port'"),
    "statement in the notes": ("Go slowly.", "The Ministry lies.", "step 1, notes", "'Ministry'"),
    "heading that is sure": ("Shells, alleged and denied", "Shells, proved", "step 1, heading", "'proved'"),
    "answer that is sure": ('"A charge"]', '"It is proved"]', "step 1, question", "'proved'"),
    "reason for the right one": ("{ option = 1, text", "{ option = 2, text", "step 1, question", "not a wrong option"),
    "reason for an option that is none": ("{ option = 1, text", "{ option = 7, text", "step 1, question", "not a wrong option"),
    "option without its reason": ('"A charge"]', '"A charge", "A rumour"]', "step 1, question", "option 3 has no reason"),
    "reason twice": ('[{ option = 1, text = "Look for who says so." }]',
                     '[{ option = 1, text = "Look." }, { option = 1, text = "Again." }]', "step 1, question", "2 reasons"),
    "reason that states": ("Look for who says so.", "Alpha port has 12 quays.", "step 1, wrong 1", "'Alpha port', '12'"),
    "reason with a citation that is sure": ('option = 1, text = "Look for who says so."',
                                            'option = 1, claim = "A02", text = "Evening Paper proved it."',
                                            "step 1, wrong 1", "'proved' turns it"),
    "answer in the text above": ('"A charge"]', '"Shells were sent"]', "step 1, question", "gives the answer away"),
    "sorted wrongly": ('kind = "denied"', 'kind = "fact"', "step 1, sort, items 2", "is 'denied' in the ledger"),
    "sorted into nothing known": ('kind = "denied"', 'kind = "true"', "step 1, sort, items 2, kind", "'true'"),
    "all of one kind": ('kind = "denied", claim = "A03"', 'kind = "alleged", claim = "A02"', "step 1, sort", "of one kind"),
    "a thing that gives away where it belongs": ("Shells sent to", "Allegedly sent to", "step 1, sort, items 1",
                                           "gives away where"),
    "a thing with a number of its own": ("Shells sent to", "Some 70 shells sent to", "step 1, sort, items 1", "70 does not"),
    "a thing that cites nothing": ('kind = "denied", claim = "A03"', 'kind = "denied"', "step 1, sort, items 2", "exactly one"),
    "a thing of an unknown claim": ('kind = "denied", claim = "A03"', 'kind = "denied", claim = "A99"',
                                    "step 1, sort, items 2", "'A99' names no claim"),
    "two sentences": ("reported talks.", "reported talks. Nothing came of them.", "step 2, say 2", "more than one sentence"),
}  # fmt: skip


def test_a_question_may_be_asked_before_the_sentences() -> None:
    """What would be given away by the sentences is a prediction when they are not yet there."""
    text = TOY.replace('"A charge"]', '"Sent to the North"]')
    (fault,) = faults(text)
    assert "gives the answer away" in fault.what
    assert faults(text.replace('ask = "Which', 'predict = true\nask = "Which')) == ()


def test_a_story_from_before_there_were_reasons_is_read() -> None:
    assert faults(TOY.replace('wrong = [{ option = 1, text = "Look for who says so." }]\n', "")) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_is_told_with_its_place(case: str) -> None:
    old, new, entry, words = BROKEN[case]
    assert old in TOY, case
    found = faults(TOY.replace(old, new, 1))
    assert any(fault.entry.startswith(entry) and words in fault.what and fault.do for fault in found), found


def test_a_step_without_a_sentence_is_one_fault() -> None:
    """What a step is that has just been collected: told once, and in plain words."""
    (fault,) = faults(
        TOY.replace('say = [{ claim = "A02", text = "Evening Paper alleged that the North was sent shells." }]', "say = []")
    )
    assert (fault.entry, fault.what) == ("step 1, say", "there are 0 entries, and at least 1 must be there")


def test_what_speaks_against_a_claim_is_not_left_out() -> None:
    lines = [line for line in TOY.splitlines() if "beta-seen" not in line]
    (fault,) = faults("\n".join(lines))
    assert fault.what == "the step leaves out what speaks against B01"
    assert "event:beta-seen-2024-03-01" in fault.do


def test_all_faults_are_told_at_once() -> None:
    text = (
        TOY.replace("A02", "A99")
        .replace("n = 2", "n = 1")
        .replace("v=1&sel", "v=0&sel")
        .replace("minutes = 5", "minutes = 5 # ok")
    )
    found = faults(text)
    assert len({fault.entry for fault in found}) >= 4, found


def test_a_faulty_claim_is_no_second_fault_of_the_story() -> None:
    texts = toy.changed(f"documents/{toy.DOCUMENT_A}.toml", 'stance = "alleged"', 'stance = "rumoured"')
    with pytest.raises(SeedFaults) as raised:
        read({**texts, FILE: TOY.replace("&sel=claim:A02", "")}, frozenset({"alpha-line"}))
    assert {fault.file for fault in raised.value.faults} == {f"documents/{toy.DOCUMENT_A}.toml"}


def test_a_file_of_five_megabytes_is_refused_at_once() -> None:
    (fault,) = faults(TOY + f"\n# {'x' * 5_000_000}")
    assert "5.0 MB" in fault.what
    with pytest.raises(SeedFaults) as raised:
        read({**toy.TEXTS, FILE: TOY + "#" * 5_000_000}, frozenset({"alpha-line"}))
    assert "5.0 MB" in str(raised.value)


PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 50).decode()


def image(data: str) -> str:
    return TOY.replace("[step.question]", f'image = {{ data = "{data}", alt = "A toy.", credit = "Us." }}\n\n[step.question]', 1)


def test_a_small_image_is_taken() -> None:
    assert faults(image(f"data:image/png;base64,{PIXEL}")) == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f"data:image/png;base64,{base64.b64encode(bytes(700_000)).decode()}", "too large: 700 kB"),
        (f"data:image/svg+xml;base64,{PIXEL}", "is written as"),
        ("https://example.invalid/a.png", "is written as"),
        (f"data:image/jpeg;base64,{PIXEL}", "does not hold JPEG"),
        ("data:image/png;base64,A", "not valid base64"),
    ],
)
def test_an_image_is_checked(data: str, words: str) -> None:
    (fault,) = faults(image(data))
    assert fault.entry == "step 1, image"
    assert words in fault.what
    assert len(str(fault)) < 400


@pytest.mark.parametrize("kind", [*hostile.SHOWN, *hostile.REFUSED])
def test_hostile_text_is_text_or_a_fault(kind: str) -> None:
    """It never breaks the reader: a heading takes it or refuses it in one printable line."""
    text = TOY.replace('"Shells, alleged and denied"', toy.toml_string({**hostile.SHOWN, **hostile.REFUSED}[kind]))
    for fault in faults(text):
        assert fault.entry.startswith("step 1, heading")
        assert str(fault).isprintable()
        assert len(str(fault)) < 400
