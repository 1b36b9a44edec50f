"""Decodes TopoJSON: quantised, delta-encoded arcs into polygons on a flat map."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate

Arc = NDArray[np.float64]

POLE = 89.99
"""A ring that never leaves the pole further than this is an artefact: the other end of a land that goes all the way round."""


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Arcs of a topology as arrays of degrees.

    Parameters
    ----------
    topology : dict
        A parsed TopoJSON topology, quantised (with ``transform``) or not.

    Returns
    -------
    list of ndarray, each of shape (n, 2)
        Longitude and latitude in degrees.
    """
    transform = topology.get("transform")
    if transform is None:
        return [np.asarray(arc, dtype=float) for arc in topology["arcs"]]
    scale, shift = np.asarray(transform["scale"]), np.asarray(transform["translate"])
    return [np.cumsum(np.asarray(arc, dtype=np.int64), axis=0) * scale + shift for arc in topology["arcs"]]


def ring(indices: list[int], arcs: list[Arc]) -> Arc:
    """One ring from arc numbers; a number below zero means the complement's arc, reversed.

    Returns
    -------
    ndarray of shape (n, 2)
    """
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def unwrap(degrees: Arc) -> Arc:
    """Ring without jumps over the 180th meridian; its longitudes may then leave -180 to 180.

    A ring that goes all the way round is closed through the pole on whose side it lies.

    Parameters
    ----------
    degrees : ndarray of shape (n, 2)

    Returns
    -------
    ndarray of shape (n, 2) or (n + 3, 2)
    """
    steps = np.diff(degrees[:, 0])
    longitude = degrees[0, 0] + np.concatenate([[0.0], np.cumsum(steps - 360 * np.round(steps / 360))])
    flat = np.column_stack([longitude, degrees[:, 1]])
    if abs(longitude[-1] - longitude[0]) < 180:
        return flat
    pole = np.copysign(90.0, degrees[:, 1].mean())
    return np.vstack([flat, [longitude[-1], pole], [longitude[0], pole], flat[0]])


def geometry(member: dict[str, Any], arcs: list[Arc]) -> shapely.Geometry:
    """Valid polygons of a member of a topology, cut at the 180th meridian.

    Parameters
    ----------
    member : dict
        A polygon or multipolygon of the topology.
    arcs : list of ndarray
        As ``decode_arcs`` gives them.

    Returns
    -------
    shapely.MultiPolygon or shapely.Polygon

    Raises
    ------
    ValueError
        When the member is of another type.
    """
    if member["type"] not in {"Polygon", "MultiPolygon"}:
        message = f"only polygons are read here, not {member['type']}"
        raise ValueError(message)
    groups = member["arcs"] if member["type"] == "MultiPolygon" else [member["arcs"]]
    return shapely.union_all([piece for rings in groups for piece in _pieces(rings, arcs)])


def _pieces(rings: list[list[int]], arcs: list[Arc]) -> list[shapely.Geometry]:
    found = (ring(indices, arcs) for indices in rings)
    outer, *inner = (unwrap(one) for one in found if np.abs(one[:, 1]).min() < POLE)
    middle = outer[:, 0].mean()
    holes = [hole + np.array([360 * round((middle - hole[:, 0].mean()) / 360), 0]) for hole in inner if len(hole) >= 4]
    whole = shapely.make_valid(shapely.Polygon(outer, holes), method="structure", keep_collapsed=False)
    west, _, east, _ = whole.bounds
    if west >= -180 and east <= 180:
        return [whole]
    windows = [(-180.0 + turn, 180.0 + turn, -turn) for turn in (-360, 0, 360)]
    cut = [(shapely.clip_by_rect(whole, low, -90, high, 90), shift) for low, high, shift in windows]
    return [translate(part, xoff=shift) for part, shift in cut if not part.is_empty]
