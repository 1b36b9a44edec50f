"""Which reader a file goes to, by the ending of its name and its first bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from explorer.errors import DocumentError
from explorer.intake.files.source import MOST_BYTES, Source
from explorer.ledger.nearest import hint

ENDINGS = (".txt", ".html", ".htm", ".md", ".pdf", ".docx", ".eml", ".rtf")
"""What is read, besides a ``.zip`` of these."""


_READERS: Mapping[str, tuple[str, str]] = {
    ".txt": ("plain", "read_text"), ".md": ("plain", "read_markdown"),
    ".html": ("page", "read_page"), ".htm": ("page", "read_page"),
    ".pdf": ("paper", "read_pdf"), ".docx": ("word", "read_word"), ".eml": ("mail", "read_mail"), ".rtf": ("plain", "read_rtf"),
}  # fmt: skip
"""Each reader by ending; it loads, with its library, when a file asks for it."""


def ending(name: str) -> str:
    """The ending of a file's name in small letters.

    >>> ending("Report.FINAL.PDF"), ending("README")
    ('.pdf', '')
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return f".{base.rsplit('.', 1)[1].lower()}" if "." in base.lstrip(".") else ""


def opened(name: str, data: bytes) -> Source:
    """A file as blocks of text.

    Raises
    ------
    DocumentError
        It cannot be read; the message says why and what to do.
    """
    if len(data) > MOST_BYTES:
        raise DocumentError(f"it has {len(data) / 1e6:,.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB is read. Give the text alone.")
    if not data.strip():
        raise DocumentError("it is empty. Give a document with text.")
    source = _reader(name, data)(data)
    if not source.blocks:
        raise DocumentError("there is no text in it. Give a document with text.")
    return source


def _reader(name: str, data: bytes) -> Callable[[bytes], Source]:
    kind = ending(name)
    if kind == ".zip":
        raise DocumentError("a .zip in a .zip is not opened. Unpack it first.")
    if kind not in ENDINGS:
        known = ", ".join((*ENDINGS, ".zip"))
        near = hint(kind, ENDINGS, " Nearest: {}.") if kind else ""
        raise DocumentError(f"files of the kind {kind or 'without an ending'} are not read. Give one of {known}.{near}")
    if data.startswith(b"%PDF-") and kind != ".pdf":
        raise DocumentError(f"it is a PDF with the ending {kind}. Name it .pdf.")
    module, function = _READERS[kind]
    reader: Callable[[bytes], Source] = getattr(import_module(f"explorer.intake.files.{module}"), function)
    return reader
