"""Addresses and bytes of everything the page loads beside Streamlit's own bundle.

An address holds a hash of the content, so browsers may keep the file for good; Leaflet and jQuery come from the ``xstatic``
packages, the page's own scripts from ``explorer/render/web/static``. Map layers are added by the server, which knows the world.
streamlit-folium loads scripts one after another, each a wait of its own, so they go out as two files: the libraries, and ours.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import xstatic.pkg.jquery
import xstatic.pkg.leaflet

PREFIX = "/assets"
PAGE_SCRIPTS = (
    *("shapes.js", "map.js", "kinds.js", "hints.js", "spread.js", "scene.js", "legend.js"),
    *("callouts.js", "labels.js", "position.js", "tools.js", "strip.js", "player.js"),
)
"""The page's own scripts in the order in which they have to load."""
APP_SCRIPTS = ("desk.js", "timelink.js")
"""Scripts that only pages of the running explorer need: what is taken away goes without them."""


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
    found = {
        "libraries.js": "\n".join((leaflet_script(), (Path(xstatic.pkg.jquery.BASE_DIR) / "jquery.min.js").read_text("utf-8"))),
        "explorer.js": "\n".join((*page_scripts(), *map(_own, APP_SCRIPTS))),
        "leaflet.css": leaflet_style(),
        "map.css": _own("map.css"),
    }
    return {name: asset(name, text.encode()) for name, text in found.items()}


def leaflet_script() -> str:
    """Leaflet itself."""
    return (Path(xstatic.pkg.leaflet.BASE_DIR) / "leaflet.js").read_text("utf-8")


def leaflet_style() -> str:
    """Leaflet's style sheet."""
    return (Path(xstatic.pkg.leaflet.BASE_DIR) / "leaflet.css").read_text("utf-8")


def page_scripts() -> tuple[str, ...]:
    """The page's own scripts in the order in which they have to load."""
    return tuple(_own(name) for name in PAGE_SCRIPTS)


def _own(name: str) -> str:
    return resources.files("explorer.render.web").joinpath("static", name).read_text("utf-8")


def page_address(name: str) -> str:
    """Where the page finds one of its own files."""
    return page_assets()[name].address


def scripts() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the scripts in the order in which they have to load."""
    return tuple((name, page_address(name)) for name in ("libraries.js", "explorer.js"))


def styles() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the style sheets."""
    return tuple((name, page_address(name)) for name in ("leaflet.css", "map.css"))


def by_address(assets: Iterable[Asset]) -> Mapping[str, Asset]:
    """Assets by their address."""
    return {item.address: item for item in assets}
