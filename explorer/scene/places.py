"""Places, claims and journeys as features of a scene."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from explorer.geo import LonLat, circle
from explorer.ledger.claims import Entry, overlaps
from explorer.ledger.gazetteer import name_in
from explorer.ledger.travel import Itinerary
from explorer.ledger.vocabulary import Basis, DateRange, Event, Site, Stance
from explorer.scene.feature import Feature, line, point
from explorer.views.view import LayerId, View
from explorer.world.world import World


def label(site: Site, view: View) -> str:
    """The site's name in the view's language, English where there is none."""
    return name_in(view.language, site)


def placed(world: World, entry: Entry) -> bool:
    """Whether any place of a claim has a position."""
    return any(world.gazetteer.by_id[place.id].placed for place in entry.claim.places)


def sites(world: World, view: View, entries: tuple[Entry, ...], events: tuple[Event, ...], *, bare: bool) -> list[Feature]:
    """Places with statements, places with events only, and, where ``bare`` is set, the other places of the gazetteer."""
    claims_at: dict[str, list[tuple[Entry, Basis]]] = {}
    events_at: dict[str, list[Event]] = {}
    for entry in entries:
        for place in entry.claim.places:
            claims_at.setdefault(place.id, []).append((entry, place.basis))
    for event in events:
        for place in event.places:
            events_at.setdefault(place.id, []).append(event)
    features = []
    for site in world.gazetteer.sites:
        if not site.placed or (view.kinds and site.kind not in view.kinds):
            continue
        stated, dated = claims_at.get(site.id, []), events_at.get(site.id, [])
        if LayerId.PLACES not in view.layers:
            stated = []
        if not stated and not dated and (not bare or LayerId.PLACES not in view.layers) and view.selected != f"site:{site.id}":
            continue
        features.append(_site_feature(view, site, stated, dated))
        if LayerId.HALO in view.layers and (stated or dated):
            features.append(_halo(site))
    return features


def _site_feature(view: View, site: Site, stated: list[tuple[Entry, Basis]], dated: list[Event]) -> Feature:
    counts = Counter(entry.claim.stance for entry, _ in stated)
    named = any(basis is Basis.NAMED for _, basis in stated)
    kind = "site" if stated else "event-site" if dated else "bare-site"
    return Feature(
        id=f"site:{site.id}",
        layer=LayerId.PLACES if stated or not dated else LayerId.EVENTS,
        kind=kind,
        title=label(site, view),
        geometry=point(_lonlat(site)),
        detail=site.kind.value,
        site_kind=site.kind.value,
        basis=("named" if named else "inferred") if stated else "context" if dated else "",
        stances=tuple((stance, counts[stance]) for stance in Stance if counts[stance]),
        claims=tuple(dict.fromkeys(entry.id for entry, _ in stated)),
        events=tuple(dict.fromkeys(event.id for event in dated)),
        rank=min(len(stated) * 3 + len(dated), 99),
        selected=_is_selected(view, site, stated, dated),
    )


def _is_selected(view: View, site: Site, stated: list[tuple[Entry, Basis]], dated: list[Event]) -> bool:
    ids = {f"site:{site.id}", *(f"claim:{entry.id}" for entry, _ in stated), *(f"event:{event.id}" for event in dated)}
    return view.selected in ids


def _halo(site: Site) -> Feature:
    ring = circle((site.lon or 0.0, site.lat or 0.0), site.accuracy_km or 0.0)
    return Feature(
        id=f"halo:{site.id}",
        layer=LayerId.HALO,
        kind="halo",
        title=f"{site.names.en}: position good to {site.accuracy_km:g} km",
        geometry={"type": "Polygon", "coordinates": [[list(p) for p in reversed(ring)]]},
    )


def claim(world: World, entry: Entry) -> Feature:
    """A claim at its places; without a geometry where none has a position."""
    sites = [site for place in entry.claim.places if (site := world.gazetteer.by_id[place.id]).placed]
    points = [list(_lonlat(site)) for site in sites]
    geometry: dict[str, Any] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return Feature(
        id=f"claim:{entry.id}",
        layer=LayerId.PLACES,
        kind="claim",
        title=f"{entry.claimant.name}: {entry.claim.statement}",
        geometry=geometry,
        detail=entry.document.id,
        basis=",".join(dict.fromkeys(place.basis.value for place in entry.claim.places)),
        stances=((entry.claim.stance, 1),),
        claims=(entry.id,),
    )


def itineraries(world: World, view: View, entries: tuple[Entry, ...]) -> list[Feature]:
    """Numbered stops of the journeys that the view shows, and the order in which they come."""
    shown = {entry.id for entry in entries}
    features = []
    tongue = world.tongue(view.language)
    for itinerary in (tongue.card("itinerary", one.id, one) for one in world.itineraries):
        if view.shows(itinerary.journey):
            features += _itinerary_features(world, view, itinerary, shown)
    return features


def _itinerary_features(world: World, view: View, itinerary: Itinerary, shown: set[str]) -> list[Feature]:
    layer, colour = itinerary.journey, world.cards.journeys[itinerary.journey].colour
    stops = [
        (number, stop, world.gazetteer.by_id[stop.site])
        for number, stop in enumerate(itinerary.stops, start=1)
        if overlaps(stop.dates, view.start, view.end)
    ]
    features = [
        Feature(
            id=f"stop:{itinerary.id}-{number}",
            layer=layer,
            kind="stop",
            title=f"{number}. {label(site, view)}",
            geometry=point(_lonlat(site)),
            detail=stop.text,
            basis=stop.basis.value,
            claims=tuple(claim for claim in stop.claims if claim in shown),
            events=stop.events,
            number=number,
            colour=colour,
            days=_days(stop.dates),
            selected=view.selected in {f"stop:{itinerary.id}-{number}", f"itinerary:{itinerary.id}"},
        )
        for number, stop, site in stops
    ]
    if len(stops) > 1:
        features.append(
            Feature(
                id=f"itinerary:{itinerary.id}",
                layer=layer,
                kind="order",
                title=itinerary.title,
                geometry=line([_lonlat(site) for _, _, site in stops]),
                detail=itinerary.note,
                colour=colour,
                selected=view.selected == f"itinerary:{itinerary.id}",
            )
        )
    return features


def _days(dates: DateRange) -> tuple[str, ...]:
    """The first and the last day that is known."""
    return tuple(dict.fromkeys(day.isoformat() for day in (dates.start, dates.end) if day))


def ending(site: Site, view: View) -> Feature:
    """A place that stands on the map because a line ends there, whatever is said of it in this view."""
    return replace(_site_feature(view, site, [], []), kind="line-end", layer=LayerId.ROUTES)


def _lonlat(site: Site) -> LonLat:
    if site.lon is None or site.lat is None:
        raise ValueError(f"{site.id} has no position")
    return LonLat(site.lon, site.lat)
