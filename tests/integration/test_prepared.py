"""What pages keep ready is what they would make anew, and no older than what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from explorer.app import cache as shared
from explorer.app import prepared, tongue
from explorer.render.web import html
from explorer.views.view import Language
from explorer.workspace.change import Edit
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests.showing import showing
from tests.toy_workspace import FILE, fields, with_third
from tests.toy_workspace import world as world_of
from tests.unit.workspace.test_citing import LAYER, layer


@pytest.fixture(autouse=True)
def installed(world: World) -> Iterator[None]:
    """The toy world for the pages, and what was there before afterwards."""
    with showing(world):
        yield


@pytest.mark.parametrize("language", get_args(Language))
def test_cards_are_the_same_in_every_language(real: World, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    shared.replace(real)
    monkeypatch.setattr(tongue, "language", lambda: language)
    monkeypatch.setattr(prepared, "language", lambda: language)
    for _ in range(2):
        for entry in real.ledger.entries[:20]:
            assert prepared.claim_card(entry) == html.claim_card(real, entry, language)
        for event in real.ledger.events[:20]:
            assert prepared.event_card(event) == html.event_card(real, event, language)


def test_a_card_that_cites_own_data_follows_its_layer(tmp_path: Path) -> None:
    desk: Workspace = with_third(tmp_path / "w.sqlite")
    desk.bring(layer(), "Ann", "")
    desk.accept([("claim", fields(desk, "KCNA01", cites=[{"layer": LAYER, "row": 2}]))], "Ann", "", FILE)
    shared.replace(world_of(desk))
    assert "row 2 of" in prepared.claim_card(shared.world().ledger.by_id["KCNA01"])
    state = desk.now.state
    gone = [Edit(kind, LAYER, "", None, state.revision_of((kind, LAYER))) for kind in ("layer", "layer-data")]
    desk.write(gone, "Ann", "")
    shared.replace(world_of(desk))
    assert "not in the workspace any more" in prepared.claim_card(shared.world().ledger.by_id["KCNA01"])


def test_filters_are_those_of_the_world_that_is_shown(real: World, world: World) -> None:
    few = prepared.facets()
    shared.replace(real)
    many = prepared.facets()
    assert [*few] == [*many]
    assert len(few["documents"][1]) == len(world.ledger.documents)
    assert {*many["claimants"][1]} == {entry.claimant.id for entry in real.ledger.entries}


def test_the_style_is_one_line() -> None:
    assert "\n" not in prepared.style("dark")
    assert prepared.style("dark") != prepared.style("light")
