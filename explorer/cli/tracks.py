"""The command ``tumen tracks``: ship positions of one's own files to voyages, calls, gaps and zones."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json
from explorer.tracks.layouts import Order, read_mapping
from explorer.tracks.run import Question, run
from explorer.world.harbours import ground


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder of the results.")
@click.option("--columns", default="", metavar="id=…,time=…,lon=…,lat=…", help="Columns, where their names do not tell.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Whether day or month comes first in 11/06/2010.")
@click.pass_obj
def tracks(seeds: Path | None, files: tuple[str, ...], output: Path, columns: str, dates: str | None) -> None:
    """Work out voyages, calls, gaps and kilometres by zone from files of ship positions."""
    order: Order = "dmy" if dates == "dmy" else "mdy" if dates else ""
    question = Question(files, read_mapping(columns) if columns else {}, order)
    print_json(run(question, ground(known_world(seeds)), output))
