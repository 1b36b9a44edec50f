"""What Alembic runs: the steps that are due, over the connection that it is handed, all of them in one transaction or none."""

from __future__ import annotations

from alembic import context

from explorer.workspace.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
