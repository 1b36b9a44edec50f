"""A workspace as it is worked with: entries are accepted by the rules of the cards, revised, withdrawn and undone.

What is accepted is on the disk when the call returns. A claim that lacks what a card needs is refused with the words of the
cards.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from explorer.errors import Fault, SeedFaults, WorkspaceError, quoted
from explorer.workspace.change import Change, Edit, Incoming, Key, Revision, as_body
from explorer.workspace.citing import LAYERS, looked_up
from explorer.workspace.standing import Ground, Standing, judged, moved, sorted_out, standing
from explorer.workspace.state import State
from explorer.workspace.store import Store
from explorer.workspace.vocabulary import Fields, read_entry, written

_KEPT_DAYS = 8


@dataclass(eq=False)
class Workspace:
    """A store with the built-in cards that it stands on, and what stands in it now; safe to use from several threads."""

    store: Store
    ground: Ground
    _now: Standing = field(init=False, repr=False)
    _lock: threading.RLock = field(init=False, repr=False, default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._now = standing(self.ground, self.store.state())
        self._at: Callable[[int], Standing] = lru_cache(maxsize=_KEPT_DAYS)(self._until)

    @property
    def now(self) -> Standing:
        """What stands, as far as this process has looked."""
        return self._now

    @property
    def revision(self) -> int:
        """The number of the last change that this process has seen."""
        return self._now.state.number

    def refresh(self) -> Standing:
        """What stands now, whoever has written it."""
        with self._lock:
            state = self.store.since(self._now.state)
            if state.number != self.revision:
                self._now = moved(self.ground, self._now, state, _changed(self._now.state, state))
            return self._now

    def at(self, day: date) -> Standing:
        """What stood at the end of a day (UTC), as far as this process has looked."""
        found = self.store.newest_on(day)
        return self._now if found >= self.revision else self._at(found)

    def _until(self, number: int) -> Standing:
        state, known = self.store.state(until=number), self._now.state.entries
        shared = {key: known[key] if known.get(key) == revision else revision for key, revision in state.entries.items()}
        return standing(self.ground, State(state.number, shared))

    # ---- changes -----------------------------------------------------------------------------------------------------

    def write(self, edits: Sequence[Edit], author: str, reason: str, undoes: int | None = None) -> Standing:
        """Accept edits, all of them or none.

        Raises
        ------
        SeedFaults
            An entry lacks what it needs or does not fit the others; nothing was written.
        EditConflict
            Somebody else was first; both texts are kept.
        WorkspaceError
            It cannot be written.
        """
        return self._write(lambda _: [_read(edit) for edit in edits], author, reason, undoes)

    def change(self, decide: Callable[[State], Sequence[Edit]], author: str, reason: str) -> Standing:
        """Accept the edits that are made of what stands at that moment, while nobody else can write; see :meth:`write`."""
        return self._write(lambda now: [_read(edit) for edit in decide(now)], author, reason)

    def _write(self, decide: Callable[[State], Sequence[Edit]], author: str, reason: str, undoes: int | None = None) -> Standing:
        with self._lock:
            made: list[Standing] = []

            def check(now: State, after: State, edits: Sequence[Edit]) -> None:
                if now.number != self.revision:
                    self._now = moved(self.ground, self._now, now, _changed(self._now.state, now))
                cards, faults = judged(self.ground, self._now, after, [edit.key for edit in edits])
                if faults:
                    raise SeedFaults(faults)
                out = tuple((key, fault) for key, fault in self._now.left_out if after.entries[key] is now.entries.get(key))
                made.append(Standing(after, cards, out))

            self.store.write(decide, self._now.state, author, reason, undoes, check)
            if not made:
                return self.refresh()
            self._now = made[-1]
            return self._now

    def accept(self, entries: Iterable[tuple[str, Fields]], author: str, reason: str, file: str = "") -> Standing:
        """Write entries by kind and fields, each as the next revision of what stands now; see :meth:`write`."""
        given = list(entries)

        def decide(now: State) -> Sequence[Edit]:
            return [edit_of(kind, fields, now, file) for kind, fields in given]

        return self._write(decide, author, reason)

    def bring(self, entries: Iterable[Incoming], author: str, reason: str, *, keep_good: bool = False) -> Brought:
        """Write entries that come from elsewhere, in one change. What stands already with the same text is left as it is.

        Parameters
        ----------
        keep_good
            Write those that fit though others are at fault.

        Raises
        ------
        SeedFaults
            With every fault of every entry; nothing was written.
        """
        with self._lock:
            before = self.refresh()
            fitting, found = self.looked_at(entries)
            if found and not keep_good:
                raise SeedFaults(found)
            new = [edit for edit in fitting if not _stands(edit, before.state)]
            if new:
                self.write(new, author, reason)
            return Brought(tuple(edit.key for edit in new), len(fitting) - len(new), found)

    def looked_at(self, entries: Iterable[Incoming]) -> tuple[tuple[Edit, ...], tuple[Fault, ...]]:
        """What of some entries could be written as things stand, and every fault of the others."""
        edits, faults = _read_all(entries, self._now.state)
        fitting, misfits = sorted_out(self.ground, self._now, edits)
        return fitting, tuple(sorted({*faults, *misfits}))

    def withdraw(self, kind: str, name: str, author: str, reason: str) -> Standing:
        """Take an entry back; a document with all that stands in it. Its texts stay in the history.

        Raises
        ------
        WorkspaceError
            It is not there.
        SeedFaults
            Something else refers to it; nothing was withdrawn.
        """

        def decide(now: State) -> Sequence[Edit]:
            found = now.entries.get((kind, name))
            if found is None or found.withdrawn:
                raise WorkspaceError(f"There is no {kind} {quoted(name)} in the workspace. See tumen workspace status.")
            gone = now.of_file(found.file) if kind in {"document", "context"} else (found,)
            return [Edit(r.kind, r.name, r.file, None, r.number) for r in gone]

        return self._write(decide, author, reason)

    def undo(self, number: int, author: str, reason: str = "") -> Standing:
        """Take a change back by a new one: every entry gets the text that it had before.

        Raises
        ------
        WorkspaceError
            There is no such change, or an entry has been changed again since.
        SeedFaults
            Something else refers to what the change had brought.
        """
        found = self.store.changes(number - 1, number)
        if number < 1 or not found:
            raise WorkspaceError(f"There is no change {number}. The last one is {self.store.newest()}.")
        before = {revision.key: self.store.before(revision) for revision in found[0].revisions}
        return self._write(lambda now: _undoing(found[0], before, now), author, reason or f"Undo change {number}.", number)

    def last_of(self, author: str) -> int:
        """The last change of an author that is no undoing and has not been undone; 0 where there is none."""
        return self.store.last_of(author)


@dataclass(frozen=True)
class Brought:
    """What was written of what came in, how much stood already, and what was at fault."""

    written: tuple[Key, ...]
    known: int
    faults: tuple[Fault, ...]


def _read_all(entries: Iterable[Incoming], now: State) -> tuple[list[Edit], list[Fault]]:
    """The edits of entries that can be read, and the faults of the others; of two with one name the second is a fault."""
    edits: dict[Key, Edit] = {}
    faults: list[Fault] = []
    given = list(entries)
    seen = _with_layers(given, now)
    for entry in given:
        try:
            edit = edit_of(entry.kind, entry.fields, seen if entry.kind == "claim" else now, entry.file)
        except SeedFaults as found:
            faults += [replace(fault, file=entry.found or fault.file) for fault in found.faults]
            continue
        if edit.key in edits:
            what = f"the {edit.kind} {edit.name} appears twice"
            faults.append(Fault(entry.found or edit.file, f"{edit.kind} {edit.name}", what, "Give each entry an id of its own."))
        edits.setdefault(edit.key, edit)
    return list(edits.values()), faults


def _with_layers(entries: Iterable[Incoming], now: State) -> State:
    """The state as claims see it that come in together with the layers that they cite."""
    layers = [Edit(entry.kind, str(entry.fields.get("id", "")), "", entry.fields) for entry in entries if entry.kind in LAYERS]
    return now.after(now.revised(layers), now.number) if layers else now


def _stands(edit: Edit, now: State) -> bool:
    found = now.entries.get(edit.key)
    return found is not None and edit.fields is not None and found.body == as_body(edit.fields) and found.file == edit.file


def edit_of(kind: str, fields: Fields, now: State, file: str = "") -> Edit:
    """The edit that makes some fields the next text of their entry; without ``file`` it stays in the one where it stands.

    Raises
    ------
    SeedFaults
        With every fault of the fields.
    """
    known = now.entries.get((kind, str(fields.get("id", ""))))
    given = looked_up(fields, now) if kind == "claim" else fields
    entered = read_entry(kind, given, file or (known.file if known else ""))
    return Edit(kind, entered.name, entered.file, written(entered), now.revision_of((kind, entered.name)))


def _read(edit: Edit) -> Edit:
    """An edit with its fields as the model of its kind has them."""
    if edit.fields is None:
        return edit
    entered = read_entry(edit.kind, edit.fields, edit.file)
    if (entered.table, entered.name) != edit.key:
        raise WorkspaceError(f"The {edit.kind} {edit.name} cannot be renamed to {entered.name}. Withdraw it and write a new one.")
    return Edit(edit.kind, edit.name, entered.file, written(entered), edit.seen)


def _undoing(change: Change, before: Mapping[Key, Revision | None], now: State) -> Sequence[Edit]:
    edits = []
    for revision in change.revisions:
        found, earlier = now.entries[revision.key], before[revision.key]
        if found.number != revision.number:
            raise WorkspaceError(
                f"Change {change.number} cannot be undone: the {revision.kind} {revision.name} was changed again in change "
                f"{found.change}. Undo that one first."
            )
        fields: Mapping[str, Any] | None = None if earlier is None or earlier.withdrawn else earlier.fields
        edits.append(Edit(revision.kind, revision.name, revision.file, fields, revision.number))
    return edits


def _changed(before: State, after: State) -> list[Key]:
    return [key for key, revision in after.entries.items() if before.entries.get(key) is not revision]
