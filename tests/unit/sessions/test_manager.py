"""Sessions without a page: kept for a moment, then ended, and what they held given back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.runtime.session_manager import SessionInfo

from explorer.sessions import manager
from explorer.sessions.loops import LazyLoop
from explorer.sessions.manager import MOST_KEPT, Kept, lighten


@dataclass
class Visit:
    """As much of Streamlit's session as its storage touches."""

    id: str
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _script_event_loop: asyncio.AbstractEventLoop = field(default_factory=LazyLoop)

    def shutdown(self) -> None:
        self.ended.set()


def info(visit: Visit) -> SessionInfo:
    return SessionInfo(client=None, session=cast("Any", visit), script_run_count=0)


def test_a_session_ends_after_a_while_and_memory_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        swept = asyncio.Event()
        monkeypatch.setattr(manager, "give_back", swept.set)
        kept, visits = Kept(0.01), [Visit("one"), Visit("two")]
        for visit in visits:
            kept.save(info(visit))
        assert [each.session.id for each in kept.list()] == ["one", "two"]
        for visit in visits:
            await asyncio.wait_for(visit.ended.wait(), 5)
        assert kept.list() == []
        assert kept.get("one") is None
        await asyncio.wait_for(swept.wait(), 5)

    asyncio.run(run())


def test_a_session_that_is_found_again_goes_on() -> None:
    async def run() -> None:
        kept, visit = Kept(0.01), Visit("one")
        kept.save(info(visit))
        found = kept.get("one")
        assert found is not None
        kept.delete("one")
        other = Visit("two")
        kept.save(info(other))
        await asyncio.wait_for(other.ended.wait(), 5)
        assert not visit.ended.is_set()

    asyncio.run(run())


def test_no_more_than_so_many_are_kept() -> None:
    async def run() -> None:
        kept, visits = Kept(60), [Visit(str(number)) for number in range(MOST_KEPT + 2)]
        for visit in visits:
            kept.save(info(visit))
        assert [visit.ended.is_set() for visit in visits[:3]] == [True, True, False]
        assert len(kept.list()) == MOST_KEPT

    asyncio.run(run())


def test_a_session_gets_a_light_loop_once() -> None:
    visit = Visit("one", _script_event_loop=asyncio.new_event_loop())
    opened = visit._script_event_loop
    lighten(cast("Any", visit))
    light = visit._script_event_loop
    assert opened.is_closed()
    assert isinstance(light, LazyLoop)
    lighten(cast("Any", visit))
    assert visit._script_event_loop is light


def test_no_package_of_the_environment_brings_components_of_the_second_kind() -> None:
    """Streamlit would look for them at every start; where one is added that has some, it has to look again."""
    assert scan_component_manifests() == []
