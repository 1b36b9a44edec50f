"""What GDAL reads: GeoPackage, FlatGeobuf, TopoJSON, Esri JSON and shapefiles, from bytes alone and one layer after the other."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from explorer.errors import LayerError
from explorer.layers import archive
from explorer.layers.encodings import guessed
from explorer.layers.layer import WGS84, Corrections, Finding, Layer, as_shapes, empty_shapes
from explorer.layers.placing import placed
from explorer.layers.timing import timed


def read_any(data: bytes, name: str, kind: str, told: Corrections) -> list[Layer]:
    """Every layer of a file of a kind that states its encoding itself.

    Raises
    ------
    LayerError
        GDAL cannot open it.
    """
    default = WGS84 if kind == "TopoJSON" else None
    try:
        data = _packed({".gpkg": data}) if kind == "GeoPackage" else data
        names = [str(row[0]) for row in pyogrio.list_layers(data)]
        alone = len(names) == 1 and kind != "GeoPackage"
        return [
            _layer(data, place, name if alone else inner, told, default, utc=kind == "Esri JSON")
            for place, inner in enumerate(names)
        ]
    except (DataSourceError, DataLayerError, pa.ArrowInvalid) as error:
        raise LayerError(f"the {kind} is broken or incomplete. Get the file again.") from error


def _layer(data: bytes, place: int, name: str, told: Corrections, default: str | None, *, utc: bool) -> Layer:
    meta, table = pyogrio.raw.read_arrow(data, layer=place)
    column = meta["geometry_name"] or "wkb_geometry"
    shapes = empty_shapes(table.num_rows)
    notes: list[Finding] = []
    if column in table.column_names:
        shapes, notes = _straight(table.column(column), data, place)
    fields = [str(field) for field in meta["fields"]]
    filled = [field for field in fields if table.column(field).null_count < len(table) or not default]
    layer = Layer(name, shapes, table.select(filled), meta["crs"] or default, tuple(filled), findings=tuple(notes))
    layer = layer.told(layer.without_shapes())
    unstated = meta["crs"] is None and default is None
    made = placed(timed(layer, told, utc=utc), told)
    return made.told([_taken()]) if unstated and made.located.any() and not told.crs else made


def _taken() -> Finding:
    return Finding(
        "the file states no system; the numbers fit degrees on WGS 84 and were taken as such. Another one: --crs", kind="confirm"
    )


def _shapes(column: pa.ChunkedArray) -> Any:
    shapes = shapely.from_wkb(np.asarray(column.to_pylist(), dtype=object), on_invalid="ignore")
    made = as_shapes(list(shapely.force_2d(shapes)))
    made[shapely.is_empty(made)] = None
    return made


def _straight(column: pa.ChunkedArray, data: bytes, place: int) -> tuple[Any, list[Finding]]:
    """Geometries, with curves made straight, which GDAL does where it is asked for geometries one by one."""
    try:
        return _shapes(column), []
    except (NotImplementedError, shapely.errors.GEOSException):
        raw = pyogrio.raw.read(data, layer=place, columns=[])[2]
        return _shapes(pa.chunked_array([pa.array(raw.tolist(), pa.binary())])), [
            Finding("curves were made straight, piece by piece")
        ]


# ---- shapefiles ----------------------------------------------------------------------------------------------------------

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg")
LANGUAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x26: "cp866", 0x57: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x78: "cp950",
    0x79: "cp949", 0x7A: "gbk", 0x7B: "cp932", 0x7D: "cp1255", 0x7E: "cp1256", 0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254",
    0xCB: "cp1253", 0xCC: "cp1257",
}  # fmt: skip
"""Language byte of a DBF to encoding; 0x57 is what the system of the writer had, which says little."""


def read_zip(data: bytes, told: Corrections) -> list[Layer]:
    """Every shapefile of an archive."""
    found = {m.filename: m for m in archive.members(data) if archive.is_safe(m.filename) and "__MACOSX" not in m.filename}
    layers = []
    for name in found:
        if name.lower().endswith(".shp"):
            stem = name[:-4].lower()
            beside = {other.lower()[-4:]: archive.unpacked(data, found[other]) for other in found if other.lower()[:-4] == stem}
            layers.append(read_shapefile(beside, name.rsplit("/", 1)[-1][:-4], told))
    return layers


def read_shapefile(parts: Mapping[str, bytes], name: str, told: Corrections) -> Layer:
    """A layer from the parts of a shapefile, by their endings.

    Raises
    ------
    LayerError
        The parts do not fit together or are broken.
    """
    missing = [ending for ending in (".shx", ".dbf", ".prj") if ending not in parts]
    encoding, notes = _encoding(parts, told)
    whole = {".shx": _index(parts[".shp"]), **parts}
    whole.pop(".cpg", None)
    prj = parts.get(".prj", b"").decode("utf-8", "replace").strip("\0 \r\n\ufeff")
    if prj:
        whole.pop(".prj")
    try:
        layer = _layer_of(_packed(whole), name, encoding)
    except (DataSourceError, DataLayerError, pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise LayerError("the shapefile is broken or its parts do not belong together. Get all of them again.") from error
    layer = timed(layer.told(notes), told)
    if len(missing) == 3 and not told.crs:
        said = (
            "three more files belong to it (.shx, .dbf, .prj): put them beside it or into one ZIP. "
            f"To use the {layer.features:,} positions without names, state their system with --crs"
        )
        return Layer(
            name, as_shapes([None] * layer.features), layer.table, None, layer.fields, findings=(Finding(said, kind="ask"),)
        )
    if missing:
        layer = layer.told([Finding(f"files that belong to it are missing: {', '.join(missing)}")])
    made = placed(layer, told, prj or None)
    return made.told([_taken()]) if not prj and not told.crs and made.located.any() else made


def _layer_of(data: bytes, name: str, encoding: str | None) -> Layer:
    shapes = pyogrio.raw.read_arrow(data, columns=[])[1].column("wkb_geometry")
    _, _, _, columns = pyogrio.raw.read(data, encoding=encoding, read_geometry=False)
    fields = [str(field) for field in pyogrio.read_info(data, encoding=encoding)["fields"]]
    table = pa.table({field: _column(values) for field, values in zip(fields, columns, strict=True)})
    layer = Layer(name, _shapes(shapes), table, None, tuple(fields))
    return layer.told(layer.without_shapes())


def _column(values: Any) -> pa.Array:
    if values.dtype.kind in "OU":
        return pa.array([None if value is None or value != value else str(value) for value in values.tolist()], pa.string())
    return pa.array(values)


def _encoding(parts: Mapping[str, bytes], told: Corrections) -> tuple[str | None, list[Finding]]:
    """The encoding of attributes: as asked, as .cpg says where that fits, by the language byte, else a guess."""
    dbf = parts.get(".dbf", b"")
    if not dbf or told.encoding:
        return told.encoding or None, []
    text = b" ".join(_texts(dbf))
    said = parts.get(".cpg", b"").decode("ascii", "ignore").strip()
    stated = {"949": "cp949", "UTF8": "utf-8", "1251": "cp1251", "936": "gbk", "932": "cp932"}.get(said.upper(), said)
    known = LANGUAGES.get(dbf[29] if len(dbf) > 29 else 0, "")
    tried = [name for name in (stated, known if known != "cp1252" else "", "utf-8") if name]
    for name in tried:
        try:
            text.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        wrong = stated and name != stated
        return name, [Finding(f"the .cpg says {said}, which does not fit: read as {name}")] if wrong else []
    name = guessed(text)
    return name, [Finding(f"the encoding of attributes is stated nowhere and was taken to be {name}. Another one: --encoding")]


def _texts(dbf: bytes) -> Iterator[bytes]:
    """The bytes of text columns in the first records of a DBF."""
    if len(dbf) < 33:
        return
    count, head, size = struct.unpack("<IHH", dbf[4:12])
    offset, columns = 1, []
    for start in range(32, head - 1, 32):
        if dbf[start : start + 1] in {b"\r", b""}:
            break
        width = dbf[start + 16]
        if dbf[start + 11 : start + 12] == b"C":
            columns.append((offset, width))
        offset += width
    for record in range(min(count, 2000)):
        begin = head + record * size
        yield from (dbf[begin + at : begin + at + width].strip(b"\0 ") for at, width in columns)


def _index(shp: bytes) -> bytes:
    """The index (.shx) of a .shp, made from its records."""
    entries, position = [], 100
    while position + 8 <= len(shp):
        (length,) = struct.unpack(">i", shp[position + 4 : position + 8])
        if length <= 0 or position + 8 + 2 * length > len(shp):
            break
        entries.append(struct.pack(">ii", position // 2, length))
        position += 8 + 2 * length
    if not entries and len(shp) > 100:
        raise LayerError("the shapefile is broken: its first record cannot be read. Get the file again.")
    return shp[:24] + struct.pack(">i", 50 + 4 * len(entries)) + shp[28:100] + b"".join(entries)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one archive in memory, under a name of our own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for ending, data in parts.items():
            if ending in PARTS:
                packed.writestr(f"layer{ending}", data)
    return made.getvalue()
