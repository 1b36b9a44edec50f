"""Streamlit's runtime with sessions that cost little while they last and nothing soon after they end."""

from __future__ import annotations

import asyncio
from typing import Any

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager

from explorer.sessions.again import Pages
from explorer.sessions.loops import LazyLoop
from explorer.sessions.memory import give_back
from explorer.sessions.whole import install

KEPT_S = 30.0
"""A page that lost its connection finds its session again within so many seconds."""

MOST_KEPT = 128
"""So many sessions without a page are kept; the one longest without goes first."""

_LOOP = "_script_event_loop"
"""Where a session of Streamlit has its event loop."""


class App(st.App):
    """Streamlit's application, over a runtime whose sessions are light."""

    def _create_runtime(self) -> Runtime:
        install()
        return Runtime(
            RuntimeConfig(
                script_path=str(self._resolve_script_path()),
                media_file_storage=MemoryMediaFileStorage("/media"),
                uploaded_file_manager=MemoryUploadedFileManager("/_stcore/upload_file"),
                cache_storage_manager=create_default_cache_storage_manager(),
                bidi_component_registry=Components(),
                session_manager_class=Sessions,
                session_storage=Kept(),
                on_script_error=self._on_script_error,
            )
        )


class Components(BidiComponentManager):
    """Streamlit's components of the second kind, of which no package that the explorer needs brings any.

    Streamlit looks for them in every package of the environment before it answers, which takes half a second.
    """

    def discover_and_register_components(self, *, start_file_watching: bool = True) -> None:
        """Look for none."""


class Sessions(Pages):
    """Sessions that open no event loop before a script asks for one."""

    def connect_session(self, *args: Any, **kwargs: Any) -> str:
        """Begin or resume a session."""
        self.noted()
        identifier = super().connect_session(*args, **kwargs)
        info = self.get_active_session_info(identifier)
        if info is not None:
            lighten(info.session)
        return identifier


def lighten(session: AppSession) -> None:
    """Put a loop that is made on demand in the place of the one that a session has opened, which nobody has used yet."""
    loop = getattr(session, _LOOP)
    if not isinstance(loop, LazyLoop):
        setattr(session, _LOOP, LazyLoop())
        loop.close()


class Kept(SessionStorage):
    """Sessions whose page has gone, each for a while; then they end and their memory is given back.

    Streamlit's own storage forgets a session only when the next one comes, and keeps what it held until then.
    """

    def __init__(self, kept_s: float = KEPT_S) -> None:
        self._kept_s = kept_s
        self._sessions: dict[str, tuple[SessionInfo, asyncio.TimerHandle]] = {}
        self._sweep: asyncio.TimerHandle | None = None

    def get(self, session_id: str) -> SessionInfo | None:
        """The session with an id, if it is still kept."""
        found = self._sessions.get(session_id)
        return found[0] if found else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session for a while."""
        identifier = session_info.session.id
        end = asyncio.get_running_loop().call_later(self._kept_s, self._end, identifier)
        self._sessions[identifier] = (session_info, end)
        if len(self._sessions) > MOST_KEPT:
            self._end(next(iter(self._sessions)))

    def delete(self, session_id: str) -> None:
        """Let go of a session, which goes on elsewhere."""
        _, end = self._sessions.pop(session_id)
        end.cancel()

    def list(self) -> list[SessionInfo]:
        """All sessions that are kept."""
        return [info for info, _ in self._sessions.values()]

    def _end(self, identifier: str) -> None:
        info, end = self._sessions.pop(identifier)
        end.cancel()
        info.session.shutdown()
        if self._sweep is None:  # one for all that end at about the same time
            self._sweep = asyncio.get_running_loop().call_later(1.0, self._swept)

    def _swept(self) -> None:
        self._sweep = None
        give_back()
