"""Which ports a sea leg may begin and end at; they follow the direction of travel.

A place at a port uses that port. Elsewhere the ports of the reported sea legs come first, turned round where the question goes
the other way; after them any port with a railhead, those of the place's own country alone where it has any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from explorer.errors import TooFarFromWater
from explorer.geo import distance_km
from explorer.routing.places import PORTS, End, Place
from explorer.routing.route import Network, same_town

Ports = tuple[Place, Place]
"""Where a ship loads, and where it discharges."""


def own_port(network: Network, end: End) -> Place | None:
    """The port that a place is or lies at, if ships reach it; a bare position on water is one of its own."""
    quay, off_km = end.quay, _off_water_km(network, end.quay)
    if off_km is not None and (quay.kind in PORTS or (quay.kind == "point" and off_km == 0.0)):
        return quay
    near = [port for port in network.transfers if same_town(end.place, port)]
    return min(near, key=lambda port: distance_km(end.place.position, port.position)) if near else None


def _off_water_km(network: Network, spot: Place) -> float | None:
    """How far navigable water is; None where it is too far."""
    try:
        return network.sea.snap(spot.position)[1]
    except TooFarFromWater:
        return None


def reported_ports(reported: Iterable[Ports], ends: tuple[End, End], fixed: tuple[Place | None, Place | None]) -> list[Ports]:
    """The ports of the reported sea legs that go the way of the question, each end replaced by a port that is given.

    Parameters
    ----------
    reported
        Ports of the reported legs, as reported.
    ends
        Origin and destination.
    fixed
        A port of loading and one of discharge where the question or the place settles them.
    """
    found = []
    for leg in reported:
        one_way = _direction(leg, ends)
        if one_way is not None:
            found.append((fixed[0] or one_way[0], fixed[1] or one_way[1]))
    return list(dict.fromkeys(found))


def _direction(leg: Ports, ends: tuple[End, End]) -> Ports | None:
    """The leg as it serves somebody between these places: as reported, turned round, or not at all."""
    home, abroad = (end.place.country for end in ends)
    if home and home == abroad:
        return None
    for one_way in (leg, leg[::-1]):
        if one_way[0].country == home or one_way[1].country == abroad:
            return one_way
    return None


def other_ports(network: Network, ends: tuple[End, End], fixed: tuple[Place | None, Place | None]) -> list[Ports]:
    """All pairs of ports with a railhead that may serve, in the order of the cards."""
    choices = [_candidates(network.transfers, end) if port is None else (port,) for end, port in zip(ends, fixed, strict=True)]
    return [(loading, discharge) for loading, discharge in product(*choices) if not same_town(loading, discharge)]


def _candidates(transfers: Sequence[Place], end: End) -> Sequence[Place]:
    return [port for port in transfers if port.country == end.place.country] or transfers
