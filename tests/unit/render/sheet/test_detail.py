"""An enlargement shows the ground that its edge on the map runs around, and every mark on that ground."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from explorer.render.sheet import detail, furniture
from explorer.render.sheet.ground import Window
from explorer.render.sheet.marks import Mark, Style, marks
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Box
from explorer.scene.build import Scene
from explorer.views.view import View
from tests.bundled import bundled
from tests.printed import shown

PAGE = Box(65.0, 77.0, 487.0, 555.0)
STYLE = Style("light", 0.8)
CENTRES = {
    name: Frame(lon, lat, half_width_m, half_width_m * PAGE.height / PAGE.width)
    for name, (lon, lat, half_width_m) in {
        "near": (131.0, 43.0, 6e5),
        "far west": (86.0, 54.0, 3.5e6),
        "far west, cut by the edge": (95.0, 56.0, 2.9e6),
        "far east, cut by the edge": (175.0, 60.0, 3.3e6),
        "over the pole": (-60.0, 85.0, 5e6),
        "far south": (131.0, 5.0, 4.5e6),
    }.items()
}


@pytest.fixture(scope="module")
def scene() -> Scene:
    return shown(bundled(), View(), "en")


def made(scene: Scene, frame: Frame) -> tuple[tuple[Mark, ...], detail.Detail]:
    window = Window(frame, PAGE)
    found = marks(scene.drawn, window, STYLE)
    inner = detail.enlarged(found, window, STYLE, furniture.busy(found))
    assert inner is not None
    return found, inner


@pytest.mark.parametrize("centre", CENTRES)
def test_it_holds_the_marks_of_the_ground_that_its_edge_runs_around(scene: Scene, centre: str) -> None:
    found, inner = made(scene, CENTRES[centre])
    ground = shapely.Polygon(inner.edge)
    within = {mark.feature.id for mark in found if mark.at is not None and ground.contains(shapely.Point(mark.at))}
    assert len(within) > 6
    assert {mark.feature.id for mark in inner.found if mark.at is not None} == within
    assert {mark.feature.id for mark in found if inner.holds(mark)} == within
    assert {mark.feature.id for mark in inner.found} <= {mark.feature.id for mark in found}


@pytest.mark.parametrize("centre", CENTRES)
def test_north_is_up_in_it_wherever_north_is_on_the_map(scene: Scene, centre: str) -> None:
    _, inner = made(scene, CENTRES[centre])
    assert inner.window.frame.north_at(0.0, 0.0) == pytest.approx(0.0, abs=0.1)
    low_left, low_right, *_ = inner.map.earth(inner.edge[:-1].reshape(4, -1, 2)[:, 0])
    assert low_left[1] == pytest.approx(low_right[1], abs=0.3)
    assert 0.0 < low_right[0] - low_left[0] < 30.0


@pytest.mark.parametrize(("centre", "within"), [("near", True), ("far west", False)])
def test_it_leaves_the_map_only_for_a_crowd_at_its_edge(centre: str, within: bool) -> None:
    """Aslant, an edge that is moved into the map would lose the crowd."""
    window, size = Window(CENTRES[centre], PAGE), (PAGE.width * 0.3, PAGE.height * 0.3)
    crowd = np.array([(PAGE.x1 - x, y) for x in (3.0, 7.0) for y in (300.0, 310.0)])
    frame = detail._framed(crowd, size, window)
    assert frame.holds(window.earth(crowd)).all()
    assert (window.pages(frame.outline())[:, 0].max() <= PAGE.x1 + 0.5) == within


def test_the_line_to_it_starts_at_a_corner_on_the_map(scene: Scene) -> None:
    _, inner = made(scene, CENTRES["far west, cut by the edge"])
    start, end = detail.tie(inner)
    assert PAGE.grown(0.5).holds(*start)
    assert end.tolist() in inner.window.box.ring().tolist()


def test_the_line_starts_on_the_map_where_no_corner_does(scene: Scene) -> None:
    window = Window(CENTRES["far west"], PAGE)
    corner = window.earth(np.array([(PAGE.x1 + 4.0, PAGE.y0 - 4.0)]))[0]
    inner = detail.Detail(window, "nw", Window(Frame(*map(float, corner), 4e5, 1e5), Box(65.0, 400.0, 200.0, 555.0)), ())
    corners = inner.edge[:-1].reshape(4, -1, 2)[:, 0]
    assert not any(PAGE.holds(*at) for at in corners)
    assert PAGE.grown(0.5).holds(*detail.tie(inner)[0])
