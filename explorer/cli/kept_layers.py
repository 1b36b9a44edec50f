"""``tumen layers add|list|show|remove|export``: map data of one's own in the workspace."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from explorer import aside
from explorer.cli.author import author_of
from explorer.cli.layers import corrected, corrections, unusable
from explorer.cli.source import default_place, named
from explorer.cli.source import opened as opened_workspace
from explorer.cli.terminal import print_json, say
from explorer.errors import LayerError, quoted
from explorer.layers.kept import as_geojson, parquet_of, questions, restored
from explorer.layers.progress import heard_by
from explorer.layers.read import opened, read_file
from explorer.ledger.nearest import hint
from explorer.scene.own_style import WORDS
from explorer.workspace.change import Edit
from explorer.workspace.workspace import Workspace
from explorer.world.own import entries_of, restyled
from explorer.world.world import World

_WHERE = click.option("--workspace", "place", metavar="PLACE", help="A file or database; by default your own.")

_COLOUR = click.Choice(["", *WORDS.values()])
_STYLED = (
    click.option("--label", metavar="COLUMN", help="The column of names."),
    click.option("--by", metavar="COLUMN", help="The column that gives colours."),
    click.option(
        "--classes", type=click.Choice(["", "categories", "graduated"]), help="How it does; by default as its values are."
    ),
    click.option("--when", metavar="COLUMN", help="The column of times that the time range follows; date and time apart as A+B."),
    click.option("--colour", type=_COLOUR, help="The colour of points, or of all of it."),
    click.option("--colour-lines", type=_COLOUR, help="The colour of lines."),
    click.option("--colour-areas", type=_COLOUR, help="The colour of areas."),
)
STYLE = ("label", "by", "classes", "when", "colour", "colour_lines", "colour_areas")


def styled(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command with the options of a style; None where one was not given."""
    for option in reversed(_STYLED):
        command = option(command)
    return command


def _style(given: dict[str, Any]) -> dict[str, str | None]:
    """The fields of a style, taken out of the options; colours by the keys of the palettes."""
    keys = {word: key for key, word in WORDS.items()}
    taken = {name: given.pop(name) for name in STYLE}
    return {name: keys.get(value, value) if name.startswith("colour") else value for name, value in taken.items()}


def _desk(seeds: Path | None, place: str | None, *, read_only: bool = False) -> Workspace:
    return opened_workspace(World.load(seeds), place or named() or default_place(), read_only=read_only)


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--name", default="", help="What the layer is called; by default what its file says.")
@click.option("--origin", default="", help="Where the data come from; it appears in every export.")
@click.option("--licence", default="", help="Under which terms; it appears in every export.")
@styled
@click.option("--confirm", "confirmed", is_flag=True, help="Confirm what was assumed, such as swapped axes.")
@click.option("--author", help="Who adds it; asked once, then remembered.")
@_WHERE
@corrected
@click.pass_context
def add(
    context: click.Context, /, file: Path, name: str, origin: str, licence: str, *, confirmed: bool,
    author: str | None, place: str | None, **given: Any,
) -> None:  # fmt: skip
    """Keep the layers of a file in the workspace, all or none of them.

    Features without a usable position are left out only with --skip-bad; questions are answered by the other options.
    """
    source = opened(file)
    drawn = {key: value or "" for key, value in _style(given).items()}
    with heard_by(lambda words: say(f"tumen: {words}", err=True), len(source.data)):
        reading = read_file(source, corrections(given))
    good = [layer for layer in reading.layers if layer.located.any()] or list(reading.layers)
    answered = {"confirmed": confirmed or given["swap"] or bool(given["crs"]), "skip_bad": given["skip_bad"]}
    if found := [question for layer in good for question in questions(layer, answered)]:
        told = "\n".join(f"  {question}" for question in found)
        raise LayerError(f"nothing was kept of {file.name}:\n{told}\nAnswer with --confirm, --skip-bad or a correction.")
    if not any(layer.located.any() for layer in good):
        raise LayerError(f"nothing was kept of {file.name}: {unusable(reading)}")
    more = {"origin": origin, "licence": licence, "added_by": author_of(author), **drawn}
    entries = entries_of(good, name, file.name, hashlib.sha256(source.data).hexdigest(), more)
    here = _desk(context.obj, place)
    here.bring(entries, more["added_by"], f"Layer from {file.name}.")
    for entry in entries[::2]:
        row = entry.fields
        say(f"{row['id']}: {row['located']:,} of {row['features']:,} features kept; revision {here.revision}.")


def _standing(here: Workspace) -> dict[str, Mapping[str, Any]]:
    return {r.name: r.fields for r in here.now.state.standing() if r.kind == "layer"}


def _one(here: Workspace, name: str) -> Mapping[str, Any]:
    found = _standing(here)
    if name not in found:
        raise click.UsageError(f"There is no layer {quoted(name)}.{hint(name, found, ' Nearest: {}.')} See tumen layers list.")
    return found[name]


@click.command("list")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@_WHERE
@click.pass_obj
def listed(seeds: Path | None, form: str, place: str | None) -> None:
    """List the layers that the workspace keeps."""
    found = list(_standing(_desk(seeds, place, read_only=True)).values())
    if form == "json":
        print_json(found)
        return
    for row in found:
        by = row.get("added_by") or "nobody"
        say(f"{row['id']}: {row['title']}, {row['located']:,} features, from {row['file']}, added by {by}")


@click.command()
@click.argument("name")
@_WHERE
@click.pass_obj
def show(seeds: Path | None, name: str, place: str | None) -> None:
    """Print what is known of a layer, as JSON."""
    print_json(dict(_one(_desk(seeds, place, read_only=True), name)))


@click.command()
@click.argument("name")
@styled
@click.option("--author", help="Who does it; asked once, then remembered.")
@_WHERE
@click.pass_obj
def style(seeds: Path | None, /, name: str, author: str | None, place: str | None, **given: str | None) -> None:
    """Change how a kept layer is drawn, and which column its times come from; what is not named stays. "" takes away."""
    changes = {key: value for key, value in _style(given).items() if value is not None}
    if not changes:
        raise click.UsageError("Say what is to change, such as --by COLUMN. See tumen layers style --help.")
    here = _desk(seeds, place)
    row = _one(here, name)
    fields = restyled(row, restored(str(here.now.state.entries["layer-data", name].fields["parquet"])), changes)
    edit = Edit("layer", name, "", fields, here.now.state.revision_of(("layer", name)))
    here.write([edit], author_of(author), f"Layer {name} drawn in another way.")
    say(f"{name}: {', '.join(f'{key} {fields[key]}' for key in STYLE if fields.get(key)) or 'plain'}; revision {here.revision}.")


@click.command()
@click.argument("name")
@click.option("--author", help="Who does it; asked once, then remembered.")
@_WHERE
@click.pass_obj
def remove(seeds: Path | None, name: str, author: str | None, place: str | None) -> None:
    """Take a layer out of the workspace; the history keeps it, and tumen workspace undo brings it back."""
    here = _desk(seeds, place)
    _one(here, name)
    gone = [Edit(kind, name, "", None, here.now.state.revision_of((kind, name))) for kind in ("layer", "layer-data")]
    here.write(gone, author_of(author), f"Layer {name} removed.")
    cited = [entry.id for entry in here.now.cards.ledger.entries if any(cite.layer == name for cite in entry.claim.cites)]
    rest = f" {', '.join(cited)} cited it, and keep what was cited." if cited else ""
    say(f"{name} is removed; revision {here.revision}.{rest}")


@click.command()
@click.argument("name")
@click.option(
    "-o", "--output", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .parquet or .geojson."
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@_WHERE
@click.pass_obj
def export(seeds: Path | None, name: str, target: Path, *, force: bool, place: str | None) -> None:
    """Write a kept layer into a file: GeoParquet or GeoJSON."""
    here = _desk(seeds, place, read_only=True)
    _one(here, name)
    data = str(here.now.state.entries["layer-data", name].fields["parquet"])
    if target.suffix.lower() not in {".parquet", ".geojson"}:
        raise click.UsageError("A layer is written as .parquet or .geojson. Name such a file.")
    as_table = target.suffix.lower() == ".parquet"
    whole = parquet_of(data) if as_table else json.dumps(as_geojson(restored(data)), ensure_ascii=False).encode()
    aside.write({target: whole}, force=force)
    say(f"{target}: {name}.")
