"""FollowTheMoney: what that model keeps of an entity, by its rules (version 4), and by its own program where it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENTITY = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?")
THING = {"Article", "LegalEntity", "PublicBody", "Address", "Event", "Note"}
PROPERTIES: dict[str, dict[str, str]] = {
    "Article": {"title": "string", "fileName": "string", "publisher": "string", "date": "date", "sourceUrl": "url"},
    "LegalEntity": {"name": "name", "notes": "text"},
    "PublicBody": {"name": "name", "notes": "text"},
    "Address": {
        "full": "address", "name": "name", "alias": "name", "latitude": "number", "longitude": "number", "country": "country",
        "remarks": "string",
    },
    "Event": {
        "name": "name", "summary": "text", "startDate": "date", "endDate": "date", "addressEntity": "Address", "notes": "text",
    },
    "Note": {
        "name": "name", "description": "text", "entity": "Thing", "addressEntity": "Address", "keywords": "string",
        "notes": "text",
    },
}  # fmt: skip
"""Schemata that are used here: their properties, each with its type, or the schema that it refers to."""
LONGEST = {"name": 384, "address": 250, "string": 1024, "text": 65_000, "url": 4096, "number": 250, "date": 32, "country": 16}
REQUIRED = {"LegalEntity": {"name"}, "PublicBody": {"name"}, "Event": {"name"}}
FORMS = {
    "date": DATE,
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "country": re.compile("[a-z]{2}"),
    "url": re.compile(r"https?://\S+"),
}
ID_LENGTH = 200


def faults(content: bytes) -> list[str]:
    """Every value that the model would drop or change, and every reference that leads to nothing of the right kind."""
    rows = [json.loads(line) for line in content.decode("utf-8").splitlines()]
    schemata = {row["id"]: row["schema"] for row in rows}
    found = [f"the id {row['id']!r} is no id" for row in rows if not ENTITY.fullmatch(row["id"]) or len(row["id"]) > ID_LENGTH]
    found += ["an id stands twice"] if len(schemata) < len(rows) else []
    return found + [fault for row in rows for fault in _entity(row, schemata)]


def _entity(row: dict[str, Any], schemata: dict[str, str]) -> Iterator[str]:
    known = PROPERTIES.get(row["schema"], {})
    yield from (f"{row['id']} lacks {name}" for name in REQUIRED.get(row["schema"], set()) - row["properties"].keys())
    for name, values in row["properties"].items():
        if name not in known:
            yield f"{row['schema']} has no {name}"
            continue
        for value in values:
            yield from (f"{row['id']}, {name}: {fault}" for fault in _value(value, known[name], row["id"], schemata))


def _value(value: Any, kind: str, own: str, schemata: dict[str, str]) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip() or value != value.strip():
        yield f"{value!r} is no text, or has blanks around it"
    elif kind in {"Thing", "Address"}:
        there = schemata.get(value)
        if not ENTITY.fullmatch(value) or value == own or there not in (THING if kind == "Thing" else {kind}):
            yield f"{value!r} leads to {there or 'nothing'}"
    elif len(value) > LONGEST[kind]:
        yield f"{len(value)} letters are more than {LONGEST[kind]}"
    elif re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", value):
        yield f"{value[:40]!r} holds a control character"
    elif kind in FORMS and not FORMS[kind].fullmatch(value):
        yield f"{value!r} is no {kind}"


def program() -> str | None:
    """The program ``ftm``: that of ``make validators``, or any on the path."""
    own = Path(sys.prefix) / "validators" / "bin" / "ftm"
    return str(own) if os.access(own, os.X_OK) else shutil.which("ftm")


def lost(content: bytes, ftm: str, folder: Path) -> list[str]:
    """What ``ftm validate`` does not hand back as it was given."""
    given, kept = folder / "given.json", folder / "kept.json"
    given.write_bytes(content)
    subprocess.run([ftm, "validate", "-i", str(given), "-o", str(kept)], check=True, capture_output=True, timeout=300)
    rows = {row["id"]: row for row in map(json.loads, kept.read_text(encoding="utf-8").splitlines())}
    found = []
    for line in content.decode("utf-8").splitlines():
        row = json.loads(line)
        there = rows.get(row["id"], {"properties": {}})
        for name, values in row["properties"].items():
            found += [f"{row['id']}, {name}: {v!r}" for v in values if v not in there["properties"].get(name, [])]
    return found
