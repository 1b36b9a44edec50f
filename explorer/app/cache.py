"""What all sessions share: the world, the addresses of its layers, scenes already built. All of it is frozen.

With a workspace the world of this process is replaced by the next one at every change. A run of a page keeps the world that it
began with, so that what it draws and what it looks up belong together.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import replace as altered
from datetime import date
from functools import cache, lru_cache, update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.comparison.compare import Comparison, compare
from explorer.comparison.contrast import Contrast
from explorer.comparison.contrast import contrast as contrast_of
from explorer.exposure.hazard import Case, MeasureName
from explorer.exposure.sensitivity import Sensitivity, analyse
from explorer.ledger import dossier as ledger_dossier
from explorer.ledger.dossier import Dossier
from explorer.render.layers import BASE_LAYERS
from explorer.render.web.payload import LayerAddress
from explorer.scene import build as scene
from explorer.scene import selecting, staging
from explorer.scene.build import Scene
from explorer.stories.scenario import Step
from explorer.views.framing import around
from explorer.views.view import Language, LayerId, RouteQuery, View
from explorer.world.world import World
from explorer.zones.law import LegalScenario


@dataclass(frozen=True)
class _Shared:
    world: World
    layers: tuple[LayerAddress, ...]


class _Run(threading.local):
    """The world of the run that goes on in this thread: a run of the page asks for it some hundred times."""

    world: World | None = None


_installed: list[_Shared] = []
_RUN = _Run()
_KEY = "world"
"""Under this key a session keeps the world of its run, for a run of a part of the page that begins in another thread."""

_ABOUT = frozenset({LayerId.PLACES, LayerId.EVENTS, LayerId.RAILWAYS, LayerId.GRATICULE})
"""What the map of one subject shows."""

_MAP_PX = (500, 400)

_clearing: list[Callable[[], None]] = []
"""What forgets the kept answers."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Face:
    """What pages show of a world: its cards. A change of a draft or a note makes a new world with the same cards."""

    world: World

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Face) and other.world.cards is self.world.cards

    def __hash__(self) -> int:
        return id(self.world.cards)


class Kept(Generic[P, T]):
    """A function of the cards of a world and more, whose latest answers are kept for the next session that asks the same."""

    def __init__(self, make: Callable[Concatenate[World, P], T], maxsize: int) -> None:
        update_wrapper(self, make)
        found = lru_cache(maxsize=maxsize)(lambda face, *args, **kwargs: make(face.world, *args, **kwargs))
        self.of: Callable[..., T] = lambda known, *args, **kwargs: found(_Face(known), *args, **kwargs)
        self.cache_clear = found.cache_clear
        _clearing.append(found.cache_clear)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer for the world of this run; :attr:`of` takes another one."""
        return self.of(world(), *args, **kwargs)


def kept(maxsize: int) -> Callable[[Callable[Concatenate[World, P], T]], Kept[P, T]]:
    """Keep so many answers of a function; callers leave the world out, which is that of their run."""
    return lambda make: Kept(make, maxsize)


def install(world: World, addresses: Mapping[str, str]) -> None:
    """Make a world and the addresses of its base layers known to every session of this process."""
    layers = tuple(LayerAddress(layer, addresses[layer.id]) for layer in BASE_LAYERS if layer.id in addresses)
    _put(_Shared(world, layers))


def replace(world: World) -> None:
    """Put the next world of a workspace in the place of the one before it; the base layers are the same."""
    _put(_Shared(world, _shared().layers))


def _put(new: _Shared) -> None:
    same = bool(_installed) and _installed[0].world.cards is new.world.cards
    _installed[:] = [new]
    for clear in () if same else _clearing:
        clear()


@cache
def _alone() -> _Shared:
    """A page run without the server has the bundled world and no base layers."""
    return _Shared(World.load(), ())


def _shared() -> _Shared:
    return _installed[0] if _installed else _alone()


def newest() -> World:
    """The world of this process, as it is now."""
    return _shared().world


def begin(view: View) -> None:
    """Keep the world of a run: the newest one, at the day that the view names."""
    st.session_state[_KEY] = _RUN.world = newest().seen(view)


def world() -> World:
    """The world of the running page; outside of a run the newest one."""
    if _RUN.world is not None:
        return _RUN.world
    if get_script_run_ctx(suppress_warning=True) is None:
        return newest()
    held: World | None = st.session_state.get(_KEY)
    _RUN.world = held
    return held or newest()


def layers() -> tuple[LayerAddress, ...]:
    """The base layers with their addresses."""
    return _shared().layers


@kept(64)
def dossier(known: World, subject: str) -> Dossier:
    """Everything that the ledger holds about a subject."""
    return ledger_dossier.dossier(known.subjects, known.subjects.by_id[subject])


@kept(16)
def dossier_scene(known: World, subject: str, language: Language = "en") -> Scene:
    """What the ledger holds about a subject, on a map that looks at the place, or at where most of it is."""
    found = dossier.of(known, subject)
    drawn = scene.build(known, View(language=language, layers=_ABOUT), among=found.ids)
    own = [(site.lon, site.lat) for site in known.subjects.parts(found.subject) if site.lon is not None and site.lat is not None]
    beside = [tuple(f.geometry["coordinates"]) for f in drawn.features if f.look.widget in {"pill", "fact"} and f.geometry]
    spots = own or beside
    return altered(drawn, camera=around(spots, *_MAP_PX)) if spots else drawn


@kept(256)
def built_scene(known: World, view: View, notices: tuple[str, ...] = ()) -> Scene:
    """The scene of a view, kept for the next session that asks the same."""
    return scene.build(known, view, notices)


@kept(256)
def dated(known: World, view: View) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """The day of each dated statement and fact of a view, with the ids of its features on the map."""
    entries, events = scene.select_entries(known, view), scene.select_events(known, view)
    rows = [(entry.claim.dates, entry.claim.places) for entry in entries] + [(event.dates, event.places) for event in events]
    days = ((dates.start or dates.end, places) for dates, places in rows)
    return tuple((day, tuple(f"site:{place.id}" for place in places)) for day, places in days if day is not None)


@kept(512)
def counts(known: World, view: View, facet: str) -> Counter[str]:
    """How many statements each word of a facet would show."""
    return selecting.counts(known, view, facet)


@kept(256)
def staged_scene(known: World, step: Step) -> Scene:
    """The scene of a story's step, kept for the next reader of the story."""
    return staging.scene_of(known, step)


@kept(64)
def comparison(known: World, query: RouteQuery, scenario: LegalScenario) -> Comparison:
    """Rail against sea between the two places of a question, with the combined figures, kept for the next who asks the same.

    Raises
    ------
    QuestionError
        A place or port is not known or is several, or a closure has an id that nothing has.
    """
    return compare(known, known.plan(query), scenario, with_model=True)


@kept(32)
def contrast(known: World, query: RouteQuery, scenario: LegalScenario) -> Contrast:
    """What one picture of a comparison holds, the judged figures included.

    Raises
    ------
    QuestionError
        A place or port is not known or is several, or a closure has an id that nothing has.
    """
    return contrast_of(known, comparison.of(known, query, scenario))


@kept(16)
def sensitivity(known: World, case: Case, measure: MeasureName) -> Sensitivity:
    """What drives one figure of one case, by kilometre."""
    return analyse(case, known.exposure.judgements, "km", measure)
