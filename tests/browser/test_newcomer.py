"""The first visit, and what a map offers for any position: copies in three notations, notes for Brief."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from explorer.geo import distance_km, parse_position
from explorer.render.sheet.options import parse_note, written_note
from tests.browser.conftest import Opens
from tests.browser.harness import Reader

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_newcomer_is_greeted_once_and_the_map_stays_free(new_reader: Opens) -> None:
    reader = new_reader(**PHONE).open()
    greeting = reader.page.locator(".st-key-greeting")
    expect(greeting.get_by_text("Tumen Explorer")).to_be_attached()
    above, below = reader.iframe.bounding_box(), greeting.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"], "it covers no part of the map"
    before = reader.digest()
    greeting.get_by_role("button", name="port of Rajin").click()
    reader.wait_scene(before)
    reader.wait_query("sel=site:rajin-port")
    expect(greeting).to_have_count(0)
    reader.frame.wait_for_function("document.cookie.includes('tumen-greeted=1')")
    reader.open()
    assert reader.query == ""
    expect(greeting).to_have_count(0)


@pytest.mark.grid
def test_the_question_of_two_routes_opens_rail_and_sea(reader: Reader) -> None:
    reader.open().watch.leaving()  # the map that the question leaves may have something on the way
    reader.page.locator(".st-key-greeting").get_by_role("button", name="By rail or by sea").click()
    reader.page.wait_for_url(re.compile("/rail-and-sea"))
    reader.wait_query("a=Rajin&b=Dunai")


def test_a_position_is_copied_from_the_map(new_reader: Opens) -> None:
    reader = new_reader(permissions=["clipboard-read", "clipboard-write"]).open("/?v=1&lon=130.3&lat=42.25&z=9")
    box = reader.map.locator(".leaflet-container").bounding_box()
    assert box is not None
    at = reader.frame.evaluate("at => Tumen.map.containerPointToLatLng(at).wrap()", [620, 200])
    reader.page.mouse.click(box["x"] + 620, box["y"] + 200, button="right")
    offered = reader.map.locator(".tumen-copy")
    for name in ("Decimal", "Degrees, minutes, seconds", "MGRS"):
        offered.get_by_role("button", name=name).click()
        expect(offered.locator("output")).to_have_text("Copied")
        text = reader.page.evaluate("navigator.clipboard.readText()")
        found = parse_position(text)
        assert found is not None, text
        assert distance_km(found, (at["lng"], at["lat"])) < 0.005, text
    reader.page.keyboard.press("Escape")
    expect(offered).to_have_count(0)

    reader.map.locator(".leaflet-container").focus()
    reader.page.keyboard.press("c")
    expect(offered.get_by_role("button", name="Decimal")).to_be_focused()
    assert reader.frame.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Decimal: 42.")
    reader.page.keyboard.press("Escape")
    assert reader.frame.evaluate("document.activeElement === Tumen.map.getContainer()")
    expect(offered).to_have_count(0)


@pytest.mark.grid
def test_a_position_of_the_map_is_noted_for_brief(reader: Reader) -> None:
    reader.open("/?v=1&lon=130.3&lat=42.25&z=9")
    offered = reader.map.locator(".tumen-copy")
    reader.map.locator(".leaflet-container").focus()
    centre = reader.frame.evaluate("Tumen.map.getCenter().wrap()")
    reader.page.keyboard.press("c")
    offered.get_by_label("Words for Brief").fill("the port <here>")
    reader.page.keyboard.press("Enter")
    note = parse_note(f"{centre['lng']:.4f},{centre['lat']:.4f} the port <here>")
    expect(reader.notice(f"Noted for the page Brief: {written_note(note)}")).to_be_visible()
    reader.page.get_by_role("link", name="Brief").first.click()
    expect(reader.page.get_by_role("textbox", name="Own notes and arrows")).to_have_value(written_note(note))
