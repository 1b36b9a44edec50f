"""A workspace on the toy world that this process shows, as the pages of a server do; its author is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from explorer.app import cache as shared
from explorer.app import following
from explorer.workspace import home
from explorer.workspace.workspace import Workspace
from tests import toy, toy_workspace


@contextmanager
def shown(folder: Path) -> Iterator[Workspace]:
    """An empty one, until the block ends."""
    home.keep_author("Ann")
    before = shared._installed[:]
    shared.install(toy.world(), {})
    found = toy_workspace.opened(folder / "w.sqlite")
    end = following.follow(toy.world(), found)
    following.take_up()
    yield found
    end()
    home.keep_author("")
    shared._installed[:] = before
    shared.built_scene.cache_clear()
