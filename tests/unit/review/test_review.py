"""What a reviewer does, as values: drafts merged, split and placed, what bears on them, rewrites, what a draft becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer.errors import EditConflict
from explorer.review.alike import alike
from explorer.review.bearing import Known, confirmed, proposals
from explorer.review.becoming import becoming, head_of
from explorer.review.families import united
from explorer.review.faults import by_field
from explorer.review.papers import InHand, Pending, in_hand
from explorer.review.revising import changed, merged, onto, parted, rejected, split, with_place, without_place
from explorer.review.spans import marks_of, pieces
from explorer.workspace.inbox import kept
from explorer.workspace.workspace import Workspace
from tests import toy_workspace
from tests.integration.test_inbox import PLACE, TEXT, reading


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    found = toy_workspace.opened(tmp_path / "w.sqlite")
    found.bring(kept(reading()), "Ann", "Read.")
    return found


def paper(desk: Workspace) -> InHand:
    (found,) = in_hand(desk.now.state)
    return found


def accept(desk: Workspace, pending: Pending) -> str:
    made = becoming(paper(desk).paper, pending.draft, desk.now.cards, desk.now.state)
    desk.write(made.edits(desk.now.state, pending.draft, pending.revision.number), "Ann", "")
    return made.claim


def test_drafts_go_until_the_paper_is_done(desk: Workspace) -> None:
    first, second = paper(desk).drafts
    accept(desk, first)
    desk.write([rejected(second)], "Ann", "No claim.")
    assert (paper(desk).done, paper(desk).total, paper(desk).drafts) == (2, 2, ())


def test_numbers_of_claims_are_used_once(desk: Workspace) -> None:
    first, second = paper(desk).drafts
    assert accept(desk, first) == "HW01"
    desk.undo(desk.last_of("Ann"), "Ann")
    again = next(p for p in paper(desk).drafts if p.id == first.id)
    assert accept(desk, again) == "HW02"
    spoken = changed(second, {"voice": "Russia"})
    desk.write([spoken], "Ann", "")
    assert accept(desk, paper(desk).drafts[0]) == "HW03"


def test_what_a_draft_lacks_is_told_by_field(desk: Workspace) -> None:
    pending = paper(desk).drafts[0]
    strange = replace(
        pending, draft=pending.draft.model_copy(update={"claim": {**pending.claim, "stance": "sure", "topics": []}})
    )
    made = becoming(paper(desk).paper, strange.draft, desk.now.cards, desk.now.state)
    assert set(by_field(desk.looked_at(made.entries)[1])) == {"stance", "topics"}


def test_fields_left_one_after_another_are_both_kept(desk: Workspace) -> None:
    """The page may still hold the draft as it was before the first field was left."""
    seen = paper(desk).drafts[0]
    for changes in (
        {"statement": "Ships came twice."},
        {"role": "captain"},
        {"content.reliability": "B"},
        {"content.credibility": "3"},
    ):
        desk.change(lambda now, changes=changes: onto(seen, changes, now), "Ann", "Field.")
    claim = paper(desk).drafts[0].claim
    assert (claim["statement"], claim["role"]) == ("Ships came twice.", "captain")
    assert {key: claim["content"][key] for key in ("reliability", "credibility")} == {"reliability": "B", "credibility": "3"}


def test_what_changes_nothing_is_no_change(desk: Workspace) -> None:
    seen = paper(desk).drafts[0]
    desk.change(lambda now: onto(seen, {"role": "captain"}, now), "Ann", "Field.")
    before = desk.revision
    desk.change(lambda now: onto(seen, {"role": "captain"}, now), "Ann", "Field.")
    assert desk.revision == before == desk.refresh().state.number


def test_another_text_of_the_same_field_is_refused_and_kept(desk: Workspace) -> None:
    seen = paper(desk).drafts[0]
    desk.change(lambda now: onto(seen, {"role": "captain"}, now), "Ann", "Field.")
    with pytest.raises(EditConflict, match="Ann"):
        desk.change(lambda now: onto(seen, {"role": "mate"}, now), "Ben", "Field.")
    assert paper(desk).drafts[0].claim["role"] == "captain"
    assert [row.author for row in desk.store.put_aside()] == ["Ben"]


def test_merging_keeps_words_places_and_hits(desk: Workspace) -> None:
    first, second = paper(desk).drafts
    kept_one, gone = merged(first, second)
    assert kept_one.fields is not None
    assert kept_one.fields["claim"]["statement"] == "Ships came to Alpha in October. Rails were carried."
    assert [place["id"] for place in kept_one.fields["claim"]["places"]] == ["alpha"]
    assert gone.fields is None


def test_splitting_gives_a_draft_with_the_next_number(desk: Workspace) -> None:
    pending = paper(desk).drafts[0]
    desk.write(split(paper(desk), pending, "Ships came.", "Trains left.", desk.now.state), "Ann", "")
    assert [p.claim["statement"] for p in paper(desk).drafts][:2] == ["Ships came.", "Trains left."]
    assert paper(desk).total == 3
    assert parted("배가 왔고 기차가 떠났다")[1] == "기차가 떠났다"


def test_a_place_stands_instead_of_another_or_beside_it() -> None:
    claim = {"places": [PLACE]}
    beta: dict[str, Any] = {"id": "beta", "name": "Beta", "lon": 132.0, "lat": 43.0}
    instead = with_place(claim, beta, "alpha")
    assert [(row["id"], row["as_written"]) for row in instead] == [("beta", "Alpha")]
    assert [row["id"] for row in with_place(claim, beta)] == ["alpha", "beta"]
    assert without_place(claim, "alpha") == []


def test_a_place_of_nobody_comes_along_with_its_claim(desk: Workspace) -> None:
    pending = paper(desk).drafts[0]
    site = {
        "kind": "pier",
        "names": {"en": "Pier 9"},
        "lon": 130.1,
        "lat": 42.1,
        "accuracy_km": 0.3,
        "origin": "Read off the map.",
    }
    new = {"id": "pier-9", "name": "Pier 9", "lon": 130.1, "lat": 42.1, "basis": "inferred", "site": site}
    desk.write([changed(pending, {"places": [PLACE, new]})], "Ann", "")
    claim = accept(desk, paper(desk).drafts[0])
    assert [place.id for place in desk.now.cards.ledger.by_id[claim].claim.places] == ["alpha", "pier-9"]
    assert desk.now.cards.gazetteer.by_id["pier-9"].accuracy_km == 0.3


def test_spans_cover_the_text_and_hold_what_was_found(desk: Workspace) -> None:
    found = paper(desk)
    marks = marks_of(found, 2)
    assert {mark.kind for mark in marks} == {"place", "cue"}
    cut = pieces(TEXT[1], marks, (0, 10))
    assert "".join(piece.text for piece in cut) == TEXT[1]
    assert "".join(piece.text for piece in cut if piece.current) == TEXT[1][:10]


def test_a_denial_and_a_repetition_are_proposed_with_their_reason(desk: Workspace) -> None:
    first, _ = paper(desk).drafts
    claim = accept(desk, first)
    known = Known(desk.now.cards.ledger.entries)
    said = {"statement": "Ships came to Alpha in October", "stance": "denied", "claimant": "The other side", "places": [PLACE]}
    (found, *_) = proposals(known, said)
    assert (found.how, found.ref) == ("denies", claim)
    assert "the same place" in found.why
    assert confirmed(said, found)["denial"]["of"] == [claim]
    told = {**said, "stance": "asserted", "claimant": "Analysts of the North"}
    assert proposals(known, told)[0].how == "repeats"
    assert claim not in {row.ref for row in proposals(known, told, others=(claim,))}
    assert Known(desk.now.cards.ledger.entries, known).stems == known.stems


def test_a_rewrite_is_seen_and_becomes_one_family(desk: Workspace) -> None:
    accept(desk, paper(desk).drafts[0])
    other = reading()
    other["document"] = {**other["document"], "sha256": "ab" * 32, "title": "Again"}
    desk.bring(kept(other), "Ann", "Read.")
    again, first = in_hand(desk.now.state)
    (found,) = alike(again, [again, first])
    assert (found.other.id, found.same, found.compared) == (first.id, 1, 1)
    desk.write(united(again, first, desk.now.state), "Ann", "One family.")
    (family,) = [f for f in desk.now.cards.ledger.families if f.title == "Ships at Alpha"]
    assert desk.now.cards.ledger.by_id["HW01"].claim.family == family.id
    again, _ = in_hand(desk.now.state)
    made = becoming(again.paper, again.drafts[0].draft, desk.now.cards, desk.now.state)
    assert made.entries[-1].fields["family"] == family.id


def test_a_second_paper_of_a_publisher_gets_an_id_and_a_code_of_its_own(desk: Workspace) -> None:
    accept(desk, paper(desk).drafts[0])
    other = reading()
    other["document"] = {**other["document"], "sha256": "ab" * 32}
    desk.bring(kept(other), "Ann", "Read.")
    head = head_of(in_hand(desk.now.state)[0].paper, desk.now.cards)
    assert head["id"] == "harbour-wire-2026-11-2"
    assert head["code"] != "HW"
