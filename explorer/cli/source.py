"""Where a command has its world from: the bundled cards or a folder of them, and a workspace beside them where one is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.cli.terminal import say
from explorer.errors import WorkspaceError

if TYPE_CHECKING:
    from explorer.workspace.workspace import Workspace
    from explorer.world.world import World

PLACE = "explorer.workspace"
"""Under this key the command line keeps the workspace that was named before the command."""


def known_world(seeds: Path | None) -> World:
    """The world that a command asks: the cards, with the workspace that ``--workspace`` names.

    Raises
    ------
    SeedFaults, DataError, WorkspaceError
        It cannot be read; the message says why.
    """
    from explorer.world.world import World

    root, place = World.load(seeds), named()
    if place is None:
        return root
    return shown(root, opened(root, place, read_only=True))


def named() -> str | None:
    """The workspace that was named before the command."""
    place: str | None = click.get_current_context().meta.get(PLACE)
    return place


def default_place(*, make: bool = True) -> str:
    """The user's own workspace; its folder is made where it is not there.

    Raises
    ------
    WorkspaceError
        The folder cannot be made.
    """
    from explorer.workspace import home

    file = home.default_file()
    try:
        if make:
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"Workspace {file}: its folder cannot be made ({error.strerror}). Name another file.") from error
    return str(file)


def opened(root: World, place: str, *, read_only: bool = False) -> Workspace:
    """Open a workspace on the cards of a world.

    Raises
    ------
    WorkspaceError
        It cannot be opened.
    """
    from explorer.workspace.store import Store
    from explorer.workspace.workspace import Workspace

    store = Store.open(place, read_only=read_only)
    if store.backup is not None:
        say(f"tumen: the workspace was brought up to date; the file as it was: {store.backup}", err=True)
    workspace = Workspace(store, root.ground)
    for _, fault in workspace.now.left_out:
        say(f"tumen: left out of the workspace: {fault}", err=True)
    return workspace


def shown(root: World, workspace: Workspace) -> World:
    """The world of a workspace as it stands now."""
    return root.beside(workspace.now, workspace.at)
