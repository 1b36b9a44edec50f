"""Rail and sea in a browser: places by name and by click, a bridge closed, the same again after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.harness import Reader


def fill(reader: Reader, label: str, text: str) -> None:
    box = reader.page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")


def test_two_ways_between_two_places(reader: Reader) -> None:
    before = reader.open("/rail-and-sea").digest()
    fill(reader, "From", "라진")
    fill(reader, "To", "Dunai")
    before = reader.wait_scene(before)
    assert reader.query_values()["b"] == "Dunai"
    expect(reader.page.locator(".tm-first")).to_contain_text("Rail 440 km, one border.")
    reader.panel.get_by_test_id("stButtonGroup").get_by_text("Routes", exact=True).click()
    table = reader.panel.locator(".tm-table")
    expect(table).to_contain_text("With a sea leg")
    expect(reader.map.locator("[data-feature='way:sea']").first).to_be_attached()
    reader.popover("Conditions")
    reader.choose("Closed", "Friendship Bridge")
    reader.choose("Rail avoids", "CHN")
    reader.wait_scene(before)
    expect(reader.panel.get_by_text("By rail: no route")).to_be_visible()
    expect(reader.map.locator("[data-feature='way:rail']")).to_have_count(0)
    seen = (reader.query, reader.panel.inner_text())
    reader.reload()
    reader.panel.get_by_test_id("stButtonGroup").get_by_text("Routes", exact=True).click()
    expect(reader.panel.get_by_text("By rail: no route")).to_be_visible()
    reader.wait_idle()
    assert (reader.query, reader.panel.inner_text()) == seen


@pytest.mark.grid
def test_a_click_on_the_map_sets_an_end(reader: Reader) -> None:
    before = reader.open("/rail-and-sea?v=1&a=rajin-port&lon=131.5&lat=42.3&z=8").digest()
    reader.page.get_by_test_id("stButtonGroup").get_by_text("To", exact=True).click()
    reader.map.locator(".tumen-picking").wait_for()
    box = reader.map.locator(".leaflet-container").bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    reader.wait_scene(before)
    lon, lat = (float(part) for part in reader.query_values()["b"].split(","))
    assert 131 < lon < 134
    assert 41 < lat < 43
    expect(reader.page.locator(".tm-first")).to_contain_text("ea ")
    reader.panel.get_by_test_id("stButtonGroup").get_by_text("Routes", exact=True).click()
    expect(reader.panel.get_by_text("With a sea leg: ")).to_be_visible()


@pytest.mark.grid
def test_a_phone_frames_both_routes(new_reader: Opens) -> None:
    """The frame fits the map there is: the port, the town across the bay, and the junction that rail goes round by."""
    reader = new_reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    reader.open("/rail-and-sea?a=Rajin&b=Dunai")
    ways = {"Rajin": (42.23, 130.3), "Dunai": (42.88, 132.34), "Baranovsky": (43.65, 131.93)}
    held = reader.frame.evaluate("spots => spots.map((spot) => Tumen.map.getBounds().contains(spot))", [*ways.values()])
    assert dict(zip(ways, held, strict=True)) == dict.fromkeys(ways, True)


def test_a_mark_of_the_answer_opens_what_stands_behind_it(reader: Reader) -> None:
    """The contrast is read with one action after the corridor: the link is open already, the click is on a mark."""
    reader.open("/rail-and-sea?a=Rajin&b=Dunai")
    mark = reader.panel.locator(".tm-wide a.tm-opens[href$='why-factor.f5']")
    mark.click()
    behind = reader.page.locator("#why-factor\\.f5")
    expect(behind).to_be_visible()
    expect(behind).to_contain_text("Opposite view")
