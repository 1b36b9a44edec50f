"""Scenarios in a real browser: a story from first to last by keyboard alone, the clock, a phone, and how soon a step stands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.harness import Reader, command
from tests.browser.test_pages import PHONE

STEPS = 8
STORY = "/scenarios?scenario=tour-2023"


def heading(reader: Reader, number: int) -> None:
    expect(reader.page.locator(".st-key-story_panel h3").first).to_have_text(re.compile(rf"^{number}\. "))


def digest(reader: Reader) -> str:
    return str(reader.frame.evaluate("document.body.dataset.tumenScene"))


def voice(reader: Reader) -> Any:
    return reader.page.locator("#tumen-voice")


def test_a_story_by_keyboard_alone(reader: Reader) -> None:
    """From the list to the summary without a mouse; the base map stays, and the map never pans by arrow keys."""
    page = reader.page
    reader.open_page("/scenarios", "The tour of September 2023")
    start = page.get_by_role("button", name=re.compile("^Start “The tour"))
    expect(start).to_be_visible()
    reader.wait_idle()
    for _ in range(40):
        page.keyboard.press("Tab")
        if start.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    reader.wait_ready()
    heading(reader, 1)
    frame = reader.iframe.element_handle()
    reader.frame.evaluate("() => { window.sameMap = Tumen.map; }")
    for number in range(2, STEPS + 1):
        before = digest(reader)
        page.keyboard.press(" " if number == 4 else "ArrowRight")
        heading(reader, number)
        assert digest(reader) != before
        expect(voice(reader)).to_have_text(re.compile(rf"^Step {number} of {STEPS}: "))
        reader.wait_idle()
        assert frame is not None
        assert frame.evaluate("element => element.isConnected"), "the map is loaded once for all steps"
    assert reader.query_values() == {"scenario": "tour-2023", "step": str(STEPS)}
    page.keyboard.press("ArrowLeft")
    heading(reader, STEPS - 1)
    reader.wait_idle()
    page.keyboard.press("ArrowRight")
    heading(reader, STEPS)
    reader.wait_idle()

    assert reader.frame.evaluate("window.sameMap === Tumen.map"), "the base map is drawn once"

    option = page.get_by_role("button", name="One journey, told more than once")
    for _ in range(40):
        page.keyboard.press("Tab")
        if option.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("That is right.")).to_be_visible()
    reader.wait_idle()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The sources you met")).to_be_visible()
    expect(page.get_by_text("You answered 1 of")).to_be_visible()
    reader.wait_idle()
    page.keyboard.press("Home")
    reader.wait_ready()
    heading(reader, 1)


def test_arrows_step_from_inside_the_map_too(reader: Reader) -> None:
    reader.open(f"{STORY}&step=1")
    reader.map.locator(".tumen").focus()
    reader.page.keyboard.press("ArrowRight")
    heading(reader, 2)
    reader.wait_idle()
    reader.frame.wait_for_function("!Tumen.moving")
    camera = reader.frame.evaluate("[Tumen.map.getCenter().lng, Tumen.map.getCenter().lat, Tumen.map.getZoom()]")
    assert [round(value, 2) for value in camera] == [130.9, 42.75, 8.5]
    assert reader.query_values() == {"scenario": "tour-2023", "step": "2"}


def test_a_link_to_a_step_and_the_clock(reader: Reader) -> None:
    reader.open("/scenarios?scenario=rajin-dunai&step=3")
    heading(reader, 3)
    assert reader.map.locator(".tumen-callout").count() == 1
    page = reader.page
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    reader.wait_idle()
    page.keyboard.press("Tab")
    reader.map.locator(".tumen").focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    heading(reader, 3)


def test_phone_width(new_reader: Opens) -> None:
    reader = new_reader(**PHONE)
    reader.open("/scenarios?scenario=pact-2024&step=3")
    assert reader.overflow() == 0
    heading(reader, 3)
    reader.page.get_by_role("button", name="Next step").click()
    heading(reader, 4)
    assert reader.overflow() == 0


def test_to_explore_and_back(reader: Reader) -> None:
    """The address of a step does not leak into Explore, and the page comes back to its step."""
    reader.open(f"{STORY}&step=3")
    reader.watch.leaving()
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Explore").click()
    reader.wait_ready()
    expect(reader.heading).to_be_visible()
    reader.wait_ready()
    assert "scenario" not in reader.query
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Scenarios").click()
    heading(reader, 3)
    reader.wait_ready()
    assert reader.query_values() == {"scenario": "tour-2023", "step": "3"}


def test_the_exported_file_plays_without_a_network(new_reader: Opens, tmp_path: Path) -> None:
    """From first to last by keyboard, from the disk, with the network cut."""
    target = tmp_path / "story.html"
    subprocess.run(command("export", "--scenario", "tour-2023", "-o", str(target)), check=True, capture_output=True, cwd=tmp_path)
    reader = new_reader(quiet=False, offline=True)
    page = reader.page
    page.goto(target.as_uri())
    page.locator("body[data-tumen-ready='1']").wait_for(state="attached")
    for number in range(1, STEPS + 1):
        expect(page.locator("#panel h2")).to_have_text(re.compile(rf"^{number}\. "))
        expect(page.locator("#tumen-voice")).to_have_text(re.compile(rf"^Step {number} of {STEPS}: "))
        assert page.evaluate("document.querySelectorAll('.tumen-pill').length") > 0
        if number == 5:
            page.get_by_role("button", name="At an airfield").click()
            expect(page.get_by_text("That is right.")).to_be_visible()
        page.keyboard.press("ArrowRight" if number % 2 else " ")
    expect(page.get_by_text("You answered 1 of 3 questions, 1 of them rightly.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel h2")).to_have_text(re.compile(rf"^{STEPS}\. "))
    assert [url for url in reader.watch.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert (reader.watch.failed, reader.watch.page_errors, reader.watch.console_errors) == ([], [], [])
