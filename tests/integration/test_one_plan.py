"""Every surface tells the same routes: plan, map, page, strip, comparison and command line, both ways round."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from explorer.app import cache as shared
from explorer.comparison.compare import compare
from explorer.comparison.profile import Side
from explorer.render.files.compare_json import as_json
from explorer.render.files.compare_text import as_lines
from explorer.render.web.strips import strips
from explorer.routing.route import Route, Unreachable
from explorer.scene.build import build
from explorer.views.view import RouteQuery, View
from explorer.zones.law import LegalScenario
from tests.bundled import bundled
from tests.integration.test_cli import run

PAIRS, SEED = 50, 20240619


def turned(query: RouteQuery) -> RouteQuery:
    return replace(query, origin=query.destination, destination=query.origin, loading=query.discharge, discharge=query.loading)


def pairs() -> Iterator[RouteQuery]:
    """Corridors there and back, and pairs of sites, stations, ports and towns drawn at random."""
    for corridor in bundled().cards.corridors:
        yield corridor.query
        yield turned(corridor.query)
    known = [s.id for s in bundled().places.spots if 120 < s.position.lon < 145 and 33 < s.position.lat < 50]
    draw = random.Random(SEED)  # noqa: S311
    for _ in range(PAIRS):
        yield RouteQuery(*draw.sample(known, 2))


def asked() -> Iterator[Any]:
    """All of them, of those drawn at random every fourth in ``make test``."""
    corridors = 2 * len(bundled().cards.corridors)
    for number, query in enumerate(pairs()):
        marks = () if number < corridors or number % 8 == 0 else (pytest.mark.grid,)
        yield pytest.param(query, id=f"{query.origin}--{query.destination}", marks=marks)


def lengths(way: Route | Unreachable) -> list[tuple[str, str, str, float]] | None:
    if isinstance(way, Unreachable):
        return None
    return [(leg.mode, leg.origin, leg.destination, round(leg.distance_km, 1)) for leg in way.legs]


def told(side: dict[str, Any]) -> list[tuple[str, str, str, float]] | None:
    if side["legs"] is None:
        return None
    return [(leg["mode"], leg["from"], leg["to"], leg["distance_km"]) for leg in side["legs"]]


@pytest.mark.parametrize("query", list(asked()))
def test_every_surface_tells_the_same_routes(query: RouteQuery) -> None:
    plan = bundled().plan(query)
    comparison = compare(bundled(), plan)
    table = as_json(bundled(), comparison)
    assert told(table["rail"]) == lengths(plan.rail)
    assert told(table["sea"]) == lengths(plan.sea)

    drawn = {f.id: f for f in build(bundled(), View(route=query)).features if f.id.startswith("way:")}
    for name, way in (("rail", plan.rail), ("sea", plan.sea)):
        mine = [feature for id_, feature in drawn.items() if id_ in {f"way:{name}", f"way:{name}-rail", f"way:{name}-sea"}]
        assert bool(mine) == isinstance(way, Route)
        if isinstance(way, Route):
            assert all(f"{way.distance_km:,.0f} km" in feature.detail for feature in mine)
    sea = comparison.sea
    if sea.apart is not None and isinstance(plan.rail, Route) and isinstance(plan.sea, Route):
        shared_km = sea.apart.differing.shared_km
        for strip, way in zip(strips(sea.apart, plan.rail, plan.sea), (plan.rail, plan.sea), strict=True):
            assert strip["km"] + shared_km == pytest.approx(way.distance_km, abs=0.5)
    text = "\n".join(as_lines(bundled(), comparison))
    for way in (plan.rail, plan.sea):
        assert (f"{way.distance_km:.0f} km" if isinstance(way, Route) else way.reason) in text


@pytest.mark.parametrize("query", list(pairs())[:12], ids=lambda query: f"{query.origin}--{query.destination}")
def test_there_and_back_are_the_same_length(query: RouteQuery) -> None:
    there, back = bundled().plan(query), bundled().plan(turned(query))
    for one, other in ((there.rail, back.rail), (there.sea, back.sea)):
        assert isinstance(one, Route)
        assert isinstance(other, Route)
        assert one.distance_km == pytest.approx(other.distance_km, rel=1e-6)
        assert [port.id for port in one.transshipments] == [port.id for port in reversed(other.transshipments)]


@pytest.mark.parametrize(
    ("origin", "destination", "rail_km", "sea_km", "ports"),
    [
        ("Rajin", "Dunai", 440.2, 197.8, ("rajin-port", "dunai-port")),
        ("Pyongyang", "Vladivostok", 1173.2, 995.9, ("rajin-port", "vladivostok-port")),
        ("Vladivostok", "Pyongyang", 1173.2, 995.9, ("vladivostok-port", "rajin-port")),
        ("Busan", "Vladivostok", None, 946.6, (None, "vladivostok-port")),
    ],
)
def test_routes_that_used_to_disagree(
    origin: str, destination: str, rail_km: float | None, sea_km: float, ports: tuple[str | None, str]
) -> None:
    plan = bundled().plan(RouteQuery(origin, destination))
    if rail_km is not None:
        assert isinstance(plan.rail, Route)
        assert plan.rail.distance_km == pytest.approx(rail_km, rel=0.005)
    assert isinstance(plan.sea, Route)
    assert plan.sea.distance_km == pytest.approx(sea_km, rel=0.01)
    loading, discharge = plan.sea.loading, plan.sea.discharge
    assert discharge is not None
    assert discharge.id == ports[1]
    assert ports[0] is None or (loading is not None and loading.id == ports[0])


def test_from_moscow_to_pyongyang_the_ship_goes_south() -> None:
    plan = bundled().plan(RouteQuery("Moscow", "Pyongyang", avoid=frozenset({"CHN", "MNG", "KAZ"})))
    assert isinstance(plan.sea, Route)
    assert [port.id for port in plan.sea.transshipments] == ["dunai-port", "rajin-port"]


@pytest.mark.parametrize("mode", ["rail", "any"])
def test_the_command_route_tells_a_route_of_the_plan(mode: str) -> None:
    for query in (corridor.query for corridor in bundled().cards.corridors):
        options = ["--discharge", query.discharge] if query.discharge else []
        options += [] if query.gauge_mm is None else ["--gauge", str(query.gauge_mm)]
        options += [word for code in sorted(query.avoid) for word in ("--avoid", code)]
        found = run("route", query.origin, query.destination, "--mode", mode, "--format", "json", *options)
        plan = bundled().plan(query)
        way = plan.rail if mode == "rail" else plan.shortest
        assert isinstance(way, Route)
        assert json.loads(found.stdout)["distance_km"] == round(way.distance_km, 2)


def test_lines_that_say_nothing_about_the_question_are_not_printed() -> None:
    comparison = compare(bundled(), bundled().plan(RouteQuery("Busan", "Vladivostok")))
    text = "\n".join(as_lines(bundled(), comparison))
    for words in ("order legs", "no reported way avoids", "Best 1 published", "Rajin"):
        assert words not in text.split("Factors", 1)[0], words
    assert "order legs" not in text
    assert "Observer" not in text
    assert as_json(bundled(), comparison)["border_legs"]["legs"] == []


def test_page_and_command_share_one_comparison() -> None:
    before = shared._installed[:]
    shared.install(bundled(), {})
    try:
        found = shared.comparison(RouteQuery("Rajin", "Tikhoretsk"), LegalScenario())
    finally:
        shared._installed[:] = before
    assert isinstance(found.rail, Side)
    assert found.rail.route is found.plan.rail
