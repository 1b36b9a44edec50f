"""Pages: there and back with the same view, the ledger as a table and a file, phone width, dark theme."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.harness import Reader

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

SECTIONS = {
    "Families": "A family counts once",
    "Contradictions and denials": "same weight",
    "Balance of voices": "On whose behalf",
    "Dated public facts": "its own sources",
}


def show_section(reader: Reader, name: str) -> None:
    """Switch to a section of the evidence and wait for its first words."""
    reader.page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    expect(reader.page.get_by_text(SECTIONS[name]).first).to_be_visible()
    reader.wait_idle()


def go(page: Page, name: str, text: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.grid
def test_there_and_back_keeps_the_view(reader: Reader) -> None:
    reader.open("/?v=1&stance=denied")
    reader.drag(100, -40)
    reader.wait_query("lon=")
    camera, values = reader.camera(), reader.query_values()
    reader.watch.leaving()
    go(reader.page, "Evidence", "Tick a row")
    reader.wait_idle()
    assert reader.query_values() == values
    expect(reader.page.get_by_test_id("stDataFrame")).to_be_visible()
    go(reader.page, "About the data", "What this cannot tell")
    reader.wait_idle()
    assert reader.query_values() == values
    reader.page.get_by_test_id("stTopNavLink").filter(has_text="Explore").click()
    reader.wait_ready()
    assert reader.query_values() == values
    assert reader.camera() == pytest.approx(camera, abs=0.002)
    expect(reader.heading).to_contain_text(" of ")


@pytest.mark.grid
def test_the_ledger_is_a_table_and_a_file(reader: Reader, tmp_path: Path) -> None:
    reader.open_page("/evidence?v=1&stance=alleged", "Tick a row")
    expect(reader.page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    claims = [claim for claim in reader.api("claims") if claim["stance"] == "alleged"]
    table = reader.page.get_by_test_id("stDataFrame")
    table.hover()
    expect(table.get_by_role("button", name="Search")).to_be_visible()
    own = reader.page.get_by_role("button", name="Download as CSV", include_hidden=True)
    expect(own).to_have_count(1)
    expect(own).to_be_hidden()  # Streamlit's own, which would let formulas through
    files = {}
    for name in ("CSV", "JSON"):
        with reader.page.expect_download() as caught:
            reader.page.get_by_test_id("stDownloadButton").get_by_role("button", name=name).click()
        files[name] = tmp_path / caught.value.suggested_filename
        caught.value.save_as(files[name])
    with files["CSV"].open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [claim["id"] for claim in claims]
    assert json.loads(files["JSON"].read_text(encoding="utf-8")) == claims


@pytest.mark.grid
def test_every_section_of_the_evidence(reader: Reader) -> None:
    reader.open_page("/evidence", "Tick a row")
    for section in SECTIONS:
        show_section(reader, section)
        assert reader.page.locator(".tm-card, .tm-table, .tm-box, .tm-note").count() > 0, section
    assert reader.query == ""


def test_phone_width(new_reader: Opens) -> None:
    reader = new_reader(**PHONE).open()
    assert reader.overflow() <= 0
    box = reader.iframe.bounding_box()
    assert box is not None
    assert box["width"] >= 350
    assert box["y"] < 844, "the map starts on the first screen"
    reader.panel.scroll_into_view_if_needed()
    expect(reader.heading).to_be_in_viewport()
    reader.pill("pyongyang").scroll_into_view_if_needed()
    reader.pill("pyongyang").tap()
    expect(reader.heading).to_have_text("Pyongyang")
    reader.wait_idle()
    assert reader.overflow() <= 0


@pytest.mark.parametrize(
    ("path", "text"), [pytest.param("/evidence", "Tick a row", marks=pytest.mark.grid), ("/about", "What this cannot tell")]
)
def test_other_pages_at_phone_width(new_reader: Opens, path: str, text: str) -> None:
    reader = new_reader(**PHONE).open_page(path, text)
    assert reader.overflow() <= 0


def test_dark_theme(new_reader: Opens) -> None:
    reader = new_reader(color_scheme="dark").open()
    expect(reader.map.locator(".leaflet-container.tumen-dark")).to_be_visible()
    shade = reader.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    sea = reader.frame.evaluate("getComputedStyle(Tumen.map.getContainer()).backgroundColor")
    for colour in (shade, sea):
        assert max(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) < 80, colour


@pytest.mark.grid
def test_on_a_phone_the_menu_closes_over_the_page_that_is_chosen(new_reader: Opens) -> None:
    reader = new_reader(**PHONE).open_page("/about?lang=ru", "Оценки")
    expect(reader.page.locator("html")).to_have_attribute("lang", "ru")
    reader.page.get_by_role("button", name="Меню", exact=True).tap()
    reader.page.get_by_test_id("stSidebarNavLink").filter(has_text="Сценарии").tap()
    expect(reader.page.get_by_role("button", name="Меню", exact=True)).to_be_visible()
    reader.page.locator(".st-key-write button").tap()  # nothing lies over it
    reader.watch.leaving()


def test_in_russian_all_pages_stand_in_the_bar_and_streamlit_speaks_it_too(new_reader: Opens) -> None:
    reader = new_reader().open_page("/own-data?lang=ru", "Свои данные")
    bar = reader.page.get_by_test_id("stTopNav")
    expect(reader.page.get_by_test_id("stFileUploaderDropzone")).to_contain_text("Загрузить")
    expect(bar.get_by_text("О данных", exact=True)).to_be_in_viewport()
    expect(bar.get_by_text("ещё")).to_have_count(0)
    reader.page.set_viewport_size({"width": 1000, "height": 800})
    expect(bar.get_by_text("ещё").first).to_be_visible()
