"""Long runs of coordinates read apart give what they give in the text, and faults are told at their places in the file."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from explorer.errors import LayerError
from explorer.layers import runs
from explorer.layers.layer import Corrections
from explorer.layers.read import File, read_file

RING = [[130 + n / 100, 42.0] for n in range(40)] + [[130.4, 43.0], [130.0, 43.0], [130.0, 42.0]]
HOLE = [[130.1, 42.2], [130.2, 42.2], [130.2, 42.4], [130.1, 42.2]]
FORMS: dict[str, dict[str, Any]] = {
    "line": {"type": "LineString", "coordinates": RING[:-3]},
    "heights": {"type": "LineString", "coordinates": [[*point, 5.0] for point in RING[:-3]]},
    "uneven": {"type": "LineString", "coordinates": [[130, 42], [131, 42, 7], *RING[:-3]]},
    "points": {"type": "MultiPoint", "coordinates": RING[:-3]},
    "area": {"type": "Polygon", "coordinates": [RING, HOLE]},
    "areas": {"type": "MultiPolygon", "coordinates": [[RING, HOLE], [[[x + 3, y] for x, y in RING]]]},
    "collection": {
        "type": "GeometryCollection",
        "geometries": [{"type": "LineString", "coordinates": RING[:-3]}, {"type": "Point", "coordinates": [130, 42]}],
    },
    "wrong depth": {"type": "LineString", "coordinates": [RING]},
    "three deep in one place": {"type": "LineString", "coordinates": [*RING, [[1, 2]]]},
    "not a pair": {"type": "LineString", "coordinates": [*RING, [7]]},
}


def feature(geometry: Any, name: str = "a") -> dict[str, Any]:
    """A feature with a name."""
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def texts(geometry: Any) -> list[str]:
    """The same two features as a collection, one a line, spread over lines, and the first alone or bare."""
    both = [feature(geometry), feature({"type": "Point", "coordinates": [131, 43]}, "b")]
    collection = {"type": "FeatureCollection", "features": both}
    return [
        json.dumps(collection, separators=(",", ":")), json.dumps(collection, indent=1),
        "\n".join(map(json.dumps, both)), json.dumps(both[0]), json.dumps(geometry),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs count as long from 300 bytes on, and are decoded 64 bytes at a time."""
    monkeypatch.setattr(runs, "_RUN", runs.run_of(300))
    monkeypatch.setattr(runs, "STRETCH", 64)


@pytest.mark.parametrize("name", FORMS)
def test_the_layer_is_the_same_as_without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in texts(FORMS[name]):
        apart = read_file(File("a.geojson", text.encode())).layers[0]
        with monkeypatch.context() as patched:
            patched.setattr(runs, "_RUN", runs.run_of(10**6))
            usual = read_file(File("a.geojson", text.encode())).layers[0]
        assert shapely.to_wkb(apart.shapes).tolist() == shapely.to_wkb(usual.shapes).tolist()
        assert (apart.table, apart.findings, apart.crs) == (usual.table, usual.findings, usual.crs)


def test_runs_are_taken_out() -> None:
    for name, geometry in FORMS.items():
        found = [len(runs.without_runs(text.encode())[1].found) for text in texts(geometry)]
        assert found == [0 if name in {"three deep in one place", "not a pair"} else 1] * 5, name


def test_a_fault_is_told_at_its_place_in_the_file() -> None:
    text = texts(FORMS["line"])[1]
    cut = text[: text.rindex('"coordinates"') - 5]
    whole, column = cut.count("\n") + 1, len(cut) - cut.rindex("\n")
    with pytest.raises(LayerError, match=f"ends in the middle, in line {whole}, column {column}; 1 features before"):
        read_file(File("a.geojson", cut.encode()))
    assert read_file(File("a.geojson", cut.encode()), Corrections(skip_bad=True)).layers[0].features == 1


def test_a_file_that_ends_within_a_run_is_incomplete() -> None:
    text = texts(FORMS["line"])[0]
    with pytest.raises(LayerError, match=r"ends in the middle, in line 1, .* 0 features"):
        read_file(File("a.geojson", text[: text.index("130.35")].encode()))
