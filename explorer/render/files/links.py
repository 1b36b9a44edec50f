"""A sheet in a link to the page Brief: keys beside those of the view, so that the link makes the same sheet elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explorer.errors import ExportError, quoted
from explorer.render.sheet.options import PARTS, Options, as_of, parse_note, parse_parts, parse_rewording, written_note

KEYS = ("size", "theme", "title", "subtitle", "author", "handling", "asof", "claim", "reword", "note", "without")
"""None of them is a key of a view. A logo and a template are files, which no link carries."""
_PLAIN = KEYS[:6]


def pairs(options: Options) -> tuple[tuple[str, str], ...]:
    """Keys and values of a sheet; what is at its default is left out. Resolution is no part of it: a file has its own.

    >>> pairs(Options(size="a4", claims=("B42", "B15"), parts=frozenset({"legend", "claims", "inset", "scale"})))
    (('size', 'a4'), ('claim', 'B42,B15'), ('without', 'sources'))
    """
    plain = Options()
    found = [(key, str(getattr(options, key))) for key in _PLAIN if getattr(options, key) != getattr(plain, key)]
    lists = {
        "asof": options.as_of.isoformat() if options.as_of else "",
        "claim": ",".join(options.claims),
        "reword": "\n".join(f"{identifier}={words}" for identifier, words in options.reworded),
        "note": "\n".join(map(written_note, options.notes)),
        "without": ",".join(part for part in PARTS if part not in options.parts),
    }
    return (*found, *((key, value) for key, value in lists.items() if value))


def read(link: Mapping[str, str]) -> tuple[Options, tuple[str, ...]]:
    """A sheet out of the keys of a link, and what could not be read of it and was left at its default.

    >>> read({"size": "a4", "theme": "neon"})[1]
    ("theme='neon': There is no theme 'neon'. Use light, dark, photocopy.",)
    """
    options, notices = Options(), []
    for key in KEYS:
        value = link.get(key, "").strip()
        if not value:
            continue
        try:
            options = replace(options, **_field(key, value))
        except ExportError as error:
            notices.append(f"{key}={quoted(value)}: {error}")
    return options, tuple(notices)


def _field(key: str, value: str) -> dict[str, Any]:
    """The field of :class:`Options` that a key sets.

    Raises
    ------
    ExportError
        The value cannot be read.
    """
    words = [word for word in value.split(",") if word]
    if key == "claim":
        return {"claims": tuple(words)}
    if key == "asof":
        return {"as_of": as_of(value)}
    if key == "reword":
        return {"reworded": tuple(parse_rewording(line) for line in value.splitlines() if line.strip())}
    if key == "note":
        return {"notes": tuple(parse_note(line) for line in value.splitlines() if line.strip())}
    if key == "without":
        return {"parts": frozenset(PARTS) - parse_parts(words)}
    return {key: value}
