"""The command ``tumen``: the app, the ledger as text, JSON or CSV, routes, maps as files, and the check of all cards.

Exit codes: 0 done, 1 faults in cards or data, or a file or server that cannot be made, 2 the command was given something it
cannot read, 3 there is no such route, 130 it was interrupted (Ctrl+C), 143 it was terminated. The app ends with 0 either way.
"""

from __future__ import annotations

import gc
import logging
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from explorer import __version__
from explorer.cli import source
from explorer.cli.terminal import INTERRUPTED, TERMINATED, any_letter, complain, say
from explorer.errors import QuestionError, TumenError, quoted, shortened
from explorer.ledger.nearest import hint

GARBAGE = 100_000
"""A command makes much that stays until it ends: it looks for garbage after so many new objects, not after 700."""

REFUSAL = 600
"""So many characters of a message about the command line itself."""
QUIET = {
    "pypdf": logging.CRITICAL,
    "trafilatura": logging.CRITICAL,
    "htmldate": logging.CRITICAL,
}
"""Libraries that tell of things nobody can act on: that a PDF lacks its end, that a page lacks a date."""

COMMANDS: Mapping[str, tuple[str, str]] = {
    "app": ("app:app", "Run the explorer in the foreground and print its address."),
    "check": ("check:check", "Check every card and every file of the map data; list all faults."),
    "claims": ("ledger:claims", "List the claims of the documents."),
    "compare": ("compare:command", "Compare rail throughout with a route that has a sea leg."),
    "export": ("export:export", "Draw a view into files: maps, slides, pages and data."),
    "intake": ("intake:intake", "Read documents: the places and dates they name, and who states what, as drafts."),
    "layers": ("layers:layers", "Map data of your own: look at files, keep, list, show, export."),
    "route": ("routes:route", "Find the route between two places, schematic."),
    "routes": ("routes:routes", "Find many routes at once, from a table of pairs."),
    "scenarios": ("scenarios:scenarios", "List the scenarios and their steps."),
    "scene": ("scene:scene", "Print the scene of a view as GeoJSON."),
    "search": ("search:search", "Search documents, claims, facts and own data for all of WORDS, in any script."),
    "sites": ("ledger:sites", "List the gazetteer."),
    "tracks": ("tracks:tracks", "Ship positions from your own files: voyages, calls, gaps, kilometres by zone."),
    "views": ("scene:views", "List the prepared views, one per line, id first."),
    "workspace": ("workspace:workspace", "Your own reporting beside the built-in cards: import, export, history, undo."),
}
"""Each command with its place below ``explorer.cli`` and one line of help: a command is loaded when it is called for."""


class _Commands(click.Group):
    """Loads a command when it is called for, and turns the package's own errors into one clear message and an exit code."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, name = COMMANDS[cmd_name][0].partition(":")
            self.add_command(getattr(import_module(f"explorer.cli.{module}"), name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if (
            args
            and args[0] not in COMMANDS
            and not args[0].startswith("-")
            and (near := hint(args[0], COMMANDS, " Nearest: {}."))
        ):
            ctx.fail(f"No such command {quoted(args[0])}.{near}")
        return super().resolve_command(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with short_refusals():
            return super().make_context(*args, **kwargs)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; whatever it is told goes out by way of :mod:`explorer.cli.terminal`."""
        with any_letter():
            try:
                code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            except click.ClickException as error:
                complain(error)
                code = error.exit_code
            except click.Abort:
                code = INTERRUPTED
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with own_process(), short_refusals():
                return super().invoke(ctx)
        except QuestionError as error:
            raise click.UsageError(str(error)) from error
        except TumenError as error:
            say(f"tumen: {error}", err=True)
            sys.exit(1)


@contextmanager
def short_refusals() -> Iterator[None]:
    """What click refuses it repeats in full, however long: the middle of such a message is left out."""
    try:
        yield
    except click.UsageError as error:
        message = error.format_message()
        if len(message) <= REFUSAL:
            raise
        raise click.UsageError(shortened(message, REFUSAL), error.ctx) from error


@contextmanager
def own_process() -> Iterator[None]:
    """What a program may set that has the process to itself, and a library may not; undone at the end."""
    usual, before = gc.get_threshold(), {name: logging.getLogger(name).level for name in QUIET}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r'Warning in "Convert_MGRS', RuntimeWarning)  # the message says it better
        for name, level in QUIET.items():
            logging.getLogger(name).setLevel(level)
        gc.set_threshold(GARBAGE)
        try:
            with terminated_cleanly():
                yield
        finally:
            gc.set_threshold(*usual)
            for name, level in before.items():
                logging.getLogger(name).setLevel(level)


@contextmanager
def terminated_cleanly() -> Iterator[None]:
    """SIGTERM ends a command as Ctrl+C does, so that it takes away what it has begun; only a main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, usual)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="tumen")
@click.option(
    "--seeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of cards to read instead of the bundled ones.",
)
@click.option("--workspace", metavar="PLACE", help="A workspace to show beside the cards: a file, or the address of a database.")
@click.pass_context
def main(context: click.Context, seeds: Path | None, workspace: str | None) -> None:
    """Explore public reporting on Russia-DPRK logistics: who said what, how it is graded, what is inferred."""
    context.obj = seeds
    context.meta[source.PLACE] = workspace
