"""Every spot that can be named: sites of the cards, then stations, ports, towns, structures and straits of the map data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import shapely

from explorer.geo import LonLat, distance_km
from explorer.ledger.gazetteer import Gazetteer, names_of
from explorer.ledger.spelling import folded
from explorer.ledger.vocabulary import Site
from explorer.routing.names import SAME_NAME_KM, SAME_PLACE_KM, SETTLEMENTS, Place
from explorer.routing.places import Places
from explorer.views.view import slug
from explorer.world import load as loaded

_LAYERS = (("stations", "station", "name"), ("ports", "port", "name"), ("towns", "town", "name_en"))


def spots(gazetteer: Gazetteer) -> tuple[Place, ...]:
    """All spots, those of the cards first; a port that the cards have as well stands once."""
    own = [site_spot(site) for site in gazetteer.sites if site.placed]
    codes = frozenset(site.unlocode for site in gazetteer.sites if site.unlocode)
    found = [*own, *(spot for spot in _with_ids(_of_layers(codes)) if not _known_otherwise(spot, own))]
    found += _stations_of_the_network(found)
    return (*found, *_structures(found), *_straits())


def named_in_texts(places: Places) -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Every spot with all names by which a text may call it: those that can be asked for, and towns that no map labels."""
    return (*places.named, *_far_towns())


@cache
def _far_towns() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    found = _with_ids(_of_layer("far_towns", "town", "name_en"))
    return tuple((spot, (spot.name, *spot.names)) for spot in found)


def site_spot(site: Site) -> Place:
    """A site with a position as a spot."""
    position = LonLat(site.lon or 0.0, site.lat or 0.0)
    return Place(site.id, site.names.en, position, site.kind.value, site.country or "", names_of(site))


def _known_otherwise(spot: Place, known: Iterable[Place]) -> bool:
    """Whether this is a bridge, port or yard of the cards that the map data calls a station."""
    return spot.kind == "station" and any(
        site.source == "sites" and site.kind not in SETTLEMENTS and spot.name in (site.name, *site.names)
        and distance_km(site.position, spot.position) <= SAME_PLACE_KM
        for site in known
    )  # fmt: skip


def _of_layers(codes: frozenset[str]) -> Iterator[Place]:
    for dataset, kind, name_key in _LAYERS:  # the gazetteer has the ports of these codes, with a better position
        yield from (spot for spot in _of_layer(dataset, kind, name_key) if kind != "port" or spot.id not in codes)


def _of_layer(dataset: str, kind: str, name_key: str) -> Iterator[Place]:
    for row in loaded.dataset(dataset).to_dict("records"):
        names = tuple(str(row[key]) for key in ("name_ko", "name_ru") if row.get(key))
        identifier = str(row["locode"]) if kind == "port" else ""
        where = LonLat(float(row["geometry"].x), float(row["geometry"].y))
        yield Place(identifier, str(row[name_key]), where, kind, str(row["iso3"]), names, dataset)


def _with_ids(rows: Iterator[Place]) -> Iterator[Place]:
    """Spots with an id of their name, kind and country where the data gives none; the second of one id gets a number."""
    used: Counter[str] = Counter()
    for spot in rows:
        identifier = spot.id or f"{slug(spot.name)}-{spot.kind}-{spot.country.lower()}"
        used[identifier] += 1
        numbered = identifier if used[identifier] == 1 else f"{identifier}-{used[identifier]}"
        yield replace(spot, id=numbered)


def _stations_of_the_network(known: list[Place]) -> Iterator[Place]:
    """Stations that only the rail network names: a route may begin, end or change gauge there."""
    ids = {spot.id for spot in known}
    for row in loaded.dataset("rail_nodes").to_dict("records"):
        identifier = f"{slug(str(row['name']))}-station-{str(row['iso3']).lower()}"
        if row["kind"] == "station" and row["name"] and identifier not in ids:
            ids.add(identifier)
            where = LonLat(float(row["geometry"].x), float(row["geometry"].y))
            spot = Place(identifier, str(row["name"]), where, "station", str(row["iso3"]), (), "rail_nodes")
            if not _known_otherwise(spot, known):
                yield spot


_KINDS = {"crossing": "border crossing"}


def _structures(known: list[Place]) -> Iterator[Place]:
    """Bridges, tunnels, yards and crossings that routes name, each at its middle; lines have no one place.

    A crossing is named after two places, and goes by either name where nothing else near it has that name.
    """
    ids = {spot.id for spot in known}
    borders = {
        str(row["crossing"]): LonLat(float(row["geometry"].x), float(row["geometry"].y))
        for row in loaded.dataset("rail_nodes").to_dict("records") if row["crossing"]
    }  # fmt: skip
    for row in loaded.dataset("rail_structures").to_dict("records"):
        if row["kind"] in {"line", "branch"} or row["id"] in ids:
            continue
        middle = row["geometry"].interpolate(0.5, normalized=True)
        where = borders.get(str(row["id"]), LonLat(float(middle.x), float(middle.y)))
        names = tuple(str(row[key]) for key in ("name_ko", "name_ru") if row[key])
        halves = tuple(_halves(row, where, known)) if row["kind"] == "crossing" else ()
        kind = _KINDS.get(str(row["kind"]), str(row["kind"]))
        yield Place(str(row["id"]), str(row["name"]), where, kind, "", (*names, *halves), "rail_structures")


def _halves(row: Mapping[Hashable, Any], where: LonLat, known: list[Place]) -> Iterator[str]:
    near = {
        folded(name)
        for spot in known
        if abs(spot.position.lat - where.lat) < 1 and distance_km(spot.position, where) <= SAME_NAME_KM
        for name in (spot.name, *spot.names)
    }
    for name, dash, bare in ((row["name"], "–", " bridge"), (row["name_ko"], "-", ""), (row["name_ru"], " — ", "мост ")):
        parts = str(name or "").replace(bare, "").split(dash)
        yield from (half for half in parts if len(parts) == 2 and folded(half) not in near)


def _straits() -> Iterator[Place]:
    for row in loaded.dataset("sea_passages").to_dict("records"):
        middle = shapely.get_point(row["geometry"], 0), shapely.get_point(row["geometry"], -1)
        where = LonLat(sum(float(p.x) for p in middle) / 2, sum(float(p.y) for p in middle) / 2)
        name = str(row["name"])
        yield Place(str(row["id"]), name, where, "strait", "", (name.partition(",")[0],), "sea_passages")
