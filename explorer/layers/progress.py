"""How far the reading of a large file is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[str], None]
SMALL = 10_000_000
"""Of a file with fewer bytes nothing is told."""

_told: ContextVar[Told | None] = ContextVar("told", default=None)


def tell(words: str) -> None:
    """Say what is being done."""
    if told := _told.get():
        told(words)


def tell_share(done: int, whole: int, words: str) -> None:
    """Say how much of it is done, in words with the share before them."""
    tell(f"{min(100, 100 * done // max(1, whole))} % {words}")


@contextmanager
def heard_by(told: Told, size: int) -> Iterator[None]:
    """Let somebody hear what is told within the block, where a file has so many bytes that it takes a while."""
    before = _told.set(told if size >= SMALL else None)
    try:
        yield
    finally:
        _told.reset(before)
