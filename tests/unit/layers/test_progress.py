"""Large files say how far their reading is; small ones say nothing."""

from __future__ import annotations

import json

import pytest

from explorer.layers import geojson, progress, separated
from explorer.layers.read import File, read_file

TABLE = "name,lat,lon\n" + "a,42.1,130.1\n" * 4000
FEATURES = json.dumps(
    {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [130, 42]}}] * 9}
)


def told(name: str, text: str, size: int) -> list[str]:
    """What is told while a file is read that pretends to be of some size."""
    said: list[str] = []
    with progress.heard_by(said.append, size):
        read_file(File(name, text.encode()))
    return said


def test_a_large_file_says_how_far_its_reading_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separated, "LONG", 1000)
    monkeypatch.setattr(separated, "SAMPLE", 1000)
    monkeypatch.setattr(separated, "BLOCK", 1 << 13)
    monkeypatch.setattr(geojson, "STEP", 4)
    rows = told("a.csv", TABLE, progress.SMALL)
    shares = [int(words.split(" %")[0]) for words in rows if " % of the rows" in words]
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert rows[-1] == "4,000 features: looking at their positions"
    features = told("a.geojson", FEATURES, progress.SMALL)
    assert [words.split("read, ")[1] for words in features[:2]] == ["4 features", "8 features"]


def test_a_small_file_says_nothing() -> None:
    assert told("a.csv", TABLE, len(TABLE)) == []
