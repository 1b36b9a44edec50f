"""The base layers of the map as files, each made once, and what readers will need made before they come."""

from __future__ import annotations

import gc
import inspect
import pkgutil
import threading
from collections.abc import Callable, Mapping
from importlib import import_module

from explorer.app import finding, screens
from explorer.render.layers import BASE_LAYERS
from explorer.render.web import assets
from explorer.views.view import LayerId
from explorer.world.world import World

FIRST_PAGE_S = 3.0
"""So long a page that was opened at once takes to be drawn when all that it needs is there."""


class Layers:
    """The base layers of a world, each made when first asked for, or by :meth:`warm` before that."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._layers = {assets.address(f"{layer.id}.json", layer.fingerprint(world)): layer for layer in BASE_LAYERS}
        self._locks = {address: threading.Lock() for address in self._layers}
        self._made: dict[str, assets.Asset] = {}

    @property
    def addresses(self) -> Mapping[str, str]:
        """Addresses by layer id."""
        return {layer.id: address for address, layer in self._layers.items()}

    def get(self, address: str) -> assets.Asset | None:
        """The file at an address; None when there is none. Two who ask at once get the one that is made once."""
        layer = self._layers.get(address)
        if layer is None:
            return None
        with self._locks[address]:
            if address not in self._made:
                content = layer.content(self._world)
                self._made[address] = assets.asset(
                    f"{layer.id}.json", content, "application/json", layer.fingerprint(self._world)
                )
            return self._made[address]

    def warm(self, zooms: Callable[[float], bool]) -> None:
        """Make the layers that show from such zooms on, until all are made or the program ends; the least used not at all."""
        for address, layer in sorted(self._layers.items(), key=lambda item: (item[1].min_zoom, item[1].switch is not None)):
            if not threading.main_thread().is_alive():
                return
            if layer.switch not in {LayerId.TERRITORIAL_SEA, LayerId.ZONES} and zooms(layer.min_zoom):
                self.get(address)


def warm(world: World, layers: Layers) -> None:
    """Make what readers will need, in the order in which a page needs it, and tell the collector that it stays.

    A browser that is opened at once reads Streamlit's scripts while the first view is made ready; then its page has the
    processor to itself for a moment, before the rest is made.

    Streamlit collects all garbage after every run of a page, while every other thread stands still; in what was loaded once there
    is none, and looking through it took 60 to 80 ms each time. Only a program may say so, and this one is: below here nothing
    touches the collector.
    """
    home = world.home.zoom
    gc.freeze()
    layers.warm(lambda zoom: zoom <= home)
    _pages()
    _ = world.sea_legs
    gc.freeze()
    threading.main_thread().join(FIRST_PAGE_S)
    layers.warm(lambda zoom: zoom > home)
    _keep()
    if threading.main_thread().is_alive():
        _ = world.network, world.zones
        finding.warm(world)
        _keep()


def _pages() -> None:
    """Load the modules of the pages, a second's work."""
    for page in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(page.name)
    inspect.getmodule(inspect.currentframe())  # Streamlit asks so who declares a component; the first answer takes 0.3 s


def _keep() -> None:
    gc.collect()
    gc.freeze()
