"""The command ``tumen layers``: map data of one's own, looked at before anything is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from explorer.cli.terminal import print_json, say
from explorer.errors import LayerError
from explorer.layers.inspected import as_json, as_lines
from explorer.layers.layer import Corrections, Reading
from explorer.layers.read import opened, read_file
from explorer.layers.systems import checked_system
from explorer.layers.times import zone_of

KEPT = ("add", "list", "show", "style", "remove", "export")
"""Commands that need the workspace, and are loaded when one is called for."""


class _Layers(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *KEPT]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in KEPT:
            module = import_module("explorer.cli.kept_layers")
            found: click.Command = getattr(module, "listed" if cmd_name == "list" else cmd_name)
            return found
        return super().get_command(ctx, cmd_name)


CORRECTED = (
    click.option("--crs", default="", metavar="CODE", help="The coordinate system of the file, such as EPSG:32652."),
    click.option("--lat", default="", metavar="COLUMN", help="The column of latitudes (or of northings)."),
    click.option("--lon", default="", metavar="COLUMN", help="The column of longitudes (or of eastings)."),
    click.option("--columns", default="", metavar="COLUMN", help="One column that holds both, or WKT."),
    click.option("--swap", is_flag=True, help="Swap latitude and longitude."),
    click.option("--encoding", default="", metavar="NAME", help="The encoding of its text, such as cp1251 or cp949."),
    click.option(
        "--separator", default="", metavar="SIGN", help="What separates cells: a character, or tab, comma, semicolon, pipe."
    ),
    click.option("--decimal", default="", type=click.Choice(["", ".", ","]), help="The decimal sign."),
    click.option("--time", default="", metavar="COLUMN", help="The column of times; date and time of day in two columns as A+B."),
    click.option("--zone", default="", metavar="ZONE", help="Time zone of times that state none, such as Asia/Vladivostok."),
    click.option("--skip-bad", is_flag=True, help="Keep what is usable and leave out the rest."),
)
"""What a reader may correct of what was understood."""


def corrected(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command with the options of corrections."""
    for option in reversed(CORRECTED):
        command = option(command)
    return command


@click.group(cls=_Layers)
def layers() -> None:
    """Map data of your own: look at files, keep, list, show, export."""


@layers.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@corrected
def inspect(file: Path, form: str, **given: Any) -> None:
    """Look at a file and keep nothing: its layers, what was understood of them, and what is odd, row by row.

    Ends with 1 where nothing can be placed on a map, or a question has to be answered first.
    """
    told = corrections(given)
    try:
        reading = read_file(opened(file), told)
    except LayerError as error:
        if form == "json":
            print_json({"layers": []})
        say(f"tumen: {file.name}: {error}", err=True)
        sys.exit(1)
    if form == "json":
        print_json(as_json(reading))
    else:
        for line in as_lines(reading):
            say(line)
    if not any(layer.located.any() for layer in reading.layers):
        say(f"tumen: {file.name}: {unusable(reading)}", err=True)
        sys.exit(1)


def corrections(given: dict[str, Any]) -> Corrections:
    """The options as a value, when each has a meaning."""
    told = Corrections(**given)
    zone_of(told.zone)
    if told.crs:
        checked_system(told.crs)
    return told


def unusable(reading: Reading) -> str:
    """Why nothing of a file can be placed: its question, or its first faults."""
    found = [finding for layer in reading.layers for finding in layer.findings]
    told = [finding for finding in found if finding.kind == "ask"] or [f for f in found if f.kind == "dropped"] or found
    return "nothing can be placed on the map: " + ("; ".join(map(str, told[:3])) or "there are no features in it") + "."
