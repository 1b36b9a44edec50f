"""What the project declares to be installed, with the licence that each package itself states."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def declared() -> dict[str, list[Requirement]]:
    """The requirements of ``pyproject.toml``: ``run`` for those of the program, and each extra by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"run": project["dependencies"], **project["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()}


def stated_licence(name: str) -> str:
    """The licence in a package's metadata, in one line: as expression, classifier or text; "" where it says none."""
    told = metadata.metadata(name)
    named = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License :: OSI")]
    text = str(told.get("License") or "").strip().partition("\n")[0]
    return str(told.get("License-Expression") or "") or ", ".join(named) or text


def parts(names: list[str]) -> dict[str, metadata.Distribution]:
    """These packages and all that they need on this machine, by their names in lower case."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [Requirement(name) for name in names]
    while waiting:
        asked = waiting.pop()
        key = re.sub(r"[-_.]+", "-", asked.name).lower()
        if key in found and not asked.extras:
            continue
        found[key] = part = metadata.distribution(asked.name)
        needed = [Requirement(line) for line in part.requires or ()]
        extras = asked.extras or {""}
        waiting += [each for each in needed if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in extras)]
    return dict(sorted(found.items()))
