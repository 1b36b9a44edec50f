"""Readers without a browser: each speaks Streamlit's protocol over a websocket, asks for views and waits for their maps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

FILTERS = (
    "stance=alleged", "stance=denied", "topic=rail", "from=2023-08-01&to=2023-12-31", "q=Rajin", "kind=port", "rel=B", "",
    "stance=asserted,assessed", "topic=war", "from=2024-01-01", "q=ammunition", "layers=places,rail", "sel=site:rajin-port",
)  # fmt: skip
"""Queries that a reader goes through, one after the other."""

BIGGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came of one question: seconds to the map and to the end of the run, bytes, and what went wrong."""

    map_s: float
    whole_s: float
    size: int
    faults: tuple[str, ...] = ()


@dataclass
class Visitor:
    """One open page."""

    wire: ClientConnection
    page: str = ""
    seen: set[str] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)

    async def ask(self, query: str, page: str = "", timeout_s: float = 90.0) -> Answer:
        """Run the page for a query, or another page by the name in its address, and take everything that it sends."""
        began, at_map, size = time.perf_counter(), 0.0, 0
        faults: list[str] = []
        await self.wire.send(self._question(query, page))
        async with asyncio.timeout(timeout_s):
            while True:
                data = bytes(await self.wire.recv(decode=False))
                size += len(data)
                message = ForwardMsg.FromString(data)
                kind = message.WhichOneof("type")
                if message.metadata.cacheable:
                    self.seen.add(message.hash)
                if kind == "new_session":
                    self.page = message.new_session.page_script_hash
                if kind == "delta":
                    element = message.delta.new_element.WhichOneof("type")
                    if element == "component_instance":
                        self.maps.add(message.hash)
                    faults += [message.delta.new_element.exception.message] if element == "exception" else []
                if (message.ref_hash or message.hash) in self.maps:  # one that this reader has already comes as its name alone
                    at_map = at_map or time.perf_counter() - began
                if kind == "script_finished":
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        faults.append(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
                    return Answer(at_map, time.perf_counter() - began, size, tuple(faults))

    def _question(self, query: str, page: str) -> bytes:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = "" if page else self.page
        message.rerun_script.page_name = page
        message.rerun_script.cached_message_hashes.extend(self.seen)
        message.rerun_script.context_info.timezone = "UTC"
        return message.SerializeToString()


async def visitor(port: int) -> Visitor:
    """A page that has just been opened and shows nothing yet."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    wire = await connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=BIGGEST, open_timeout=30, ping_interval=None,
        origin=f"http://127.0.0.1:{port}",
    )  # fmt: skip
    return Visitor(wire)


async def crowd(port: int, count: int, rounds: int, pause_s: float) -> list[Answer]:
    """So many readers at once, each with a question every so many seconds, begun one after the other over one pause.

    Returns
    -------
    answers
        Of all readers, the first page of each left out.
    """

    async def one(number: int) -> list[Answer]:
        await asyncio.sleep(pause_s * number / count)
        reader = await visitor(port)
        await reader.ask("")
        found = []
        for turn in range(rounds):
            due = time.perf_counter() + pause_s
            found.append(await reader.ask(FILTERS[(number + turn) % len(FILTERS)]))
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await reader.wire.close()
        return found

    return [answer for answers in await asyncio.gather(*map(one, range(count))) for answer in answers]


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]
