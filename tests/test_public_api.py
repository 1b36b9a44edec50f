"""The public surface: its names, their arguments, the columns of every frame, and that it says what ``tumen`` says."""

from __future__ import annotations

import csv
import inspect
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

import explorer
from explorer import api
from explorer.errors import ExportError, OptionError, PairsError, SeedFaults, UnknownPlace, ViewError
from explorer.views.view import View
from explorer.world.world import World
from tests.integration.test_cli import output, run

ROOT = Path(__file__).parents[1]
FILTERS = "stance=denied"
CONDITIONS = ("gauge_mm", "avoid", "closed", "on", "transit", "via")
SIGNATURES = {
    "load": ("seeds",),
    "parse_view": ("source",),
    "scene": ("world", "view"),
    "claims": ("world", "view"),
    "sites": ("world",),
    "events": ("world", "view"),
    "route": ("world", "origin", "destination", "mode", *CONDITIONS, "loading", "discharge"),
    "routes": ("world", "pairs", "mode", *CONDITIONS),
    "rail_network": ("world", "on"),
    "compare": ("world", "origin", "destination", "loading", "discharge", "baseline", "flag", "model"),
    "export": (
        "world", "view", "targets", "size", "dpi", "theme", "language", "title", "subtitle", "claims", "notes", "without",
        "svg_text", "force",
    ),
}  # fmt: skip
COLUMNS = {
    "claims": (
        "id", "document", "paragraph", "line", "claimant", "role", "affiliation", "voice", "stance", "statement", "speech",
        "reliability", "credibility", "said_reliability", "said_credibility", "truth", "places_named", "places_inferred",
        "date_start", "date_end", "date_stated", "topics", "flow", "family", "supports", "contradicts", "limits", "notes",
        "cites",
        "geometry",
    ),
    "sites": (
        "id", "name", "name_ko", "name_ru", "aliases", "kind", "country", "accuracy_km", "origin", "part_of", "unlocode",
        "airport", "rail_station", "note", "claims", "geometry",
    ),
    "events": (
        "id", "title", "statement", "reporter", "stance", "date_start", "date_end", "date_stated", "places_named",
        "places_inferred", "topics", "flow", "sources", "related", "notes", "geometry",
    ),
    "route": (
        "leg", "mode", "origin", "destination", "distance_km", "distance_nm", "raw_km", "duration_lo_h", "duration_hi_h",
        "passages", "crossings", "gauge_breaks", "transshipment", "reason", "geometry",
    ),
    "routes": ("distance_nm", "distance_km", "duration_lo_h", "duration_hi_h", "status", "reason", "geometry"),
}  # fmt: skip
NODE = ("name", "country", "crossing", "lon", "lat")
TRACK = (
    "country", "gauges_mm", "structures", "km", "raw_km", "lo_kmh", "hi_kmh", "opened", "opened_1520", "closed", "geometry",
)  # fmt: skip


# ---- names ------------------------------------------------------------------------------------------------------------


def test_the_names() -> None:
    assert sorted(explorer.__all__) == sorted(["View", "errors", "__version__", *SIGNATURES])
    assert sorted(api.__all__) == sorted(["View", *SIGNATURES])
    assert dir(explorer) == sorted(explorer.__all__)


@pytest.mark.parametrize("name", SIGNATURES)
def test_arguments_keep_their_names_and_order(name: str) -> None:
    function = getattr(explorer, name)
    assert function is getattr(api, name)
    assert tuple(inspect.signature(function).parameters) == SIGNATURES[name]
    told = inspect.getdoc(function) or ""
    assert all(word in told for word in SIGNATURES[name][1:] if word not in {"title", "subtitle", "model"}), told


def test_what_is_handed_over() -> None:
    assert explorer.View is View
    assert explorer.errors.TumenError.__module__ == "explorer.errors"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = explorer.nothing


def alone(program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment).stdout


def test_the_import_loads_nothing_heavy() -> None:
    heavy = {"numpy", "pandas", "geopandas", "pydantic", "shapely", "matplotlib", "networkx", "pyproj", "click", "geodata"}
    assert alone(f"import explorer, sys; print(*({heavy} & sys.modules.keys()))").strip() == ""
    assert alone("import explorer, sys; print(explorer.__version__, 'numpy' in sys.modules)").split()[1] == "False"


@pytest.mark.parametrize(
    "program",
    [
        "from explorer.scene import build; import explorer; print(callable(explorer.scene), build.__name__)",
        pytest.param(
            "import explorer; from explorer.scene import build; print(callable(explorer.scene), build.__name__)",
            marks=pytest.mark.grid,
        ),
        pytest.param(
            "from explorer import scene; from explorer.scene import build; print(callable(scene), build.__name__)",
            marks=pytest.mark.grid,
        ),
    ],
)
def test_a_folder_of_the_same_name_does_not_hide_a_function(program: str) -> None:
    assert alone(program).split() == ["True", "explorer.scene.build"]


def test_python_m_explorer_is_tumen() -> None:
    words = [sys.executable, "-m", "explorer", "--version"]
    told = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert told.stdout == f"tumen, version {explorer.__version__}\n"


# ---- frames -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def frames(real: World) -> dict[str, GeoDataFrame]:
    return {
        "claims": explorer.claims(real),
        "sites": explorer.sites(real),
        "events": explorer.events(real),
        "route": explorer.route(real, "Rajin", "Dunai", "sea"),
        "routes": explorer.routes(real, [("Rajin", "Dunai")]),
    }


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_stay_and_are_documented(frames: dict[str, GeoDataFrame], name: str) -> None:
    frame = frames[name]
    given = ("from", "to") if name == "routes" else ()
    assert tuple(frame.columns) == (*given, *COLUMNS[name])
    told = inspect.getdoc(getattr(explorer, name)) or ""
    assert [column for column in COLUMNS[name] if f"``{column}``" not in told] == []
    assert str(frame.crs) == "EPSG:4326"
    assert len(frame)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_frame_can_be_written_and_read(frames: dict[str, GeoDataFrame], name: str, tmp_path: Path) -> None:
    frames[name].to_file(tmp_path / "frame.gpkg")
    again = gpd.read_file(tmp_path / "frame.gpkg")
    assert list(again.columns) == list(frames[name].columns)
    assert len(again) == len(frames[name])


def test_what_is_measured_is_a_number_and_what_is_dated_a_day(frames: dict[str, GeoDataFrame]) -> None:
    for frame in frames.values():
        for column in frame.columns:
            if column.endswith(("_km", "_nm", "_h")):
                assert frame[column].dtype == float, column
            if column in {"date_start", "date_end"}:
                assert frame[column].dtype.kind == "M", column


def test_a_frame_belongs_to_the_caller(real: World) -> None:
    mine = explorer.claims(real)
    mine["statement"] = ""
    assert explorer.claims(real)["statement"].str.len().min() > 0


def test_claims_say_what_the_ledger_says(real: World, frames: dict[str, GeoDataFrame]) -> None:
    told = list(csv.DictReader(output("claims", "--format", "csv").removeprefix("\ufeff").splitlines()))
    claims = frames["claims"]
    assert list(claims["id"]) == [row["id"] for row in told]
    for name in ("statement", "stance", "places_named", "contradicts"):
        assert [text.lstrip("'") for text in claims[name]] == [row[name].lstrip("'") for row in told]
    entry = next(entry for entry in real.ledger.entries if len(entry.claim.places) >= 2)
    placed = [real.gazetteer.by_id[place.id] for place in entry.claim.places]
    expected = [(site.lon, site.lat) for site in placed if site.placed]
    shape = claims.set_index("id").geometry[entry.id]
    assert shapely.get_coordinates(shape).tolist() == [list(point) for point in expected]


def test_a_view_chooses(real: World) -> None:
    denied = explorer.claims(real, FILTERS)
    assert set(denied["stance"]) == {"denied"}
    assert list(explorer.claims(real, explorer.parse_view(FILTERS))["id"]) == list(denied["id"])
    early = explorer.events(real, "to=2023-12-31")
    assert 0 < len(early) < len(explorer.events(real))
    assert early["date_start"].max() < pd.Timestamp(2024, 1, 1)


def test_sites_have_a_point_or_none(real: World, frames: dict[str, GeoDataFrame]) -> None:
    sites = frames["sites"].set_index("id")
    assert len(sites) == len(real.gazetteer.sites)
    assert set(sites[sites.geometry.isna()]["kind"]) == {"government", "region", "country"}
    port = real.gazetteer.by_id["rajin-port"]
    assert (sites.geometry["rajin-port"].x, sites.geometry["rajin-port"].y) == (port.lon, port.lat)
    assert sites["name_ko"]["rajin-port"] == port.names.ko


# ---- routes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "mode", "options", "words"),
    [
        (("Rajin", "Khasan"), "rail", {}, ()),
        (("Rajin", "Dunai"), "sea", {}, ()),
        (("Rajin", "Tikhoretsk"), "any", {}, ()),
        (("Wonsan", "Moscow"), "any", {"closed": "friendship-bridge"}, ("--close", "friendship-bridge")),
        (("Rajin", "Moscow"), "rail", {"avoid": ["chn"], "transit": True}, ("--avoid", "CHN", "--transit")),
    ],
)
def test_a_route_is_the_one_that_tumen_finds(real: World, ends: tuple[str, str], mode: str, options: dict, words: tuple) -> None:
    legs = explorer.route(real, *ends, mode, **options)
    told = json.loads(output("route", *ends, "--mode", mode, *words, "--format", "json"))
    assert legs.attrs["distance_km"] == pytest.approx(told["distance_km"], abs=0.01)
    assert legs["distance_km"].sum() == pytest.approx(told["distance_km"], abs=0.01)
    assert legs.attrs["duration_h"] == pytest.approx(told["duration_h"], abs=0.1)
    assert list(legs["leg"]) == list(range(1, len(told["legs"]) + 1))
    assert list(legs["mode"]) == [leg["mode"] for leg in told["legs"]]
    assert list(filter(None, legs["transshipment"])) == told["transshipments"]
    assert (legs["reason"] == "").all()
    assert "not observed" in legs.attrs["note"]
    assert legs.to_crs("+proj=eqc").length.gt(0).all()


def test_no_route_is_a_row_with_its_reason(real: World) -> None:
    legs = explorer.route(real, "Rajin", "Khasan", "rail", gauge_mm=1520, on="2005-01-01")
    assert list(legs["leg"]) == [0]
    assert legs.geometry[0] is None
    assert pd.isna(legs["distance_km"][0])
    assert "did not carry 1520 mm trains" in legs["reason"][0]


def test_across_the_antimeridian_a_leg_is_cut(real: World) -> None:
    legs = explorer.route(real, "139.65,35.45", "-122.42,37.8", "sea")
    assert legs.geometry[0].geom_type == "MultiLineString"
    assert legs.total_bounds[0] >= -180
    assert legs.total_bounds[2] <= 180


def test_many_routes_are_those_that_tumen_finds(real: World, tmp_path: Path) -> None:
    table = pd.DataFrame({"from": ["Rajin", "Rajin", "Rajin"], "to": ["Dunai", "Nowhere", "Tikhoretsk"], "note": ["a", "b", "c"]})
    table.to_csv(tmp_path / "in.csv", index=False)
    run("routes", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv"))
    told = pd.read_csv(tmp_path / "out.csv")
    found = explorer.routes(real, table)
    for column in ("from", "to", "note", "status", "distance_km", "duration_hi_h", "reason"):
        both = (["" if pd.isna(value) else value for value in frame[column]] for frame in (found, told))
        assert next(both) == next(both), column
    assert list(found.geometry.isna()) == [False, True, True]
    pairs = explorer.routes(real, table[["from", "to"]].itertuples(index=False))
    assert pairs["distance_km"].equals(found["distance_km"])


def test_many_routes_by_position(real: World) -> None:
    table = pd.DataFrame({"from_lon": [130.3, 42.2], "from_lat": [42.2, 130.3], "to_lon": 132.3, "to_lat": 42.85})
    assert list(explorer.routes(real, table)["status"]) == ["ok", "error"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "air"}, r"mode='air' is not known\. Use one of 'rail', 'sea', 'any'\."),
        ({"gauge_mm": 1000}, r"gauge_mm=1000 is not known\. Use one of None, 1520, 1435\."),
        ({"avoid": "China"}, r"'CHINA' is not a valid country code\. Use ISO 3166 alpha-3, such as CHN\."),
        ({"closed": "no-such-bridge"}, r"There is no structure or passage with the id no-such-bridge\. There are "),
        ({"on": "soon"}, r"'soon' is not a valid date such as 2024-06-19\."),
    ],
)
def test_an_option_without_a_meaning_is_refused(real: World, options: dict, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        explorer.route(real, "Rajin", "Khasan", **options)
    with pytest.raises(OptionError, match=message):
        explorer.routes(real, [], **options)


def test_what_cannot_be_read_is_refused(real: World, tmp_path: Path) -> None:
    with pytest.raises(UnknownPlace, match="Nearest known names"):
        explorer.route(real, "Rajjin", "Khasan")
    with pytest.raises(PairsError, match="it has a"):
        explorer.routes(real, pd.DataFrame({"a": [1]}))
    with pytest.raises(ViewError, match="stance='rumoured'"):
        explorer.parse_view("stance=rumoured")
    with pytest.raises(ExportError, match="no prepared view 'theater'"):
        explorer.scene(real, "theater")
    with pytest.raises(OptionError, match="'middle' is not a known baseline"):
        explorer.compare(real, "Rajin", "Tikhoretsk", baseline="middle")
    with pytest.raises(SeedFaults, match="there are no cards here"):
        explorer.load(tmp_path)


def test_a_comparison_is_the_one_that_tumen_prints(real: World) -> None:
    words = ("--discharge", "Vostochny Port", "--baseline", "coast", "--flag", "third")
    told = json.loads(output("compare", "--from", "Rajin", "--to", "Tikhoretsk", *words, "--format", "json"))
    found = explorer.compare(real, "Rajin", "Tikhoretsk", discharge="Vostochny Port", baseline="coast", flag="third")
    assert json.loads(json.dumps(found)) == told


# ---- the rail network -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(real: World) -> nx.MultiGraph[int]:
    return explorer.rail_network(real)


def test_nodes_and_tracks_hold_what_is_documented(graph: nx.MultiGraph[int]) -> None:
    told = inspect.getdoc(explorer.rail_network) or ""
    assert [word for word in (*NODE, *TRACK) if f"``{word}``" not in told] == []
    assert {tuple(data) for _, data in graph.nodes(data=True)} == {NODE}
    assert {tuple(data) for _, _, data in graph.edges(data=True)} == {TRACK}
    assert graph.graph["crs"] == "EPSG:4326"
    assert all(data["closed"] == "" for _, _, data in graph.edges(data=True))


def test_without_other_countries_the_friendship_bridge_is_a_bridge_of_the_graph(graph: nx.MultiGraph[int]) -> None:
    """With them it is not: there is track by way of China."""
    spans = {frozenset((a, b)) for a, b, data in graph.edges(data=True) if "friendship-bridge" in data["structures"]}
    own = nx.Graph([(a, b) for a, b, data in graph.edges(data=True) if data["country"] in {"RUS", "PRK"}])
    assert spans <= {frozenset(edge) for edge in nx.bridges(own)}
    assert not spans & {frozenset(edge) for edge in nx.bridges(nx.Graph(graph))}


def test_paths_over_the_graph_are_those_of_the_router(real: World, graph: nx.MultiGraph[int]) -> None:
    stations = {data["name"]: number for number, data in graph.nodes(data=True) if data["name"]}
    km = nx.shortest_path_length(graph, stations["Khasan"], stations["Rajin"], weight="km")
    assert km == pytest.approx(explorer.route(real, "Rajin", "Khasan", "rail").attrs["distance_km"], abs=2.5)


def test_a_day_leaves_out_what_opened_later_or_closed_before(real: World, graph: nx.MultiGraph[int]) -> None:
    early, late = (explorer.rail_network(real, day) for day in ("1930-01-01", date(2026, 1, 1)))
    assert early.number_of_edges() < graph.number_of_edges() == late.number_of_edges()
    assert not any("friendship-bridge" in data["structures"] for _, _, data in early.edges(data=True))


# ---- files ------------------------------------------------------------------------------------------------------------


def test_an_export_is_the_one_of_the_command(real: World, tmp_path: Path) -> None:
    output("export", "--view", "khasan-rajin", "-o", str(tmp_path / "a.svg"), "--theme", "dark", "--lang", "ko")
    written = explorer.export(real, "khasan-rajin", str(tmp_path / "b.svg"), theme="dark", language="ko")
    assert written == [tmp_path / "b.svg"]
    assert (tmp_path / "b.svg").read_bytes() == (tmp_path / "a.svg").read_bytes()
    assert (tmp_path / "b.svg.manifest.json").exists()


def test_an_export_keeps_files_that_exist(real: World, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    view = explorer.parse_view("lon=130.5&lat=42.4&z=9&q=railway")
    assert explorer.export(real, view, [target, tmp_path / "map.geojson"]) == [target, tmp_path / "map.geojson"]
    with pytest.raises(ExportError, match="exists"):
        explorer.export(real, view, target)
    explorer.export(real, view, target, force=True)


def test_a_scene_is_the_one_of_the_command(real: World) -> None:
    assert json.loads(json.dumps(explorer.scene(real, FILTERS).geojson())) == json.loads(output("scene", FILTERS))
    assert explorer.scene(real).view == View()
