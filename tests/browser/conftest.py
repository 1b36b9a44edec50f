"""One Chromium and one server for all journeys; a fresh browser context for each; nothing may leave the machine or fail."""

from __future__ import annotations

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


@pytest.fixture(scope="package")
def usual_context(browser: Browser) -> Iterator[BrowserContext]:
    """The context of most journeys: it knows Streamlit's scripts already, which a fresh one reads for a second."""
    context = browser.new_context(**WINDOW)
    yield context
    context.close()


@pytest.fixture
def new_reader(
    browser: Browser, usual_context: BrowserContext, server: Server, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Opens]:
    """Makes readers that share nothing with one another, nor with an earlier journey but scripts the browser keeps.

    The first without options gets the usual context, emptied; all others get one of their own. Options go to the context,
    ``quiet=False`` lets it call out.
    """
    made: list[tuple[Reader, bool]] = []

    def make(*, quiet: bool = True, at: Server = server, **options: Any) -> Reader:
        usual = not options and all(reader.page.context is not usual_context for reader, _ in made)
        reader = Reader(usual_context if usual else browser.new_context(**{**WINDOW, **options}), at.address)
        if usual:
            forget(reader)
        made.append((reader, quiet))
        return reader

    yield make
    for number, (reader, _) in enumerate(made):
        if request.node.stash.get(_FAILED, False):
            picture = tmp_path / f"reader-{number}.png"
            reader.page.screenshot(path=picture)
            print(f"What reader {number} saw: {picture}; at {reader.page.url}")  # noqa: T201
        reader.watch.leaving()
        if reader.page.context is usual_context:
            reader.page.close()
        else:
            reader.page.context.close()
    for reader, quiet in made:
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
