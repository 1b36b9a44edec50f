"""The base layers of the map as files, each made once, and what readers will need made before they come."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping

from explorer.app import finding
from explorer.render.layers import BASE_LAYERS
from explorer.render.web import assets
from explorer.views.view import LayerId
from explorer.world.world import World


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

    def warm(self) -> None:
        """Make what the first view needs, then the other layers, until all are made or the program ends."""
        _ = self._world.sea_legs
        for address, layer in sorted(self._layers.items(), key=lambda item: (item[1].min_zoom, item[1].switch is not None)):
            if not threading.main_thread().is_alive():
                return
            if layer.switch not in {LayerId.TERRITORIAL_SEA, LayerId.ZONES}:
                self.get(address)


def warm(world: World, layers: Layers) -> None:
    """Make what readers will need, and tell the collector that it stays.

    Streamlit collects all garbage after every run of a page, while every other thread stands still; in what was loaded once there
    is none, and looking through it took 60 to 80 ms each time. Only a program may say so, and this one is: below here nothing
    touches the collector.
    """
    _keep()
    layers.warm()
    _keep()
    if threading.main_thread().is_alive():
        _ = world.network, world.zones
        finding.warm(world)
        _keep()


def _keep() -> None:
    gc.collect()
    gc.freeze()
