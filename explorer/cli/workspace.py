"""``tumen workspace``: one's own reporting from files and to files, what was changed by whom, and taking it back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from explorer import aside
from explorer.cli.author import author_of
from explorer.cli.source import default_place, named, opened
from explorer.cli.terminal import print_json, print_lines, say
from explorer.errors import ExportError, SeedFaults, WorkspaceError
from explorer.workspace.cardfiles import card_files, layer_files
from explorer.workspace.change import Change, PutAside
from explorer.workspace.changes import News, news
from explorer.workspace.incoming import READERS, entries_in, form_of
from explorer.workspace.opening import is_server
from explorer.workspace.opening import shown as shown_place
from explorer.workspace.vocabulary import KINDS
from explorer.workspace.workspace import Workspace
from explorer.world.world import World


@dataclass(frozen=True)
class _Desk:
    """The workspace that the subcommands work on, opened when the first of them needs it."""

    seeds: Path | None
    place: str

    def open(self, *, read_only: bool = False, make: bool = False) -> Workspace:
        if not (make or is_server(self.place) or Path(self.place).expanduser().exists()):
            raise WorkspaceError(f"Workspace {self.place}: there is no such file yet. tumen workspace import makes one.")
        return opened(World.load(self.seeds), self.place, read_only=read_only)


@click.group()
@click.option(
    "--workspace", "place", metavar="PLACE", help="A file, or the address of a database; by default a file of your own."
)
@click.pass_context
def workspace(context: click.Context, place: str | None) -> None:
    """Your own reporting beside the built-in cards: import, export, history, undo."""
    context.obj = _Desk(context.obj, place or named() or default_place())


def _author(_: click.Context, __: click.Parameter, given: str | None) -> str:
    return author_of(given)


_MOST_BYTES = 50_000_000
"""Of one file that is imported: ten thousand claims are 15 MB."""

F = TypeVar("F", bound=Callable[..., None])


def _signed(command: F) -> F:
    """With the two options of every command that writes."""
    command = click.option("--reason", default="", help="Why; recorded in the history.")(command)
    return click.option("--author", callback=_author, help="Who does it; asked once, then remembered.")(command)


@workspace.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--as", "form", type=click.Choice(sorted(READERS)), help="What the files are; by default what their names say.")
@click.option("--keep-good", is_flag=True, help="Import what is valid, even if other entries are at fault.")
@_signed
@click.pass_obj
def bring_in(desk: _Desk, files: tuple[Path, ...], form: str | None, keep_good: bool, author: str, reason: str) -> None:
    """Read cards, a table of claims, FollowTheMoney or a timemap's events from FILES; a folder is laid out like seeds."""
    forms = {path: form or _form(path) for _, path in _listed(files)}
    here = desk.open(make=True)
    found = [entries_in(name, _content(path), forms[path], here.now.cards) for name, path in _listed(files)]
    faults = tuple(fault for one in found for fault in one.faults)
    if faults and not keep_good:
        _, more = here.looked_at(entry for one in found for entry in one.entries)
        raise SeedFaults((*faults, *more))
    entries = [entry for one in found for entry in one.entries]
    brought = here.bring(entries, author, reason or f"Import of {', '.join(path.name for path in files)}.", keep_good=keep_good)
    say(f"{len(brought.written)} entries written, {brought.known} known before; revision {here.revision}.")
    if left := (*faults, *brought.faults):
        say(f"tumen: {SeedFaults(left)}", err=True)
        sys.exit(1)


def _listed(files: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Every file with the name that faults give it; the cards of a folder in a fixed order."""
    for path in files:
        if path.is_dir():
            yield from (
                (str(card.relative_to(path)), card) for card in sorted([*path.rglob("*.toml"), *path.rglob("*.layer.json")])
            )
        else:
            yield str(path), path


def _content(path: Path) -> bytes:
    """What a file holds.

    Raises
    ------
    WorkspaceError
        It is larger than any table of claims, or cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            size = path.stat().st_size / 1e6
            raise WorkspaceError(f"{path.name} has {size:.0f} MB; {_MOST_BYTES // 1_000_000} MB are read at most. Split it.")
        return path.read_bytes()
    except OSError as error:
        raise WorkspaceError(f"{path.name} cannot be read ({error.strerror}). Make it readable, or remove it.") from error


def _form(path: Path) -> str:
    if not (form := form_of(path.name)):
        raise click.UsageError(f"What {path.name} holds is not clear from its name. State it with --as.")
    return form


@workspace.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write into a folder that is not empty.")
@click.pass_obj
def write_out(desk: _Desk, folder: Path, force: bool) -> None:
    """Write the workspace into FOLDER as cards, laid out like seeds."""
    here = desk.open(read_only=True)
    if folder.exists() and any(folder.iterdir()) and not force:
        raise ExportError(f"{folder} is not empty. Name an empty folder, or add --force.")
    texts = card_files(here.now.state) | layer_files(here.now.state)
    try:
        for name in texts:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written ({error.strerror}).") from error
    if texts:
        aside.write({folder / name: text.encode() for name, text in texts.items()}, force=force)
    say(f"{len(texts)} files of revision {here.revision} in {folder}.")


@workspace.command()
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1), help="Show at most this many changes, the newest first."
)
@click.option("--of", "entry", metavar="KIND:NAME", help="Only those of one entry, such as claim:C07.")
@click.pass_obj
def log(desk: _Desk, limit: int, entry: str | None) -> None:
    """List what was changed, by whom, when and why, the newest first."""
    store = desk.open(read_only=True).store
    kind, _, name = (entry or "").partition(":")
    changes = store.history((kind, name)) if entry else store.changes(max(0, store.newest() - limit))
    print_lines(changes[::-1][:limit], _change_line)


def _change_line(change: Change) -> str:
    names = [f"{r.kind} {r.name}{' withdrawn' if r.withdrawn else ''}" for r in change.revisions]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{change.number:5}  {change.at:%Y-%m-%d %H:%M}Z  {change.author}: {', '.join(names[:3])}{more}. {change.reason}"


_DAY = click.DateTime(["%Y-%m-%d"])


@workspace.command("changes")
@click.option("--since", type=_DAY, required=True, help="Only what became known after the end of this day (UTC).")
@click.option("--until", type=_DAY, help="Up to the end of this day; by default up to now.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.pass_obj
def what_is_new(desk: _Desk, since: datetime, until: datetime | None, form: str) -> None:
    """List what came in, was revised or withdrawn, contradicted or denied between two days."""
    here = desk.open(read_only=True)
    after = here.at(until.date()) if until else here.now
    found = news(here.at(since.date()), after)
    if form == "json":
        print_json([asdict(row) for row in found])
    else:
        print_lines(found, _news_line)


def _news_line(row: News) -> str:
    by = f" (by {row.by})" if row.by else ""
    waiting = f" ({row.waiting} drafts to review)" if row.waiting else ""
    return f"{row.happened:13} {row.kind} {row.id}{by}: {row.title}{waiting}"


@workspace.command()
@click.pass_obj
def status(desk: _Desk) -> None:
    """Say where the workspace is, what it holds, what was left out of it, and which texts were put aside."""
    here = desk.open(read_only=True)
    counts = Counter(revision.kind for revision in here.now.state.standing())
    say(f"{shown_place(desk.place)}: revision {here.revision}.")
    say("Holds " + (", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]) or "nothing yet") + ".")
    print_lines(here.now.left_out, lambda left: f"Left out: {left[1]}")
    print_lines(here.store.put_aside(), _aside_line)


def _aside_line(text: PutAside) -> str:
    what = "to withdraw it" if text.body is None else text.body
    return f"Put aside ({text.author}, {text.at:%Y-%m-%d %H:%M}Z): {text.kind} {text.name}, revision {text.seen} seen: {what}"


@workspace.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@_signed
@click.pass_obj
def withdraw(desk: _Desk, kind: str, name: str, author: str, reason: str) -> None:
    """Take an entry back, a document with all that stands in it; the history keeps it."""
    here = desk.open()
    here.withdraw(kind, name, author, reason)
    say(f"The {kind} {name} is withdrawn; revision {here.revision}.")


@workspace.command()
@click.argument("number", type=click.IntRange(1), required=False)
@_signed
@click.pass_obj
def undo(desk: _Desk, number: int | None, author: str, reason: str) -> None:
    """Take change NUMBER back, by default your own last one; this is a change itself, and can be undone."""
    here = desk.open()
    chosen = number or here.last_of(author)
    if not chosen:
        raise WorkspaceError(f"{author} has changed nothing that could be undone. Name a change from tumen workspace log.")
    here.undo(chosen, author, reason)
    say(f"Change {chosen} is undone; revision {here.revision}.")
