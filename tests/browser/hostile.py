"""A copy of the bundled cards in which every free text is hostile, of every kind that a card may hold."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from tests import hostile

SCRIPT = hostile.SHOWN["script"]
IMAGE = hostile.SHOWN["image"]
TEMPLATE = hostile.SHOWN["backticks"]
POISON = " ".join(text for kind, text in hostile.SHOWN.items() if kind not in {*hostile.LONG, "lines", "blanks", "stacked"})
LONG = 10_000


def write(folder: Path) -> Path:
    """Write the cards: hostile in every free text, 10,000 characters in the name of Pyongyang and in the first statement.

    Stories are left out: their sentences are held against the names and statements of the ledger, and none fits these.
    """
    root = Path(str(resources.files("seeds")))
    cards = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.toml"))}
    texts = hostile.poisoned({name: text for name, text in cards.items() if not name.startswith("scenarios/")}, POISON)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(_lengthened(name, text), encoding="utf-8")
    return folder


def _lengthened(name: str, text: str) -> str:
    """One name and one statement with as many letters as a page has to bear."""
    long = hostile.toy.toml_string(POISON.ljust(LONG, "W"))
    start = text.index('id = "pyongyang"') if name == "sites.toml" else text.find("statement = ")
    key = "en = " if name == "sites.toml" else "statement = "
    if start < 0:
        return text
    at = text.index(key, start) + len(key)
    return text[:at] + text[at:].replace(hostile.toy.toml_string(POISON), long, 1)
