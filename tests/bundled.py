"""The world of the bundled cards, one for all tests of a process: nothing changes it, and its networks are put up once."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable

from explorer.world.world import World

fresh = World.load
"""Reads the cards anew, as a process of its own does."""


@cache
def bundled() -> World:
    """The bundled world."""
    return fresh()


def loaded(seeds: Traversable | None = None) -> World:
    """What stands in for :meth:`World.load` under test."""
    return bundled() if seeds is None else fresh(seeds)
