"""Time: any month in six keys, exact days, playback, months and places that light each other; nothing moves while it is used."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Reader

FOCUSED = "element => element === document.activeElement && document.hasFocus()"


def test_september_2023_in_six_keys_and_nothing_moves(reader: Reader) -> None:
    before = reader.open().digest()
    places = [reader.iframe.bounding_box(), reader.panel.bounding_box()]
    keys = ["t", "9", "/", "2", "3", "Enter"]
    for key in keys:
        reader.page.keyboard.press(key)
    assert len(keys) <= 6
    before = reader.wait_scene(before)
    assert (reader.query_values()["from"], reader.query_values()["to"]) == ("2023-09-01", "2023-09-30")
    field = reader.time.locator("#typed")
    expect(field).to_have_value("Sep 2023")
    assert field.evaluate(FOCUSED), "the field keeps the focus"
    first = reader.time.get_by_role("slider", name="First day")
    first.focus()
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        reader.page.keyboard.press(key)
    reader.wait_query("from=2023-09-04")
    reader.wait_idle()
    assert first.evaluate(FOCUSED), "a handle keeps the focus"
    expect(first).to_have_attribute("aria-valuetext", "4 Sept 2023")
    assert [reader.iframe.bounding_box(), reader.panel.bounding_box()] == places


@pytest.mark.grid
def test_playback_goes_from_month_to_month_and_pauses(reader: Reader) -> None:
    reader.open("/?v=1&from=2023-08-01&to=2023-08-31")
    play = reader.time.locator("#play")
    play.click()
    for month in ("2023-09-01", "2023-10-01"):
        reader.wait_query(f"from={month}")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    reader.wait_idle()
    assert reader.query_values()["from"] <= "2023-11-01"


@pytest.mark.grid
def test_months_and_places_light_each_other(reader: Reader) -> None:
    reader.open()
    reader.pill("vostochny-cosmodrome").hover()
    expect(reader.time.locator("#bars i.lit[title^='Sept 2023']")).to_have_count(1)
    reader.time.locator("#bars i[title^='Sept 2023']").hover()
    expect(reader.map.locator(".tumen-lit [data-feature='site:vostochny-cosmodrome']")).to_be_visible()
    reader.time.locator("#bars i[title^='Sept 2023']").click()
    reader.wait_query("from=2023-09-01&to=2023-09-30")
