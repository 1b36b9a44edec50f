"""Scenarios in a real browser: a story from first to last by keyboard alone, the clock, a phone, and how soon a step stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from explorer.render.files.story_page import story_page
from explorer.world.world import World
from tests.browser.conftest import Opens
from tests.browser.harness import Reader
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
    for _ in range(80):
        page.keyboard.press("Tab")
        if option.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Right.", exact=True)).to_be_visible()
    reader.wait_idle()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The sources you met")).to_be_visible()
    expect(page.get_by_text("You got 1 of 4 right. 3 are not answered.")).to_be_visible()
    reader.wait_idle()
    page.keyboard.press("Home")
    reader.wait_ready()
    heading(reader, 1)


@pytest.mark.grid
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


@pytest.mark.grid
def test_a_step_that_speaks_of_no_place_shows_days_and_not_a_map(reader: Reader) -> None:
    reader.open("/scenarios?scenario=hwasong-20&step=7")
    board = reader.map.locator(".tumen-board")
    expect(board.locator("time").first).to_have_text("2022-11-18")
    expect(board).to_contain_text("Russia and the DPRK (A25), denied")
    reader.page.keyboard.press("ArrowLeft")
    expect(reader.map.locator(".tumen-board blockquote")).to_be_visible()
    heading(reader, 6)
    reader.wait_idle()
    reader.page.get_by_role("button", name="Start over").click()
    heading(reader, 1)
    expect(board).to_have_count(0)


def test_a_prediction_comes_before_the_sentences(reader: Reader) -> None:
    reader.open("/scenarios?scenario=hwasong-20&step=2")
    page = reader.page
    said = page.get_by_text("may possibly have gone into the new ICBM")
    expect(page.get_by_text("Your guess first")).to_be_visible()
    expect(said).to_have_count(0)
    page.get_by_role("button", name="That help is possible").click()
    expect(said).to_be_visible()


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


@pytest.mark.grid
def test_phone_width(new_reader: Opens) -> None:
    reader = new_reader(**PHONE)
    reader.open("/scenarios?scenario=pact-2024&step=3")
    assert reader.overflow() == 0
    heading(reader, 3)
    reader.page.get_by_role("button", name="Next step").click()
    heading(reader, 4)
    assert reader.overflow() == 0


OVERLAPS = """() => {
  const all = (names) => [...document.querySelectorAll(names)].map((n) => n.getBoundingClientRect()).filter((b) => b.width);
  const span = (a, b, from, to) => Math.max(0, Math.min(a[to], b[to]) - Math.max(a[from], b[from]));
  const shared = (a, b) => span(a, b, "left", "right") * span(a, b, "top", "bottom");
  const notes = all(".tumen-callout"), others = all(".leaflet-control, .tumen-pill, .tumen-stop, .tumen-label");
  const pairs = notes.flatMap((note, i) => [...others, ...notes.slice(i + 1)].map((other) => shared(note, other)));
  return [notes.length, Math.round(pairs.reduce((sum, part) => sum + part, 0))];
}"""


@pytest.mark.parametrize(
    ("window", "steps"),
    [
        pytest.param({}, ("rajin-dunai&step=1",), id="screen"),
        pytest.param(PHONE, ("rajin-dunai&step=6",), id="phone", marks=pytest.mark.grid),
        pytest.param(
            {}, ("rail-or-sea&step=5", "reading-a-source&step=6", "pact-2024&step=2"), id="more", marks=pytest.mark.grid
        ),
        pytest.param(PHONE, ("pact-2024&step=2", "rail-or-sea&step=4"), id="more phones", marks=pytest.mark.grid),
    ],
)
def test_notes_keep_clear_of_controls_marks_and_labels(new_reader: Opens, window: dict[str, Any], steps: tuple[str, ...]) -> None:
    reader = new_reader(**window)
    for step in steps:
        reader.open(f"/scenarios?scenario={step}")
        reader.frame.wait_for_function(f"(() => {{ const [n, px] = ({OVERLAPS})(); return n > 0 && px === 0; }})()")


@pytest.mark.grid
def test_the_legend_keeps_to_the_frame(reader: Reader) -> None:
    reader.open(f"{STORY}&step=4")
    rows = reader.map.locator(".tumen-legend li:not([hidden])")
    expect(rows.filter(has_text="reported fact")).to_have_count(1)
    expect(reader.map.locator(".tumen-legend li[hidden]").filter(has_text="denial")).to_have_count(1)


@pytest.mark.grid
def test_a_step_starts_at_its_first_word(reader: Reader) -> None:
    reader.open(f"{STORY}&step=2")
    panel = reader.page.locator(".st-key-story_panel")
    assert panel.evaluate("panel => { panel.scrollTop = 200; return panel.scrollTop; }") > 50
    reader.page.keyboard.press("ArrowRight")
    heading(reader, 3)
    reader.wait_idle()
    assert panel.evaluate("panel => panel.scrollTop") == 0


@pytest.mark.grid
def test_fingers_find_room(new_reader: Opens) -> None:
    reader = new_reader(**PHONE)
    reader.open(f"{STORY}&step=2")
    for name in ("previous", "next", "play", "restart", "leave", "next_below", "option_2_1"):
        box = reader.page.locator(f".st-key-story_{name} button:visible").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 40, (name, box)
    box = reader.map.locator(".leaflet-control-zoom-in").bounding_box()
    assert min(box["width"], box["height"]) >= 40
    places = "[...document.querySelectorAll('.tumen-callout')].length"
    assert reader.frame.evaluate(places) == 1
    assert reader.frame.evaluate("Tumen.map.getZoom()") < 8.5, "a small map shows the frame from further off"


@pytest.mark.grid
def test_no_flight_for_who_asked_for_less_motion(new_reader: Opens) -> None:
    reader = new_reader(reduced_motion="reduce")
    reader.open(f"{STORY}&step=2")
    reader.frame.evaluate("() => { Tumen.map.flyTo = () => { throw new Error('it flew'); }; }")
    reader.page.keyboard.press("ArrowRight")
    heading(reader, 3)
    reader.wait_idle()
    camera = reader.camera()
    assert [round(camera[key], 2) for key in ("lon", "lat", "zoom")] == [130.2, 48.2, 5.5]


@pytest.mark.grid
def test_the_clock_stands_while_nobody_looks(reader: Reader) -> None:
    reader.open(f"{STORY}&step=1")
    reader.page.get_by_role("button", name="Play").click()
    expect(reader.page.get_by_role("button", name="Pause")).to_be_visible()
    reader.wait_idle()
    wound = """hidden => {
      const before = window.setTimeout;
      let found = 0;
      window.setTimeout = (act, time) => { found = time; return before(() => undefined, 0); };
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
      window.setTimeout = before;
      return found;
    }"""
    assert reader.frame.evaluate(wound, True) == 0
    assert reader.frame.evaluate(wound, False) >= 8_000


@pytest.mark.grid
def test_the_clock_says_that_it_waits(reader: Reader) -> None:
    reader.open(f"{STORY}&step=2")
    reader.page.get_by_role("button", name="Play").click()
    expect(reader.page.get_by_text("Step 2 of 8 · waits for your answer")).to_be_visible()


@pytest.mark.grid
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


def test_the_exported_file_plays_without_a_network(new_reader: Opens, real: World, tmp_path: Path) -> None:
    """From first to last by keyboard, from the disk, with the network cut."""
    target = tmp_path / "story.html"
    target.write_bytes(story_page(real, next(story for story in real.scenarios if story.id == "tour-2023")))
    reader = new_reader(quiet=False, offline=True, color_scheme="dark")
    page = reader.page
    page.goto(target.as_uri())
    page.locator("body[data-tumen-ready='1']").wait_for(state="attached")
    for number in range(1, STEPS + 1):
        expect(page.locator("#panel h2")).to_have_text(re.compile(rf"^{number}\. "))
        expect(page.locator("#tumen-voice")).to_have_text(re.compile(rf"^Step {number} of {STEPS}: "))
        assert page.evaluate("document.querySelectorAll('.tumen-pill').length") > 0
        if number == 4:
            check = page.get_by_role("button", name="Check")
            check.click()
            expect(page.get_by_text("Put each of them in a place first.")).to_be_visible()
            for thing, kind in enumerate(("fact", "fact", "fact", "inferred")):
                page.locator(".tm-thing").nth(thing).locator(f"input[value={kind}]").check()
            check.click()
            expect(page.get_by_text("3 of 4 are in the right place. You have one more try.")).to_be_visible()
            page.locator(".tm-thing input[value=inferred]").check()
            check.click()
            expect(page.get_by_text("Right, on the second try.")).to_be_visible()
        if number == 5:
            page.get_by_role("button", name="On board a ship").click()
            expect(page.get_by_text("Not that one. You have one more try.")).to_be_visible()
            expect(page.get_by_text("Bombers of this kind need a runway.")).to_be_visible()
            page.get_by_role("button", name="On land, away from the water").click()
            expect(page.get_by_text("Right, on the second try.")).to_be_visible()
            expect(page.locator(".tm-options .tm-right")).to_contain_text("On land, away from the water")
        page.keyboard.press("ArrowRight" if number % 2 else " ")
    expect(page.get_by_text("You got 2 of 4 right, 2 on the second try. 2 are not answered.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel h2")).to_have_text(re.compile(rf"^{STEPS}\. "))
    page.locator("#jump").select_option(label="2. By train over the Tumen")
    page.get_by_role("button", name="Neither", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "tm-verdict", "the reader goes on from what came of it"
    page.get_by_role("button", name="Start this question over").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "tm-option"
    page.keyboard.press("Home")
    expect(page.locator("#where")).to_have_text(f"Step 1 of {STEPS}")
    assert page.evaluate("[document.documentElement.dataset.theme, Tumen.config.theme]") == ["dark", "dark"]
    assert [url for url in reader.watch.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert (reader.watch.failed, reader.watch.page_errors, reader.watch.console_errors) == ([], [], [])
