"""The world: everything that is known, immutable and loaded once. The one reader of ``seeds`` and ``geodata``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from explorer.cards.read import Cards, MapData
from explorer.errors import DataError, LayerError, OptionError, QuestionError, quoted
from explorer.exposure.vocabulary import ExposureCards
from explorer.layers.kept import Kept, restored
from explorer.ledger.catalogue import Dataset
from explorer.ledger.claims import Ledger
from explorer.ledger.gazetteer import Gazetteer, names_of
from explorer.ledger.nearest import hint
from explorer.ledger.subjects import Subjects
from explorer.ledger.tongue import Tongue
from explorer.ledger.travel import Itinerary, Leg, PortTransfer
from explorer.routing.alternatives import OtherWay, other_ways
from explorer.routing.legs import by_sea
from explorer.routing.places import Mode, Place, Places
from explorer.routing.planner import Plan, RouteQuestion, plan, route
from explorer.routing.route import Conditions, Network, Route, Unreachable
from explorer.sea.network import SeaNetwork
from explorer.stories.rehearsal import Stage
from explorer.stories.scenario import Scenario
from explorer.views.presets import Preset
from explorer.views.view import Camera, RouteQuery, View
from explorer.workspace.standing import Ground, Standing
from explorer.workspace.state import State
from explorer.world import load as loaded
from explorer.world.load import RailLine
from explorer.world.spots import site_spot, spots
from explorer.zones.jurisdiction import Zones
from explorer.zones.law import Law

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, eq=False)
class World:
    """The cards, with the map data they stand on. One world equals only itself.

    A workspace makes a world of its own beside the one of the built-in cards, its ``root``, with which it shares all that a
    workspace cannot change: networks, zones, law. ``own`` is what stands in the workspace, papers and notes included.
    """

    cards: Cards
    rail_lines: tuple[RailLine, ...]
    datasets: tuple[Dataset, ...]
    root: World | None = field(default=None, repr=False)
    own: State | None = field(default=None, repr=False)
    past: Callable[[date], World] | None = field(default=None, repr=False)
    seeds: Traversable | None = field(default=None, repr=False)

    @classmethod
    def load(cls, seeds: Traversable | None = None) -> World:
        """Read all cards and the catalogue.

        Parameters
        ----------
        seeds
            A folder of cards laid out like the package ``seeds``; the package itself by default. The stories of the package
            were proofread before it was made, by ``tumen check``; those of a folder are now.

        Raises
        ------
        SeedFaults
            With every fault of every card.
        DataError
            When a file of the map data is missing or damaged.
        """
        if faults := loaded.data_faults():
            more = f" There are {len(faults) - 1} more faults in the map data: run tumen check." if len(faults) > 1 else ""
            raise DataError(f"{faults[0]}.{more}")
        rail_lines = loaded.rail_lines()
        cards = loaded.cards(seeds, frozenset(line.id for line in rail_lines), proofread=seeds is None)
        return cls(cards, rail_lines, loaded.datasets(), seeds=seeds)

    @property
    def revision(self) -> int | None:
        """The last change of the workspace that this world shows; None without a workspace."""
        return None if self.own is None else self.own.number

    @property
    def ground(self) -> Ground:
        """What a workspace stands on."""
        lines, datasets = frozenset(self.rail_lines_by_id), {dataset.id: dataset for dataset in self.datasets}
        return Ground((self.root or self).cards, MapData(lines, loaded.closable(), datasets))

    def beside(self, shown: Standing, past: Callable[[date], Standing]) -> World:
        """The world of a workspace that stands on this one.

        Parameters
        ----------
        shown
            What stands in the workspace.
        past
            What stood there at the end of a day.
        """
        root = self.root or self
        return World(shown.cards, self.rail_lines, self.datasets, root, shown.state, lambda day: root.earlier(past(day)))

    def earlier(self, shown: Standing) -> World:
        """The world of a workspace on this one as it was, which has no past of its own."""
        return World(shown.cards, self.rail_lines, self.datasets, self, shown.state)

    def seen(self, view: View) -> World:
        """The world that a view speaks of: as the workspace knew it on the day that the view names, or this one."""
        return self.past(view.as_of) if view.as_of is not None and self.past is not None else self

    @cached_property
    def tongue(self) -> Callable[[str], Tongue]:
        """The cards in a language, read when it is first asked for; what has no translation stays English."""
        return self.root.tongue if self.root is not None else cache(partial(loaded.tongue, self.seeds))

    @property
    def ledger(self) -> Ledger:
        """Documents, claims, families and context events."""
        return self.cards.ledger

    @cached_property
    def subjects(self) -> Subjects:
        """What the ledger speaks of: places, speakers, and who or what statements name."""
        return Subjects(self.ledger, self.gazetteer)

    @property
    def gazetteer(self) -> Gazetteer:
        """All sites."""
        return self.cards.gazetteer

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Reported legs."""
        return self.cards.legs

    @property
    def itineraries(self) -> tuple[Itinerary, ...]:
        """Journeys told as stops."""
        return self.cards.itineraries

    @property
    def transfers(self) -> tuple[PortTransfer, ...]:
        """Ports where track reaches the quays."""
        return self.cards.transfers

    @property
    def exposure(self) -> ExposureCards:
        """Factors, judged ranges and trials."""
        return self.cards.exposure

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Stories."""
        return self.cards.scenarios

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Prepared views."""
        return self.cards.presets

    @property
    def home(self) -> Camera:
        """Where the map opens."""
        return self.cards.home

    @property
    def law(self) -> Law:
        """Who may act where."""
        return self.cards.law

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
        return Stage(self.ledger, self.gazetteer, self.legs, self.itineraries, datasets, journeys=frozenset(self.cards.journeys))

    @cached_property
    def places(self) -> Places:
        """Everything that a route may start or end at, by id and by name."""
        return (self.root or self).places_of(self.gazetteer)

    @cached_property
    def places_of(self) -> Callable[[Gazetteer], Places]:
        """The places of the latest gazetteers that worlds on this one have: one more claim brings no new place."""

        def places(gazetteer: Gazetteer) -> Places:
            return Places(spots(gazetteer), tuple(n for site in gazetteer.sites if not site.placed for n in names_of(site)))

        return lru_cache(maxsize=4)(places)

    @cached_property
    def sea_legs(self) -> dict[str, Route | Unreachable]:
        """The reported sea legs as the router draws them, by their id."""
        if self.root is not None and self._travels_as(self.root):
            return self.root.sea_legs
        by_id = self.gazetteer.by_id
        return {
            leg.id: by_sea(self.sea_network, site_spot(by_id[leg.origin]), site_spot(by_id[leg.destination]))
            for leg in self.legs
            if leg.mode == "sea"
        }

    def settled(self, view: View) -> View:
        """A view in the words of today: an older link may hold former ids, or name every kind of journeys one by one."""
        known = self.ledger.document_ids
        documents = frozenset(known.get(name, name) for name in view.documents)
        every = view.journeys >= self.cards.journeys.keys()
        return replace(view, documents=documents, journeys=frozenset() if every else view.journeys)

    @cached_property
    def reported_ports(self) -> tuple[tuple[Place, Place], ...]:
        """Ports of the reported sea legs, where they begin and end."""
        resolve = self.places.resolve
        return tuple((resolve(leg.origin), resolve(leg.destination)) for leg in self.legs if leg.mode == "sea")

    def plan(self, query: RouteQuery) -> Plan:
        """Both routes that a view asks for; the latest ones are kept.

        Raises
        ------
        QuestionError
            A place or port is not known or is several, or a closure has an id that nothing has.
        """
        found = self.planned(query)
        if isinstance(found, QuestionError):
            raise found
        return found

    def route(self, query: RouteQuery, mode: Mode) -> Route | Unreachable:
        """One route of the plan: by rail or by ship alone, or the shorter of both.

        Raises
        ------
        QuestionError
            As :meth:`plan`.
        """
        return route(self.network, self.reported_ports, self._question(query, mode), mode)

    def other_ways(self, query: RouteQuery, found: Route | Unreachable) -> tuple[OtherWay, ...]:
        """The next ways by sea between the ports of a route that was found, each without one named passage that it uses."""
        return other_ways(self.network, found, _conditions(query))

    @cached_property
    def own_layers(self) -> dict[str, Mapping[str, Any]]:
        """Layers of map data that the workspace keeps, by their id: what is known of each beside its features."""
        standing = self.own.standing() if self.own is not None else ()
        return {revision.name: revision.fields for revision in standing if revision.kind == "layer"}

    def own_data(self, layer: str) -> str:
        """The features of a layer of the workspace as they are stored; "" where it keeps none of that name."""
        found = self.own.entries.get(("layer-data", layer)) if self.own is not None else None
        return "" if found is None or found.withdrawn else str(found.fields["parquet"])

    def own_features(self, layer: str) -> Kept:
        """The features of a layer of the workspace.

        Raises
        ------
        LayerError
            They are damaged, or not there.
        """
        data = self.own_data(layer)
        if not data:
            raise LayerError(f"the layer {quoted(layer)} has no features in the workspace. Add its file again.")
        return restored(data, str(self.own_layers.get(layer, {}).get("when", "")))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Codes of the countries of the world, ISO 3166 alpha-3."""
        return frozenset(str(code) for code in self.layer("countries_world")["iso3"] if code)

    def check_countries(self, codes: Iterable[str]) -> None:
        """Make sure that there are countries with these codes.

        Raises
        ------
        OptionError
            There is none with one of them.
        """
        if strangers := sorted(set(codes) - self.countries if codes else ()):
            raise OptionError(f"There is no country {quoted(strangers[0])}.{hint(strangers[0], self.countries, ' Nearest: {}.')}")

    def _question(self, query: RouteQuery, mode: Mode = "any") -> RouteQuestion:
        self.check_countries(query.avoid)
        end, port = self.places.end, self.places.resolve
        return RouteQuestion(
            end(query.origin, mode),
            end(query.destination, mode),
            _conditions(query),
            port(query.loading, "sea") if query.loading else None,
            port(query.discharge, "sea") if query.discharge else None,
        )

    @cached_property
    def planned(self) -> Callable[[RouteQuery], Plan | QuestionError]:
        """The plan of a query, or why there is none; the latest ones are kept."""
        if self.root is not None and self._travels_as(self.root):
            return self.root.planned

        def made(query: RouteQuery) -> Plan | QuestionError:
            try:
                return plan(self.network, self.reported_ports, self._question(query))
            except QuestionError as error:
                return error

        return lru_cache(maxsize=128)(made)

    def _travels_as(self, root: World) -> bool:
        """Whether the reported legs and all places are those of another world, so that its routes are as well."""
        return self.legs == root.legs and self.gazetteer == root.gazetteer

    @cached_property
    def sea_network(self) -> SeaNetwork:
        """The network of the seas; loaded when first asked for, then shared by every world of this process."""
        return self.root.sea_network if self.root is not None else loaded.sea_network()

    @cached_property
    def network(self) -> Network:
        """The networks of rail and sea with the ports that join them; loaded when first asked for, then shared."""
        if self.root is not None:
            return self.root.network
        ports = tuple(site_spot(self.gazetteer.by_id[transfer.site]) for transfer in self.transfers)
        return Network(self.sea_network, loaded.rail_network(), ports)

    @cached_property
    def zones(self) -> Zones:
        """Maritime zones and the land of States; made when first asked for."""
        if self.root is not None:
            return self.root.zones
        countries = (loaded.dataset("countries_region"), loaded.dataset("countries_world"))
        return Zones.from_frames(
            loaded.dataset("zones"), loaded.dataset("zone_lines"), loaded.dataset("zone_overlays"), countries, self.law
        )

    def layer(self, dataset_id: str) -> GeoDataFrame:
        """One layer of the map data, EPSG:4326. Callers must not change it in place."""
        return loaded.dataset(dataset_id)


def _conditions(query: RouteQuery) -> Conditions:
    return Conditions(query.gauge_mm, query.avoid, query.closed, query.on, query.transit == "on", query.via)
