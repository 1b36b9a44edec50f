"""A world shown to the pages of a test, and what was there before afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from explorer.app import cache as shared
from explorer.world.world import World


@contextmanager
def showing(world: World) -> Iterator[None]:
    """Let the pages of this process show a world for a while."""
    before = shared._installed[:]
    shared.install(world, {})
    try:
        yield
    finally:
        shared._installed[:] = before
        shared.built_scene.cache_clear()
