"""From what somebody asks for to a view with the options of its sheet: a prepared view by its id, an address, JSON."""

from __future__ import annotations

from dataclasses import replace

from explorer.errors import ExportError, quoted
from explorer.ledger.nearest import hint
from explorer.render.sheet.options import Options
from explorer.views.presets import Preset
from explorer.views.view import Language, View
from explorer.world.strangers import read_view
from explorer.world.world import World


def from_words(world: World, asked: str, options: Options, language: Language | None = None) -> tuple[View, Options]:
    """The view that a word of the command line means; a prepared one brings its title and claims where none are given.

    Raises
    ------
    ViewError
        It is not a valid view.
    ExportError
        It looks like the id of a prepared view, but there is none.
    """
    preset = next((preset for preset in world.presets if preset.id == asked.strip()), None)
    if preset is not None:
        return preset.asked, with_preset(options, preset, language or preset.asked.language)
    if not any(character in asked for character in "=?{:/"):
        near = hint(asked, [preset.id for preset in world.presets], " Nearest: {}.")
        known = ", ".join(preset.id for preset in world.presets) or "none"
        raise ExportError(f"There is no prepared view {quoted(asked)}. There are: {known}.{near} An address or JSON also works.")
    return read_view(world, asked), options


def with_preset(options: Options, preset: Preset, language: Language = "en") -> Options:
    """Options with the title, subtitle and claims of a prepared view where the briefer gave none."""
    heading = preset.heading(language)
    return replace(
        options,
        title=options.title or heading.title,
        subtitle=options.subtitle or heading.subtitle,
        claims=options.claims or preset.claims,
    )
