"""The inbox on the toy world: a paper is reviewed draft by draft, as values of the workspace and as what the page says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.app import following
from explorer.app.screens import inbox as inbox_page
from explorer.layers.read import File, read_file
from explorer.workspace.inbox import kept
from explorer.workspace.workspace import Workspace
from explorer.world.own import entries_of
from tests import toy_desk
from tests.integration.test_languages import left, shown
from tests.integration.test_screens import checked, explore, html_of, scene_on_map, words_of

TEXT = (
    "Ships at Alpha",
    "The ministry of the North said that ships came to Alpha in October.",
    "A spokesman denied that <b>rails</b> were carried.",
)
PLACE = {"id": "alpha", "name": "Alpha", "lon": 130.0, "lat": 42.0, "basis": "named", "as_written": "Alpha"}


def inbox() -> None:
    from explorer.app.screens import inbox

    inbox.show()


def draft(paragraph: int, claimant: str, statement: str, **more: Any) -> dict[str, Any]:
    """A draft as reading a document gives it."""
    start = TEXT[paragraph - 1].find(statement)
    return {
        "paragraph": paragraph, "line": paragraph, "start_char": start, "end_char": start + len(statement), "claimant": claimant,
        "stance": "asserted", "stance_why": "the speaker states it as so", "statement": statement, "proposal": True,
        "speech": "paraphrased", "topics": ["sea"], "flow": "unspecified", "places": [], "date_start": None, "date_end": None,
        "date_stated": "", "date_why": "no date in the clause", "truth": "not assessable", "truth_why": "nobody has looked yet",
        "denial": None, "cues": [], **more,
    }  # fmt: skip


def reading() -> dict[str, Any]:
    """Three paragraphs with three drafts: one that is whole, one whose speaker nobody knows, one that denies."""
    cue = {
        "kind": "stance",
        "surface": "said",
        "paragraph": 2,
        "start_char": 26,
        "end_char": 30,
        "rule": "verb-asserted",
        "why": "say",
    }
    mention = {
        "surface": "Alpha",
        "paragraph": 2,
        "start_char": 50,
        "end_char": 55,
        "kind": "town",
        "role": "place",
        "why": "by name",
    }
    denied = {"of": [], "proposition": "rails were carried", "by": ["A spokesman"]}
    return {
        "document": {
            "file": "pasted.txt", "title": TEXT[0], "publisher": "Harbour Wire", "language": "en",
            "dates": {"start": "2026-11-20", "end": "2026-11-20", "basis": "stated", "why": "the dateline"},
            "paragraphs": [{"number": n, "line": n, "text": text, "kind": "text"} for n, text in enumerate(TEXT, start=1)],
            "sha256": hashlib.sha256(b"ships").hexdigest(), "notes": [],
        },
        "drafts": [
            draft(2, "Analysts of the North", "ships came to Alpha in October", places=[PLACE], cues=[cue]),
            draft(3, "A spokesman", "rails were carried", stance="denied", denial=denied),
        ],
        "mentions": {"places": [{**PLACE, **mention, "others": ["alpha-port"]}], "dates": []},
    }  # fmt: skip


@pytest.fixture
def desk(empty: Workspace) -> Workspace:
    """The same with a paper in it."""
    empty.bring(kept(reading()), "Ann", "Read: pasted.txt.")
    following.take_up()
    return empty


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on the toy world, shown by this process."""
    with toy_desk.shown(tmp_path) as found:
        yield found


def opened() -> AppTest:
    return checked(AppTest.from_function(inbox, default_timeout=60).run())


def press(app: AppTest, key: str) -> AppTest:
    return checked(app.button(key=f"inbox_{key}").click().run())


def test_a_draft_is_accepted_with_all_that_it_rests_on(desk: Workspace) -> None:
    app = press(opened(), "accept")
    assert "Accepted as HW01." in words_of(app)
    entry = desk.now.cards.ledger.by_id["HW01"]
    assert (entry.document.id, entry.document.publisher) == ("harbour-wire-2026-11", "Harbour Wire")
    assert (entry.claimant.voice.value, entry.claim.places[0].id, entry.claim.content.code) == ("analysts", "alpha", "F6")
    assert "1 of 2 drafts done" in app.selectbox(key="inbox_paper").options[0]
    assert shared.newest().ledger.by_id["HW01"].claim == entry.claim, "the pages show it at once"


def test_a_draft_that_lacks_something_says_so_and_asks_for_it(desk: Workspace) -> None:
    app = press(press(opened(), "next"), "accept")
    assert "HW01" not in desk.now.cards.ledger.by_id
    assert "Cannot be accepted yet" in words_of(app)
    app = press(app, "pick_2")
    entry = desk.now.cards.ledger.by_id["HW01"]
    assert entry.claimant.voice.value == "DPRK"
    assert entry.claim.denial is not None


def test_a_draft_and_a_claim_cite_own_data(desk: Workspace) -> None:
    rows = read_file(File("ships.csv", b"name,lat,lon\nAurora,42.1,130.1\nBorei,42.2,130.2\n")).layers
    desk.bring(entries_of(rows, "Ships", "ships.csv", "ab" * 32, {"licence": "CC0"}), "Ann", "")
    following.take_up()
    app = press(opened(), "edit")
    (name,) = (identifier for kind, identifier in desk.now.state.entries if kind == "draft" and identifier.endswith("-1"))
    checked(app.text_input(key=f"cite_{name}_words").set_value("borei").run())
    assert app.selectbox(key=f"cite_{name}_feature").options == ["none", "Borei (Ships, 2)"]
    app.selectbox(key=f"cite_{name}_feature").set_value("ships-abababab-2")
    checked(app.text_input(key=f"cite_{name}_note").set_value("It lay there.").run())
    checked(app.button(key=f"cite_{name}_add").click().run())
    assert "Borei (Ships, ships.csv, CC0, 2)" in words_of(app)
    press(app, "accept")
    (cite,) = desk.now.cards.ledger.by_id["HW01"].claim.cites
    assert (cite.title, cite.note) == ("Borei", "It lay there.")
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params["sel"] = "claim:HW01"
    assert "Own data, not verified: Borei" in words_of(checked(app.run()))
    checked(app.button(key="cite-HW01-ships-abababab-2").click().run())
    assert (app.query_params["own"], app.query_params["sel"]) == ("ships-abababab", "own:ships-abababab-2")
    assert [feature["id"] for feature in scene_on_map(app)["features"] if feature["properties"].get("selected")] == [
        "own:ships-abababab-2"
    ]
    assert "Statement HW01" not in words_of(app)
    app.query_params["sel"] = "claim:HW01"
    checked(app.run())
    checked(app.button(key="cite_HW01_out_0").click().run())
    assert desk.now.cards.ledger.by_id["HW01"].claim.cites == ()


INBOX = """
import streamlit as st
from explorer.app import tongue
from explorer.app.screens import inbox
tongue.settle()
st.session_state["inbox_mode"] = {mode!r}
inbox.show()
"""


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("language", ["ko", "ru"])
def test_whatever_the_inbox_asks_is_asked_in_the_language_of_the_page(language: str) -> None:
    """Every form with its labels and hints, and every reason of a reading; the text of the paper stays as it is."""
    for mode in ("", "edit", "grade", "place", "reject", "split"):
        app = AppTest.from_string(INBOX.format(mode=mode), default_timeout=60)
        app.query_params["lang"] = language
        english = left(shown(checked(app.run())), shared.newest())
        assert left(map(str, scene_on_map(app)["captions"]), shared.newest()) == set(), "and so is what stands on its map"
        assert english <= {"verb", "claim"}, f"{mode}: the id of a rule and a word of notation are left, {english}"


def test_what_was_done_can_be_undone(desk: Workspace) -> None:
    app = press(opened(), "accept")
    app = press(app, "undo")
    assert "HW01" not in desk.now.cards.ledger.by_id
    assert "0 of 2 drafts done" in app.selectbox(key="inbox_paper").options[0]
    assert "ships came to Alpha" in words_of(app)


def test_text_of_a_paper_is_text(desk: Workspace) -> None:
    del desk
    app = opened()
    assert "<b>" not in html_of(app)
    assert "<b>rails</b>" in words_of(app)


def maps(app: AppTest) -> int:
    return sum(part.proto.component_name.endswith(".st_folium") for part in app.get("component_instance"))


def test_an_empty_inbox_shows_no_map_and_has_its_script(empty: Workspace) -> None:
    app = opened()
    assert (maps(app), shown_in(app)) == (1, inbox_page.OUT_OF_SIGHT)
    empty.bring(kept(reading()), "Ann", "Read: pasted.txt.")
    following.take_up()
    app = opened()
    assert (maps(app), shown_in(app)) == (1, "inbox_map_box")


def shown_in(app: AppTest) -> str:
    """The key of the container that holds the map."""
    return next(key for key in (inbox_page.OUT_OF_SIGHT, "inbox_map_box") if any(key in id_ for id_ in boxes(app._tree)))


def boxes(block: Any) -> Iterator[str]:
    """The ids of a block and of all blocks in it."""
    for part in getattr(block, "children", {}).values():
        yield str(getattr(part.proto, "id", ""))
        yield from boxes(part)


# ---- what is new -----------------------------------------------------------------------------------------------------


def new() -> None:
    from explorer.app.screens import changes

    changes.show()


def test_what_is_new_stands_in_the_list_and_in_the_files(desk: Workspace) -> None:
    press(opened(), "accept")
    app = checked(AppTest.from_function(new, default_timeout=60).run())
    words = words_of(app)
    assert "2 changes of the ledger" in words, "the paper is a document now"
    assert "25 October 2026 to 1 November 2026" in words
    assert "Ships came to Alpha in October." in words
    app = checked(app.segmented_control(key="changes_section").set_value("Who changed what").run())
    assert "Accepted from a draft." in words_of(app)
    (text,) = [button for button in app.get("download_button") if button.proto.label == "Text"]
    assert text.proto.url


def test_a_paper_without_claims_stands_among_what_is_new(desk: Workspace) -> None:
    app = checked(AppTest.from_function(new, default_timeout=60).run())
    assert "1 change of the ledger" in words_of(app)
    (paper,) = (name for kind, name in desk.now.state.entries if kind == "paper")
    assert f'<a href="./inbox?paper={paper}" target="_self"><bdi>Ships at Alpha (Harbour Wire)</bdi></a>' in html_of(app)
    assert "2 drafts to review" in words_of(app)
    assert {button.proto.label: button.proto.disabled for button in app.get("download_button")} == {
        "PNG": True, "PDF": True, "PowerPoint": True, "Web page": True, "Text": False,
    }  # fmt: skip


def drawn(app: AppTest) -> set[str]:
    """Ids of what the map of a page draws."""
    return {feature["id"] for feature in scene_on_map(app)["features"]}


def test_the_map_of_changes_draws_what_is_new_alone(desk: Workspace) -> None:
    del desk
    app = AppTest.from_function(new, default_timeout=60)
    assert drawn(checked(app.run())) == set()
    press(opened(), "accept")
    assert drawn(checked(AppTest.from_function(new, default_timeout=60).run())) == {"site:alpha"}


def test_nothing_is_new_on_a_day_without_changes(desk: Workspace) -> None:
    del desk
    app = AppTest.from_function(new, default_timeout=60)
    app.query_params["since"] = "2026-10-01"
    app.query_params["until"] = "2026-10-31"
    assert "0 changes of the ledger" in words_of(checked(app.run()))
    app.query_params["since"] = "yesterday"
    assert "yesterday" in words_of(checked(app.run()))
