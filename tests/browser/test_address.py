"""The address bar: it follows the map without a rerun, brings the same thing back, and forgives what it cannot read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from explorer.views.read import parse
from tests.browser.conftest import Opens
from tests.browser.harness import Reader
from tests.bundled import bundled

HOME = bundled().home


def frame_of(reader: Reader) -> dict[str, str]:
    """The camera in the address bar."""
    values = reader.query_values()
    return {key: values[key] for key in ("lon", "lat", "z") if key in values}


def test_pan_and_zoom_write_the_address_and_cause_no_rerun(reader: Reader) -> None:
    reader.open()
    asked, done, digest = reader.watch.reruns_asked, reader.watch.runs_done, reader.digest()
    reader.drag(-150, 60)
    reader.wait_query("lon=.*lat=.*z=5$")
    reader.zoom_in()
    reader.wait_query("z=6")
    box = reader.map.locator(".leaflet-container").bounding_box()
    reader.page.mouse.move(box["x"] + 500, box["y"] + 300)
    reader.page.mouse.wheel(0, -200)
    reader.wait_query(r"z=([7-9]|\d\d)")
    reader.drag(90, 40)
    reader.settle()
    assert (reader.watch.reruns_asked, reader.watch.runs_done) == (asked, done)
    assert reader.digest() == digest
    camera, values = reader.camera(), reader.query_values()
    assert float(values["lon"]) == pytest.approx(camera["lon"], abs=1e-4)
    assert float(values["lat"]) == pytest.approx(camera["lat"], abs=1e-4)
    assert float(values["z"]) == pytest.approx(camera["zoom"], abs=0.01)


@pytest.mark.grid
def test_the_frame_outlives_every_change_of_the_view(reader: Reader) -> None:
    """The address has to keep the frame that the reader made, whoever wrote it last: the map, or the server after a filter."""
    before = reader.open("/?v=1&stance=alleged&lon=130&lat=42.5&z=7").digest()
    for dx, act in (
        (120, lambda: reader.time.get_by_role("slider").first.press("ArrowRight")),
        (-60, reader.clear_filters),
        (50, lambda: reader.pill("vladivostok").press("Enter")),
    ):
        reader.drag(dx, 30)
        camera, frame = reader.camera(), frame_of(reader)
        act()
        before = reader.wait_scene(before)
        reader.settle()
        assert reader.camera() == camera
        assert frame_of(reader) == frame


def test_reload_shows_the_same_thing_in_the_same_frame(reader: Reader) -> None:
    reader.open("/?v=1&stance=asserted,alleged&sel=site:pyongyang")
    reader.drag(70, -51)
    reader.zoom_in()
    reader.wait_query("z=6")
    camera, seen = reader.camera(), (reader.query, reader.cards(), reader.heading.inner_text())
    scene = reader.scene()
    assert scene["notices"] == []
    assert parse(scene["view"]) == parse(reader.query)
    for _ in range(2):  # twice: the frame must not creep
        reader.reload()
        assert (reader.query, reader.cards(), reader.heading.inner_text()) == seen
        assert reader.camera() == pytest.approx(camera, abs=2e-3)
    assert reader.query_values()["stance"] == "asserted,alleged"


@pytest.mark.grid
def test_the_way_home_empties_the_address(reader: Reader) -> None:
    before = reader.open("/?v=1&lon=130.3&lat=42.25&z=11").digest()
    reader.popover("Go to")
    reader.page.get_by_role("button", name="Whole theatre").click()
    reader.wait_scene(before)
    reader.camera_near(HOME.lon, HOME.lat, HOME.zoom)
    reader.wait_query("^$")


@pytest.mark.grid
@pytest.mark.parametrize(
    ("query", "notices"),
    [
        ("v=0&lon=130&lat=42&z=9&stance=alleged", ["version"]),
        (
            "v=1&lon=abc&lat=91&z=nan&stance=rumoured&from=2024-13-45&zzz=1&sel=site:atlantis",
            ["default frame", "not known", "not a valid date", "not a known key", "nothing is selected"],
        ),
        (
            "v=1&sel=%3Cscript%3Ealert(1)%3C/script%3E&q=%60%24%7B1%7D%60&%ff%00=%e2%82&&&=;stance",
            ["left out", "not a known key"],
        ),
    ],
)
def test_a_garbled_or_outdated_address_gives_notices_and_a_living_page(reader: Reader, query: str, notices: list[str]) -> None:
    reader.open(f"/?{query}")
    for notice in notices:
        expect(reader.notice(notice)).to_be_visible()
    reader.camera_near(HOME.lon, HOME.lat, HOME.zoom)
    before = reader.digest()
    reader.popover("Filters")
    reader.choose("Stance", "denied")
    reader.wait_scene(before)
    assert reader.query_values()["stance"] == "denied"
    assert parse(reader.query)[1] == ()


@pytest.mark.grid
def test_two_readers_do_not_disturb_each_other(new_reader: Opens) -> None:
    one = new_reader().open("/?v=1&stance=alleged")
    two = new_reader().open("/?v=1&topic=rail&lon=130.5&lat=42.36&z=10")
    first = (one.query, one.digest(), one.cards(), one.camera())
    before = two.digest()
    two.search("Vladivostok")
    two.wait_scene(before)
    one.settle()
    assert (one.query, one.digest(), one.cards(), one.camera()) == first
    city = next(site for site in two.api("sites") if site["id"] == "vladivostok")
    two.camera_near(city["lon"], city["lat"], 10)
    second = (two.query, two.digest(), two.cards())
    one.clear_filters()
    one.wait_scene(first[1])
    two.settle()
    assert (two.query, two.digest(), two.cards()) == second
    assert one.query == ""


@pytest.mark.grid
def test_a_shared_link_is_already_canonical(reader: Reader) -> None:
    view, _ = parse("v=1&lon=130.5&lat=42.36&z=10&from=2023-08-01&to=2024-12-31&doc=daily-scope-2024-06&lang=ko")
    reader.open(f"/?{view.query()}")
    scene = reader.scene()
    assert scene["view"] == view.query() == reader.query
    assert reader.page.locator(".tm-notice").all_inner_texts() == scene["notices"]
    expect(reader.map.locator(".tumen-label").filter(has_text=re.compile("[가-힣]")).first).to_be_visible()


@pytest.mark.grid
def test_a_link_with_a_former_id_opens_the_same_document(reader: Reader) -> None:
    view, _ = parse("v=1&doc=daily-scope-2024-06&sel=claim:B42")
    reader.open("/?v=1&doc=002_c79e3eda8791d646&sel=claim:B42")
    assert reader.scene()["view"] == view.query()
    assert reader.page.locator(".tm-notice").count() == 0
