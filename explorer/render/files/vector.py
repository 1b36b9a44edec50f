"""The data of a sheet for other programs: GeoJSON, KML and GeoPackage. What is drawn inside the frame, and nothing else."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pyogrio
from shapely.geometry import mapping, shape

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.render.sheet.ink import ink
from explorer.render.sheet.shapes import Sheet
from explorer.render.statements import sentence
from explorer.render.words import say, standing_of, told
from explorer.scene.build import Scene
from explorer.scene.feature import AS_REPORTED, Feature
from explorer.views.view import Language
from explorer.world.world import World

Row = dict[str, Any]
CRS = "EPSG:4326"


def inside(scene: Scene, sheet: Sheet) -> tuple[Feature, ...]:
    """The drawn features of the sheet, and the claims behind them as features of their own."""
    drawn, claims = set(sheet.account.features), set(sheet.account.claims)
    return tuple(f for f in scene.features if f.id in drawn or (f.kind == "claim" and set(f.claims) <= claims))


def geojson(scene: Scene, sheet: Sheet, world: World) -> bytes:
    """A FeatureCollection (RFC 7946) with the captions, sources and licences as foreign members."""
    kept = inside(scene, sheet)
    whole = scene.geojson()
    as_of = world.ledger.as_of
    collection = {
        "type": "FeatureCollection",
        "title": sheet.title,
        **{key: whole[key] for key in ("view", "captions", "sources", "attribution")},
        "ledger_date": as_of.isoformat() if as_of else None,
        "features": [_row(feature, world) for feature in kept],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _row(feature: Feature, world: World) -> Row:
    row = feature.geojson()
    if row["geometry"] is not None:
        row["geometry"] = _rounded(row["geometry"])
    if feature.kind == "claim":
        entry = world.ledger.by_id[feature.claims[0]]
        row["properties"] |= {"sentence": sentence(entry), "grade": entry.claim.content.code, "truth": entry.claim.truth.value}
    return row


def _rounded(geometry: Mapping[str, Any]) -> Row:
    def turn(value: Any) -> Any:
        return [turn(item) for item in value] if isinstance(value, (list, tuple)) else round(float(value), 6)

    return {"type": geometry["type"], "coordinates": turn(geometry["coordinates"])}


# ---- KML -------------------------------------------------------------------------------------------------------------


def kml(scene: Scene, sheet: Sheet, world: World) -> bytes:
    """KML 2.2: a folder a layer, styles by kind, a time span where days are known, a balloon with who says so."""
    root = ET.Element("kml", {"xmlns": "http://www.opengis.net/kml/2.2"})
    document = ET.SubElement(root, "Document")
    _text(document, "name", sheet.title)
    _text(document, "open", "1")
    language = scene.view.language
    notes = [
        *(told(language, caption) for caption in scene.captions),
        *scene.sources,
        *(owed for line in scene.attribution for owed in line.split("; ")),
    ]
    _text(document, "description", " · ".join(dict.fromkeys(notes)))
    drawn = [f for f in inside(scene, sheet) if f.kind != "claim"]
    for kind in sorted({f.kind for f in drawn}):
        _style(document, kind)
    for layer in dict.fromkeys(f.layer for f in drawn):
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", str(layer))
        for feature in (f for f in drawn if f.layer == layer):
            _placemark(folder, feature, world, language)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    node = ET.SubElement(parent, name)
    node.text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return node


_COLOURS = {
    "site": "text", "event-site": "muted", "bare-site": "muted", "rail": "rail", "sea": "route", "order": "order",
    "stop": "order", "halo": "halo", "way-rail": "green", "way-sea": "green", "way-mark": "green",
}  # fmt: skip


def _style(document: ET.Element, kind: str) -> None:
    red, green, blue = (ink("light")[_COLOURS.get(kind, "muted")][n : n + 2] for n in (1, 3, 5))
    style = ET.SubElement(document, "Style", {"id": f"kind-{kind}"})
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", f"ff{blue}{green}{red}")
    _text(icon, "scale", "1.0" if kind == "site" else "0.7")
    _text(ET.SubElement(style, "LabelStyle"), "scale", "0.9" if kind == "site" else "0.7")
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", f"e6{blue}{green}{red}")
    _text(line, "width", "4" if kind in {"rail", "way-rail"} else "2.5")
    _text(ET.SubElement(style, "PolyStyle"), "color", f"26{blue}{green}{red}")


def _placemark(folder: ET.Element, feature: Feature, world: World, language: Language) -> None:
    mark = ET.SubElement(folder, "Placemark", {"id": feature.id})
    _text(mark, "name", told(language, feature.title))
    entries = [world.ledger.by_id[claim] for claim in feature.claims]
    events = [world.ledger.events_by_id[event] for event in feature.events if event in world.ledger.events_by_id]
    _text(mark, "description", _balloon(feature, entries, events, language))
    if span := _span(entries, events):
        node = ET.SubElement(mark, "TimeSpan")
        _text(node, "begin", span[0])
        _text(node, "end", span[1])
    _text(mark, "styleUrl", f"#kind-{feature.kind}")
    data = ET.SubElement(mark, "ExtendedData")
    values = {
        "kind": feature.kind, "layer": str(feature.layer), "basis": feature.basis, "claims": " ".join(feature.claims),
        "stances": "; ".join(f"{count} {stance.value}" for stance, count in feature.stances),
    }  # fmt: skip
    for name, value in values.items():
        if value:
            _text(ET.SubElement(data, "Data", {"name": name}), "value", value)
    _geometry(mark, mapping(shape(dict(feature.geometry or {}))))


_BASIS = {"named": "Named in the text", "inferred": "Place inferred by the ledger"}


def _balloon(feature: Feature, entries: Sequence[Entry], events: Sequence[Event], language: Language) -> str:
    """HTML for the balloon; every word from a card is escaped."""
    rows = [f"<li>{escape(sentence(e))} <i>({escape(', '.join(standing_of(language, e.id, e.claim)))})</i></li>" for e in entries]
    rows += [
        f"<li>{escape(e.reporter)}: {escape(e.statement)} <i>({escape(say(language, 'outside the articles'))})</i></li>"
        for e in events
    ]
    basis = f"{say(language, _BASIS[feature.basis])}." if feature.basis in _BASIS else ""
    head = " ".join(part for part in (escape(feature.detail), basis) if part)
    listed = f"<ul>{''.join(rows)}</ul>" if rows else ""
    return f"<p>{head}</p>{listed}<p>{escape(say(language, AS_REPORTED))}.</p>"


def _span(entries: Iterable[Entry], events: Iterable[Event]) -> tuple[str, str] | None:
    dates = [*(e.claim.dates for e in entries), *(e.dates for e in events)]
    days = [day for row in dates for day in (row.start, row.end) if day]
    return (min(days).isoformat(), max(days).isoformat()) if days else None


def _geometry(parent: ET.Element, geometry: Mapping[str, Any]) -> None:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        multi = ET.SubElement(parent, "MultiGeometry")
        for part in coordinates:
            _geometry(multi, {"type": kind.removeprefix("Multi"), "coordinates": part})
        return
    node = ET.SubElement(parent, kind)
    if kind == "Point":
        _text(node, "coordinates", _written([coordinates]))
    elif kind == "LineString":
        _text(node, "tessellate", "1")
        _text(node, "coordinates", _written(coordinates))
    else:
        for n, ring in enumerate(coordinates):
            edge = ET.SubElement(node, "innerBoundaryIs" if n else "outerBoundaryIs")
            _text(ET.SubElement(edge, "LinearRing"), "coordinates", _written(ring))


def _written(points: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{round(p[0], 6):.6f},{round(p[1], 6):.6f}" for p in points)


# ---- GeoPackage ------------------------------------------------------------------------------------------------------


def geopackage(scene: Scene, sheet: Sheet, world: World) -> bytes:
    """A GeoPackage: places, routes, areas and claims as layers, each with a QGIS style in ``layer_styles``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.gpkg"
        for name, rows in _themes(scene, sheet, world):
            frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)
            pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=path.exists(), SPATIAL_INDEX="YES")
        as_of = world.ledger.as_of
        _finish(path, f"{as_of.isoformat() if as_of else '2000-01-01'}T00:00:00.000Z")
        return path.read_bytes()


def _themes(scene: Scene, sheet: Sheet, world: World) -> Iterator[tuple[str, list[Row]]]:
    kept = inside(scene, sheet)
    for name, kinds in (
        ("areas", {"Polygon", "MultiPolygon"}),
        ("routes", {"LineString", "MultiLineString"}),
        ("places", {"Point"}),
    ):
        rows = [_flat(f) for f in kept if f.kind != "claim" and f.geometry and f.geometry["type"] in kinds]
        if rows:
            yield name, rows
    claims = [world.ledger.by_id[claim] for claim in sheet.account.claims]
    points = {f.claims[0]: f.geometry for f in kept if f.kind == "claim"}
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
        "feature": feature.id, "kind": feature.kind, "layer": str(feature.layer), "title": feature.title,
        "detail": feature.detail, "basis": feature.basis, "claims": " ".join(feature.claims), "events": " ".join(feature.events),
        "stances": "; ".join(f"{count} {stance.value}" for stance, count in feature.stances), "geometry": made,
    }  # fmt: skip


def _finish(path: Path, stamp: str) -> None:
    """Add the styles and put the ledger's date where GDAL has written the clock's."""
    with sqlite3.connect(path) as base:
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
                (table, column, table, _qml(kind, base, table), f"Tumen Explorer: {table}", stamp),
            )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (stamp,),
        )
        base.execute("UPDATE gpkg_contents SET last_change = ?", (stamp,))
    base.close()


def _qml(kind: str, base: sqlite3.Connection, table: str) -> str:
    """A QGIS style by kind, or by stance for claims."""
    column = "stance" if table == "claims" else "kind"
    values = [row[0] for row in base.execute(f'SELECT DISTINCT {column} FROM "{table}" ORDER BY 1')]  # noqa: S608  # our own names
    root = ET.Element("qgis", {"version": "3.28", "styleCategories": "Symbology"})
    renderer = ET.SubElement(
        root, "renderer-v2", {"type": "categorizedSymbol", "attr": column, "symbollevels": "0", "enableorderby": "0"}
    )
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for n, value in enumerate(values):
        ET.SubElement(categories, "category", {"symbol": str(n), "value": value, "label": value, "render": "true"})
        red, green, blue = (int(ink("light")[_COLOURS.get(value, "muted")][k : k + 2], 16) for k in (1, 3, 5))
        family = "marker" if "POINT" in kind else "line" if "LINE" in kind else "fill"
        symbol = ET.SubElement(symbols, "symbol", {"type": family, "name": str(n), "alpha": "1", "clip_to_extent": "1"})
        of = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}[family]
        layer = ET.SubElement(symbol, "layer", {"class": of, "enabled": "1", "pass": "0", "locked": "0"})
        options = ET.SubElement(layer, "Option", {"type": "Map"})
        colour = f"{red},{green},{blue},{60 if family == 'fill' else 255}"
        mark, dash = {"event-site": "diamond"}.get(value, "circle"), {"sea": "dash", "way-sea": "dash", "order": "dot"}
        chosen = {
            "marker": {"color": colour, "name": mark, "size": "2.6", "outline_color": "255,253,248,255"},
            "line": {"line_color": colour, "line_width": "0.8", "line_style": dash.get(value, "solid")},
            "fill": {"color": colour, "outline_color": f"{red},{green},{blue},255", "outline_style": "dash"},
        }[family]  # fmt: skip
        for name, text in chosen.items():
            ET.SubElement(options, "Option", {"type": "QString", "name": name, "value": text})
    return ET.tostring(root, encoding="unicode")
