"""Worlds and streams that many tests share."""

from __future__ import annotations

import gc
import logging.handlers
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from explorer.render.symbols import Theme
from explorer.world.world import World
from tests import grids, hostile, toy
from tests.bundled import bundled, loaded

THEMES: tuple[Theme, ...] = ("light", "dark")

settings.register_profile("sample", deadline=None, max_examples=20, derandomize=True)
settings.register_profile("whole", deadline=None, max_examples=120, derandomize=True)


def pytest_configure(config: pytest.Config) -> None:
    """A property is tried on more examples where nothing is left out. Worlds are large and stay: garbage is looked for seldom."""
    gc.set_threshold(100_000, 20, 100)
    grids.WHOLE = "not grid" not in config.getoption("markexpr")
    settings.load_profile("whole" if grids.WHOLE else "sample")


def pytest_sessionfinish() -> None:
    """Garbage is looked through once at the end; pytest would go through all worlds five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """What is logged during a test. Pytest's own record of it visits every logger of the process before and after each test."""
    handler = logging.handlers.BufferingHandler(capacity=10_000)
    logging.getLogger().addHandler(handler)
    yield handler.buffer
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def world() -> World:
    """The toy world."""
    return toy.world()


@pytest.fixture(params=hostile.KINDS)
def hostile_kind(request: pytest.FixtureRequest) -> str:
    """A kind of hostile text, for a test of a surface; in ``make test`` the one that holds all kinds."""
    return str(request.param[0] if isinstance(request.param, tuple) else request.param)


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components at each run of a page under test, 0.4 s a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def bundled_cards_read_once() -> Iterator[None]:
    """A command reads all cards and puts up the networks, up to 3 s a time; in one process it finds them as it left them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(World, "load", loaded)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test touches the workspace or the name of whoever runs it, in a process of its own neither."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.casefold())))
        yield


@pytest.fixture(scope="session")
def real() -> World:
    """The world of the bundled cards and map data."""
    return bundled()
