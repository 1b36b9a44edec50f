"""Files of a scene by the ending of their name, each with its manifest, written aside and then put in place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from explorer import aside
from explorer.errors import ExportError, quoted
from explorer.ledger.claims import Entry
from explorer.render.files import rows
from explorer.render.files.manifest import manifest
from explorer.render.sheet.board import draw_up
from explorer.render.sheet.options import Options
from explorer.render.sheet.shapes import Sheet
from explorer.scene.build import Scene
from explorer.world.world import World


@dataclass(frozen=True, eq=False)
class Job:
    """Everything that a file is made from; the sheet is drawn up once for all of them."""

    world: World
    scene: Scene
    options: Options
    sheet: Sheet


Maker = Callable[[Job], bytes]


# What makes a format is loaded when the format is asked for: a page that is only read needs neither matplotlib nor python-pptx.


def _picture(form: Literal["png", "svg", "pdf"]) -> Maker:
    def make(job: Job) -> bytes:
        from explorer.render.sheet import figure  # noqa: PLC0415

        return figure.picture(job.sheet, form, job.options.dpi, job.world.ledger.as_of, job.options.svg_text)

    return make


def _slide(job: Job) -> bytes:
    from explorer.render.files import slides  # noqa: PLC0415

    return slides.slide(job.world, job.scene, job.sheet, job.options)


def _page(job: Job) -> bytes:
    from explorer.render.files import page  # noqa: PLC0415

    return page.page(job.world, job.scene, job.sheet, job.options.theme)


def _data(form: Literal["geojson", "kml", "geopackage"]) -> Maker:
    def make(job: Job) -> bytes:
        from explorer.render.files import geopackage, kml, vector  # noqa: PLC0415

        written = {"geojson": vector.geojson, "kml": kml.kml, "geopackage": geopackage.geopackage}[form]
        return written(job.scene, job.sheet, job.world)

    return make


def _table(job: Job) -> bytes:
    return rows.claims_csv(told(job))


def _entities(job: Job) -> bytes:
    from explorer.render.files import entities  # noqa: PLC0415

    return entities.entities(job.world, job.scene)


_SINGLE: Mapping[str, Maker] = {
    ".png": _picture("png"),
    ".svg": _picture("svg"),
    ".pdf": _picture("pdf"),
    ".pptx": _slide,
    ".html": _page,
    ".geojson": _data("geojson"),
    ".kml": _data("kml"),
    ".gpkg": _data("geopackage"),
    ".csv": _table,
    ".ftm.json": _entities,
}


def _bundle(job: Job) -> bytes:
    """All formats with their manifests in one ZIP, of the ledger's date."""
    from explorer.render.files import dated  # noqa: PLC0415

    day = job.world.ledger.as_of or date(2000, 1, 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for form in _SINGLE:
            for name, content in whole(job, f"map{form}"):
                bundle.writestr(dated.stamped(name, day), content)
    return out.getvalue()


MAKERS: Mapping[str, Maker] = {**_SINGLE, ".zip": _bundle}
"""What makes a file, by the ending of its name."""


MEDIA_TYPES: Mapping[str, str] = {
    ".png": "image/png", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".html": "text/html", ".csv": "text/csv",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".geojson": "application/geo+json",
    ".kml": "application/vnd.google-earth.kml+xml", ".gpkg": "application/geopackage+sqlite3", ".ftm.json": "application/json",
    ".zip": "application/zip",
}  # fmt: skip


def whole(job: Job, name: str) -> Iterator[tuple[str, bytes]]:
    """A file with what lies beside it, each as name and content: its manifest, and the status record of entities."""
    content = make(job, name)
    yield name, content
    if ending(name) == ".ftm.json":
        from explorer.render.files import entities  # noqa: PLC0415

        yield f"{name[: -len('.ftm.json')]}.status.json", entities.status(job.world, job.scene)
    yield f"{name}.manifest.json", manifest(job.world, job.scene, job.options, job.sheet, name, content)


def told(job: Job) -> tuple[Entry, ...]:
    """The claims of the view, and after them their denials and what speaks against them where a filter has parted the two."""
    return (*job.scene.entries, *job.world.ledger.beside(job.scene.entries))


def job(world: World, scene: Scene, options: Options) -> Job:
    """Draw up the sheet that all files of a call show.

    Raises
    ------
    ExportError, FontError
        As :func:`explorer.render.sheet.board.draw_up`.
    """
    then = world.seen(scene.view)
    return Job(then, scene, options, draw_up(then, scene, options))


def ending(name: str) -> str:
    """The ending that decides the format.

    Raises
    ------
    ExportError
        There is no such format.

    >>> ending("brief/Map.PNG")
    '.png'
    """
    found = next((e for e in sorted(MAKERS, key=len, reverse=True) if name.casefold().endswith(e)), None)
    if found is None:
        raise ExportError(f"{quoted(name)} has no known ending. Use one of {' '.join(MAKERS)}.")
    return found


def make(work: Job, name: str) -> bytes:
    """The content of one file."""
    return MAKERS[ending(name)](work)


def check_targets(targets: Sequence[Path], *, force: bool) -> None:
    """Make sure that every file can be made and none is overwritten, before any work is done.

    Raises
    ------
    ExportError
        An unknown ending, a folder that is missing, a file that exists, or the same file twice.
    """
    for target in targets:
        ending(target.name)
    aside.check_places(targets, beside, force=force)


def beside(target: Path) -> tuple[Path, ...]:
    """What lies beside a file: its manifest, and the status record of entities."""
    more = (target.with_name(f"{target.name[: -len('.ftm.json')]}.status.json"),)
    return (target.with_name(f"{target.name}.manifest.json"), *(more if ending(target.name) == ".ftm.json" else ()))


def export(work: Job, targets: Sequence[Path], *, force: bool = False) -> Iterator[tuple[Path, int]]:
    """Make and write files one after the other.

    Yields
    ------
    path, size in bytes
        After each file stands in its place with its manifest.

    Raises
    ------
    ExportError
        A file cannot be written; those before it are there and whole, and of this one nothing is left.
    """
    check_targets(targets, force=force)
    for target in targets:
        made = list(whole(work, target.name))
        aside.write({target.with_name(name): content for name, content in made}, force=force)
        yield target, len(made[0][1])
