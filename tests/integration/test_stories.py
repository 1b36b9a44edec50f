"""The bundled stories: six of them, true to the ledger, and faults planted in any of their sentences are caught."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from explorer.cli import main as cli
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Basis, Event, Stance
from explorer.render.web import story
from explorer.scene import build as scene
from explorer.scene.staging import board
from explorer.stories.rehearsal import rehearse
from explorer.stories.rules.cited import speakers
from explorer.stories.scenario import Cited, Scenario, Step
from explorer.stories.wording import marks_inference
from explorer.views.read import parse
from explorer.world.world import World

STORIES = ("hwasong-20", "pact-2024", "rail-or-sea", "rajin-dunai", "reading-a-source", "tour-2023")


def steps(real: World) -> Iterator[tuple[Scenario, Step]]:
    for scenario in real.scenarios:
        for step in scenario.step:
            yield scenario, step


def sentences(real: World) -> Iterator[tuple[str, str, Cited, Entry | Event]]:
    """Every sentence that cites a claim or a dated fact: where, its role, itself, and what it cites."""
    for scenario, step in steps(real):
        for role, row in step.sentences():
            cite = real.stage.cite(row.ref)
            if isinstance(cite, (Entry, Event)):
                yield f"{scenario.id}, step {step.n}", role, row, cite


def told(real: World, text: str, cite: Entry | Event) -> list[str]:
    return [problem.what for problem in real.stage.wording.problems(text, cite)]


# ---- what is there ---------------------------------------------------------------------------------------------------


def test_there_are_the_six_stories(real: World) -> None:
    assert tuple(scenario.id for scenario in real.scenarios) == STORIES
    for scenario in real.scenarios:
        assert 6 <= len(scenario.step) <= 12, scenario.id
        assert [step.n for step in scenario.step] == list(range(1, len(scenario.step) + 1))
        assert sum(1 for step in scenario.step if step.question) >= 3, scenario.id
        assert any(step.sort for step in scenario.step), scenario.id
        assert scenario.notes
        assert len(scenario.goals) >= 3
        assert any(step.against for step in scenario.step)
        assert any(step.inferred for step in scenario.step)


@pytest.mark.grid
def test_nothing_is_wrong_with_them(real: World) -> None:
    for scenario in real.scenarios:
        assert rehearse(scenario, f"scenarios/{scenario.id}.toml", real.stage) == ()


def test_every_wrong_choice_has_a_reason(real: World) -> None:
    for scenario, step in steps(real):
        if step.question:
            wrong = set(range(1, len(step.question.options) + 1)) - {step.question.answer}
            assert {reason.option for reason in step.question.wrong} == wrong, (scenario.id, step.n)


def test_every_sentence_cites_something_that_is_there(real: World) -> None:
    count = 0
    for _, step in steps(real):
        for _, row in step.sentences():
            assert real.stage.cite(row.ref) is not None, row
            count += 1
    assert count >= 240


def test_views_are_canonical_and_show_what_is_said(real: World) -> None:
    for scenario, step in steps(real):
        view, notices = parse(step.view)
        assert notices == ()
        drawn = scene.build(real, view)
        known = {entry.id for entry in drawn.entries} | {f"event:{event.id}" for event in drawn.events}
        said = {row.ref for row in step.say if not row.ref.startswith("data:")}
        assert said <= known, (scenario.id, step.n, said - known)


def test_a_denial_stands_beside_each_denied_statement(real: World) -> None:
    met = 0
    for scenario, step in steps(real):
        for ref in step.refs:
            cite = real.stage.cite(ref)
            denials = real.stage.denials_of(cite) if cite is not None else ()
            assert not denials or set(denials) & set(step.refs), (scenario.id, step.n, ref)
            met += bool(denials)
    assert met >= 25


def test_nothing_is_said_to_be_absent_that_is_there(real: World) -> None:
    """A step without a word against, or without inference, has none to give."""
    for scenario, step in steps(real):
        if not step.against:
            assert story.nothing_against(real, step) == story.NOTHING_AGAINST, (scenario.id, step.n)
        if not step.inferred:
            assert story.nothing_inferred(real, step) == story.NOTHING_INFERRED, (scenario.id, step.n)


def test_the_limit_travels_with_the_suspicion(real: World) -> None:
    """The chairman's "possibly" is never told without "not confirmed"."""
    for scenario, step in steps(real):
        if {"A01", "A04"} & set(step.refs):
            assert "A05" in step.refs, (scenario.id, step.n)


def test_each_story_tells_what_it_is_for(real: World) -> None:
    cited = {scenario.id: set(scenario.refs) for scenario in real.scenarios}
    assert {"A22", "B10", "B11", "B12", "B13", "B14"} <= cited["tour-2023"]
    assert {"B27", "B29", "B49", "B52", "B53", "B58", "B66", "B15", "B23"} <= cited["pact-2024"]
    assert {"B42", "B43", "B45", "B46", "event:csis-rail-traffic-2024-08", "data:zones"} <= cited["rail-or-sea"]
    assert {"A25", "B15", "event:osc-reuters-voyages-2025-04-15", "event:lady-r-returns-2025-10-01"} <= cited["rajin-dunai"]
    assert {"A01", "A04", "A05", "A37", "A25"} <= cited["hwasong-20"]
    assert {"A21", "A22", "B21", "B03", "A13", "B13", "B46", "B10"} <= cited["reading-a-source"]
    text = " ".join(row.text for step in real.scenarios_by_id["reading-a-source"].step for _, row in step.sentences())
    assert "1,080 km" in text


def test_maxwells_remark_and_the_announcement_are_not_joined(real: World) -> None:
    joined = re.compile(r"\b(?:because|therefore|so that|which is why|thus|hence)\b", re.IGNORECASE)
    for where, _, row, _ in sentences(real):
        assert not (row.claim in {"B42", "B43", "B45"} and joined.search(row.text)), where


def test_a_step_that_speaks_of_no_place_has_a_board(real: World) -> None:
    boards = {(scenario.id, step.n): board(real, step) for scenario, step in steps(real)}
    found = {where: told.heading for where, told in boards.items() if told}
    assert found == {
        ("hwasong-20", 5): "Timeline", ("hwasong-20", 6): "As the ledger has it", ("hwasong-20", 7): "Timeline",
        ("hwasong-20", 8): "As the ledger has it",
    }  # fmt: skip
    timeline = boards["hwasong-20", 7]
    assert timeline is not None
    assert [str(row.day) for row in timeline.rows] == sorted(str(row.day) for row in timeline.rows)
    assert any(row.stance is Stance.DENIED for row in timeline.rows)


# ---- planted faults --------------------------------------------------------------------------------------------------


def test_a_dropped_speaker_is_caught_everywhere(real: World) -> None:
    for where, _, row, cite in sentences(real):
        text = row.text
        for name in sorted(speakers(cite), key=len, reverse=True):
            text = re.sub(re.escape(name), "somebody", text, flags=re.IGNORECASE)
        assert any("who says so" in what for what in told(real, text, cite)), (where, text)


def test_a_lost_hedge_is_caught_everywhere(real: World) -> None:
    """ "May" turned into "did", in every sentence that passes on a hedged claim."""
    hedges = re.compile(
        r"\b(may|might|could|would|possibly|possible|perhaps|likely|expected|if|reportedly|potentially)\b", re.IGNORECASE
    )
    changed = 0
    for where, _, row, cite in sentences(real):
        if isinstance(cite, Entry) and hedges.search(cite.claim.statement):
            text = hedges.sub("did", row.text)
            text = re.sub(r"\b(excluded?|suspected|suspicion|allegation)\b", "known", text)
            assert any("hedge is lost" in what or "condition" in what for what in told(real, text, cite)), (where, text)
            changed += 1
    assert changed >= 25


def test_an_allegation_made_a_fact_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        stance = cite.claim.stance if isinstance(cite, Entry) else cite.stance
        if stance is Stance.ALLEGED:
            for verb in ("showed", "confirmed", "revealed", "proved", "established"):
                text = re.sub(r"\b(?:alleged|allege|alleges)\b", verb, row.text)
                assert told(real, text, cite), (where, text)
            changed += 1
    assert changed >= 10


def test_a_denial_worded_away_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        if isinstance(cite, Entry) and cite.claim.stance is Stance.DENIED:
            text = re.sub(r"\b(?:den(?:y|ied|ies|ial)|rejects?|rejected)\b", "discussed", row.text)
            assert any("a denial" in what for what in told(real, text, cite)), (where, text)
            changed += 1
    assert changed >= 20


def test_a_denial_turned_round_or_taken_back_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        if isinstance(cite, Entry) and cite.claim.stance is Stance.DENIED:
            turned = re.sub(r"\b(?:den(?:y|ied)|rejects?)\b", "do not deny", row.text)
            assert any("the denial is reversed" in what for what in told(real, turned, cite)), (where, turned)
            back = f"{row.text.rstrip('.')}, but it happened."
            assert any("withdraws the denial" in what for what in told(real, back, cite)), (where, back)
            changed += 1
    assert changed >= 20


def test_a_hedge_in_an_afterthought_is_caught_everywhere(real: World) -> None:
    """ "May" struck out where the thing is told and put at the end, where it says nothing."""
    hedge, changed = re.compile(r"\b(?:may|might)\b(?: possibly)?"), 0
    for where, _, row, cite in sentences(real):
        if isinstance(cite, Entry) and hedge.search(cite.claim.statement) and hedge.search(row.text):
            text = f"{re.sub(r'possibly|possible', 'surely', hedge.sub('did', row.text)).rstrip('.')}, if one may say so."
            assert any("hedge is lost" in what for what in told(real, text, cite)), (where, text)
            changed += 1
    assert changed >= 10


def test_a_load_that_nobody_saw_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        text, n = re.subn(r"\b(?:containers|cars|voyages|trips|ships)\b", r"\g<0> of torpedoes and rockets", row.text, count=1)
        if n and isinstance(cite, Event):
            assert any("does not speak of rockets" in what for what in told(real, text, cite)), (where, text)
            changed += 1
    assert changed >= 15


def test_a_denial_left_out_is_caught_in_every_step(real: World) -> None:
    changed = 0
    for scenario, step in steps(real):
        denials = {d for ref in step.refs if (c := real.stage.cite(ref)) is not None for d in real.stage.denials_of(c)}
        if not denials & set(step.refs):
            continue
        data: dict[str, Any] = scenario.model_dump(exclude_none=True)
        kept = [row for row in step.against if row.ref not in denials]
        data["step"][step.n - 1]["against"] = [row.model_dump(exclude_none=True) for row in kept]
        poorer = Scenario.model_validate(data)
        said = {row.ref for role, row in poorer.step[step.n - 1].sentences() if role != "wrong"}
        if not denials & said:  # a thing to be sorted is no place for a denial to stand
            found = [fault.what for fault in rehearse(poorer, f"scenarios/{scenario.id}.toml", real.stage)]
            assert any("leaves the denial out" in what for what in found), (scenario.id, step.n)
            changed += 1
    assert changed >= 15


def test_an_inferred_place_called_named_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        refs = cite.claim.places if isinstance(cite, Entry) else cite.places
        inferred = {ref.id for ref in refs if ref.basis is Basis.INFERRED}
        sites = {site.id for _, found in real.stage.wording.mentioned(row.text) for site in found}
        if inferred & sites and marks_inference(row.text):
            text = re.sub(r"\b(?:is|are) inferred\b", "is named", row.text)
            text = re.sub(r"\binfers?\b", "names", re.sub(r"\bnames? (?:none|no)\b", "names it", text))
            problems = told(real, text, cite)
            assert any("is inferred" in what for what in problems), (where, text)
            changed += 1
    assert changed >= 15


def test_a_wrong_number_is_caught_everywhere(real: World) -> None:
    changed = 0
    for where, _, row, cite in sentences(real):
        if re.search(r"(?<![\w-])\d", row.text):
            text = re.sub(r"(?<![\w.-])\d[\d,]*", "7319", row.text, count=1)
            assert any("7319 does not appear" in what for what in told(real, text, cite)), (where, text)
            changed += 1
    assert changed >= 50


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_lists_them(real: World) -> None:
    result = CliRunner().invoke(cli.main, ["scenarios", "--format", "json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert [row["id"] for row in rows] == list(STORIES)
    for row in rows:
        assert {"id", "title", "minutes", "steps"} <= set(row)
        for step in row["steps"]:
            assert {"n", "heading", "claims", "places", "view"} <= set(step)
            assert parse(step["view"])[1] == ()
            assert set(step["claims"]) <= set(real.ledger.by_id)
            assert set(step["places"]) <= set(real.gazetteer.by_id)


def test_the_command_lists_them_as_text() -> None:
    result = CliRunner().invoke(cli.main, ["scenarios"])
    assert result.exit_code == 0
    assert "rajin-dunai" in result.stdout
    assert "7.  Sixty-four voyages" in result.stdout
