"""The networks of the world as the page and the commands use them."""

from __future__ import annotations

import pytest

from explorer.routing.route import Route, Unreachable
from explorer.views.view import RouteQuery
from explorer.world.world import World
from tests.bundled import bundled


@pytest.fixture(scope="module")
def world() -> World:
    return bundled()


@pytest.mark.parametrize(
    ("origin", "destination", "least_nm", "most_nm"),
    [
        ("rajin-port", "dunai-port", 98, 115),
        ("rajin-port", "vostochny-port", 127, 145),
        ("vladivostok-port", "rajin-port", 87, 110),
    ],
)
def test_ships_from_rajin(world: World, origin: str, destination: str, least_nm: float, most_nm: float) -> None:
    """Between the straight line and what a detour of some miles round the capes makes of it."""
    found = world.route(RouteQuery(origin, destination), "sea")
    assert isinstance(found, Route)
    assert least_nm < found.distance_nm < most_nm
    assert max(found.snap_km) < 3


def test_the_network_is_loaded_once(world: World) -> None:
    assert world.network is world.network
    assert {port.id for port in world.network.transfers} == {transfer.site for transfer in world.transfers}


def test_a_closed_strait_without_a_way_round(world: World) -> None:
    """The Black Sea has one way out."""
    found = world.route(RouteQuery("31.2,45.2", "rajin-port", closed=frozenset({"bosporus"})), "sea")
    assert isinstance(found, Unreachable)
    assert "Bosporus" in found.reason


def test_a_mountain_is_unreachable_by_sea_and_says_so(world: World) -> None:
    found = world.route(RouteQuery("86.925,27.988", "rajin-port"), "sea")
    assert isinstance(found, Unreachable)
    assert "25 km" in found.reason


def test_a_place_and_itself(world: World) -> None:
    found = world.route(RouteQuery("rajin-port", "rajin-port"), "sea")
    assert isinstance(found, Unreachable)
    assert "same place" in found.reason
