"""What all sessions share: the world, the addresses of its layers, scenes already built. All of it is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from explorer.comparison.compare import Comparison, compare
from explorer.exposure.hazard import Case, MeasureName
from explorer.exposure.sensitivity import Sensitivity, analyse
from explorer.ledger.vocabulary import DateRange
from explorer.render.layers import BASE_LAYERS
from explorer.render.web.leaflet import LayerAddress
from explorer.scene import build as scene
from explorer.scene import staging
from explorer.scene.build import Scene
from explorer.stories.scenario import Step
from explorer.views.view import RouteQuery, View
from explorer.world.world import World
from explorer.zones.law import LegalScenario


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
    dates.cache_clear()
    comparison.cache_clear()
    sensitivity.cache_clear()
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
def dates(view: View) -> tuple[DateRange, ...]:
    """The dates of all statements and facts of a view."""
    entries, events = scene.select_entries(world(), view), scene.select_events(world(), view)
    return (*(entry.claim.dates for entry in entries), *(event.dates for event in events))


@lru_cache(maxsize=256)
def staged_scene(step: Step) -> Scene:
    """The scene of a story's step, kept for the next reader of the story."""
    return staging.scene_of(world(), step)


@lru_cache(maxsize=64)
def comparison(query: RouteQuery, scenario: LegalScenario, *, with_model: bool) -> Comparison:
    """Rail against sea between the two places of a question, kept for the next session that asks the same.

    Raises
    ------
    QuestionError
        A place or port is not known or is several, or a closure has an id that nothing has.
    """
    known = world()
    return compare(known, known.plan(query), scenario, with_model=with_model)


@lru_cache(maxsize=16)
def sensitivity(case: Case, measure: MeasureName) -> Sensitivity:
    """What drives one figure of one case, by kilometre."""
    return analyse(case, world().exposure.judgements, "km", measure)
