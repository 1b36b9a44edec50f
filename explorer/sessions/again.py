"""Asking every open page to run again, from any thread: what it shows has changed, though its reader has done nothing."""

from __future__ import annotations

import asyncio
from weakref import WeakSet

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_STATE = "_client_state"
"""Where a session of Streamlit keeps the address and the widgets of its page, with which it runs again by itself."""

_managers: WeakSet[Pages] = WeakSet()


class Pages(WebsocketSessionManager):
    """Sessions that can be asked to run again."""

    loop: asyncio.AbstractEventLoop | None = None

    def noted(self) -> None:
        """Keep the loop of the server, in which sessions are to be asked."""
        self.loop = asyncio.get_running_loop()
        _managers.add(self)

    def run_again(self, but: str = "") -> None:
        """Ask every page that is connected, but for one session; in the loop of the server."""
        for info in self.list_active_sessions():
            if info.session.id != but:
                ask(info.session)


def ask(session: AppSession) -> None:
    """Run the script of a page again, with the address and widgets that it had last."""
    session.request_rerun(getattr(session, _STATE))


def run_all_again(but: str = "") -> None:
    """Ask every page of this process, but for the session whose run is under way and shows the change already."""
    for manager in [*_managers]:
        if manager.loop is not None and not manager.loop.is_closed():
            manager.loop.call_soon_threadsafe(manager.run_again, but)
