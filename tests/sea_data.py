"""The bundled sea network and the table of published distances, for the tests of the sea router."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from explorer.world.load import sea_network

BOOK = Path(__file__).parent / "data" / "sea_distances.csv"
WORLD = BOOK.with_name("sea_distances_world.csv")
"""Beyond the region; positions of the first port from the book, of the second from the book or the data set ``ports``."""


network = sea_network
"""The bundled network, one for the process."""


@dataclass(frozen=True)
class Printed:
    """A distance printed in NGA Pub. 151, *Distances Between Ports*."""

    origin: str
    start: tuple[float, float]
    destination: str
    end: tuple[float, float]
    distance_nm: float
    grade: str
    way: str
    """Which way the book means, where it says."""
    closed: tuple[str, ...]
    """What to close so that a route goes that way."""

    def __str__(self) -> str:
        return f"{self.origin} to {self.destination}"


def book(table: Path = BOOK) -> list[Printed]:
    """Pairs of ports with their positions and the printed distance."""
    with table.open(encoding="utf-8", newline="") as stream:
        return [
            Printed(
                row["from"],
                (float(row["from_lon"]), float(row["from_lat"])),
                row["to"],
                (float(row["to_lon"]), float(row["to_lat"])),
                float(row["distance_nm"]),
                row["grade"],
                row["way"],
                tuple(row["closed"].split()),
            )
            for row in csv.DictReader(stream)
        ]
