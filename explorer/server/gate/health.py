"""``/healthz``: whether a new reader would be let in, for whoever watches the server or sends readers its way.

It answers 200 with ``ok`` where a session could begin now, and 503 with one line a reason where not. A check looks at one thing
and says what is wrong with it, or nothing; whatever limits sessions adds a check of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.runtime import Runtime, RuntimeState

ADDRESS = "/healthz"

Check = Callable[[], str | None]


def answer_of(checks: Sequence[Check]) -> Callable[[Request], Response]:
    """The route's answer: every check is made at every request."""

    def answer(_: Request) -> Response:
        faults = [fault for fault in (check() for check in checks) if fault]
        words = "\n".join(faults) or "ok"
        return PlainTextResponse(f"{words}\n", status_code=503 if faults else 200, headers={"Cache-Control": "no-store"})

    return answer


def threads() -> str | None:
    """Whether a thread can still be started; each session runs in one of its own."""
    thread = threading.Thread(target=bool, name="health", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return "no thread left for a session"
    thread.join()
    return None


def runtime() -> str | None:
    """Whether Streamlit takes sessions: not before it has started, and not once it is stopping."""
    ready = Runtime.exists() and Runtime.instance().state in {
        RuntimeState.NO_SESSIONS_CONNECTED,
        RuntimeState.ONE_OR_MORE_SESSIONS_CONNECTED,
    }
    return None if ready else "the page's runtime takes no sessions"


CHECKS: tuple[Check, ...] = (runtime, threads)
"""What is always looked at."""
