"""The scene: what a view of the world shows, free of any drawing library. Every renderer draws this same value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from explorer.ledger.claims import Entry
from explorer.ledger.vocabulary import Event, Stance
from explorer.scene import own, places, routes, zones
from explorer.scene.feature import AS_REPORTED, SCHEMATIC, Feature, LegendItem
from explorer.scene.kinds import BASIS_WORDS, STANCE_WORDS, TABLE, Backdrop, FeatureKind
from explorer.scene.places import label
from explorer.scene.selecting import in_order, left_out_for_time, select_entries, select_events, undated_left_out
from explorer.views.read import unknown_layers
from explorer.views.view import DEFAULT_LAYERS, Camera, LayerId, View
from explorer.world import strangers
from explorer.world.world import World

__all__ = [
    "AS_REPORTED",
    "SCHEMATIC",
    "Feature",
    "LegendItem",
    "Scene",
    "Unplaced",
    "build",
    "in_order",
    "label",
    "left_out_for_time",
    "select_entries",
    "select_events",
    "undated_left_out",
]


@dataclass(frozen=True)
class Unplaced:
    """A claim that is not on the map, and why."""

    entry: Entry
    reason: str


@dataclass(frozen=True)
class Scene:
    """Everything that a renderer needs, in drawing order."""

    view: View
    camera: Camera
    features: tuple[Feature, ...]
    entries: tuple[Entry, ...]
    events: tuple[Event, ...]
    unplaced: tuple[Unplaced, ...]
    legend: tuple[LegendItem, ...]
    captions: tuple[str, ...]
    sources: tuple[str, ...]
    attribution: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def drawn(self) -> tuple[Feature, ...]:
        """The features with a geometry that a map draws; claims travel beside them."""
        return tuple(feature for feature in self.features if feature.geometry is not None and feature.look.drawn)

    def geojson(self) -> dict[str, Any]:
        """A FeatureCollection (RFC 7946, WGS84) of all features, with the view and captions as foreign members."""
        return {
            "type": "FeatureCollection",
            "features": [feature.geojson() for feature in self.features],
            "view": self.view.query(),
            "camera": {"lon": self.camera.lon, "lat": self.camera.lat, "zoom": self.camera.zoom},
            "captions": list(self.captions),
            "legend": [{"symbol": item.symbol, "word": item.word, "note": item.note} for item in self.legend],
            "sources": list(self.sources),
            "attribution": list(self.attribution),
            "not_on_map": [{"claim": item.entry.id, "reason": item.reason} for item in self.unplaced],
            "notices": list(self.notices),
        }

    def digest(self) -> str:
        """A short name of this content, the same for the same view of the same world."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        text = json.dumps(self.geojson(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def build(world: World, view: View, notices: Iterable[str] = (), among: Collection[str] | None = None) -> Scene:
    """Draw up the scene of a view.

    Parameters
    ----------
    world
        What is known; not changed.
    view
        What is asked.
    notices
        What the reader of the view has already had to say about it.
    among
        Ids of the claims and events that may be shown, the filters of the view beside; all of them without it.
    """
    told = [*notices, *strangers.day(world, view)]
    world = world.seen(view)
    view = _without_strangers(world, world.settled(view), told)
    view = _without_dangling_selection(world, view, told)
    told += (*strangers.documents(world, view), *strangers.claimants(world, view))
    entries = tuple(entry for entry in select_entries(world, view) if among is None or entry.id in among)
    events = tuple(event for event in select_events(world, view) if among is None or event.id in among)
    if undated := left_out_for_time(world, view):
        told.append(undated_left_out(undated))
    features = [
        *routes.reported(world, view, entries, told),
        *places.itineraries(world, view, entries),
        *places.sites(world, view, entries, events, bare=among is None and not view.filtered),
        *(places.claim(world, entry) for entry in entries),
    ]
    features += routes.asked(world, view, told)
    features += zones.features(world, view)
    features += own.features(world, view, told)
    features += routes.ends(world, view, features)
    drawn = tuple(sorted(features, key=lambda f: (f.look.level, f.rank, f.id)))
    schematic = any(feature.look.schematic for feature in drawn)
    return Scene(
        view=view,
        camera=view.camera or world.home,
        features=drawn,
        entries=in_order(entries, view),
        events=events,
        unplaced=tuple(Unplaced(e, _why_unplaced(world, view, e)) for e in entries if not places.placed(world, e)),
        legend=_legend(world, view, drawn),
        captions=(AS_REPORTED, *((SCHEMATIC,) if schematic else ()), *zones.captions(view)),
        sources=(*(f"{document.publisher} ({document.id})" for document in world.ledger.documents), *own.sources(world, view)),
        attribution=tuple(dict.fromkeys((*(d.attribution for d in world.datasets), *own.sources(world, view)))),
        notices=tuple(told),
    )


def _without_dangling_selection(world: World, view: View, told: list[str]) -> View:
    dangling = strangers.selection(world, view)
    told += dangling
    return replace(view, selected="") if dangling else view


def _without_strangers(world: World, view: View, told: list[str]) -> View:
    """The view with the kinds of journeys that there are; where a link names nothing else, the usual layers."""
    told += unknown_layers(view, world.cards.journeys)
    known = view.journeys & world.cards.journeys.keys()
    if not view.journeys or known:
        return replace(view, journeys=known)
    return replace(view, journeys=known, layers=view.layers - {LayerId.JOURNEYS} or DEFAULT_LAYERS)


def _why_unplaced(world: World, view: View, entry: Entry) -> str:
    named = [places.label(world.gazetteer.by_id[place.id], view) for place in entry.claim.places]
    return f"Speaks of {', '.join(named)}: no single place" if named else "Names no place"


def _legend(world: World, view: View, features: tuple[Feature, ...]) -> tuple[LegendItem, ...]:
    """Only what is on the map."""
    kinds = {feature.kind for feature in features if feature.geometry is not None and feature.look.listed}
    sites = [feature for feature in features if feature.kind == "site"]
    stances, bases = {stance for feature in sites for stance, _ in feature.stances}, {feature.basis for feature in sites}
    notes = {**zones.claimants(world, view), "own": own.note(world, view)}
    return (
        *(LegendItem(f"stance:{stance.name.lower()}", STANCE_WORDS[stance]) for stance in Stance if stance in stances),
        *(LegendItem(f"basis:{basis}", word) for basis, word in BASIS_WORDS.items() if basis in bases),
        *(LegendItem(row.id, row.word, notes.get(row.id, row.note)) for row in TABLE if _shown(row, view, kinds)),
    )


def _shown(row: FeatureKind | Backdrop, view: View, kinds: set[str]) -> bool:
    if isinstance(row, FeatureKind):
        return row.id in kinds
    return row.layer in view.layers and row.baseline in {None, view.baseline}
