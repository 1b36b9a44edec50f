"""``tumen export``: a view as files that a briefer can use as they are."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click
from click.core import ParameterSource

from explorer.cli.source import known_world
from explorer.cli.terminal import say
from explorer.errors import ExportError, quoted
from explorer.ledger.nearest import hint
from explorer.render.files import export as files
from explorer.render.files.asked import from_words
from explorer.render.sheet.ink import THEMES, PrintTheme
from explorer.render.sheet.options import (
    DEFAULT_DPI,
    MAX_WORDS,
    PARTS,
    SIZES,
    Attached,
    Options,
    SvgText,
    as_of,
    parse_note,
    parse_rewording,
)
from explorer.scene import build as scene
from explorer.scene import staging
from explorer.scene.build import Scene
from explorer.stories.retold import in_language, retold
from explorer.stories.scenario import Scenario
from explorer.views.view import LANGUAGES, Language
from explorer.world.world import World


@click.command("export")
@click.option("--view", "asked", metavar="VIEW", help="An id of tumen views, an address, a query string or JSON.")
@click.option("--scenario", metavar="ID", help="A story of tumen scenarios instead of a view: whole as .html, .pptx or .pdf.")
@click.option("--step", type=int, metavar="N", help="One step of the story, in any format.")
@click.option(
    "-o", "--output", "targets", required=True, multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Where to write; the ending decides the format. May be repeated.",
)  # fmt: skip
@click.option("--size", default="slide", show_default=True, help=f"{', '.join(SIZES)}, or WIDTHxHEIGHT in pixels.")
@click.option("--dpi", default=DEFAULT_DPI, show_default=True, type=int, help="Pixels per inch of a PNG.")
@click.option("--theme", default="light", show_default=True, type=click.Choice(THEMES))
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of names and of all words around the map; the view's own by default."
)
@click.option("--title", default="", help="Title of the map.")
@click.option("--subtitle", default="", help="Subtitle of the map.")
@click.option("--claim", "claims", multiple=True, metavar="ID", help="A claim or dated fact to call out; may be repeated.")
@click.option(
    "--reword", "rewordings", multiple=True, metavar="ID=TEXT", help="Your own words for a call-out, marked as such on the sheet."
)
@click.option("--author", default="", help="Who made the sheet; also in the properties of a slide.")
@click.option("--handling", default="", metavar="TEXT", help="A handling mark in the upper and the lower margin.")
@click.option("--as-of", "day", metavar="DATE", help="The day of the sheet, YYYY-MM-DD.")
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="Your own logo, PNG or JPEG.")
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="FILE", help="A presentation whose layout slides are to have."
)
@click.option(
    "--note", "notes", multiple=True, metavar="TEXT",
    help="'LON,LAT words', or 'LON,LAT>LON,LAT words' for an arrow: your own, marked as such.",
)  # fmt: skip
@click.option("--without", "left_out", multiple=True, type=click.Choice(PARTS), help="Leave a part of the map out.")
@click.option("--svg-text", default="paths", show_default=True, type=click.Choice(["paths", "text"]), help="Lettering of an SVG.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_obj
def export(
    seeds: Path | None, asked: str | None, scenario: str | None, step: int | None, targets: tuple[Path, ...], size: str, dpi: int,
    theme: PrintTheme, lang: Language | None,
    title: str, subtitle: str, claims: tuple[str, ...],
    rewordings: tuple[str, ...], author: str, handling: str, day: str | None, logo: Path | None, template: Path | None,
    notes: tuple[str, ...], left_out: tuple[str, ...], svg_text: SvgText,
    force: bool,
) -> None:  # fmt: skip
    """Draw a view into files: maps, slides, pages and data, each with a manifest beside it."""
    if (asked is None) == (scenario is None) or (step is not None and scenario is None):
        raise click.UsageError("Give --view VIEW, or a story with --scenario ID and, for one step of it, --step N.")
    if scenario is not None and step is None:
        _refuse_for_a_story()
        _story(known_world(seeds), scenario, targets, lang or "en", force=force)
        return
    parts = frozenset(part for part in PARTS if part not in left_out)
    options = Options(
        size, dpi, theme, title, subtitle, claims, tuple(map(parse_note, notes)), parts, svg_text,
        tuple(map(parse_rewording, rewordings)), author, handling, as_of(day) if day else None,
        _attached(logo), _attached(template),
    )  # fmt: skip
    files.check_targets(targets, force=force)
    world = known_world(seeds)
    if scenario is not None and step is not None:
        shown, options = _step(world, scenario, step, lang, options)
    else:
        chosen, options = from_words(world, asked or "", options, lang)
        shown = scene.build(world, replace(chosen, language=lang or chosen.language))
    work = files.job(world, shown, options)
    for notice in work.sheet.account.notices:
        say(f"tumen: {notice}", err=True)
    progress = sys.stderr.isatty()
    for number, target in enumerate(targets, start=1):
        if progress:
            say(f"[{number}/{len(targets)}] {target.name} …", err=True)
        for path, length in files.export(work, [target], force=force):
            say(f"{path}  {length / 1000:.0f} kB")


def _attached(path: Path | None) -> Attached | None:
    """A file of the briefer's own.

    Raises
    ------
    ExportError
        It cannot be read.
    """
    if path is None:
        return None
    try:
        return Attached(path.name, path.read_bytes())
    except OSError as error:
        raise ExportError(f"{quoted(str(path))} cannot be read: {error.strerror}.") from error


def _refuse_for_a_story() -> None:
    """A whole story has its own headings, sizes and claims; an option that would do nothing is not taken in silence."""
    context = click.get_current_context()
    takes = {"scenario", "targets", "force", "asked", "step", "lang"}
    names = {option.name: option.opts[0] for option in context.command.params if option.name not in takes}
    given = [flag for name, flag in names.items() if name and context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        raise click.UsageError(f"A whole story does not take {', '.join(given)}. Name one step of it with --step N.")


def _story(world: World, name: str, targets: tuple[Path, ...], lang: Language, *, force: bool) -> None:
    from explorer.render.files import storybook

    story = retold(_found(world, name), world.tongue(lang))
    for notice in storybook.notices(world, story, targets, lang):
        say(f"tumen: {notice}", err=True)
    for path, length in storybook.export(world, story, targets, language=lang, force=force):
        say(f"{path}  {length / 1000:.0f} kB")


def _step(world: World, name: str, number: int, lang: Language | None, options: Options) -> tuple[Scene, Options]:
    """One step of a story as a scene, under its heading, with the claims that it cites.

    Raises
    ------
    ExportError
        There is no such story or step.
    """
    from explorer.render.files import storybook

    story = retold(_found(world, name), world.tongue(lang or "en"))
    step = next((step for step in story.step if step.n == number), None)
    if step is None:
        raise ExportError(f"{story.id} has no step {number}. It has {len(story.step)}, numbered from 1.")
    if lang is not None:
        step = in_language(step, lang)
    own = replace(
        options,
        title=options.title or step.heading,
        subtitle=options.subtitle or storybook.place_of(story, step)[:MAX_WORDS],
        claims=options.claims or step.claims[:6],
    )
    return staging.scene_of(world, step), own


def _found(world: World, name: str) -> Scenario:
    found = world.scenarios_by_id.get(name)
    if found is None:
        known = ", ".join(world.scenarios_by_id) or "none"
        raise ExportError(
            f"There is no story {quoted(name)}. There are: {known}.{hint(name, world.scenarios_by_id, ' Nearest: {}.')}"
        )
    return found
