"""Any file to layers: told by content, read by the reader of its kind, and every oddity with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from explorer.errors import LayerError, quoted
from explorer.layers import archive
from explorer.layers.detect import mismatch, of_bytes, of_text
from explorer.layers.encodings import decoded
from explorer.layers.layer import Corrections, Finding, Layer, Reading
from explorer.layers.placing import placed
from explorer.layers.runs import without_runs

MOST_BYTES = 600_000_000
"""A larger file is not opened."""
MOST_INSIDE = 60
"""So many files of one archive are opened."""


@dataclass(frozen=True)
class File:
    """A file with its name, its bytes and, for a shapefile, those that belong to it by their endings."""

    name: str
    data: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


def opened(path: Path) -> File:
    """A file, or a folder that holds one shapefile, from the disk.

    Raises
    ------
    LayerError
        It is not there, cannot be read, or is too large.
    """
    try:
        found = _in_folder(path) if path.is_dir() else path
        if found.stat().st_size > MOST_BYTES:
            raise LayerError(
                f"it has {found.stat().st_size / 1e6:,.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB is read. Give a part of it."
            )
        beside = {}
        if found.suffix.lower() in {".shp", ".shx", ".dbf"}:
            siblings = [other for other in found.parent.iterdir() if other.stem == found.stem and other.is_file()]
            beside = {other.suffix.lower(): other.read_bytes() for other in siblings}
        return File(found.name, found.read_bytes(), beside)
    except OSError as error:
        raise LayerError(
            f"it cannot be opened ({(error.strerror or str(error)).lower()}). Check its location and permissions."
        ) from error


def _in_folder(path: Path) -> Path:
    shapes = sorted(path.glob("*.[sS][hH][pP]"))
    if len(shapes) != 1:
        raise LayerError(f"the folder holds {len(shapes)} shapefiles (.shp). Give one of them, or a ZIP with all of its parts.")
    return shapes[0]


UNTOLD = Corrections()


def read_file(file: File, told: Corrections = UNTOLD) -> Reading:
    """Every layer of a file.

    Raises
    ------
    LayerError
        Nothing of it can be used; the message says why and what to do.
    OptionError
        A correction has no meaning for this file.
    """
    if not file.data:
        raise LayerError("the file is empty. Give one with content.")
    kind, layers = _read(file, told, inside=False)
    odd = mismatch(file.name, kind)
    if not layers:
        raise LayerError(f"no layer was found in this {kind}. Give a file with positions.")
    first = sorted(layers, key=lambda layer: not layer.located.any())
    return Reading(kind, tuple(layer.told([Finding(odd)]) if odd else layer for layer in first))


def _read(file: File, told: Corrections, *, inside: bool) -> tuple[str, list[Layer]]:
    kind = of_bytes(file.data) or "text"
    stem = file.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if kind == "gzip" and not inside:
        return _read(File(file.name.removesuffix(".gz"), archive.ungzipped(file.data)), told, inside=True)
    if kind == "ZIP":
        return kind, [] if inside else _all_of(file, told)
    if kind == "text":
        return _text(file, stem, told)
    return kind, _binary(kind, file, stem, told)


def _reader(module: str, name: str) -> Any:
    """A reader, loaded with its library when a file asks for it."""
    return getattr(import_module(f"explorer.layers.{module}"), name)


def _binary(kind: str, file: File, stem: str, told: Corrections) -> list[Layer]:
    if kind in {"GeoPackage", "FlatGeobuf"}:
        return list(_reader("gdal", "read_any")(file.data, stem, kind, told))
    if kind == "Shapefile":
        if file.data.startswith(b"PK"):
            return list(_reader("gdal", "read_zip")(file.data, told))
        return [_reader("gdal", "read_shapefile")({".shp": file.data, **file.beside}, stem, told)]
    if kind in {"XLSX", "XLS", "ODS"}:
        return list(_reader("sheets", "read_sheets")(file.data, stem, kind, told))
    if kind == "Parquet":
        return [_reader("parquet", "read_parquet")(file.data, stem, told)]
    if kind == "KMZ":
        return [placed(_reader("kml", "read_kmz")(file.data, stem, told), told)]
    if kind == "DOCX":
        return list(_reader("documents", "read_word")(file.data, stem, told))
    if kind == "PDF":
        return list(_reader("documents", "read_pdf")(file.data, stem))
    raise LayerError(f"this is {kind}, which is not read inside another file. Unpack it first.")


def _text(file: File, stem: str, told: Corrections) -> tuple[str, list[Layer]]:
    text, _, note = decoded(file.data[:200_000], told.encoding) if _cut_well(file.data) else decoded(file.data, told.encoding)
    kind = of_text(text)
    if not text.strip("\0 \t\r\n\ufeff"):
        raise LayerError("the file is empty: there is nothing but blanks in it. Give one with content.")
    if kind == "JSON":
        if layers := _long_json(file.data, stem, told):
            return kind, layers
        whole, _, note = decoded(file.data, told.encoding)
        layers = _reader("records", "read_json")(whole.lstrip("\ufeff"), stem, told)
        return kind, [layer.told([Finding(note)]) for layer in layers] if note else layers
    readers = {
        "KML": ("kml", "read_kml"), "GPX": ("gpx", "read_gpx"), "NMEA": ("nmea", "read_nmea"),
        "iCalendar": ("calendar", "read_calendar"), "CSV": ("separated", "read_separated"),
    }  # fmt: skip
    if kind in readers:
        layer = _reader(*readers[kind])(file.data, stem, told)
        return kind, [placed(layer, told) if kind in {"KML", "GPX"} else layer]
    if kind == "HTML":
        return kind, list(_reader("documents", "read_page")(file.data, stem, told))
    if kind == "mail":
        return kind, list(_reader("documents", "read_mail")(file.data, stem, lambda name, data: _inside(name, data, told)))
    raise LayerError(f"this is {kind}, which holds no map data that is read. Give KML, GPX, GeoJSON or a table.")


def _long_json(data: bytes, stem: str, told: Corrections) -> list[Layer]:
    """The layers of GeoJSON with geometries of very many positions, which are read apart; none where there are no such ones."""
    rest, runs = without_runs(data)
    if not runs.found:
        return []
    text, _, note = decoded(rest, told.encoding)
    layers: list[Layer] = _reader("records", "read_runs")(text.lstrip("\ufeff"), stem, told, runs, data)
    return [layer.told([Finding(note)]) for layer in layers] if note else layers


def _cut_well(data: bytes) -> bool:
    """Whether a long text can be told by its beginning: plain ASCII up to the cut."""
    return len(data) > 400_000 and data[199_000:200_000].isascii() and b"\0" not in data[:1000]


def _inside(name: str, data: bytes, told: Corrections) -> list[Layer]:
    return _read(File(name, data), told, inside=True)[1]


def _all_of(file: File, told: Corrections) -> list[Layer]:
    """The layers of every file in an archive that can be read; the others are told."""
    layers: list[Layer] = []
    notes: list[Finding] = []
    members = [member for member in archive.members(file.data) if "__MACOSX" not in member.filename]
    for member in members[:MOST_INSIDE]:
        if not archive.is_safe(member.filename):
            notes.append(Finding(f"{quoted(member.filename)} leads out of the archive: not opened"))
            continue
        try:
            layers += _inside(member.filename, archive.unpacked(file.data, member), told)
        except LayerError as error:
            notes.append(Finding(f"{quoted(member.filename)} in the archive was not used: {error}"))
    if not layers:
        raise LayerError("nothing in the archive can be used. " + " ".join(str(note) for note in notes[:5]))
    if len(members) > MOST_INSIDE:
        notes.append(Finding(f"only the first {MOST_INSIDE} of {len(members):,} files in the archive were opened"))
    return [layers[0].told(notes), *layers[1:]]
