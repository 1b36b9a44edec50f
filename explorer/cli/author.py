"""Who changes a workspace: the name given, else the one kept from before, else what the user answers; it is asked once."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from explorer.workspace import home


def author_of(given: str | None) -> str:
    """The name that stands beside a change.

    Raises
    ------
    click.UsageError
        Nobody has said it, and there is nobody to ask.
    """
    known = home.known_author()
    if name := (given or "").strip() or known:
        return name
    if not sys.stdin.isatty():
        raise click.UsageError("Say who you are, once: --author NAME.")
    name = str(click.prompt("Your name, for the history of the workspace")).strip()
    with suppress(OSError):  # it is asked again the next time
        home.keep_author(name)
    return name
