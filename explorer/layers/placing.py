"""Geometries of a file to longitude and latitude: systems, exchanged axes, 0 to 360, the antimeridian, what is no position."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.errors import LayerError
from explorer.layers.layer import WGS84, Corrections, Finding, Layer, Shapes, as_shapes, short
from explorer.layers.mending import cut, mended
from explorer.layers.progress import tell
from explorer.layers.systems import System, degrees, system

MOST_SHARE = 0.5
"""Where so large a share of the positions says something of the whole layer, it is taken to be so."""


def placed(layer: Layer, told: Corrections, stated: str | None = None) -> Layer:
    """The layer in degrees on WGS 84, with a finding for each feature that has no position there.

    Parameters
    ----------
    layer
        Geometries in the system that the file states (``layer.crs``), or in none that it states.
    told
        What the reader has corrected.
    stated
        The system as the file writes it, where that is more than its name (a .prj).
    """
    shapes = layer.shapes
    tell(f"{len(shapes):,} features: looking at their positions")
    index = np.flatnonzero(layer.located)
    if not len(index):
        return layer
    box = shapely.bounds(shapes[index].astype(object))
    asked = system(told.crs) if told.crs else None
    said = stated or layer.crs
    source, findings = (asked, []) if asked else _stated(said)
    inside = _like_degrees(box)
    if source and not source.geographic and inside.mean() > MOST_SHARE and not source.near_origin(box):
        findings.append(_lies(source, asked is not None))
        source = None
    if source is None or source.geographic:
        question = None if asked else _question(inside)
        if question:
            return _asked(layer, question)
        return _in_degrees(layer, told, source, tuple(findings))
    moved = as_shapes(degrees(list(shapes), source))
    named = replace(layer, shapes=moved, crs=source.name)
    return _in_degrees(named.told([*findings, *source.notes]), told, None, ())


def _stated(said: str | None) -> tuple[System | None, list[Finding]]:
    """The system that a file states; none and a finding where nobody knows it."""
    if not said:
        return None, []
    try:
        return system(said), []
    except LayerError:
        told = "the file states a system that is not known; read as degrees on WGS 84 where the numbers fit. Another one: --crs"
        return None, [Finding(told, short(said), kind="confirm")]


def _like_degrees(box: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each box could be degrees, in either order and with longitudes up to 360."""
    most = np.nanmax(np.abs(np.nan_to_num(box, nan=0.0)), axis=1)
    return np.asarray(most <= 400)


def _question(inside: NDArray[np.bool_]) -> Finding | None:
    far = int((~inside).sum())
    if far == 0 or (far < MOST_SHARE * len(inside) and far <= max(3, 0.1 * len(inside))):
        return None
    what = "these are not degrees but metres or the like" if far == len(inside) else (
        f"{far:,} of {len(inside):,} positions are metres or the like and the others degrees"
    )  # fmt: skip
    return Finding(
        f"{what}, and the file does not state the system. Give --crs, such as EPSG:32652, or EPSG:4326 for degrees",
        kind="ask",
    )


def _asked(layer: Layer, question: Finding) -> Layer:
    """Nothing is placed before a question is answered."""
    return replace(layer, shapes=as_shapes([None] * len(layer.shapes)), crs=None).told([question])


def _lies(source: System, asked: bool) -> Finding:
    who = "that was asked for" if asked else "that the file states"
    return Finding(
        f"the numbers do not fit the system {who} ({source.name}): they are degrees, and were read as such. "
        "Give --crs EPSG:4326 to confirm, or the right system",
        kind="confirm",
    )


def _in_degrees(layer: Layer, told: Corrections, source: System | None, findings: tuple[Finding, ...]) -> Layer:
    """Order, range and antimeridian of what is in degrees."""
    shapes, swapped = _ordered(layer.shapes, told)
    shapes, outside = _within_range(layer, shapes)
    if source is not None and not source.is_wgs84:
        shapes = as_shapes(degrees(list(shapes), source))
    shapes, across = cut(shapes)
    shapes, mends = mended(shapes)
    crs = source.name if source else layer.crs if not any(f.kind == "confirm" for f in findings) else WGS84
    nowhere = int(shapely.equals_exact(shapes, shapely.Point(0, 0), 1e-9).sum())
    if nowhere and nowhere < len(shapes):
        findings = (
            *findings,
            Finding(f"{nowhere:,} positions are 0, 0, which often means that the position is unknown: check them"),
        )
    told_now = [*findings, *swapped, *(source.notes if source else ()), *across]
    told_now += [layer.fault(index, reason) for index, reason in mends]
    return replace(layer, shapes=shapes, crs=crs).told([*told_now, *outside])


def _ordered(shapes: Shapes, told: Corrections) -> tuple[Shapes, tuple[Finding, ...]]:
    """Latitude and longitude exchanged where that was asked for, or where nothing else is possible."""
    if told.swap:
        return _swapped(shapes), ()
    box = shapely.bounds(shapes)
    lon, lat = np.abs(box[:, [0, 2]]).max(axis=1), np.abs(box[:, [1, 3]]).max(axis=1)
    there = ~np.isnan(lat)
    only_swapped = (lat > 90) & (lat <= 360) & (lon <= 90)
    only_as_is = (lon > 90) & (lat <= 90)
    if only_swapped.sum() <= MOST_SHARE * there.sum() or only_as_is.any():
        return shapes, ()
    said = "latitude and longitude look swapped and were read as such. Give --swap to confirm"
    return _swapped(shapes), (Finding(said, kind="confirm"),)


def _swapped(shapes: Shapes) -> Shapes:
    return as_shapes(list(shapely.transform(shapes, lambda points: points[:, ::-1], include_z=False)))


def _within_range(layer: Layer, shapes: Shapes) -> tuple[Shapes, list[Finding]]:
    """Without what lies outside -180 to 360 and -90 to 90, or is no number; each with its reason."""
    box = shapely.bounds(shapes)
    has = np.array([shape is not None for shape in shapes])
    with np.errstate(invalid="ignore"):
        bad = has & ~((box[:, 0] >= -360) & (box[:, 2] <= 540) & (box[:, 1] >= -90.000001) & (box[:, 3] <= 90.000001))
    if not bad.any():
        return shapes, []
    kept = shapes.copy()
    kept[bad] = None
    return kept, [_outside(layer, shapes, int(index)) for index in np.flatnonzero(bad)]


def _outside(layer: Layer, shapes: Shapes, index: int) -> Finding:
    west, south, east, north = (float(value) for value in shapely.bounds(shapes[index]))
    lat, lon = (south if abs(south) > abs(north) else north), (west if abs(west) > abs(east) else east)
    if np.isnan(west):
        return layer.fault(index, "the geometry has no positions, or one that is not a number", kind="dropped")
    if (abs(lat), abs(lon)) == (91, 181) or lat == 91:
        return layer.fault(index, '"not available" (91, 181)', short(f"{lat:.10g}, {lon:.10g}"), "dropped")
    which = f"latitude {lat:.10g} is over 90" if abs(lat) > 90 else f"longitude {lon:.10g} is over 360"
    return layer.fault(index, f"{which} degrees", short(f"{lat:.10g}, {lon:.10g}"), "dropped")
