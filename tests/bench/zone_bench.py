"""Legs whose division among the zones is timed: short and long, by sea and by rail."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.routing.places import Mode
from explorer.routing.route import Route, RouteLeg
from explorer.views.view import RouteQuery
from explorer.world.world import World

ENDS: tuple[tuple[str, str, Mode], ...] = (
    ("rajin-port", "dunai-port", "sea"),
    ("rajin-port", "Singapore", "sea"),
    ("rajin-port", "tikhoretsk", "rail"),
)


def legs(world: World) -> Iterator[tuple[str, RouteLeg]]:
    """Name and leg of each pair of ends."""
    for origin, destination, mode in ENDS:
        found = world.route(RouteQuery(origin, destination), mode)
        assert isinstance(found, Route), f"{origin} to {destination} by {mode}: the bench would measure nothing"
        yield f"{origin} to {destination}, {mode}", found.legs[0]
