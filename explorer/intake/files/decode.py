"""Bytes to text: by what they say of themselves, else by what they look like; what was done is told."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from explorer.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_USUAL = ["utf_8", "cp1251", "koi8_r", "cp949", "euc_kr", "cp1252", "latin_1", "cp866", "iso8859_5", "utf_16_le", "utf_16_be"]
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """A text, and a note where its encoding was not what it said or not said at all.

    Raises
    ------
    DocumentError
        It holds zero bytes and no mark of an encoding with two bytes, or no encoding fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, "its byte order mark says"), ""
    if b"\0" in data[:4096] and not _wide(data):
        raise DocumentError("it holds zero bytes, so it is not text. Save it as text in UTF-8.")
    for name in filter(None, (declared, "utf-8")):
        try:
            return data.decode(codecs.lookup(name).name), ""
        except (LookupError, UnicodeDecodeError):
            continue
    return _guessed(data, declared)


def declared_in(data: bytes) -> str:
    """The encoding that a page names in its first bytes."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def _wide(data: bytes) -> bool:
    """Whether every other byte is zero, as in UTF-16 without a mark."""
    head = data[:400]
    return head[1::2].count(0) > len(head) // 3 or head[::2].count(0) > len(head) // 3


def _strict(data: bytes, name: str, who: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise DocumentError(f"byte {error.start} is not {name.upper()}, which {who}. Save it as text in UTF-8.") from error


def _guessed(data: bytes, declared: str) -> tuple[str, str]:
    best = from_bytes(data[:200_000], cp_isolation=_USUAL).best()
    if best is None:
        raise DocumentError("its encoding cannot be determined. Save it as text in UTF-8.")
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise DocumentError("its encoding cannot be determined. Save it as text in UTF-8.") from error
    told = f"it says {declared}, which it is not" if declared else "it is not UTF-8"
    return text, f"The encoding was taken to be {best.encoding}: {told}."
