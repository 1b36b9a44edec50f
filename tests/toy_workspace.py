"""A workspace on the toy cards, and a third document to bring into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from explorer.cards.read import MapData
from explorer.workspace.incoming import entries_in
from explorer.workspace.standing import Ground
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.world import World
from tests import toy, toy_library

DOCUMENT = toy_library.document_id("KCNA")
FILE = f"documents/{DOCUMENT}.toml"
TEXT = toy_library.paper("KCNA", "A01")
START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def ground() -> Ground:
    """The toy cards and their one railway."""
    return Ground(toy.cards(), MapData(frozenset({"alpha-line"})))


def clock(step: timedelta = timedelta(minutes=1)) -> Callable[[], datetime]:
    """A clock that goes on by a step each time it is asked."""
    asked = [START - step]

    def hands() -> datetime:
        asked[0] += step
        return asked[0]

    return hands


def opened(place: Path | str, hands: Callable[[], datetime] | None = None) -> Workspace:
    """The workspace at a place; its clock begins at ``START``."""
    return Workspace(Store.open(str(place), hands=hands or clock()), ground())


def with_third(place: Path | str, hands: Callable[[], datetime] | None = None) -> Workspace:
    """The same with the third document in it, as its first change."""
    found = opened(place, hands)
    found.bring(entries_in(FILE, TEXT.encode(), "cards", found.now.cards).entries, "Ann", "A third document.")
    return found


def world(workspace: Workspace) -> World:
    """What the workspace shows, on the toy world."""
    return toy.world().beside(workspace.now, workspace.at)


def fields(workspace: Workspace, name: str, **changes: Any) -> dict[str, Any]:
    """The fields of a claim as they stand, with some of them changed; None takes a field out."""
    given = {**workspace.now.state.entries["claim", name].fields, **changes}
    return {key: value for key, value in given.items() if value is not None}


SITE = {
    "id": "delta", "kind": "town", "names": {"en": "Delta", "ko": "델타"}, "country": "PRK", "lon": 130.5, "lat": 42.2,
    "accuracy_km": 2.0, "origin": "Set by hand.",
}  # fmt: skip
