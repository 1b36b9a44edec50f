"""What is brought to its end once it has begun: whatever answers a reader's press or what they have typed.

Streamlit ends a run as soon as the next message of its page has come, at the first look at the state: in a callback too,
and what the callback was to do is then neither done nor asked for again. The second of two quick presses undid the first. Here a
callback that has begun runs to its end, and the run that it belongs to is cut off after it. The next run begins then, in the same
thread: ``runner.fastReruns``, with which both would go on at once over one state, is off (``server.gate.pinned``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

RUNNER = "ScriptRunner"
"""The name by which Streamlit's sessions find the class that runs their scripts."""

_under_way: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """Let a part of a run come to its end, whatever is asked of the page meanwhile: it does what nobody will ask for again."""
    before = _under_way.set(True)
    try:
        yield
    finally:
        _under_way.reset(before)


class Whole(ScriptRunner):
    """A runner of scripts that ends no callback, and nothing within ``whole``, before its time."""

    def _maybe_handle_execution_control_request(self) -> None:
        running = self._is_in_script_thread() and self._execing
        if not (running and (_under_way.get() or ThreadState.get().run_location is RunLocation.CALLBACK)):
            super()._maybe_handle_execution_control_request()


def install() -> None:
    """Let the sessions of this process run their scripts so."""
    setattr(app_session, RUNNER, Whole)
