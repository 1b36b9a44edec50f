"""A story in another language: its own words translated, its views showing the map in that language."""

from __future__ import annotations

from dataclasses import replace

from explorer.ledger.tongue import Tongue
from explorer.stories.scenario import Scenario, Step
from explorer.views.read import parse
from explorer.views.view import LANGUAGES, Language


def retold(scenario: Scenario, tongue: Tongue) -> Scenario:
    """A story as it is told in a language; citations, answers and what is sorted where stay as they are.

    What has no translation stays English. In a language that maps do not know the views stay as they are.
    """
    if not tongue.entries:
        return scenario
    steps = tuple(_step(scenario, step, tongue) for step in scenario.step)
    return tongue.card("scenario", scenario.id, scenario).model_copy(update={"step": steps})


def _step(scenario: Scenario, step: Step, tongue: Tongue) -> Step:
    told = tongue.card("step", f"{scenario.id}/{step.n}", step)
    language = next((known for known in LANGUAGES if known == tongue.language), None)
    if language is None:
        return told
    return in_language(told, language)


def in_language(step: Step, language: Language) -> Step:
    """A step with its map in a language. What it shows is given along, since a copy keeps what was worked out before."""
    shown = replace(parse(step.view)[0], language=language)
    return step.model_copy(update={"view": shown.query(), "shown": shown})
