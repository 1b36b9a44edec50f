"""What a builder returns, and the one way in which it is written to a file."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from geodata import Entry
from geodata.build.errors import BuildFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.build.packages import Origin, Package

CRS = "EPSG:4326"
GEOMETRY = "geometry"


@dataclass(frozen=True)
class Product:
    """One data set, ready to be written.

    Rows keep the order in which the builder gives them, so a builder has to give them in an order that does not change from
    run to run.
    """

    id: str
    title: str
    frame: geopandas.GeoDataFrame
    """EPSG:4326, longitude first, no index of meaning."""
    packages: tuple[Package, ...]
    built_by: str
    """``__name__`` of the builder."""
    note: str
    extra_origins: tuple[Origin, ...] = ()
    """Origins beside those of the packages, such as a table compiled by hand."""

    @property
    def file(self) -> str:
        """Name of the file in ``geodata/data``."""
        return f"{self.id}.parquet"

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Every origin once, in order."""
        return tuple(dict.fromkeys([*(package.origin for package in self.packages), *self.extra_origins]))


def frame(columns: dict[str, Sequence[object]], geometry: Iterable[shapely.Geometry]) -> geopandas.GeoDataFrame:
    """Frame in EPSG:4326 from columns and geometries of one length."""
    return geopandas.GeoDataFrame(columns, geometry=np.asarray(list(geometry), dtype=object), crs=CRS)


def encode(table: geopandas.GeoDataFrame) -> bytes:
    """GeoParquet 1.1 of a frame: fixed column order and compression, no time stamp, the same bytes for the same rows.

    Parameters
    ----------
    table : geopandas.GeoDataFrame
        In EPSG:4326.

    Returns
    -------
    bytes

    Raises
    ------
    BuildFault
        When the frame is in another CRS, or holds an empty or missing geometry.
    """
    if table.crs is None or table.crs.to_epsg() != 4326:
        message = f"a frame has to be in {CRS}, this one is in {table.crs}"
        raise BuildFault(message)
    shapes = np.asarray(table.geometry.array)
    if bool(np.any(shapely.is_missing(shapes) | shapely.is_empty(shapes))):
        message = "a frame has empty geometries"
        raise BuildFault(message)
    plain = pa.Table.from_pandas(table.drop(columns=GEOMETRY), preserve_index=False)
    wkb = pa.array(shapely.to_wkb(shapes, byte_order=1), type=pa.binary())
    described = {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {
            GEOMETRY: {
                "encoding": "WKB",
                "crs": pyproj.CRS.from_epsg(4326).to_json_dict(),
                "geometry_types": sorted(set(table.geom_type)),
                "bbox": [float(value) for value in shapely.total_bounds(shapes)],
            }
        },
    }
    whole = plain.append_column(GEOMETRY, wkb).replace_schema_metadata({"geo": json.dumps(described, sort_keys=True)})
    stream = io.BytesIO()
    pq.write_table(whole, stream, compression="zstd", compression_level=19, version="2.6")
    return stream.getvalue()


def describe(product: Product, content: bytes) -> Entry:
    """Row of the catalogue for a product and the bytes of its file."""
    west, south, east, north = (round(float(value), 6) for value in product.frame.total_bounds)
    return Entry(
        id=product.id,
        title=product.title,
        file=product.file,
        producer=" + ".join(origin.producer for origin in product.origins),
        package=" + ".join(package.name for package in product.packages) or "none",
        version=" + ".join(package.version for package in product.packages) or "none",
        licence=" + ".join(dict.fromkeys(origin.licence for origin in product.origins)),
        attribution="; ".join(origin.attribution for origin in product.origins),
        sha256=hashlib.sha256(content).hexdigest(),
        rows=len(product.frame),
        size_bytes=len(content),
        crs=CRS,
        bounds=(west, south, east, north),
        built_by=product.built_by,
        note=product.note,
    )
