"""A story written in a real browser: three steps, saved, reloaded, opened again and played, in few actions; drag and keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from explorer.workspace import home
from tests.browser.conftest import Desk, Opens
from tests.browser.harness import Reader

DESK = "/scenarios?write=1"
FRAME = "iframe[title='explorer.app.keeping.desk']"
MOST_ACTIONS = 25


def alone(goal: Locator) -> Locator:
    """What is meant, once nothing else goes by that name: while a run goes on, what it has yet to replace stands beside it."""
    expect(goal).to_have_count(1)
    return goal


@dataclass
class Hand:
    """A writer who counts: a click, a field filled, a key pressed, a page loaded anew are one action each."""

    reader: Reader
    actions: list[str] = field(default_factory=list)

    def click(self, goal: Locator) -> None:
        self.actions.append("click")
        alone(goal).click()
        self.reader.wait_idle()

    def fill(self, goal: Locator, text: str) -> None:
        """Type into a field and leave it by Tab."""
        self.actions.append("fill")
        alone(goal).fill(text)
        goal.press("Tab")
        self.reader.wait_idle()

    def pick(self, name: str, words: str, row: str, *, then: str = "") -> None:
        """Type into a field that searches, and take the row that is found; ``then`` is what the field holds after that."""
        self.actions += ["fill", "click"]
        self.reader.rest()  # a run of the page closes the list
        box = self.reader.page.get_by_role("combobox", name=name)
        box.click()
        box.fill(words)
        self.reader.page.get_by_role("option", name=re.compile(row)).first.click()
        expect(box).to_have_value(then)
        self.reader.wait_idle()

    def press(self, key: str) -> None:
        self.actions.append("press")
        self.reader.page.keyboard.press(key)
        self.reader.wait_idle()


def steps(reader: Reader) -> Any:
    return reader.page.frame_locator(FRAME).get_by_role("option")


def expect_steps(reader: Reader, *headings: str) -> None:
    expect(steps(reader)).to_have_text([re.compile(rf"{n}\.\s*{heading}") for n, heading in enumerate(headings, start=1)])
    reader.wait_idle()


@pytest.fixture
def writer(new_reader: Opens, desk: Desk) -> Reader:
    """A reader with a workspace, whose name this machine does not know."""
    home.keep_author("")
    return new_reader(at=desk.server)


def test_a_story_of_three_steps_is_written_saved_reopened_and_played(writer: Reader) -> None:
    page, hand = writer.page, Hand(writer)
    writer.open_page("/scenarios", "Scenarios")
    hand.click(page.get_by_role("button", name="Write a story"))
    hand.fill(page.get_by_label("Title"), "Trains, shells and a denial")
    hand.pick("Add a step on a claim or fact", "take the place of ships", "^B42")
    hand.pick("Add a step on a claim or fact", "A23", "^A23")
    hand.pick("Add a step on a claim or fact", "64 voyages", "voyages")
    expect_steps(writer, "David Maxwell", "Western intelligence agencies", "Open Source Centre and Reuters")
    hand.click(page.get_by_text("Question", exact=True))
    hand.fill(page.get_by_label("What is asked?").first, "What was counted?")
    hand.fill(page.get_by_label("Choice 1", exact=True), "What was on board")
    hand.fill(page.get_by_label("Choice 2", exact=True), "How often somebody sailed")
    hand.pick("Which choice is right?", "2", "^2$", then="2")
    hand.click(page.get_by_role("button", name="Save"))
    hand.fill(page.get_by_label("Your name, for the history of the workspace"), "A teacher")
    expect(page.get_by_text("unfinished as it is: revision 1.")).to_be_visible()
    hand.fill(page.get_by_label("Why is that the answer?"), "event:osc-reuters-voyages-2025-04-15: Reuters counted 64 voyages.")
    expect(page.get_by_text("Nothing is left to do")).to_be_visible()
    writer.watch.leaving()
    hand.actions.append("reload")
    page.reload(wait_until="commit")
    expect_steps(writer, "David Maxwell", "Western intelligence agencies", "Open Source Centre and Reuters")
    hand.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("revision 1.")).to_be_visible()
    hand.click(page.get_by_role("button", name="Play"))
    expect(page.locator(".st-key-write_preview")).to_have_count(0)
    for number in (1, 2, 3):
        expect(page.locator(".st-key-story_panel h3").first).to_have_text(re.compile(rf"^{number}\. "))
        writer.wait_ready()
        if number < 3:
            hand.press("ArrowRight")
    hand.click(page.get_by_role("button", name="How often somebody sailed"))
    expect(page.get_by_text("Right.", exact=True)).to_be_visible()
    assert len(hand.actions) <= MOST_ACTIONS, hand.actions


@pytest.mark.grid
def test_steps_change_places_by_drag_and_by_keys_and_a_reload_loses_nothing(reader: Reader) -> None:
    page, hand = reader.page, Hand(reader)
    reader.open_page(DESK, "Write a story")
    hand.pick("Add a step on a claim or fact", "take the place of ships", "^B42")
    hand.pick("Add a step on a claim or fact", "A23", "^A23")
    expect_steps(reader, "David Maxwell", "Western intelligence agencies")
    steps(reader).nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_steps(reader, "Western intelligence agencies", "David Maxwell")
    expect(steps(reader).nth(0)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label("Heading").first).to_have_value("Western intelligence agencies")
    grip, goal = steps(reader).nth(0).locator(".grip").bounding_box(), steps(reader).nth(1).bounding_box()
    assert grip is not None
    assert goal is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 30, goal["y"] + goal["height"] / 2, steps=4)
    page.mouse.up()
    expect_steps(reader, "David Maxwell", "Western intelligence agencies")
    expect(page.get_by_label("Heading").first).to_have_value("Western intelligence agencies")
    expect(page.get_by_role("heading", name="Step 2")).to_be_visible()
    page.get_by_label("Heading").first.fill("A heading of my own")
    page.get_by_label("Heading").first.press("Tab")
    expect_steps(reader, "David Maxwell", "A heading of my own")
    reader.watch.leaving()
    page.reload(wait_until="commit")
    expect_steps(reader, "David Maxwell", "A heading of my own")


@pytest.mark.grid
def test_a_view_collected_in_explore_outlives_a_reload(reader: Reader) -> None:
    page = reader.page
    reader.open("/?v=1&q=maxwell")
    page.get_by_role("button", name="Add this view as a step").click()
    reader.wait_idle()
    stored = "Object.keys(localStorage).filter((key) => key.startsWith('tumen-draft:')).length"
    page.locator(FRAME).wait_for(state="attached")
    page.frame_locator(FRAME).locator("body").wait_for(state="attached")
    frame = next(frame for frame in page.frames if frame.url.split("?")[0].endswith("/explorer.app.keeping.desk/index.html"))
    frame.wait_for_function(f"{stored} === 1")
    reader.watch.leaving()
    page.goto(reader.address + DESK, wait_until="commit")
    expect_steps(reader, "Step 1")


@pytest.mark.grid
def test_two_stories_of_one_browser_are_both_kept(reader: Reader) -> None:
    page, hand = reader.page, Hand(reader)
    reader.open_page(DESK, "Write a story")
    hand.pick("Add a step on a claim or fact", "A23", "^A23")
    hand.fill(page.get_by_label("Title"), "The first")
    hand.click(page.get_by_role("button", name="New story"))
    hand.fill(page.get_by_label("Title"), "The second")
    desk = page.frame_locator(FRAME)
    desk.get_by_text("Other drafts in this browser (1)").click()
    desk.get_by_role("button", name="Open: The first").click()
    expect(page.get_by_label("Title")).to_have_value("The first")
    expect_steps(reader, "Western intelligence agencies")
    expect(desk.get_by_text("The second · 0 steps")).to_be_attached()


@pytest.mark.grid
def test_a_broken_file_is_one_line_and_loses_nothing(new_reader: Opens, tmp_path: Path) -> None:
    reader = new_reader()
    page, hand = reader.page, Hand(reader)
    broken = tmp_path / "story.toml"
    broken.write_text("title = [\n", encoding="utf-8")
    reader.open_page(DESK, "Write a story")
    hand.fill(page.get_by_label("Title"), "Mine")
    page.get_by_text("Open a story", exact=True).click()
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert").filter(has_text="Not opened: this is not valid TOML")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Mine")
