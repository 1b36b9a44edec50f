"""What comes over the websocket before Streamlit sees it: one session more than there is room for, and frames it cannot read.

Streamlit leaves a traceback in the log for a frame that is text or no message of its protocol, and the system's refusal of a
descriptor leaves one a second. Here each is one line.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from typing import Any

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from explorer.sessions import descriptors

_LOG = logging.getLogger("explorer.sessions")

_UNSUPPORTED, _PROTOCOL_ERROR, _TRY_LATER = 1003, 1002, 1013
"""Codes with which a websocket is closed (RFC 6455, section 7.4)."""

_FULL = "No file descriptor is left for another session: new pages are refused until one closes. Raise the limit (ulimit -n)."


class Frames:
    """Lets through sessions there is room for and frames that are messages; ends the others with a code and one line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._full = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be read."""
        if scope["type"] == "lifespan":
            asyncio.get_running_loop().set_exception_handler(self._failed)
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
        elif self._refuses():
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
        else:
            await self._app(scope, _Reader(receive, send), send)

    def _refuses(self) -> bool:
        """Whether there is no room for a session; said once until there is room again."""
        full = not descriptors.room_for_a_session()
        if full and not self._full:
            _LOG.warning(_FULL)
        self._full = full
        return full

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A failure outside every request: the lack of descriptors is one line, once, anything else is left to asyncio."""
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in {errno.EMFILE, errno.ENFILE}):
            loop.default_exception_handler(context)
        elif not self._full:
            self._full = True
            _LOG.warning(_FULL)


class _Reader:
    """Receives for Streamlit; after a frame that is none of its messages the websocket is closed and seems to have gone."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and (fault := fault_of(message)):
            code, what = fault
            _LOG.warning("A websocket was closed: %s.", what)
            await self._send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}
        return message


def fault_of(message: Message) -> tuple[int, str] | None:
    """What is wrong with a frame: the code to close with and the words for the log; None for a message of the protocol."""
    data = message.get("bytes")
    if data is None:
        return _UNSUPPORTED, "a frame was text"
    try:
        kind = BackMsg.FromString(data).WhichOneof("type")
    except DecodeError:
        return _PROTOCOL_ERROR, f"a frame of {len(data)} bytes was no message"
    return None if kind else (_PROTOCOL_ERROR, f"a frame of {len(data)} bytes was an empty message")
