"""An event loop that is made when somebody uses it.

Streamlit gives every session an event loop for scripts that want one, and with it three file descriptors that stay open for as
long as the session is remembered. No page here asks for it.
"""

from __future__ import annotations

import asyncio
from typing import Any

_OWN = frozenset({"__class__", "__dict__", "_made", "_closed", "_loop", "is_closed", "is_running", "close"})


class LazyLoop(asyncio.BaseEventLoop):
    """Stands for an event loop; whatever is asked of it, but whether it runs or is closed, makes the real one."""

    def __init__(self) -> None:
        self._made: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def __getattribute__(self, name: str) -> Any:
        if name in _OWN:
            return object.__getattribute__(self, name)
        return getattr(self._loop(), name)

    def _loop(self) -> asyncio.AbstractEventLoop:
        if self._made is None:
            self._made = asyncio.new_event_loop()
        return self._made

    def is_closed(self) -> bool:
        """Whether it has been closed."""
        return self._closed if self._made is None else self._made.is_closed()

    def is_running(self) -> bool:
        """Whether it runs."""
        return self._made is not None and self._made.is_running()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close it; it cannot be used any more."""
        if self._made is not None:
            self._made.close()
        self._closed = True
