"""The page *Rail and sea*: places by name and by click, conditions, corridors, answers and the reasons for none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app.way_question import FRAME
from explorer.routing.route import Route
from explorer.views.framing import frame
from explorer.views.view import Camera, LayerId, RouteQuery
from explorer.world.world import World
from tests.integration.test_screens import checked, html_of, opened, scene_on_map, view_of, words_of
from tests.showing import showing


@pytest.fixture(autouse=True)
def installed(real: World) -> Iterator[None]:
    with showing(real):
        yield


def page() -> None:
    from explorer.app.screens import railsea

    railsea.show()


def kinds(app: AppTest) -> set[str]:
    return {feature["properties"]["kind"] for feature in scene_on_map(app)["features"]}


def test_it_invites_and_frames_a_corridor() -> None:
    app = opened(page)
    assert "Which route by rail" in words_of(app)
    assert "way-sea" not in kinds(app)
    app = checked(app.button(key="invite_rajin-to-dunai").click().run())
    view = view_of(app)
    assert (view.route.origin, view.route.destination) == ("Rajin", "Dunai")
    assert view.camera is not None
    assert 130 < view.camera.lon < 133
    assert "not observed" in words_of(app)
    assert {"way-rail", "way-sea", "way-mark"} <= kinds(app)


def test_every_corridor_of_the_reporting_has_a_way(real: World) -> None:
    assert len(real.cards.corridors) == 6
    for corridor in real.cards.corridors:
        found = real.plan(corridor.query)
        assert isinstance(found.rail, Route), found.rail
        assert isinstance(found.sea, Route) or corridor.query.destination == "Khasan", found.sea


def test_places_are_typed_and_swapped() -> None:
    app = opened(page)
    app = checked(app.text_input(key="way_origin").set_value("라진").run())
    assert "the other place" in words_of(app)
    app = checked(app.text_input(key="way_destination").set_value("Хасан").run())
    assert "Khasan" in words_of(app)
    app = checked(next(button for button in app.button if button.label == "Swap").click().run())
    assert (view_of(app).route.origin, view_of(app).route.destination) == ("Хасан", "라진")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("a=Atlantis&b=Khasan", "no place"),
        ("a=Rajin&b=91,181", "181"),
        ("a=Government of Russia&b=Khasan", "not a place"),
        ("a=Rajin&b=Khasan&close=no-such-bridge", "friendship-bridge"),
        ("a=Rajin&b=Rajin", "same place"),
        ("a=<script>alert(1)</script>&b=Khasan", "no place"),
    ],
)
def test_what_cannot_be_answered_says_why(query: str, told: str) -> None:
    app = opened(page, query)
    everything = words_of(app) + " ".join(str(box.value) for box in app.info)
    assert told in everything.replace("\\", "")
    assert "way-rail" not in kinds(app)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2100-01-02", "1899-12-31"])
def test_a_day_without_a_calendar_here_is_left_out_and_said(day: str) -> None:
    app = opened(page, f"a=Rajin&b=Khasan&on={day}")
    assert f"on={day} lies outside 1900 to 2100" in words_of(app)


def test_a_closed_bridge_leaves_the_sea_and_says_so() -> None:
    app = opened(page, "a=Rajin&b=Ussuriysk&gauge=1520", way_section="Routes")
    assert "no route" not in words_of(app)
    app = checked(app.multiselect(key="way_closed").set_value(["friendship-bridge"]).run())
    assert view_of(app).route.closed == {"friendship-bridge"}
    words = words_of(app)
    assert "By rail: no route" in words
    assert "Friendship Bridge is closed" in words
    assert "way-sea" in kinds(app)
    app = checked(next(button for button in app.button if button.label == "Clear all conditions").click().run())
    assert view_of(app).route == RouteQuery("Rajin", "Ussuriysk")


@pytest.mark.grid
def test_the_sea_leg_by_other_passages_stands_beside_it_and_can_be_asked_for() -> None:
    app = opened(page, "a=Dalian&b=Yokohama", way_section="Routes")
    assert "Without Jeju Strait" in words_of(app)
    app = checked(app.multiselect(key="way_via").set_value(["osumi-strait"]).run())
    assert view_of(app).route.via == ("osumi-strait",)
    assert "through Jeju Strait, Osumi Strait" in words_of(app)


def test_the_law_of_each_zone_opens_with_whom_it_binds() -> None:
    app = opened(page, "a=Rajin&b=Dunai&baseline=coast", way_section="Zones")
    labels = [box.label for box in app.expander]
    assert any("Only the coastal State may stop a ship" in label for label in labels)
    words = words_of(app)
    assert "UNCLOS" in words
    assert "custom" in words.lower()
    assert "text read" in words or "description read" in words


def test_conditions_go_into_the_address() -> None:
    app = opened(page, "a=Rajin&b=Tikhoretsk")
    app = checked(app.multiselect(key="way_avoid").set_value(["CHN"]).run())
    app = checked(app.selectbox(key="way_discharge").set_value("vostochny-port").run())
    assert view_of(app).route == RouteQuery("Rajin", "Tikhoretsk", discharge="vostochny-port", avoid=frozenset({"CHN"}))
    assert "Vostochny" in words_of(app)


@pytest.mark.parametrize(
    "bounds", [(130.0, 42.0, 132.0, 43.0), (37.0, 39.0, 132.0, 60.0), (130.0, 42.0, 130.0, 42.0), (-180.0, -70.0, 180.0, 70.0)]
)
def test_a_frame_holds_its_bounds(bounds: tuple[float, float, float, float]) -> None:
    camera = frame(bounds, *FRAME)
    pixels_per_degree = 256 * 2**camera.zoom / 360
    assert (bounds[2] - bounds[0]) * pixels_per_degree <= FRAME[0] or camera.zoom == 2
    assert bounds[0] <= camera.lon <= bounds[2]
    assert bounds[1] <= camera.lat <= bounds[3]
    assert 2 <= camera.zoom <= 12
    assert FRAME[1] > 0


def test_two_readers_with_different_closures(real: World) -> None:
    plain, closed = (
        RouteQuery("Rajin", "Khasan", gauge_mm=1520),
        RouteQuery("Rajin", "Khasan", gauge_mm=1520, closed=frozenset({"friendship-bridge"})),
    )
    found: list[Any] = [real.plan(query) for query in (plain, closed, plain)]
    assert isinstance(found[0].rail, Route)
    assert not isinstance(found[1].rail, Route)
    assert isinstance(found[2].rail, Route)


# ---- exposure --------------------------------------------------------------------------------------------------------

QUERY = "a=Rajin&b=Tikhoretsk&discharge=dunai-port"


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("Zones", "cancel out"),
        ("Factors", "without a total"),
        ("Figures", "Judged ranges"),
        ("Watching", "Washburn"),
        ("On trial", "What speaks against it"),
    ],
)
def test_every_section_of_the_contrast(section: str, told: str) -> None:
    app = opened(page, QUERY, way_section=section)
    assert told in words_of(app)
    strips = scene_on_map(app)["strips"]
    assert [strip["title"] for strip in strips] == ["By rail", "With a sea leg"]
    for strip in strips:
        assert strip["bands"][0]["from"] == 0
        assert strip["bands"][-1]["to"] == pytest.approx(strip["km"], abs=0.1)
        assert strip["track"][-1][2] == pytest.approx(strip["km"], abs=0.1)
        assert all(0 <= mark["at"] <= strip["km"] + 0.1 for mark in strip["marks"])


def test_the_scenario_is_in_the_address_and_changes_the_zones() -> None:
    app = opened(page, QUERY, way_section="Zones")
    assert "contiguous" not in words_of(app)
    app = checked(app.segmented_control(key="legal_baseline").set_value("coast").run())
    assert view_of(app).baseline == "coast"
    assert "contiguous" in words_of(app)


def test_combined_figures_come_only_when_asked_for() -> None:
    app = opened(page, QUERY, way_section="Figures")
    assert "Being seen" not in words_of(app)
    app = checked(app.toggle(key="with_model").set_value(True).run())
    assert view_of(app).figures == "on"
    words = words_of(app)
    assert "Being seen" in words
    assert "10,000 draws" in words
    assert "nan" not in words.casefold().replace("nanum", "").split()
    assert "undefined" in words


def test_a_missing_chain_is_explained_and_the_other_shown() -> None:
    app = opened(page, "a=Rajin&b=Sapporo", way_section="Factors")
    told = " ".join(str(box.value) for box in app.info)
    assert "missing" in told or "Neither" in told


def test_the_factors_are_25_and_each_names_the_opposite_view() -> None:
    app = opened(page, QUERY, way_section="Factors")
    assert len(app.expander) == 25
    assert words_of(app).count("Opposite view") == 25


# ---- the answer first ------------------------------------------------------------------------------------------------


def test_the_answer_stands_over_the_map_and_its_picture_is_what_opens() -> None:
    app = opened(page, "a=Rajin&b=Dunai")
    html = html_of(app)
    told = (
        "Rail 440 km, one border. Sea 198 km, all in Russian and DPRK waters if the bay line is accepted; 27 km outside if not."
    )
    assert told in words_of(app)
    links = set(re.findall(r'href="#(why-[^"]+)"', html))
    assert len(links) > 30
    assert links <= set(re.findall(r'id="(why-[^"]+)"', html))


def test_a_link_without_a_frame_frames_both_ways_and_leaves_the_tours_out() -> None:
    app = opened(page, "a=Rajin&b=Dunai")
    view = view_of(app)
    assert view.camera is not None
    assert 130 < view.camera.lon < 133
    assert LayerId.JOURNEYS not in view.layers
    assert not kinds(app) & {"stop", "order"}
    moved = opened(page, "a=Rajin&b=Dunai&lon=131&lat=43&z=7&layers=journeys,routes")
    assert view_of(moved).camera == Camera(131.0, 43.0, 7.0)
    assert LayerId.JOURNEYS in view_of(moved).layers
    back = checked(next(button for button in moved.button if button.label == "Reset frame").click().run())
    assert view_of(back).camera == view.camera


@pytest.mark.grid
def test_a_link_that_asks_for_figures_opens_on_them() -> None:
    app = opened(page, f"{QUERY}&figures=on")
    assert app.segmented_control(key="way_section").value == "Figures"


def test_two_numbers_are_read_as_on_every_page_and_swapped_on_a_click() -> None:
    app = opened(page, "b=Dunai")
    app = checked(app.text_input(key="way_origin").set_value("42.2, 43.1").run())
    assert view_of(app).route.origin == "43.1,42.2", "the latitude first, as on Explore"
    app = checked(app.button(key="way_turn").click().run())
    assert view_of(app).route.origin == "42.2,43.1"
    app = checked(app.text_input(key="way_destination").set_value("Rajin").run())
    assert view_of(app).route.origin == "42.2,43.1", "what stands in the other box stays as it is"
    app = checked(app.text_input(key="way_origin").set_value("130.3, 42.25").run())
    assert view_of(app).route.origin == "130.3,42.25"
    assert "way_turn" not in [button.key for button in app.button]
