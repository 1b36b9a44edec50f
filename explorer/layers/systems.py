"""Coordinate systems: what a file states, which known system that is, and the way to degrees with its shift of datum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError, ProjError

from explorer.errors import LayerError, OptionError, quoted
from explorer.layers.layer import WGS84, Finding

CLOSE = 1e-6
"""So much may parameters of a projection differ that are written with fewer digits."""


@dataclass(frozen=True)
class System:
    """A coordinate system with the name by which it is told, and what had to be found out about it."""

    crs: Any
    name: str
    notes: tuple[Finding, ...] = ()

    @property
    def geographic(self) -> bool:
        """Whether its coordinates are degrees."""
        return bool(self.crs.is_geographic)

    @property
    def is_wgs84(self) -> bool:
        """Whether nothing has to be done to it."""
        return self.name in {WGS84, "EPSG:4326", "EPSG:4979"}

    def near_origin(self, box: NDArray[np.float64]) -> bool:
        """Whether small numbers are in its own area of use: then they may be metres after all."""
        area = self.crs.area_of_use
        if area is None:
            return True
        try:
            middle = np.nanmean(box[:, :2], axis=0)
            lon, lat = _to_degrees(self.crs).transform(*middle)
        except ProjError:
            return False
        return bool(area.west <= lon <= area.east and area.south <= lat <= area.north)


def system(text: str) -> System:
    """The system that a code, a name, a PROJ text or a .prj means.

    Raises
    ------
    LayerError
        It means none.
    """
    return _system(text.strip())


@lru_cache(maxsize=64)
def _system(text: str) -> System:
    try:
        crs = CRS.from_user_input(_code(text))
    except CRSError as error:
        raise LayerError(f"{quoted(text)} is not a coordinate system. Give a code such as EPSG:32652.") from error
    if not (crs.is_geographic or crs.is_projected or crs.is_bound or crs.is_compound):
        raise LayerError(f"{quoted(crs.name)} gives no positions on the ground. Give a code such as EPSG:32652.")
    authority = crs.to_authority(min_confidence=70)
    if authority:
        name = ":".join(authority)
        return System(CRS.from_authority(*authority), WGS84 if name == "OGC:CRS84" else name)
    return _matched(crs)


def _code(text: str) -> str:
    """``32652``, ``urn:ogc:def:crs:EPSG::32652`` and addresses of systems to a code."""
    tail = text.rstrip("/").replace("/", ":").split(":")
    if text.isdigit():
        return f"EPSG:{text}"
    if text.lower().startswith(("urn:", "http")) and tail[-1].upper() in {"CRS84", "CRS84H"}:
        return WGS84
    if text.lower().startswith("http") and tail[-1].isdigit():
        return f"EPSG:{tail[-1]}"
    return text


def _matched(crs: Any) -> System:
    """A projection without a datum, to the known system with the same parameters and ellipsoid that is used there."""
    alike = list(_alike(crs))
    if alike:
        known = CRS.from_authority(*alike[0])
        name = ":".join(alike[0])
        note = (
            f"the stated system names no known datum; its parameters are those of {name} ({known.name}), whose shift was applied"
        )
        return System(known, name, (Finding(note),))
    note = f"the stated system ({crs.name}) names no known datum; positions may be some hundred metres off. A known one: --crs"
    plain = not crs.is_bound and crs.geodetic_crs is not None and "unknown" in crs.geodetic_crs.datum.name.lower()
    return System(crs, crs.name, (Finding(note),) if plain or crs.is_projected else ())


def _alike(crs: Any) -> list[tuple[str, str]]:
    if not crs.is_projected:
        return []
    lon, lat = _origin(crs)
    area = AreaOfInterest(lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5)
    found = []
    for info in query_crs_info("EPSG", PJType.PROJECTED_CRS, area, contains=False):
        known = CRS.from_authority(info.auth_name, info.code)
        if _same_ellipsoid(crs, known) and _parameters(known) == _parameters(crs):
            found.append((info.auth_name, info.code))
    return found


def _origin(crs: Any) -> tuple[float, float]:
    given = {item.name.lower(): item.value for item in crs.coordinate_operation.params}
    lat = next((value for name, value in given.items() if "latitude" in name and "origin" in name), 0.0)
    lon = next((value for name, value in given.items() if "longitude" in name), 0.0)
    return float(lon), max(-89.0, min(89.0, float(lat)))


def _parameters(crs: Any) -> tuple[str, tuple[tuple[str, float], ...]]:
    """Method and numbers of a projection, rounded to what every writer of .prj keeps."""
    made = crs.coordinate_operation
    numbers = tuple(sorted((item.name.lower(), round(item.value, 6)) for item in made.params))
    return made.method_name.lower(), numbers


def _same_ellipsoid(one: Any, other: Any) -> bool:
    a, b = one.ellipsoid, other.ellipsoid
    return bool(abs(a.semi_major_metre - b.semi_major_metre) < 0.01 and abs(a.inverse_flattening - b.inverse_flattening) < 1e-4)


@lru_cache(maxsize=16)
def _to_degrees(crs: Any) -> Transformer:
    return Transformer.from_crs(crs, CRS.from_authority("OGC", "CRS84"), always_xy=True)


def degrees(shapes: Sequence[Any], source: System) -> Any:
    """Geometries in degrees on WGS 84; coordinates that a projection cannot place become infinite."""
    change = _to_degrees(source.crs)

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = change.transform(points[:, 0], points[:, 1])
        return np.column_stack([lon, lat])

    return shapely.transform(np.asarray(shapes, dtype=object), moved)


def checked_system(text: str) -> System:
    """The system that a reader has named.

    Raises
    ------
    OptionError
        It means none.
    """
    try:
        return system(text)
    except LayerError as error:
        raise OptionError(str(error)) from error
