"""Reading and mending the railway graph, tracing lines, placing stations, choosing towns: on toy input."""

from __future__ import annotations

from itertools import pairwise

import geopandas
import networkx as nx
import numpy as np
import pytest
import shapely

from geodata.build.base.borders import shared_arcs, shared_edge
from geodata.build.base.countries import parts_by_country
from geodata.build.base.places import port_rows, wanted_airport
from geodata.build.base.towns import choose, korean, plain, read_only, russian, zoom_for
from geodata.build.base.waters import named, without_islands
from geodata.build.errors import BuildFault
from geodata.build.rail.lines import LINES, Line, bent, remark, to_station, trace, without_loops
from geodata.build.rail.osm import assemble, facing_ends, mended, nearest_node, node_countries, parse, way, within
from geodata.build.rail.railways import chains, trunk_lines, with_gauge
from geodata.build.rail.stations import Station, along, placed, read_table

SOURCE = """
from somewhere import Danger
graph=[{1: 2.0, 0: 0.0}, {0: 2.0, 2: 3.0}, {1: 3.0}]
nodes=[[50.0, 130.0], [50.0, 130.02], [50.0, 130.05]]
boom = Danger(nodes)
"""


def test_the_package_is_read_and_not_run():
    raw = parse(SOURCE)
    assert raw.positions.tolist() == [[130.0, 50.0], [130.02, 50.0], [130.05, 50.0]]
    assert raw.ends.tolist() == [[0, 1], [1, 2]]
    assert raw.km.tolist() == [2.0, 3.0]


def test_a_module_without_graph_or_with_code_in_it_is_refused():
    with pytest.raises(BuildFault, match="no graph and nodes"):
        parse("nodes=[]")
    with pytest.raises(ValueError, match="malformed"):
        parse("graph=open('x')\nnodes=[]")


def countries() -> geopandas.GeoDataFrame:
    boxes = [shapely.box(130, 40, 131, 60), shapely.box(129, 40, 130, 60)]
    return geopandas.GeoDataFrame({"iso3": ["RUS", "CHN"]}, geometry=boxes, crs="EPSG:4326")


def test_nodes_get_their_country():
    positions = np.array([[130.5, 50.0], [129.5, 50.0], [131.1, 50.0], [90.0, 55.0], [10.0, 50.0]])
    world = geopandas.GeoDataFrame({"iso3": ["RUS"]}, geometry=[shapely.box(30, 50, 180, 70)], crs="EPSG:4326")
    assert node_countries(positions, countries(), world).tolist() == ["RUS", "CHN", "RUS", "RUS", ""]


def line_graph(points: list[tuple[float, float]], iso3: str = "RUS", km: float = 10.0) -> nx.Graph:
    graph = nx.Graph()
    for one, other in pairwise(points):
        graph.add_edge(one, other, km=km, mended=False)
    nx.set_node_attributes(graph, iso3, "iso3")
    return graph


def test_the_kept_graph_leaves_out_loops_and_strangers():
    raw = parse(SOURCE.replace("[50.0, 130.02]", "[50.0, 130.0]"))
    graph = assemble(raw, np.array(["RUS", "RUS", "DEU"]), (129.0, 49.0, 131.0, 51.0))
    assert list(graph) == []
    graph = assemble(parse(SOURCE), np.array(["RUS", "RUS", "CHN"]), (129.0, 49.0, 130.03, 51.0))
    assert sorted(graph) == [(130.0, 50.0), (130.02, 50.0)], "China only inside the box"


def test_two_dead_ends_that_face_each_other_are_joined():
    graph = line_graph([(130.0, 50.0), (130.1, 50.0)])
    graph.update(line_graph([(130.12, 50.0), (130.3, 50.0)]))
    ends = facing_ends(graph)
    assert [(one, other) for one, other, _ in ends] == [((130.1, 50.0), (130.12, 50.0))]
    assert ends[0][2] == pytest.approx(1.434, abs=0.002)


def test_ends_of_two_countries_or_with_a_short_way_round_or_far_apart_are_left():
    abroad = line_graph([(130.0, 50.0), (130.1, 50.0)])
    abroad.update(line_graph([(130.12, 50.0), (130.3, 50.0)], iso3="CHN"))
    assert facing_ends(abroad) == []
    yard = line_graph([(130.0, 50.0), (130.05, 50.01), (130.01, 50.0)], km=3.0)
    assert facing_ends(yard) == []
    far = line_graph([(130.0, 50.0), (130.1, 50.0)])
    far.update(line_graph([(130.2, 50.0), (130.3, 50.0)]))
    assert facing_ends(far) == []
    assert facing_ends(nx.Graph()) == []


def test_mending_leaves_the_graph_it_was_given():
    graph = line_graph([(125.9, 39.3), (125.935, 39.419)], iso3="PRK")
    graph.update(line_graph([(125.945, 39.431), (126.0, 39.5)], iso3="PRK"))
    whole = mended(graph)
    assert whole.edges[(125.935, 39.419), (125.945, 39.431)]["mended"]
    assert graph.number_of_edges() == 2


def test_ways_follow_the_track():
    graph = line_graph([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)])
    graph.add_edge((0.0, 0.0), (2.0, 0.0), km=50.0, mended=False)
    assert nearest_node(graph, (0.9, 0.2)) == (1.0, 0.0)
    assert way(graph, [(0, 0), (2, 0)]) == [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]
    graph.add_node((9.0, 9.0), iso3="CHN")
    with pytest.raises(BuildFault, match="no track between"):
        way(graph, [(0, 0), (9, 9)])
    assert (9.0, 9.0) not in within(graph, ["RUS"])


def test_gauge_and_country_of_an_edge():
    graph = line_graph([(130.643, 42.416), (130.5, 42.3), (130.287, 42.238)], iso3="PRK")
    graph.nodes[130.643, 42.416]["iso3"] = "RUS"
    graph.update(line_graph([(130.287, 42.238), (130.1, 42.1)], iso3="PRK"))
    with_gauge(graph)
    assert graph.edges[(130.643, 42.416), (130.5, 42.3)]["iso3"] == "PRK/RUS"
    assert graph.edges[(130.5, 42.3), (130.287, 42.238)]["gauge_mm"] == "1520/1435"
    assert graph.edges[(130.287, 42.238), (130.1, 42.1)]["gauge_mm"] == "1435"


def test_chains_cover_every_edge_once():
    graph = line_graph([(0, 0), (1, 0), (2, 0), (3, 0)])
    graph.update(line_graph([(2, 0), (2, 1)]))
    graph.update(line_graph([(5, 5), (6, 5), (6, 6), (5, 5)]))
    for _, _, edge in graph.edges(data=True):
        edge.update(iso3="RUS", gauge_mm="1520")
    runs = list(chains(graph))
    edges = [frozenset(pair) for run in runs for pair in pairwise(run)]
    assert len(edges) == len(set(edges)) == graph.number_of_edges()
    assert [(0, 0), (1, 0), (2, 0)] in runs
    assert sum(1 for run in runs if (5, 5) in run) == 1, "a ring is one run"
    graph.edges[(0, 0), (1, 0)]["iso3"] = "CHN"
    assert [(0, 0), (1, 0)] in list(chains(graph)), "a run stops at a border"


def test_lines_are_moved_to_their_stations():
    path, km = to_station([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], [100.0, 100.0], (1.5, 0.1))
    assert path == [(0.0, 0.0), (1.0, 0.0), (1.5, 0.1)]
    assert km == [100.0, 50.0]
    path, km = to_station([(0.0, 0.0), (1.0, 0.0)], [100.0], (1.1, 0.0))
    assert path[-2:] == [(1.0, 0.0), (1.1, 0.0)]
    assert km[-1] == pytest.approx(11.13, abs=0.01)
    assert to_station([(0.0, 0.0), (1.0, 0.0)], [100.0], (1.0, 0.0)) == ([(0.0, 0.0), (1.0, 0.0)], [100.0])
    assert without_loops([(0, 0), (1, 0), (1, 1), (1, 0), (2, 0)]) == [(0, 0), (1, 0), (2, 0)]
    assert bent([(0, 0), (10, 0), (20, 0)], ((12, 1),)) == [(0, 0), (10, 0), (12, 1), (20, 0)]


def test_a_traced_line_tells_how_far_it_is_off():
    graph = line_graph([(0.0, 0.0), (0.5, 0.0), (1.0, 0.0)], km=60.0)
    line = Line("toy", "Toy", "1520", ("RUS",), ((0.1, 0.0), (1.0, 0.0)), 120.0, "a timetable", "Mended.")
    shape, track = trace(graph, line)
    assert list(shape.coords) == [(0.1, 0.0), (0.5, 0.0), (1.0, 0.0)]
    assert track == pytest.approx(108)
    assert (
        remark(line, shape, track)
        == "Mended. Drawn 100.2 km, track 108.0 km, published 120 km (a timetable): the track falls short by 10.0 %."
    )


def test_tables_of_lines_are_sound():
    assert [line.id for line in LINES] == sorted(line.id for line in LINES)
    name, stops = trunk_lines()[0]
    assert name.startswith("Moscow-Vladivostok")
    assert len(stops) == 30


def test_stations_are_placed_by_their_km_posts():
    graph = line_graph([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], km=100.0)
    assert along(graph, [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 0.25) == (0.5, 0.0)

    def station(name: str, km: float | None, position: tuple[float, float] | None) -> Station:
        return Station("L", name, "RUS", km, "zero", position, "town centre", "", "seen", "")

    rows = [station("a", 0, (0.0, 0.0)), station("b", 50, None), station("c", 200, (2.0, 0.0)), station("d", 300, None)]
    found = placed(graph, rows)
    assert [(row.name, row.position) for row in found] == [("a", (0.0, 0.0)), ("b", (0.5, 0.0)), ("c", (2.0, 0.0))]
    assert found[1].position_source == "computed from km posts"


def test_the_table_of_stations_is_sound():
    rows = read_table()
    assert len(rows) == 109
    assert {row.confidence for row in rows} == {"seen", "recalled"}
    for row in rows:
        assert (row.km is None) == (row.zero == "")
        assert (row.position is None) == (row.position_source == "")


def test_shared_arcs_are_borders():
    members = [("AAA", "A", {"arcs": [[0, 1]]}), ("BBB", "B", {"arcs": [[[~1, 2]]]}), ("CCC", "C", {"arcs": [[3]]})]
    assert shared_arcs(members) == {(0, 1): [1]}
    edge = shared_edge(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))
    assert shapely.union_all(edge).equals(shapely.LineString([(1, 0), (1, 1)]))


def test_parts_of_a_country_are_drawn_with_it():
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]

    def feature(code: str) -> dict[str, object]:
        return {"properties": {"A3": code}, "geometry": {"type": "Polygon", "coordinates": [ring, ring]}}

    parts = parts_by_country({"features": [feature("HKG"), feature("CHN"), feature("USA")]})
    assert {code: len(found) for code, found in parts.items()} == {"CHN": 2}
    assert not any(part.interiors for part in parts["CHN"])


def test_ports_are_one_a_code():
    def feature(code: str | None, name: str) -> dict[str, object]:
        return {"properties": {"port": code, "name": name}, "geometry": {"coordinates": [130.3, 42.2333333]}}

    rows = port_rows(
        [feature("KPNJN", "Najin"), feature("KPNJN", "Again"), feature(None, "Nowhere"), feature("AABBB", "A  B")], {"KP": "PRK"}
    )
    assert rows == [("AABBB", "A B", "AA", "", 130.3, 42.23333), ("KPNJN", "Najin (Rajin)", "KP", "PRK", 130.3, 42.23333)]


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ({"icao": "UHWW", "iata": "VVO", "name": "Knevichi", "country": "RU", "lon": "132.1", "lat": "43.4"}, True),
        ({"icao": "ZKXX", "iata": "", "name": "Somewhere", "country": "KP", "lon": "126", "lat": "39"}, True),
        ({"icao": "RJXX", "iata": "", "name": "Somewhere", "country": "JP", "lon": "140", "lat": "36"}, False),
        ({"icao": "KJFK", "iata": "JFK", "name": "Kennedy International", "country": "US", "lon": "-73", "lat": "40"}, True),
        ({"icao": "KXXX", "iata": "XXX", "name": "Field", "country": "US", "lon": "-73", "lat": "40"}, False),
        ({"icao": "", "iata": "XXX", "name": "International", "country": "US", "lon": "", "lat": ""}, False),
    ],
)
def test_airports_are_chosen(row: dict[str, str], kept: bool):
    assert wanted_airport(row) is kept


def city(
    name: str, country: str, population: int, lon: float = 132.0, lat: float = 43.0, alternates: tuple[str, ...] = ()
) -> dict[str, object]:
    return {
        "geonameid": len(name),
        "name": name,
        "countrycode": country,
        "population": population,
        "longitude": lon,
        "latitude": lat,
        "alternatenames": list(alternates),
    }


OVERRIDE = {
    "geonames_name": "Artëm",
    "iso2": "RU",
    "name_en": "Artyom",
    "name_ko": "아르툠",
    "name_ru": "Артём",
    "min_zoom": "7",
    "lon": "",
    "lat": "",
}
OWN = {
    "geonames_name": "",
    "iso2": "RU",
    "name_en": "Khasan",
    "name_ko": "하산",
    "name_ru": "Хасан",
    "min_zoom": "8",
    "lon": "130.6",
    "lat": "42.4",
}


def test_towns_are_chosen_and_named():
    cities = [
        city("Vladivostok", "RU", 600_000, alternates=("Владивосток", "Уладзівасток", "블라디보스토크")),
        city("Artëm", "RU", 100_000),
        city("Smallville", "RU", 10),
        city("Songnim-ni", "KP", 150_000),
        city("Brooklyn", "US", 2_000_000, lon=-74, lat=40),
        city("Pyongyang", "KP", 3_000_000, lon=125.7, lat=39.0),
    ]
    towns = {town.name_en: town for town in choose(cities, {"KP": "Pyongyang"}, [OVERRIDE, OWN])}
    assert list(towns) == ["Pyongyang", "Vladivostok", "Artyom", "Khasan"]
    assert towns["Vladivostok"].name_ru == "Владивосток"
    assert towns["Vladivostok"].name_ko == "블라디보스토크"
    assert towns["Pyongyang"].capital
    assert (towns["Artyom"].name_ko, towns["Artyom"].min_zoom, towns["Khasan"].lon) == ("아르툠", 7, 130.6)
    with pytest.raises(BuildFault, match="does not list Artëm"):
        choose(cities[:1], {}, [OVERRIDE])


def test_towns_to_read_are_those_that_no_map_labels():
    cities = [
        city("Vladivostok", "RU", 600_000),
        city("Bryansk", "RU", 400_000, alternates=("Брянск",), lon=34.4, lat=53.3),
        city("Smallville", "US", 90_000),
        city("Anju", "KP", 25_000),
        city("Songnim-ni", "KP", 150_000),
        city("Brooklyn", "US", 2_000_000, lon=-74, lat=40),
        city("Springfield", "US", 170_000, lon=-93.3, lat=37.2),
        city("Springfield", "US", 150_000, lon=-72.6, lat=42.1),
    ]
    found = read_only(cities, {("RU", "Vladivostok")})
    assert [(town.name_en, town.name_ru, town.population) for town in found] == [
        ("Bryansk", "Брянск", 400_000), ("Springfield", "", 170_000), ("Anju", "", 25_000),
    ]  # fmt: skip


def test_names_and_zooms():
    assert plain("Bol'šoj Kamen'") == "Bolsoj Kamen"
    assert korean(["청진시", "청진"], local=True) == "청진"
    assert korean(["레닌그라드", "상트페테르부르크"], local=False) == ""
    assert korean([], local=True) == ""
    assert russian(["Омьскъ", "Омск", "Омськ"], "Omsk") == "Омск"
    assert russian(["Хай-Шэнь-Вэй"], "Vladivostok") == ""
    assert zoom_for(10_000_000, capital=False, near=False) == 4
    assert zoom_for(100, capital=True, near=False) == 5
    assert zoom_for(20_000, capital=False, near=True) == 8


def test_waters_get_names_and_lose_islands():
    lake = shapely.box(132, 44, 133, 45)
    cut = without_islands(np.array([lake], dtype=object), np.array([shapely.box(132.4, 44.4, 132.6, 44.6)], dtype=object))
    assert shapely.area(cut).sum() == pytest.approx(0.96)
    row = {"name_en": "Lake Khanka", "name_ko": "", "name_ru": "", "lon": "132.1", "lat": "44.1"}
    far = {**row, "name_en": "Far", "lon": "120", "lat": "30"}
    assert [given["name_en"] for given in named(np.array([lake, shapely.box(0, 0, 1, 1)], dtype=object), [row, far])] == [
        "Lake Khanka",
        "",
    ]
