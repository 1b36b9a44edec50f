"""The same places through every format: what goes in comes out, whatever the container."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from explorer.errors import LayerError
from explorer.layers.inspected import as_json
from explorer.layers.layer import Corrections
from explorer.layers.read import File, read_file

FRAME = gpd.GeoDataFrame(
    {"name": ["Хасан", "라진", "Vostochny"], "n": [1, 2, 3]},
    geometry=[shapely.Point(130.65, 42.43), shapely.LineString([(130.3, 42.2), (131, 43)]), shapely.box(132, 42, 133, 43)],
    crs="EPSG:4326",
)
POINTS = FRAME.assign(geometry=FRAME.geometry.representative_point())


def written(frame: gpd.GeoDataFrame, path: Path, driver: str) -> bytes:
    frame.to_file(path, driver=driver, engine="pyogrio")
    return path.read_bytes()


def parquet(frame: gpd.GeoDataFrame, path: Path) -> bytes:
    frame.to_parquet(path)
    return path.read_bytes()


def shapefile(frame: gpd.GeoDataFrame, path: Path, encoding: str = "utf-8") -> bytes:
    folder = path.parent / f"shape-{encoding}"
    folder.mkdir()
    frame.to_file(folder / "layer.shp", engine="pyogrio", encoding=encoding)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for part in folder.iterdir():
            packed.write(part, part.name)
    return made.getvalue()


MADE: dict[str, Callable[[Path], bytes]] = {
    "a.geojson": lambda path: written(FRAME, path, "GeoJSON"),
    "a.geojsonl": lambda path: written(FRAME, path, "GeoJSONSeq"),
    "a.gpkg": lambda path: written(FRAME, path, "GPKG"),
    "a.fgb": lambda path: written(FRAME, path, "FlatGeobuf"),
    "a.kml": lambda path: written(FRAME, path, "KML"),
    "a.parquet": lambda path: parquet(FRAME, path),
    "b.zip": lambda path: shapefile(POINTS, path),
    "c.csv": lambda path: ("name;n;wkt\n" + "\n".join(f'{r.name};{r.n};"{r.geometry.wkt}"' for r in FRAME.itertuples())).encode(),
}


@pytest.mark.parametrize("name", MADE)
def test_what_goes_in_comes_out(name: str, tmp_path: Path) -> None:
    data = MADE[name](tmp_path / name)
    frame = POINTS if name == "b.zip" else FRAME
    layer = read_file(File("no ending", data)).layers[0]
    assert layer.dropped == 0
    order = layer.table.column("n").to_pylist() if name == "a.fgb" else [1, 2, 3]  # its features lie as they do on the ground
    pairs = zip(layer.shapes, frame.geometry[[int(number) - 1 for number in order]], strict=True)
    assert all(shapely.equals_exact(shapely.normalize(one), shapely.normalize(two), 1e-9) for one, two in pairs)
    names = layer.table.column("Name" if "Name" in layer.table.column_names else "name").to_pylist()
    assert set(names) == {"Хасан", "라진", "Vostochny"}


@pytest.mark.parametrize("code", [5179, 32652, 28412, 3857])
@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.parquet"])
def test_systems_are_undone(name: str, code: int, tmp_path: Path) -> None:
    moved = FRAME.to_crs(code)
    kinds = {"a.gpkg": "GPKG", "a.fgb": "FlatGeobuf"}
    data = written(moved, tmp_path / name, kinds[name]) if name in kinds else parquet(moved, tmp_path / name)
    layer = read_file(File(name, data)).layers[0]
    assert layer.crs == f"EPSG:{code}"
    assert shapely.total_bounds(layer.shapes) == pytest.approx(FRAME.total_bounds, abs=2e-6)


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def look(value: Any, **told: Any) -> dict[str, Any]:
    layer: dict[str, Any] = as_json(read_file(File("a.json", json.dumps(value).encode()), Corrections(**told)))["layers"][0]
    return layer


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


def point(lon: float, lat: float) -> dict[str, Any]:
    return feature({"type": "Point", "coordinates": [lon, lat]})


def test_lines_and_areas_are_cut_at_180() -> None:
    line = {"type": "LineString", "coordinates": [[160 + 4 * step, 50] for step in range(21)]}
    jump = {"type": "LineString", "coordinates": [[176, 51], [180, 51], [-176, 52]]}
    area = {"type": "Polygon", "coordinates": [[[170, 50], [-170, 50], [-170, 60], [170, 60], [170, 50]]]}
    for geometry in (line, jump, area):
        data = json.dumps(collection(feature(geometry))).encode()
        shape = read_file(File("a", data)).layers[0].shapes[0]
        assert shape.geom_type.startswith("Multi")
        assert len(shape.geoms) == 2
        assert shape.bounds[::2] == (-180, 180)
    polar = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, -80], [0, -70], [-180, -80], [-180, -90]]]}
    assert look(collection(feature(polar)))["geometry_types"] == ["Polygon"]


def test_a_system_that_lies_is_said() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32652"}}
    layer = look(collection(point(130.1, 42.1), point(131, 42.2), crs=crs))
    assert layer["bounds"] == [130.1, 42.1, 131, 42.2]
    assert any("do not fit" in fault["reason"] for fault in layer["faults"])
    unknown = look(collection(point(130.1, 42.1), crs={"type": "name", "properties": {"name": "EPSG:999999"}}))
    assert unknown["dropped"] == 0
    assert any("not known" in fault["reason"] for fault in unknown["faults"])
    assert look(collection(point(14500000, 5200000)))["dropped"] == 1


def test_a_cut_collection_is_refused_with_its_place_or_marked() -> None:
    text = json.dumps(collection(*(point(130 + n / 10, 42) for n in range(10))), indent=1)
    cut = text[: text.rindex("coordinates") + 30].encode()
    with pytest.raises(LayerError, match=r"ends in the middle, in line \d+, column \d+; 9 features"):
        read_file(File("a", cut))
    layer = read_file(File("a", cut), Corrections(skip_bad=True)).layers[0]
    assert layer.features == 9
    assert any("incomplete" in finding.reason for finding in layer.findings)


RECORDS = {
    "list": [{"n": "a", "lat": 42.1, "lon": 130.1}, {"n": "b", "lat": "42.2", "lon": "130.2"}],
    "nested": [{"n": "a", "geo": {"lat": "42.1", "lon": "130.1"}}, {"n": "b", "geo": {"lat": "42.2", "lon": "130.2"}}],
    "under": {"items": [{"n": "a", "longlat": [130.1, 42.1]}, {"n": "b", "longlat": [130.2, 42.2]}], "sources": [{"id": 1}]},
    "keyed": {"a": {"lat": 42.1, "lng": 130.1}, "b": {"lat": 42.2, "lng": 130.2}},
    "geometry": [{"n": "a", "geometry": point(130.1, 42.1)["geometry"]}, {"n": "b", "geometry": point(130.2, 42.2)["geometry"]}],
}


@pytest.mark.parametrize("name", RECORDS)
def test_json_of_other_forms(name: str) -> None:
    layer = look(RECORDS[name])
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (2, 0, [130.1, 42.1, 130.2, 42.2])


@pytest.mark.parametrize("text", ['{"a": [1,2', "[1,2,3]", "[" * 100_000, '{"type":"FeatureCollection","features":[]}'])
def test_json_that_gives_nothing_is_refused(text: str) -> None:
    with pytest.raises(LayerError):
        read_file(File("a.json", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "<kml><Placemark><gx:Track><when>2023-01-01</when><gx:coord>130 42 0</gx:coord></gx:Track></Placemark></kml>",
        "<kml><Placemark><Point><coordinates> 130, 42, 0 </coordinates></Point></Placemark></kml>",
        '<gpx version="1.1"><wpt lat="42" lon="130"/></gpx>',
        "<html><table><tr><th>n</th><th>lat</th><th>lon</th></tr><tr><td>A</td><td>42.0</td><td>130.0</td></tr></table></html>",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20230912\nGEO:42;130\nEND:VEVENT\nEND:VCALENDAR\n",
    ],
)
def test_markup_and_calendars(text: str) -> None:
    layer = as_json(read_file(File("a.txt", text.encode())))["layers"][0]
    assert (layer["features"], layer["bounds"]) == (1, [130, 42, 130, 42])


def esri(features: list[dict[str, Any]], **members: Any) -> dict[str, Any]:
    fields = [{"name": "name", "type": "esriFieldTypeString"}, {"name": "seen", "type": "esriFieldTypeDate"}]
    return {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 4326},
        "fields": fields,
        "features": features,
    } | members


def esri_layer(value: Any) -> dict[str, Any]:
    layer: dict[str, Any] = as_json(read_file(File("service.json", json.dumps(value).encode())))["layers"][0]
    return layer


RAJIN = {"attributes": {"name": "라진", "seen": 1694509200000}, "geometry": {"x": 130.3, "y": 42.25}}


def test_a_feature_set_of_arcgis() -> None:
    nowhere = {"attributes": {"name": "nowhere", "seen": None}, "geometry": {"x": "NaN", "y": "NaN"}}
    layer = esri_layer(esri([RAJIN, nowhere, {"attributes": {"name": "none"}}]))
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (3, 2, [130.3, 42.25, 130.3, 42.25])
    assert (layer["fields"], layer["crs"]) == (["name", "seen"], "EPSG:4326")
    assert layer["time"] == ["2023-09-12T09:00:00Z", "2023-09-12T09:00:00Z"]


def test_a_feature_set_in_metres_with_lines_and_areas() -> None:
    west, south, east, north = 14504929.7, 5196000.2, 14560589.2, 5257000.7
    line = esri(
        [{"attributes": {"name": "way"}, "geometry": {"paths": [[[west, south], [east, north]]]}}],
        geometryType="esriGeometryPolyline", spatialReference={"wkid": 102100, "latestWkid": 3857},
    )  # fmt: skip
    found = esri_layer(line)
    assert (found["crs"], found["geometry_types"]) == ("EPSG:3857", ["LineString"])
    assert [round(value, 1) for value in found["bounds"]] == [130.3, 42.2, 130.8, 42.6]
    del line["geometryType"]
    assert esri_layer(line)["geometry_types"] == ["LineString"]
    ring = [[130, 42], [130, 43], [131, 43], [131, 42], [130, 42]]
    area = esri([{"attributes": {"name": "box"}, "geometry": {"rings": [ring]}}], geometryType="esriGeometryPolygon")
    assert esri_layer(area)["geometry_types"] == ["Polygon"]


def test_feature_sets_within_the_layers_of_a_map() -> None:
    about = {"name": "Berths", "geometryType": "esriGeometryPoint", "fields": esri([])["fields"]}
    bare = {"features": [RAJIN], "spatialReference": {"wkid": 4326}}
    layers = [
        {"layerDefinition": about, "featureSet": bare},
        {"layerDefinition": {"name": "Empty"}, "featureSet": {"features": []}},
    ]
    layer = esri_layer({"operationalLayers": [{"title": "Ports", "featureCollection": {"layers": layers}}]})
    assert (layer["name"], layer["features"], layer["bounds"]) == ("Berths", 1, [130.3, 42.25, 130.3, 42.25])


def test_a_long_line_of_a_feature_set_is_read() -> None:
    way = [[130 + step / 40_000, 42 + step / 80_000] for step in range(40_000)]
    layer = esri_layer(esri([{"attributes": {"name": "way"}, "geometry": {"paths": [way]}}], geometryType="esriGeometryPolyline"))
    assert (layer["features"], layer["bounds"][0]) == (1, 130)


def test_a_feature_set_that_is_cut_or_empty_is_refused_with_its_place() -> None:
    text = json.dumps(esri([RAJIN] * 3), indent=1)
    with pytest.raises(LayerError, match=r"the JSON is broken in line \d+, column \d+ .*Get the file again"):
        read_file(File("cut.json", text[: len(text) * 2 // 3].encode()))
    with pytest.raises(LayerError, match="no features in it"):
        read_file(File("empty.json", json.dumps(esri([])).encode()))


def test_a_feature_set_without_a_system_says_what_was_taken() -> None:
    value = esri([RAJIN])
    del value["spatialReference"]
    layer = esri_layer(value)
    assert layer["bounds"] == [130.3, 42.25, 130.3, 42.25]
    assert any("states no system" in fault["reason"] for fault in layer["faults"])
