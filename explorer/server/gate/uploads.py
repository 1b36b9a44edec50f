"""How much one session's uploads may hold: the newest few files, each of the size that a page takes.

The page reads a file as soon as it has come and needs it no more, so older ones go; else a session could be filled without
end, one file after the other, whatever each may have.
"""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

KEPT = 4
"""So many files of a session are held."""

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")


class Uploads:
    """Lets go of a session's oldest files once a new one has come in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and make room where it has put a file."""
        found = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        await self._app(scope, receive, send)
        manager = Runtime.instance().uploaded_file_mgr if found and Runtime.exists() else None
        if found and isinstance(manager, MemoryUploadedFileManager):
            keep_newest(manager, found[1])


def keep_newest(manager: MemoryUploadedFileManager, session: str) -> None:
    """Let go of a session's files but for the newest few."""
    for file in list(manager.file_storage.get(session, {}))[:-KEPT]:
        manager.remove_file(session_id=session, file_id=file)
