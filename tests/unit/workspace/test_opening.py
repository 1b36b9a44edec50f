"""A workspace that cannot be opened, read or written says so in one line, and nothing of it is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from explorer.errors import WorkspaceError
from explorer.workspace import opening
from explorer.workspace.schema import METADATA, NEWEST
from explorer.workspace.store import Store
from tests.toy_workspace import SITE, opened, with_third


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workspace in order."""
    file = tmp_path_factory.mktemp("sound") / "w.sqlite"
    with_third(file).store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


def stamped(content: bytes, file: Path, order: str) -> bytes:
    """A workspace after an order to its database, all of it in the one file."""
    file.write_bytes(content)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(order)
    return file.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Not a database, but somebody's notes.", "this is not a workspace file"),
        (b"SQLite format 3\x00 and then nothing of the kind" + b"\x07" * 4096, "damaged|not a workspace file"),
        (b"SQLite format 3\x00", "not a workspace file|damaged"),
    ],
)
def test_what_is_no_workspace_is_left_as_it_is(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    file.write_bytes(content)
    with pytest.raises(WorkspaceError, match=told):
        Store.open(str(file))
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["w.sqlite"]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_file_is_left_as_it_is(sound: bytes, cut: float, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    at = int(len(sound) * cut) // 4096 * 4096
    content = sound[:at] + b"\xff" * 4096 + sound[at + 4096 :]
    file.write_bytes(content)
    with pytest.raises(WorkspaceError, match="damaged"):
        Store.open(str(file))
    assert file.read_bytes() == content


def test_a_file_of_a_newer_version_is_left_as_it_is(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    content = stamped(sound, file, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(WorkspaceError, match=r"it was made by a newer version of Tumen Explorer \(step 0999"):
        Store.open(str(file))
    assert file.read_bytes() == content


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    content = file.read_bytes()
    with pytest.raises(WorkspaceError, match="holds something else"):
        Store.open(str(file))
    assert file.read_bytes() == content


def test_places_that_can_hold_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"this is a folder\. Name a file in it"):
        Store.open(str(tmp_path))
    with pytest.raises(WorkspaceError, match="its folder does not exist"):
        Store.open(str(tmp_path / "no" / "w.sqlite"))
    with pytest.raises(WorkspaceError, match="there is no such file, and nothing makes one here"):
        Store.open(str(tmp_path / "w.sqlite"), read_only=True)
    with pytest.raises(WorkspaceError, match="not on 'mysql'"):
        Store.open("mysql://me:secret@db/x")
    with pytest.raises(WorkspaceError, match="is not an address") as caught:
        Store.open("postgresql://me:secret@db:port/x")
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    with pytest.raises(WorkspaceError, match="The server does not answer") as caught:
        Store.open("postgresql+psycopg://me:secret@127.0.0.1:9/x")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_workspace_open_for_reading_only(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    file.write_bytes(sound)
    reader = Store.open(str(file), read_only=True)
    assert reader.newest() == 1
    with pytest.raises(WorkspaceError, match="open read-only; nothing was written"):
        reader.write(lambda _: [], reader.state(), "Ann", "")
    with (
        pytest.raises(WorkspaceError, match="may only be read"),
        opening.in_words(str(file)),
        opening.writing(reader.engine) as db,
    ):
        db.exec_driver_sql("DELETE FROM change")
    assert file.read_bytes() == sound


def test_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own limit on pages gives the same error as a disk without room."""
    desk = with_third(tmp_path / "w.sqlite")
    event.listen(desk.store.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 8"))
    with pytest.raises(WorkspaceError, match="The disk is full, so nothing was written"):
        desk.accept([("paper", {"id": "long", "sha256": "0" * 64, "paragraphs": ["Long. " * 20_000]})], "Ann", "")
    assert desk.revision == 1
    assert opened(tmp_path / "w.sqlite").revision == 1


def test_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LOCK_SECONDS", 0.05)
    desk = with_third(tmp_path / "w.sqlite")
    with held(tmp_path / "w.sqlite"), pytest.raises(WorkspaceError, match="Another program has locked it"):
        desk.accept([("site", SITE)], "Ann", "")
    desk.accept([("site", SITE)], "Ann", "")
    assert desk.revision == 2


@contextmanager
def held(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


# ---- migrations ------------------------------------------------------------------------------------------------------


def older(sound: bytes, file: Path) -> bytes:
    """The same workspace as the first version left it."""
    stamped(sound, file, "DROP TABLE aside")
    return stamped(file.read_bytes(), file, "UPDATE alembic_version SET version_num = '0001'")


def test_an_older_file_is_copied_before_it_is_changed(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    older(sound, file)
    desk = opened(file)
    assert desk.store.backup == tmp_path / f"w.sqlite.before-{NEWEST}"
    assert [change.reason for change in desk.store.changes()] == ["A third document."]
    assert desk.store.put_aside() == ()
    with closing(sqlite3.connect(desk.store.backup)) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "aside" not in tables
        assert copy.execute("SELECT count(*) FROM revision").fetchone() == (5,)
    assert opened(file).store.backup is None


def test_an_older_file_that_may_only_be_read_is_left_as_it_is(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    content = older(sound, file)
    with pytest.raises(WorkspaceError, match="it was made by an older version, and --read-only changes nothing"):
        Store.open(str(file), read_only=True)
    assert file.read_bytes() == content


def test_a_migration_that_fails_leaves_the_file_as_it_was(sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "w.sqlite"
    older(sound, file)
    stamped(file.read_bytes(), file, "CREATE TABLE aside (number INTEGER)")  # in the way of the second step
    with pytest.raises(WorkspaceError, match="already exists"):
        Store.open(str(file))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("SELECT count(*) FROM revision").fetchone() == (5,)


def test_the_steps_lead_to_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "w.sqlite"))
    with closing(sqlite3.connect(store.place)) as connection:
        for table in METADATA.tables.values():
            made = {(name, bool(notnull)) for _, name, _, notnull, _, _ in connection.execute(f"PRAGMA table_info({table.name})")}
            assert made == {(column.name, not column.nullable) for column in table.columns}
            assert {name for _, name, *_ in connection.execute(f"PRAGMA index_list({table.name})")} or not table.indexes


def test_names_with_marks_of_addresses_are_plain_names(tmp_path: Path) -> None:
    file = tmp_path / "what? 100% #1 나진.sqlite"
    assert with_third(file).revision == 1
    assert file.exists()
    assert opened(file).revision == 1
