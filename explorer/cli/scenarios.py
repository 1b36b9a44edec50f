"""``tumen scenarios``: the stories with their steps, as text or JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from explorer.render.files.rows import scenarios as scenario_rows
from explorer.world.world import World


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.pass_obj
def scenarios(seeds: Path | None, form: str) -> None:
    """List the scenarios and their steps."""
    rows = scenario_rows(World.load(seeds))
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(_inert(f"{row['id']:20} {row['minutes']:3} min  {row['title']}"))
        for step in row["steps"]:
            cited = ", ".join([*step["claims"], *(f"event:{event}" for event in step["events"])])
            click.echo(_inert(f"{step['n']:>23}.  {step['heading']}  [{cited}]"))


def _inert(line: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)  # no orders to the terminal
