"""The ground of a printed map: land, water, borders, rails and graticule, clipped to the frame before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from explorer.render.layers import WITHIN
from explorer.render.sheet.ink import PrintTheme, ink
from explorer.render.sheet.projection import Frame
from explorer.render.sheet.shapes import Array, Box, Group, Item, Pen, Shape, Words
from explorer.render.words import degrees
from explorer.views.view import Language, LayerId
from explorer.world.world import World
from explorer.zones.law import Baseline

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_FINE_M = 900_000.0
"""Width of a frame from which the finer coast of the neighbourhood is used."""
_STEPS = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)


@lru_cache(maxsize=48)
def _shapes(world: World, dataset: str) -> tuple[Any, Any]:
    """The geometries of a data set and their bounds, (n, 4)."""
    shapes = _layer(world, dataset).geometry.to_numpy()
    if dataset.startswith(("land", "countries", "territorial")):
        shapes = shapely.get_parts(shapes)
    return shapes, shapely.bounds(shapes)


@lru_cache(maxsize=48)
def _layer(world: World, dataset: str) -> GeoDataFrame:
    return world.layer(dataset)


@dataclass(frozen=True)
class Window:
    """A frame on a page: what is cut out of the data and where it lands on the paper."""

    frame: Frame
    box: Box

    @property
    def points_a_metre(self) -> float:
        """Scale of the drawing."""
        return self.box.width / (2.0 * self.frame.half_width_m)

    @property
    def _centre(self) -> tuple[float, float]:
        return (self.box.x0 + self.box.x1) / 2.0, (self.box.y0 + self.box.y1) / 2.0

    def pages(self, shapes: Any) -> Array:
        """Project the vertices of geometries onto the page, (n, 2)."""
        return np.asarray(self.frame.to_plane(shapes) * self.points_a_metre + self._centre)

    def earth(self, points: Array) -> Array:
        """Points of the page (n, 2) as positions (n, 2) in degrees."""
        return self.frame.to_earth((points - self._centre) / self.points_a_metre)

    def cut(self, shapes: Any, bounds: Any) -> Any:
        """Geometries in degrees, cut to a little more than the frame and projected onto the page."""
        west, south, east, north = self.frame.lonlat_box()
        pieces = []
        for shift in (-360.0, 0.0, 360.0):
            low, high = max(west - shift, -180.0), min(east - shift, 180.0)
            if low >= high:
                continue
            near = (bounds[:, 0] < high) & (bounds[:, 2] > low) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
            found = shapes[near]
            inside = (
                (bounds[near, 0] >= low) & (bounds[near, 2] <= high) & (bounds[near, 1] >= south) & (bounds[near, 3] <= north)
            )
            cut = found.copy()
            cut[~inside] = shapely.clip_by_rect(found[~inside], low, south, high, north)
            pieces.append(cut)
        cut = np.concatenate(pieces) if pieces else np.array([])
        cut = cut[~shapely.is_empty(cut)]
        if not len(cut):
            return cut
        page = shapely.transform(cut, self.pages)
        page = shapely.simplify(page, 0.12, preserve_topology=False)
        return page[~shapely.is_empty(page)]

    def trimmed(self, page: Any) -> Any:
        """Shapes of the page cut to its frame with a hair more on every side, so that no cut edge is seen."""
        edge = self.box.grown(3.0)
        cut = shapely.clip_by_rect(page, edge.x0, edge.y0, edge.x1, edge.y1)
        return cut[~shapely.is_empty(cut)]


def rings(shapes: Any) -> tuple[Array, ...]:
    """The rings of polygons, outer and inner, as arrays."""
    parts = shapely.get_parts(shapes)
    parts = parts[shapely.get_type_id(parts) == 3]
    return tuple(shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)) if len(parts) else ()


def lines(shapes: Any) -> tuple[Array, ...]:
    """The lines of (multi)linestrings as arrays."""
    parts = shapely.get_parts(shapes)
    parts = parts[shapely.get_type_id(parts) == 1]
    return tuple(shapely.get_coordinates(line) for line in parts)


def ground(
    world: World, window: Window, theme: PrintTheme, layers: frozenset[LayerId], zoom: float, scale: float,
    baseline: Baseline = "claimed",
) -> list[Group]:  # fmt: skip
    """Everything below the reporting, in drawing order.

    Parameters
    ----------
    layers
        Layers that are switched on; railways, the belt, the zones and the graticule heed it.
    zoom
        The zoom level of the browser's map with the same scale; rivers come in by it.
    scale
        Size of the page against a slide, for the widths of lines.
    baseline
        Whose zones are drawn where they are on.
    """
    colours = ink(theme)
    made = [_group("sea", (Shape((window.box.ring(),), fill=colours["sea"]),))]
    inside = WITHIN.contains(shapely.box(*window.frame.lonlat_box()))
    near = inside and 2.0 * window.frame.half_width_m <= _FINE_M
    made += _land(world, window, colours, inside=inside, near=near, scale=scale)
    if LayerId.ZONES in layers:
        made += _zones(world, window, colours, baseline, scale)
    if LayerId.TERRITORIAL_SEA in layers:
        pen = Pen(colours["territorial_line"], 0.7 * scale, (2.5, 2.5))
        hatch = "/////" if theme == "photocopy" else ""
        made.append(_area(world, window, "territorial_sea", colours["territorial"], pen, hatch))
        over = _land(world, window, colours, inside=inside, near=near, scale=scale)  # the belt's data reach inland
        made += [_group(f"{group.kind}-again", group.items) for group in over]
    made.append(_area(world, window, "lakes" if inside else "lakes_world", colours["lake"], Pen(colours["river"], 0.45 * scale)))
    if zoom >= 4.5:
        made.append(_rivers(world, window, colours, zoom, scale))
    borders = "borders" if inside else "borders_world"
    made.append(_strokes(world, window, borders, Pen(colours["border"], 1.0 * scale, (5.0, 2.5, 1.2, 2.5))))
    if LayerId.RAILWAYS in layers:
        made.append(_strokes(world, window, "railways", Pen(colours["railway"], 0.9 * scale)))
    if LayerId.GRATICULE in layers:
        made.append(_graticule(window, colours, scale))
    return made


def _zones(world: World, window: Window, colours: dict[str, str], baseline: Baseline, scale: float) -> list[Group]:
    """Areas of the maritime zones and their computed outer limits, dotted."""
    areas, rows = (_of_baseline(world, name, baseline) for name in ("zones", "zone_lines"))
    limits = rows[rows["kind"].str.startswith("limit")].geometry.to_numpy()
    made = []
    for kind, fill in (("territorial", "zone_near"), ("internal", "zone_inside")):
        shapes = shapely.get_parts(areas[areas["kind"] == kind].geometry.to_numpy())
        made.append(_painted(window, f"zone-{kind}", shapes, colours[fill], Pen(colours[fill], 0.2 * scale)))
    return [*made, _stroked(window, "zone-limits", limits, Pen(colours["zone_limit"], 0.8 * scale, (0.01, 2.2), round=True))]


@lru_cache(maxsize=8)
def _of_baseline(world: World, dataset: str, baseline: Baseline) -> GeoDataFrame:
    rows = _layer(world, dataset)
    return rows[rows["scenario"].isin([baseline, "both"])]


def _group(name: str, items: tuple[Item, ...]) -> Group:
    return Group(f"ground:{name}", "ground", items, kind=name)


def _land(world: World, window: Window, colours: dict[str, str], *, inside: bool, near: bool, scale: float) -> list[Group]:
    pen = Pen(colours["coast"], 0.6 * scale)
    if not inside:
        return [_area(world, window, "land_world", colours["land"], pen)]
    if not near:
        return [_area(world, window, "land_region", colours["land"], pen)]
    patch = shapely.box(*_layer(world, "land_near").total_bounds)
    coarse, _ = _shapes(world, "land_region")
    outside = _outside_patch(world)
    groups = [_painted(window, "land", outside, colours["land"], pen)]
    if shapely.intersects(patch, shapely.box(*window.frame.lonlat_box())):
        groups = [_painted(window, "land", np.concatenate([outside, _shapes(world, "land_near")[0]]), colours["land"], pen)]
        seam = shapely.intersection(coarse, patch.exterior)
        groups.append(_stroked(window, "land-seam", seam[~shapely.is_empty(seam)], Pen(colours["land"], 1.6 * scale)))
    return groups


@lru_cache(maxsize=4)
def _outside_patch(world: World) -> Any:
    """The region's land without the box that the finer coast fills."""
    patch = shapely.box(*_layer(world, "land_near").total_bounds)
    coarse, _ = _shapes(world, "land_region")
    cut = np.where(shapely.intersects(coarse, patch), shapely.difference(coarse, patch), coarse)
    return shapely.get_parts(cut[~shapely.is_empty(cut)])


def _area(world: World, window: Window, dataset: str, fill: str, pen: Pen, hatch: str = "") -> Group:
    shapes, bounds = _shapes(world, dataset)
    return _filled(window, dataset, window.cut(shapes, bounds), fill, pen, hatch)


def _painted(window: Window, name: str, shapes: Any, fill: str, pen: Pen) -> Group:
    return _filled(window, name, window.cut(shapes, shapely.bounds(shapes)), fill, pen, "")


def _filled(window: Window, name: str, page: Any, fill: str, pen: Pen, hatch: str) -> Group:
    if not len(page):
        return _group(name, ())
    found = rings(window.trimmed(page))
    return _group(name, (Shape(found, fill=fill, pen=pen, clip=window.box, hatch=hatch),) if found else ())


def _strokes(world: World, window: Window, dataset: str, pen: Pen) -> Group:
    shapes, bounds = _shapes(world, dataset)
    return _drawn(window, dataset, window.cut(shapes, bounds), pen)


def _stroked(window: Window, name: str, shapes: Any, pen: Pen) -> Group:
    return _drawn(window, name, window.cut(shapes, shapely.bounds(shapes)), pen) if len(shapes) else _group(name, ())


def _drawn(window: Window, name: str, page: Any, pen: Pen) -> Group:
    found = lines(window.trimmed(page)) if len(page) else ()
    return _group(name, (Shape(found, pen=pen, closed=False, clip=window.box),) if found else ())


def _rivers(world: World, window: Window, colours: dict[str, str], zoom: float, scale: float) -> Group:
    shapes, bounds = _shapes(world, "rivers")
    shown = _layer(world, "rivers")["min_zoom"].to_numpy() <= zoom
    return _drawn(window, "rivers", window.cut(shapes[shown], bounds[shown]), Pen(colours["river"], 0.8 * scale))


# ---- graticule -------------------------------------------------------------------------------------------------------


def spacing(frame: Frame) -> float:
    """Degrees between the lines of the graticule: four to ten of them across the frame."""
    west, south, east, north = frame.lonlat_box(1.0)
    span = max(north - south, (east - west) * 0.6)
    return next((step for step in _STEPS if span / step >= 3.6), _STEPS[-1])


def meridians(frame: Frame) -> Iterator[tuple[float, Array]]:
    """Meridians through the frame, each as (longitude, positions)."""
    west, south, east, north = frame.lonlat_box()
    step = spacing(frame)
    lats = np.linspace(max(south, -89.9), min(north, 89.9), 60)
    for number in range(int(np.ceil(west / step)), int(np.floor(east / step)) + 1):
        yield number * step, np.column_stack([np.full_like(lats, number * step), lats])


def parallels(frame: Frame) -> Iterator[tuple[float, Array]]:
    """Parallels through the frame, each as (latitude, positions)."""
    west, south, east, north = frame.lonlat_box()
    step = spacing(frame)
    lons = np.linspace(west, east, 90)
    for number in range(int(np.ceil(south / step)), int(np.floor(north / step)) + 1):
        if abs(number * step) < 90.0:
            yield number * step, np.column_stack([lons, np.full_like(lons, number * step)])


def _graticule(window: Window, colours: dict[str, str], scale: float) -> Group:
    positions = [line for _, line in (*meridians(window.frame), *parallels(window.frame))]
    page = np.array([shapely.linestrings(window.pages(line)) for line in positions])
    found = lines(window.trimmed(page)) if len(page) else ()
    pen = Pen(colours["graticule"], 0.5 * scale)
    return _group("graticule", (Shape(found, pen=pen, closed=False, clip=window.box),) if found else ())


def degree_labels(window: Window, theme: PrintTheme, scale: float, language: Language = "en") -> list[Words]:
    """The graticule's numbers, outside the frame: longitudes below it, latitudes left of it."""
    size, colour, box = 9.0 * scale, ink(theme)["muted"], window.box
    made = []
    for lon, line in meridians(window.frame):
        x = _crossing(window.pages(line), 1, box.y0)
        if x is not None and box.x0 + 14 * scale < x < box.x1 - 14 * scale:
            made.append(Words(_degrees(lon, "EW", language), x, box.y0 - size * 1.15, size, colour, align="center"))
    for lat, line in parallels(window.frame):
        y = _crossing(window.pages(line), 0, box.x0)
        if y is not None and box.y0 + 6 * scale < y < box.y1 - 6 * scale:
            made.append(Words(_degrees(lat, "NS", language), box.x0 - 2.5 * scale, y - size * 0.36, size, colour, align="right"))
    return made


def _crossing(page: Array, axis: int, at: float) -> float | None:
    """Where a line of the page first crosses an edge: its other coordinate there."""
    values = page[:, axis] - at
    for n in range(len(values) - 1):
        a, b = values[n], values[n + 1]
        if np.isfinite(a) and np.isfinite(b) and (a <= 0 < b or b <= 0 < a):
            return float(page[n, 1 - axis] + (page[n + 1, 1 - axis] - page[n, 1 - axis]) * (-a / (b - a)))
    return None


def _degrees(value: float, sides: str, language: Language) -> str:
    wrapped = (value + 180.0) % 360.0 - 180.0 if sides == "EW" else value
    text = f"{abs(wrapped):.2f}".rstrip("0").rstrip(".")
    return degrees(language, text, sides[0] if wrapped > 0 else sides[1]) if wrapped else "0°"
