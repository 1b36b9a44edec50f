"""The tables of a workspace: changes, the revisions that each of them made, and texts that were put aside.

Rows are only ever added. A revision's number is one more than that of the revision before it, and the database itself refuses a
second one of the same number, so that of two people who edit the same text only the first can be next.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

NEWEST = "0002"
"""The last step of :mod:`explorer.workspace.migrations`."""

METADATA = MetaData()

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("author", String, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("change.number"), nullable=True),
)

REVISION = Table(
    "revision",
    METADATA,
    Column("change", Integer, ForeignKey("change.number"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("file", String(200), nullable=False),
    Column("body", Text, nullable=True),
    UniqueConstraint("kind", "name", "number", name="revision_is_next"),
    Index("revision_of_change", "change"),
)

ASIDE = Table(
    "aside",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("seen", Integer, nullable=False),
    Column("file", String(200), nullable=False),
    Column("body", Text, nullable=True),
    Column("author", String, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
)
