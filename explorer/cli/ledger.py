"""``tumen sites`` and ``tumen claims``: the gazetteer and the ledger as text, JSON, CSV or GeoJSON."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, print_lines, print_table
from explorer.errors import quoted
from explorer.ledger.claims import Entry
from explorer.ledger.nearest import hint, nearest
from explorer.ledger.vocabulary import Site, Stance
from explorer.render.files import rows
from explorer.scene.build import select_entries
from explorer.views.read import from_slug
from explorer.views.view import View, slug
from explorer.world.strangers import read_view
from explorer.world.world import World


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "geojson", "text"]), default="text", show_default=True)
@click.pass_obj
def sites(seeds: Path | None, form: str) -> None:
    """List the gazetteer."""
    known = known_world(seeds)
    if form == "geojson":
        print_json(rows.sites_geojson(known))
    elif form == "json":
        print_json(rows.sites(known))
    else:
        print_lines(known.gazetteer.sites, _site_line)


def _site_line(site: Site) -> str:
    where = f"{site.lat:8.4f} {site.lon:9.4f}  ±{site.accuracy_km:g} km" if site.placed else "no position"
    names = ", ".join(name for name in (site.names.en, site.names.ko, site.names.ru) if name)
    return f"{site.id:28} {site.kind.value:20} {where:32} {names}"


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "csv", "text"]), default="text", show_default=True)
@click.option("--document", help="Only this document, by its id or its code.")
@click.option("--stance", help="Only this stance, such as alleged or reported-fact.")
@click.option("--place", help="Only statements that speak of this place, by its id.")
@click.option(
    "--view", "query", default="", help="Only what a view lets through, in its order: an address, its query string, or JSON."
)
@click.pass_obj
def claims(seeds: Path | None, form: str, document: str | None, stance: str | None, place: str | None, query: str) -> None:
    """List the claims of the documents."""
    known = known_world(seeds)
    view = read_view(known, query) if query else View()
    among = select_entries(known.seen(view), known.settled(view))
    chosen = _chosen_claims(known, among, document, stance, place)
    if form == "json":
        print_json(rows.claims(chosen))
    elif form == "csv":
        print_table(rows.claims_csv(chosen))
    else:
        print_lines(chosen, _claim_line)


def _chosen_claims(
    known: World, entries: tuple[Entry, ...], document: str | None, stance: str | None, place: str | None
) -> tuple[Entry, ...]:
    if document is not None:
        codes = {d.code: d.id for d in known.ledger.documents}
        wanted = known.ledger.document_ids.get(document) or codes.get(document)
        if wanted is None:
            names = [name for d in known.ledger.documents for name in (d.id, d.code)]
            near = hint(document, names, " Nearest: {}.")
            raise click.UsageError(f"There is no document {quoted(document)}. Use {' or '.join(names)}.{near}")
        entries = tuple(entry for entry in entries if entry.document.id == wanted)
    if stance is not None:
        word = from_slug(stance, Stance)
        if word is None:
            words = [slug(s) for s in Stance]
            raise click.UsageError(
                f"There is no stance {quoted(stance)}. Use {', '.join(words)}.{hint(stance, words, ' Nearest: {}.')}"
            )
        entries = tuple(entry for entry in entries if entry.claim.stance is word)
    if place is not None:
        if place not in known.gazetteer.by_id:
            found = [match.site.id for match in known.gazetteer.search(place)] or nearest(place, known.gazetteer.by_id)
            near = ", ".join(found) or "see tumen sites"
            raise click.UsageError(f"There is no place with the id {quoted(place)}. Near it: {near}.")
        entries = tuple(entry for entry in entries if any(ref.id == place for ref in entry.claim.places))
    return entries


def _claim_line(entry: Entry) -> str:
    claim = entry.claim
    return f"{claim.id}  {claim.stance.value:17} {claim.content.code}  {entry.claimant.name}: {claim.statement}"
