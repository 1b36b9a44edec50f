"""Files of positions, on disk or wherever fsspec reaches, to pieces that can be read apart from each other."""

from __future__ import annotations

import codecs
import io
import lzma
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Literal

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.errors import PATH, TracksError, quoted
from explorer.tracks import gpx, nmea
from explorer.tracks.fixes import Raw
from explorer.tracks.layouts import Layout, Order, Role, layout_of
from explorer.tracks.tables import Written, from_arrow, from_text, written

PIECE_BYTES = 32_000_000
"""So much of a plain table is read at once."""
HEAD_BYTES = 256_000
ROWS = 500_000
"""So many rows of Parquet are read at once."""
POSITION_BYTES = {"text": 70, "parquet": 20, "log": 60, "gpx": 120}
"""About what a position takes in each kind of file, to tell beforehand how many there are."""
PACKED = 5

Kind = Literal["text", "parquet", "log", "gpx"]
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bz2"), (b"\xfd7zXZ", "xz"), (b"PK\x03\x04", "zip"))
_OTHERS = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"%PDF", "a PDF"), (b"SQLite format 3", "a GeoPackage"),
    (b"GIF8", "a GIF picture"), (b"\xd0\xcf\x11\xe0", "an old spreadsheet (XLS)"), (b"fgb", "FlatGeobuf"),
)  # fmt: skip


_BY_ITSELF = Written(Layout("", "", "", "", ""), (), "", "", "")
"""The form of files that say by themselves what is what."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one reader reads: a file or a part of it, from ``start`` to ``stop`` in bytes or groups of rows."""

    path: str
    kind: Kind
    packing: str
    form: Written
    start: int
    stop: int
    about: int
    """About so many positions."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is: its address, its size and when it was last changed, so that another one is not taken for it."""

    path: str
    size: int
    changed: str


def sources(paths: Sequence[str]) -> list[Source]:
    """The files of some addresses, patterns with * among them.

    Raises
    ------
    TracksError
        There is no such file.
    """
    found = []
    for path in paths:
        with _told(path):
            system, plain = fsspec.core.url_to_fs(path)
            names = sorted(system.glob(plain)) if "*" in plain else [plain]
            facts = [system.info(name) for name in names]
        files = [system.unstrip_protocol(info["name"]) for info in facts if info["type"] == "file"]
        if not files:
            raise TracksError(f"{quoted(path, PATH)}: there is no file of that name. Name files, not folders.")
        sizes = [info for info in facts if info["type"] == "file"]
        found += [
            Source(name, int(info["size"]), str(info.get("mtime") or info.get("ETag") or info.get("LastModified") or ""))
            for name, info in zip(files, sizes, strict=True)
        ]
    return found


def pieces(found: Sequence[Source], chosen: Mapping[Role, str] | None = None, order: Order = "") -> list[Piece]:
    """Look into the beginning of each file and divide what can be read in parts.

    Raises
    ------
    TracksError
        A file cannot be read; the message names it and says what to do.
    """
    return [piece for source in found for piece in _of_file(source, chosen, order)]


def _of_file(source: Source, chosen: Mapping[Role, str] | None, order: Order) -> list[Piece]:
    with _told(source.path):
        with fsspec.open(source.path, "rb") as file:
            magic = file.read(8)
        packing = next((name for start, name in _MAGIC if magic.startswith(start)), "")
        if magic[:4] == b"PAR1":
            return _of_parquet(source, chosen)
        with _opened(source.path, packing) as file:
            head = file.read(HEAD_BYTES)
        return _of_text(source, packing, head, chosen, order)


def _of_text(source: Source, packing: str, head: bytes, chosen: Mapping[Role, str] | None, order: Order) -> list[Piece]:
    other = next((name for start, name in _OTHERS if head.startswith(start)), "")
    if other or (b"\x00" in head[:2000] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise TracksError(f"this is {other or 'no text'}, not a table of positions. Export CSV, Parquet, GPX or NMEA.")
    size = source.size * (PACKED if packing else 1)
    text = head.decode("latin-1")
    if nmea.looks_like_a_log(text):
        return [Piece(source.path, "log", packing, _BY_ITSELF, 0, source.size, size // POSITION_BYTES["log"])]
    if "<gpx" in text:
        return [Piece(source.path, "gpx", packing, _BY_ITSELF, 0, source.size, size // POSITION_BYTES["gpx"])]
    if text.lstrip("\ufeffï»¿ \t\r\n").startswith(("<", "{", "[")):
        raise TracksError("this is XML or JSON, not a table of positions. Export CSV, Parquet, GPX or NMEA.")
    form = written(_whole_lines(head, source.size, packing), chosen, order)
    if packing or form.encoding == "utf-16":
        return [Piece(source.path, "text", packing, form, 0, source.size, size // POSITION_BYTES["text"])]
    starts = range(0, source.size, PIECE_BYTES)
    return [
        Piece(source.path, "text", "", form, start, stop, (stop - start) // POSITION_BYTES["text"])
        for start in starts
        for stop in [min(start + PIECE_BYTES, source.size)]
    ]


def _whole_lines(head: bytes, size: int, packing: str) -> bytes:
    """The beginning of a file without the line that it cuts."""
    return head if (not packing and len(head) >= size) or b"\n" not in head else head[: head.rindex(b"\n")]


def _of_parquet(source: Source, chosen: Mapping[Role, str] | None) -> list[Piece]:
    with fsspec.open(source.path, "rb") as file:
        facts = pq.ParquetFile(file)
        layout = layout_of(facts.schema_arrow.names, chosen)
        counts = [facts.metadata.row_group(group).num_rows for group in range(facts.metadata.num_row_groups)]
    if not sum(counts):
        raise TracksError("the table has no rows. Name a file that holds positions.")
    found, start = [], 0
    for group in range(len(counts)):
        if sum(counts[start : group + 1]) >= ROWS or group == len(counts) - 1:
            found.append(
                Piece(
                    source.path, "parquet", "", Written(layout, (), "", "", ""), start, group + 1, sum(counts[start : group + 1])
                )
            )
            start = group + 1
    return found


def read(piece: Piece) -> Iterator[Raw]:
    """Read a piece, in portions that fit into memory.

    Raises
    ------
    TracksError
        The piece cannot be read; the message names the file.
    """
    with _told(piece.path):
        if piece.kind == "parquet":
            yield from _parquet_rows(piece)
        elif piece.kind == "text" and not piece.packing and piece.form.encoding != "utf-16":
            if rows := _bytes_of(piece).strip():
                yield from_text(rows, piece.form)
        else:
            with _opened(piece.path, piece.packing) as file:
                yield from _streamed(piece, file)


def _parquet_rows(piece: Piece) -> Iterator[Raw]:
    with fsspec.open(piece.path, "rb") as file:
        table = pq.ParquetFile(file)
        for batch in table.iter_batches(
            ROWS, list(range(piece.start, piece.stop)), list(piece.form.layout.columns), use_threads=False
        ):
            yield from_arrow(pa.Table.from_batches([batch]), piece.form.layout)


def _bytes_of(piece: Piece) -> bytes:
    """The rows that begin in a part of a table; the header begins in the first part and is none of them."""
    with fsspec.open(piece.path, "rb") as file:
        file.seek(max(piece.start - 1, 0))
        if piece.start > 0:
            file.readline()
        else:
            _after_header(file)
        begin = file.tell()
        content: bytes = file.read(max(piece.stop - begin, 0))
        if content and not content.endswith(b"\n"):
            content += file.readline()
    return content


def _after_header(file: IO[bytes]) -> None:
    """Go on behind the first line that holds anything."""
    while line := file.readline():
        if line.strip():
            return


def _streamed(piece: Piece, file: IO[bytes]) -> Iterator[Raw]:
    if piece.kind == "log":
        yield from nmea.positions(line.decode("latin-1") for line in file)
    elif piece.kind == "gpx":
        yield from gpx.positions(file, piece.path.rpartition("/")[2])
    else:
        yield from _portions(file, piece.form)


def _portions(file: IO[bytes], form: Written) -> Iterator[Raw]:
    """A table that can only be read from its beginning."""
    text = codecs.getreader(form.encoding)(file, "replace") if form.encoding == "utf-16" else None
    stream: Any = text or file
    while (line := stream.readline()) and not line.strip():
        pass
    plain = Written(form.layout, form.columns, form.separator, form.decimal, "utf-8" if text else form.encoding)
    while rows := stream.read(PIECE_BYTES):
        rows += stream.readline()
        if rows.strip():
            yield from_text(rows.encode() if text else rows, plain)


@contextmanager
def _opened(path: str, packing: str) -> Iterator[IO[bytes]]:
    """A file as it was before it was packed."""
    with fsspec.open(path, "rb") as file:
        if packing == "zip":
            with zipfile.ZipFile(file) as archive, archive.open(_only_member(archive)) as member:
                yield member
        elif packing == "xz":
            with lzma.LZMAFile(file) as unpacked:
                yield io.BufferedReader(unpacked)
        elif packing:
            with pa.CompressedInputStream(file, packing) as stream:
                yield io.BufferedReader(stream)
        else:
            yield file


def _only_member(archive: zipfile.ZipFile) -> str:
    names = [info.filename for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
    if len(names) != 1:
        raise TracksError(f"the archive holds {len(names)} files. Unpack it and name the tables.")
    return names[0]


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Whatever goes wrong with a file is told with its name."""
    name = path.removeprefix("file://")
    try:
        yield
    except TracksError as error:
        already = str(error).startswith(quoted(name, PATH))
        raise error if already else TracksError(f"{quoted(name, PATH)}: {error}") from error
    except FileNotFoundError as error:
        raise TracksError(f"{quoted(name, PATH)}: there is no such file. Check its name.") from error
    except (OSError, EOFError, zipfile.BadZipFile, lzma.LZMAError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise TracksError(f"{quoted(name, PATH)}: it cannot be read ({str(why)[:200].lower()}). Get the file again.") from error
    except (pa.ArrowException, ImportError, ValueError) as error:
        raise TracksError(f"{quoted(name, PATH)}: it cannot be read ({str(error).splitlines()[0][:200]}).") from error
