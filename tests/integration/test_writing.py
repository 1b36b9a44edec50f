"""The desk: views are collected in Explore, written up, played, downloaded and read back; a faulty file changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.app import following, writing
from explorer.cards.read import read_scenario
from explorer.stories.text import Draft, add_view, draft_of, new_draft, toml, with_title, without_handle
from explorer.views.read import parse
from explorer.views.view import View
from explorer.workspace import home
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests.integration.test_player import at, checked, opened, press, scenarios, words_of


def explore() -> None:
    from explorer.app.screens import explore

    explore.show()


def desk(**session: object) -> AppTest:
    app = AppTest.from_function(scenarios, default_timeout=60)
    app.query_params["write"] = "1"
    for key, value in session.items():
        app.session_state[key] = value
    return checked(app.run())


def fill(app: AppTest, key: str, text: str) -> AppTest:
    fields = [*app.text_input, *app.text_area]
    (field,) = [field for field in fields if field.key == key]
    return checked(field.set_value(text).run())


def written(app: AppTest) -> Draft:
    """The draft of a page as a file has it."""
    draft: Draft = app.session_state["draft"]
    return {**draft, "step": [without_handle(step) for step in draft["step"]]}


def todo(app: AppTest) -> list[str]:
    """What the page says is still to be done."""
    return [button.label for button in app.button if (button.key or "").startswith("write_todo_")]


def choose(app: AppTest, key: str, value: object) -> AppTest:
    return checked(app.selectbox(key=key).set_value(value).run())


def test_a_view_is_collected_in_explore() -> None:
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params["stance"] = "alleged"
    app = press(checked(app.run()), "add_step")
    draft = written(app)
    assert [step["n"] for step in draft["step"]] == [1]
    assert parse(draft["step"][0]["view"])[0] == parse("stance=alleged")[0]
    app = press(app, "add_step")
    assert len(written(app)["step"]) == 2


def test_the_list_leads_to_the_desk() -> None:
    app = press(opened(), "write")
    assert at(app) == {"write": "1"}
    assert "Write a story" in words_of(app)
    assert "Steps: Add a step." in todo(app)
    app = press(app, "write_leave")
    assert at(app) == {}


def test_a_story_is_written_and_played(real: World) -> None:
    app = desk(draft=add_view(new_draft(), View()))
    assert app.button(key="write_play").disabled
    assert "Step 1: who says so? There is no sentence yet." in todo(app)
    app = fill(app, "write_title", "Trains, perhaps")
    app = fill(app, "write_0_heading", "One remark")
    app = fill(app, "write_0_say", "B42: David Maxwell suggested that trains might take the place of ships.")
    assert "The step leaves out what speaks against B42" in words_of(app)
    app = fill(app, "write_0_against", "event:lady-r-vostochny-2024-03-12: NK Pro saw a ship at Vostochny Port in March 2024.")
    assert "lady-r-vostochny-2024-03-12 is denied, and the step leaves the denial out" in words_of(app)
    app = fill(
        app,
        "write_0_against",
        "event:lady-r-vostochny-2024-03-12: NK Pro saw a ship at Vostochny Port in March 2024.\n"
        "B15: Russia and the DPRK denied any dealings in arms up to June 2024.",
    )
    app = fill(
        app, "write_0_inferred", "B42: Where trains might run Maxwell did not say as he suggested it; Rajin port is inferred."
    )
    app = fill(app, "write_0_callout", "rajin-port: B42")
    app = fill(app, "write_0_ask", "How sure is he?")
    app = fill(fill(app, "write_0_option_1", "Sure"), "write_0_wrong_1", "Look at the verb again.")
    app = fill(app, "write_0_option_2", "He gives no degree")
    assert "Step 1: question: Say which choice is right." in todo(app)
    app = choose(app, "write_0_answer", 2)
    app = fill(app, "write_0_why", "B42: Maxwell suggested it with a might.")
    app = fill(app, "write_0_sort_ask", "How is each known?")
    app = fill(
        app, "write_0_sort_items", "denied B15: What both governments say of dealings\ninferred B42: Rajin port as the place"
    )
    assert todo(app) == []
    assert [box.value for box in app.success] == ["Nothing is left to do: the story can be played, exported and shared."]
    text = toml(written(app))
    scenario = read_scenario("mine", text, real.stage)
    assert scenario.id == "trains-perhaps"
    assert scenario.step[0].question is not None
    assert scenario.step[0].question.wrong[0].text == "Look at the verb again."
    assert scenario.step[0].sort is not None
    app = press(app, "write_play")
    assert at(app) == {"scenario": "trains-perhaps", "step": "1"}
    assert "1. One remark" in words_of(app)
    app = press(app, "story_option_1_2")
    assert "Right." in words_of(app)


def test_a_step_begins_with_a_claim_and_what_has_to_stand_beside_it(real: World) -> None:
    app = choose(desk(), "write_add", "A23")
    app = choose(app, "write_add", "event:osc-reuters-voyages-2025-04-15")
    draft = written(app)
    assert [step["heading"] for step in draft["step"]] == ["Western intelligence agencies", "Open Source Centre and Reuters"]
    assert [row["claim"] for row in draft["step"][0]["against"]] == ["A25"]
    assert todo(app) == []
    app = choose(app, "write_1_cite", "B42")
    step = read_scenario("mine", toml(written(app)), real.stage).step[1]
    assert {"B42", "A25"} <= set(step.claims)
    against = [row.ref for row in step.against]
    assert len(against) == len(set(against)), "what stands there is not brought twice"
    assert todo(app) == []


def test_all_faults_are_told_at_once_in_the_words_of_the_fields() -> None:
    draft = add_view(add_view(add_view(new_draft(), View()), View()), View())
    one, two, three = draft["step"]
    one["say"] = [
        {"text": "Nobody knows."},
        {"claim": "B42", "text": "David Maxwell proved that trains took the place of ships."},
    ]
    two["question"] = {"ask": "Which?", "options": ["One"], "answer": 0, "why": []}
    three["view"] = "v=0"
    app = desk(draft={**draft, "audience": ""})
    told = todo(app)
    assert "For whom: Say who it is for." in told
    assert "Step 1: who says so? Line 1: It cites nothing. Begin it with the id of a claim or dated fact, and a colon." in told
    assert any(line.startswith("Step 1: who says so? Line 2: ") and "'proved' turns it into a fact" in line for line in told)
    assert "Step 2: who says so? There is no sentence yet." in told
    assert "Step 2: question: Give at least two choices." in told
    assert "Step 2: why is that the answer? Give at least one sentence that says why." in told
    assert any(line.startswith("Step 3: what the map shows: ") and "version '0'" in line for line in told)
    assert "'proved' turns it into a fact" in words_of(app), "beside the field"
    assert "version '0'" not in words_of(app), "the fields of another step are not on the page"
    app = press(app, next(button.key for button in app.button if button.label.startswith("Step 3")))
    assert "version '0'" in words_of(app)


def test_steps_are_moved_removed_and_put_back() -> None:
    draft = new_draft()
    for _ in range(3):
        draft = add_view(draft, View())
    app = press(desk(draft=draft, draft_at=2), "write_2_up")
    assert [step["heading"] for step in written(app)["step"]] == ["Step 1", "Step 3", "Step 2"]
    assert [step["n"] for step in written(app)["step"]] == [1, 2, 3]
    app = press(app, "write_2_down")
    app = press(app, "write_2_remove")
    assert [step["heading"] for step in written(app)["step"]] == ["Step 1", "Step 2"]
    app = press(app, "write_put_back")
    assert [step["heading"] for step in written(app)["step"]] == ["Step 1", "Step 2", "Step 3"]


def test_what_is_typed_stays_with_its_step_though_the_step_moves_at_once() -> None:
    draft = add_view(add_view(new_draft(), View()), View())
    app = desk(draft=draft, draft_at=1)
    app.text_input(key="write_1_heading").set_value("Mine")
    app = press(app, "write_1_up")
    assert [step["heading"] for step in written(app)["step"]] == ["Mine", "Step 1"]
    app = fill(app, "write_1_heading", "Still mine")
    assert [step["heading"] for step in written(app)["step"]] == ["Still mine", "Step 1"]


@pytest.mark.parametrize("pressed", ["write_new", "write_0_remove"])
def test_a_field_of_a_step_that_has_gone_says_nothing(pressed: str) -> None:
    """A browser may still tell of a field that it shows for a moment longer; the page goes on with what there is."""

    def late() -> None:
        from explorer.app import stepform

        stepform._keep(0, heading="Late")
        stepform._cite(0, "B42")
        stepform._move(0, 1)

    app = press(desk(draft=add_view(new_draft(), View())), pressed)
    then = AppTest.from_function(late)
    for key in ("draft", "draft_handles"):
        then.session_state[key] = app.session_state[key]
    assert written(checked(then.run()))["step"] == []


def test_a_file_is_read_back(real: World) -> None:
    scenario = real.scenarios_by_id["tour-2023"]
    app = fill(desk(), "write_text", toml(draft_of(scenario)))
    app = press(app, "write_read")
    assert written(app) == draft_of(scenario)
    assert not app.button(key="write_play").disabled
    assert read_scenario("mine", toml(written(app)), real.stage) == scenario


def test_what_was_there_before_can_be_brought_back(real: World) -> None:
    draft = add_view(new_draft(), View())
    app = press(fill(desk(draft=draft), "write_text", toml(draft_of(real.scenarios[0]))), "write_read")
    assert written(app) != draft
    app = press(app, "write_undo")
    assert written(app) == draft


FAULTY = {
    "unknown claim": ('claim = "A22"', 'claim = "A98"', "'A98' names no claim"),
    "unknown place": ('place = "knevichi"', 'place = "atlantis"', "'atlantis' is not in sites.toml"),
    "older view": ("v=1&lon", "v=0&lon", "version '0'"),
    "may became did": ("rare journey for him", "rare journey, which proves", "'proves' turns it into a fact"),
    "no audience": ('audience = "', 'audiences = "', "the field is not known"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_file_with_faults_opens_and_tells_them(real: World, case: str) -> None:
    """An unfinished story is what a desk is for; nothing of it is lost on the way."""
    old, new, words = FAULTY[case]
    good = toml(draft_of(real.scenarios_by_id["tour-2023"]))
    assert old in good
    app = press(fill(desk(), "write_text", good.replace(old, new)), "write_read")
    draft = written(app)
    assert len(draft["step"]) == 8
    assert new in toml(draft)
    assert any(words.casefold() in line.casefold() for line in todo(app)), todo(app)


def test_the_same_number_twice_is_no_fault_of_a_draft(real: World) -> None:
    good = toml(draft_of(real.scenarios_by_id["tour-2023"]))
    app = press(fill(desk(), "write_text", good.replace("\nn = 3\n", "\nn = 2\n")), "write_read")
    assert todo(app) == []


def loads(content: bytes) -> AppTest:
    def load() -> None:
        import streamlit as st

        from explorer.app import writing

        if "content" in st.session_state:
            writing.take(st.session_state.pop("content"))

    app = AppTest.from_function(load, default_timeout=60)
    app.session_state["draft"] = add_view(new_draft(), View())
    app.session_state["content"] = content
    return checked(app.run())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 5_000_000, "the file has 5.0 MB; a story may have 2 MB"),
        (b"\xff\xfe\x00", "byte 0 is not UTF-8"),
        (b"\x00\x01\x02", "not valid TOML"),
        (b"", "neither a title nor steps"),
        (b"a = " + b"[" * 5_000, "not valid TOML"),
        (b"[step", "not valid TOML"),
        (b"title = 3", "title is not text"),
        (b"title = 'x'\nstep = 'y'", "step is not a list"),
        (b"title = 'x'\n[[step]]\nsay = 'y'", "step 1, say is not a list"),
        (b"title = 'x'\n[[step]]\nsay = ['y']", "step 1, say is not a list of tables"),
        (b"title = 'x'\n[[step]]\nsay = [{ text = 1979-05-27 }]", "step 1, say holds something that is not text"),
        (b"title = 'x'\n[[step]]\n[step.question]\noptions = [1, 2]", "step 1, question, options is not a list of texts"),
        (b"title = 'x'\nminutes = true", "minutes is not a number"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told_in_one_line(content: bytes, words: str) -> None:
    app = loads(content)
    told = app.session_state["write_refused"]
    assert words in told
    assert told.isprintable()
    assert len(told) < 400
    assert len(written(app)["step"]) == 1


LITTLE = (b"title = ''", b"step = []", b"title = 'x'\n[[step]]", b"title = 'x'\n[[step]]\nn = 9\nsay = []")


@pytest.mark.parametrize("content", LITTLE)
def test_whatever_is_a_story_opens_and_is_written_on(content: bytes) -> None:
    """However little stands in it: the page shows it, says what is left, and saves it again."""
    draft = written(loads(content))
    app = desk(draft=draft)
    assert todo(app)
    app = choose(app, "write_add", "B42")
    assert written(app)["step"][-1]["say"][0]["claim"] == "B42"


def told_by_the_browser(given: dict[str, object], **session: object) -> AppTest:
    """What the page makes of a word from the frame that keeps the draft."""

    def hear() -> None:
        import streamlit as st

        from explorer.app import keeping

        keeping.draft()
        if "given" in st.session_state:
            keeping._do(st.session_state.pop("given"))

    app = AppTest.from_function(hear, default_timeout=60)
    for key, value in {**session, "given": given}.items():
        app.session_state[key] = value
    return checked(app.run())


def test_the_browser_gives_back_what_it_kept() -> None:
    kept = toml(with_title(add_view(new_draft(), View()), "Mine"))
    app = told_by_the_browser({"act": "join", "uid": "abc", "text": kept})
    assert written(app)["title"] == "Mine"
    assert app.session_state["draft_uid"] == "abc"


def test_steps_collected_before_the_browser_has_answered_come_after_what_it_kept() -> None:
    kept = toml(with_title(add_view(add_view(new_draft(), View()), View()), "Mine"))
    app = told_by_the_browser(
        {"act": "join", "uid": "abc", "text": kept}, draft=add_view(new_draft(), View(selected="claim:B42"))
    )
    draft = written(app)
    assert draft["title"] == "Mine"
    assert [step["n"] for step in draft["step"]] == [1, 2, 3]
    assert "B42" in draft["step"][2]["view"]


@pytest.mark.parametrize(
    "given",
    [
        {"act": "join", "uid": "x", "text": "no toml ["}, {"act": "open", "uid": "x", "text": "\x00"}, {"act": "nothing"},
        {"act": "order", "order": [1]}, {"act": "order", "order": [1, 1]}, {"act": "select", "at": 99},
    ],
)  # fmt: skip
def test_nonsense_from_the_browser_changes_nothing(given: dict[str, object]) -> None:
    draft = add_view(add_view(new_draft(), View()), View())
    assert written(told_by_the_browser(given, draft=draft)) == draft


def test_a_new_order_from_the_browser() -> None:
    draft = add_view(add_view(new_draft(), View()), View())
    app = told_by_the_browser({"act": "order", "order": [2, 1], "at": 0}, draft=draft)
    assert [step["heading"] for step in written(app)["step"]] == ["Step 2", "Step 1"]


def test_hostile_text_is_shown_as_text() -> None:
    draft = add_view(new_draft(), View())
    draft["step"][0]["heading"] = "<img src=x onerror=alert(1)>"
    draft["step"][0]["say"] = [{"claim": "B42", "text": "<script>alert(1)</script>"}]
    app = desk(draft=draft)
    body = "".join(element.proto.body for element in app.get("html"))
    assert "<script>" not in body
    assert "<img" not in body
    assert writing.draft is not None


# ---- the workspace ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(real: World, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of its own, shown by this process."""
    found = Workspace(Store.open(str(tmp_path / "w.sqlite")), real.ground)
    shared.install(real.beside(found.now, found.at), {})
    following._open[:] = [(real, found)]
    yield found
    following._open.clear()
    shared._installed.clear()


def test_an_unfinished_story_is_saved_and_opened_again(shown: Workspace) -> None:
    app = desk(draft=add_view(new_draft(), View()), author="Ann")
    app = press(fill(app, "write_title", "Half a story"), "write_save")
    assert "Saved in the workspace, unfinished as it is: revision 1." in words_of(app)
    app = press(fill(app, "write_0_heading", "A better heading"), "write_save")
    assert "revision 2." in words_of(app)
    draft = written(app)
    assert [(change.author, len(change.revisions)) for change in shown.store.changes()] == [("Ann", 1), ("Ann", 1)]
    other = choose(desk(), "write_open", "sketch:half-a-story")
    assert written(other) == draft
    assert todo(other) == todo(app)


def test_a_finished_story_takes_the_place_of_its_sketch(shown: Workspace) -> None:
    app = press(fill(desk(author="Ann"), "write_title", "On trains"), "write_save")
    app = press(choose(app, "write_add", "B42"), "write_save")
    standing = {(row.kind, row.name) for row in shown.now.state.standing()}
    assert standing == {("scenario", "on-trains")}
    assert [story.title for story in shared.newest().scenarios if story.id == "on-trains"] == ["On trains"]
    app = press(fill(app, "write_title", "On trains and ships"), "write_save")
    assert {(row.kind, row.name) for row in shown.now.state.standing()} == standing, "an id stays once it is saved"


def test_two_who_save_one_story_are_told(shown: Workspace) -> None:
    first = press(fill(desk(author="Ann"), "write_title", "Ours"), "write_save")
    second = choose(desk(author="Bob"), "write_open", "sketch:ours")
    press(fill(first, "write_audience", "Class A"), "write_save")
    second = press(fill(second, "write_audience", "Class B"), "write_save")
    assert "Not saved: " in words_of(second)
    assert written(second)["audience"] == "Class B", "nothing is lost"


def test_who_saves_is_asked_once(shown: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "known_author", lambda: "")
    app = press(choose(desk(), "write_add", "B42"), "write_save")
    assert "Not saved yet: say who you are." in words_of(app)
    app = fill(app, "author_given", "Ann")
    assert "Saved in the workspace: revision 1." in words_of(app)
    assert shown.store.changes()[0].author == "Ann"
    assert not any(field.key == "author_given" for field in app.text_input)


def test_the_id_of_a_bundled_story_is_not_taken(shown: Workspace) -> None:
    app = fill(choose(desk(author="Ann"), "write_add", "B42"), "write_title", "Tour 2023")
    assert written(app)["id"] == "tour-2023-own"
    assert "revision 1." in words_of(press(app, "write_save"))
