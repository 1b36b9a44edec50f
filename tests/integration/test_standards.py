"""The standards of the formats beyond the prepared views: empty views, hostile cards, other surfaces; and the checkers."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from explorer.render.files import entities, export, route_text, rows, storybook
from explorer.render.sheet.options import Options, parse_note
from explorer.scene.build import build
from explorer.views.read import parse, parse_strictly
from explorer.views.view import RouteQuery, View
from explorer.world.world import World
from tests.grids import sampled
from tests.integration.test_formats import CHECKED, made
from tests.standards import followthemoney, geojson, geopackage, markup, office

DATA = (".geojson", ".kml", ".gpkg", ".ftm.json")


def files(world: World, view: View, options: Options, endings: tuple[str, ...]) -> dict[str, bytes]:
    work = export.job(world, build(world, view), options)
    return {ending: export.make(work, f"map{ending}") for ending in endings}


# ---- other views and surfaces ----------------------------------------------------------------------------------------


BARE = ("v=1&from=1900-01-01&to=1900-01-02&layers=places", "v=1&layers=none", "v=1&layers=rail")


@pytest.mark.parametrize("query", sampled(((query,) for query in BARE), [("v=1&layers=none",)]))
def test_a_view_that_shows_little_or_nothing(real: World, query: str) -> None:
    """A sheet may hold a note of the briefer, and nothing that is data."""
    view, _ = parse(query)
    for ending, content in files(real, view, Options(notes=(parse_note("130.5,42.4 here"),)), tuple(CHECKED)).items():
        assert CHECKED[ending](content) == [], ending


@pytest.mark.parametrize("query", ["v=1", "v=1&a=139.65,35.45&b=-122.42,37.8", "v=1&lang=ko", "v=1&layers=zones,railways"])
def test_a_scene_is_geojson(real: World, query: str) -> None:
    assert geojson.faults(json.dumps(build(real, parse_strictly(query)).geojson())) == []


def test_the_gazetteer_is_geojson(real: World) -> None:
    assert geojson.faults(json.dumps(rows.sites_geojson(real))) == []


@pytest.mark.parametrize("ends", [("139.65,35.45", "-122.42,37.8"), ("-122.42,37.8", "139.65,35.45"), ("Rajin", "Dunai")])
def test_a_route_is_geojson(real: World, ends: tuple[str, str]) -> None:
    found = real.route(RouteQuery(*ends), "sea")
    assert geojson.faults(json.dumps(route_text.as_geojson(found))) == []


STORIES = sorted(path.name.removesuffix(".toml") for path in resources.files("seeds").joinpath("scenarios").iterdir())


@pytest.mark.parametrize("name", sampled(((name,) for name in STORIES), [("reading-a-source",)]))
def test_a_story_is_a_page(real: World, name: str) -> None:
    assert markup.html(storybook.make(real, real.scenarios_by_id[name], "story.html")) == []


@pytest.mark.grid
def test_a_story_is_a_deck(real: World) -> None:
    assert office.pptx(storybook.make(real, real.scenarios_by_id["hwasong-20"], "story.pptx")) == []


def test_a_document_of_any_name_keeps_its_links(real: World) -> None:
    """Ids of entities hold what a reference may hold, whatever the name of the thing."""
    for name in ("OSINT_North_Korea", "a:b/c", "Żółć", "", "-", "x" * 300):
        made_id = entities.identifier("document", name)
        assert followthemoney.ENTITY.fullmatch(made_id), name
        assert len(made_id) <= followthemoney.ID_LENGTH
    assert len({entities.identifier("document", name) for name in ("a_b", "a-b", "a b", "A-b")}) == 4


# ---- the checkers ----------------------------------------------------------------------------------------------------


def collection(**geometry: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]})


RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (collection(type="Polygon", coordinates=[RING[::-1]]), "outer ring runs clockwise"),
        (collection(type="Polygon", coordinates=[RING, RING]), "inner ring runs counterclockwise"),
        (collection(type="Polygon", coordinates=[RING[:3]]), "not closed"),
        (collection(type="LineString", coordinates=[[179, 0], [-179, 0]]), "crosses the antimeridian"),
        (collection(type="MultiLineString", coordinates=[[[1, 2]]]), "a line of 1"),
        (collection(type="Point", coordinates=[42, 130]), "not on Earth"),
        (collection(type="Point", coordinates=["1", 2]), "does not hold numbers"),
        (collection(type="Circle", coordinates=[1, 2]), "has no geometry"),
        ('{"type": "FeatureCollection", "features": [], "crs": {}}', "has the member crs"),
        ('{"type": "FeatureCollection", "features": [], "bbox": [1, 5, 2, 3]}', "has the box"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}', "has no member properties"),
        ('{"type": "Point", "coordinates": [NaN, 1]}', "NaN is no JSON"),
        ("\ufeff" + collection(type="Point", coordinates=[1, 2]), "byte order mark"),
    ],
)
def test_a_fault_of_geojson_is_seen(text: str, fault: str) -> None:
    assert fault in "; ".join(geojson.faults(text))


@pytest.mark.parametrize(
    ("ending", "old", "new", "fault"),
    [
        (".kml", b'id="site.', b'id="site:', "is no id"),
        (".kml", b"<open>1</open>", b"<open>perhaps</open>", "not a valid value"),
        (".kml", b"<name>", b"<nome>", "mismatch"),
        (".kml", b"<styleUrl>#", b"<styleUrl>#no-", "leads nowhere"),
        (".svg", b'id="site.', b'id="site:', "is no id"),
        (".svg", b"</svg>", b"", "Premature end"),
        (".html", b"<body>", b"<body><p><div id='a b'></p>", "holds a blank"),
        (".ftm.json", b"tumen-document-", b"tumen_document-", "is no id"),
        (".ftm.json", b'"addressEntity": ["tumen-place-', b'"addressEntity": ["tumen-places-', "leads to nothing"),
    ],
)
def test_a_fault_of_an_export_is_seen(ending: str, old: bytes, new: bytes, fault: str) -> None:
    content = made("khasan-rajin", ending)
    assert old in content
    assert fault in "; ".join(CHECKED[ending](content.replace(old, new)))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("PRAGMA application_id = 1", "application id 0x1"),
        ("UPDATE gpkg_contents SET last_change = '2024-06-19'", "was changed at"),
        ("UPDATE gpkg_contents SET max_x = -170 WHERE data_type = 'features'", "has the box"),
        ("UPDATE gpkg_geometry_columns SET geometry_type_name = 'POINT'", "not a POINT"),
        ("UPDATE gpkg_geometry_columns SET column_name = 'shape'", "has no column shape"),
        ("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = -1", "the reference system -1 is missing"),
        ("UPDATE gpkg_contents SET table_name = 'lost' WHERE table_name = 'layer_styles'", "lost is listed and not there"),
    ],
)
def test_a_fault_of_a_geopackage_is_seen(change: str, fault: str) -> None:
    with geopackage.opened(made("khasan-rajin", ".gpkg")) as base:
        for (trigger,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{trigger}"')
        base.execute(change)
        base.commit()
        assert fault in "; ".join(geopackage.faults(base.serialize()))


def test_a_fault_of_a_slide_is_seen() -> None:
    assert office.pptx(made("khasan-rajin", ".pptx")) == []
    assert markup.svg(b"<svg/>") == []
