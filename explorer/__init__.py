"""Explore public reporting on Russia-DPRK logistics: who said what, how it is graded, what is inferred.

>>> import explorer
>>> world = explorer.load()
>>> explorer.claims(world).geometry.name
'geometry'

The names below are the public surface; ``docs/api.md`` documents them. They are loaded when first asked for, so that the import
itself takes no time.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explorer import errors
    from explorer.api import (
        View,
        claims,
        compare,
        events,
        export,
        load,
        parse_view,
        rail_network,
        route,
        routes,
        scene,
        sites,
    )  # fmt: skip

__all__ = [
    "View", "__version__", "claims", "compare", "errors", "events", "export", "load", "parse_view", "rail_network", "route",
    "routes", "scene", "sites",
]  # fmt: skip

__version__ = "0.2.0"


class _Surface(ModuleType):
    """The package, whose function ``scene`` has the name of a folder: importing that would put it in the function's place."""

    @property
    def scene(self) -> Any:
        """Draw up what a view shows."""
        return import_module("explorer.api").scene

    @scene.setter
    def scene(self, _: ModuleType) -> None:
        """Nothing: the import system hands over the folder here, which ``from explorer.scene import …`` finds without it."""


sys.modules[__name__].__class__ = _Surface


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("explorer.errors") if name == "errors" else getattr(import_module("explorer.api"), name)


def __dir__() -> list[str]:
    return __all__
