"""Ship positions of a reader's files as work for the queue: a function of a world that needs no page. Nothing of it is kept."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from explorer.errors import TracksError
from explorer.render.files import delimited
from explorer.tracks.geopackage import geopackage
from explorer.tracks.ground import Ground
from explorer.tracks.layouts import Order, read_mapping
from explorer.tracks.results import SCHEMAS, rows
from explorer.tracks.run import Question, run
from explorer.world import harbours
from explorer.world.world import World


@dataclass(frozen=True)
class Tracked:
    """What came of files: the summary, every table, and all of it as one archive."""

    summary: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    archive: bytes


def work_out(world: World, files: tuple[tuple[str, bytes], ...], columns: str, order: Order) -> Tracked:
    """Work out voyages, calls, gaps and zones of files that were dropped.

    Raises
    ------
    TracksError
        A file cannot be read, or holds no position that can be used.
    """
    chosen = read_mapping(columns) if columns else {}
    with tempfile.TemporaryDirectory(prefix="tumen-tracks-") as place:
        paths = []
        for number, (name, content) in enumerate(files, 1):
            path = Path(place) / f"{number} {Path(name).name}"
            path.write_bytes(content)
            paths.append(str(path))
        folder = Path(place) / "results"
        try:
            summary = run(Question(tuple(paths), chosen, order), _ground(world.root or world), folder)
        except TracksError as error:
            raise TracksError(str(error).replace(f"{place}/", "")) from error
        return Tracked(
            summary, {name: pd.read_parquet(folder / f"{name}.parquet") for name in SCHEMAS}, _packed(world, folder, summary)
        )


@lru_cache(maxsize=1)
def _ground(world: World) -> Ground:
    return harbours.ground(world)


def _packed(world: World, folder: Path, summary: Mapping[str, Any]) -> bytes:
    """Every table as Parquet and CSV, all of them as a GeoPackage, and the summary."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("summary.json", json.dumps(summary, indent=2))
        archive.writestr("tracks.gpkg", geopackage(folder, harbours.spots(world.root or world)))
        for name in SCHEMAS:
            file = folder / f"{name}.parquet"
            archive.write(file, file.name)
            if name != "lines":
                archive.writestr(f"{name}.csv", delimited.written([column for column, _ in SCHEMAS[name]], rows(file)))
    return out.getvalue()
