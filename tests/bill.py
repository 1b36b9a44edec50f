"""``python -m tests.bill > FILE``: the bill of materials of a release, CycloneDX 1.6 as JSON.

It names the program and everything that its declared dependencies bring along here, with versions, licences and the hashes of
the lock. No clock and no random number is in it, so the same environment gives the same file.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import explorer
from tests.installed import ROOT, declared, parts, stated_licence


def bill() -> dict[str, Any]:
    """The document."""
    found, hashes = parts([requirement.name for requirement in declared()["run"]]), locked()
    components = [_component(name, part.version, hashes.get(name, ())) for name, part in found.items()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "tumen",
                "name": "tumen",
                "version": explorer.__version__,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "tumen", "dependsOn": [part["bom-ref"] for part in components]}],
    }


def locked() -> dict[str, tuple[str, ...]]:
    """The sha256 of every file of a package that the lock allows."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^([A-Za-z0-9][\w.-]*)==(?:.*\\\n)((?:\s+--hash=sha256:\w+(?: \\)?\n)+)", text, re.MULTILINE)
    return {name.lower(): tuple(re.findall(r"sha256:(\w+)", lines)) for name, lines in blocks}


def _component(name: str, version: str, hashes: tuple[str, ...]) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    licence = stated_licence(name)
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        **({"licenses": [{"license": {"name": licence}}]} if licence else {}),
        **({"properties": [{"name": "lock:sha256", "value": value} for value in hashes]} if hashes else {}),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n")
