"""Own data in a browser, without a network: drop a KMZ, see it, style it, keep it, and find it on a slide."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.browser.conftest import Desk, Opens

READ_MS, MADE_MS = 60_000, 90_000
SITES = (("Quay", "pier", 130.30, 42.24), ("Sidings", "yard", 130.39, 42.32), ("Depot", "yard", 130.60, 42.50))


def kmz() -> bytes:
    """An archive of three placemarks with a name and a kind."""
    marks = "".join(
        f"<Placemark><name>{name}</name><ExtendedData><Data name='kind'><value>{kind}</value></Data></ExtendedData>"
        f"<Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"
        for name, kind, lon, lat in SITES
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.kml", f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{marks}</Document></kml>")
    return out.getvalue()


def pick(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by typing it."""
    field = page.get_by_test_id("stSelectbox").filter(has=page.get_by_text(label, exact=True)).locator("input")
    field.fill(option)
    field.press("Enter")


def on_slides(file: Path) -> tuple[list[str], str]:
    """What the features on the slides of a file are called, and all of its notes."""
    slides = list(Presentation(str(file)).slides)
    names = [shape.name for slide in slides for shape in slide.shapes]
    return names, " ".join(" ".join(slide.notes_slide.notes_text_frame.text.split()) for slide in slides if slide.has_notes_slide)


def test_a_kmz_is_dropped_styled_and_on_a_slide(desk: Desk, new_reader: Opens, tmp_path: Path) -> None:
    reader = new_reader(at=desk.server)
    page = reader.page
    reader.open_page("/own-data", "Map data of your own")
    page.locator("input[type=file]").set_input_files(
        {"name": "sites.kmz", "mimeType": "application/vnd.google-earth.kmz", "buffer": kmz()}
    )
    expect(page.get_by_text("3, of which 3 can be placed on the map")).to_be_visible(timeout=READ_MS)
    reader.wait_ready()  # the map of what nobody has kept yet
    pick(page, "Colours by", "kind")
    expect(page.get_by_text("yard: green")).to_be_visible()
    pick(page, "Names from", "name")
    for label, words in (("Where the data come from", "a colleague"), ("Under which terms", "CC0")):
        page.get_by_label(label).fill(words)
        page.get_by_label(label).press("Tab")
    reader.say_who()
    keep: Locator = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_enabled()
    keep.click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    reader.watch.leaving()
    reader.open_page("/own-data", "Change how a layer is drawn")
    pick(page, "Change how a layer is drawn", "sites")
    reader.wait_ready()
    pick(page, "Colours by", "kind of geometry")
    pick(page, "Points", "plum")
    page.get_by_role("button", name="Draw it so from now on").click()
    expect(page.get_by_text("It is drawn so from now on.")).to_be_visible()
    link = page.get_by_test_id("stLinkButton").get_by_role("link").get_attribute("href") or ""
    own = link.partition("own=")[2].partition("&")[0]
    drawn = [f["properties"] for f in reader.api(f"scene?own={own}")["features"] if f["properties"]["kind"] == "own"]
    assert [(one["title"], one["colour"]) for one in drawn] == [(name, "zone") for name, *_ in SITES]
    page.goto(f"{desk.server.address}/brief?own={own}", wait_until="commit")
    expect(page.get_by_text("PowerPoint").first).to_be_visible(timeout=MADE_MS)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for(timeout=MADE_MS)  # its preview is drawn
    with page.expect_download(timeout=MADE_MS) as caught:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name="PowerPoint").click()
    caught.value.save_as(tmp_path / "map.pptx")
    names, notes = on_slides(tmp_path / "map.pptx")
    assert [name for name in names if name.startswith("own:") and not name.endswith("/label")] == [
        f"own:{own}-{number}" for number in (1, 2, 3)
    ]
    assert "a colleague, CC0, own data, not verified" in notes
