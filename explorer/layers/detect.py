"""What a file is, by its content; the ending of its name is only compared with it."""

from __future__ import annotations

import io
import re
import zipfile

from explorer.errors import LayerError

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"SQLite format 3\0", "GeoPackage"),
    (b"fgb\x03", "FlatGeobuf"),
    (b"PAR1", "Parquet"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "gzip"),
)
"""First bytes of the kinds that are read."""

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"BM", "a BMP picture"),
    (b"RIFF", "a RIFF file (sound, film or WebP picture)"), (b"II*\0", "a TIFF picture"), (b"MM\0*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"), (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"), (b"\x89HDF", "an HDF5 file"), (b"CDF\x01", "a NetCDF file"), (b"CDF\x02", "a NetCDF file"),
)  # fmt: skip
"""First bytes of what is no map data, and what it is."""

ENDINGS = {
    "geojson": "GeoJSON", "json": "JSON", "topojson": "TopoJSON", "kml": "KML", "kmz": "KMZ", "gpx": "GPX", "gpkg": "GeoPackage",
    "fgb": "FlatGeobuf", "parquet": "Parquet", "xlsx": "XLSX", "xls": "XLS", "ods": "ODS", "docx": "DOCX", "pdf": "PDF",
    "shp": "Shapefile", "csv": "CSV", "tsv": "CSV", "eml": "mail", "ics": "iCalendar", "nmea": "NMEA", "png": "PNG", "zip": "ZIP",
}  # fmt: skip
ALIKE = ({"GeoJSON", "JSON", "TopoJSON", "JSON lines"}, {"XLSX", "XLS", "ODS"}, {"CSV", "NMEA"}, {"ZIP", "KMZ", "Shapefile"})
"""Kinds whose endings are used for one another, so that nobody is told of it."""

_SENTENCE = re.compile(r"^(?:\\[^\\\r\n]*\\)?[!$][A-Z]{4,7},", re.MULTILINE)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:")
_MAIL = re.compile(r"^(?:From|Date|Subject|Received|MIME-Version|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)


def of_bytes(data: bytes) -> str:
    """The kind of what is no plain text, ``""`` for what may be one.

    Raises
    ------
    LayerError
        It is of a kind that holds no map data.
    """
    for start, kind in MAGIC:
        if data.startswith(start):
            return of_archive(data) if kind == "ZIP" else kind
    for start, what in FOREIGN:
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:512]):
            raise LayerError(f"this is {what}, whatever its name says; it holds no map data. Give a file with positions.")
    return ""


def of_archive(data: bytes) -> str:
    """What is packed: by the names in the directory.

    Raises
    ------
    LayerError
        The archive has no directory, so it was cut.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = [name.lower() for name in packed.namelist()]
    except zipfile.BadZipFile as error:
        raise LayerError("the archive is incomplete: its directory is missing. Get the file again.") from error
    if "[content_types].xml" in names:
        return "XLSX" if any(name.startswith("xl/") for name in names) else "DOCX"
    if "mimetype" in names and "content.xml" in names:
        return "ODS"
    if any(name.endswith(".shp") for name in names):
        return "Shapefile"
    return "KMZ" if any(name.endswith(".kml") for name in names) else "ZIP"


def of_text(text: str) -> str:
    r"""The kind of a plain text.

    >>> of_text('{"type": "Point"}'), of_text('<kml xmlns="x">'), of_text("a;b\n1;2")
    ('JSON', 'KML', 'CSV')
    """
    head = text[:65536].lstrip("\ufeff\x1e \t\r\n")
    if head.startswith("<"):
        return _of_markup(head)
    if head.startswith(("{", "[")):
        return "JSON"
    if head.upper().startswith("BEGIN:VCALENDAR"):
        return "iCalendar"
    lines = [line for line in head.splitlines()[:60] if line.strip()]
    if sum(bool(_SENTENCE.match(line)) for line in lines) * 2 > len(lines):
        return "NMEA"
    if lines and _HEADER.match(lines[0]) and len(_MAIL.findall(head.split("\n\n")[0].split("\r\n\r\n")[0])) >= 2:
        return "mail"
    return "CSV"


def _of_markup(head: str) -> str:
    """By the first element, whatever stands before it."""
    bare = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", "", head, flags=re.DOTALL)
    found = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", bare)
    name = found[1].lower() if found else ""
    return {"kml": "KML", "gpx": "GPX", "html": "HTML"}.get(
        name, "KML" if "opengis.net/kml" in head else f"XML ({name or 'empty'})"
    )


def mismatch(name: str, kind: str) -> str:
    """What is said where the ending of a name says something else than the content; blank where it fits."""
    said = ENDINGS.get(name.rsplit(".", 1)[-1].lower(), "") if "." in name else ""
    if not said or said == kind or any({said, kind} <= family for family in ALIKE):
        return ""
    return f"the name ends as {said} does, but this is {kind}: it was opened as such"
