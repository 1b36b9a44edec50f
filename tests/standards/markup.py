"""XML and HTML: well-formed, with ids that XML lets be ids, each once, and no reference to one that is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO

from fastkml.validator import get_schema_parser
from lxml import etree
from tinyhtml5.parser import HTMLParser

NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
XLINK = "{http://www.w3.org/1999/xlink}href"
KML = "{http://www.opengis.net/kml/2.2}"


def svg(content: bytes) -> list[str]:
    """Faults of an SVG."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return [str(error)]
    ids = [node.get("id") for node in root.iter() if node.get("id") is not None]
    wanted = [node.get(name, "") for node in root.iter(etree.Element) for name in (XLINK, "href") if node.get(name)]
    wanted += [
        f"#{name}"
        for node in root.iter(etree.Element)
        for v in node.attrib.values()
        for name in re.findall(r"url\(#([^)]*)\)", v)
    ]
    return [*_ids(ids), *_references(wanted, ids)]


def kml(content: bytes) -> list[str]:
    """Faults of a KML by the schema of version 2.2, and what the schema cannot see: styles that are missing, places off Earth."""
    try:
        tree = etree.parse(BytesIO(content), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [str(error)]
    schema = get_schema_parser()
    found = [] if schema.validate(tree) else [f"line {e.line}: {e.message}" for e in schema.error_log]
    ids = [str(node.get("id")) for node in tree.iter() if node.get("id") is not None]
    found += [*_ids(ids), *_references((node.text or "" for node in tree.iter(f"{KML}styleUrl")), ids)]
    for node in tree.iter(f"{KML}coordinates"):
        for position in (node.text or "").split():
            lon, lat, *_ = map(float, position.split(","))
            found += [f"{position} is not on Earth"] if abs(lon) > 180 or abs(lat) > 90 else []
    for span in tree.iter(f"{KML}TimeSpan"):
        begin, end = span.findtext(f"{KML}begin"), span.findtext(f"{KML}end")
        found += [f"from {begin} to {end}"] if begin and end and begin > end else []
    return found


def html(content: bytes) -> list[str]:
    """Faults of a page, by the rules that browsers read HTML by."""
    parser = HTMLParser()
    root = parser.parse(content.decode("utf-8"))
    ids = [node.get("id", "") for node in root.iter() if "id" in node.attrib]
    found = [f"{place}: {what} {more}" for place, what, more in parser.errors]
    found += [f"the id {name!r} holds a blank or nothing" for name in ids if not name or re.search(r"\s", name)]
    found += [f"the id {name!r} stands {count} times" for name, count in Counter(ids).items() if count > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        wanted = [f"#{name}" for node in root.iter() for name in node.get(attribute, "").split()]
        found += [f"{attribute}: {fault}" for fault in _references(wanted, ids)]
    return found


def _ids(ids: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(ids).items():
        if not NCNAME.fullmatch(name):
            yield f"{name!r} is no id"
        if count > 1:
            yield f"the id {name!r} stands {count} times"


def _references(wanted: Iterable[str], ids: Iterable[str]) -> list[str]:
    known = {f"#{name}" for name in ids}
    return sorted(
        {f"{name!r} leads nowhere" for name in wanted if name.startswith("#")} - {f"{name!r} leads nowhere" for name in known}
    )
