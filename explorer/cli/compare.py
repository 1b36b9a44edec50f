"""``tumen compare``: rail against sea between two places.

Exit codes: 0 done, 2 a place, flag or port that cannot be read, 3 neither chain exists.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from explorer.errors import AmbiguousPlace, CoordinateError, UnknownPlace
from explorer.routing.places import Mode, Spot
from explorer.world.world import World
from explorer.zones.law import BASELINES, FLAGS, Baseline, Flag, LegalScenario


@click.command("compare")
@click.option("--from", "origin", required=True, help="Where goods start: an id, a name, or lon,lat.")
@click.option("--to", "destination", required=True, help="Where they end for good.")
@click.option("--discharge", help="Port where the sea leg ends; by default --to if that is a port, else each reported one.")
@click.option(
    "--baseline", type=click.Choice(BASELINES), default="claimed", show_default=True, help="Where waters are measured from."
)
@click.option("--flag", type=click.Choice(FLAGS), default="RUS", show_default=True, help="Flag of the ship.")
@click.option("--model", "with_model", is_flag=True, help="Add the combined figures, which rest on judged ranges.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    seeds: Path | None,
    origin: str,
    destination: str,
    discharge: str | None,
    baseline: Baseline,
    flag: Flag,
    with_model: bool,
    form: str,
) -> None:
    """Compare rail throughout with a chain that has a sea leg: what the law allows where, what is seen where, what is judged."""
    from explorer.comparison.compare import compare  # noqa: PLC0415  # loads networkx, which no other command needs
    from explorer.render.files.compare_text import as_json, as_lines  # noqa: PLC0415

    world = World.load(seeds)
    ends = _spot(world, origin, "--from"), _spot(world, destination, "--to")
    port = None if discharge is None else _spot(world, discharge, "--discharge", "sea")
    comparison = compare(world, world.zones, ends, LegalScenario(baseline, flag), port, with_model=with_model)
    if form == "json":
        click.echo(json.dumps(as_json(world, comparison), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        for line in as_lines(world, comparison):
            click.echo(line)
    if not comparison.reachable:
        sys.exit(3)


def _spot(world: World, text: str, option: str, mode: Mode = "any") -> Spot:
    try:
        return world.places.resolve(text, mode)
    except (UnknownPlace, AmbiguousPlace, CoordinateError) as error:
        raise click.BadParameter(str(error), param_hint=option) from error
