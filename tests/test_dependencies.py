"""What is installed: declared, used, documented with its licence, checked, and listed with a release."""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import audit, bill
from tests.installed import ROOT, declared, stated_licence
from tests.sources import nodes as nodes_of

TOP_LEVEL = metadata.packages_distributions()
OWN = {"explorer", "geodata", "seeds", "tests"}
OPTIONAL = {"scgraph", "searoute"}
"""Peers that the bench measures against where somebody has installed them."""
ROOMS = {"run": ("explorer", "geodata/formats"), "build": ("geodata/build",), "dev": ("tests",)}
ROW = re.compile(r"^\| ([\w.-]+) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sources(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def imported(paths: list[Path]) -> set[str]:
    """Names of the packages that these modules import."""
    return {name for path in paths for name in imported_by(path)} - set(sys.stdlib_module_names) - OWN - OPTIONAL


@cache
def imported_by(path: Path) -> frozenset[str]:
    nodes = nodes_of(path)
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return frozenset(name.partition(".")[0] for name in names)


def allowed(group: str) -> set[str]:
    """Keys of what a room may import: that of the program everywhere, its own extra besides."""
    groups = declared()
    return {key(each.name) for each in (*groups["run"], *groups[group])}


@pytest.mark.parametrize("group", ROOMS)
def test_every_import_is_declared(group: str) -> None:
    undeclared = {
        name
        for name in imported(sources(*ROOMS[group]))
        if not {key(part) for part in TOP_LEVEL.get(name, [name])} & allowed(group)
    }
    assert not undeclared, f"import without a line in pyproject.toml: {', '.join(sorted(undeclared))}"


def test_every_dependency_of_the_program_is_used() -> None:
    """Imported, or named in a text, as the packages that carry fonts and scripts are."""
    paths = [path for path in sources("explorer", "geodata") if "build" not in path.parts]
    modules = imported(paths)
    named = "\n".join(path.read_text(encoding="utf-8") for path in paths).lower()
    used = {key(part) for name in modules for part in TOP_LEVEL.get(name, [])}
    for requirement in declared()["run"]:
        name = key(requirement.name)
        assert name in used or name.replace("-", "_") in named, f"{requirement.name} is declared and nothing uses it"


def brought_by_extras() -> set[str]:
    """What a dependency of the program asks for in one of its extras, such as Streamlit for a login."""
    wanted = [Requirement(line) for each in declared()["run"] for line in metadata.requires(each.name) or ()]
    return {key(each.name) for each in wanted if each.marker}


def test_every_tool_is_used() -> None:
    """Imported by the tests, or named by the Makefile, a script, the settings, as types of something or by an extra of it."""
    modules = imported(sources("tests"))
    used = {key(part) for name in modules for part in TOP_LEVEL.get(name, [])}
    scripts = [ROOT / "Makefile", *sorted((ROOT / "tests").glob("*.sh"))]
    text = "".join(path.read_text(encoding="utf-8") for path in scripts)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in (key(requirement.name) for requirement in declared()["dev"]):
        typed = name.removeprefix("types-").removesuffix("-stubs")
        assert (
            name in used
            or re.search(rf"\b{name}\b", text)
            or (typed != name and typed in allowed("dev"))
            or f'build-backend = "{name}.' in settings
            or (name == "pytest-xdist" and "--numprocesses" in text)
            or (name == "editables" and "--editable" in text)
            or name in brought_by_extras()
        ), f"{name} is declared and nothing uses it"


@pytest.mark.parametrize("group", declared())
def test_the_page_lists_what_is_declared_with_its_licence(group: str) -> None:
    page = (ROOT / "docs" / "DEPENDENCIES.md").read_text(encoding="utf-8")
    sections = dict(zip(declared(), re.split(r"^## ", page, flags=re.MULTILINE)[1:-1], strict=True))
    rows = {name: (licence, use) for name, licence, use in ROW.findall(sections[group])[1:]}
    rows.pop("---", None)
    assert sorted(rows) == sorted(requirement.name for requirement in declared()[group])
    for name, (licence, use) in rows.items():
        assert len(use.split()) >= 1
        try:
            stated = stated_licence(name)
        except metadata.PackageNotFoundError:
            assert group == "build", f"{name} is not installed"
            continue
        assert licence.startswith(stated), f"{name} states {stated!r}"


# ---- the check of the lock ------------------------------------------------------------------------------------------


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


SOUND: dict[str, object] = {"name": "good", "version": "1", "vulns": []}
FAULTY: dict[str, object] = {"name": "bad", "version": "2", "vulns": [{"id": "X-1"}, {"id": "X-2"}]}
UNSEEN: dict[str, object] = {"name": "unseen", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (report(SOUND), audit.CLEAN, "1 packages of the lock: no known fault"),
        (report(SOUND, FAULTY), audit.FOUND, "bad 2: X-1, X-2"),
        (report(FAULTY, UNSEEN), audit.FOUND, "1 packages were not checked"),
        (
            report(SOUND, UNSEEN),
            audit.UNREAD,
            "NOT CHECKED in full: the database of advisories did not answer for 1 of 2 packages",
        ),
        (report(), audit.UNREAD, "NOT CHECKED"),
        ("", audit.UNREAD, "NOT CHECKED"),
        ("[]", audit.UNREAD, "NOT CHECKED"),
        ("no route to host", audit.UNREAD, "NOT CHECKED"),
    ],
)
def test_a_lock_that_was_not_looked_at_does_not_pass(text: str, code: int, words: str) -> None:
    found, told = audit.verdict(text)
    assert found == code
    assert words in told


# ---- the bill of materials ------------------------------------------------------------------------------------------


def test_the_bill_names_the_whole_program_and_nothing_of_the_tests() -> None:
    found = bill.bill()
    names = [part["name"] for part in found["components"]]
    assert names == sorted(set(names))
    assert {key(requirement.name) for requirement in declared()["run"]} <= set(names)
    assert {"pytest", "mypy", "ruff", "playwright"}.isdisjoint(names)
    for part in found["components"]:
        assert part["version"] == metadata.version(part["name"])
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}"
    assert [part["bom-ref"] for part in found["components"]] == found["dependencies"][0]["dependsOn"]
    assert found == json.loads(json.dumps(bill.bill())), "the same each time"
