"""Hearing of changes that others make: another process on the same file, or another machine on the same server."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import text

from explorer.errors import WorkspaceError
from explorer.workspace.opening import in_words
from explorer.workspace.store import Store

EVERY_SECONDS = 0.5
"""How often is looked: in SQLite at a number in memory that moves when another writes, on a server at its last change."""


def watch(store: Store, seen: Callable[[], int], tell: Callable[[], object], stop: threading.Event) -> None:
    """Call ``tell`` whenever there is a change after the one that ``seen`` names, until ``stop`` is set.

    A workspace that cannot be reached for a while is looked for again.
    """
    while not stop.is_set():
        try:
            _watched(store, seen, tell, stop)
        except WorkspaceError:
            stop.wait(EVERY_SECONDS)


def _watched(store: Store, seen: Callable[[], int], tell: Callable[[], object], stop: threading.Event) -> None:
    with in_words(store.place), store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        cheap = store.engine.dialect.name == "sqlite"
        last: object = None
        while not stop.is_set():
            mark = connection.execute(text("PRAGMA data_version" if cheap else "SELECT max(number) FROM change")).scalar()
            if mark != last and store.newest() > seen():
                tell()
            last = mark
            stop.wait(EVERY_SECONDS)
