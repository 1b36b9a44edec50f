"""The queue: work waits in the order in which it was asked for, and is refused where too much waits already.

A thread beside the maps would hold the interpreter for most of a drawing, and each map would wait for its slices; in a process a
drawing costs the maps nothing but the second core. The process is begun with the first work, since it holds a world of its own,
and ends when there has been none for a while.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from explorer.errors import WorkError
from explorer.work.job import Job
from explorer.work.process import ENDED, Process

WAITING = 16
"""So many jobs wait at most, beside those that run."""

IDLE_S = 90.0
"""A process without work ends after so long, and its memory is free again."""


class Queue:
    """Jobs in their order, done by one process or more over the same ground.

    Parameters
    ----------
    ground
        What every task gets as its first argument; it has to be picklable, and is sent to a process once.
    processes
        So many work at the same time.
    waiting
        So many jobs wait at most.
    """

    def __init__(self, ground: Any, processes: int = 1, waiting: int = WAITING, idle_s: float = IDLE_S) -> None:
        self._ground, self._most, self._idle_s = ground, waiting, idle_s
        self._jobs: deque[Job] = deque()
        self._running: list[Job] = []
        self._change = threading.Condition()
        self._closed = False
        self._threads = [threading.Thread(target=self._work, name=f"work-{number}", daemon=True) for number in range(processes)]
        self._begun = False

    def submit(self, task: Callable[..., Any], *arguments: Any) -> Job:
        """Put a task at the end of the queue.

        Parameters
        ----------
        task
            A function of a module, called in the process as ``task(ground, *arguments)``; the result has to be picklable.

        Raises
        ------
        WorkError
            Too much waits already, or the server is about to end.
        """
        job = Job(task, arguments)
        with self._change:
            self._forget_cancelled()
            if self._closed:
                raise WorkError("The server is shutting down. Ask again when it is back.")
            if len(self._jobs) >= self._most:
                raise WorkError(
                    f"{len(self._jobs)} jobs are already waiting, which is the most there is room for. Try again soon."
                )
            self._jobs.append(job)
            self._begin()
            self._change.notify()
        return job

    def ahead_of(self, job: Job) -> int:
        """How many jobs are done before this one begins."""
        with self._change:
            self._forget_cancelled()
            return self._jobs.index(job) + 1 if job in self._jobs else 0

    def close(self) -> None:
        """Give up what waits and runs, and end the processes."""
        with self._change:
            self._closed = True
            given_up = [*self._jobs, *self._running]
            self._jobs.clear()
            self._change.notify_all()
        for job in given_up:
            job.cancel()
        for thread in self._threads if self._begun else ():
            thread.join()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        """In a thread of the server: hand one job after the other to a process."""
        process: Process | None = None
        while job := self._next(process is not None):
            if job is _NONE:  # nothing for a while
                if process:
                    process.end()
                process = None
                continue
            process = process or self._started(job)
            process = process if process and process.run(job) else None
            with self._change:
                self._running.remove(job)
        if process:
            process.end()

    def _started(self, job: Job) -> Process | None:
        """A process for a job; None, and the job told so, where it ends before it has begun."""
        try:
            return Process(self._ground)
        except OSError:
            job.end("failed", WorkError(ENDED))
            return None

    def _next(self, may_end: bool) -> Job | None:
        """The next job to run, ``_NONE`` after a while without one, None when the queue is closed."""
        with self._change:
            while not self._closed:
                self._forget_cancelled()
                job = self._jobs.popleft() if self._jobs else None
                if job and job.begin():
                    self._running.append(job)
                    return job
                if not self._jobs and not self._change.wait(self._idle_s if may_end else None):
                    return _NONE
            return None

    def _forget_cancelled(self) -> None:
        self._jobs = deque(job for job in self._jobs if job.state == "waiting")


_NONE = Job(print, ())
"""Stands for no job."""
