"""The queue: order, bounds, giving up, a process that dies, the end."""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import resource_tracker
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from explorer.errors import WorkError
from explorer.work import process
from explorer.work.job import Job
from explorer.work.queue import Queue
from tests.unit.work.ground import add, die, forever, in_steps, refuse, who


@pytest.fixture(scope="module")
def queue() -> Iterator[Queue]:
    """One queue for this file: a process takes a moment to begin."""
    made = Queue(40, waiting=3)
    yield made
    made.close()
    assert not [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE and _works(child)]


def _works(child: psutil.Process) -> bool:
    return "spawn_main" in " ".join(child.cmdline())


def running(queue: Queue) -> Job:
    """A job that has begun and does not end by itself."""
    job = queue.submit(forever)
    while job.state == "waiting":
        job.wait(0.01)
    return job


def test_work_is_done_elsewhere_over_its_ground(queue: Queue) -> None:
    assert [queue.submit(add, number).result() for number in (1, 2)] == [41, 42]
    first, second = (queue.submit(who).result() for _ in range(2))
    assert first == second != os.getpid()


def test_the_page_that_asks_does_not_run_in_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit makes the script of the page that runs the main module, which a spawned process would run again."""
    page = ModuleType("__main__")
    page.__file__ = str(tmp_path / "page.py")
    (tmp_path / "page.py").write_text("raise SystemExit('the page was run')", encoding="utf-8")
    begins = resource_tracker.getfd

    def meanwhile() -> int | None:
        monkeypatch.setitem(sys.modules, "__main__", page)  # a page begins to run while the process is being made
        return begins()

    monkeypatch.setattr(resource_tracker, "getfd", meanwhile)
    asked = Queue(40)
    try:
        assert asked.submit(add, 2).result() == 42
        assert sys.modules["__main__"] is page
    finally:
        asked.close()


class Deadly:
    """Ends the process that it is sent to."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def test_a_process_that_ends_before_it_has_begun_fails_its_job_and_no_other(queue: Queue) -> None:
    doomed = Queue((Deadly(), bytes(4_000_000)))
    try:
        for _ in range(2):
            with pytest.raises(WorkError, match="has ended"):
                doomed.submit(who).result()
    finally:
        doomed.close()
    assert queue.submit(add, 1).result() == 41


def test_jobs_keep_their_order_and_too_many_are_refused(queue: Queue) -> None:
    holds = running(queue)
    waiting = [queue.submit(add, number) for number in range(3)]
    assert [queue.ahead_of(job) for job in (holds, *waiting)] == [0, 1, 2, 3]
    with pytest.raises(WorkError, match="3 jobs are already waiting"):
        queue.submit(add, 4)
    waiting[0].cancel()
    assert queue.ahead_of(waiting[1]) == 1
    later = queue.submit(add, 9)
    holds.cancel()
    assert [job.result() for job in (*waiting[1:], later)] == [41, 42, 49]
    for job in (holds, waiting[0]):
        with pytest.raises(WorkError, match="abandoned"):
            job.result()


def test_what_a_task_refuses_comes_back_in_its_words(queue: Queue) -> None:
    with pytest.raises(WorkError, match=r"^No such theme\.$"):
        queue.submit(refuse, "No such theme.").result()
    assert queue.submit(add, 2).result() == 42, "the process goes on"


def test_what_a_task_tells_of_its_progress_comes_before_its_result(queue: Queue, tmp_path: Path) -> None:
    job = queue.submit(in_steps, str(tmp_path / "go on"))
    while not job.so_far:
        assert not job.wait(0.01)
    assert job.so_far == "half of it"
    (tmp_path / "go on").touch()
    assert job.result() == "done"


def test_a_process_that_dies_fails_its_job_and_not_the_next(queue: Queue) -> None:
    with pytest.raises(WorkError, match="has ended"):
        queue.submit(die).result()
    assert queue.submit(add, 2).result() == 42


def test_what_cannot_be_sent_is_the_fault_of_who_asks(queue: Queue) -> None:
    with pytest.raises((AttributeError, TypeError)):
        queue.submit(add, threading.Lock())
    assert queue.submit(add, 2).result() == 42


def test_the_end_gives_up_what_runs_and_waits() -> None:
    queue = Queue(0)
    job, waiting = running(queue), queue.submit(add, 1)
    queue.close()
    assert {job.state, waiting.state} == {"cancelled"}
    with pytest.raises(WorkError, match="shutting down"):
        queue.submit(add, 1)


def test_a_queue_that_nobody_used_has_no_process() -> None:
    before = len(psutil.Process().children())
    Queue(0).close()
    assert len(psutil.Process().children()) == before


def test_a_process_without_work_ends_and_comes_back() -> None:
    queue = Queue(0, idle_s=0.01)
    first = queue.submit(who).result()
    with suppress(ProcessLookupError):
        ended, _, _ = select.select([os.pidfd_open(first)], [], [], 10)
        assert ended
    assert queue.submit(who).result() != first
    queue.close()


def test_later_than_the_server(queue: Queue) -> None:
    assert os.getpriority(os.PRIO_PROCESS, queue.submit(who).result()) >= process.LATER
