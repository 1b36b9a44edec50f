"""The workspace that the explorer shows and writes to while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from explorer.app import following
from explorer.cli.source import default_place, named, opened, shown
from explorer.world.world import World


@contextmanager
def followed(root: World, place: str | None, *, alone: bool, read_only: bool) -> Iterator[World]:
    """The world of the workspace that is asked for, which follows every change of it as long as this lasts.

    Parameters
    ----------
    place
        A file or the address of a database; the user's own file where none is named.
    alone
        Show the cards without any workspace.
    read_only
        Nobody writes; where the user has no file of their own yet, none is made.

    Raises
    ------
    WorkspaceError
        It cannot be opened.
    """
    asked = place or named()
    if alone and asked:
        raise click.UsageError("--no-workspace shows the built-in cards alone; leave --workspace out.")
    if alone or (read_only and not asked and not Path(default_place(make=False)).exists()):
        yield root
        return
    workspace = opened(root, asked or default_place(), read_only=read_only)
    end = following.follow(root, workspace)
    try:
        yield shown(root, workspace)
    finally:
        end()
        workspace.store.close()
