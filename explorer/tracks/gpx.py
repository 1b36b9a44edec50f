"""Tracks of GPX files to positions. Routes are plans and not looked at; entities are not expanded, nothing else is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import numpy as np
from lxml import etree

from explorer.errors import TracksError
from explorer.tracks.fixes import Raw
from explorer.tracks.tables import number_of
from explorer.tracks.times import MISSING, parsed


def positions(file: IO[bytes], name: str) -> Iterator[Raw]:
    """The points of all tracks of a file; a track's name is its ship, the file's where it has none.

    Raises
    ------
    TracksError
        The file is no GPX, is cut off, or holds routes alone.
    """
    rows: list[tuple[str, float, float, str]] = []
    routes, track = 0, name
    try:
        for element in _elements(file):
            word = etree.QName(element).localname
            routes += word == "rte"
            if word == "trkpt":
                rows.append(_point(element))
            elif word == "trk":
                track = _named(element) or name
                rows = [(row[0] or track, *row[1:]) for row in rows]
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise TracksError(f"the XML is damaged or cut off ({str(error)[:120]}). Get the file again.") from error
    if not rows:
        told = "it holds a route, which is a plan and not a track" if routes else "it holds no track"
        raise TracksError(f"{told}. Name a file with track points.")
    yield _raw(rows)


def _elements(file: IO[bytes]) -> Iterator[etree._Element]:
    yield from (
        element
        for _, element in etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
        if isinstance(element.tag, str)
    )


def _point(element: etree._Element) -> tuple[str, float, float, str]:
    time = next((child.text or "" for child in element if isinstance(child.tag, str) and child.tag.endswith("time")), "")
    return "", _number(element.get("lon")), _number(element.get("lat")), time.strip()


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def _named(track: etree._Element) -> str:
    return next((child.text or "" for child in track if isinstance(child.tag, str) and child.tag.endswith("name")), "").strip()


def _raw(rows: list[tuple[str, float, float, str]]) -> Raw:
    words = [row[0] for row in rows]
    ship, time_ms = number_of(words), parsed([row[3] for row in rows])
    lon, lat = np.asarray([row[1] for row in rows]), np.asarray([row[2] for row in rows])
    names = {int(number): word for number, word in zip(ship, words, strict=True)}
    return Raw(ship, time_ms, lon, lat, np.full(len(rows), np.nan, dtype=np.float32), time_ms == MISSING, names, mmsi=False)
