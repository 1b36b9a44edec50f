"""What stands in a workspace after some change: the last text of every entry, the withdrawn ones marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from explorer.errors import Fault, SeedFaults
from explorer.workspace.change import Change, Edit, Key, Revision, as_body


@dataclass(frozen=True)
class State:
    """The entries after change ``number``. A new change makes a new state; what it does not touch is shared."""

    number: int = 0
    entries: Mapping[Key, Revision] = field(default_factory=dict)

    def after(self, revisions: Iterable[Revision], number: int) -> State:
        """The state once these revisions are made."""
        return State(number, {**self.entries, **{revision.key: revision for revision in revisions}})

    def standing(self) -> Iterator[Revision]:
        """The entries that are not withdrawn."""
        return (revision for revision in self.entries.values() if not revision.withdrawn)

    def revision_of(self, key: Key) -> int:
        """The number of the last revision of an entry, 0 where there is none."""
        found = self.entries.get(key)
        return found.number if found else 0

    def of_file(self, file: str) -> tuple[Revision, ...]:
        """The entries that stand in one file, such as a document with its claims."""
        return tuple(revision for revision in self.standing() if revision.file == file)

    def revised(self, edits: Iterable[Edit]) -> tuple[Revision, ...]:
        """The revisions that edits make of this state, as the next change; the edits fit it."""
        return tuple(
            Revision(
                edit.kind,
                edit.name,
                self.revision_of(edit.key) + 1,
                edit.file,
                None if edit.fields is None else as_body(edit.fields),
                self.number + 1,
            )
            for edit in edits
        )


def replayed(changes: Iterable[Change]) -> State:
    """The state that a history leads to."""
    state = State()
    for change in changes:
        state = state.after(change.revisions, change.number)
    return state


def unread(state: State) -> tuple[tuple[Revision, Fault], ...]:
    """Entries that stand and that this version of the explorer cannot read, each with its first fault."""
    found = []
    for revision in state.standing():
        try:
            _ = revision.entered
        except SeedFaults as faults:
            found.append((revision, faults.faults[0]))
    return tuple(found)
