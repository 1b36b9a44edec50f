"""Notes and bookmarks in the app: written on what is selected, kept, found, revised, withdrawn, and told apart by author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import cache as shared
from explorer.app import following, noting
from explorer.workspace import home
from explorer.workspace.change import Edit
from explorer.workspace.search import Index
from explorer.workspace.store import Store
from explorer.workspace.vocabulary import Note
from explorer.workspace.workspace import Workspace, edit_of
from explorer.world.world import World
from tests import toy, toy_desk
from tests.integration.test_player import checked, press, words_of

ALPHA = "site:alpha"


def explore() -> None:
    from explorer.app.screens import explore

    explore.show()


def subject() -> None:
    from explorer.app.screens import subject

    subject.show()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on the toy world, shown by this process."""
    with toy_desk.shown(tmp_path) as found:
        yield found


def opened(selected: str) -> AppTest:
    app = AppTest.from_function(explore, default_timeout=60)
    app.query_params["sel"] = selected
    return checked(app.run())


def notes(desk: Workspace) -> list[Note]:
    standing = desk.refresh().state.standing()
    return [card for card in (revision.entered.card for revision in standing) if isinstance(card, Note)]


def typed(app: AppTest, words: str, key: str = "note_new") -> AppTest:
    return checked(next(area for area in app.text_area if area.key == key).set_value(words).run())


def test_a_note_stands_where_it_was_written_with_its_author(desk: Workspace) -> None:
    app = typed(opened(ALPHA), "Crane seen <b>moved</b> in *May*.\nAsk again.")
    assert [(note.about, note.words) for note in notes(desk)] == [(ALPHA, "Crane seen <b>moved</b> in *May*.\nAsk again.")]
    assert "Crane seen <b>moved</b> in *May*.Ask again." in words_of(app), "its marks are shown, not read"
    assert "Ann, " in words_of(app)
    assert next(area for area in app.text_area if area.key == "note_new").value == ""
    assert "moved" not in words_of(opened("site:beta"))
    assert [hit.kind for hit in Index().find(shared.newest().cards, "crane moved", 5, shared.newest().own)] == ["note"]


def test_a_note_is_revised_and_withdrawn_and_its_texts_stay(desk: Workspace) -> None:
    app = typed(opened(ALPHA), "First text.")
    (note,) = notes(desk)
    app = typed(app, "Second text.", f"note_edit_{note.id}_1")
    assert "Second text." in words_of(app)
    assert "revised" in words_of(app)
    app = press(app, f"note_withdraw_{note.id}")
    assert notes(desk) == []
    texts = [
        dict(revision.fields).get("words") for change in desk.store.history(("note", note.id)) for revision in change.revisions
    ]
    assert texts == ["First text.", "Second text.", None]


def test_an_edit_that_somebody_overtook_is_told_and_both_texts_are_kept(desk: Workspace) -> None:
    app = typed(opened(ALPHA), "First text.")
    (note,) = notes(desk)
    desk.change(lambda now: [edit_of("note", {"id": note.id, "about": ALPHA, "words": "Ben's text."}, now)], "Ben", "Mine.")
    app = typed(app, "Ann's text.", f"note_edit_{note.id}_1")
    assert [kept.words for kept in notes(desk)] == ["Ben's text."]
    assert [error.value for error in app.error]
    assert "Ann's text." in str(desk.store.put_aside()[-1].body)


def test_a_bookmark_is_one_press_and_one_press_takes_it_away(desk: Workspace) -> None:
    app = press(opened("claim:A01"), "note_mark")
    assert [(note.about, note.bookmark) for note in notes(desk)] == [("claim:A01", True)]
    (listed,) = [button for button in app.button if button.key == "noted_claim:A01"]
    assert listed.label.startswith("A01")
    app = press(app, "note_mark")
    assert notes(desk) == []
    press(app, "note_mark")
    assert len(notes(desk)) == 1, "a name that was used before is not used again"


def test_a_subject_can_be_noted_and_leads_back(desk: Workspace) -> None:
    app = AppTest.from_function(subject, default_timeout=60)
    app.query_params["about"] = "place:alpha"
    app = typed(checked(app.run()), "Four parts.")
    assert [note.about for note in notes(desk)] == ["place:alpha"]
    app = press(opened(ALPHA), "noted_place:alpha")
    assert app.session_state["asked_subject"] == "place:alpha"


def test_every_subject_and_card_can_be_noted(real: World) -> None:
    things = [*real.subjects.by_id, *(f"claim:{id_}" for id_ in real.ledger.by_id)]
    things += [f"site:{site.id}" for site in real.gazetteer.sites] + [f"event:{id_}" for id_ in real.ledger.events_by_id]
    things += [f"leg:{leg.id}" for leg in real.legs]
    for thing in things:
        Note(id="n", about=thing)
        assert noting.title_of(real, thing) != thing
    assert noting.title_of(real, "claim:Z99") == "claim:Z99"


def test_without_a_name_nothing_is_written(desk: Workspace) -> None:
    home.keep_author("")
    app = opened(ALPHA)
    assert not [area for area in app.text_area if area.key == "note_new"]
    assert "Say who you are" in words_of(app)


def test_readers_see_notes_and_cannot_write(desk: Workspace, tmp_path: Path) -> None:
    desk.change(lambda now: [edit_of("note", {"id": "n", "about": ALPHA, "words": "Kept."}, now)], "Ben", "A note.")
    desk.change(lambda now: [Edit("note", "m", "", {"id": "m", "about": ALPHA, "bookmark": True})], "Ben", "A mark.")
    read_only = Workspace(Store.open(str(tmp_path / "w.sqlite"), read_only=True), toy.world().ground)
    end = following.follow(toy.world(), read_only)
    app = opened(ALPHA)
    end()
    assert "Kept." in words_of(app)
    assert not app.text_area
