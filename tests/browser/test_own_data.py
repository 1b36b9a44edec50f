"""Own data in a browser, without a network: drop a KMZ, see it, style it, keep it, cite it, and find it on a slide."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from explorer.layers.read import File, read_file
from explorer.workspace.inbox import kept
from explorer.workspace.store import Store
from explorer.workspace.workspace import Workspace
from explorer.world.own import entries_of
from explorer.world.world import World
from tests.browser.conftest import Desk, Opens
from tests.integration.test_inbox import reading

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
    """Choose an option of a list by typing it; a list that is half hidden opens when it is clicked."""
    field = page.get_by_test_id("stSelectbox").filter(has=page.get_by_text(label, exact=True)).locator("input")
    field.click()
    field.fill(option)
    field.press("Enter")


def on_slides(file: Path) -> tuple[list[str], str]:
    """What the features on the slides of a file are called, and all of its notes."""
    slides = list(Presentation(str(file)).slides)
    names = [shape.name for slide in slides for shape in slide.shapes]
    return names, " ".join(" ".join(slide.notes_slide.notes_text_frame.text.split()) for slide in slides if slide.has_notes_slide)


def test_a_kmz_is_dropped_styled_and_kept(desk: Desk, new_reader: Opens) -> None:
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
    reader.rest()  # the field for points comes with a run of its own
    pick(page, "Points", "plum")
    reader.rest()
    page.get_by_role("button", name="Draw it so from now on").click()
    expect(page.get_by_text("It is drawn so from now on.")).to_be_visible()
    link = page.get_by_test_id("stLinkButton").get_by_role("link").get_attribute("href") or ""
    own = link.partition("own=")[2].partition("&")[0]
    drawn = [f["properties"] for f in reader.api(f"scene?own={own}")["features"] if f["properties"]["kind"] == "own"]
    assert [(one["title"], one["colour"]) for one in drawn] == [(name, "zone") for name, *_ in SITES]


@pytest.mark.grid
def test_a_kept_layer_is_on_a_slide(desk: Desk, new_reader: Opens, real: World, tmp_path: Path) -> None:
    """Each of its features by its name, and where it is from in the notes."""
    origin = {"origin": "a colleague", "licence": "CC0"}
    entries = entries_of(read_file(File("marks.kmz", kmz())).layers, "Marks", "marks.kmz", "ef" * 32, origin)
    written = Workspace(Store.open(str(desk.place)), real.ground).bring(entries, "Ben", "").written
    own, target = next(name for kind, name, *_ in written if kind == "layer"), tmp_path / "map.pptx"
    page = new_reader(at=desk.server).page
    page.goto(f"{desk.server.address}/brief?own={own}", wait_until="commit")
    expect(page.get_by_text("PowerPoint").first).to_be_visible(timeout=MADE_MS)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for(timeout=MADE_MS)  # its preview is drawn
    with page.expect_download(timeout=MADE_MS) as caught:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name="PowerPoint").click()
    caught.value.save_as(target)
    names, notes = on_slides(target)
    assert [name for name in names if name.startswith("own:") and not name.endswith("/label")] == [
        f"own:{own}-{number}" for number in (1, 2, 3)
    ]
    assert "a colleague, CC0, own data, not verified" in notes


@pytest.mark.grid
def test_a_feature_is_cited_by_a_claim_and_becomes_a_place(desk: Desk, new_reader: Opens, real: World) -> None:
    workspace = Workspace(Store.open(str(desk.place)), real.ground)
    rows = read_file(File("berths.csv", b"name,lat,lon\nBerth nine,42.24,130.30\nBerth ten,42.25,130.31\n")).layers
    workspace.bring(entries_of(rows, "Berths", "berths.csv", "cd" * 32, {"licence": "CC0"}), "Ben", "")
    paper = workspace.bring(kept(reading()), "Ben", "Read.").written[0][1]
    reader = new_reader(at=desk.server)
    page = reader.page
    reader.open(f"/inbox?paper={paper}")
    reader.say_who()
    page.keyboard.press("e")
    page.get_by_label("Words of a feature of own data").fill("berth nine")
    page.get_by_label("Words of a feature of own data").press("Tab")
    reader.rest()
    pick(page, "Feature", "Berth nine")
    page.get_by_label("What it shows").fill("A ship lay there.")
    page.get_by_label("What it shows").press("Tab")
    reader.rest()
    page.get_by_role("button", name="Cite it as evidence").click()
    expect(page.get_by_text("Berth nine (Berths, berths.csv, CC0, 1)")).to_be_visible()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.get_by_text("Accepted as").first).to_be_visible()
    claim = page.get_by_text("Accepted as").first.inner_text().split()[-1].strip(".")
    reader.watch.leaving()
    reader.open(f"/?q={claim}")
    expect(page.get_by_text("Berth nine").first).to_be_visible()
    reader.watch.leaving()
    reader.open_page("/own-data", "Change how a layer is drawn")
    pick(page, "Change how a layer is drawn", "Berths")
    page.get_by_text("Make a feature a place of the gazetteer").click()
    page.get_by_label("Words of the feature").fill("ten")
    page.get_by_label("Words of the feature").press("Tab")
    reader.rest()
    pick(page, "Feature", "Berth ten")
    reader.rest()
    page.get_by_role("button", name="Make it a place").click()
    expect(page.get_by_text("Berth ten is a place now.").first).to_be_visible()
    reader.watch.leaving()
    reader.open("/?sel=site:berth-ten")
    expect(reader.pill("berth-ten")).to_be_visible()
