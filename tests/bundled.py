"""The world of the bundled cards, one for all tests of a process: nothing changes it, and its networks are put up once."""

from __future__ import annotations

from functools import cache

from explorer.world.world import World


@cache
def bundled() -> World:
    """The bundled world."""
    return World.load()
