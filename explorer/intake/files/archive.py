"""Packed files (.zip): what is in them, within bounds; nothing is ever written out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from explorer.errors import DocumentError
from explorer.intake.files.source import MOST_BYTES, MOST_UNPACKED

MOST_FILES = 200
MOST_RATIO = 200
"""So many times its size may a member grow when unpacked; text grows tenfold, a bomb a thousandfold."""


def checked(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members of a packed file, when all of them together stay within bounds.

    Raises
    ------
    DocumentError
        Too many, too large, or packed so tightly that it can only be a bomb.
    """
    members = [member for member in packed.infolist() if not member.is_dir()]
    if len(members) > 10 * MOST_FILES:
        raise DocumentError(f"it packs {len(members):,} files. Give up to {MOST_FILES} at a time.")
    total = sum(member.file_size for member in members)
    tight = [m for m in members if m.file_size > 1_000_000 and m.file_size > MOST_RATIO * max(1, m.compress_size)]
    if tight:
        times = tight[0].file_size / max(1, tight[0].compress_size)
        raise DocumentError(f"{tight[0].filename} would be {times:,.0f} times its size unpacked: a bomb, not opened.")
    if total > MOST_UNPACKED:
        raise DocumentError(
            f"unpacked it would be {total / 1e6:,.0f} MB, which is not opened (up to {MOST_UNPACKED / 1e6:.0f} MB is)."
        )
    return members


def members_of(data: bytes) -> Iterator[tuple[str, bytes | DocumentError]]:
    """Name and bytes of each file in a .zip, or why it is not read.

    Raises
    ------
    DocumentError
        It is no .zip, or out of bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = checked(packed)
            if len(members) > MOST_FILES:
                raise DocumentError(f"it packs {len(members):,} files. Give up to {MOST_FILES} at a time.")
            for member in members:
                if not member.filename.startswith("__MACOSX/"):
                    yield member.filename, _member(packed, member)
    except zipfile.BadZipFile as error:
        raise DocumentError("the .zip is broken and cannot be opened. Pack it again.") from error


def _member(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | DocumentError:
    if member.flag_bits & 1:
        return DocumentError("it is packed with a password. Pack it without one.")
    try:
        with packed.open(member) as file:
            data = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        return DocumentError(f"it is broken in the .zip ({error}). Pack it again.")
    return (
        data if len(data) <= MOST_BYTES else DocumentError(f"it is larger than {MOST_BYTES / 1e6:.0f} MB, so it is not a report.")
    )
