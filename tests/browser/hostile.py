"""A copy of the cards in which every free text is hostile."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

SCRIPT = "<script>window.top.tumenRan='script';alert('script')</script>"
IMAGE = "<img src=x onerror=\"window.top.tumenRan='image'\">"
TEMPLATE = "`${window.top.tumenRan='template'}`{{ 'x' }}{% raw %}"
MARKDOWN = "[link](javascript:window.top.tumenRan='link') **bold** :material/home: :house: $x^2$ :red[x] <!-- ]]> </style>"
DIRECTION = "\u202egpj.exe\u202c \u2067\u05d0\u05d1\u05d2\u2069 \u200f"
PATTERNS = "map_div map_0123abcdef feature_group_0 'quoted' \\u003cb\\u003e"
POISON = f"{SCRIPT}{IMAGE}{TEMPLATE}{MARKDOWN} {DIRECTION}{PATTERNS}"
SHORT = "<img src=x onerror=top.tumenRan=1>"
"""For titles on buttons, which may have 60 characters."""
LONG = 10_000

_FREE = {"name", "role", "affiliation", "role_note", "title", "statement", "note", "notes", "reporter", "text", "en", "ko", "ru",
         "publisher", "underlying", "relation", "reliability_why", "credibility_why", "truth_why", "why", "stated", "as_written",
         "proposition", "by", "aliases", "entities", "via", "rail_station"}  # fmt: skip


def write(folder: Path) -> Path:
    """Write the cards: hostile in every free text, 10,000 characters in the name of Pyongyang and in the first statement.

    Stories are left out: their sentences are held against the names and statements of the ledger, and none fits these. Titles of
    prepared views stay as they are, since they may not be so long.
    """
    _copy(resources.files("seeds"), folder)
    for card in (card for card in folder.rglob("*.toml") if card.name != "views.toml"):
        table = tomllib.loads(card.read_text(encoding="utf-8"))
        poisons = {"title": SHORT} if card.name in {"corridors.toml", "journeys.toml", "viewpoints.toml"} else {}
        table = {key: _poisoned(key, value, poisons) for key, value in table.items()}
        if card.name == "sites.toml":
            name = next(site for site in table["site"] if site["id"] == "pyongyang")["names"]
            name["en"] = name["en"].ljust(LONG, "W")
        if "claim" in table:
            table["claim"][0]["statement"] = table["claim"][0]["statement"].ljust(LONG, "W")
        card.write_text("".join(f"{key} = {toml(value)}\n" for key, value in table.items()), encoding="utf-8")
    return folder


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for item in source.iterdir():
        if item.is_dir() and item.name not in {"__pycache__", "scenarios"}:
            _copy(item, target / item.name)
        elif item.name.endswith(".toml"):
            (target / item.name).write_text(item.read_text(encoding="utf-8"), encoding="utf-8")


def _poisoned(key: str, value: Any, poisons: Mapping[str, str]) -> Any:
    """A value with the poison of its key after every free text."""
    if isinstance(value, str):
        if key not in _FREE or not value:
            return value
        return f"{value[:20]} {poisons[key]}" if key in poisons else f"{value} {POISON}"
    if isinstance(value, list):
        return [_poisoned(key, item, poisons) for item in value]
    if isinstance(value, Mapping):
        return {inner: _poisoned(inner, item, poisons) for inner, item in value.items()}
    return value


def toml(value: Any) -> str:
    """A value as TOML, tables inline: enough to write cards back."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n".join(toml(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)  # a TOML basic string, number or boolean is written as in JSON
