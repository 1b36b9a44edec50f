"""File descriptors: as many as the system lets the server have, and whether there are enough left for one more session."""

from __future__ import annotations

import sys
from pathlib import Path

WANTED = 8192
"""A session takes one descriptor while its page is open, and its browser some more for a moment."""

RESERVE = 24
"""So many are kept for what goes on: files, exports, requests of pages that are open."""

_OPEN = Path("/dev/fd")
"""One entry for each descriptor that this process has open."""


def raise_limit() -> int:
    """Raise the soft limit of this process to what is wanted, as far as the hard limit goes.

    Returns
    -------
    int
        The limit that holds now; 0 where the system has none that can be read.
    """
    if sys.platform == "win32":
        return 0
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft


def left() -> int:
    """How many descriptors this process can still open; many where the system does not tell."""
    if sys.platform == "win32" or not _OPEN.is_dir():
        return WANTED
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return WANTED if soft == resource.RLIM_INFINITY else soft - len(list(_OPEN.iterdir()))


def room_for_a_session() -> bool:
    """Whether one more session can be had."""
    return left() > RESERVE


def shortage() -> str | None:
    """What a health check tells: why no session can be had, None where one can."""
    return None if room_for_a_session() else "no file descriptors left for a session"
