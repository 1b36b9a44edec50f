"""A process that does one task after the other over something that it is given once, such as a world."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import ModuleType
from typing import Any

from explorer.errors import TumenError, WorkError
from explorer.work.job import Job
from explorer.work.so_far import heard_by

LATER = 5
"""So much later than the server the system lets the process run (nice): a map comes before an export."""

_SO_FAR = "so far"
_LOOK_S = 0.1
"""So often the server looks whether a task that runs has been given up."""


class Process:
    """A process of its own, spawned and not forked: the server has threads, and what they hold would be copied half done."""

    def __init__(self, ground: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, ground), daemon=True, name="tumen-work")
        with _no_main():
            self._process.start()
        theirs.close()

    def run(self, job: Job) -> bool:
        """Do a job; False where the process is of no use any more, since it has ended or the job was given up."""
        try:
            self._ours.send_bytes(job.parcel)
            state, answer = self._heard(job)
            while state == _SO_FAR:
                job.so_far = answer
                state, answer = self._heard(job)
            if state == "cancelled":
                self.end()
                return False
        except (EOFError, OSError):
            job.end("failed", WorkError("The process that did the work has ended. Ask again; the log of the server says more."))
            self.end()
            return False
        job.end(state, answer if state == "done" else WorkError(answer))
        return True

    def _heard(self, job: Job) -> tuple[Any, Any]:
        """What the process says next; that the job has been given up where that comes first."""
        while not self._ours.poll(_LOOK_S):
            if job.state == "cancelled":
                return "cancelled", None
        said: tuple[Any, Any] = self._ours.recv()
        return said

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


@contextmanager
def _no_main() -> Iterator[None]:
    """Let a process that is spawned meanwhile run no main module: Streamlit makes the page's script one."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(pipe: Connection, ground: Any) -> None:
    """In the process: do what comes until the server has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process
    if hasattr(os, "nice"):
        os.nice(LATER)
    while True:
        try:
            task, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        with heard_by(lambda words: pipe.send((_SO_FAR, words))):
            answer = _answer(task, ground, arguments)
        pipe.send(answer)


def _answer(task: Any, ground: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", task(ground, *arguments)
    except TumenError as error:
        return "failed", str(error)
