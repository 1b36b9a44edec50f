"""Office Open XML: parts that are XML, that the package knows, and slides whose shapes have ids of their own."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

from lxml import etree
from pptx import Presentation

CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def pptx(content: bytes) -> list[str]:
    """Faults of a presentation."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        types = etree.fromstring(package.read("[Content_Types].xml"))
        known = {str(node.get("PartName")) for node in types.iter(f"{CONTENT}Override")}
        endings = {str(node.get("Extension")).casefold() for node in types.iter(f"{CONTENT}Default")}
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    etree.fromstring(package.read(name))
                except etree.XMLSyntaxError as error:
                    found.append(f"{name}: {error}")
            if f"/{name}" not in known and name.rpartition(".")[2].casefold() not in endings:
                found.append(f"{name} is of no known type")
    for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
        ids = Counter(shape.shape_id for shape in slide.shapes)
        found += [f"slide {number}: the id {key} stands {count} times" for key, count in ids.items() if count > 1 or key < 1]
    return found
