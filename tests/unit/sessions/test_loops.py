"""The loop of a session: none before it is used, then a whole one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.sessions.loops import LazyLoop


@pytest.fixture
def loop() -> Iterator[LazyLoop]:
    made = LazyLoop()
    yield made
    made.close()


def opened() -> int:
    return len([*Path("/dev/fd").iterdir()])


def test_many_of_them_open_nothing(loop: LazyLoop) -> None:
    before = opened()
    many = [LazyLoop() for _ in range(50)]
    asyncio.set_event_loop(many[0])
    asyncio.set_event_loop(None)
    assert opened() == before
    assert not any(each.is_running() or each.is_closed() for each in many)


def test_one_that_is_used_is_a_loop_and_gives_all_back(loop: LazyLoop) -> None:
    before = opened()

    async def answer() -> int:
        await asyncio.sleep(0)
        return 42

    assert loop.run_until_complete(answer()) == 42
    assert opened() > before
    loop.close()
    assert loop.is_closed()
    assert opened() == before


def test_a_closed_one_is_closed(loop: LazyLoop) -> None:
    loop.close()
    assert loop.is_closed()
