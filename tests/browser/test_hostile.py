"""Hostile cards: whatever a text holds, it is shown as text, nothing runs, and the page stays whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import hostile
from tests.browser.conftest import Opens
from tests.browser.harness import Reader, Server, serving
from tests.browser.test_pages import SECTIONS, show_section


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(seeds=hostile.write(tmp_path_factory.mktemp("hostile") / "seeds")) as running:
        yield running
        assert "Traceback" not in running.log, running.log


def assert_only_text(reader: Reader) -> None:
    """No markup of a card became an element, in the page or on the map."""
    assert reader.page.evaluate("window.tumenRan") is None
    assert reader.page.locator("img[src='x'], a[href^='javascript'], .stApp script, .stMarkdown strong").count() == 0
    assert reader.page.locator(".katex").count() == 0


def test_the_map_and_its_hints_show_text(new_reader: Opens, hostile_server: Server) -> None:
    reader = new_reader(at=hostile_server).open()
    assert_only_text(reader)
    pills = reader.map.locator(".tumen-pill, .tumen-stop, .tumen-more")
    assert pills.count() > 10
    for number in range(pills.count()):
        pills.nth(number).focus()
    reader.pill("vladivostok").focus()
    expect(reader.map.locator(".tumen-hint")).to_contain_text(hostile.SCRIPT)
    frame = reader.map.locator(".leaflet-container").bounding_box()
    hint = reader.map.locator(".tumen-hint").bounding_box()
    assert hint["x"] >= frame["x"]
    assert hint["x"] + hint["width"] <= frame["x"] + frame["width"] + 1
    assert reader.frame.evaluate("window.tumenRan") is None, "where the policy lets inline script be, none comes from a card"
    assert reader.frame.evaluate("document.querySelectorAll('img, .tumen-mark script, .tumen-label *').length") == 0
    assert_only_text(reader)


def test_cards_buttons_and_menus_show_text(new_reader: Opens, hostile_server: Server) -> None:
    reader = new_reader(at=hostile_server).open("/?v=1&sel=site:seoul")
    expect(reader.heading).to_contain_text(f"{hostile.POISON.replace('  ', ' ')[:60]}")
    said = reader.panel.locator(".tm-say").first
    expect(said).to_contain_text(hostile.SCRIPT)
    expect(said).to_contain_text(hostile.TEMPLATE)
    button = reader.panel.get_by_test_id("stButton").filter(has_text="script").first
    expect(button).to_contain_text("<script>")
    expect(button).to_contain_text("**bold**")
    assert reader.page.locator("[aria-label='home icon'], .stApp span:has-text('🏠')").count() == 0, "no icon comes from a card"
    for summary in reader.panel.locator("article summary").all()[:6]:
        summary.click()
    reader.popover("Filters")
    reader.multiselect("Document").locator("input").click()
    expect(reader.page.get_by_role("option").nth(1)).to_contain_text("<script>")
    assert_only_text(reader)
    assert reader.overflow() <= 0


@pytest.mark.grid
def test_ten_thousand_characters(new_reader: Opens, hostile_server: Server) -> None:
    reader = new_reader(at=hostile_server).open("/?v=1&sel=site:pyongyang")
    assert len(reader.heading.inner_text()) >= hostile.LONG
    assert reader.overflow() <= 0
    box = reader.map.locator(".leaflet-container").bounding_box()
    assert box["width"] > 700
    before = reader.digest()
    reader.search("A01")
    reader.wait_scene(before)
    assert reader.overflow() <= 0


@pytest.mark.grid
@pytest.mark.parametrize(("path", "text"), [("/evidence", "Tick a row"), ("/about", "What this cannot tell")])
def test_other_pages(new_reader: Opens, hostile_server: Server, path: str, text: str) -> None:
    reader = new_reader(at=hostile_server).open_page(path, text)
    reader.wait_idle()
    assert_only_text(reader)
    assert reader.overflow() <= 0
    for section in SECTIONS if path == "/evidence" else ():
        show_section(reader, section)
        assert_only_text(reader)
        assert reader.overflow() <= 0


@pytest.mark.grid
def test_search_that_is_itself_hostile(new_reader: Opens, hostile_server: Server) -> None:
    reader = new_reader(at=hostile_server).open()
    reader.search(hostile.IMAGE + "`${1}`")
    expect(reader.page.locator(".tm-notice").first).to_contain_text("matches")
    assert_only_text(reader)
    reader.reload()
    assert_only_text(reader)
