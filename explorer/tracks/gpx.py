"""Tracks of GPX files to positions. Routes are plans and not looked at; entities are not expanded, nothing else is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import numpy as np
from lxml import etree

from explorer.errors import TracksError
from explorer.logs.gpx import local, place, word
from explorer.tracks.fixes import Raw
from explorer.tracks.tables import number_of
from explorer.tracks.times import MISSING, parsed

NOWHERE = (float("nan"), float("nan"))


def positions(file: IO[bytes], name: str) -> Iterator[Raw]:
    """The points of all tracks of a file; a track's name is its ship, the file's where it has none.

    Raises
    ------
    TracksError
        The file is no GPX, is cut off, or holds routes alone.
    """
    rows: list[tuple[str, float, float, str]] = []
    routes, track, begun = 0, name, 0
    try:
        for element in _elements(file):
            kind = local(element)
            routes += kind == "rte"
            if kind == "trkpt":
                rows.append(("", *(place(element) or NOWHERE), word(element, "time")))
                element.clear()
            elif kind == "trk":
                track = word(element, "name") or name
                rows[begun:] = [(track, *row[1:]) for row in rows[begun:]]
                begun = len(rows)
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


def _raw(rows: list[tuple[str, float, float, str]]) -> Raw:
    words = [row[0] for row in rows]
    ship, time_ms = number_of(words), parsed([row[3] for row in rows])
    lon, lat = np.asarray([row[1] for row in rows]), np.asarray([row[2] for row in rows])
    names = {int(number): word for number, word in zip(ship, words, strict=True)}
    return Raw(ship, time_ms, lon, lat, np.full(len(rows), np.nan, dtype=np.float32), time_ms == MISSING, names, mmsi=False)
