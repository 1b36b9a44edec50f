"""What all sessions share: the world, the addresses of its layers, scenes already built. All of it is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from explorer import scene, staging
from explorer.render.base import BASE_LAYERS
from explorer.render.leaflet import LayerAddress
from explorer.scenario import Step
from explorer.scene import Scene
from explorer.view import View
from explorer.world import World


@dataclass(frozen=True)
class _Shared:
    world: World
    layers: tuple[LayerAddress, ...]


_installed: list[_Shared] = []


def install(world: World, addresses: Mapping[str, str]) -> None:
    """Make a world and the addresses of its base layers known to every session of this process."""
    layers = tuple(LayerAddress(layer, addresses[layer.id]) for layer in BASE_LAYERS if layer.id in addresses)
    _installed[:] = [_Shared(world, layers)]
    built_scene.cache_clear()
    staged_scene.cache_clear()


@cache
def _alone() -> _Shared:
    """A page run without the server has the bundled world and no base layers."""
    return _Shared(World.load(), ())


def _shared() -> _Shared:
    return _installed[0] if _installed else _alone()


def world() -> World:
    """The world of this process."""
    return _shared().world


def layers() -> tuple[LayerAddress, ...]:
    """The base layers with their addresses."""
    return _shared().layers


@lru_cache(maxsize=256)
def built_scene(view: View, notices: tuple[str, ...] = ()) -> Scene:
    """The scene of a view, kept for the next session that asks the same."""
    return scene.build(world(), view, notices)


@lru_cache(maxsize=256)
def staged_scene(step: Step) -> Scene:
    """The scene of a story's step, kept for the next reader of the story."""
    return staging.scene_of(world(), step)
