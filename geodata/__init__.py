"""Map data of the explorer: small files, each with its origin, licence and hash.

This module is the only door to them at run time. The files lie in ``geodata/data`` as GeoParquet, ``catalog.toml`` describes
every one of them, and both are written by ``python -m geodata.build`` from packages pinned by version and hash. Nothing here
touches the network and nothing here imports ``explorer``.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["DataFault", "Entry", "catalogue", "check", "dataset"]

_REMEDY = 'run "python -m geodata.build" or reinstall'


class DataFault(Exception):
    """A data file or the catalogue is missing, damaged or unknown; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the catalogue: what a file holds, where it comes from, and how to know that it is the right one."""

    id: str
    """Name of the data set, as ``dataset`` takes it."""
    title: str
    file: str
    """Name of the file inside ``geodata/data``."""
    producer: str
    """Who made the data, not who packed them."""
    package: str
    """Registry packages the file was cut from, joined by `` + ``."""
    version: str
    """Their versions in the same order, joined by `` + ``."""
    licence: str
    attribution: str
    sha256: str
    rows: int
    size_bytes: int
    crs: str
    bounds: tuple[float, float, float, float]
    """West, south, east, north in degrees."""
    built_by: str
    """Module that writes the file."""
    note: str
    """Known limits and how the data were mended."""


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every data set, ordered by id.

    Returns
    -------
    tuple of Entry

    Raises
    ------
    DataFault
        When ``catalog.toml`` is missing or cannot be read.
    """
    try:
        text = files(__name__).joinpath("catalog.toml").read_text(encoding="utf-8")
        tables = tomllib.loads(text).get("dataset", [])
        entries = [_checked(Entry(**{**table, "bounds": tuple(table["bounds"])})) for table in tables]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"geodata/catalog.toml cannot be read ({type(error).__name__}: {error}); {_REMEDY}"
        raise DataFault(message) from error
    return tuple(sorted(entries, key=lambda entry: entry.id))


def _checked(entry: Entry) -> Entry:
    """An entry whose values are of their kinds.

    Raises
    ------
    TypeError, ValueError
        One is not.
    """
    for field in fields(entry):
        value = getattr(entry, field.name)
        if not isinstance(value, _KINDS.get(field.name, str)):
            message = f"{field.name} = {value!r} in the row of {entry.id!r}"
            raise TypeError(message)
    if entry.crs != _CRS or len(entry.bounds) != 4 or Path(entry.file).name != entry.file:
        message = f"crs, bounds or file in the row of {entry.id!r}"
        raise ValueError(message)
    return entry


_CRS = "EPSG:4326"
_KINDS: dict[str, type] = {"rows": int, "size_bytes": int, "bounds": tuple}
"""Kinds of the values of an entry that are no text."""


def dataset(id: str) -> GeoDataFrame:  # noqa: A002
    """Read one data set.

    Parameters
    ----------
    id : str
        An id of the catalogue, such as ``"land_region"``.

    Returns
    -------
    geopandas.GeoDataFrame
        A fresh frame in EPSG:4326, longitude first; the caller may do with it what it likes.

    Raises
    ------
    DataFault
        When there is no such data set, or its file is missing or is not the one the catalogue names.
    """
    entry = _entry(id)
    return _frame(_verified(entry), entry.crs)


def check() -> list[str]:
    """Compare every file with its row of the catalogue.

    Returns
    -------
    list of str
        One line for each fault; empty when all is well.
    """
    try:
        entries = catalogue()
    except DataFault as fault:
        return [str(fault)]
    return [line for entry in entries for line in _faults(entry)]


def _entry(wanted: str) -> Entry:
    for entry in catalogue():
        if entry.id == wanted:
            return entry
    known = ", ".join(entry.id for entry in catalogue())
    message = f'no data set "{wanted}" in geodata/catalog.toml; there are {known or "none"}'
    raise DataFault(message)


def _read(entry: Entry) -> bytes:
    try:
        return files(__name__).joinpath("data", entry.file).read_bytes()
    except OSError as error:
        message = f"geodata/data/{entry.file} is missing; {_REMEDY}"
        raise DataFault(message) from error


def _verified(entry: Entry) -> bytes:
    content = _read(entry)
    if entry.sha256 not in _SEEN:
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            message = f"geodata/data/{entry.file} is not the file that the catalogue names (wrong sha256); {_REMEDY}"
            raise DataFault(message)
        _SEEN.add(entry.sha256)
    return content


def _frame(content: bytes, crs: str) -> GeoDataFrame:
    """Frame of a file as ``geodata.build`` writes them: WKB in the last column and one known CRS.

    geopandas would read the description of the CRS anew for every file, which takes longer than the rows. Columns of bytes stay
    as Arrow has them: their rows are packed numbers, which nobody wants as objects.
    """
    # heavy, and not needed to read the catalogue
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from geopandas import GeoDataFrame  # noqa: PLC0415
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    table = ParquetFile(io.BytesIO(content)).read()
    shapes = shapely.from_wkb(table["geometry"].to_numpy())
    columns = table.drop_columns(["geometry"]).to_pandas(types_mapper={pa.binary(): pd.ArrowDtype(pa.binary())}.get)
    del table
    pa.default_memory_pool().release_unused()  # else what it took to unpack the file stays with this process
    return GeoDataFrame(columns, geometry=shapes, crs=crs)


def _faults(entry: Entry) -> list[str]:
    try:
        content = _verified(entry)
    except DataFault as fault:
        return [str(fault)]

    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    rows = ParquetFile(io.BytesIO(content)).metadata.num_rows
    if rows != entry.rows:
        return [f"geodata/data/{entry.file} has {rows} rows, the catalogue says {entry.rows}; {_REMEDY}"]
    return []


_SEEN: set[str] = set()
"""Hashes of the files already verified in this process."""
