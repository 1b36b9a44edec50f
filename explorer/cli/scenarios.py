"""``tumen scenarios``: the stories with their steps, as text or JSON."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, say
from explorer.render.files.rows import scenarios as scenario_rows


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.pass_obj
def scenarios(seeds: Path | None, form: str) -> None:
    """List the scenarios and their steps."""
    rows = scenario_rows(known_world(seeds))
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        say(f"{row['id']:20} {row['minutes']:3} min  {row['title']}")
        for step in row["steps"]:
            cited = ", ".join([*step["claims"], *(f"event:{event}" for event in step["events"])])
            say(f"{step['n']:>23}.  {step['heading']}  [{cited}]")
