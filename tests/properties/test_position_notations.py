"""Random positions in each notation read back to within what the notation tells; all 10,000 of each with the whole grid."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from explorer.geo import LonLat, distance_km, parse_position
from tests.grids import sampled
from tests.notations import NOTATIONS

BATCH, BATCHES = 100, 100


@pytest.mark.parametrize(
    ("notation", "batch"),
    sampled(((name, number) for name in NOTATIONS for number in range(BATCHES)), {(name, 0) for name in NOTATIONS}),
)
def test_what_is_written_reads_back(notation: str, batch: int) -> None:
    chosen, drawn = NOTATIONS[notation], np.random.default_rng([zlib.crc32(notation.encode()), batch])
    for _ in range(BATCH):
        place = LonLat(drawn.uniform(-179.99, 179.99), drawn.uniform(-79.9, 79.9))
        text = chosen.write(place.lat, place.lon)
        found = parse_position(text)
        assert found is not None, text
        assert distance_km(found, place) <= chosen.precision_km, (text, found, place)
