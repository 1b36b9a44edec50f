"""Notes placed on the map: they stand in the field of Brief, beside what was typed there, whatever page the reader goes to."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.integration.test_screens import checked, installed

__all__ = ["installed"]


def both() -> None:
    """Both sides of the notes, as pages that come and go."""
    import streamlit as st

    from explorer.app import brief_notes

    sent = st.text_input("What the map sends", key="sent")
    if sent and sent != st.session_state.get("done"):
        st.session_state["done"] = sent
        st.session_state["was_note"] = brief_notes.placed(sent)
    if st.checkbox("On Brief", key="there"):
        brief_notes.begin()
        brief_notes.keep(st.text_area("Notes", key=brief_notes.KEY))


@pytest.fixture
def app() -> AppTest:
    return checked(AppTest.from_function(both, default_timeout=60).run())


def send(app: AppTest, text: str) -> list[str]:
    checked(app.text_input(key="sent").set_value(text).run())
    return list(app.session_state["search_notices"]) if "search_notices" in app.session_state else []


def field(app: AppTest) -> str:
    checked(app.checkbox(key="there").set_value(True).run())
    return str(app.text_area(key="brief_notes").value)


def leave(app: AppTest) -> None:
    checked(app.checkbox(key="there").set_value(False).run())


def test_notes_and_arrows_of_the_map_join_what_was_typed(app: AppTest) -> None:
    assert field(app) == ""
    checked(app.text_area(key="brief_notes").set_value("130,42 typed").run())
    leave(app)
    assert "Noted for the page Brief" in send(app, "note:130.3,42.25 the port")[0]
    send(app, "note:130.3,42.25>132.3,42.9 by sea")
    assert field(app).splitlines() == ["130,42 typed", "130.3,42.25 the port", "130.3,42.25>132.3,42.9 by sea"]
    leave(app)
    assert len(field(app).splitlines()) == 3


@pytest.mark.parametrize(
    "text", ["note:130.3,42.25", "note:200,42 nowhere", "note:", "note:x,y <b>z</b>", f"note:1,1 {'w' * 900}"]
)
def test_a_note_that_cannot_be_read_is_told_and_costs_nothing(app: AppTest, text: str) -> None:
    send(app, "note:1,2 kept")
    (told,) = send(app, text)
    assert "Noted" not in told
    assert field(app) == "1,2 kept"


def test_what_is_chosen_is_no_note(app: AppTest) -> None:
    assert send(app, "site:alpha") == []
    assert app.session_state["was_note"] is False
