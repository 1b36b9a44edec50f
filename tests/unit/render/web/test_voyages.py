"""Voyages as a picture and as bars: what was not heard is not drawn, and names of a file are text."""

from __future__ import annotations

import shapely
from lxml import etree

from explorer.render.web import voyages
from explorer.render.web.voyages import Part, Way

SVG = "{http://www.w3.org/2000/svg}"
NAME = '<img src=x onerror="alert(1)">'


def drawn() -> etree._Element:
    ways = [Way([(130.0, 40.0), (131.0, 40.5)], observed=True), Way([(131.0, 40.5), (132.0, 41.0)], observed=False)]
    land = [shapely.box(120.0, 35.0, 128.5, 45.0), shapely.box(0.0, 0.0, 1.0, 1.0)]
    text = voyages.picture(lambda _: land, ways, [(130.0, 40.0, NAME)], [((132.0, 41.0), (133.0, 43.0))])
    return etree.fromstring(text)


def test_solid_as_observed_dashed_between_and_nothing_for_a_silence() -> None:
    solid, dashed = drawn().findall(f"{SVG}polyline")
    assert solid.get("stroke-dasharray") is None
    assert dashed.get("stroke-dasharray") is not None
    assert len(drawn().findall(f"{SVG}circle")) == 2, "a call, and the place where the ship was heard again"


def test_everything_lies_inside_the_picture() -> None:
    root = drawn()
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    spots = [spot.split(",") for line in root.findall(f"{SVG}polyline") for spot in line.attrib["points"].split()]
    spots += [(each.attrib["cx"], each.attrib["cy"]) for each in root.findall(f"{SVG}circle")]
    assert all(0 < float(x) < width and 0 < float(y) < height for x, y in spots)


def test_a_name_is_text_everywhere() -> None:
    assert drawn().find(f"{SVG}text").text == NAME
    assert "<img" not in voyages.bar(NAME, [Part(NAME, "eez", 5.0)])


def test_a_brief_says_first_what_is_outside() -> None:
    summary = {
        "share_of_hours_outside_the_zone_data": 0.25, "positions": 9, "kept": 8, "ships": 1, "voyages": 1, "calls": 0, "gaps": 0,
        "encounters": 0, "start": "2023-01-01T00:00:00Z", "end": "2023-01-02T00:00:00Z",
    }  # fmt: skip
    lines = voyages.brief(summary, [("RUS 200-mile zone", 10.0, 1.0, 0.0)]).splitlines()
    assert lines[2].startswith("Outside the zone data: 25.0% of the hours in this file")
    assert any("RUS 200-mile zone: 10 km" in line for line in lines)
