"""One piece of work in the queue, as whoever asked for it sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.reduction import ForkingPickler
from typing import Any, Literal

from explorer.errors import WorkError

State = Literal["waiting", "running", "done", "failed", "cancelled"]


class Job:
    """A task with its arguments, packed to be sent, and what became of it. Safe to use from any thread.

    ``so_far`` is what the task has last told of its progress.
    """

    def __init__(self, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.parcel = ForkingPickler.dumps((task, arguments))
        self.so_far = ""
        self._state: State = "waiting"
        self._answer: Any = None
        self._lock = threading.Lock()
        self._over = threading.Event()

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._state

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it is over, or for so long; whether it is over."""
        return self._over.wait(timeout_s)

    def result(self) -> Any:
        """What the task gave, once it is over.

        Raises
        ------
        WorkError
            With the words of the error that the task raised, or where it was given up or its process ended.
        """
        self._over.wait()
        if isinstance(self._answer, WorkError):
            raise self._answer
        return self._answer

    def cancel(self) -> None:
        """Give it up: it is not begun any more, or ended where it runs; nothing happens to one that is over."""
        self.end("cancelled", WorkError("The work was abandoned. Ask for it again."))

    def begin(self) -> bool:
        """Mark it as running; False where it was given up before."""
        with self._lock:
            if self._state == "waiting":
                self._state = "running"
            return self._state == "running"

    def end(self, state: State, answer: Any) -> None:
        """Mark it as over, unless it is already."""
        with self._lock:
            if not self._over.is_set():
                self._state, self._answer = state, answer
                self._over.set()
