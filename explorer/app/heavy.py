"""Heavy work of the pages: through the queue where the server has one, with its progress in the page; else at once.

What comes out is kept, so that the same is not made twice.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import sheets, tracking
from explorer.app.sheets import Preview
from explorer.app.tongue import say, told
from explorer.app.tracking import Tracked
from explorer.errors import TumenError, WorkError
from explorer.render.sheet.options import Options
from explorer.tracks.layouts import Order
from explorer.views.view import View
from explorer.work.job import Job
from explorer.work.queue import Queue
from explorer.workspace.standing import Standing
from explorer.world.world import World

KEPT = 32
"""So many results are kept; the one longest unused is forgotten first."""

_LOOK_S = 0.2
"""So often a page says how far its work has come."""

_installed: list[Queue] = []
_made: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = threading.Lock()


@contextmanager
def working(world: World) -> Iterator[Queue]:
    """A queue for every session of this process, over a world of its own; it ends with the block."""
    root = world.root or world
    queue = Queue(World(root.cards, root.rail_lines, root.datasets))  # without what this one has loaded since
    _installed[:] = [queue]
    try:
        yield queue
    finally:
        _installed.clear()
        queue.close()


def preview(view: View, options: Options) -> Preview:
    """A sheet as a picture; the page says how far it is meanwhile.

    Raises
    ------
    TumenError
        It cannot be drawn, or too much waits already; the message says which.
    """
    found: Preview = _result(_shown, sheets.preview, view, options)
    return found


def file(view: View, options: Options, name: str, known: World | None = None) -> bytes:
    """A file of a sheet by the ending of its name, for a download that waits for it.

    Parameters
    ----------
    known
        Another world of the same workspace than the one that the page shows.

    Raises
    ------
    TumenError
        It cannot be made, or too much waits already; the message says which.
    """
    found: bytes = _result(Job.wait, sheets.file, view, options, name, known=known)
    return found


def contrast_preview(view: View, options: Options) -> Preview:
    """The contrast of rail and sea as a picture; the page says how far it is meanwhile.

    Raises
    ------
    TumenError
        It cannot be drawn, or too much waits already; the message says which.
    """
    found: Preview = _result(_shown, sheets.contrast_preview, view, options)
    return found


def contrast_file(view: View, options: Options, name: str) -> bytes:
    """A file of the contrast, for a download that waits for it.

    Raises
    ------
    TumenError
        It cannot be made, or too much waits already; the message says which.
    """
    found: bytes = _result(Job.wait, sheets.contrast_file, view, options, name)
    return found


def tracked(files: tuple[tuple[str, bytes], ...], columns: str, order: Order) -> Tracked:
    """Voyages, calls, gaps and zones of files that were dropped; the page says how far it is meanwhile.

    Raises
    ------
    TumenError
        A file cannot be read, or too much waits already; the message says which.
    """
    found: Tracked = _result(_shown, tracking.work_out, files, columns, order)
    return found


def begun(task: Callable[..., Any], *arguments: Any) -> Job:
    """Work that may go on over several runs of a page; its first argument is the world of the built-in cards.

    Raises
    ------
    WorkError
        Too much waits already.
    """
    if _installed:
        return _installed[0].submit(task, *arguments)
    job = Job(task, arguments)
    known = shared.world()
    try:
        job.end("done", task(known.root or known, *arguments))
    except TumenError as error:
        job.end("failed", WorkError(str(error)))
    return job


def once(task: Callable[..., Any], *arguments: Any) -> Any:
    """Work whose result the page keeps itself, since it is large; the page says how far it is meanwhile.

    Raises
    ------
    TumenError
        It cannot be done, or too much waits already; the message says which.
    """
    known = shared.world()
    return _through(_installed[0], _shown, task, arguments) if _installed else task(known.root or known, *arguments)


def ahead_of(job: Job) -> int:
    """How much is done before a job begins."""
    return _installed[0].ahead_of(job) if _installed else 0


def _result(wait: Callable[[Job], object], task: Callable[..., Any], *arguments: Any, known: World | None = None) -> Any:
    shown = known or shared.world()
    key = (shown, task, *arguments)
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    answer = _through(_installed[0], wait, *_sent(shown, task, arguments)) if _installed else task(shown, *arguments)
    with _lock:
        _made[key] = answer
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return answer


def _sent(known: World, task: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """A task as it goes to a process that holds the built-in cards: with what stands in the workspace, where there is one."""
    return (task, arguments) if known.own is None else (beside, (Standing(known.own, known.cards), task, *arguments))


def beside(root: World, shown: Standing, task: Callable[..., Any], *arguments: Any) -> Any:
    """In the process: a task on the world of a workspace."""
    return task(root.earlier(shown), *arguments)


def _through(queue: Queue, wait: Callable[[Job], object], task: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    job = queue.submit(task, *arguments)
    try:
        wait(job)
        return job.result()
    finally:
        job.cancel()  # where the reader has gone on to something else


def _shown(job: Job) -> None:
    """Wait for a job, and say in the page how far it is; a run that the reader has overtaken ends here."""
    place = st.empty()
    while not job.wait(_LOOK_S):
        place.caption(progress(job, _installed[0].ahead_of(job)), text_alignment="left")
    place.empty()


def progress(job: Job, ahead: int, doing: str = "") -> str:
    """How far a job is, in words."""
    if job.state != "waiting":
        return told(job.so_far) or doing or say("Working …")
    return say("Waiting: {value} ahead of it", value=ahead - 1) if ahead > 1 else say("Waiting: next in line")
