"""Packed files within bounds: what is in them is looked at before anything is unpacked, and nothing is ever written out."""

from __future__ import annotations

import io
import zipfile
import zlib

from explorer.errors import LayerError, quoted

MOST_UNPACKED = 600_000_000
"""So many bytes may the members come to that are unpacked; a hundred megabytes of KML pack to five."""
MOST_RATIO = 200
"""So many times its packed size may a member grow; text grows ten to thirty times, a bomb a thousand times."""
SMALL = 1_000_000
"""Below this size a member is unpacked however tightly it is packed."""
MOST_MEMBERS = 2_000


def members(data: bytes) -> list[zipfile.ZipInfo]:
    """The files of an archive, when they stay within bounds.

    Raises
    ------
    LayerError
        Broken, too many, too large, or packed so tightly that it can only be a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = [member for member in packed.infolist() if not member.is_dir()]
    except zipfile.BadZipFile as error:
        raise LayerError("the archive is incomplete or broken. Get the file again.") from error
    if len(found) > MOST_MEMBERS:
        raise LayerError(f"the archive packs {len(found):,} files. Give up to {MOST_MEMBERS:,} at a time.")
    for member in found:
        if member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
            times = member.file_size / max(1, member.compress_size)
            raise LayerError(f"{quoted(member.filename)} would be {times:,.0f} times its size unpacked: a bomb, not opened.")
    total = sum(member.file_size for member in found)
    if total > MOST_UNPACKED:
        raise LayerError(
            f"unpacked it would be {total / 1e6:,.0f} MB; up to {MOST_UNPACKED / 1e6:.0f} MB is opened. Give a part."
        )
    return found


def is_safe(name: str) -> bool:
    r"""Whether the name of a member stays inside its archive.

    >>> is_safe("files/doc.kml"), is_safe("../outside.kml"), is_safe("C:\\a.kml")
    (True, False, False)
    """
    parts = name.replace("\\", "/").split("/")
    return bool(parts[0]) and ".." not in parts and ":" not in parts[0]


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """One member, never more of it than its directory says.

    Raises
    ------
    LayerError
        Packed with a password, broken, or larger than it says.
    """
    if member.flag_bits & 1:
        raise LayerError(f"{quoted(member.filename)} is packed with a password. Pack it without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(member) as file:
            content = file.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise LayerError(f"{quoted(member.filename)} is broken in the archive. Get the file again.") from error
    if len(content) > member.file_size:
        raise LayerError(f"{quoted(member.filename)} is larger than the archive says: not opened.")
    return content


def ungzipped(data: bytes) -> bytes:
    """What a single packed file (gzip) holds, within the same bounds.

    Raises
    ------
    LayerError
        Broken, too large or a bomb.
    """
    most = min(MOST_UNPACKED, max(SMALL, MOST_RATIO * len(data)))
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise LayerError("the packed file (gzip) is broken. Get it again.") from error
    if len(content) > most:
        raise LayerError(f"unpacked it would be larger than {most / 1e6:,.0f} MB: a bomb, not opened.")
    if not unpacker.eof:
        raise LayerError("the packed file (gzip) is incomplete. Get it again.")
    return content
