"""Sheets and their files as work for the queue: functions of a world that need no page, and no Streamlit in their process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explorer.render.files import contrast, export
from explorer.render.files.contrast import ContrastJob
from explorer.render.files.export import Job
from explorer.render.sheet.options import Options
from explorer.scene import build as scene
from explorer.views.view import View
from explorer.world.world import World


@dataclass(frozen=True)
class Preview:
    """A sheet as a picture, what had to be said about it, and how many things are on it."""

    image: bytes
    notices: tuple[str, ...]
    features: int
    claims: int
    left_out: int


def preview(world: World, view: View, options: Options) -> Preview:
    """Draw a sheet.

    Raises
    ------
    ExportError, FontError
        It cannot be drawn; the message says why.
    """
    made = _sheet(world, view, options)
    account = made.sheet.account
    counts = (len(each) for each in (account.features, account.claims, account.left_out))
    return Preview(export.make(made, "preview.png"), tuple(account.notices), *counts)


def file(world: World, view: View, options: Options, name: str) -> bytes:
    """A file of a sheet by the ending of its name.

    Raises
    ------
    ExportError, FontError
        It cannot be drawn; the message says why.
    """
    return export.make(_sheet(world, view, options), name)


def contrast_preview(world: World, view: View, options: Options) -> Preview:
    """Draw the contrast of rail and sea.

    Raises
    ------
    ExportError, QuestionError, FontError
        It cannot be drawn; the message says why.
    """
    made = _contrast(world, view, options)
    return Preview(contrast.make(made, "preview.png"), made.notices, len(made.found.factors), len(made.told), 0)


def contrast_file(world: World, view: View, options: Options, name: str) -> bytes:
    """A file of the contrast by the ending of its name.

    Raises
    ------
    ExportError, QuestionError, FontError
        It cannot be drawn; the message says why.
    """
    return contrast.make(_contrast(world, view, options), name)


@lru_cache(maxsize=8)
def _contrast(world: World, view: View, options: Options) -> ContrastJob:
    return contrast.job(world, view, options)


@lru_cache(maxsize=8)
def _sheet(world: World, view: View, options: Options) -> Job:
    """The sheet, kept for the next of its files."""
    return export.job(world, scene.build(world, view), options)
