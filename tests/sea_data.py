"""The bundled sea network and the table of published distances, for the tests of the sea router."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geodata
from explorer.sea.network import SeaNetwork

BOOK = Path(__file__).parent / "data" / "sea_distances.csv"
WORLD = BOOK.with_name("sea_distances_world.csv")
"""Beyond the region; positions of the first port from the book, of the second from the book or the data set ``ports``."""


@cache
def network() -> SeaNetwork:
    """The bundled network."""
    nodes, passages, fairways, bands = (geodata.dataset(f"sea_{name}") for name in ("nodes", "passages", "fairways", "bands"))
    return SeaNetwork.from_frames(
        nodes,
        passages,
        fairways,
        bands,
        [geodata.dataset("land_region"), geodata.dataset("sea_land")],
        geodata.dataset("lakes_world"),
    )


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
