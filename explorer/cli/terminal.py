"""Words on a terminal: JSON, and lines in which no text of a card is an order to the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(rows: Iterable[Any], line: Callable[[Any], str]) -> None:
    """Print a line a row."""
    for row in rows:
        click.echo(inert(line(row)))


def inert(line: str) -> str:
    r"""A line with every character that is not printable written out.

    >>> inert("red \x1b[31m")
    'red \\u001b[31m'
    """
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)
