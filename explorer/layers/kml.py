"""KML and KMZ: placemarks of all folders in one layer; what lies on the ground, on the screen or in the network is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.errors import LayerError, quoted
from explorer.layers import archive, xml
from explorer.layers.layer import Corrections, Finding, Layer, as_shapes, short
from explorer.layers.mending import closed, shaped
from explorer.layers.rows import table_of
from explorer.layers.times import read_time

GEOMETRIES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track", "MultiTrack"})
OVERLAYS = {"GroundOverlay": "pictures on the ground", "ScreenOverlay": "pictures on the screen", "PhotoOverlay": "photographs"}
ALWAYS = ("name", "description", "timestamp")
WHERE_VARIED = ("folder", "style")
"""Fields that are kept where placemarks differ in them."""
LINKS_TOLD = 20


@dataclass
class _Read:
    """What a document has given so far."""

    shapes: list[Any] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    begins: list[str | None] = field(default_factory=list)
    ends: list[str | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    title: str = ""


def read_kml(data: bytes, name: str, told: Corrections) -> Layer:
    """The placemarks of a KML document."""
    read = _Read()
    _document(data, told, read)
    return _layer(read, name)


def read_kmz(data: bytes, name: str, told: Corrections) -> Layer:
    """The placemarks of all KML documents in a KMZ.

    Raises
    ------
    LayerError
        The archive is broken, a bomb, or no document in it can be read.
    """
    documents = [member for member in archive.members(data) if member.filename.lower().endswith(".kml")]
    read = _Read()
    for member in documents:
        if not archive.is_safe(member.filename):
            read.findings.append(Finding("its name leads out of the archive: not opened", short(member.filename)))
            continue
        _document(archive.unpacked(data, member), told, read)
        read.seen["document"] += 1
    packed = {member.filename for member in archive.members(data)}
    inside = sum(link.split("#")[0].replace("../", "") in packed or "://" not in link for link in read.links)
    layer = _layer(read, name)
    notes = [Finding(f"{read.seen['document']:,} KML documents, of which {inside:,} links lead to others in the archive")]
    return layer.told(notes if read.seen["document"] > 1 else ())


def _document(data: bytes, told: Corrections, read: _Read) -> None:
    text, note = xml.text_of(data, told.encoding)
    if not text.strip("\0 \t\r\n").startswith("<"):
        raise LayerError("it is not KML: there is no XML in it. Get the file again.")
    if note:
        read.findings.append(Finding(note))
    folders: list[str] = []
    for event, element in xml.elements(text):
        _event(event, element, folders, read)


def _event(event: str, element: Any, folders: list[str], read: _Read) -> None:
    name = xml.local(element)
    if event == "start":
        if name in {"Folder", "Document"}:
            folders.append("")
            read.seen["folder"] += name == "Folder"
    elif name == "Placemark":
        _placemark(element, " / ".join(filter(None, folders)), read)
        xml.drop(element)
    elif name in {"Folder", "Document"}:
        folders.pop()
        xml.drop(element)
    elif name == "name" and folders and xml.local(element.getparent()) in {"Folder", "Document"}:
        folders[-1] = "".join(element.itertext()).strip()
        read.title = read.title or folders[-1]
    elif name in OVERLAYS or name == "NetworkLink":
        _beside(element, name, read)


def _beside(element: Any, name: str, read: _Read) -> None:
    """What is no feature: a picture laid over the map, or a link."""
    read.seen[name] += 1
    if name == "NetworkLink":
        links = [xml.child_text(link, "href") for link in xml.children(element, "Link", "Url")]
        read.links += filter(None, links)
    if name == "GroundOverlay":
        for box in xml.children(element, "LatLonBox"):
            told = [xml.child_text(box, side) for side in ("west", "south", "east", "north")]
            read.findings.append(Finding("a picture on the ground, not read", short(" ".join(told)), line=element.sourceline))


def _placemark(element: Any, folder: str, read: _Read) -> None:
    row: dict[str, Any] = {name: xml.child_text(element, name) or None for name in ("name", "description")}
    if row["description"]:
        row["description"] = xml.plain(row["description"])
    row["folder"] = folder or None
    row["style"] = xml.child_text(element, "styleUrl") or None
    row.update(_extended(element))
    index = len(read.shapes)
    parts, times = _geometry(element, read, index)
    begin, end = _span(element) if not times else (min(times), max(times))
    stamp = next((xml.child_text(stamp, "when") for stamp in xml.children(element, "TimeStamp")), "")
    row["timestamp"] = stamp or None
    read.shapes.append(parts)
    read.rows.append(row)
    read.begins.append(begin)
    read.ends.append(end)
    read.lines.append(element.sourceline or 0)
    if parts is None:
        read.findings.append(Finding("a placemark without a geometry", short(row["name"] or ""), row=index + 1, kind="dropped"))


def _extended(element: Any) -> Iterator[tuple[str, str | None]]:
    for extended in xml.children(element, "ExtendedData"):
        for data in xml.children(extended, "Data"):
            yield data.get("name") or "data", xml.child_text(data, "value") or None
        for schema in xml.children(extended, "SchemaData"):
            for data in xml.children(schema, "SimpleData"):
                yield data.get("name") or "data", "".join(data.itertext()).strip() or None


def _span(element: Any) -> tuple[str | None, str | None]:
    for stamp in xml.children(element, "TimeStamp"):
        when = read_time(xml.child_text(stamp, "when"))
        return when, when
    for span in xml.children(element, "TimeSpan"):
        return read_time(xml.child_text(span, "begin")), read_time(xml.child_text(span, "end"))
    return None, None


def _geometry(element: Any, read: _Read, index: int) -> tuple[Any, list[str]]:
    """The geometry of a placemark, and the times of its tracks."""
    parts: list[Any] = []
    times: list[str] = []
    waiting = [child for child in element if xml.local(child) in GEOMETRIES]
    while waiting:
        shape = waiting.pop(0)
        name = xml.local(shape)
        if name in {"MultiGeometry", "MultiTrack"}:
            waiting = [child for child in shape if xml.local(child) in GEOMETRIES] + waiting
            continue
        if name == "Track":
            times += filter(None, (read_time("".join(when.itertext()).strip()) for when in xml.children(shape, "when")))
        made, why = _shape(shape, name)
        if why:
            read.findings.append(Finding(why, short(xml.child_text(element, "name")), row=index + 1))
        if made is not None:
            parts.append(made)
    return (shaped(parts) if parts else None), times


def _shape(element: Any, name: str) -> tuple[Any, str]:
    """One simple geometry, and what was odd about it."""
    if name == "Polygon":
        return _polygon(element)
    if name == "Track":
        points = coordinates(" ".join(",".join((coord.text or "").split()) for coord in xml.children(element, "coord")))
    elif name == "Model":
        place = next(xml.children(element, "Location"), element)
        lon, lat = xml.child_text(place, "longitude"), xml.child_text(place, "latitude")
        points = coordinates(f"{lon},{lat}" if lon and lat else "")
    else:
        points = coordinates(xml.child_text(element, "coordinates"))
    if not len(points):
        return None, f"a {name} without coordinates"
    if name in {"Point", "Model"} or len(points) == 1:
        return shapely.Point(points[0]), "" if name in {"Point", "Model"} else f"a {name} of one position: a point"
    if name == "LinearRing":
        points, _ = closed(points)
    return shapely.LineString(points), ""


def _polygon(element: Any) -> tuple[Any, str]:
    rings: list[Any] = []
    why = ""
    for boundary in xml.children(element, "outerBoundaryIs", "innerBoundaryIs"):
        for ring in xml.children(boundary, "LinearRing"):
            points, open_ring = closed(coordinates(xml.child_text(ring, "coordinates")))
            why = "a ring was not closed: closed" if open_ring else why
            outer = xml.local(boundary) == "outerBoundaryIs"
            if len(points) >= 4:
                rings.insert(0, points) if outer else rings.append(points)
            elif outer:
                return None, f"an area of {len(points)} positions, which is none"
    return (shapely.Polygon(rings[0], rings[1:]), why) if rings else (None, "an area without an outline")


_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan"
_TUPLE = re.compile(rf"({_NUMBER})\s*,\s*({_NUMBER})(?:\s*,\s*(?:{_NUMBER})?)?", re.IGNORECASE)
_PLAIN = re.compile(r"[\d.,eE+\-\s]+")


def coordinates(text: str) -> NDArray[np.float64]:
    """Longitude and latitude of a list of coordinates as two columns, height left aside; blanks after commas do no harm.

    >>> coordinates("130.3,42.2,0 130.4, 42.3").tolist()
    [[130.3, 42.2], [130.4, 42.3]]
    """
    first = text[:200].split(maxsplit=1)[0] if text.strip() else ""
    width = first.strip(",").count(",") + 1
    if width in {2, 3} and _PLAIN.fullmatch(text):
        try:
            flat = np.fromstring(text.replace(",", " "), sep=" ")
        except DeprecationWarning:
            flat = np.empty(0)
        if len(flat) % width == 0 and text.count(",") == len(flat) // width * (width - 1):
            return np.asarray(flat.reshape(-1, width)[:, :2])
    found = [(float(match[1]), float(match[2])) for match in _TUPLE.finditer(text)]
    return np.array(found, dtype=float).reshape(-1, 2)


def _layer(read: _Read, name: str) -> Layer:
    kept = [key for key in dict.fromkeys(key for row in read.rows for key in row) if _tells(key, read.rows)]
    findings = [*read.findings, *_counted(read)]
    return Layer(
        read.title or name, as_shapes(read.shapes), table_of(read.rows, kept), fields=tuple(kept), begins=tuple(read.begins),
        ends=tuple(read.ends), findings=tuple(findings),
    )  # fmt: skip


def _tells(key: str, rows: list[dict[str, Any]]) -> bool:
    values = {row.get(key) for row in rows}
    return len(values) > 1 if key in WHERE_VARIED else key == "name" or values != {None}


def _counted(read: _Read) -> Iterator[Finding]:
    told: Mapping[str, str] = {name: what for name, what in OVERLAYS.items() if read.seen[name]}
    for name, what in told.items():
        yield Finding(f"{read.seen[name]:,} {what} ({name}) besides, not read")
    if read.seen["folder"]:
        yield Finding(f"{read.seen['folder']:,} folders, all read into one layer")
    if read.seen["NetworkLink"]:
        shown = ", ".join(quoted(short(link)) for link in read.links[:LINKS_TOLD])
        yield Finding(f"{read.seen['NetworkLink']:,} links (NetworkLink), listed and not fetched", shown)
