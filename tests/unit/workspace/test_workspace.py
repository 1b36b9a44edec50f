"""Entries accepted, revised, withdrawn and undone, and the world that comes of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from explorer.cards.read import read
from explorer.errors import EditConflict, SeedFaults, WorkspaceError
from explorer.scene.build import build
from explorer.views.view import View
from explorer.workspace.change import Edit
from explorer.workspace.inbox import accepted, kept
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace, edit_of
from tests import toy, toy_workspace
from tests.toy_workspace import DOCUMENT, FILE, SITE, TEXT, fields, opened, with_third, world


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return with_third(tmp_path / "w.sqlite")


def test_the_world_is_that_of_a_folder_with_the_same_cards(desk: Workspace) -> None:
    folder = toy.with_cards(read({**toy.TEXTS, FILE: TEXT}, frozenset({"alpha-line"})))
    for view in (View(), View(documents=frozenset({DOCUMENT})), View(text="KCNA", selected="claim:KCNA02")):
        assert build(world(desk), view).geojson() == build(folder, view).geojson()
    assert world(desk).ledger.oppositions == folder.ledger.oppositions


def test_what_a_workspace_cannot_change_is_shared(desk: Workspace) -> None:
    shown, root = world(desk), toy.world()
    assert shown.network is root.network
    assert shown.places is root.places
    assert shown.planned is root.planned
    desk.accept([("claim", fields(desk, "KCNA01", statement="Another text."))], "Ann", "")
    assert world(desk).places is root.places


def test_a_new_place_can_be_spoken_of_and_routed_to(desk: Workspace) -> None:
    desk.accept([("site", SITE), ("claim", fields(desk, "KCNA01", places=[{"id": "delta", "basis": "named"}]))], "Ann", "")
    shown = world(desk)
    assert [feature.id for feature in build(shown, View(text="KCNA01")).features if feature.kind == "site"] == ["site:delta"]
    assert shown.places.resolve("델타").id == "delta"
    assert toy.world().places.beginning("Delta") != shown.places.beginning("Delta")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stance": "said"}, "'said' is not one of the known words"),
        ({"said": None}, "said: the field is missing"),
        ({"topics": []}, "at least 1 must be there"),
        ({"paragraph": 9}, "paragraph 9 is past the last, 2"),
        ({"places": [{"id": "atlantis", "basis": "named"}]}, "the place 'atlantis' is not in sites.toml"),
        ({"claimant": "nobody"}, "'nobody' is not a [[claimant]] of this card"),
        ({"family": "none"}, "the family 'none' is not in families.toml"),
        ({"supports": [{"ref": "B99", "note": "x"}]}, "'B99' names no claim or event"),
        ({"supports": [{"ref": "KCNA01", "note": "x"}]}, "it bears on itself"),
        ({"stance": "denied"}, "a claim has [claim.denial] exactly when its stance is 'denied'"),
        ({"colour": "red"}, "the field is not known"),
    ],
)
def test_a_claim_that_lacks_what_a_card_needs_is_refused(desk: Workspace, changes: dict[str, object], told: str) -> None:
    """With the words of the cards; nothing is written."""
    with pytest.raises(SeedFaults) as caught:
        desk.accept([("claim", fields(desk, "KCNA01", **changes))], "Ann", "", FILE)
    assert told in str(caught.value)
    assert desk.revision == desk.store.newest() == 1


@pytest.mark.parametrize(
    ("kind", "changed", "told"),
    [
        ("claim", {"id": "A01"}, "its id does not start with KCNA"),
        ("document", {"code": "A"}, "the id is used 2 times"),
        ("document", {"former_ids": [toy.DOCUMENT_A]}, "the id is used 2 times"),
        ("site", {"id": "alpha"}, "the id is used 2 times"),
        ("site", {"part_of": "delta"}, "through part_of it is a part of itself"),
        ("site", {"lat": 95}, "95"),
        ("judgement", {}, "a judgement cannot be added"),
        ("poem", {}, "there is no kind of cards called 'poem'"),
    ],
)
def test_what_does_not_fit_the_built_in_cards_is_refused(
    desk: Workspace, kind: str, changed: dict[str, object], told: str
) -> None:
    known = {"claim": ("claim", "KCNA01"), "document": ("document", DOCUMENT)}
    basis = desk.now.state.entries[known[kind]].fields if kind in known else SITE
    with pytest.raises(SeedFaults) as caught:
        desk.accept([(kind, {**basis, **changed})], "Ann", "", FILE if kind == "claim" else "")
    assert told in str(caught.value)
    assert desk.revision == 1


def test_a_claim_needs_its_document(tmp_path: Path, desk: Workspace) -> None:
    empty = opened(tmp_path / "other.sqlite")
    with pytest.raises(SeedFaults, match="its document is not there"):
        empty.accept([("claim", fields(desk, "KCNA01"))], "Ann", "", FILE)


def test_two_people_who_edit_one_claim_are_told_and_both_texts_are_kept(desk: Workspace) -> None:
    other = Workspace(Store.open(desk.store.place), desk.ground)
    seen = desk.now.state.entries["claim", "KCNA01"]
    mine, theirs = ({**seen.fields, "statement": f"{who}'s text."} for who in ("Ann", "Bob"))
    other.write([Edit("claim", "KCNA01", FILE, theirs, seen.number)], "Bob", "")
    with pytest.raises(EditConflict, match=r"Bob has changed the claim KCNA01 in the meantime \(revision 2, you saw 1\)"):
        desk.write([Edit("claim", "KCNA01", FILE, mine, seen.number)], "Ann", "Better words.")
    (aside,) = desk.store.put_aside()
    assert (aside.author, aside.seen, aside.reason) == ("Ann", 1, "Better words.")
    assert "Ann's text." in str(aside.body)
    assert desk.refresh().cards.ledger.by_id["KCNA01"].claim.statement == "Bob's text."


def test_nothing_is_deleted_only_withdrawn(desk: Workspace) -> None:
    desk.withdraw("claim", "KCNA100", "Ann", "Read wrongly.")
    assert "KCNA100" not in world(desk).ledger.by_id
    first, second = desk.store.history(("claim", "KCNA100"))
    assert (first.revisions[0].withdrawn, second.revisions[0].withdrawn) == (False, True)
    assert (second.author, second.reason) == ("Ann", "Read wrongly.")
    with pytest.raises(WorkspaceError, match="There is no claim 'KCNA100'"):
        desk.withdraw("claim", "KCNA100", "Ann", "")


def test_what_others_refer_to_cannot_be_withdrawn(desk: Workspace) -> None:
    desk.accept([("claim", fields(desk, "KCNA100", supports=[{"ref": "KCNA01", "note": "Same day."}]))], "Ann", "")
    with pytest.raises(SeedFaults, match="claim KCNA100: 'KCNA01' names no claim or event"):
        desk.withdraw("claim", "KCNA01", "Ann", "")
    with pytest.raises(SeedFaults, match=r"'voice' is not a \[\[claimant\]\] of this card"):
        desk.withdraw("claimant", f"{DOCUMENT}/voice", "Ann", "")
    desk.accept([("site", SITE), ("claim", fields(desk, "KCNA01", places=[{"id": "delta", "basis": "named"}]))], "Ann", "")
    with pytest.raises(SeedFaults, match="the place 'delta' is not in sites"):
        desk.withdraw("site", "delta", "Ann", "")
    assert desk.revision == 3


def test_a_document_goes_with_all_that_stands_in_it_and_comes_back(desk: Workspace) -> None:
    before = desk.now.cards.ledger.entries
    desk.withdraw("document", DOCUMENT, "Ann", "")
    assert world(desk).ledger.entries == toy.world().ledger.entries
    desk.undo(2, "Ann")
    assert desk.now.cards.ledger.entries == before


def test_an_undoing_is_a_change_and_can_be_undone(desk: Workspace) -> None:
    texts = [desk.now.state.entries["claim", "KCNA01"].body]
    desk.accept([("claim", fields(desk, "KCNA01", statement="New."))], "Ann", "")
    texts.append(desk.now.state.entries["claim", "KCNA01"].body)
    desk.undo(2, "Bob")
    assert desk.now.state.entries["claim", "KCNA01"].body == texts[0]
    desk.undo(3, "Bob")
    assert desk.now.state.entries["claim", "KCNA01"].body == texts[1]
    assert [(c.author, c.undoes) for c in desk.store.changes()] == [("Ann", None), ("Ann", None), ("Bob", 2), ("Bob", 3)]


def test_only_the_last_change_of_an_entry_can_be_undone(desk: Workspace) -> None:
    for words in ("One.", "Two."):
        desk.accept([("claim", fields(desk, "KCNA01", statement=words))], "Ann", "")
    with pytest.raises(WorkspaceError, match=r"was changed again in change 3\. Undo that one first"):
        desk.undo(2, "Ann")
    with pytest.raises(WorkspaceError, match=r"There is no change 9\. The last one is 3"):
        desk.undo(9, "Ann")
    assert desk.last_of("Ann") == 3
    desk.undo(3, "Ann")
    assert desk.last_of("Ann") == 2, "what is undone is not undone again by going on"


def test_the_ledger_as_it_was_known_on_a_day(tmp_path: Path) -> None:
    desk = with_third(tmp_path / "w.sqlite", toy_workspace.clock(timedelta(days=1)))
    desk.accept([("claim", fields(desk, "KCNA01", statement="As revised."))], "Ann", "")
    desk.withdraw("claim", "KCNA02", "Ann", "")
    shown = world(desk)

    def on(day: int) -> dict[str, str]:
        found = build(shown, View(as_of=date(2026, 11, day), documents=frozenset({DOCUMENT})))
        return {entry.id: entry.claim.statement for entry in found.entries}

    assert build(shown, View(as_of=date(2026, 10, 31))).entries == build(toy.world(), View()).entries
    assert on(1)["KCNA01"] == "The agency KCNA spoke for time 01 of Beta."
    assert on(2)["KCNA01"] == "As revised."
    assert [sorted(on(day)) for day in (2, 3, 4)] == [["KCNA01", "KCNA02", "KCNA100"], *[["KCNA01", "KCNA100"]] * 2]


def test_a_day_without_a_workspace_is_said() -> None:
    found = build(toy.world(), View(as_of=date(2026, 11, 1)))
    assert found.notices == (
        "asof=2026-11-01 asks for a day of the workspace, and there is none; the built-in cards know no days.",
    )


def test_the_clock_may_be_set_back_and_changes_stay_in_order(tmp_path: Path) -> None:
    desk = with_third(tmp_path / "w.sqlite", toy_workspace.clock(timedelta(days=-1)))
    desk.withdraw("claim", "KCNA02", "Ann", "")
    first, second = desk.store.changes()
    assert first.at == second.at == toy_workspace.START


def test_entries_that_no_longer_fit_other_built_in_cards_are_left_out_and_said(desk: Workspace) -> None:
    """Such as after an update that holds a document of the same code: nothing is lost, and all else is shown."""
    taken = TEXT.replace(DOCUMENT, "kcna-built-in").replace("003_0000000000000001", "009_0000000000000009")
    cards = read({**toy.TEXTS, "documents/kcna-built-in.toml": taken}, frozenset({"alpha-line"}))
    desk.accept([("site", SITE)], "Ann", "")
    later = Workspace(Store.open(desk.store.place), toy_workspace.Ground(cards, desk.ground.data))
    assert {key for key, _ in later.now.left_out} == {r.key for r in desk.now.state.standing()} - {("site", "delta")}
    assert "delta" in later.now.cards.gazetteer.by_id
    assert later.now.cards.ledger.by_id["KCNA01"].document.id == "kcna-built-in"
    later.accept([("site", {**SITE, "accuracy_km": 1.0})], "Ann", "")
    assert later.now.state.entries["claim", "KCNA01"].body == desk.now.state.entries["claim", "KCNA01"].body


def test_drafts_and_notes_are_kept_and_are_no_claims(desk: Workspace) -> None:
    draft = {"id": "d1", "paper": "p1", "claim": {"statement": "Not yet."}}
    desk.accept([("draft", draft), ("note", {"id": "n1", "about": "claim:B01", "words": "Ask."})], "Ann", "")
    assert desk.now.cards.ledger.entries == world(desk).ledger.entries
    assert desk.now.state.entries["draft", "d1"].fields == draft
    with pytest.raises(SeedFaults, match="note n2, about"):
        desk.accept([("note", {"id": "n2", "about": "<b>"})], "Ann", "")


def test_a_reading_is_kept_and_a_draft_of_it_accepted(desk: Workspace) -> None:
    """What the Inbox does: the claim comes and the draft goes in one change, and one undoing takes both back."""
    document = {
        "title": "On rails",
        "sha256": "ab" * 32,
        "language": "en",
        "paragraphs": [{"number": 1, "text": "So they said."}],
    }
    reading = {"document": document, "drafts": [{"statement": "They said so."}], "mentions": {"places": [], "dates": []}}
    assert len(desk.bring(kept(reading), "Ann", "").written) == 2
    assert desk.bring(kept(reading), "Ann", "").known == 2, "a second copy of the same file"
    claim = edit_of("claim", fields(desk, "KCNA01", id="KCNA03"), desk.now.state, FILE)
    draft = "on-rails-abababab-1"
    desk.write(accepted(desk.now.state, draft, [claim]), "Ann", "Accepted.")
    assert "KCNA03" in desk.now.cards.ledger.by_id
    assert desk.now.state.entries["draft", draft].withdrawn
    desk.undo(desk.revision, "Ann")
    assert "KCNA03" not in desk.now.cards.ledger.by_id
    assert not desk.now.state.entries["draft", draft].withdrawn


def test_a_change_needs_an_author(desk: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="needs the name of its author"):
        desk.withdraw("claim", "KCNA02", " \0 ", "")
