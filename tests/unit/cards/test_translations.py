"""Translations of cards: what is missing, unused, out of date or faulty is told with file and entry; what fits is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from explorer.cards.read import Reading, compare, read_tongue, remarks_of, units
from explorer.errors import Fault
from explorer.ledger.tongue import ENGLISH, Tongue, fingerprint, texts
from explorer.render.web import html
from explorer.stories.scenario import Cited, Question, Step
from explorer.world import load
from tests import toy

PAPER = f"documents/{toy.DOCUMENT_A}.toml"


def mark(table: str, key: str) -> str:
    """The fingerprint of an entry of the toy cards."""
    (unit,) = (unit for unit in units(toy.cards()) if (unit.table, unit.key) == (table, key))
    return fingerprint(texts(table, unit.card))


def korean(text: str) -> Tongue:
    """What this text makes of the Korean for the first document."""
    return read_tongue("ko", {PAPER: text})


def faults(text: str, entry: str) -> list[Fault]:
    """Faults of one entry."""
    reading = Reading()
    made = read_tongue("ko", {PAPER: text}, reading)
    found = [*reading.faults, *compare(toy.cards(), made, {PAPER: text})]
    assert all(fault.file == f"translations/ko/{PAPER}" for fault in found if fault.entry.startswith(entry))
    return [fault for fault in found if fault.entry.startswith(entry)]


def good() -> str:
    return f'[claim.A01]\nof = "{mark("claim", "A01")}"\nstatement = "지도자가 알파에 왔다."\n'


def test_a_translated_claim_keeps_everything_but_its_words() -> None:
    entry = toy.cards().ledger.by_id["A01"]
    told = korean(good()).entry(entry)
    assert told.claim.statement == "지도자가 알파에 왔다."
    assert told.claim.model_copy(update={"statement": entry.claim.statement}) == entry.claim
    assert told.claimant is entry.claimant


def test_what_has_no_translation_is_english() -> None:
    entry = toy.cards().ledger.by_id["A02"]
    assert korean(good()).entry(entry).claim == entry.claim
    assert ENGLISH.entry(entry) is entry


REMARK = "remarks.toml"


def told_remarks(text: str) -> tuple[Tongue, list[Fault]]:
    """The remarks that this text makes, and all that is wrong with them."""
    reading = Reading()
    made = read_tongue("ko", {REMARK: text}, reading)
    found = [*reading.faults, *compare(toy.cards(), made, {REMARK: text}, ["Of the map data."])]
    return made, [fault for fault in found if fault.file == f"translations/ko/{REMARK}"]


def written(*rows: tuple[str, str]) -> str:
    return "".join(f"[[remark]]\nen = {json.dumps(en)}\ntold = {json.dumps(told)}\n" for en, told in rows)


def test_notes_and_reasons_are_found_by_their_english() -> None:
    every = [*remarks_of(toy.cards(), ["Of the map data."])]
    assert len(every) == len(set(every))
    entry = toy.cards().ledger.by_id["A01"]
    assert {entry.claim.truth_why, entry.claim.content.reliability_why, "Of the map data."} <= {*every}
    made, faults = told_remarks(written(*((text, f"번역 {number}") for number, text in enumerate(every))))
    assert faults == []
    assert made.remarks[entry.claim.truth_why] == f"번역 {every.index(entry.claim.truth_why)}"


def test_a_remark_is_shown_in_the_language_and_english_where_there_is_none() -> None:
    why = toy.cards().ledger.by_id["A01"].claim.truth_why
    made, faults = told_remarks(written((why, "이유.")))
    assert html.remark(made, why) == "<bdi>이유.</bdi>"
    assert html.remark(made, "Another.") == '<bdi lang="en">Another.</bdi>'
    assert html.remark(ENGLISH, why) == f"<bdi>{escape(why)}</bdi>"
    assert {fault.what for fault in faults} == {"the translation is missing"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (written(("Nobody says so.", "아무도.")), "this translates nothing: no card says so"),
        (written(("Of the map data.", "하나."), ("Of the map data.", "둘.")), "its English is there already"),
        ('[[remark]]\nen = "Of the map data."\n', "it has to have en and told, two texts, and nothing else"),
        (written(("Of the map data.", " ")), "it has to have en and told, two texts, and nothing else"),
        ("[remark]\nen = 1\n", "this must be a table for each remark"),
        ("[[note]]\nen = 1\n", "unknown table"),
    ],
)
def test_a_faulty_remark_is_told(text: str, what: str) -> None:
    assert what in {fault.what for fault in told_remarks(text)[1]}


def test_out_of_date_is_not_shown() -> None:
    entry = toy.cards().ledger.by_id["A01"]
    newer = replace(entry, claim=entry.claim.model_copy(update={"statement": "The leader left Alpha."}))
    assert korean(good()).entry(newer).claim.statement == "The leader left Alpha."


def test_a_denial_has_its_own_words() -> None:
    (denial,) = (entry for entry in toy.cards().ledger.denials if entry.document.id == toy.DOCUMENT_A)
    text = f'[claim.{denial.id}]\nof = "{mark("claim", denial.id)}"\nstatement = "ㄱ"\ndenial = "ㄴ"\ndenied_by = ["ㄷ"]\n'
    made = korean(text).entry(denial).claim.denial
    assert made is not None
    assert (made.proposition, made.by) == ("ㄴ", ("ㄷ",))


def test_steps_of_a_story_are_translated_row_by_row() -> None:
    say = [Cited(text=text, claim="A01") for text in ("One thing.", "Another.")]
    question = Question(ask="Which?", options=("This", "That"), answer=1, why=(say[0],))
    step = Step(n=2, heading="Here", view="v=1", say=tuple(say), question=question)
    words = {"heading": "여기", "say": ("하나.", "다른 것."), "ask": "무엇?", "options": ("이것", "저것"), "why": ("하나.",)}
    rows = "\n".join(f"{field} = {json.dumps(text, ensure_ascii=False)}" for field, text in words.items())
    text = f'[step.2]\nof = "{fingerprint(texts("step", step))}"\n{rows}\n'
    told = read_tongue("ko", {"scenarios/tale.toml": text}).card("step", "tale/2", step)
    assert texts("step", told) == words
    assert [row.claim for row in told.say] == ["A01", "A01"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the translation is missing"),
        (good().replace('of = "', 'of = "0'), "the English has changed since it was translated"),
        (good().replace('of = "', 'off = "'), "the fingerprint of the English is missing"),
        (good().replace("statement =", "statment ="), "the field is not known"),
        (good().replace("statement =", "denial ="), "this translates nothing: the card leaves it empty"),
        (good().replace('"지도자가 알파에 왔다."', '["지도자가", "알파에 왔다."]'), "there are 2 texts, and the English has 0"),
        (good().replace('"지도자가 알파에 왔다."', "7"), "this is neither a text nor a list of texts"),
        (good().replace('"지도자가 알파에 왔다."', '" "'), "this is neither a text nor a list of texts"),
        (good().replace("왔다", "왔\\u0007다"), "holds U+0007"),
    ],
)
def test_each_fault_of_an_entry_is_told(text: str, what: str) -> None:
    assert any(what in fault.what for fault in faults(text, "claim A01")), faults(text, "claim A01")


def test_a_translation_of_nothing_names_the_nearest_entry() -> None:
    (fault,) = faults(good().replace("A01", "A09"), "claim A09")
    assert "the cards have no such entry" in fault.what
    assert faults(good().replace("claim.", "clam."), "clam")


def test_good_translations_have_no_fault_of_their_own() -> None:
    assert faults(good(), "claim A01") == []


def test_a_folder_of_cards_may_have_translations_or_none(tmp_path: Path) -> None:
    folder = toy.write(tmp_path / "seeds")
    assert load.languages(folder) == ()
    assert load.translation_faults(toy.cards(), folder) == ()
    toy.write(tmp_path / "seeds", {f"translations/ko/{PAPER}": good(), "translations/ko/sites.toml": "= ="})
    assert load.languages(folder) == ("ko",)
    told = [str(fault) for fault in load.translation_faults(toy.cards(), folder)]
    assert any("translations/ko/sites.toml: this is not valid TOML" in line for line in told)
    assert not any("claim A01" in line for line in told)
    assert any("claim A02" in line for line in told)
    assert load.tongue(folder, "ko").entry(toy.cards().ledger.by_id["A01"]).claim.statement == "지도자가 알파에 왔다."
    assert load.tongue(folder, "ru").entries == {}
    assert load.cards(folder, frozenset({"alpha-line"})).ledger.entries == toy.cards().ledger.entries
