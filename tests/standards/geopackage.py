"""GeoPackage 1.2 to 1.4 (OGC 12-128): what every file holds, and that its tables agree with each other and with their data."""

from __future__ import annotations

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager

import shapely

APPLICATION_ID = int.from_bytes(b"GPKG")
TYPES = re.compile(
    r"BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT(EGER)?|FLOAT|DOUBLE|REAL|TEXT(\([0-9]+\))?|BLOB(\([0-9]+\))?|DATE|DATETIME"
)
GEOMETRIES = {"GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"}
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
NEEDED = {
    "gpkg_spatial_ref_sys": {
        "srs_name", "srs_id", "organization", "organization_coordsys_id", "definition", "description",
    },
    "gpkg_contents": {
        "table_name", "data_type", "identifier", "description", "last_change", "min_x", "min_y", "max_x", "max_y", "srs_id",
    },
    "gpkg_geometry_columns": {"table_name", "column_name", "geometry_type_name", "srs_id", "z", "m"},
}  # fmt: skip


def faults(content: bytes) -> list[str]:
    """Every rule that a GeoPackage breaks."""
    if not content.startswith(b"SQLite format 3\0"):
        return ["it is no SQLite file"]
    with opened(content) as base:
        return [*_file(base), *(list(_tables(base)) or [*_contents(base), *_features(base), *_extensions(base)])]


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """The database of a file, in memory."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        yield base


def _file(base: sqlite3.Connection) -> Iterator[str]:
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or not 10200 <= version < 20000:
        yield f"application id {application:#x} and user version {version} are not those of a GeoPackage"
    yield from (f"integrity: {row[0]}" for row in base.execute("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"foreign key of {row[0]} leads to no row of {row[2]}" for row in base.execute("PRAGMA foreign_key_check"))


def _columns(base: sqlite3.Connection, table: str) -> dict[str, tuple[str, int]]:
    """Type and rank in the primary key by column."""
    return {row[1]: (row[2], row[5]) for row in base.execute(f'PRAGMA table_info("{table}")')}


def _tables(base: sqlite3.Connection) -> Iterator[str]:
    for table, columns in NEEDED.items():
        missing = columns - _columns(base, table).keys()
        if missing:
            yield f"{table} lacks {', '.join(sorted(missing))}"
    if not list(_columns(base, "gpkg_spatial_ref_sys")):
        return
    systems = {row[0] for row in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    yield from (f"the reference system {number} is missing" for number in sorted({-1, 0, 4326} - systems))


def _contents(base: sqlite3.Connection) -> Iterator[str]:
    tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    systems = {row[0] for row in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    rows = base.execute(
        "SELECT table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents"
    )
    identifiers: list[str] = []
    for table, kind, identifier, changed, *box, system in rows.fetchall():
        identifiers.append(identifier)
        if table not in tables:
            yield f"{table} is listed and not there"
            continue
        if kind not in {"features", "attributes", "tiles"}:
            yield f"{table} is of the kind {kind!r}"
        if not STAMP.fullmatch(changed):
            yield f"{table} was changed at {changed!r}"
        if kind == "features" and system not in systems:
            yield f"{table} is in the unknown system {system}"
        if None not in box and (box[0] > box[2] or box[1] > box[3]):
            yield f"{table} has the box {box}"
        yield from _table(base, table)
    if len(set(identifiers)) < len(identifiers):
        yield "two contents have the same identifier"


def _table(base: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = _columns(base, table)
    keys = [kind for kind, rank in columns.values() if rank]
    if keys != ["INTEGER"]:
        yield f"{table} has no whole number as its primary key"
    for name, (kind, _) in columns.items():
        if kind not in GEOMETRIES and not TYPES.fullmatch(kind):
            yield f"{table}.{name} is of the type {kind!r}"
        if limit := re.fullmatch(r"TEXT\((\d+)\)", kind):
            (longest,) = base.execute(f'SELECT max(length("{name}")) FROM "{table}"').fetchone()  # noqa: S608
            if (longest or 0) > int(limit[1]):
                yield f"{table}.{name} holds {longest} letters"


def _features(base: sqlite3.Connection) -> Iterator[str]:
    listed = {row[0] for row in base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
    told = base.execute("SELECT table_name, column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns").fetchall()
    yield from (f"{table} has no geometry column" for table in sorted(listed - {row[0] for row in told}))
    for table, column, kind, system, z, m in told:
        if kind not in GEOMETRIES or z not in {0, 1, 2} or m not in {0, 1, 2}:
            yield f"{table}.{column} holds {kind!r}, z {z}, m {m}"
        if column not in _columns(base, table):
            yield f"{table} has no column {column}"
            continue
        box = base.execute(
            "SELECT min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = ?", (table,)
        ).fetchone()
        if box[4] != system:
            yield f"{table} is in two reference systems"
        for key, blob in base.execute(f'SELECT rowid, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'):  # noqa: S608
            yield from (f"{table} {key}: {fault}" for fault in _blob(blob, kind, system, box[:4]))


_ENVELOPES = {0: 0, 1: 4, 2: 6, 3: 6, 4: 8}


def _blob(blob: bytes, kind: str, system: int, box: tuple[float, ...]) -> Iterator[str]:
    magic, version, flags = blob[:2], blob[2], blob[3]
    order = "<" if flags & 1 else ">"
    numbers = _ENVELOPES.get(flags >> 1 & 7)
    if magic != b"GP" or version != 0 or numbers is None:
        yield "the head of its geometry is not that of a GeoPackage"
        return
    if struct.unpack(f"{order}i", blob[4:8])[0] != system:
        yield "its geometry is in another reference system"
    shape = shapely.from_wkb(blob[8 + 8 * numbers :])
    if shape.is_empty != bool(flags & 16):
        yield "its geometry is empty against its own flag"
        return
    if kind not in {"GEOMETRY", shape.geom_type.upper()}:
        yield f"it is a {shape.geom_type}, not a {kind}"
    west, south, east, north = shape.bounds
    if numbers and struct.unpack(f"{order}4d", blob[8:40]) != (west, east, south, north):
        yield "its envelope is not that of its shape"
    if None in box or west < box[0] or south < box[1] or east > box[2] or north > box[3]:
        yield f"it leaves the box of its table, {box}"
    if abs(west) > 180 or abs(east) > 180 or abs(south) > 90 or abs(north) > 90:
        yield "it is not on Earth"


def _extensions(base: sqlite3.Connection) -> Iterator[str]:
    tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
    if "gpkg_extensions" not in tables:
        return
    for table, column, name, scope in base.execute("SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions"):
        if table is not None and table not in tables:
            yield f"the extension {name} is for {table}, which is not there"
        elif column is not None and column not in _columns(base, table):
            yield f"the extension {name} is for {table}.{column}, which is not there"
        if scope not in {"read-write", "write-only"}:
            yield f"the extension {name} has the scope {scope!r}"
        if name == "gpkg_rtree_index" and f"rtree_{table}_{column}" not in tables:
            yield f"{table} has no index"
