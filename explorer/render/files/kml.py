"""The data of a sheet as KML: styles from the table of kinds, a folder a kind, times, and balloons with who says so.

KML knows no broken lines. What a line of the zones is worth (agreed, claimed, computed) is told by its dashes, so these are cut
on the ground; a broken line that is somebody's way stays whole, to be measured, and is drawn paler by the share of its gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from shapely.geometry import mapping, shape

from explorer.geo import cumulative_km
from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event
from explorer.letters import plain
from explorer.messages import say, told
from explorer.render.files.vector import inside
from explorer.render.sheet.ink import ink
from explorer.render.sheet.shapes import Sheet, xml_id
from explorer.render.statements import told as told_in
from explorer.render.words import LAYER_WORDS, standing_of
from explorer.scene.build import Scene
from explorer.scene.feature import AS_REPORTED, Feature
from explorer.scene.kinds import KINDS, FeatureKind
from explorer.views.view import Language
from explorer.world.world import World

_PX_A_PT = 4.0 / 3.0
_COARSER = 2.0
"""A globe is looked at from farther off than the sheet: dashes on the ground are longer by this."""
_MOST_DASHES = 400
"""Of one line; on a longer one they become longer."""

Line = Sequence[Sequence[float]]


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
    _text(document, "description", escape(" · ".join(dict.fromkeys(notes))))  # programs read it as HTML
    drawn = [f for f in inside(scene, sheet) if f.look.drawn]
    for kind, colour in sorted({(f.kind, f.colour) for f in drawn}):
        _style(document, KINDS[kind], colour)
    km_a_pt = 2.0 * sheet.frame.half_width_m / 1000.0 / sheet.map_box.width
    for layer in dict.fromkeys(f.layer for f in drawn):
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", _layer(world, language, str(layer)))
        rows = [f for f in drawn if f.layer == layer]
        for kind in dict.fromkeys(f.kind for f in rows):
            inner = ET.SubElement(folder, "Folder")
            _text(inner, "name", told(language, KINDS[kind].word))
            for feature in (f for f in rows if f.kind == kind):
                _placemark(inner, feature, world, language, km_a_pt)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    node = ET.SubElement(parent, name)
    node.text = plain(text)
    return node


def _style(document: ET.Element, look: FeatureKind, colour: str) -> None:
    style = ET.SubElement(document, "Style", {"id": _style_id(look.id, colour)})
    place, hue = look.widget == "pill", colour or look.colour
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", _colour(hue))
    _text(icon, "scale", "1.0" if place else "0.7")
    _text(ET.SubElement(style, "LabelStyle"), "scale", "0.9" if place else "0.7")
    if look.strokes:
        line, main = ET.SubElement(style, "LineStyle"), look.main
        _text(line, "color", _colour(main.colour or hue, 1.0 if _is_cut(look) else _inked(main.dash_pt)))
        _text(line, "width", f"{main.width_pt * _PX_A_PT:.1f}")
    _text(ET.SubElement(style, "PolyStyle"), "color", _colour(hue, look.fill))


def _style_id(kind: str, colour: str) -> str:
    return xml_id(f"kind-{kind}-{colour}" if colour else f"kind-{kind}")


def _colour(key: str, opacity: float = 1.0) -> str:
    red, green, blue = (ink("light")[key][n : n + 2] for n in (1, 3, 5))
    return f"{round(opacity * 255):02x}{blue}{green}{red}"


def _inked(dash_pt: Sequence[float]) -> float:
    """The share of a line that its dashes cover, dots taken as two fifths."""
    return max(sum(dash_pt[::2]) / sum(dash_pt), 0.4) if dash_pt else 1.0


def _is_cut(look: FeatureKind) -> bool:
    """Whether the dashes of a kind's lines are cut on the ground: where nobody travels along them."""
    return not look.schematic and not look.fill and bool(look.strokes and look.main.dash_pt)


def _layer(world: World, language: Language, layer: str) -> str:
    """The name of a layer's folder: its id in English, which programs know, elsewhere what readers call it."""
    known = {str(one): words for one, words in LAYER_WORDS.items()}
    if language == "en" or not {layer} & {*known, *world.cards.journeys}:
        return layer
    if layer in known:
        return say(language, known[layer])
    return world.tongue(language).card("journey", layer, world.cards.journeys[layer]).title


def _placemark(folder: ET.Element, feature: Feature, world: World, language: Language, km_a_pt: float) -> None:
    mark = ET.SubElement(folder, "Placemark", {"id": xml_id(feature.id)})
    _text(mark, "name", told(language, feature.title))
    entries = [world.ledger.by_id[claim] for claim in feature.claims]
    events = [world.ledger.events_by_id[event] for event in feature.events if event in world.ledger.events_by_id]
    tongue = world.tongue(language)
    spoken, facts = [tongue.entry(entry) for entry in entries], [tongue.event(event) for event in events]
    _text(mark, "description", _balloon(feature, spoken, facts, language))
    if span := _span(entries, events):
        node = ET.SubElement(mark, "TimeSpan")
        _text(node, "begin", span[0])
        _text(node, "end", span[1])
    _text(mark, "styleUrl", f"#{_style_id(feature.kind, feature.colour)}")
    data = ET.SubElement(mark, "ExtendedData")
    values = {
        "feature": feature.id, "kind": feature.kind, "layer": str(feature.layer), "basis": feature.basis,
        "claims": " ".join(feature.claims),
        "stances": "; ".join(f"{count} {stance.value}" for stance, count in feature.stances),
    }  # fmt: skip
    for name, value in values.items():
        if value:
            _text(ET.SubElement(data, "Data", {"name": name}), "value", value)
    geometry = mapping(shape(dict(feature.geometry or {})))
    _geometry(mark, _dashed(geometry, feature.look, km_a_pt) if _is_cut(feature.look) else geometry)


def _dashed(geometry: Mapping[str, Any], look: FeatureKind, km_a_pt: float) -> Mapping[str, Any]:
    """A line as the dashes of its kind, at the scale of the sheet; anything else as it is."""
    if not geometry["type"].endswith("LineString"):
        return geometry
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    period = sum(look.main.dash_pt) * km_a_pt * _COARSER
    pieces = [piece for line in lines for piece in broken(line, period, _inked(look.main.dash_pt))]
    return {"type": "MultiLineString", "coordinates": pieces}


def broken(line: Line, period_km: float, share: float) -> Iterator[list[list[float]]]:
    """The dashes of a line of positions, each ``share`` of a period long, the last one cut off at the line's end.

    >>> [[round(lat, 2) for _, lat in dash] for dash in broken([(130, 42), (130, 43)], 50.0, 0.6)]
    [[42.0, 42.27], [42.45, 42.72], [42.9, 43.0]]
    """
    lon, lat = np.asarray(line, dtype=float).T
    at = cumulative_km(list(zip(lon, lat, strict=True)))
    period = max(period_km, float(at[-1]) / _MOST_DASHES)
    for start in np.arange(0.0, at[-1], period):
        end = min(start + share * period, at[-1])
        km = np.concatenate([[start], at[(at > start) & (at < end)], [end]])
        yield np.column_stack([np.interp(km, at, lon), np.interp(km, at, lat)]).tolist()


_BASIS = {"named": "Named in the text", "inferred": "Place inferred by the ledger"}


def _balloon(feature: Feature, entries: Sequence[Entry], events: Sequence[Event], language: Language) -> str:
    """HTML for the balloon; every word from a card is escaped."""
    rows = [
        f"<li>{escape(told_in(e, language))} <i>({escape(', '.join(standing_of(language, e.id, e.claim)))})</i></li>"
        for e in entries
    ]
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
