"""One Chromium and one server for all journeys; a fresh browser context for each; nothing may leave the machine or fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.harness import Reader, Server, launch, serving

HERE = Path(__file__).parent
WINDOW: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
Opens = Callable[..., Reader]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


# Package scope: Playwright keeps an event loop in this thread, which other tests must not meet.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server(browser: Browser) -> Iterator[Server]:
    """The bundled cards. A server that cannot draw its first map fails here, once, and not in every journey."""
    with serving() as running:
        context = browser.new_context(**WINDOW)
        Reader(context, running.address).open()
        context.close()
        yield running
        assert "Traceback" not in running.log, running.log


@dataclass(frozen=True)
class Desk:
    """A server with a workspace, and the file that holds it."""

    server: Server
    place: Path


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One workspace for all journeys that write to one and do not mind what others have written."""
    place = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    with serving("--workspace", str(place)) as running:
        yield Desk(running, place)
        assert "Traceback" not in running.log, running.log


@pytest.fixture(scope="package")
def first_map(browser: Browser, server: Server) -> Iterator[Reader]:
    """The map as it opens, for journeys that only look."""
    context = browser.new_context(**WINDOW)
    reader = Reader(context, server.address).open()
    yield reader
    reader.watch.leaving()
    context.close()
    reader.watch.assert_quiet()


class Contexts:
    """Contexts that are kept, one for each set of options: each knows Streamlit's scripts after its first page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[str, BrowserContext] = {}

    def new(self, options: dict[str, Any]) -> BrowserContext:
        """One of its own, to be closed by whoever asked."""
        return self._browser.new_context(**{**WINDOW, **options})

    def kept(self, options: dict[str, Any]) -> BrowserContext:
        """The one with these options, as the last journey left it."""
        name = json.dumps(options, sort_keys=True)
        if name not in self._kept:
            self._kept[name] = self.new(options)
        return self._kept[name]

    def close(self) -> None:
        for context in self._kept.values():
            context.close()


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Iterator[Contexts]:
    made = Contexts(browser)
    yield made
    made.close()


@pytest.fixture
def new_reader(contexts: Contexts, server: Server, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opens]:
    """Makes readers that share nothing with one another, nor with an earlier journey but scripts the browser keeps.

    Options go to the context; the first reader with these gets the one that is kept for them, emptied, any other one of its
    own. ``quiet=False`` lets it call out.
    """
    made: list[tuple[Reader, bool, bool]] = []

    def make(*, quiet: bool = True, at: Server = server, **options: Any) -> Reader:
        context = contexts.kept(options)
        kept = all(reader.page.context is not context for reader, *_ in made)
        reader = Reader(context if kept else contexts.new(options), at.address)
        if kept:
            forget(reader)
        made.append((reader, quiet, kept))
        return reader

    yield make
    for number, (reader, _, kept) in enumerate(made):
        if request.node.stash.get(_FAILED, False):
            picture = tmp_path / f"reader-{number}.png"
            reader.page.screenshot(path=picture)
            print(f"What reader {number} saw: {picture}; at {reader.page.url}")  # noqa: T201
        reader.watch.leaving()
        if kept:
            reader.page.close()
        else:
            reader.page.context.close()
    for reader, quiet, _ in made:
        if quiet:
            reader.watch.assert_quiet()


def forget(reader: Reader) -> None:
    """Empty what the server's pages have kept in this browser."""
    session = reader.page.context.new_cdp_session(reader.page)
    kept = "cookies,local_storage,indexeddb,service_workers,cache_storage"
    session.send("Storage.clearDataForOrigin", {"origin": reader.address, "storageTypes": kept})
    session.detach()


@pytest.fixture
def reader(new_reader: Opens) -> Reader:
    return new_reader()
