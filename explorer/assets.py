"""Addresses and bytes of everything the page loads beside Streamlit's own bundle.

An address holds a hash of the content, so browsers may keep the file for good; Leaflet and jQuery come from the ``xstatic``
packages, the page's own scripts from ``explorer/render/static``. Map layers are added by the server, which knows the world.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import xstatic.pkg.jquery
import xstatic.pkg.leaflet

PREFIX = "/assets"
PAGE_SCRIPTS = ("shapes.js", "map.js", "scene.js", "callouts.js", "labels.js", "tools.js", "strip.js", "player.js")


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire; ``packed`` is the gzipped content, fixed for the same content."""

    address: str
    media_type: str
    content: bytes
    packed: bytes


def asset(name: str, content: bytes, media_type: str | None = None, digest: str = "") -> Asset:
    """An asset whose address carries a hash of its content, or of what the content follows from (``digest``)."""
    digest = digest or hashlib.sha256(content).hexdigest()[:16]
    kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(address(name, digest), kind, content, gzip.compress(content, 6, mtime=0))


def address(name: str, digest: str) -> str:
    """The address of a file by its name and hash."""
    return f"{PREFIX}/{digest}/{name}"


@cache
def page_assets() -> Mapping[str, Asset]:
    """Leaflet, jQuery and the page's own files, by name."""
    leaflet, jquery = Path(xstatic.pkg.leaflet.BASE_DIR), Path(xstatic.pkg.jquery.BASE_DIR)
    own = resources.files("explorer.render").joinpath("static")
    found: dict[str, Traversable] = {
        "leaflet.js": leaflet / "leaflet.js",
        "leaflet.css": leaflet / "leaflet.css",
        "jquery.js": jquery / "jquery.min.js",
        "map.css": own / "map.css",
        **{name: own / name for name in PAGE_SCRIPTS},
    }
    return {name: asset(name, file.read_bytes()) for name, file in found.items()}


def page_address(name: str) -> str:
    """Where the page finds one of its own files."""
    return page_assets()[name].address


def scripts() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the scripts in the order in which they have to load."""
    return tuple((name, page_address(name)) for name in ("leaflet.js", "jquery.js", *PAGE_SCRIPTS))


def styles() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the style sheets."""
    return tuple((name, page_address(name)) for name in ("leaflet.css", "map.css"))


def by_address(assets: Iterable[Asset]) -> Mapping[str, Asset]:
    """Assets by their address."""
    return {item.address: item for item in assets}
