"""Files of the contrast of rail and sea by the ending of their name: pictures, a slide, a page, each with its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from explorer import __version__, aside
from explorer.comparison.compare import compare
from explorer.comparison.contrast import Contrast
from explorer.comparison.contrast import contrast as contrast_of
from explorer.errors import ExportError, quoted
from explorer.messages import say
from explorer.render.contrast.board import draw_up, pages
from explorer.render.contrast.details import Detail, details
from explorer.render.contrast.retold import retold
from explorer.render.contrast.sentence import sentence
from explorer.render.contrast.web import behind_it, font_rules, letters, picture
from explorer.render.sheet.options import LEAST_PT, Options
from explorer.render.sheet.shapes import Leaf, Words
from explorer.views.view import Language, RouteQuery, View
from explorer.world.world import World
from explorer.zones.law import LegalScenario

SMALL = (
    "There is much to tell: as one picture its letters are below 9 points. PDF and slides take more pages; a larger size "
    "helps as well."
)


@dataclass(frozen=True, eq=False)
class ContrastJob:
    """Everything that a file is made from; the page is drawn up once for all of them."""

    world: World
    view: View
    found: Contrast
    options: Options
    leaf: Leaf
    told: Mapping[str, Detail]

    @property
    def notices(self) -> tuple[str, ...]:
        """What has to be said about the picture as one page."""
        sizes = [item.size for group in self.leaf.groups for item in group.items if isinstance(item, Words)]
        return (SMALL,) if min(sizes, default=LEAST_PT) < LEAST_PT * self.options.scale - 0.01 else ()

    @property
    def language(self) -> Language:
        """Language of the fixed words."""
        return self.view.language


Maker = Callable[[ContrastJob], bytes]


def job(world: World, view: View, options: Options) -> ContrastJob:
    """Compare what a view asks for, and draw it up.

    Raises
    ------
    ExportError, QuestionError, FontError
        The view asks for no pair of places, one of them cannot be read, or the page is too small.
    """
    if not view.route.asked:
        raise ExportError("This view compares no two places. Give both, such as a=Rajin&b=Dunai.")
    then = world.seen(view)
    found = contrast_of(then, compare(then, then.plan(view.route), LegalScenario(view.baseline, view.flag), with_model=True))
    found = retold(then, found, then.tongue(view.language))
    leaf = draw_up(then, found, options, view.language)
    return ContrastJob(then, view, found, options, leaf, details(then, found, view.language))


# What makes a format is loaded when the format is asked for, as in :mod:`explorer.render.files.export`.


def _picture(form: Literal["png", "svg", "pdf"]) -> Maker:
    def make_(work: ContrastJob) -> bytes:
        from explorer.render.sheet import figure  # noqa: PLC0415

        return figure.picture(work.leaf, form, work.options.dpi, work.world.ledger.as_of, work.options.svg_text)

    return make_


def _paper(work: ContrastJob) -> bytes:
    """As many pages as it takes in letters of full size, as slides do."""
    from explorer.render.sheet import figure  # noqa: PLC0415

    leaves = pages(work.world, work.found, work.options, work.language)
    return _picture("pdf")(work) if len(leaves) == 1 else figure.book(leaves, work.leaf.title, work.world.ledger.as_of)


def _slide(work: ContrastJob) -> bytes:
    from explorer.render.files import contrast_slide  # noqa: PLC0415

    leaves = pages(work.world, work.found, work.options.enlarged, work.language)
    return contrast_slide.slides(work.world, work.found, leaves, work.options, work.language, work.told)


def _page(work: ContrastJob) -> bytes:
    from explorer.render.files.page import filled, template  # noqa: PLC0415

    return filled(
        "contrast.html", LANGUAGE=work.language, THEME="dark" if work.options.theme == "dark" else "light",
        TITLE=escape(work.leaf.title), STYLE=template("contrast.css"), FONTS=font_rules(letters(work.leaf)),
        PICTURE=picture(work.leaf, work.told, sentence(work.found.answer, work.language)), BEHIND=behind_it(work.told),
        HEAD=escape(say(work.language, "Behind every mark: reasons, sources and the opposite view")),
    ).encode()  # fmt: skip


MAKERS: Mapping[str, Maker] = {
    ".png": _picture("png"), ".svg": _picture("svg"), ".pdf": _paper, ".pptx": _slide, ".html": _page,
}  # fmt: skip
"""What makes a file, by the ending of its name."""


def ending(name: str) -> str:
    """The ending that decides the format.

    Raises
    ------
    ExportError
        There is no such format.

    >>> ending("Rail or sea.PPTX")
    '.pptx'
    """
    found = next((one for one in MAKERS if name.casefold().endswith(one)), None)
    if found is None:
        raise ExportError(f"{quoted(name)} has no known ending. Use one of {' '.join(MAKERS)}.")
    return found


def make(work: ContrastJob, name: str) -> bytes:
    """The content of one file."""
    return MAKERS[ending(name)](work)


def manifest(work: ContrastJob, name: str, content: bytes) -> bytes:
    """What lies beside a file: the question, the answer, sources and licences. Nothing in it depends on the clock."""
    as_of = work.world.ledger.as_of
    row = {
        "file": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "made_by": f"Tumen Explorer {__version__}",
        "ledger_date": as_of.isoformat() if as_of else None,
        "title": work.leaf.title,
        "answer": sentence(work.found.answer, work.language),
        "view": work.view.query(),
        "options": {"size": work.options.size, "dpi": work.options.dpi, "theme": work.options.theme},
        "behind": {mark: {"title": one.title, "lines": [list(line) for line in one.lines]} for mark, one in work.told.items()},
        "datasets": [
            {"id": d.id, "sha256": d.sha256, "licence": d.licence, "attribution": d.attribution} for d in work.world.datasets
        ],
        "licence": "Code: Apache-2.0. Map data: see each data set; files derived from OpenStreetMap are under the ODbL.",
    }
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode()


def check_targets(targets: Sequence[Path], *, force: bool) -> None:
    """Make sure that every file can be made and none is overwritten, before any work is done.

    Raises
    ------
    ExportError
        An unknown ending, a folder that is missing, a file that exists, or the same file twice.
    """
    for target in targets:
        ending(target.name)
    aside.check_places(targets, _beside, force=force)


def _beside(target: Path) -> tuple[Path]:
    """What lies beside a file: its manifest."""
    return (target.with_name(f"{target.name}.manifest.json"),)


def export(work: ContrastJob, targets: Sequence[Path], *, force: bool = False) -> Iterator[tuple[Path, int]]:
    """Make and write files one after the other, each whole with its manifest.

    Yields
    ------
    path, size in bytes
        After each file stands in its place.

    Raises
    ------
    ExportError
        A file cannot be written; those before it are there and whole.
    """
    check_targets(targets, force=force)
    for target in targets:
        content = make(work, target.name)
        aside.write({target: content, _beside(target)[0]: manifest(work, target.name, content)}, force=force)
        yield target, len(content)


def view_of(query: RouteQuery, scenario: LegalScenario, language: Language) -> View:
    """The view that asks for a comparison."""
    return View(route=query, baseline=scenario.baseline, flag=scenario.flag, language=language)
