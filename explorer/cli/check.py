"""``tumen check``: every fault of every card and file of the map data."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_lines, say
from explorer.errors import SeedFaults
from explorer.ledger import sources
from explorer.world import proofread


@click.command()
@click.option("--sources", "list_sources", is_flag=True, help="Also list each source with what is not known of it.")
@click.pass_obj
def check(seeds: Path | None, *, list_sources: bool) -> None:
    """Check every card and every file of the map data; list all faults."""
    faults = proofread.check(seeds)
    if faults:
        say(str(SeedFaults(faults)), err=True)
        sys.exit(1)
    for line in proofread.not_run(seeds):
        say(line, err=True)
    known = known_world(seeds)
    ledger = known.ledger
    say(
        f"All well: {len(ledger.documents)} documents, {len(ledger.entries)} claims, {len(ledger.events)} context events, "
        f"{len(known.gazetteer.sites)} sites, {len(known.scenarios)} scenarios, {len(known.datasets)} data sets."
    )
    say(sources.summary(ledger))
    if list_sources:
        print_lines(sources.lacking(ledger), sources.line)
