"""Tracks in a browser, without a network: drop a file, read calls and silences, see a voyage beside the schematic way."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Reader
from tests.fleet import Known, fleet, write_noaa

WORKED_OUT_MS = 60_000


def dropped(reader: Reader, folder: Path) -> Known:
    """A file of two ships is dropped and worked out; what is known of them."""
    table, known = fleet(ships=2, days=6, every_s=600, seed=11)
    write_noaa(table, folder / "ais.csv")
    reader.open_page("/tracks", "Ship positions from your own files")
    reader.page.locator("input[type=file]").set_input_files(folder / "ais.csv")
    told = reader.page.get_by_text(f"In this file: {len(table):,} positions")
    expect(told).to_be_visible(timeout=WORKED_OUT_MS)
    return known


def test_a_file_of_positions_is_dropped_and_read(reader: Reader, tmp_path: Path) -> None:
    known = dropped(reader, tmp_path)
    expect(reader.page.get_by_text("0.0% of the hours lie outside the zone data")).to_be_visible()
    calls, silences = (reader.page.locator(".tm-table").nth(number) for number in (1, 2))
    expect(calls.locator("tr")).to_have_count(len(known.calls) + 1)
    expect(calls).to_contain_text("not in this file" if any(not all(call[4:]) for call in known.calls) else "yes")
    expect(silences.locator("tr")).to_have_count(len(known.gaps) + 1)
    voyage = reader.page.get_by_test_id("stSelectbox").filter(has_text="Voyage").locator("input")
    voyage.fill("voyage 2")
    voyage.press("Enter")
    expect(reader.page.get_by_text("Observed in this file")).to_be_visible()
    expect(reader.page.get_by_text("Schematic, not observed")).to_be_visible()


@pytest.mark.grid
def test_density_is_on_the_map_and_a_table_of_something_else_is_refused(reader: Reader, tmp_path: Path) -> None:
    dropped(reader, tmp_path)
    reader.page.get_by_test_id("stCheckbox").filter(has_text="Show where ships were").locator("label").click()
    expect(reader.map.locator("path[data-feature^='own:density-']").first).to_be_attached(timeout=WORKED_OUT_MS)
    reader.page.locator("input[type=file]").set_input_files(
        {"name": "notes.csv", "mimeType": "text/csv", "buffer": b"name,colour\na,b\n"}
    )
    expect(reader.page.get_by_text("no column for the time")).to_be_visible(timeout=WORKED_OUT_MS)
