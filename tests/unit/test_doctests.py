"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import inspect
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


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    assert ">>>" not in inspect.getsource(module) or doctest.testmod(module).failed == 0


@pytest.mark.parametrize(("package", "least"), [("explorer", 7), ("geodata", 7)])
def test_there_are_examples(package: str, least: int) -> None:
    finder = doctest.DocTestFinder()
    own = [name for name in MODULES if name.startswith(f"{package}.")]
    counts = [len(test.examples) for name in own for test in finder.find(importlib.import_module(name))]
    assert sum(counts) >= least
