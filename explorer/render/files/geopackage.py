"""The data of a sheet as a GeoPackage: places, routes, areas and claims as layers, each with a QGIS style in ``layer_styles``.

The styles draw every stroke of the table of kinds, dashes and all; their categories bear the words of the legend.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pyogrio
from shapely.geometry import mapping, shape

from explorer.ledger.vocabulary import Stance
from explorer.messages import told
from explorer.render.files.vector import Row, inside
from explorer.render.sheet.ink import ink
from explorer.render.sheet.marks import RING_PT
from explorer.render.sheet.shapes import Sheet
from explorer.render.statements import sentence
from explorer.render.symbols import stance_colour
from explorer.scene.build import Scene
from explorer.scene.feature import Feature
from explorer.scene.kinds import KINDS, STANCE_WORDS, FeatureKind, Stroke
from explorer.views.view import Language
from explorer.world.world import World

CRS = "EPSG:4326"
_COLUMNS = ["feature", "kind", "look", "layer", "title", "detail", "basis", "claims", "events", "stances", "geometry"]
"""Of a layer of drawn features, as :func:`_flat` makes them."""


def geopackage(scene: Scene, sheet: Sheet, world: World) -> bytes:
    """The file, the same but for the order of its index for the same sheet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.gpkg"
        for name, rows in list(_themes(scene, sheet, world)) or [("places", [])]:  # a file without any layer is none
            frame = gpd.GeoDataFrame(rows, columns=None if rows else _COLUMNS, geometry="geometry", crs=CRS)
            kind = None if rows else "Point"
            pyogrio.write_dataframe(
                frame, path, layer=name, driver="GPKG", append=path.exists(), geometry_type=kind, SPATIAL_INDEX="YES"
            )
        as_of = world.ledger.as_of
        _finish(path, scene.view.language, f"{as_of.isoformat() if as_of else '2000-01-01'}T00:00:00.000Z")
        return path.read_bytes()


def _themes(scene: Scene, sheet: Sheet, world: World) -> Iterator[tuple[str, list[Row]]]:
    kept = inside(scene, sheet)
    for name, kinds in (
        ("areas", {"Polygon", "MultiPolygon"}),
        ("routes", {"LineString", "MultiLineString"}),
        ("places", {"Point"}),
    ):
        rows = [_flat(f) for f in kept if f.look.drawn and f.geometry and f.geometry["type"] in kinds]
        if rows:
            yield name, rows
    claims = [world.ledger.by_id[claim] for claim in sheet.account.claims]
    points = {f.claims[0]: f.geometry for f in kept if not f.look.drawn}
    rows = [
        {
            "claim": e.id, "claimant": e.who, "stance": e.claim.stance.value, "sentence": sentence(e),
            "reliability": e.claim.content.reliability.value, "credibility": e.claim.content.credibility.value,
            "truth": e.claim.truth.value, "speech": e.claim.speech.value, "document": e.document.id,
            "paragraph": e.claim.paragraph, "date_start": str(e.claim.dates.start or e.claim.dates.end or ""),
            "date_end": str(e.claim.dates.end or e.claim.dates.start or ""),
            "geometry": _points(points.get(e.id)),
        }
        for e in claims
    ]  # fmt: skip
    if rows:
        yield "claims", rows


def _points(geometry: Mapping[str, Any] | None) -> Any:
    if geometry is None:
        return None
    made = shape(dict(geometry))
    return made if made.geom_type == "MultiPoint" else shape({"type": "MultiPoint", "coordinates": [made.coords[0]]})


def _flat(feature: Feature) -> Row:
    made = shape(dict(feature.geometry or {}))
    if made.geom_type in {"LineString", "Polygon"}:
        made = shape({"type": f"Multi{made.geom_type}", "coordinates": [mapping(made)["coordinates"]]})
    return {
        "feature": feature.id, "kind": feature.kind, "look": _look(feature), "layer": str(feature.layer), "title": feature.title,
        "detail": feature.detail, "basis": feature.basis, "claims": " ".join(feature.claims), "events": " ".join(feature.events),
        "stances": "; ".join(f"{count} {stance.value}" for stance, count in feature.stances), "geometry": made,
    }  # fmt: skip


def _look(feature: Feature) -> str:
    """What the style tells apart: the kind and, where the feature has a colour of its own, that and what it stands for."""
    meant = feature.layer if feature.look.by_colour else feature.basis
    return f"{feature.kind}:{feature.colour}:{meant}" if feature.colour else feature.kind


def _finish(path: Path, language: Language, stamp: str) -> None:
    """Add the styles and put the ledger's date where GDAL has written the clock's."""
    with closing(sqlite3.connect(path)) as base, base:
        layers = base.execute(
            "SELECT c.table_name, g.column_name, g.geometry_type_name "
            "FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name)"
        ).fetchall()
        base.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
            "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
            "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"
        )
        for table, column, kind in layers:
            base.execute(
                "INSERT INTO layer_styles VALUES (NULL, '', '', ?, ?, ?, ?, '', 1, ?, '', '', ?)",
                (table, column, table, _qml(kind, base, table, language), f"Tumen Explorer: {table}", stamp),
            )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (stamp,),
        )
        base.execute("UPDATE gpkg_contents SET last_change = ?", (stamp,))


# ---- styles ----------------------------------------------------------------------------------------------------------


def _qml(geometry: str, base: sqlite3.Connection, table: str, language: Language) -> str:
    """A QGIS style by kind, or by stance for claims."""
    column = "stance" if table == "claims" else "look"
    values = [row[0] for row in base.execute(f'SELECT DISTINCT {column} FROM "{table}" ORDER BY 1')]  # noqa: S608  # our own names
    root = ET.Element("qgis", {"version": "3.28", "styleCategories": "Symbology"})
    renderer = ET.SubElement(
        root, "renderer-v2", {"type": "categorizedSymbol", "attr": column, "symbollevels": "0", "enableorderby": "0"}
    )
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    family = "marker" if "POINT" in geometry else "line" if "LINE" in geometry else "fill"
    for n, value in enumerate(values):
        identifier, colour, meant = (*value.split(":"), "", "")[:3]
        word = STANCE_WORDS[Stance(value)] if table == "claims" else KINDS[identifier].word
        layers = [_stance(Stance(value))] if table == "claims" else _layers(KINDS[identifier], colour, family)
        label = told(language, word) + (f" ({meant})" if meant else "")
        ET.SubElement(categories, "category", {"symbol": str(n), "value": value, "label": label, "render": "true"})
        symbol = ET.SubElement(symbols, "symbol", {"type": family, "name": str(n), "alpha": "1", "clip_to_extent": "1"})
        for name, options in layers:
            _symbol_layer(symbol, name, options)
    return ET.tostring(root, encoding="unicode")


Layers = list[tuple[str, dict[str, str]]]
"""Layers of a symbol from below to above, each with its class and options."""


def _symbol_layer(symbol: ET.Element, name: str, chosen: Mapping[str, str]) -> None:
    layer = ET.SubElement(symbol, "layer", {"class": name, "enabled": "1", "pass": "0", "locked": "0"})
    options = ET.SubElement(layer, "Option", {"type": "Map"})
    for key, text in chosen.items():
        ET.SubElement(options, "Option", {"type": "QString", "name": key, "value": text})


def _stance(stance: Stance) -> tuple[str, dict[str, str]]:
    return _marker("circle", _rgba(stance_colour(stance, "light")), 2.6, Stroke(0.4, "paper"), "paper")


def _layers(look: FeatureKind, colour: str, family: str) -> Layers:
    """The symbol of a kind for points, lines or areas, in a colour of its own or that of the kind."""
    hue = colour or look.colour
    if family == "marker":
        return _point(look, hue)
    strokes = [_stroke(stroke, hue) for stroke in look.strokes]
    area = ("SimpleFill", {"color": _paint(hue, look.fill), "style": "solid", "outline_style": "no"})
    return [area, *strokes] if family == "fill" else strokes


def _point(look: FeatureKind, hue: str) -> Layers:
    mark = look.mark
    if mark is None:
        return [_marker("circle", _paint(hue, look.fill), RING_PT, look.main, hue)]
    form = mark.form if mark.form in {"diamond", "triangle"} else "circle"
    body = _marker(form, _paint(mark.fill or hue), mark.radius_pt, mark.edge, hue)
    return [body, _marker("circle", _paint(hue), 1.1, None, hue)] if mark.form == "target" else [body]


def _marker(form: str, colour: str, radius_pt: float, edge: Stroke | None, hue: str) -> tuple[str, dict[str, str]]:
    outline = {"outline_style": "no"}
    if edge:
        outline = {
            "outline_style": _pattern(edge), "outline_color": _paint(edge.colour or hue), "outline_width": f"{edge.width_pt}",
            "outline_width_unit": "Point",
        }  # fmt: skip
    return "SimpleMarker", {"name": form, "color": colour, "size": f"{2.0 * radius_pt:g}", "size_unit": "Point", **outline}


def _stroke(stroke: Stroke, hue: str) -> tuple[str, dict[str, str]]:
    options = {
        "line_color": _paint(stroke.colour or hue, stroke.opacity),
        "line_width": f"{stroke.width_pt}", "line_width_unit": "Point",
        "line_style": _pattern(stroke), "capstyle": "round" if stroke.round else "flat", "joinstyle": "round",
    }  # fmt: skip
    if stroke.dash_pt:
        dash = ";".join(f"{length:g}" for length in stroke.dash_pt)
        options |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": "Point"}
    return "SimpleLine", options


def _pattern(stroke: Stroke) -> str:
    """The nearest of the patterns that every version draws."""
    return "solid" if not stroke.dash_pt else "dot" if stroke.dash_pt[0] < stroke.width_pt else "dash"


def _paint(key: str, opacity: float = 1.0) -> str:
    return _rgba(ink("light")[key], opacity)


def _rgba(colour: str, opacity: float = 1.0) -> str:
    return ",".join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5)) + f",{round(opacity * 255)}"
