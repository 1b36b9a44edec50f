"""``tumen compare``: rail against sea between two places.

Exit codes: 0 done, 2 a place, flag or port that cannot be read, 3 neither route exists.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from explorer.cli.routes import countries_of, gauge_of
from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, print_lines, say
from explorer.comparison.compare import compare
from explorer.errors import QuestionError
from explorer.render.contrast.sentence import sentence
from explorer.render.files import contrast
from explorer.render.files.compare_json import as_json
from explorer.render.files.compare_text import as_lines
from explorer.render.sheet.ink import THEMES, PrintTheme
from explorer.render.sheet.options import DEFAULT_DPI, SIZES, Options
from explorer.views.view import LANGUAGES, Language, RouteQuery
from explorer.world.world import World
from explorer.zones.law import BASELINES, FLAGS, Baseline, Flag, LegalScenario


@click.command("compare")
@click.option("--from", "origin", required=True, help="Where goods start: an id, a name, or lon,lat.")
@click.option("--to", "destination", required=True, help="Final destination.")
@click.option(
    "--loading", default="", help="Port where the sea leg begins; by default --from if that is a port, else as reported."
)
@click.option("--discharge", default="", help="Port where the sea leg ends; by default --to if that is a port, else as reported.")
@click.option("--gauge", type=click.Choice(["1520", "1435"]), help="Stay on this gauge, in millimetres.")
@click.option("--avoid", multiple=True, metavar="ISO3", help="A country that rail may not cross; may be repeated.")
@click.option("--close", "closed", multiple=True, metavar="ID", help="A structure or passage that is closed; may be repeated.")
@click.option("--via", multiple=True, metavar="ID", help="A strait or canal that the sea leg goes through; in order.")
@click.option(
    "--transit",
    is_flag=True,
    help="Allow transit through third countries: rail uses their track as freely as that of the States concerned.",
)
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of travel; lines that opened later are not used.")
@click.option(
    "--baseline", type=click.Choice(BASELINES), default="claimed", show_default=True, help="Where waters are measured from."
)
@click.option("--flag", type=click.Choice(FLAGS), default="RUS", show_default=True, help="Flag of the ship.")
@click.option("--model", "with_model", is_flag=True, help="Add the combined figures, which rest on judged ranges.")
@click.option(
    "-o", "--output", "targets", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Draw the contrast into a file instead; the ending decides the format: .png .svg .pdf .pptx .html. May be repeated.",
)  # fmt: skip
@click.option("--size", default="slide", show_default=True, help=f"Of a file: {', '.join(SIZES)}, or WIDTHxHEIGHT in pixels.")
@click.option("--dpi", default=DEFAULT_DPI, show_default=True, type=int, help="Pixels per inch of a PNG.")
@click.option("--theme", default="light", show_default=True, type=click.Choice(THEMES))
@click.option("--lang", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Language of the text in a file.")
@click.option("--title", default="", help="Title of the picture.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    seeds: Path | None,
    origin: str,
    destination: str,
    loading: str,
    discharge: str,
    gauge: str | None,
    avoid: tuple[str, ...],
    closed: tuple[str, ...],
    via: tuple[str, ...],
    transit: bool,
    on: datetime | None,
    baseline: Baseline,
    flag: Flag,
    with_model: bool,
    targets: tuple[Path, ...],
    size: str,
    dpi: int,
    theme: PrintTheme,
    lang: Language,
    title: str,
    force: bool,
    form: str,
) -> None:
    """Compare rail throughout with a route that has a sea leg: what the law allows where, what is seen where, what is judged."""
    options = Options(size, dpi, theme, title)
    contrast.check_targets(targets, force=force)
    world = known_world(seeds)
    _check(world, {"--from": origin, "--to": destination}, {"--loading": loading, "--discharge": discharge})
    query = RouteQuery(
        origin, destination, loading, discharge, gauge_of(gauge), countries_of(avoid), frozenset(closed),
        on.date() if on else None, "on" if transit else "off", via,
    )  # fmt: skip
    scenario = LegalScenario(baseline, flag)
    try:
        plan = world.plan(query)
    except QuestionError as error:
        raise click.UsageError(str(error)) from error
    if targets:
        _draw(contrast.job(world, contrast.view_of(query, scenario, lang), options), targets, force=force)
        return
    comparison = compare(world, plan, scenario, with_model=with_model)
    if form == "json":
        print_json(as_json(world, comparison))
    else:
        print_lines(as_lines(world, comparison), str)
    if not comparison.reachable:
        sys.exit(3)


def _draw(work: contrast.ContrastJob, targets: tuple[Path, ...], *, force: bool) -> None:
    say(sentence(work.found.answer, work.language), err=True)
    if any(path.suffix.casefold() in {".png", ".svg"} for path in targets):
        for notice in work.notices:
            say(notice, err=True)
    for path, length in contrast.export(work, targets, force=force):
        say(f"{path}  {length / 1000:.0f} kB")
    if not work.found.comparison.reachable:
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
