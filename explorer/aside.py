"""The one way in which a file is written: beside its place, whole, and then moved there.

Whatever happens in between (a full disk, a folder that may not be written, an interruption), nothing partial stands under the
final name, and what stood there before is as it was.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from explorer.errors import PATH, ExportError, quoted

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system says that knows no second name for a file."""


def check_place(target: Path, *, force: bool) -> None:
    """Make sure that a file can stand there and replaces none that it may not, before any work is done.

    Raises
    ------
    ExportError
        A folder that is missing, a name that is too long or is no plain file's, or a file that exists.
    """
    try:
        _check(target, force=force)
    except OSError as error:  # a name too long, or a folder that may not be looked into
        raise ExportError(f"{quoted(str(target), 80)} cannot be written ({reason(error)}). Try another place or name.") from error


def check_places(targets: Iterable[Path], beside: Callable[[Path], Iterable[Path]], *, force: bool) -> None:
    """The same for several files and what lies beside each, none of which may be named twice.

    Raises
    ------
    ExportError
        As :func:`check_place`, or the same file twice.
    """
    given = list(targets)
    for target in given:
        for path in (target, *beside(target)):
            check_place(path, force=force)
    if len({target.absolute() for target in given}) < len(given):
        raise ExportError("Two outputs have the same name. Name each file once.")


def _check(target: Path, *, force: bool) -> None:
    if not target.parent.is_dir():
        raise ExportError(f"The folder {quoted(str(target.parent), PATH)} does not exist. Make it first.")
    if target.is_dir():
        raise ExportError(f"{quoted(str(target), PATH)} is a folder. Name a file in it.")
    if target.exists() and not target.is_file():
        raise ExportError(f"{quoted(str(target), PATH)} is a device or a pipe, and no plain file. Name a file.")
    if target.exists() and not force:
        raise ExportError(_exists(target))


@contextmanager
def written(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into; it stands in its place once the block ends well, and nowhere otherwise.

    Raises
    ------
    ExportError
        As :func:`check_place`, and saying what the system said: no right to write, no room on the disk.
    """
    check_place(target, force=force)
    with _told(target), tempfile.TemporaryDirectory(dir=target.parent, prefix=_prefix(target)) as folder:
        aside = Path(folder) / "whole"  # made by open, so that it gets the rights that this process gives to files
        with aside.open("xb") as file:
            yield file
            _settle(file)
        _place(aside, target, force=force)


def write(contents: Mapping[Path, bytes], *, force: bool) -> None:
    """Write files of one disk that belong together: all are whole before the first of them is put in its place.

    Raises
    ------
    ExportError
        As :func:`written`. Without ``force`` none of them is there then.
    """
    for target in contents:
        check_place(target, force=force)
    first = next(iter(contents))
    placed: list[Path] = []
    with _told(first), tempfile.TemporaryDirectory(dir=first.parent, prefix=_prefix(first)) as folder:
        for number, content in enumerate(contents.values()):
            with (Path(folder) / str(number)).open("xb") as file:
                file.write(content)
                _settle(file)
        try:
            for number, target in enumerate(contents):
                _place(Path(folder) / str(number), target, force=force)
                placed.append(target)
        finally:
            if not force and len(placed) < len(contents):
                for target in placed:
                    target.unlink(missing_ok=True)


def _prefix(target: Path) -> str:
    return f".{target.name[:40]}."


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _place(aside: Path, target: Path, *, force: bool) -> None:
    """Give a finished file its name; without ``force`` only where none has it."""
    if force:
        aside.replace(target)
        return
    try:
        os.link(aside, target)  # fails where somebody else has made the file meanwhile
    except FileExistsError as error:
        raise ExportError(_exists(target)) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _reserve(target)
        aside.replace(target)


def _reserve(target: Path) -> None:
    """Take a name on a file system without links."""
    try:
        target.open("xb").close()
    except FileExistsError as error:
        raise ExportError(_exists(target)) from error


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"{quoted(str(target), PATH)} cannot be written ({reason(error)}). Nothing was left there; try another place."
        ) from error


def _exists(target: Path) -> str:
    return f"{quoted(str(target), PATH)} exists. Add --force to replace it, or name another file."


def reason(error: OSError) -> str:
    """What the system said, in its words."""
    return (error.strerror or str(error)).lower()
