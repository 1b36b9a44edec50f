"""ZIP files whose parts bear a day of their own, among them presentations.

The clock may show a year that a ZIP cannot hold (before 1980, after 2107), and with it no file would be the same twice.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pptx
from pptx.opc.serialized import PackageWriter
from pptx.package import Package

_TEMPLATE = Path(pptx.__file__).parent / "templates" / "default.pptx"
"""The empty presentation of python-pptx, from which its own function starts as well."""


class _Package(Package):
    """A presentation that is saved with a day of its own: the clock may show a year that a ZIP cannot hold."""

    def save_dated(self, out: IO[bytes], day: date) -> None:
        """Write all parts, stamped with a day."""
        _Writer(out, self._rels, tuple(self.iter_parts())).write_dated(day)


class _Writer(PackageWriter):
    def write_dated(self, day: date) -> None:
        with zipfile.ZipFile(self._pkg_file, "w", zipfile.ZIP_DEFLATED) as bundle:
            parts: Any = _Stamped(bundle, day)
            self._write_content_types_stream(parts)
            self._write_pkg_rels(parts)
            self._write_parts(parts)


@dataclass(frozen=True)
class _Stamped:
    bundle: zipfile.ZipFile
    day: date

    def write(self, uri: Any, content: bytes) -> None:
        self.bundle.writestr(stamped(uri.membername, self.day), content)


def presentation() -> Any:
    """An empty presentation."""
    return _Package.open(str(_TEMPLATE)).main_document_part.presentation


def opened(content: bytes) -> Any:
    """A presentation that somebody brings."""
    return _Package.open(io.BytesIO(content)).main_document_part.presentation


def saved(deck: Any, day: date) -> bytes:
    """A presentation as a file of a given day."""
    out = io.BytesIO()
    deck.part.package.save_dated(out, day)
    return out.getvalue()


def stamped(name: str, day: date) -> zipfile.ZipInfo:
    """The head of a part of a ZIP, of a given day; the format knows the years from 1980 to 2107."""
    info = zipfile.ZipInfo(name, (min(max(day.year, 1980), 2107), day.month, day.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
