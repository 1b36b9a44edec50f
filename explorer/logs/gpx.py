"""Points of GPX 1.0 and 1.1, whatever name space they stand in: where they are, and the time and name beside them."""

from __future__ import annotations

from typing import Any

from lxml import etree


def local(element: Any) -> str:
    """The name of an element without its name space; "" for a comment."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def word(element: Any, name: str) -> str:
    """The text of the first child of a name; "" where there is none."""
    return next((child.text or "" for child in element if local(child) == name), "").strip()


def place(point: Any) -> tuple[float, float] | None:
    """Longitude and latitude of a point in degrees; None where it lacks one or it is no number."""
    try:
        return float(point.get("lon", "")), float(point.get("lat", ""))
    except ValueError:
        return None
