"""What was set by hand for the sea network: fairways, straits and areas to keep out of, each with its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import shapely

from geodata.build.region import Shapes
from geodata.build.sea.water import Floats
from geodata.formats.mercator import to_plane


@dataclass(frozen=True)
class Fairway:
    """A dredged channel, canal or river as a line."""

    id: str
    name: str
    passage: str
    source: str
    points: Floats


def _table(name: str) -> list[dict[str, str]]:
    text = files("geodata.build").joinpath("tables", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _lines(rows: list[dict[str, str]]) -> dict[str, Floats]:
    found: dict[str, list[list[float]]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append([float(row["lon"]), float(row["lat"])])
    return {id_: np.asarray(points) for id_, points in found.items()}


def fairways() -> list[Fairway]:
    """The fairways of ``tables/fairways.csv``."""
    rows = _table("fairways.csv")
    about = {row["id"]: row for row in rows}
    return [
        Fairway(id_, about[id_]["name"], about[id_]["passage"], about[id_]["source"], points)
        for id_, points in _lines(rows).items()
    ]


def shoals() -> Shapes:
    """Areas that a ship on passage keeps out of, from ``tables/sea_areas.csv``, in degrees."""
    return _areas({"shoal", "restricted"})


def barriers() -> Shapes:
    """Banks that no ship can cross, which count as land, from the same table."""
    return _areas({"barrier"})


def _areas(kinds: set[str]) -> Shapes:
    rows = [row for row in _table("sea_areas.csv") if row["kind"] in kinds]
    return np.asarray([shapely.Polygon(points) for points in _lines(rows).values()], dtype=object)


def gates() -> tuple[list[tuple[str, str]], Shapes]:
    """Ids and names of the straits, and their lines in the plane."""
    rows = _table("sea_passages.csv")
    lines = _lines(rows)
    names = {row["id"]: row["name"] for row in rows}
    return [(id_, names[id_]) for id_ in lines], np.asarray(
        [shapely.LineString(to_plane(p)) for p in lines.values()], dtype=object
    )
