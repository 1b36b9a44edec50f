"""The stored history: changes are added and read, never altered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, func, insert, select

from explorer.errors import EditConflict, WorkspaceError
from explorer.workspace import clock
from explorer.workspace.change import Change, Edit, Key, PutAside, Revision, as_body
from explorer.workspace.opening import bring_up_to_date, engine_of, in_words, writing
from explorer.workspace.schema import ASIDE, CHANGE, REVISION
from explorer.workspace.state import State

Decide = Callable[[State], Sequence[Edit]]
"""Given the state that the writer finds, the edits to be made of it; it may refuse by raising."""

Check = Callable[[State, State, Sequence[Edit]], None]
"""Given what stands, what would stand, and the edits between them, raises where that must not be."""


def _anything(_: State, __: State, ___: Sequence[Edit]) -> None:
    """No check."""


@dataclass(frozen=True)
class Store:
    """One workspace, open. ``place`` is a file or the address of a server; ``backup`` a copy that was made while opening.

    ``hands`` tell the time of a change.
    """

    place: str
    read_only: bool
    engine: Engine = field(repr=False)
    backup: Path | None = None
    hands: Callable[[], datetime] = clock.now

    @classmethod
    def open(cls, place: str, *, read_only: bool = False, hands: Callable[[], datetime] = clock.now) -> Store:
        """Open a workspace, and make it where there is none.

        Raises
        ------
        WorkspaceError
            It cannot be opened; nothing of what is there has been overwritten.
        """
        with in_words(place):
            engine = engine_of(place, read_only=read_only)
            return cls(place, read_only, engine, bring_up_to_date(engine, place, read_only=read_only), hands)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(self.place), self.engine.connect() as connection:
            yield connection

    # ---- reading -----------------------------------------------------------------------------------------------------

    def newest(self) -> int:
        """The number of the last change, 0 before the first."""
        with self._reading() as connection:
            return _newest(connection)

    def newest_on(self, day: date) -> int:
        """The number of the last change until the end of a day (UTC)."""
        query = select(func.max(CHANGE.c.number)).where(CHANGE.c.at <= f"{day.isoformat()}T23:59:59.999999")
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def state(self, until: int | None = None) -> State:
        """What stood after a change; by default what stands now."""
        with self._reading() as connection:
            last = _newest(connection) if until is None else until
            return State(last, {revision.key: revision for revision in _standing(connection, last)})

    def since(self, state: State) -> State:
        """The state of now, made of an earlier one by what has been changed since."""
        with self._reading() as connection:
            return _caught_up(connection, state)

    def changes(self, after: int = 0, until: int | None = None) -> tuple[Change, ...]:
        """Changes in their order, those after one number up to another."""
        with self._reading() as connection:
            return _changes(connection, after, _newest(connection) if until is None else until)

    def history(self, key: Key) -> tuple[Change, ...]:
        """The changes that touched one entry, each with the revisions of that entry alone."""
        query = select(CHANGE, *_REVISION).join(REVISION).where(REVISION.c.kind == key[0], REVISION.c.name == key[1])
        with self._reading() as connection:
            return tuple(_grouped(connection.execute(query.order_by(CHANGE.c.number))))

    def last_of(self, author: str) -> int:
        """The last change of an author that is no undoing and has not been undone; 0 where there is none."""
        undone = select(CHANGE.c.undoes).where(CHANGE.c.undoes.is_not(None))
        mine = (CHANGE.c.author == author, CHANGE.c.undoes.is_(None), CHANGE.c.number.not_in(undone))
        with self._reading() as connection:
            return int(connection.execute(select(func.max(CHANGE.c.number)).where(*mine)).scalar() or 0)

    def before(self, revision: Revision) -> Revision | None:
        """The text that an entry had before a revision of it; None where it was the first."""
        earlier = (REVISION.c.kind == revision.kind, REVISION.c.name == revision.name, REVISION.c.number == revision.number - 1)
        with self._reading() as connection:
            row = connection.execute(select(REVISION).where(*earlier)).one_or_none()
        return None if row is None else Revision(row.kind, row.name, row.number, row.file, row.body, row.change)

    def put_aside(self) -> tuple[PutAside, ...]:
        """Texts that came second, in the order in which they came."""
        with self._reading() as connection:
            rows = connection.execute(select(ASIDE).order_by(ASIDE.c.number)).all()
        return tuple(PutAside(r.number, r.kind, r.name, r.seen, r.body, r.author, _time(r.at), r.reason) for r in rows)

    # ---- writing -----------------------------------------------------------------------------------------------------

    def write(
        self, decide: Decide, state: State, author: str, reason: str, undoes: int | None = None, check: Check = _anything
    ) -> State:
        """Add one change: all of its edits, or none.

        Parameters
        ----------
        decide
            Is handed what stands at that moment, while nobody else can write, and gives the edits.
        state
            An earlier state of this workspace, to be caught up with.
        undoes
            The number of the change that this one takes back.
        check
            Looks at what would stand before it is written.

        Returns
        -------
        State
            What stands after it. It is on the disk once this returns. Where nothing is to be changed there is no change.

        Raises
        ------
        EditConflict
            An entry has been changed since its author saw it; the text is kept, see :meth:`put_aside`.
        WorkspaceError
            Nothing was written; the message says why.
        """
        if self.read_only:
            raise WorkspaceError(f"The workspace {self.place} is open read-only; nothing was written.")
        who = _clean(author).strip()
        if not who:
            raise WorkspaceError("A change needs the name of its author; nothing was written.")
        with in_words(self.place), writing(self.engine) as connection:
            now = _caught_up(connection, state)
            edits = tuple(decide(now))
            if not edits:
                return now
            late = [edit for edit in edits if now.revision_of(edit.key) != edit.seen]
            when = max(self.hands(), _last_time(connection))
            after = now.after(now.revised(edits), now.number + 1)
            if late:
                connection.execute(insert(ASIDE), [_aside(edit, who, when, _clean(reason)) for edit in edits])
                told = _conflict(connection, late[0], now)
            else:
                check(now, after, edits)
                made = tuple(after.entries[edit.key] for edit in edits)
                _add(connection, Change(after.number, who, when, _clean(reason), undoes, made))
        if late:
            raise EditConflict(told)
        return after


# ---- rows ------------------------------------------------------------------------------------------------------------

_REVISION = (REVISION.c.kind, REVISION.c.name, REVISION.c.number.label("revision"), REVISION.c.file, REVISION.c.body)


def _clean(words: str) -> str:
    """Words of a person without what no database holds: half letters, and the zero letter."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _newest(connection: Connection) -> int:
    return int(connection.execute(select(func.max(CHANGE.c.number))).scalar() or 0)


def _last_time(connection: Connection) -> datetime:
    """The time of the last change: a clock that was set back makes no change older than the one before it."""
    found = connection.execute(select(CHANGE.c.at).order_by(CHANGE.c.number.desc()).limit(1)).scalar()
    return _time(found) if found else datetime.min.replace(tzinfo=UTC)


def _standing(connection: Connection, last: int) -> Iterator[Revision]:
    """The last revision of every entry up to a change."""
    key = (REVISION.c.kind, REVISION.c.name)
    newest = select(*key, func.max(REVISION.c.number).label("number")).where(REVISION.c.change <= last).group_by(*key).subquery()
    same = and_(*(REVISION.c[name] == newest.c[name] for name in ("kind", "name", "number")))
    query: Select[Any] = select(REVISION).join(newest, same).order_by(REVISION.c.change, *key)
    for row in connection.execute(query):
        yield Revision(row.kind, row.name, row.number, row.file, row.body, row.change)


def _caught_up(connection: Connection, state: State) -> State:
    newest = _newest(connection)
    if newest == state.number:
        return state
    rows = connection.execute(select(REVISION).where(REVISION.c.change > state.number).order_by(REVISION.c.change)).all()
    return state.after((Revision(r.kind, r.name, r.number, r.file, r.body, r.change) for r in rows), newest)


def _changes(connection: Connection, after: int, until: int) -> tuple[Change, ...]:
    query = (
        select(CHANGE, *_REVISION)
        .outerjoin(REVISION)
        .where(CHANGE.c.number > after, CHANGE.c.number <= until)
        .order_by(CHANGE.c.number, REVISION.c.kind, REVISION.c.name)
    )
    return tuple(_grouped(connection.execute(query)))


def _grouped(rows: Iterable[Row[Any]]) -> Iterator[Change]:
    """Rows of changes beside their revisions, a change at a time."""
    held: Change | None = None
    for row in rows:
        if held is not None and held.number != row.number:
            yield held
            held = None
        before = held.revisions if held else ()
        own = () if row.kind is None else (Revision(row.kind, row.name, row.revision, row.file, row.body, row.number),)
        held = Change(row.number, row.author, _time(row.at), row.reason, row.undoes, (*before, *own))
    if held is not None:
        yield held


def _add(connection: Connection, change: Change) -> None:
    row = {"number": change.number, "author": change.author, "at": _stamp(change.at), "reason": change.reason}
    connection.execute(insert(CHANGE), [{**row, "undoes": change.undoes}])
    if change.revisions:
        connection.execute(
            insert(REVISION),
            [
                {"change": r.change, "kind": r.kind, "name": r.name, "number": r.number, "file": r.file, "body": r.body}
                for r in change.revisions
            ],
        )


def _aside(edit: Edit, author: str, when: datetime, reason: str) -> dict[str, Any]:
    body = None if edit.fields is None else as_body(edit.fields)
    return {
        "kind": edit.kind, "name": edit.name, "seen": edit.seen, "file": edit.file, "body": body, "author": author,
        "at": _stamp(when), "reason": reason,
    }  # fmt: skip


def _conflict(connection: Connection, edit: Edit, now: State) -> str:
    found = now.entries.get(edit.key)
    if found is None:
        return f"The {edit.kind} {edit.name} is not there (any more); your text is kept aside, see tumen workspace status."
    row = connection.execute(select(CHANGE).where(CHANGE.c.number == found.change)).one()
    what = "withdrawn" if found.withdrawn else "changed"
    return (
        f"{row.author} has {what} the {edit.kind} {edit.name} in the meantime (revision {found.number}, you saw {edit.seen}). "
        "Both texts are kept: theirs stands, yours is put aside, see tumen workspace status."
    )
