"""XML read one element at a time: no document type with entities, no network, no file beside it; and what texts of it hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from explorer.errors import LayerError, quoted
from explorer.layers.encodings import decoded

_DECLARED = re.compile(r"^\s*<\?xml[^>]*?\?>", re.DOTALL)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[)?[^>]*>", re.IGNORECASE)
_UNDECLARED = re.compile(r"<([A-Za-z][\w.-]*):[A-Za-z]|\s([A-Za-z][\w.-]*):[\w.-]+\s*=")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
PREFIXED = 400_000
"""So many characters at the beginning are searched for prefixes that nobody has declared."""
DEEPEST = 200
"""So deep may elements lie in one another."""


def text_of(data: bytes, encoding: str = "") -> tuple[str, str]:
    """A document as text, without its declaration; and a note on its encoding.

    Raises
    ------
    LayerError
        It has a document type of its own, which may name files or grow without end.
    """
    found = _ENCODING.match(data[:400])
    text, _, note = decoded(data, encoding, found[1].decode("ascii") if found else "")
    text = _DECLARED.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    kind = _DOCTYPE.search(text[:100_000])
    if kind and (kind[1] or "<!ENTITY" in text):
        raise LayerError("it has a document type (DTD) with declarations of its own, which is not opened. Save it without.")
    return _DOCTYPE.sub("", text, count=1) if kind else text, note


def elements(text: str) -> Iterator[tuple[str, Any]]:
    """Beginnings and ends of all elements; the caller empties what it has read.

    Raises
    ------
    LayerError
        It is not well formed; the message names line and column.
    """
    wanted = {"events": ("start", "end"), "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    depth = 0
    try:
        for event, element in etree.iterparse(io.BytesIO(_with_prefixes(text).encode()), **wanted):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise LayerError(f"its elements lie more than {DEEPEST} deep in one another: not read on.")
            yield event, element
    except etree.XMLSyntaxError as error:
        line, column = error.position
        what = str(error).partition(", line ")[0]
        raise LayerError(f"the XML is broken in line {line}, column {column} ({what}). Get the file again.") from error


def _with_prefixes(text: str) -> str:
    """Prefixes that a file uses and does not declare, as old exports do, declared in its first element."""
    text = _UNSEEN.sub(" ", text) if _UNSEEN.search(text) else text
    root = re.search(r"<[A-Za-z][^\s/>]*", text)
    used = {name for pair in _UNDECLARED.findall(text[:PREFIXED]) for name in pair if name} - {"xml", "xmlns"}
    missing = sorted(name for name in used if f"xmlns:{name}" not in text[:PREFIXED])
    if not missing or root is None:
        return text
    return text[: root.end()] + "".join(f' xmlns:{name}="urn:undeclared:{name}"' for name in missing) + text[root.end() :]


def local(element: Any) -> str:
    """The name of an element without its namespace; blank for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Its own children of these names."""
    return (child for child in element if local(child) in names)


def child_text(element: Any, name: str) -> str:
    """The text of its first child of a name, blanks at the ends taken away."""
    return next(("".join(child.itertext()).strip() for child in children(element, name)), "")


def drop(element: Any) -> None:
    """Forget what an element held, and what stands before it, so that a long file needs little memory."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def plain(markup: str) -> str:
    """Text of a description in HTML: words, cells and web addresses; no script, handler, picture or other address stays.

    >>> plain('<b>bold</b><script>x</script> <a href="https://www.w3.org/p">page</a>')
    'bold page (https://www.w3.org/p)'
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(_UNSEEN.sub(" ", markup), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return re.sub(r"<[^>]*>", " ", markup).strip()
    lines = "".join(_words(root)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()).removesuffix(" |") for line in lines)))


_UNSAID = {"script", "style", "object", "iframe", "embed", "noscript", "template"}
_BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"}


def _words(root: Any) -> Iterator[str]:
    """The words of a tree in their order, without going into itself: a made-up one may be very deep."""
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        hidden = name in _UNSAID or not name
        if event == "start":
            skipped += hidden
            if not skipped:
                yield ("\n" if name in _BREAKS else "") + (element.text or "")
        else:
            if not skipped:
                yield _after(element, name)
            skipped -= hidden
            if not skipped and element is not root:
                yield element.tail or ""


def _after(element: Any, name: str) -> str:
    link = (element.get("href") or "").strip()
    if name == "a" and link.lower().startswith(("https://", "http://")):
        return f" ({link})"
    return " | " if name in {"td", "th"} else "\n" if name in _BREAKS else ""


def refused(name: str) -> LayerError:
    """What is said of XML of another kind."""
    return LayerError(f"this is {quoted(name)}, which holds no map data that is read. Give KML or GPX.")
