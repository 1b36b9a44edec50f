"""Printed maps: times and sizes of the formats, and the full matrix of presets, themes, sizes and languages for overlaps."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from explorer.render.files.export import Job, make
from explorer.render.sheet.ink import THEMES
from explorer.render.sheet.options import SIZES, Options
from explorer.views.view import LANGUAGES
from explorer.world.world import World
from tests.browser.harness import command
from tests.printed import clashes, cut_labels, prepared, untold


def cold() -> float:
    """Seconds of ``tumen export`` of one PNG of 1920 by 1080 from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        line = command("export", "--view", "theatre", "-o", str(Path(folder) / "map.png"))
        subprocess.run(line, check=True, capture_output=True)
        return time.perf_counter() - began


def warm(world: World) -> float:
    """Seconds of one PNG of 1920 by 1080, placed and painted, once the data are in memory."""
    began = time.perf_counter()
    scene, sheet = prepared(world, "theatre", Options())
    make(Job(world, scene, Options(), sheet), "map.png")
    return time.perf_counter() - began


def largest(world: World, ending: str) -> float:
    """Megabytes of the largest file of this format among the presets."""
    found = []
    for preset in world.presets:
        scene, sheet = prepared(world, preset.id, Options())
        found.append(len(make(Job(world, scene, Options(), sheet), f"map{ending}")))
    return max(found) / 1e6


def faults(world: World) -> Iterator[str]:
    """Everything that overlaps, is cut or is not told, on every preset in every theme, size and language."""
    for preset in world.presets:
        for theme in THEMES:
            for size in SIZES:
                for language in LANGUAGES:
                    scene, sheet = prepared(world, preset.id, Options(size=size, theme=theme), language)
                    where = f"{preset.id} {theme} {size} {language}"
                    yield from (f"{where}: {fault}" for fault in (*clashes(sheet), *cut_labels(sheet), *untold(scene, sheet)))
