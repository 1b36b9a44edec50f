"""Writes ``catalog.toml``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata import Entry

_HEAD = """# Written by `python -m geodata.build`; do not edit by hand.
# One table for each file of geodata/data: its origin, licence and hash, and what is known to be wrong with it.
"""


def to_toml(entries: Iterable[Entry]) -> str:
    """Catalogue as TOML, ordered by id.

    Parameters
    ----------
    entries : iterable of Entry

    Returns
    -------
    str
    """
    tables = ["\n".join(_lines(entry)) for entry in sorted(entries, key=lambda entry: entry.id)]
    return "\n\n".join([_HEAD.rstrip(), *tables]) + "\n"


def _lines(entry: Entry) -> list[str]:
    return ["[[dataset]]", *(f"{key} = {_value(value)}" for key, value in asdict(entry).items())]


def _value(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(repr(item) for item in value)}]"
    return repr(value)
