"""How far a task is, told by the task itself: in the process of a queue to its job, elsewhere to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[str], None]
_listening: list[Told] = []


def tell(words: str) -> None:
    """Say how far this task is."""
    for told in _listening[-1:]:
        told(words)


@contextmanager
def heard_by(told: Told) -> Iterator[None]:
    """Let somebody hear what is told within the block."""
    _listening.append(told)
    try:
        yield
    finally:
        _listening.pop()
