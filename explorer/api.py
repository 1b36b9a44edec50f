"""The public surface: what a notebook or script may call, as ``import explorer`` hands it over.

Everything else in the package may change from one version to the next. Functions take the world as their first argument and
change nothing; frames that come back belong to the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pandas import DataFrame

from explorer import geoframes
from explorer.comparison.compare import compare as compare_plan
from explorer.render.files import export as files
from explorer.render.files import route_text
from explorer.render.files.asked import from_words
from explorer.render.files.compare_json import as_json
from explorer.render.sheet.ink import PrintTheme
from explorer.render.sheet.options import DEFAULT_DPI, PARTS, Options, Part, SvgText, parse_note
from explorer.routing.conditions import MODES, conditions, day, one_of
from explorer.routing.legs import check_closures
from explorer.routing.places import End, Mode
from explorer.routing.planner import RouteQuestion
from explorer.routing.planner import route as find_route
from explorer.routing.route import Gauge, Route, Unreachable
from explorer.scene import build
from explorer.scene.build import Scene
from explorer.views.read import parse_strictly
from explorer.views.view import LANGUAGES, Language, RouteQuery, View
from explorer.world.world import World
from explorer.zones.law import Baseline, Flag, LegalScenario

if TYPE_CHECKING:
    import networkx as nx
    from geopandas import GeoDataFrame

__all__ = [
    "View", "claims", "compare", "events", "export", "load", "parse_view", "rail_network", "route", "routes", "scene", "sites",
]  # fmt: skip


def load(seeds: str | Path | None = None) -> World:
    """Read the cards and the catalogue of the map data.

    Parameters
    ----------
    seeds
        A folder of cards laid out like the bundled ones; the bundled ones by default.

    Returns
    -------
    World
        The first argument of all other functions. Networks and zones are loaded when they are first asked for.

    Raises
    ------
    SeedFaults
        With every fault of every card.
    DataError
        A file of the map data is missing or damaged.
    """
    return World.load(None if seeds is None else Path(seeds))


def parse_view(source: str | Mapping[str, str]) -> View:
    """Read a view from a query string, a whole address of the explorer, a JSON object or its pairs.

    Raises
    ------
    ViewError
        Anything in it cannot be read; the message holds all faults.
    """
    return parse_strictly(source)


def scene(world: World, view: View | str | None = None) -> Scene:
    """Draw up what a view shows, free of any drawing library.

    Parameters
    ----------
    view
        A view, or its text: the id of a prepared view, an address, a query string or JSON. The default view without one.

    Returns
    -------
    Scene
        ``features`` in drawing order, ``legend``, ``captions``, ``sources``, ``notices``; ``geojson()`` gives all of it as a
        FeatureCollection (RFC 7946).

    Raises
    ------
    ViewError, ExportError
        The text is not a valid view, or looks like the id of a prepared view and there is none.
    """
    return build.build(world, _view(world, view))


def _view(world: World, view: View | str | None) -> View:
    if isinstance(view, str):
        return from_words(world, view, Options())[0]
    return view or View()


def _then(world: World, view: View | str | None) -> tuple[World, View]:
    """The world of the day that a view names, and the view in its words."""
    asked = _view(world, view)
    then = world.seen(asked)
    return then, then.settled(asked)


# ---- the ledger -------------------------------------------------------------------------------------------------------


def claims(world: World, view: View | str | None = None) -> GeoDataFrame:
    """Statements of the documents, one row each.

    Parameters
    ----------
    view
        Only the claims that its filters let through (days, documents, stances, topics, kinds of place, reliability, words).

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; ``geometry`` is a MultiPoint of all places with a position, None without one. Columns: ``id``, ``document``,
        ``paragraph``, ``line``, ``claimant``, ``role``, ``affiliation``, ``voice``, ``stance``, ``statement`` (in our words),
        ``speech``, ``reliability`` and ``credibility`` of the statement (Admiralty, A to F and 1 to 6), ``said_reliability`` and
        ``said_credibility`` of its having been made, ``truth``, ``places_named`` and ``places_inferred`` (ids of sites),
        ``date_start`` and ``date_end`` (days, best known), ``date_stated`` (as the document puts it), ``topics``, ``flow``,
        ``family``, ``supports``, ``contradicts`` and ``limits`` (ids of claims and events), ``notes``, ``cites`` (features of own
        data, as ``layer/row: words``).
    """
    then, chosen = _then(world, view)
    return geoframes.claims(then, build.select_entries(then, chosen))


def sites(world: World) -> GeoDataFrame:
    """Entries of the gazetteer, one row each.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; ``geometry`` is a Point, None for governments, regions and countries. Columns: ``id``, ``name``, ``name_ko``,
        ``name_ru``, ``aliases``, ``kind``, ``country`` (ISO 3166 alpha-3), ``accuracy_km`` (radius in kilometres), ``origin`` of
        the position, ``part_of`` (id of a site), ``unlocode``, ``airport`` (ICAO), ``rail_station``, ``note``, ``claims`` (ids).
    """
    return geoframes.sites(world)


def events(world: World, view: View | str | None = None) -> GeoDataFrame:
    """Dated public facts from outside the documents, one row each; they are never claims of the documents.

    Parameters
    ----------
    view
        Only the events that its filters let through.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; ``geometry`` is a MultiPoint of all places with a position, None without one. Columns: ``id``, ``title``,
        ``statement``, ``reporter``, ``stance``, ``date_start``, ``date_end``, ``date_stated``, ``places_named``,
        ``places_inferred`` (ids of sites), ``topics``, ``flow``, ``sources``, ``related`` (ids of claims), ``notes``.
    """
    then, chosen = _then(world, view)
    return geoframes.events(then, build.select_events(then, chosen))


# ---- routes -----------------------------------------------------------------------------------------------------------


def route(
    world: World, origin: str, destination: str, mode: Mode = "any", *, gauge_mm: Gauge | None = None,
    avoid: str | Iterable[str] = (), closed: str | Iterable[str] = (), on: date | str | None = None, transit: bool = False,
    via: str | Iterable[str] = (), loading: str = "", discharge: str = "",
) -> GeoDataFrame:  # fmt: skip
    """Find the route between two places. It is schematic: no route was observed.

    Parameters
    ----------
    origin, destination
        An id, a name or alias in English, Korean or Russian, or ``"lon,lat"`` in degrees.
    mode
        "rail", "sea", or "any" for the shorter of rail throughout and a route with a sea leg.
    gauge_mm
        Stay on this gauge, in millimetres.
    avoid
        Countries that rail may not cross (ISO 3166 alpha-3).
    closed
        Ids of structures, straits and canals that may not be used.
    on
        Day of the journey (a date or ``"2023-09-12"``); a line that opened later does not carry.
    transit
        Allow transit through third countries: rail uses their track as freely as that of the States concerned.
    via
        Ids of straits and canals that the sea leg leads through, in this order.
    loading, discharge
        Ports where the sea leg begins and ends.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row a leg; ``geometry`` is a LineString, or a MultiLineString across the antimeridian. Columns: ``leg``
        (1, 2, …), ``mode``, ``origin``, ``destination``, ``distance_km``, ``distance_nm``, ``raw_km`` (rail before calibration),
        ``duration_lo_h`` and ``duration_hi_h`` (hours), ``passages`` (ids), ``crossings`` (ids of borders), ``gauge_breaks``,
        ``transshipment`` (id of the port where goods change after the leg), ``reason``. Where there is no route, one row with
        ``leg`` 0, no geometry, and the reason. ``attrs`` holds ``distance_km``, ``duration_h`` with 12 to 72 hours of handling at
        each transshipment, ``snap_km`` (how far both ends were moved to reach their network), ``conditions``, ``other_ways`` (the
        sea leg by other passages), ``caveats`` (known limits of the data that bear on the route) and ``note``.

    Raises
    ------
    QuestionError
        A place is not known or is several, or an option has no meaning.
    """
    kept = conditions(gauge_mm, avoid, closed, on, transit=transit, via=via)
    query = RouteQuery(
        origin, destination, loading, discharge, kept.gauge_mm, kept.avoid, kept.closed, kept.on,
        "on" if transit else "off", kept.via,
    )  # fmt: skip
    found = world.route(query, one_of("mode", mode, MODES))
    return geoframes.legs(found, world.other_ways(query, found))


def routes(
    world: World, pairs: DataFrame | Iterable[tuple[str, str]], mode: Mode = "sea", *, gauge_mm: Gauge | None = None,
    avoid: str | Iterable[str] = (), closed: str | Iterable[str] = (), on: date | str | None = None, transit: bool = False,
    via: str | Iterable[str] = (),
) -> GeoDataFrame:  # fmt: skip
    """Find many routes at once. A row that fails says why and stops nothing.

    Parameters
    ----------
    pairs
        Pairs of places, or a table with the columns ``from`` and ``to``, or ``from_lon``, ``from_lat``, ``to_lon``, ``to_lat`` in
        degrees; further columns are kept.
    mode, gauge_mm, avoid, closed, on, transit, via
        As for :func:`route`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, one row a pair in the order given; ``geometry`` is the whole route as a LineString or MultiLineString. Added
        columns: ``distance_nm``, ``distance_km``, ``duration_lo_h``, ``duration_hi_h`` (hours, with handling), ``status`` ("ok",
        "unreachable" or "error") and ``reason``.

    Raises
    ------
    PairsError
        The table has neither pair of columns.
    OptionError
        An option has no meaning.
    """
    asked = one_of("mode", mode, MODES)
    kept = conditions(gauge_mm, avoid, closed, on, transit=transit, via=via)

    def find(origin: End, destination: End) -> Route | Unreachable:
        return find_route(world.network, world.reported_ports, RouteQuestion(origin, destination, kept), asked)

    check_closures(world.network, kept)
    world.check_countries(kept.avoid)
    return geoframes.pairs([route_text.pair_row(row, asked, world.places.end, find) for row in _rows(pairs)])


def _rows(pairs: DataFrame | Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    if not isinstance(pairs, DataFrame):
        return [{"from": str(start), "to": str(end)} for start, end in pairs]
    names = [route_text.pair_column(str(name)) for name in pairs.columns]
    route_text.check_columns(names)
    return [dict(zip(names, row, strict=True)) for row in pairs.itertuples(index=False, name=None)]


def rail_network(world: World, on: date | str | None = None) -> nx.MultiGraph[int]:
    """The rail network as a networkx graph, for cuts, bridges, articulation points and paths of one's own.

    Parameters
    ----------
    on
        A day (a date or ``"2023-09-12"``); a line that opened later, or closed before, is left out. Without it, as of today.

    Returns
    -------
    networkx.MultiGraph
        Nodes are numbers with ``lon``, ``lat`` (degrees, EPSG:4326), ``name`` (of a station, or ""), ``country`` (ISO 3166
        alpha-3) and ``crossing`` (id of a border crossing, or ""). Edges are track with ``km`` (calibrated), ``raw_km`` (as
        drawn), ``lo_kmh`` and ``hi_kmh`` (speeds, kilometres an hour), ``country``, ``gauges_mm``, ``structures`` (ids),
        ``opened``, ``opened_1520``, ``closed`` (ISO days or "") and ``geometry`` (a LineString in EPSG:4326).
    """
    return geoframes.rail_network(world, day(on))


def compare(
    world: World, origin: str, destination: str, *, loading: str = "", discharge: str = "", baseline: Baseline = "claimed",
    flag: Flag = "RUS", model: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Compare rail throughout with a route that has a sea leg, between the same two places.

    Parameters
    ----------
    origin, destination
        As for :func:`route`; the destination is the final one.
    loading, discharge
        Ports where the sea leg begins and ends; as reported without them.
    baseline
        Where waters are measured from: "claimed" (Peter the Great Bay closed) or "coast".
    flag
        Flag of the ship: "RUS", "PRK", "third" or "none".
    model
        Whether the combined figures are worked out, which rest on judged ranges.

    Returns
    -------
    dict
        What ``tumen compare --format json`` prints: ``rail`` and ``sea`` with kilometres by zone, ``differing_segment``,
        ``factors``, ``cut``, ``observation_points``, ``model`` and more. What cannot be worked out is None with a reason.

    Raises
    ------
    QuestionError
        A place is not known or is several, or a baseline or flag has no meaning.
    """
    scenario = LegalScenario(baseline, flag)
    plan = world.plan(RouteQuery(origin, destination, loading, discharge))
    return as_json(world, compare_plan(world, plan, scenario, with_model=model))


# ---- files ------------------------------------------------------------------------------------------------------------


def export(
    world: World, view: View | str, targets: str | Path | Sequence[str | Path], *, size: str = "slide", dpi: int = DEFAULT_DPI,
    theme: PrintTheme = "light", language: Language | None = None, title: str = "", subtitle: str = "",
    claims: Sequence[str] = (), notes: Sequence[str] = (), without: Collection[Part] = (), svg_text: SvgText = "paths",
    force: bool = False,
) -> list[Path]:  # fmt: skip
    """Draw a view into files: maps, slides, pages and data, each with a manifest beside it.

    Parameters
    ----------
    view
        As for :func:`scene`; a prepared view brings its title and claims where none are given.
    targets
        Where to write; the ending decides the format: .png .svg .pdf .pptx .html .geojson .kml .gpkg .csv .ftm.json .zip.
    size
        slide, a4, a4-landscape, letter, letter-landscape, square, or WIDTHxHEIGHT in pixels.
    dpi
        Pixels per inch of a PNG, 50 to 600.
    theme
        "light", "dark" or "photocopy".
    language
        "en", "ko" or "ru", for names and all words around the map; the view's own by default.
    claims
        Ids of claims to call out.
    notes
        "LON,LAT words", or "LON,LAT>LON,LAT words" for an arrow.
    without
        Parts to leave out: "legend", "claims", "inset", "scale", "sources".
    svg_text
        Letters of an SVG as "paths", or as "text" to edit.
    force
        Replace files that exist.

    Returns
    -------
    list of pathlib.Path
        The files in the order asked for.

    Raises
    ------
    ExportError, FontError
        A file cannot be made; the message says why.
    ViewError
        The view is not valid.
    """
    paths = [Path(target) for target in ([targets] if isinstance(targets, (str, Path)) else targets)]
    parts = frozenset(part for part in PARTS if part not in without)
    options = Options(size, dpi, theme, title, subtitle, tuple(claims), tuple(map(parse_note, notes)), parts, svg_text)
    files.check_targets(paths, force=force)
    chosen, options = from_words(world, view, options, language) if isinstance(view, str) else (view, options)
    if language is not None:
        chosen = replace(chosen, language=one_of("language", language, LANGUAGES))
    work = files.job(world, build.build(world, chosen), options)
    return [path for path, _ in files.export(work, paths, force=force)]
