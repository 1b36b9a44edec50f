"""The tables of the rail network that were set by hand, as rows of text."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.build.rail.osm import Position


def table(name: str) -> list[dict[str, str]]:
    """Rows of a table of the build, in their order."""
    with files("geodata.build").joinpath("tables", f"{name}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def position(row: dict[str, str], prefix: str = "") -> Position:
    """Longitude and latitude of a row."""
    return float(row[f"{prefix}lon"]), float(row[f"{prefix}lat"])
