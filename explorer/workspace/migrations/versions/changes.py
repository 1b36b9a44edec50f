"""Changes and their revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("change.number"), nullable=True),
    )
    op.create_table(
        "revision",
        sa.Column("change", sa.Integer, sa.ForeignKey("change.number"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.UniqueConstraint("kind", "name", "number", name="revision_is_next"),
    )
    op.create_index("revision_of_change", "revision", ["change"])
