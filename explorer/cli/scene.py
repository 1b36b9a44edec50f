"""``tumen scene`` and ``tumen views``: the scene of a view as GeoJSON, and the prepared views."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, print_lines
from explorer.scene.build import build
from explorer.views.view import View
from explorer.world.strangers import read_view


@click.command("scene")
@click.argument("query", default="")
@click.pass_obj
def scene(seeds: Path | None, query: str) -> None:
    """Print the scene of a view as GeoJSON. QUERY is a view: an address, its query string, or JSON."""
    known = known_world(seeds)
    chosen = read_view(known, query) if query else View()
    print_json(build(known, chosen).geojson())


@click.command()
@click.pass_obj
def views(seeds: Path | None) -> None:
    """List the prepared views, one per line, id first."""
    print_lines(known_world(seeds).presets, lambda preset: f"{preset.id:20} {preset.title}")
