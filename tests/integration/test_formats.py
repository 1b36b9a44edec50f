"""Every format of one view: read back by others, the same features and claims in each, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import tomllib
import zipfile
from datetime import date
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from pptx import Presentation
from pptx.util import Emu
from shapely.geometry import shape

from explorer.render.files import entities, export
from explorer.render.files.dated import stamped
from explorer.render.files.export import MAKERS, Job
from explorer.render.sheet.options import Options
from explorer.render.statements import sentence
from explorer.views.view import LANGUAGES, Language
from tests.bundled import bundled
from tests.grids import sampled
from tests.printed import prepared
from tests.standards import followthemoney, geojson, geopackage, markup, office

PRESETS = tuple(row["id"] for row in tomllib.loads(resources.files("seeds").joinpath("views.toml").read_text("utf-8"))["view"])
KML = "{http://www.opengis.net/kml/2.2}"
SHOWN = sampled(((preset,) for preset in PRESETS), [("khasan-rajin",)])
DETERMINED = [".geojson", ".kml", ".csv", ".html", ".ftm.json", ".pptx", ".gpkg"]
"""PNG, SVG and PDF have their own tests, and a ZIP holds these files under the ledger's date."""


@cache
def job(preset: str, language: Language = "en") -> Job:
    scene, sheet = prepared(bundled(), preset, Options(), language)
    return Job(bundled(), scene, Options(), sheet)


@cache
def made(preset: str, ending: str, language: Language = "en") -> bytes:
    return export.make(job(preset, language), f"map{ending}")


def svg_ids(preset: str) -> set[str]:
    root = ET.fromstring(made(preset, ".svg"))  # noqa: S314  # our own
    ids = {node.get("id", "").replace(".", ":") for node in root.iter("{http://www.w3.org/2000/svg}g")}
    return {i for i in ids if ":" in i and not i.endswith("::label") and i.split(":")[0] not in {"ground", "furniture", "note"}}


def pptx_ids(preset: str) -> set[str]:
    deck: Any = Presentation(io.BytesIO(made(preset, ".pptx")))
    names = {shape.name for shape in deck.slides[0].shapes}
    return {n for n in names if ":" in n and not n.endswith("/label") and n.split(":")[0] not in {"ground", "furniture", "note"}}


def geojson_rows(preset: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(made(preset, ".geojson"))["features"]
    return rows


def html_value(preset: str) -> dict[str, Any]:
    text = made(preset, ".html").decode()
    found = re.search(r"window\.TumenValue = (\{.*?\});</script>", text)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def kml_placemarks(preset: str) -> dict[str, ET.Element]:
    root = ET.fromstring(made(preset, ".kml"))  # noqa: S314  # our own
    return {node.get("id", "").replace(".", ":"): node for node in root.iter(f"{KML}Placemark")}


@pytest.mark.parametrize("preset", SHOWN)
def test_the_same_features_and_claims_in_every_format(preset: str) -> None:
    account = job(preset).sheet.account
    wanted, claims = set(account.features), set(account.claims)
    assert svg_ids(preset) == wanted
    assert pptx_ids(preset) == wanted
    drawn = [row for row in geojson_rows(preset) if row["properties"]["kind"] != "claim"]
    assert {row["id"] for row in drawn} == wanted
    assert {claim for row in drawn for claim in row["properties"].get("claims", [])} == claims
    assert {row["id"] for row in geojson_rows(preset)} - wanted == {f"claim:{claim}" for claim in claims}
    marks = kml_placemarks(preset)
    assert set(marks) == wanted
    told = {
        claim
        for node in marks.values()
        for data in node.iter(f"{KML}Data")
        if data.get("name") == "claims"
        for claim in (data.findtext(f"{KML}value") or "").split()
    }
    assert told == claims
    value = html_value(preset)
    assert {row["id"] for row in value["scene"]["features"]} == wanted
    assert {claim for row in value["features"].values() for claim in row["claims"]} == claims


CHECKED = {
    ".svg": markup.svg, ".html": markup.html, ".pptx": office.pptx, ".geojson": geojson.faults, ".kml": markup.kml,
    ".gpkg": geopackage.faults, ".ftm.json": followthemoney.faults,
}  # fmt: skip
"""What the standard of a format asks; PNG and PDF are read by others in the tests of sheets, CSV in those of its one writer."""


def test_every_format_has_a_standard() -> None:
    assert {*CHECKED, ".png", ".pdf", ".csv", ".zip"} == MAKERS.keys()


@pytest.mark.parametrize("ending", CHECKED)
@pytest.mark.parametrize("preset", SHOWN)
def test_every_view_keeps_to_the_standard(preset: str, ending: str) -> None:
    assert CHECKED[ending](made(preset, ending)) == []


@pytest.mark.skipif(followthemoney.program() is None, reason="FollowTheMoney's program is not here; make validators brings it in")
@pytest.mark.parametrize("preset", sampled(((preset,) for preset in PRESETS), []))
def test_followthemoney_keeps_everything(preset: str, tmp_path: Path) -> None:
    assert followthemoney.lost(made(preset, ".ftm.json"), followthemoney.program() or "", tmp_path) == []


@pytest.mark.parametrize("preset", SHOWN)
def test_the_browsers_map_shows_the_same_inside_the_frame(preset: str) -> None:
    """The scene that the browser draws, cut to the frame of the sheet, is what the sheet has drawn."""
    from shapely import Polygon

    from explorer.render.web.payload import CameraOrder, scene_payload

    work = job(preset)
    frame = Polygon(work.sheet.frame.outline())
    payload = scene_payload(work.scene, CameraOrder(1, work.world.home))["features"]
    inside = {row["id"] for row in payload if shape(row["geometry"]).intersects(frame)}
    assert inside == set(work.sheet.account.features)


@pytest.mark.parametrize("ending", sampled(((ending,) for ending in DETERMINED), [(".geojson",), (".pptx",)]))
def test_twice_the_same_bytes(ending: str) -> None:
    scene, sheet = prepared(bundled(), "khasan-rajin", Options())
    again = export.make(Job(bundled(), scene, Options(), sheet), f"map{ending}")
    if ending == ".gpkg":
        assert dumped(again) == dumped(made("khasan-rajin", ending))
    else:
        assert again == made("khasan-rajin", ending)


def dumped(content: bytes) -> list[str]:
    with geopackage.opened(content) as base:
        return [line for line in base.iterdump() if "rtree" not in line]


# ---- slide -----------------------------------------------------------------------------------------------------------


def test_a_slide_has_what_a_briefer_needs() -> None:
    content = made("khasan-rajin", ".pptx")
    assert len(content) < 3_000_000
    deck: Any = Presentation(io.BytesIO(content))
    assert len(deck.slides) == 1
    page = deck.slides[0]
    assert page.shapes.title.text == "Khasan to Rajin: the railway across the Tumen"
    image = next(item for item in page.shapes if item.name == "map")
    assert image.image.dpi[0] >= 200
    assert image.image.size[0] / Emu(image.width).inches >= 199
    assert "As reported, not verified" in image._element._nvXxPr.cNvPr.get("descr")
    table = next(item for item in page.shapes if item.has_table).table
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert any("David Maxwell" in cell and "assessed" in cell for cell in cells)
    assert any("\nB42 · assessed · content C6" in cell for cell in cells)
    notes = page.notes_slide.notes_text_frame.text
    for wanted in ("B42 (daily-scope-2024-06, paragraph 19", "OpenStreetMap contributors", "As reported, not verified"):
        assert wanted in notes
    named = [item for item in page.shapes if item.name == "site:rajin-port"]
    assert len(named) == 1
    assert named[0]._element._nvXxPr.cNvPr.get("descr") == "Rajin port"


@pytest.mark.parametrize(("preset", "language"), sampled(product(PRESETS, LANGUAGES), [("khasan-rajin", "en")]))
def test_nothing_leaves_the_slide_and_the_table_meets_nothing(preset: str, language: Language) -> None:
    deck: Any = Presentation(io.BytesIO(made(preset, ".pptx", language)))
    page = deck.slides[0]
    for item in page.shapes:
        assert item.left >= -12700, item.name
        assert item.top >= -12700, item.name
        assert item.left + item.width <= deck.slide_width + 12700, item.name
        assert item.top + item.height <= deck.slide_height + 12700, item.name
    sheet = job(preset, language).sheet
    legend = next(group for group in sheet.groups if group.id == "furniture:legend")
    assert legend.box
    for table in (item for item in page.shapes if item.has_table):
        top = sheet.height - table.top / 12700
        assert top <= legend.box.y0 + 0.5


def test_parts_of_a_slide_carry_the_ledgers_date() -> None:
    content = made("khasan-rajin", ".pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {job("khasan-rajin").world.ledger.as_of.year}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("clock", "ending"),
    sampled(product((-1.0, 0.0, 8_000_000_000.0), (".pptx", ".zip")), [(8_000_000_000.0, ".pptx")]),
)
def test_a_clock_that_no_zip_can_hold_changes_nothing(monkeypatch: pytest.MonkeyPatch, clock: float, ending: str) -> None:
    monkeypatch.setattr(export, "_SINGLE", {form: export.MAKERS[form] for form in (".pptx", ".csv")})
    before = export.make(job("khasan-rajin"), f"map{ending}")
    monkeypatch.setattr(time, "time", lambda: clock)
    assert export.make(job("khasan-rajin"), f"map{ending}") == before


@pytest.mark.parametrize(("day", "year"), [(date(1, 1, 1), 1980), (date(9999, 12, 31), 2107), (date(2025, 3, 1), 2025)])
def test_a_part_of_a_day_that_no_zip_can_hold_is_of_the_nearest_year(day: date, year: int) -> None:
    with zipfile.ZipFile(io.BytesIO(), "w") as bundle:
        bundle.writestr(stamped("part", day), b"x")
        assert bundle.infolist()[0].date_time == (year, day.month, day.day, 0, 0, 0)


# ---- data ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "driver"), [(".kml", "LIBKML"), (".gpkg", "GPKG"), (".geojson", "GeoJSON")])
def test_gdal_reads_it(ending: str, driver: str, tmp_path: Path) -> None:
    path = tmp_path / f"map{ending}"
    path.write_bytes(made("theatre", ending))
    assert driver in pyogrio.list_drivers()
    layers = pyogrio.list_layers(path)[:, 0]
    counts = {layer: pyogrio.read_info(path, layer=layer)["features"] for layer in layers}
    drawn = len(job("theatre").sheet.account.features)
    claims = len(job("theatre").sheet.account.claims)
    if ending == ".kml":
        assert sum(counts.values()) == drawn
    elif ending == ".gpkg":
        assert counts["places"] + counts["routes"] + counts.get("areas", 0) == drawn
        assert counts["claims"] == claims
    else:
        assert sum(counts.values()) == drawn + claims
    if ending != ".geojson":
        frame = pyogrio.read_dataframe(path, layer=layers[-1 if ending == ".kml" else 0])
        assert frame.geometry.notna().all()


def test_geojson_keeps_to_the_standard() -> None:
    collection = json.loads(made("theatre", ".geojson"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert len({row["id"] for row in collection["features"]}) == len(collection["features"])
    for row in collection["features"]:
        assert row["type"] == "Feature"
        assert row["geometry"] is None or shape(row["geometry"]).is_valid
    assert collection["captions"][0] == "As reported, not verified"


def test_kml_has_styles_folders_time_and_balloons() -> None:
    marks = kml_placemarks("theatre")
    root = ET.fromstring(made("theatre", ".kml"))  # noqa: S314  # our own
    styles = {f"#{node.get('id')}" for node in root.iter(f"{KML}Style")}
    assert {node.findtext(f"{KML}styleUrl") for node in marks.values()} <= styles
    assert len(list(root.iter(f"{KML}Folder"))) >= 4
    rajin = marks["site:rajin-port"]
    assert "David Maxwell" in (rajin.findtext(f"{KML}description") or "")
    span = rajin.find(f"{KML}TimeSpan")
    assert span is not None
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", span.findtext(f"{KML}begin") or "")
    assert (span.findtext(f"{KML}begin") or "") <= (span.findtext(f"{KML}end") or "")


def test_a_geopackage_carries_styles_for_qgis(tmp_path: Path) -> None:
    with geopackage.opened(made("theatre", ".gpkg")) as base:
        rows = base.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
        layers = {row[0] for row in base.execute("SELECT table_name FROM gpkg_geometry_columns")}
        stamps = {row[0] for row in base.execute("SELECT last_change FROM gpkg_contents")}
    assert {row[0] for row in rows} == layers >= {"places", "routes", "claims"}
    for _, style, default in rows:
        root = ET.fromstring(style)  # noqa: S314  # our own
        assert root.tag == "qgis"
        symbols = {node.get("name") for node in root.iter("symbol")}
        assert {node.get("symbol") for node in root.iter("category")} == symbols != set()
        assert default == 1
    as_of = job("theatre").world.ledger.as_of
    assert stamps == {f"{as_of}T00:00:00.000Z"}


def test_the_table_has_every_claim_of_the_view() -> None:
    rows = list(csv.DictReader(io.StringIO(made("denials", ".csv").decode("utf-8-sig"))))
    own = [entry.id for entry in job("denials").scene.entries]
    assert [row["id"] for row in rows][: len(own)] == own
    assert "A05" in {row["id"] for row in rows[len(own) :]}, "what speaks against A04 goes with it, whatever the filter"


# ---- entities --------------------------------------------------------------------------------------------------------

SCHEMATA = {
    "Article": {"title", "fileName", "publisher", "date", "sourceUrl"},
    "LegalEntity": {"name", "notes"},
    "PublicBody": {"name", "notes"},
    "Address": {"full", "name", "alias", "latitude", "longitude", "country", "remarks"},
    "Event": {"name", "summary", "startDate", "endDate", "addressEntity", "notes"},
    "Note": {"name", "description", "entity", "addressEntity", "keywords", "notes"},
}
"""Schemata of FollowTheMoney used here, with the properties of theirs that are filled."""


def test_entities_keep_to_their_schemata_and_refer_to_each_other() -> None:
    rows = [json.loads(line) for line in made("theatre", ".ftm.json").decode().splitlines()]
    ids = {row["id"] for row in rows}
    assert len(ids) == len(rows)
    for row in rows:
        assert set(row["properties"]) <= SCHEMATA[row["schema"]], row["schema"]
        for values in row["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
        for key in ("entity", "addressEntity"):
            assert set(row["properties"].get(key, [])) <= ids
    assert sum(row["schema"] == "Note" for row in rows) == len(job("theatre").scene.entries)


def test_no_entity_tells_an_allegation_as_a_fact() -> None:
    work = job("theatre")
    notes = {
        row["id"]: row
        for line in made("theatre", ".ftm.json").decode().splitlines()
        if (row := json.loads(line))["schema"] == "Note"
    }
    record = json.loads(entities.status(work.world, work.scene))
    by_claim = {row["claim"]: row for row in record["claims"]}
    assert set(by_claim) == {entry.id for entry in work.scene.entries}
    for entry in work.scene.entries:
        note = notes[by_claim[entry.id]["entity"]]["properties"]
        (words,) = note["description"]
        assert words.startswith(sentence(entry))
        assert words.endswith("As reported, not verified.")
        assert by_claim[entry.id]["stance"] == entry.claim.stance.value
    assert "B15" in by_claim["B09"]["denied_by"] or by_claim["B09"]["contradicts"]


# ---- page and bundle -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", SHOWN)
def test_a_page_is_one_file_that_asks_for_nothing(preset: str) -> None:
    text = made(preset, ".html").decode()
    assert len(text) < 3_000_000
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', text)
    assert "connect-src 'none'" in text
    assert not re.search(r"url\((?!['\"]?data:)", text.partition("<style>")[2].partition("</style>")[0])
    assert "%%" not in text
    for claim in job(preset).sheet.account.claims:
        assert f'data-claim="{claim}"' in text


def test_a_bundle_holds_every_format_with_its_manifest() -> None:
    with zipfile.ZipFile(io.BytesIO(made("khasan-rajin", ".zip"))) as bundle:
        names = bundle.namelist()
        assert bundle.testzip() is None
        for ending in MAKERS:
            if ending != ".zip":
                assert f"map{ending}" in names
                note = json.loads(bundle.read(f"map{ending}.manifest.json"))
                assert note["features"] == list(job("khasan-rajin").sheet.account.features)
        assert "map.status.json" in names
        day = job("khasan-rajin").world.ledger.as_of
        assert day is not None
        assert {info.date_time for info in bundle.infolist()} == {(day.year, day.month, day.day, 0, 0, 0)}
        assert bundle.read("map.svg") == made("khasan-rajin", ".svg")
