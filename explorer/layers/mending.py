"""Geometries made fit for a map: longitudes brought to -180 to 180, lines and areas cut at 180, bow ties mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity

from explorer.layers.layer import Finding, Shapes

WHOLE = 359.9
"""An edge so long goes along a meridian of 180 round a pole, and crosses nothing."""


def cut(shapes: Shapes) -> tuple[Shapes, list[Finding]]:
    """Every geometry within -180 to 180, in two parts where it crosses 180; what was done is counted."""
    box = shapely.bounds(shapes)
    kinds = shapely.get_type_id(shapes)
    with np.errstate(invalid="ignore"):
        over = (box[:, 2] > 180) | (box[:, 0] < -180)
        wide = (box[:, 2] - box[:, 0] > 180) & ~np.isin(kinds, (-1, 0, 4))
    if not (over | wide).any():
        return shapes, []
    made = shapes.copy()
    parted = 0
    for index in np.flatnonzero(over | wide):
        made[index] = _within(shapes[index])
        parted += int(
            kinds[index] not in {0, 4} and shapely.get_num_geometries(made[index]) > shapely.get_num_geometries(shapes[index])
        )
    return made, list(_told(int(over.sum()), parted))


def _told(over: int, parted: int) -> Iterator[Finding]:
    if over:
        yield Finding(f"{over:,} features have longitudes beyond 180: brought to -180 to 180")
    if parted:
        yield Finding(f"{parted:,} lines or areas cross 180: drawn as parts that meet there")


def _within(shape: Any) -> Any:
    """One geometry, cut and brought home."""
    if shape.geom_type in {"Point", "MultiPoint"}:
        return shapely.transform(shape, _wrapped, include_z=shapely.has_z(shape))
    if shape.geom_type.startswith("Multi") or shape.geom_type == "GeometryCollection":
        parts = [piece for part in shape.geoms for piece in _pieces(_within(part))]
        return _joined(parts, shape.geom_type)
    whole = _unwrapped(shape)
    west, _, east, _ = whole.bounds
    if west >= -180 and east <= 180:
        return shape if whole is shape else whole
    pieces = []
    for turn in range(int((west - 180) // 360), int((east + 180) // 360) + 1):
        part = shapely.intersection(whole, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90))
        moved = affinity.translate(part, -360 * turn)
        pieces += [piece for piece in _pieces(moved) if not piece.is_empty and piece.geom_type == shape.geom_type]
    return _joined(pieces, f"Multi{shape.geom_type}") if len(pieces) != 1 else pieces[0]


def _pieces(shape: Any) -> list[Any]:
    return list(shape.geoms) if hasattr(shape, "geoms") else [shape]


def _joined(parts: list[Any], kind: str) -> Any:
    makers: dict[str, Any] = {
        "MultiPoint": shapely.MultiPoint,
        "MultiLineString": shapely.MultiLineString,
        "MultiPolygon": shapely.MultiPolygon,
    }
    maker = makers.get(kind)
    return maker(parts) if maker else shapely.GeometryCollection(parts)


def _wrapped(points: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = points.copy()
    outside = np.abs(moved[:, 0]) > 180
    moved[outside, 0] = (moved[outside, 0] + 180) % 360 - 180
    return moved


def _unwrapped(shape: Any) -> Any:
    """A line or ring whose longitudes run on where they jump over 180; rings round a pole stay as they are."""
    if shape.geom_type == "Polygon":
        rings = [_run_on(np.asarray(ring.coords)[:, :2]) for ring in (shape.exterior, *shape.interiors)]
        closed = all(abs(ring[0, 0] - ring[-1, 0]) < 1e-9 for ring in rings)
        return shapely.make_valid(shapely.Polygon(rings[0], rings[1:])) if closed else shape
    points = np.asarray(shape.coords)[:, :2]
    return shape if len(points) < 2 else shapely.LineString(_run_on(points))


def _run_on(points: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = np.diff(points[:, 0])
    crossing = (np.abs(steps) > 180) & (np.abs(steps) < WHOLE)
    moved = points.copy()
    moved[1:, 0] += np.cumsum(np.where(crossing, -360 * np.sign(steps), 0.0))
    return moved


def mended(shapes: Shapes) -> tuple[Shapes, list[tuple[int, str]]]:
    """Areas whose outline crosses itself made whole; index and reason of each, and of empty ones, which go."""
    told = []
    made = shapes.copy()
    areas = np.isin(shapely.get_type_id(shapes), (3, 6))
    wrong = np.flatnonzero(areas & ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))
    for index in wrong:
        repaired = shapely.make_valid(shapes[index])
        made[index] = _areas(repaired)
        told.append((int(index), f"the outline was not valid ({shapely.is_valid_reason(shapes[index]).lower()}): repaired"))
    return made, told


def _areas(shape: Any) -> Any:
    """The areas of what mending has left, without loose lines."""
    parts = [part for part in shapely.get_parts([shape]) for part in shapely.get_parts([part]) if part.geom_type == "Polygon"]
    return shape if not parts else parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def closed(ring: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """A ring that ends where it begins, and whether it had to be closed."""
    if len(ring) > 2 and not np.array_equal(ring[0], ring[-1]):
        return np.vstack([ring, ring[:1]]), True
    return ring, False


def shaped(parts: list[Any]) -> Any:
    """Several geometries as one of the fitting kind."""
    kinds = {part.geom_type for part in parts}
    if len(parts) == 1:
        return parts[0]
    alike = len(kinds) == 1 and not any(kind.startswith("Multi") for kind in kinds)
    return _joined(parts, f"Multi{kinds.pop()}" if alike else "GeometryCollection")
