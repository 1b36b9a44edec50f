"""What stands beside a step's sentences, in words and in a language: its map for those who do not see it, or its board."""

from __future__ import annotations

from typing import Any

from explorer import messages
from explorer.messages import many, message, say, told
from explorer.render.words import detail_words
from explorer.scene.build import Feature, Scene
from explorer.scene.staging import Board, Told, board
from explorer.stories.scenario import Scenario, Step
from explorer.views.view import Language
from explorer.world.world import World

_MOST = 8
"""So many places are named, the most important ones."""
_BASIS = {"named": message("named"), "inferred": message("inferred"), "context": message("from outside the articles")}


def rows_of(found: Board, language: Language = "en") -> tuple[tuple[str, str, str], ...]:
    """The rows of a board as they are written: the day, what is told of it, by whom and how it is known."""
    return tuple((messages.day(language, row.day) if row.day else "", row.words, _by(row, language)) for row in found.rows)


def board_of(world: World, step: Step, language: Language = "en") -> Board | None:
    """The board of a step in the words of a language; None where the map is shown."""
    return board(world, step, world.tongue(language))


def board_told(world: World, step: Step, language: Language = "en") -> dict[str, Any] | None:
    """The board for the script that draws it over the map; None where the map is shown."""
    found = board_of(world, step, language)
    return {"heading": heading(found, language), "rows": [list(row) for row in rows_of(found, language)]} if found else None


def heading(found: Board, language: Language = "en") -> str:
    """What stands above a board."""
    return say(language, message("Timeline") if found.heading == "Timeline" else message("As the ledger has it"))


def map_words(scene: Scene, language: Language = "en") -> str:
    """What the map of a step shows, in words for those who do not see it."""
    sites = [f for f in scene.drawn if f.look.widget in {"pill", "fact"}]
    sites.sort(key=lambda f: (not f.selected, -f.rank, f.id))
    lines = dict.fromkeys(told(language, f.title) for f in scene.drawn if f.look.schematic)
    notes = [f"{f.title}: {detail_words(language, f.detail)}" for f in scene.drawn if f.kind == "callout"]
    parts = [_places(sites, language)]
    parts += [say(language, "Lines: {lines}.", lines=", ".join(lines))] if lines else []
    parts += [say(language, "Notes on the map: {notes}.", notes="; ".join(notes))] if notes else []
    count = len(scene.unplaced)
    parts += [many(language, "{count} statement has no place.", "{count} statements have no place.", count)] if count else []
    return " ".join(parts)


def seen(world: World, step: Step, scene: Scene, language: Language = "en") -> str:
    """What stands beside a step's sentences, in words: its map, or its board."""
    found = board_of(world, step, language)
    if found is None:
        return map_words(scene, language)
    return f"{heading(found, language)}: {'; '.join(': '.join(filter(None, row)) for row in rows_of(found, language))}."


def spoken(world: World, scenario: Scenario, step: Step, scene: Scene, language: Language = "en") -> str:
    """What a screen reader says when a step comes."""
    where = say(language, "Step {number} of {last}", number=step.n, last=len(scenario.step))
    return f"{where}: {step.heading}. {seen(world, step, scene, language)}"


def _by(row: Told, language: Language) -> str:
    return f"{row.who}, {told(language, row.stance.value)}"


def _places(sites: list[Feature], language: Language) -> str:
    if not sites:
        return say(language, "No place is marked on the map.")
    places = ", ".join(f"{f.title} ({say(language, _BASIS[f.basis])})" for f in sites[:_MOST])
    more = len(sites) - _MOST
    if more > 0:
        return many(
            language, "Places on the map: {places} and {count} more.", "Places on the map: {places} and {count} more.",
            more, places=places,
        )  # fmt: skip
    return say(language, "Places on the map: {places}.", places=places)
