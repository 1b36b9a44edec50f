"""The way to a workspace: the file or server behind an address, its faults in one line, and its tables brought up to date.

A file is looked at before anything is written to it: what is no workspace, is damaged, or comes from a newer version is left as
it is. Before its tables are changed a copy is laid beside it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from explorer.errors import WorkspaceError, quoted
from explorer.workspace.schema import NEWEST

LOCK_SECONDS = 10.0
"""How long a writer waits for another one."""

_STEPS = ("0001", NEWEST)
"""The steps of the migrations, in order."""

_MAGIC = b"SQLite format 3\x00"
_PLAIN = ("disk is full", "The disk is full, so nothing was written. Make room and try again."), (
    "readonly", "It may only be read. Make it writable, or open it with --read-only."), (
    "read-only", "It may only be read. Make it writable, or open it with --read-only."), (
    "locked", "Another program has locked it. Close that program, or try again."), (
    "malformed", "The file is damaged. Nothing was changed; take its last backup, and keep the file."), (
    "not a database", "This is not a workspace file. Nothing was changed; name another one."), (
    "unable to open", "It cannot be opened. Check that its folder is there and may be written to."), (
    "disk i/o", "The disk cannot read or write it. Copy the file to another disk."), (
    "could not connect", "The server does not answer. Check the address."), (
    "connection", "The server does not answer. Check the address, the name and the password."),  # fmt: skip


def is_server(place: str) -> bool:
    """Whether a place is the address of a database server and not a file.

    >>> is_server("postgresql+psycopg://team@db/tumen"), is_server("team.sqlite")
    (True, False)
    """
    return "://" in place


def shown(place: str) -> str:
    """A place as it may be shown: without a password."""
    try:
        return make_url(place).render_as_string(hide_password=True) if is_server(place) else place
    except (ArgumentError, ValueError):
        return place.partition("://")[0] + "://…"


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Turn what a database refuses into one line.

    Raises
    ------
    WorkspaceError
        In place of every error of the database.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise WorkspaceError(f"Workspace {shown(place)}: {_plain(error)}") from error


def _plain(error: DBAPIError | sqlite3.Error) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    told = next((words for part, words in _PLAIN if part in said.casefold()), None)
    return told or f"The database refused: {said.splitlines()[0] if said else type(error).__name__}."


def engine_of(place: str, *, read_only: bool = False) -> Engine:
    """A way to talk to the workspace at a place, looked at but not yet changed.

    Raises
    ------
    WorkspaceError
        There is no workspace here and none can be made; the message says why.
    """
    if is_server(place):
        return _server(place, read_only=read_only)
    file = Path(place).expanduser()
    _look_at(file, read_only=read_only)
    engine = create_engine(
        URL.create("sqlite", database=f"file:{_quoted(file)}{'?mode=ro' if read_only else ''}", query={"uri": "true"}),
        poolclass=NullPool,
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _reader if read_only else _writer)
    event.listen(engine, "begin", _begin)
    return engine


def _quoted(file: Path) -> str:
    return str(file.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _server(place: str, *, read_only: bool) -> Engine:
    try:
        url = make_url(place)
        if url.get_backend_name() != "postgresql":
            raise WorkspaceError(f"A workspace is kept in a file or on PostgreSQL, not on {quoted(url.get_backend_name())}.")
        options = "-c default_transaction_read_only=on" if read_only else ""
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": int(LOCK_SECONDS), "options": options})
    except (ArgumentError, ValueError) as error:
        raise WorkspaceError(
            f"{quoted(shown(place))} is not an address. Write postgresql+psycopg://NAME@HOST/DATABASE."
        ) from error
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise WorkspaceError("PostgreSQL needs one more package: pip install 'tumen[team]'.") from error


def _look_at(file: Path, *, read_only: bool) -> None:
    if file.is_dir():
        raise WorkspaceError(f"Workspace {file}: this is a folder. Name a file in it, such as {file / 'workspace.sqlite'}.")
    if not file.exists():
        if read_only:
            raise WorkspaceError(f"Workspace {file}: there is no such file, and nothing makes one here.")
        if not file.parent.is_dir():
            raise WorkspaceError(f"Workspace {file}: its folder does not exist. Make the folder, or name another file.")
        return
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_MAGIC))
    except OSError as error:
        raise WorkspaceError(f"Workspace {file}: it cannot be read ({error.strerror}).") from error
    if start and start != _MAGIC:
        raise WorkspaceError(f"Workspace {file}: this is not a workspace file. Nothing was changed; name another one.")
    if not read_only and not os.access(file, os.W_OK):
        raise WorkspaceError(f"Workspace {file}: it may only be read. Make it writable, or open it with --read-only.")


def _reader(connection: Any, _: Any) -> None:
    connection.isolation_level = None


def _writer(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for setting in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Begin in SQLite's own words; whoever means to write asks for the lock at once, so that nobody waits in a circle."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the one writer; all others wait. It is kept as a whole, or not at all."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE change IN EXCLUSIVE MODE"))
        yield connection


# ---- tables ----------------------------------------------------------------------------------------------------------


def bring_up_to_date(engine: Engine, place: str, *, read_only: bool) -> Path | None:
    """Make the tables of a new workspace, or take those of an older one through the steps that are missing.

    Returns
    -------
    pathlib.Path or None
        The copy of an older file that was laid beside it.

    Raises
    ------
    WorkspaceError
        It is damaged, no workspace, from a newer version, or from an older one and may only be read.
    """
    step = _step(engine, place)
    if step == NEWEST:
        _write_ahead(engine, read_only=read_only)
        return None
    if step and step not in _STEPS:
        raise WorkspaceError(
            f"Workspace {shown(place)}: it was made by a newer version of Tumen Explorer (step {step[:20]}; {NEWEST} is the "
            "last one known here). Nothing was changed; update with pip install -U tumen."
        )
    if read_only:
        what = "it was made by an older version, and --read-only changes nothing" if step else "it is empty"
        raise WorkspaceError(f"Workspace {shown(place)}: {what}. Open it once without --read-only.")
    kept = _backup(Path(place).expanduser(), step) if step and not is_server(place) else None
    _migrate(engine)
    _write_ahead(engine, read_only=read_only)
    return kept


def _write_ahead(engine: Engine, *, read_only: bool) -> None:
    """Let readers of a file read on while somebody writes. This is noted in the file, so it is done once the file is known."""
    if engine.dialect.name == "sqlite" and not read_only:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _step(engine: Engine, place: str) -> str:
    """The last step that the tables have been through; "" where there are no tables at all."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite" and (said := connection.execute(text("PRAGMA quick_check(1)")).scalar()) != "ok":
            raise WorkspaceError(
                f"Workspace {shown(place)}: the file is damaged ({str(said).splitlines()[-1][:80]}). Take its backup."
            )
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables and {"change", "revision"} <= {*tables}:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "unknown")
    if tables:
        raise WorkspaceError(
            f"Workspace {shown(place)}: this database holds something else. Nothing was changed; name another one."
        )
    return ""


def _backup(file: Path, step: str) -> Path:
    """A copy of the file as it is, by the database itself, so that what stands beside it in its log is in the copy as well."""
    names = (file.with_name(f"{file.name}.before-{NEWEST}{f'-{n}' if n else ''}") for n in range(1000))
    copy = next(name for name in names if not name.exists())
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    if step != _step_of(copy):
        raise WorkspaceError(f"Workspace {file}: the copy {copy.name} could not be made, so nothing was changed.")
    return copy


def _step_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _migrate(engine: Engine) -> None:
    """Alembic is loaded only here: most workspaces are up to date."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "explorer.workspace:migrations")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(845640)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
