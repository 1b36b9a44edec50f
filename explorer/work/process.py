"""A process that does one task after the other over something that it is given once, such as a world."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing import spawn
from multiprocessing.connection import Connection
from typing import Any

from explorer.errors import TumenError, WorkError
from explorer.work.job import Job
from explorer.work.so_far import heard_by

LATER = 5
"""So much later than the server the system lets the process run (nice): a map comes before an export."""

ENDED = "The process that did the work has ended. Ask again; the log of the server says more."
"""What is told of a job whose process has gone, or could not even begin."""

_NAME = "tumen-work"
_SO_FAR = "so far"
_LOOK_S = 0.1
"""So often the server looks whether a task that runs has been given up."""


_prepared = spawn.get_preparation_data


def _without_main(name: str) -> dict[str, Any]:
    """What a spawned process is told of this one, without a main module to run again where it is one of ours.

    Streamlit makes the script of each page that runs the main module, at any moment and in any thread.
    """
    told: dict[str, Any] = _prepared(name)
    return {key: value for key, value in told.items() if name != _NAME or not key.startswith("init_main_from")}


spawn.get_preparation_data = _without_main  # the one place where a spawned process learns of it


class Process:
    """A process of its own, spawned and not forked: the server has threads, and what they hold would be copied half done."""

    def __init__(self, ground: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name=_NAME)
        self._process.start()
        theirs.close()
        try:  # the ground goes through the pipe: a start that hands it over never ends where the process has ended meanwhile
            self._ours.send(ground)
        except OSError:
            self.end()
            raise

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
            job.end("failed", WorkError(ENDED))
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


def _serve(pipe: Connection) -> None:
    """In the process: take the ground, then do what comes until the server has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends this process
    if hasattr(os, "nice"):
        os.nice(LATER)
    ground, asked = _heard(pipe), _heard(pipe)
    while asked is not None:
        task, arguments = asked
        with heard_by(lambda words: pipe.send((_SO_FAR, words))):
            answer = _answer(task, ground, arguments)
        pipe.send(answer)
        asked = _heard(pipe)


def _heard(pipe: Connection) -> Any:
    """What the server says next; None where it has gone."""
    with suppress(EOFError, OSError):
        return pipe.recv()
    return None


def _answer(task: Any, ground: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", task(ground, *arguments)
    except TumenError as error:
        return "failed", str(error)
