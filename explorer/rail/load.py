"""From the frames of ``geodata`` to the tuples and arrays of the railway network."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.errors import OptionError, UnknownPlace, quoted
from explorer.geo import LonLat, step_lengths_km
from explorer.rail.track import Station, Structure, Track, shares_before
from geodata.formats.rail import decode_gauges, decode_ids

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, slots=True)
class Columns:
    """What decides whether an edge may be used; arrays with one row an edge."""

    gauges: NDArray[np.uint8]
    country: NDArray[np.str_]
    opened: NDArray[np.int64]
    opened_1520: NDArray[np.int64]
    closed: NDArray[np.int64]
    of_structure: Mapping[str, NDArray[np.int64]]
    """Edges of each structure."""

    def edges_of(self, structure: str) -> NDArray[np.int64]:
        """Edges of a structure by its id.

        Raises
        ------
        OptionError
            There is no such structure.
        """
        if structure not in self.of_structure:
            raise OptionError(f"No such structure: {quoted(structure)}. There are {', '.join(sorted(self.of_structure))}.")
        return self.of_structure[structure]


@dataclass(frozen=True, slots=True)
class Segments:
    """Every stroke of every edge, for snapping; arrays of one length."""

    start: NDArray[np.float64]
    """Longitude and latitude, shape (n, 2)."""
    vector: NDArray[np.float64]
    """To the end of the stroke, shape (n, 2)."""
    edge: NDArray[np.int64]
    before: NDArray[np.float64]
    """Share of the edge's drawn length before the stroke."""
    share: NDArray[np.float64]
    """Share of the edge's drawn length that the stroke has."""
    low: NDArray[np.float64]
    """Western and southern limits, shape (2, n)."""
    high: NDArray[np.float64]
    """Eastern and northern limits, shape (2, n)."""

    def within(self, position: LonLat, lat_degrees: float, lon_degrees: float) -> NDArray[np.intp]:
        """Numbers of the strokes whose limits come as near to a position as this."""
        lon, lat = position
        across = (self.low[1] <= lat + lat_degrees) & (self.high[1] >= lat - lat_degrees)
        along = (self.low[0] <= lon + lon_degrees) & (self.high[0] >= lon - lon_degrees)
        return np.flatnonzero(across & along)


def station_slug(name: str) -> str:
    """A name as an id: lower case, ASCII, hyphens.

    >>> station_slug("In (Smidovich)")
    'in-smidovich'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def read_nodes(frame: GeoDataFrame) -> tuple[tuple[LonLat, ...], tuple[str, ...], tuple[str, ...], tuple[Station, ...]]:
    """Positions, station names, crossings of all nodes, and the stations."""
    positions = tuple(LonLat(*point) for point in shapely.get_coordinates(np.asarray(frame.geometry)).tolist())
    names, borders = tuple(frame["name"].astype(str)), tuple(frame["crossing"].astype(str))
    stations = [
        Station(station_slug(name), name, country, position, number)
        for number, (name, country, position) in enumerate(zip(names, frame["iso3"].astype(str), positions, strict=True))
        if name
    ]
    return positions, names, borders, tuple(sorted(stations, key=lambda station: station.id))


def station_of(identifier: str, stations: Sequence[Station]) -> Station:
    """The station of an id.

    Raises
    ------
    UnknownPlace
        There is none.
    """
    for station in stations:
        if station.id == identifier:
            return station
    raise UnknownPlace(f"There is no station with the id {quoted(identifier)}.")


def read_tracks(frame: GeoDataFrame) -> tuple[Track, ...]:
    """Edges in the order of the frame."""
    points, owner = shapely.get_coordinates(np.asarray(frame.geometry), return_index=True)
    positions = list(itertools.starmap(LonLat, points.tolist()))
    ends = np.searchsorted(owner, np.arange(len(frame) + 1)).tolist()
    lines = [tuple(positions[low:high]) for low, high in itertools.pairwise(ends)]
    columns = (
        "a",
        "b",
        "iso3",
        "gauges",
        "km",
        "raw_km",
        "lo_kmh",
        "hi_kmh",
        "structures",
        "opened",
        "opened_1520",
        "closed",
        "mended",
    )
    rows = zip(*(frame[column].tolist() for column in columns), lines, strict=True)
    return tuple(
        Track(
            (a, b),
            country,
            _gauges(gauges),
            km,
            raw_km,
            (km / high, km / low),
            decode_ids(structures),
            _ordinal(opened),
            _ordinal(opened_1520),
            _ordinal(closed),
            line,
            mended,
        )
        for a, b, country, gauges, km, raw_km, low, high, structures, opened, opened_1520, closed, mended, line in rows
    )


@lru_cache(maxsize=16)
def _gauges(names: str) -> int:
    return decode_gauges(names)


@lru_cache(maxsize=256)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def read_structures(frame: GeoDataFrame) -> tuple[Structure, ...]:
    """Named structures, ordered by id."""
    columns = ("id", "name", "kind", "opened", "opened_1520", "closed")
    rows = zip(*(frame[column].tolist() for column in columns), strict=True)
    return tuple(sorted((Structure(*row) for row in rows), key=lambda structure: structure.id))


def columns_of(tracks: Sequence[Track]) -> Columns:
    """What decides on the use of each edge."""
    held: dict[str, list[int]] = {}
    for number, track in enumerate(tracks):
        for structure in track.structures:
            held.setdefault(structure, []).append(number)
    return Columns(
        np.array([track.gauges for track in tracks], dtype=np.uint8),
        np.array([track.country for track in tracks]),
        np.array([track.opened for track in tracks], dtype=np.int64),
        np.array([track.opened_1520 for track in tracks], dtype=np.int64),
        np.array([track.closed for track in tracks], dtype=np.int64),
        {structure: np.array(edges, dtype=np.int64) for structure, edges in held.items()},
    )


def segments_of(tracks: Sequence[Track]) -> Segments:
    """Strokes of all edges."""
    points = np.array([position for track in tracks for position in track.line]).reshape(-1, 2)
    owner = np.repeat(np.arange(len(tracks)), [len(track.line) for track in tracks])
    inside = owner[1:] == owner[:-1]
    start, end, edge = points[:-1][inside], points[1:][inside], owner[:-1][inside]
    lengths = step_lengths_km(points)[inside].tolist()
    ends = np.searchsorted(edge, np.arange(len(tracks) + 1)).tolist()
    shares = [shares_before(lengths[low:high]) for low, high in itertools.pairwise(ends)]
    before = np.array([share for mine in shares for share in mine[:-1]])
    after = np.array([share for mine in shares for share in mine[1:]])
    low, high = np.ascontiguousarray(np.minimum(start, end).T), np.ascontiguousarray(np.maximum(start, end).T)
    return Segments(start, end - start, edge, before, after - before, low, high)
