"""``tumen compare``: rail against sea between two places.

Exit codes: 0 done, 2 a place, flag or port that cannot be read, 3 neither route exists.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, print_lines
from explorer.comparison.compare import compare
from explorer.errors import QuestionError
from explorer.render.files.compare_json import as_json
from explorer.render.files.compare_text import as_lines
from explorer.views.view import RouteQuery
from explorer.world.world import World
from explorer.zones.law import BASELINES, FLAGS, Baseline, Flag, LegalScenario


@click.command("compare")
@click.option("--from", "origin", required=True, help="Where goods start: an id, a name, or lon,lat.")
@click.option("--to", "destination", required=True, help="Final destination.")
@click.option(
    "--loading", default="", help="Port where the sea leg begins; by default --from if that is a port, else as reported."
)
@click.option("--discharge", default="", help="Port where the sea leg ends; by default --to if that is a port, else as reported.")
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
    loading: str,
    discharge: str,
    baseline: Baseline,
    flag: Flag,
    with_model: bool,
    form: str,
) -> None:
    """Compare rail throughout with a route that has a sea leg: what the law allows where, what is seen where, what is judged."""
    world = known_world(seeds)
    _check(world, {"--from": origin, "--to": destination}, {"--loading": loading, "--discharge": discharge})
    plan = world.plan(RouteQuery(origin, destination, loading, discharge))
    comparison = compare(world, plan, LegalScenario(baseline, flag), with_model=with_model)
    if form == "json":
        print_json(as_json(world, comparison))
    else:
        print_lines(as_lines(world, comparison), str)
    if not comparison.reachable:
        sys.exit(3)


def _check(world: World, ends: Mapping[str, str], ports: Mapping[str, str]) -> None:
    """Name the option that cannot be read."""
    for option, text in (*ends.items(), *ports.items()):
        try:
            if option in ends:
                world.places.end(text)
            elif text:
                world.places.resolve(text, "sea")
        except QuestionError as error:
            raise click.BadParameter(str(error), param_hint=option) from error
