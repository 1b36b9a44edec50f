"""The command ``tumen tracks``: ship positions of one's own files to voyages, calls, gaps and zones."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from explorer import aside
from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, say
from explorer.render.files import delimited
from explorer.tracks.engine import engine
from explorer.tracks.geopackage import geopackage
from explorer.tracks.layouts import Order, read_mapping
from explorer.tracks.results import SCHEMAS, rows
from explorer.tracks.run import Question, Told, about, run
from explorer.tracks.thresholds import Thresholds
from explorer.world.harbours import ground, spots

MANY_POSITIONS = 1_500_000
"""From about so many positions on a run takes every processor of this machine."""
_TEXT = tuple(name for name in SCHEMAS if name != "lines")


def _thresholds(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each threshold, by its name and with its default."""
    limits = Thresholds()
    for field in reversed(fields(Thresholds)):
        value = getattr(limits, field.name)
        command = click.option(
            f"--{field.name.replace('_', '-')}", type=type(value), default=value, show_default=True, help=field.metadata["help"]
        )(command)
    return command


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option("-o", "output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder of the results.")
@click.option("--csv", is_flag=True, help="Write every table as CSV as well.")
@click.option("--gpkg", is_flag=True, help="Write all of it as one GeoPackage as well, tracks.gpkg.")
@click.option("--columns", default="", metavar="id=…,time=…,lon=…,lat=…", help="Columns, where their names do not say.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Whether day or month comes first in 11/06/2010.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes on this machine; by default one, for large files all.")
@click.option("--scheduler", default="", metavar="tcp://…", help="The Dask scheduler of a cluster that sees the same folders.")
@_thresholds
@click.pass_obj
def tracks(
    seeds: Path | None,
    /,
    files: tuple[str, ...],
    output: Path,
    csv: bool,
    gpkg: bool,
    columns: str,
    dates: str | None,
    workers: int | None,
    scheduler: str,
    **thresholds: Any,
) -> None:
    """Ship positions from your own files: voyages, calls, gaps, kilometres by zone.

    FILES are tables (CSV, TSV, Parquet, also packed) in the layouts of NOAA, the Danish Maritime Authority, Global Fishing
    Watch, MarineTraffic, Spire or with --columns, logs of AIS sentences, or GPX; on disk or at any address that fsspec reads.
    DIR is made. An interrupted run goes on where it was. Everything told is of what is in these files.
    """
    order: Order = "dmy" if dates == "dmy" else "mdy" if dates == "mdy" else ""
    question = Question(files, read_mapping(columns) if columns else {}, order, Thresholds(**thresholds))
    count = workers or (os.cpu_count() or 1 if about(question) > MANY_POSITIONS else 1)
    with engine(scheduler, count) as mapped, _progress() as told:
        summary = run(question, ground(known_world(seeds)), output, mapped, told)
    if csv:
        _write_csv(output)
    if gpkg:
        found = geopackage(output, spots(known_world(seeds)))
        aside.write({output / "tracks.gpkg": found}, force=True)
    print_json(summary)


def _write_csv(folder: Path) -> None:
    for name in _TEXT:
        columns = [column for column, _ in SCHEMAS[name]]
        with aside.written(folder / f"{name}.csv", force=True) as file:
            file.writelines(delimited.lines(columns, rows(folder / f"{name}.parquet")))


@contextmanager
def _progress() -> Iterator[Told]:
    """A line on a terminal that tells how far a run is; nothing elsewhere."""
    shown = sys.stderr.isatty()

    def told(step: str, done: int, of: int) -> None:
        if shown:
            sys.stderr.write(f"\r{step}: {done:,} of {of:,}   ")
            sys.stderr.flush()

    yield told
    if shown:
        say("", err=True)
