"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import linecache
import pkgutil

import pytest

import explorer
import geodata

MODULES = [
    "explorer",
    *(
        name
        for package in (explorer, geodata)
        for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if name not in {"explorer.app.main", "explorer.workspace.migrations.env"}  # these run when they are imported
    ),
]


def package_of(name: str) -> str:
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("package", sorted({*map(package_of, MODULES)}))
def test_examples(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every module of a package; doctest prints those that are not true.

    It would ask the disk of every file of the process, before each of them, whether it has changed.
    """
    monkeypatch.setattr(linecache, "checkcache", lambda *_: None)
    modules = [importlib.import_module(name) for name in MODULES if package_of(name) == package]
    failed = {module.__name__: doctest.testmod(module).failed for module in modules if ">>>" in inspect.getsource(module)}
    assert {name: count for name, count in failed.items() if count} == {}


@pytest.mark.parametrize(("package", "least"), [("explorer", 7), ("geodata", 7)])
def test_there_are_examples(package: str, least: int) -> None:
    finder = doctest.DocTestFinder()
    own = [name for name in MODULES if name.startswith(f"{package}.")]
    counts = [len(test.examples) for name in own for test in finder.find(importlib.import_module(name))]
    assert sum(counts) >= least
