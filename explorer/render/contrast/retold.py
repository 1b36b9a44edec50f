"""A contrast in another language: the words of its factors and judgements translated, everything that is counted as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from explorer.comparison.contrast import Contrast, Judged, Strip
from explorer.comparison.factors import FactorRow
from explorer.exposure.sensitivity import Sensitivity
from explorer.exposure.vocabulary import Judgement
from explorer.ledger.tongue import Tongue
from explorer.render.place_names import place_names
from explorer.world.world import World


def retold(world: World, found: Contrast, tongue: Tongue) -> Contrast:
    """The contrast as it is told in a language; what has no translation stays English."""
    if not tongue.entries:
        return found
    name = place_names(world, tongue.language)
    titles = {one.id: judgement(one, tongue).title for one in world.exposure.judgements}
    return replace(
        found,
        answer=replace(found.answer, origin=name(found.answer.origin), destination=name(found.answer.destination)),
        strips=tuple(_strip(one, name) for one in found.strips),
        parts_at=name(found.parts_at),
        joins_at=name(found.joins_at),
        factors=tuple(factor(row, tongue, name) for row in found.factors),
        judged=tuple(_judged(one, titles) for one in found.judged),
    )


def factor(row: FactorRow, tongue: Tongue, name: Callable[[str], str]) -> FactorRow:
    """A factor in a language, with its value where that is words of its card or names of places, which ``name`` turns."""
    shown = tongue.card("factor", row.factor.id, row.factor)
    own = row.factor.value and row.value.words == row.factor.value
    words = shown.value if own else name(row.value.words)
    return replace(row, factor=shown, value=replace(row.value, words=words))


def _strip(one: Strip, name: Callable[[str], str]) -> Strip:
    return replace(one, marks=tuple(replace(mark, title=name(mark.title)) for mark in one.marks))


def sensitivity(world: World, found: Sensitivity, tongue: Tongue) -> Sensitivity:
    """What the figures hang on, with titles and units of the judged ranges in a language."""
    known = {one.id: judgement(one, tongue) for one in world.exposure.judgements}
    return replace(
        found,
        swings=tuple(replace(row, title=known[row.judgement].title) for row in found.swings),
        indices=tuple(replace(row, title=known[row.judgement].title) for row in found.indices),
        break_even=tuple(
            replace(row, title=known[row.judgement].title, unit=known[row.judgement].unit) for row in found.break_even
        ),
    )


def judgement(one: Judgement, tongue: Tongue) -> Judgement:
    """A judgement in a language."""
    return tongue.card("judgement", one.id, one)


def _judged(one: Judged, titles: dict[str, str]) -> Judged:
    return replace(one, swings=tuple(replace(swing, title=titles.get(swing.judgement, swing.title)) for swing in one.swings))
