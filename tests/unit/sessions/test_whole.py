"""What has begun comes to its end, though the page asks for something else meanwhile."""

from __future__ import annotations

import pytest
import streamlit.testing.v1.app_test as testing
from streamlit.runtime import app_session
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from explorer.server.gate.pinned import OPTIONS
from explorer.sessions.whole import RUNNER, Whole, install


class Runner(Whole, LocalScriptRunner):
    """The runner of a server, in the hands of a test."""


def page() -> None:
    """A page on which a press is followed by another one before it has been answered."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from explorer.sessions.whole import whole

    def pressed_again() -> None:
        run = get_script_run_ctx()
        assert run is not None
        assert run.script_requests is not None
        run.script_requests.request_rerun(RerunData())

    def typed() -> None:
        pressed_again()
        st.session_state["written"] = [*st.session_state.get("written", []), st.session_state["field"]]

    st.text_input("Field", key="field", on_change=typed)
    if st.session_state.get("field") == "body" and "begun" not in st.session_state:
        st.session_state["begun"] = True
        with whole():
            pressed_again()
            st.session_state["body"] = "written"
        st.session_state["after"] = "cut off"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(testing, "LocalScriptRunner", Runner)
    return AppTest.from_function(page).run()


def test_a_callback_is_brought_to_its_end(opened: AppTest) -> None:
    opened.text_input[0].set_value("Ships came twice.").run()
    assert opened.session_state["written"] == ["Ships came twice."]


def test_what_a_page_does_as_a_whole_is_too_and_the_rest_of_the_run_is_cut_off(opened: AppTest) -> None:
    opened.text_input[0].set_value("body").run()
    assert opened.session_state["body"] == "written"
    assert "after" not in opened.session_state


def test_without_it_what_was_typed_is_lost() -> None:
    """If this fails, Streamlit brings callbacks to their end by itself, and the module has nothing left to do for them."""
    plain = AppTest.from_function(page).run()
    plain.text_input[0].set_value("Ships came twice.").run()
    assert "written" not in plain.session_state


def test_the_sessions_of_a_server_run_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert getattr(app_session, RUNNER, None) is not None
    monkeypatch.setattr(app_session, RUNNER, None)
    install()
    assert getattr(app_session, RUNNER) is Whole
    assert OPTIONS["runner.fastReruns"] is False
