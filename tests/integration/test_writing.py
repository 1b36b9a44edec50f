"""The desk: views are collected in Explore, written up, played, downloaded and read back; a faulty file changes nothing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import writing
from explorer.cards.read import read_scenario
from explorer.stories.text import add_view, draft_of, new_draft, toml
from explorer.views.read import parse
from explorer.views.view import View
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


def refused(app: AppTest) -> str:
    return words_of(app)


def test_a_view_is_collected_in_explore() -> None:
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params["stance"] = "alleged"
    app = press(checked(app.run()), "add_step")
    draft = app.session_state["draft"]
    assert [step["n"] for step in draft["step"]] == [1]
    assert parse(draft["step"][0]["view"])[0] == parse("stance=alleged")[0]
    app = press(app, "add_step")
    assert len(app.session_state["draft"]["step"]) == 2


def test_the_list_leads_to_the_desk() -> None:
    app = press(opened(), "write")
    assert at(app) == {"write": "1"}
    assert "Write a story" in words_of(app)
    assert "There are no steps yet" in app.info[0].value
    app = press(app, "write_leave")
    assert at(app) == {}


def test_a_story_is_written_and_played(real: World) -> None:
    app = desk(draft=add_view(new_draft(), View()))
    assert app.button(key="write_play").disabled
    app = fill(app, "write_title", "Trains, perhaps")
    app = fill(app, "write_0_heading", "One remark")
    app = fill(app, "write_0_say", "B42: David Maxwell suggested that trains might take the place of ships.")
    assert "the step leaves out what speaks against B42" in words_of(app)
    app = fill(app, "write_0_against", "event:lady-r-vostochny-2024-03-12: NK Pro saw a ship at Vostochny Port in March 2024.")
    assert "event:lady-r-vostochny-2024-03-12 is denied, and the step leaves the denial out" in words_of(app)
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
    app = fill(app, "write_0_options", "Sure\n* He gives no degree")
    app = fill(app, "write_0_why", "B42: Maxwell suggested it with a might.")
    assert [box.value for box in app.success] == ["No faults: it can be played, exported and put among the stories."]
    text = toml(app.session_state["draft"])
    scenario = read_scenario("mine", text, real.stage)
    assert scenario.id == "trains-perhaps"
    assert scenario.step[0].question is not None
    app = press(app, "write_play")
    assert at(app) == {"scenario": "trains-perhaps", "step": "1"}
    assert "1. One remark" in words_of(app)
    app = press(app, "story_option_1_2")
    assert "That is right." in words_of(app)


def test_steps_are_moved_and_removed() -> None:
    draft = new_draft()
    for _ in range(3):
        draft = add_view(draft, View())
    app = press(desk(draft=draft), "write_2_up")
    assert [step["heading"] for step in app.session_state["draft"]["step"]] == ["Step 1", "Step 3", "Step 2"]
    assert [step["n"] for step in app.session_state["draft"]["step"]] == [1, 2, 3]
    app = press(app, "write_0_down")
    app = press(app, "write_1_remove")
    assert [step["heading"] for step in app.session_state["draft"]["step"]] == ["Step 3", "Step 2"]


def test_a_file_is_read_back(real: World) -> None:
    scenario = real.scenarios_by_id["tour-2023"]
    app = fill(desk(), "write_text", toml(draft_of(scenario)))
    app = press(app, "write_read")
    assert app.session_state["draft"] == draft_of(scenario)
    assert not app.button(key="write_play").disabled
    assert read_scenario("mine", toml(app.session_state["draft"]), real.stage) == scenario


def test_what_was_there_before_can_be_brought_back(real: World) -> None:
    draft = add_view(new_draft(), View())
    app = press(fill(desk(draft=draft), "write_text", toml(draft_of(real.scenarios[0]))), "write_read")
    assert app.session_state["draft"] != draft
    app = press(app, "write_undo")
    assert app.session_state["draft"] == draft


FAULTY = {
    "unknown claim": ('claim = "A22"', 'claim = "A98"', "'A98' names no claim"),
    "unknown place": ('place = "knevichi"', 'place = "atlantis"', "'atlantis' is not in sites.toml"),
    "older view": ("v=1&lon", "v=0&lon", "version '0'"),
    "same number": ("n = 3", "n = 2", "2 steps have this number"),
    "no TOML": ("[[step]]", "[step", "not valid TOML"),
    "may became did": ("rare journey for him", "rare journey, which proves", "'proves' makes a fact"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_file_lists_its_faults_and_loads_nothing(real: World, case: str) -> None:
    old, new, words = FAULTY[case]
    good = toml(draft_of(real.scenarios_by_id["tour-2023"]))
    assert old in good
    draft = add_view(new_draft(), View())
    app = press(fill(desk(draft=draft), "write_text", good.replace(old, new)), "write_read")
    assert app.session_state["draft"] == draft
    assert words in words_of(app)
    assert "Nothing was read" in words_of(app)
    (text,) = [area.value for area in app.text_area if area.key == "write_text"]
    assert new in text, "what was brought along is there to be mended"


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
        (b"x" * 5_000_000, "the file has 5.0 MB; a scenario may have 2 MB"),
        (b"\xff\xfe\x00", "byte 0 is not UTF-8"),
        (b"\x00\x01\x02", "not valid TOML"),
        (b"", "missing"),
        (b"a = " + b"[" * 5_000, "not valid TOML"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, words: str) -> None:
    app = loads(content)
    assert any(words in fault.what for fault in app.session_state["write_refused"])
    assert len(app.session_state["draft"]["step"]) == 1


def test_hostile_text_is_shown_as_text() -> None:
    draft = add_view(new_draft(), View())
    draft["step"][0]["heading"] = "<img src=x onerror=alert(1)>"
    draft["step"][0]["say"] = [{"claim": "B42", "text": "<script>alert(1)</script>"}]
    app = desk(draft=draft)
    body = "".join(element.proto.body for element in app.get("html"))
    assert "<script>" not in body
    assert "<img" not in body
    assert writing.draft is not None
