"""The command ``tumen``: the app, the ledger as text, JSON or CSV, scenes as GeoJSON, and the check of all cards.

Exit codes: 0 done, 1 faults in cards or data or the server cannot start, 2 the command was given something it cannot read,
3 there is no such route.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from explorer.cli import compare, export, routes, scenarios
from explorer.errors import SeedFaults, TumenError, ViewError
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Site, Stance
from explorer.render.files import rows
from explorer.scene import build as scene
from explorer.views.read import from_slug, parse_strictly
from explorer.views.view import View, slug
from explorer.world import load
from explorer.world.world import World

GARBAGE = 100_000
"""A command makes much that stays until it ends: it looks for garbage after so many new objects, not after 700."""


class _Commands(click.Group):
    """Turns the package's own errors into one clear message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ViewError as error:
            raise click.UsageError(str(error)) from error
        except TumenError as error:
            click.echo(f"tumen: {error}", err=True)
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="tumen", prog_name="tumen")
@click.option(
    "--seeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of cards to read instead of the bundled ones.",
)
@click.pass_context
def main(context: click.Context, seeds: Path | None) -> None:
    """Explore public reporting on Russia-DPRK logistics: who said what, how it is graded, what is inferred."""
    context.obj = seeds
    if context.invoked_subcommand != "app":
        usual = gc.get_threshold()
        gc.set_threshold(GARBAGE)
        context.call_on_close(lambda: gc.set_threshold(*usual))


@main.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others can reach 0.0.0.0.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser once the server answers.")
@click.pass_obj
def app(seeds: Path | None, port: int, host: str, open_browser: bool) -> None:
    """Run the explorer in the foreground and print its address; Ctrl+C ends it."""
    from explorer import server  # loads Streamlit, which no other command needs

    def announce(address: str) -> None:
        click.echo(f"Tumen Explorer: {address}")
        if open_browser:
            threading.Timer(0.8, webbrowser.open, [address]).start()

    server.serve(World.load(seeds), host, port, announce)


@main.command()
@click.option("--format", "form", type=click.Choice(["json", "geojson", "text"]), default="text", show_default=True)
@click.pass_obj
def sites(seeds: Path | None, form: str) -> None:
    """List the gazetteer."""
    known = World.load(seeds)
    if form == "geojson":
        _print_json(rows.sites_geojson(known))
    elif form == "json":
        _print_json(rows.sites(known))
    else:
        _print_lines(known.gazetteer.sites, _site_line)


def _site_line(site: Site) -> str:
    where = f"{site.lat:8.4f} {site.lon:9.4f}  ±{site.accuracy_km:g} km" if site.placed else "no position"
    names = ", ".join(name for name in (site.names.en, site.names.ko, site.names.ru) if name)
    return f"{site.id:28} {site.kind.value:20} {where:32} {names}"


@main.command()
@click.option("--format", "form", type=click.Choice(["json", "csv", "text"]), default="text", show_default=True)
@click.option("--document", help="Only this document, by its id or its code.")
@click.option("--stance", help="Only this stance, such as alleged or reported-fact.")
@click.option("--place", help="Only statements that speak of this place, by its id.")
@click.pass_obj
def claims(seeds: Path | None, form: str, document: str | None, stance: str | None, place: str | None) -> None:
    """List the claims of the documents."""
    known = World.load(seeds)
    chosen = _chosen_claims(known, document, stance, place)
    if form == "json":
        _print_json(rows.claims(chosen))
    elif form == "csv":
        click.echo(rows.claims_csv(chosen), nl=False)
    else:
        _print_lines(chosen, _claim_line)


def _chosen_claims(known: World, document: str | None, stance: str | None, place: str | None) -> tuple[Entry, ...]:
    entries = known.ledger.entries
    if document is not None:
        codes = {d.code: d.id for d in known.ledger.documents}
        wanted = known.ledger.document_ids.get(document) or codes.get(document)
        if wanted is None:
            names = (name for d in known.ledger.documents for name in (d.id, d.code))
            raise click.UsageError(f"There is no document {document!r}. Use {' or '.join(names)}.")
        entries = tuple(entry for entry in entries if entry.document.id == wanted)
    if stance is not None:
        word = from_slug(stance, Stance)
        if word is None:
            raise click.UsageError(f"There is no stance {stance!r}. Use {', '.join(slug(s) for s in Stance)}.")
        entries = tuple(entry for entry in entries if entry.claim.stance is word)
    if place is not None:
        if place not in known.gazetteer.by_id:
            near = ", ".join(match.site.id for match in known.gazetteer.search(place)) or "see tumen sites"
            raise click.UsageError(f"There is no place with the id {place!r}. Near it: {near}.")
        entries = tuple(entry for entry in entries if any(ref.id == place for ref in entry.claim.places))
    return entries


def _claim_line(entry: Entry) -> str:
    claim = entry.claim
    return f"{claim.id}  {claim.stance.value:17} {claim.content.code}  {entry.claimant.name}: {claim.statement}"


@main.command("scene")
@click.argument("query", default="")
@click.pass_obj
def scene_command(seeds: Path | None, query: str) -> None:
    """Print the scene of a view as GeoJSON. QUERY is a view: an address, its query string, or JSON."""
    known = World.load(seeds)
    chosen = parse_strictly(query, known.cards.journeys) if query else View()
    _print_json(scene.build(known, chosen).geojson())


@main.command()
@click.pass_obj
def check(seeds: Path | None) -> None:
    """Check every card and every file of the map data; list all faults."""
    faults = load.check(seeds)
    if faults:
        click.echo(str(SeedFaults(faults)), err=True)
        sys.exit(1)
    known = World.load(seeds)
    ledger = known.ledger
    click.echo(
        f"All well: {len(ledger.documents)} documents, {len(ledger.entries)} claims, {len(ledger.events)} context events, "
        f"{len(known.gazetteer.sites)} sites, {len(known.scenarios)} scenarios, {len(known.datasets)} data sets."
    )


main.add_command(export.export)
main.add_command(export.views)
main.add_command(routes.route)
main.add_command(routes.routes)
main.add_command(scenarios.scenarios)
main.add_command(compare.command)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_lines(rows: Iterable[Any], line: Callable[[Any], str]) -> None:
    for row in rows:
        click.echo("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line(row)))  # no orders to the terminal
