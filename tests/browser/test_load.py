"""Many readers of one server, each over its own websocket: no error, bounded memory, and an export that holds up no map.

How long it takes stands in the bench.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from tests import visitors
from tests.browser.harness import Server, serving

READERS, ROUNDS = 6, 4
MOST_GROWN_MB = 20.0
MAPS = 4
QUIET_S, BUSY_S = 4.0, 0.3
"""A server that has worked no longer than that in so long a time has nothing left to load."""


def done(what: Coroutine[Any, Any, Any]) -> Any:
    """What comes of it in a thread of its own: Playwright's loop goes on in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


def port(server: Server) -> int:
    return urlsplit(server.address).port or 0


def held_mb(server: Server) -> float:
    return psutil.Process(server.process.pid).memory_info().rss / 1e6


def when_warm(server: Server) -> float:
    """What a server holds once it has loaded all that it loads by itself, which it does in two goes."""
    process, used = psutil.Process(server.process.pid), -1.0
    while (now := process.cpu_times().user) - used > BUSY_S:
        used = now
        time.sleep(QUIET_S)
    return held_mb(server)


@pytest.mark.grid
def test_an_export_holds_up_no_map() -> None:
    """The sheet is the first of its server, so that its process has to begin as well: seconds in which maps go on."""

    async def both(server: Server) -> tuple[visitors.Answer, list[visitors.Answer], int]:
        briefer, reader = [await visitors.visitor(port(server)) for _ in range(2)]
        await reader.ask("")
        export = asyncio.create_task(briefer.ask("", page="brief"))
        maps, meanwhile = [], 0
        for query in visitors.FILTERS[:MAPS]:
            maps.append(await reader.ask(query))
            meanwhile += not export.done()
        sheet = await export
        for visitor in (briefer, reader):
            await visitor.wire.close()
        return sheet, maps, meanwhile

    with serving() as fresh:
        sheet, maps, meanwhile = done(both(fresh))
    assert meanwhile == MAPS, "all maps came before the export was done"
    assert all(answer.map_s and not answer.faults for answer in maps)
    assert not sheet.faults
    assert sheet.whole_s > max(answer.whole_s for answer in maps)


def test_many_readers_get_every_map_and_cost_no_memory(server: Server) -> None:
    done(visitors.crowd(port(server), READERS, 1, 0.0))
    before = when_warm(server)
    answers = done(visitors.crowd(port(server), READERS, ROUNDS, 0.0))
    assert len(answers) == READERS * ROUNDS
    assert [answer.faults for answer in answers if answer.faults] == []
    assert all(answer.map_s for answer in answers)
    assert held_mb(server) - before < MOST_GROWN_MB


def test_what_streamlit_cannot_read_leaves_one_line(server: Server) -> None:
    async def junk() -> None:
        for frame in ("text", b"\xff\xff\xff", b""):
            visitor = await visitors.visitor(port(server))
            await visitor.wire.send(frame)
            await asyncio.wait_for(visitor.wire.wait_closed(), 10)

    before = len(server.log.splitlines())
    done(junk())
    told = server.log.splitlines()[before:]
    assert [line for line in told if "websocket was closed" in line] == told
    assert len(told) == 3
