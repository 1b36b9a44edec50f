"""What a newcomer sees: the whole theatre with everything on it, its legend and attribution; measuring; online tiles off."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import expect
from pyproj import Geod

from tests.browser.conftest import Opens
from tests.browser.harness import Reader

PIXEL = """([pane, lon, lat]) => {
  const map = Tumen.map, canvas = map.getPane('tumen-' + pane).querySelector('canvas');
  const at = map.latLngToContainerPoint([lat, lon]), box = canvas.getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  const x = (at.x + frame.left - box.left) * canvas.width / box.width;
  const y = (at.y + frame.top - box.top) * canvas.height / box.height;
  return [...canvas.getContext('2d').getImageData(Math.round(x), Math.round(y), 1, 1).data];
}"""

OVERLAPS = """() => {
  const all = [...document.querySelectorAll('.tumen-label')].map(node => [node.textContent, node.getBoundingClientRect()]);
  const meets = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  return all.flatMap(([name, a], n) => all.slice(n + 1).filter(([, b]) => meets(a, b)).map(([other]) => name + ' / ' + other));
}"""


def numbers(badge: str) -> list[int]:
    """The stops that a badge stands for: "2·10" or "1–4"."""
    first, dash, last = badge.partition("–")
    return list(range(int(first), int(last) + 1)) if dash else [int(part) for part in badge.split("·")]


def of_kind(scene: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    return [feature for feature in scene["features"] if feature["geometry"] and feature["properties"]["kind"] in kinds]


def test_every_place_stop_and_route_of_the_scene_is_drawn(first_map: Reader) -> None:
    scene = first_map.scene()
    marks = first_map.map.locator(".leaflet-tumen-marks-pane")
    hidden = [int(text.removeprefix("+")) for text in marks.locator(".tumen-more").all_text_contents()]
    places = of_kind(scene, "site", "event-site")
    assert len(places) > 20
    assert marks.locator(".tumen-pill").count() + sum(hidden) == len(places)
    assert 0 < marks.locator(".tumen-dot").count() <= len(of_kind(scene, "bare-site"))
    assert first_map.map.locator("path.tumen-route").count() == len(of_kind(scene, "rail", "sea", "order")) >= 4
    stops = Counter(feature["properties"]["layer"] for feature in of_kind(scene, "stop"))
    assert set(stops) == {"tour", "visit"}
    for layer, count in stops.items():
        badges = marks.locator(f".tumen-stop-{layer}").all_text_contents()
        assert sorted(n for badge in badges for n in numbers(badge)) == list(range(1, count + 1))
    assert first_map.query == ""


def test_land_and_water_are_painted(first_map: Reader) -> None:
    assert first_map.frame.evaluate(PIXEL, ["land", 128.0, 46.0])[3] == 255
    assert first_map.frame.evaluate(PIXEL, ["land", 134.0, 40.0])[3] == 0


def test_legend_captions_and_attribution(first_map: Reader) -> None:
    scene = first_map.scene()
    words = first_map.map.locator(".tumen-legend li").all_text_contents()
    assert words == [item["word"] + (f" ({item['note']})" if item["note"] else "") for item in scene["legend"]]
    expect(first_map.map.locator(".tumen-caption")).to_have_text(" · ".join(scene["captions"]))
    expect(first_map.map.locator(".leaflet-control-attribution")).to_contain_text(re.compile(r"OpenStreetMap.*ODbL"))
    assert re.fullmatch(r"\d+ km", first_map.map.locator(".tumen-bar").first.inner_text())


def test_names_stand_apart_and_the_sea_has_both(first_map: Reader) -> None:
    expect(first_map.map.locator(".tumen-label-sea", has_text="East Sea / Sea of Japan")).to_be_visible()
    assert first_map.frame.evaluate(OVERLAPS) == []


def test_the_page_fits_one_screen(first_map: Reader) -> None:
    for part in (first_map.iframe, first_map.panel, first_map.page.locator("iframe[title$='.timeline.time']")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


@pytest.mark.grid
def test_a_distance_is_measured_on_the_ellipsoid(reader: Reader) -> None:
    reader.open("/?v=1&lon=131.5&lat=42.3&z=8")
    button = reader.map.get_by_role("button", name="Measure a distance")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    box = reader.map.locator(".leaflet-container").bounding_box()
    out = reader.map.locator(".tumen-measure output")
    ends, metres, before = [], 0.0, ""
    for x, y in ((520, 420), (532, 424), (760, 250)):
        reader.page.mouse.click(box["x"] + x, box["y"] + y)
        ends.append(reader.frame.evaluate("at => Tumen.map.containerPointToLatLng(at)", [x, y]))
        if len(ends) < 2:
            continue
        metres += Geod(ellps="WGS84").inv(ends[-2]["lng"], ends[-2]["lat"], ends[-1]["lng"], ends[-1]["lat"])[2]
        digits = 1 if metres > 1e5 else 2
        expect(out).to_have_text(re.compile(r"^[\d.]+ km · [\d.]+ nm$"))
        expect(out).not_to_have_text(before)
        before = out.inner_text()
        km, nm = (float(value) for value in re.findall(r"[\d.]+", before))
        assert km == pytest.approx(metres / 1000, abs=0.6 * 10**-digits)
        assert nm == pytest.approx(metres / 1852, abs=0.6 * 10**-digits)
    assert metres > 1e5, "both ways of rounding were seen"
    reader.page.keyboard.press("Escape")
    expect(out).to_be_hidden()
    assert "sel" not in reader.query_values()


def test_online_tiles_are_off_and_the_switch_says_that_it_calls_out(new_reader: Opens) -> None:
    reader = new_reader(quiet=False).open()
    reader.popover("Layers")
    switch = reader.page.get_by_test_id("stCheckbox").filter(has_text="Online map tiles")
    expect(switch.locator("input")).not_to_be_checked()
    expect(reader.page.get_by_text("Goes online")).to_be_visible()
    assert reader.watch.outside == []
    with reader.page.expect_request(re.compile("^https://tile.openstreetmap.org/")):
        switch.get_by_text("Online map tiles").click()
    reader.wait_ready()
    assert {url.split("/")[2] for url in reader.watch.outside} == {"tile.openstreetmap.org"}
    assert not [line for line in reader.watch.console_errors if "Content Security Policy" in line], "the named exception"
    assert "tile" not in reader.query, "a link must not make another reader's browser call out"
