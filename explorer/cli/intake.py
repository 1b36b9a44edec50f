"""The command ``tumen intake``: documents read into drafts, printed and kept nowhere."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType

import click

from explorer.cli.author import author_of
from explorer.cli.source import default_place, named, opened
from explorer.cli.terminal import print_json, say
from explorer.errors import DocumentError
from explorer.intake.names import Names
from explorer.intake.read import MOST_BYTES, File, Reading, read_all
from explorer.intake.rows import as_json, as_lines
from explorer.workspace.inbox import kept
from explorer.world.spots import named_in_texts
from explorer.world.world import World

MOST_SECONDS = 180
"""A file that takes longer than this is given up: a report of 2,000 words takes three."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where the file does not state it.")
@click.option("--keep", is_flag=True, help="Put what was read into the workspace, to be reviewed.")
@click.option("--author", help="Who keeps it; asked once, then remembered.")
@click.pass_obj
def intake(
    seeds: Path | None, files: tuple[Path, ...], form: str, published: datetime | None, *, keep: bool, author: str | None
) -> None:
    """Read documents: the places and dates they name, and who states what, as drafts.

    FILE is a .txt, .html, .md, .pdf, .docx, .eml or .rtf in English, Korean or Russian, or a .zip of these. Nothing is kept
    without --keep, and no draft is a claim until a person makes it one. As JSON, one file gives one object, several a list.
    """
    who = author_of(author) if keep else ""
    root = World.load(seeds)
    names = Names.known(named_in_texts(root.places))
    readings, refused = [], False
    for name, found in _all(files, names, published.date() if published else None):
        if isinstance(found, Reading):
            readings.append(found)
        else:
            say(f"tumen: {name}: {found}", err=True)
            refused = True
    _print(readings, form)
    if keep and readings:
        _keep(root, readings, who)
    if refused:
        sys.exit(2)


def _print(readings: list[Reading], form: str) -> None:
    if form == "json" and readings:
        rows = [as_json(reading) for reading in readings]
        print_json(rows[0] if len(rows) == 1 else rows)
        return
    for reading in readings if form == "text" else ():
        for line in as_lines(reading):
            say(line)


def _keep(root: World, readings: list[Reading], author: str) -> None:
    """Put readings into the workspace that was named, or the user's own; a file that it has already is known again."""
    here = opened(root, named() or default_place())
    entries = [entry for reading in readings for entry in kept(as_json(reading))]
    brought = here.bring(entries, author, f"Read: {', '.join(reading.document.file for reading in readings)}.")
    new = Counter(kind for kind, _ in brought.written)
    told = f"{new['paper']} of {len(readings)} documents kept, with {new['draft']} drafts"
    say(f"{told}; {brought.known} entries were there before; revision {here.revision}.", err=True)


def _all(files: tuple[Path, ...], names: Names, published: date | None) -> Iterator[tuple[str, Reading | DocumentError]]:
    shown = sys.stderr.isatty() and len(files) > 1
    for number, path in enumerate(files, 1):
        if shown:
            say(f"{number} of {len(files)}: {path.name}", err=True)
        try:
            with _in_time():
                yield from list(read_all(_file(path), names, published))
        except DocumentError as error:
            yield path.name, error


def _file(path: Path) -> File:
    try:
        facts = path.stat()
        if facts.st_size > MOST_BYTES:
            raise DocumentError(
                f"it has {facts.st_size / 1e6:,.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB is read. Give the text alone."
            )
        return File(path.name, path.read_bytes(), datetime.fromtimestamp(facts.st_mtime, UTC).date())
    except OSError as error:
        raise DocumentError(
            f"it cannot be opened ({(error.strerror or str(error)).lower()}). Check its location and permissions."
        ) from error


@contextmanager
def _in_time() -> Iterator[None]:
    """Give a file up after a while, where the system has timers: a made-up file can keep a reader busy for hours."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    usual = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise DocumentError(
        f"it takes longer than {MOST_SECONDS} s to read, so it was abandoned. Give the text alone, or a part of it."
    )
