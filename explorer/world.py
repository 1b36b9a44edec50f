"""The world: everything that is known, immutable and loaded once. The one reader of ``seeds`` and ``geodata``."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import pandas as pd

import geodata
from explorer.cards import Cards, read
from explorer.errors import DataError, Fault, SeedFaults, TumenError
from explorer.gazetteer import Gazetteer, names_of
from explorer.geo import LonLat, distance_km
from explorer.law import NO_LAW, Law
from explorer.ledger import Ledger
from explorer.model import Dataset, Site
from explorer.model_exposure import ExposureCards
from explorer.model_travel import Itinerary, Leg, PortTransfer
from explorer.presets import Preset
from explorer.rail import RailNetwork
from explorer.rehearsal import Stage
from explorer.resolve import Places, Spot
from explorer.routes import Network, Route, Transfer, Unreachable, at_port, by_sea
from explorer.scenario import Scenario
from explorer.sea import SeaNetwork
from explorer.view import RouteQuery, slug
from explorer.ways import NOT_FOUND, Ways, find
from explorer.zones import Zones

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True)
class RailLine:
    """A named railway in its true course.

    ``length_km`` is measured along the drawn course, ``published_km`` comes from timetables and chainage where known.
    """

    id: str
    name: str
    course: tuple[LonLat, ...]
    gauge_mm: str
    length_km: float
    published_km: float | None
    note: str


@dataclass(frozen=True, eq=False)
class World:
    """Ledger, gazetteer, reported legs and itineraries, with the map data they stand on. One world equals only itself."""

    ledger: Ledger
    gazetteer: Gazetteer
    legs: tuple[Leg, ...]
    itineraries: tuple[Itinerary, ...]
    rail_lines: tuple[RailLine, ...]
    datasets: tuple[Dataset, ...]
    transfers: tuple[PortTransfer, ...] = ()
    exposure: ExposureCards = field(default_factory=ExposureCards)
    scenarios: tuple[Scenario, ...] = ()
    presets: tuple[Preset, ...] = ()
    law: Law = NO_LAW

    @classmethod
    def load(cls, seeds: Traversable | None = None) -> World:
        """Read all cards and the catalogue.

        Parameters
        ----------
        seeds
            A folder of cards laid out like the package ``seeds``; the package itself by default.

        Raises
        ------
        SeedFaults
            With every fault of every card.
        DataError
            When a file of the map data is missing or damaged.
        """
        if faults := geodata.check():
            more = f" There are {len(faults) - 1} more faults in the map data: run tumen check." if len(faults) > 1 else ""
            raise DataError(f"{faults[0]}.{more}")
        with _undisturbed():
            rail_lines = _rail_lines()
            cards = _cards(seeds, frozenset(line.id for line in rail_lines))
        return cls(
            cards.ledger,
            cards.gazetteer,
            cards.legs,
            cards.itineraries,
            rail_lines,
            _datasets(),
            cards.transfers,
            cards.exposure,
            cards.scenarios,
            cards.presets,
            cards.law,
        )

    @cached_property
    def rail_lines_by_id(self) -> dict[str, RailLine]:
        """Named rail lines by their id."""
        return {line.id: line for line in self.rail_lines}

    @cached_property
    def scenarios_by_id(self) -> dict[str, Scenario]:
        """Scenarios by their id."""
        return {scenario.id: scenario for scenario in self.scenarios}

    @cached_property
    def stage(self) -> Stage:
        """What a scenario may speak of, to check one that somebody writes."""
        datasets = {dataset.id: dataset for dataset in self.datasets}
        return Stage(self.ledger, self.gazetteer, self.legs, self.itineraries, datasets)

    @cached_property
    def places(self) -> Places:
        """Everything that a route may start or end at, by id and by name."""
        return Places(tuple(self._spots()), tuple(n for site in self.gazetteer.sites if not site.placed for n in names_of(site)))

    @cached_property
    def sea_legs(self) -> dict[str, Route | Unreachable]:
        """The reported sea legs as the router draws them, by their id."""
        by_id = self.gazetteer.by_id
        return {
            leg.id: by_sea(self.sea_network, _site_spot(by_id[leg.origin]), _site_spot(by_id[leg.destination]))
            for leg in self.legs
            if leg.mode == "sea"
        }

    def discharges(self, destination: Spot) -> tuple[Spot, ...]:
        """Ports where a sea leg to a place ends: its own where it has one, else those of the reported sea legs in turn."""
        if destination.kind in {"port", "pier"}:
            return (destination,)
        own = [spot for spot in (self.places.resolve(port.id) for port in self.network.transfers) if at_port(destination, spot)]
        if own:
            return (min(own, key=lambda port: distance_km(destination.position, port.position)),)
        return tuple(map(self.places.resolve, dict.fromkeys(leg.destination for leg in self.legs if leg.mode == "sea")))

    def ways(self, query: RouteQuery) -> Ways:
        """The ways that a view asks for; the latest ones are kept.

        Raises
        ------
        UnknownPlace, AmbiguousPlace, CoordinateError, OptionError
            The question cannot be read.
        """
        found = self._found(query)
        if isinstance(found, TumenError):
            raise found
        return found

    @cached_property
    def _found(self) -> Callable[[RouteQuery], Ways | TumenError]:
        def find_ways(query: RouteQuery) -> Ways | TumenError:
            try:
                return find(self.network, self.places, query, self.discharges)
            except NOT_FOUND as error:
                return error

        return lru_cache(maxsize=128)(find_ways)

    def _spots(self) -> Iterator[Spot]:
        used: Counter[str] = Counter()
        codes = {site.unlocode for site in self.gazetteer.sites if site.unlocode}
        for site in self.gazetteer.sites:
            if site.placed:
                yield _site_spot(site)
        for kind, name_key in (("station", "name"), ("port", "name"), ("town", "name_en")):
            for row in _dataset(f"{kind}s").to_dict("records"):
                name, iso3 = str(row[name_key]), str(row["iso3"])
                if kind == "port" and row["locode"] in codes:
                    continue  # the gazetteer has this port, with a better position
                identifier = str(row["locode"]) if kind == "port" else f"{slug(name)}-{kind}-{iso3.lower()}"
                used[identifier] += 1
                if used[identifier] > 1:
                    identifier = f"{identifier}-{used[identifier]}"
                where = LonLat(float(row["geometry"].x), float(row["geometry"].y))
                names = tuple(str(row[key]) for key in ("name_ko", "name_ru") if row.get(key))
                yield Spot(identifier, name, where, kind, iso3, names, f"{kind}s")

    @cached_property
    def sea_network(self) -> SeaNetwork:
        """The network of the seas; loaded when first asked for, then shared by every world of this process."""
        return _sea_network()

    @cached_property
    def network(self) -> Network:
        """The networks of rail and sea with the ports that join them; loaded when first asked for, then shared."""
        ports = tuple(
            Transfer(site.id, site.names.en, LonLat(site.lon or 0.0, site.lat or 0.0))
            for site in (self.gazetteer.by_id[transfer.site] for transfer in self.transfers)
        )
        return Network(self.sea_network, _rail_network(), ports)

    @cached_property
    def zones(self) -> Zones:
        """Maritime zones and the land of States; made when first asked for."""
        with _undisturbed():
            countries = (_dataset("countries_region"), _dataset("countries_world"))
            return Zones.from_frames(_dataset("zones"), _dataset("zone_lines"), _dataset("zone_overlays"), countries, self.law)

    def layer(self, dataset_id: str) -> GeoDataFrame:
        """One layer of the map data, EPSG:4326. Callers must not change it in place."""
        return _dataset(dataset_id)


def _site_spot(site: Site) -> Spot:
    position = LonLat(site.lon or 0.0, site.lat or 0.0)
    return Spot(site.id, site.names.en, position, site.kind.value, site.country or "", names_of(site))


def check(seeds: Traversable | None = None) -> tuple[Fault, ...]:
    """Every fault of the cards and of the map data; empty when all is well."""
    data_faults = tuple(
        Fault("geodata", "", message, "Reinstall, or run python -m geodata.build.") for message in geodata.check()
    )
    try:
        lines = None if data_faults else frozenset(line.id for line in _rail_lines())
        _cards(seeds, lines)
    except SeedFaults as faults:
        return (*data_faults, *faults.faults)
    return data_faults


def _cards(seeds: Traversable | None, rail_lines: frozenset[str] | None) -> Cards:
    """Read the cards of a folder, of the package ``seeds`` by default.

    Raises
    ------
    SeedFaults
        With every fault: of a folder without cards, of files that cannot be read, and of the cards themselves.
    """
    root = seeds or resources.files("seeds")
    texts, faults = {}, []
    for path, file in _cards_in(root, ""):
        try:
            texts[path] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(path, "", f"byte {error.start} is not UTF-8", "Save the card as UTF-8."))
        except OSError as error:
            faults.append(Fault(path, "", f"the file cannot be read ({error.strerror})", "Make it readable or take it away."))
    if not texts and not faults:
        faults.append(Fault(str(root), "", "there are no cards here", "Name a folder that holds sites.toml and documents/."))
    datasets = None if rail_lines is None else {dataset.id: dataset for dataset in _datasets()}
    return read(texts, rail_lines, faults, datasets)


def _cards_in(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    """Cards below a folder by their path; hidden files, such as an editor's locks, are none."""
    if not folder.is_dir():
        return
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.startswith("."):
            continue
        if item.is_dir() and item.name != "__pycache__":
            yield from _cards_in(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".toml"):
            yield f"{prefix}{item.name}", item


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While much is made that stays, looking for garbage is looking through all of it again and again: a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def _sea_network() -> SeaNetwork:
    with _undisturbed():
        nodes, passages, fairways, bands = (_dataset(f"sea_{name}") for name in ("nodes", "passages", "fairways", "bands"))
        land = (_dataset("land_region"), _dataset("sea_land"))
        network = SeaNetwork.from_frames(nodes, passages, fairways, bands, land)
    gc.freeze()  # what is shared by every world is never garbage, and need not be looked through during a question
    return network


@cache
def _rail_network() -> RailNetwork:
    with _undisturbed():
        network = RailNetwork.from_frames(*(_dataset(name) for name in ("rail_nodes", "rail_edges", "rail_structures")))
    gc.freeze()
    return network


def _dataset(dataset_id: str) -> GeoDataFrame:
    try:
        return geodata.dataset(dataset_id)
    except geodata.DataFault as fault:
        raise DataError(str(fault)) from fault


def _rail_lines() -> tuple[RailLine, ...]:
    rows = _dataset("rail_lines").sort_values("id").to_dict("records")
    return tuple(
        RailLine(
            id=str(row["id"]),
            name=str(row["name"]),
            course=tuple(LonLat(float(lon), float(lat)) for lon, lat in row["geometry"].coords),
            gauge_mm=str(row["gauge_mm"]),
            length_km=float(row["length_km"]),
            published_km=None if pd.isna(row["published_km"]) else float(row["published_km"]),
            note=str(row["note"]),
        )
        for row in rows
    )


def _datasets() -> tuple[Dataset, ...]:
    return tuple(
        Dataset(
            id=entry.id,
            title=entry.title,
            producer=entry.producer,
            package=entry.package,
            version=entry.version,
            licence=entry.licence,
            attribution=entry.attribution,
            rows=entry.rows,
            size_bytes=entry.size_bytes,
            sha256=entry.sha256,
            note=entry.note,
        )
        for entry in geodata.catalogue()
    )
