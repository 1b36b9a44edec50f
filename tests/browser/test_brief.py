"""A Korean slide with three chosen call-outs, made in few actions; its preview opens large and nothing chosen is cut off."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from pptx import Presentation

from tests.browser.harness import READY_MS, Reader

MOST_ACTIONS = 12
MADE_MS = 60_000
CLAIMS = ("B42", "B45", "B15")


class Hand:
    """A briefer who counts: a click, a field filled and a key pressed are one action each."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.actions: list[str] = []

    def click(self, goal: Locator) -> None:
        self.actions.append("click")
        goal.click()
        self.reader.wait_idle()

    def press(self, key: str) -> None:
        self.actions.append("press")
        self.reader.page.keyboard.press(key)
        self.reader.wait_idle()

    def pick(self, box: Locator, words: str) -> None:
        """Type into a field that searches, and take the first row that is found."""
        self.actions += ["fill", "click"]
        box.fill(words)
        self.reader.page.get_by_role("option", name=f"{words}:").first.click()
        self.reader.wait_idle()


@pytest.mark.grid
def test_a_korean_slide_with_three_call_outs_takes_few_actions(reader: Reader) -> None:
    reader.open()
    hand, page = Hand(reader), reader.page
    hand.click(page.get_by_role("navigation").get_by_role("link", name="Brief"))
    hand.click(page.get_by_role("radio", name="한국어"))
    box = page.get_by_role("combobox", name="표시할 진술과 사실")
    for claim in CLAIMS:
        hand.pick(box, claim)
    hand.press("Escape")  # the list of claims lies over the buttons
    with page.expect_download(timeout=MADE_MS) as caught:
        hand.click(page.get_by_role("button", name="PowerPoint"))
    assert len(hand.actions) <= MOST_ACTIONS, hand.actions
    deck: Any = Presentation(io.BytesIO(Path(caught.value.path()).read_bytes()))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    told = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert [claim for claim in CLAIMS if f"{claim} · " not in told] == []
    assert "누구의 말인가" in told

    assert page.get_by_role("button", name="범례").count(), "what the sheet includes survives the change of language"
    for tags in page.get_by_test_id("stMultiSelectTagsContainer").all():
        assert tags.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"), "a choice is cut off"
    expect(page.get_by_role("img", name="미리 보기")).to_be_visible(timeout=READY_MS)
    page.get_by_role("button", name="크게 보기").click()
    large = page.get_by_role("dialog").get_by_role("img", name="미리 보기")
    expect(large).to_be_visible(timeout=READY_MS)
    shown, small = large.bounding_box(), page.get_by_test_id("stImage").first.bounding_box()
    assert shown is not None
    assert small is not None
    assert shown["width"] > 1.2 * small["width"]
