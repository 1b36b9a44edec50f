"""The tables of a run as layers of a GeoPackage: ways as lines, calls, gaps and meetings as points, hexagons as areas."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from explorer.tracks.density import outlines

CRS = "EPSG:4326"
Spots = Mapping[str, tuple[float, float]]
"""Longitude and latitude of ports by their ids."""


def geopackage(folder: Path, ports: Spots) -> bytes:
    """The results in a folder as one file; ``zones`` and ``voyages`` are tables without a geometry.

    Parameters
    ----------
    ports
        Where the places of calls are, in degrees.
    """
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "tracks.gpkg"
        for name, frame in _layers(folder, ports):
            kind = frame.geom_type.iloc[0] if isinstance(frame, gpd.GeoDataFrame) and len(frame) else None
            pyogrio.write_dataframe(_plain(frame), path, layer=name, driver="GPKG", append=path.exists(), geometry_type=kind)
        return path.read_bytes()


def _layers(folder: Path, ports: Spots) -> Iterator[tuple[str, pd.DataFrame]]:
    lines = _table(folder, "lines")
    yield "lines", _placed(lines.drop(columns="geometry"), shapely.from_wkb(lines["geometry"].to_numpy(dtype=object)))
    calls = _table(folder, "calls")
    where = np.array([ports.get(place, (np.nan, np.nan)) for place in calls["place"]], dtype=float).reshape(-1, 2)
    yield "calls", _placed(calls, shapely.points(where))
    gaps = _table(folder, "gaps")
    yield "gaps", _placed(gaps, shapely.points(gaps[["from_lon", "from_lat"]].to_numpy(dtype=float)))
    for name in ("encounters", "loitering"):
        found = _table(folder, name)
        yield name, _placed(found, shapely.points(found[["lon", "lat"]].to_numpy(dtype=float)))
    density = _table(folder, "density")
    yield "density", _placed(density, outlines(density["h3"]))
    for name in ("voyages", "zones"):
        yield name, _table(folder, name)


def _table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{name}.parquet")


def _placed(table: pd.DataFrame, shapes: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=list(shapes), crs=CRS)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Times to the millisecond, which is what the format holds."""
    times = frame.select_dtypes(include=["datetimetz"]).columns
    return frame.assign(**{name: frame[name].astype("datetime64[ms, UTC]") for name in times})
