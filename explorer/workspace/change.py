"""What can happen to a workspace: somebody writes or withdraws entries, all of a change or none of it. Values only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from explorer.cards.read import Entered
from explorer.errors import Fault
from explorer.workspace.vocabulary import read_entry

Key = tuple[str, str]
"""Kind and name of an entry: ``("claim", "C07")``."""


@dataclass(frozen=True)
class Edit:
    """One entry as somebody wants it: with ``fields``, or withdrawn where they are None.

    ``seen`` is the revision of the entry that its author had before their eyes, 0 where there was none.
    """

    kind: str
    name: str
    file: str
    fields: Mapping[str, Any] | None
    seen: int = 0

    @property
    def key(self) -> Key:
        """Kind and name."""
        return self.kind, self.name


@dataclass(frozen=True)
class Incoming:
    """An entry that comes from elsewhere: its kind, its fields, the card file that it belongs to, and where it was found."""

    kind: str
    fields: Mapping[str, Any]
    file: str = ""
    found: str = ""


@dataclass(frozen=True)
class Found:
    """Entries of a file, and what in it is at fault."""

    entries: tuple[Incoming, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Revision:
    """One text of one entry. ``number`` counts the revisions of the entry, ``change`` those of the workspace."""

    kind: str
    name: str
    number: int
    file: str
    body: str | None
    change: int

    @property
    def key(self) -> Key:
        """Kind and name."""
        return self.kind, self.name

    @property
    def withdrawn(self) -> bool:
        """Whether the entry was taken back."""
        return self.body is None

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The fields of the entry; none where it was withdrawn."""
        return {} if self.body is None else dict(json.loads(self.body))

    @cached_property
    def entered(self) -> Entered:
        """The entry read into its model.

        Raises
        ------
        SeedFaults
            This version of the explorer cannot read it.
        """
        return read_entry(self.kind, self.fields, self.file)


@dataclass(frozen=True)
class Change:
    """What one person did at one moment, for one reason. ``undoes`` is the number of the change that it takes back."""

    number: int
    author: str
    at: datetime
    reason: str
    undoes: int | None
    revisions: tuple[Revision, ...]

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return self.at.date()


@dataclass(frozen=True)
class PutAside:
    """A text that could not be written because somebody else had written another one first. It is kept, word for word."""

    number: int
    kind: str
    name: str
    seen: int
    body: str | None
    author: str
    at: datetime
    reason: str


def as_body(fields: Mapping[str, Any]) -> str:
    """Fields as the text that is stored: the same for the same fields."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
