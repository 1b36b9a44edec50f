"""Memory given back: what ended sessions leave behind is collected, and free pages go back to the system.

Each run of a page has a thread of its own, and the C library of Linux (glibc) gives threads up to eight heaps a core: each grows
to what the largest run needed of it, and little of that comes back. Two are enough where one thread at a time runs Python.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable

_HEAPS, _ARENA_MAX = 2, -8
"""So many heaps, and the number by which ``mallopt`` knows that limit."""


def few_heaps() -> None:
    """Let all threads share few heaps; to be called before there are many threads, by whoever has the process to itself."""
    limit = _c_library("mallopt")
    if limit is not None:
        limit(_ARENA_MAX, _HEAPS)


def give_back() -> None:
    """Collect what nobody can reach, and hand free memory back where the C library can (glibc)."""
    gc.collect()
    trim = _c_library("malloc_trim")
    if trim is not None:
        trim(0)


def _c_library(name: str) -> Callable[..., int] | None:
    """A function of glibc; None elsewhere."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
