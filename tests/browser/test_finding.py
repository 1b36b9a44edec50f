"""The way in and back: titles of pages, addresses that no page has, and Back, which brings the frame of the map with it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.harness import Reader


def test_back_brings_filters_and_frame(reader: Reader) -> None:
    home = reader.open().digest()
    frame = reader.camera()
    reader.pill("pyongyang").press("Enter")
    there = reader.wait_scene(home)
    reader.search("Rajin port")
    reader.wait_query("rajin-port")
    reader.wait_scene(there)
    reader.frame.wait_for_function("() => Tumen.map.getZoom() > 9")
    reader.watch.leaving()
    reader.page.go_back()
    reader.wait_query("site:pyongyang")
    reader.camera_near(frame["lon"], frame["lat"], frame["zoom"])
    reader.wait_idle()
    expect(reader.heading).to_have_text("Pyongyang")
    reader.settle()
    reader.camera_near(frame["lon"], frame["lat"], frame["zoom"])


def test_each_page_has_a_title_and_a_wrong_address_is_answered_in_the_page(reader: Reader) -> None:
    reader.open("/explore?v=1&stance=denied")
    expect(reader.page).to_have_title("Explore · Tumen Explorer")
    assert "stance=denied" in reader.query
    reader.watch.leaving()
    reader.page.goto(f"{reader.address}/evidense", wait_until="commit")
    expect(reader.page.get_by_role("heading", name=re.compile("There is no page"))).to_be_visible()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    expect(reader.page).to_have_title("No such page · Tumen Explorer")
    links = reader.page.get_by_test_id("stPageLink-NavLink")
    expect(links.first).to_have_text(re.compile("Evidence"))
    links.first.click()
    expect(reader.page).to_have_title("Evidence · Tumen Explorer")
    reader.page.goto(f"{reader.address}/a/b?v=1&stance=denied", wait_until="commit")
    expect(reader.page.get_by_role("heading", name="There is no page 'b'")).to_be_visible()
