"""Frames and sessions at the door: what is let through, and what is ended with one line."""

from __future__ import annotations

import asyncio
import errno
import logging
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from explorer.sessions import descriptors, wire
from explorer.sessions.wire import Frames, fault_of

GOOD = BackMsg(clear_cache=True).SerializeToString()
BAD: dict[str, tuple[Message, int]] = {
    "text": ({"type": "websocket.receive", "text": "hello"}, 1003),
    "empty text": ({"type": "websocket.receive", "text": ""}, 1003),
    "text beside nothing": ({"type": "websocket.receive", "text": "hello", "bytes": None}, 1003),
    "no message": ({"type": "websocket.receive", "bytes": b"\xff\xff\xff"}, 1002),
    "an empty message": ({"type": "websocket.receive", "bytes": b""}, 1002),
    "half a message": ({"type": "websocket.receive", "bytes": b"\x5a\xff\x01" + GOOD}, 1002),
}


def talk(*frames: Message, scope: str = "websocket") -> tuple[list[Message], list[Message]]:
    """What the application behind the door receives, and what goes out, for these frames."""
    received: list[Message] = []
    sent: list[Message] = []
    waiting = [{"type": "websocket.connect"}, *frames, {"type": "websocket.disconnect", "code": 1000}]

    async def behind(_: Scope, receive: Receive, send: Send) -> None:
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Frames(behind)({"type": scope}, receive, send))
    return received, sent


def test_messages_of_the_protocol_pass_as_they_are() -> None:
    frame = {"type": "websocket.receive", "bytes": GOOD}
    received, sent = talk(frame, frame)
    assert received[1:3] == [frame, frame]
    assert sent == []


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_ends_the_session_with_one_line(kind: str, logged: list[logging.LogRecord]) -> None:
    frame, code = BAD[kind]
    received, sent = talk(frame, {"type": "websocket.receive", "bytes": GOOD})
    assert [message["type"] for message in received] == ["websocket.connect", "websocket.disconnect"]
    assert sent == [{"type": "websocket.close", "code": code}]
    (line,) = logged
    assert line.exc_info is None
    assert "\n" not in line.getMessage()


def test_a_session_too_many_is_refused_and_said_once(monkeypatch: pytest.MonkeyPatch, logged: list[logging.LogRecord]) -> None:
    room = [True]
    monkeypatch.setattr(descriptors, "room_for_a_session", lambda: room[0])
    served: list[str] = []

    async def behind(scope: Scope, _receive: Receive, _send: Send) -> None:
        served.append(scope["type"])

    door = Frames(behind)
    sent: list[Message] = []

    async def come() -> None:
        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await door({"type": "websocket"}, receive, send)

    for there in (True, False, False, True, False):
        room[0] = there
        asyncio.run(come())
    assert served == ["websocket"] * 2
    assert [message["code"] for message in sent] == [1013] * 3
    assert len(logged) == 2, "once each time that there is none left"


def test_the_lack_of_descriptors_is_one_line_and_other_failures_are_told_in_full(logged: list[logging.LogRecord]) -> None:
    async def behind(_scope: Scope, _receive: Receive, _send: Send) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(3):
            loop.call_exception_handler({"message": "accept", "exception": OSError(errno.EMFILE, "Too many open files")})
        loop.call_exception_handler({"message": "something else", "exception": KeyError("lost")})

    async def nothing(*_: Any) -> Message:
        return {"type": "lifespan.startup"}

    asyncio.run(Frames(behind)({"type": "lifespan"}, nothing, nothing))
    assert [record.name for record in logged] == ["explorer.sessions", "asyncio"]
    assert "something else" in logged[1].getMessage()


def test_frames_are_read_as_streamlit_reads_them() -> None:
    assert fault_of({"type": "websocket.receive", "bytes": GOOD}) is None
    assert wire.BackMsg is BackMsg


@pytest.mark.parametrize(
    ("soft", "hard", "after"), [(256, 4096, 4096), (256, 256, 256), (20_000, 50_000, 20_000), (256, -1, 8192)]
)
def test_the_soft_limit_goes_as_far_as_it_may(soft: int, hard: int, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limits = [(soft, hard)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: limits.append(both))
    assert descriptors.raise_limit() == after
    assert limits[-1] == (after, hard)


def test_room_is_what_the_limit_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    taken = descriptors.left()
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = soft - taken
    monkeypatch.setattr(resource, "getrlimit", lambda _: (used + descriptors.RESERVE + 3, -1))
    assert descriptors.room_for_a_session()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (used + descriptors.RESERVE - 3, -1))
    assert not descriptors.room_for_a_session()
    assert descriptors.shortage() == "no file descriptors left for a session"
