"""Any sequence of edits, withdrawals and undoings equals its replay; what goes out as cards comes in as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.errors import SeedFaults, WorkspaceError
from explorer.workspace.cardfiles import card_files
from explorer.workspace.incoming import entries_in
from explorer.workspace.standing import standing
from explorer.workspace.state import replayed
from explorer.workspace.workspace import Workspace
from tests.toy_workspace import DOCUMENT, SITE, fields, opened, with_third

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30).filter(str.strip)
claims = st.sampled_from(["KCNA01", "KCNA02", "KCNA100"])
refs = st.sampled_from(["KCNA01", "KCNA02", "KCNA100", "A01"])
steps = st.one_of(
    st.tuples(st.just("say"), claims, words),
    st.tuples(st.just("link"), claims, refs),
    st.tuples(st.just("place"), claims, st.sampled_from(["beta", "delta"])),
    st.tuples(st.just("site"), words),
    st.tuples(
        st.just("withdraw"),
        st.sampled_from([("claim", "KCNA01"), ("claim", "KCNA02"), ("site", "delta"), ("document", DOCUMENT)]),
    ),
    st.tuples(st.just("undo"), st.integers(1, 8)),
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one document, to be copied."""
    file = tmp_path_factory.mktemp("begun") / "w.sqlite"
    desk = with_third(file)
    desk.store.close()
    with desk.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def do(desk: Workspace, step: tuple[object, ...]) -> None:
    match step:
        case ("say", str(name), str(text)) if standing_claim(desk, name):
            desk.accept([("claim", fields(desk, name, statement=text))], "Ann", "")
        case ("link", str(name), str(ref)) if standing_claim(desk, name):
            desk.accept([("claim", fields(desk, name, supports=[{"ref": ref, "note": "So."}]))], "Ann", "")
        case ("place", str(name), str(site)) if standing_claim(desk, name):
            desk.accept([("claim", fields(desk, name, places=[{"id": site, "basis": "named"}]))], "Ann", "")
        case ("site", str(text)):
            desk.accept([("site", {**SITE, "note": text})], "Ann", "")
        case ("withdraw", (str(kind), str(name))):
            desk.withdraw(kind, name, "Bob", "")
        case ("undo", int(number)):
            desk.undo(number, "Bob")
        case _:
            pass


def standing_claim(desk: Workspace, name: str) -> bool:
    return not desk.now.state.entries["claim", name].withdrawn


@settings(max_examples=12)
@given(st.lists(steps, min_size=1, max_size=7))
def test_a_history_equals_its_replay(begun: Path, folder: Path, history: list[tuple[object, ...]]) -> None:
    shutil.copy(begun, folder / "w.sqlite")
    for left in ("w.sqlite-wal", "w.sqlite-shm", "out.sqlite", "out.sqlite-wal", "out.sqlite-shm"):
        (folder / left).unlink(missing_ok=True)
    desk = opened(folder / "w.sqlite")
    for step in history:
        try:
            do(desk, step)
        except (SeedFaults, WorkspaceError):
            continue  # refused: nothing was written
    changes = desk.store.changes()
    assert replayed(changes) == desk.store.state() == desk.now.state
    fresh = standing(desk.ground, desk.now.state)
    assert fresh.left_out == desk.now.left_out == (), "what stands fits, whatever was refused on the way"
    assert fresh.cards.ledger == desk.now.cards.ledger
    assert fresh.cards.gazetteer == desk.now.cards.gazetteer
    for change in changes[1:]:
        assert desk.store.state(until=change.number) == replayed(changes[: change.number])
    texts = card_files(desk.now.state)
    other = opened(folder / "out.sqlite")
    other.bring([e for n, t in texts.items() for e in entries_in(n, t.encode(), "cards", other.now.cards).entries], "Ann", "")
    assert card_files(other.now.state) == texts
    assert {r.key: r.body for r in other.now.state.standing()} == {r.key: r.body for r in desk.now.state.standing()}
