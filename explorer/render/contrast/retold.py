"""A contrast in another language: the words of its factors and judgements translated, everything that is counted as it was."""

from __future__ import annotations

from dataclasses import replace

from explorer.comparison.contrast import Contrast, Judged
from explorer.comparison.factors import FactorRow
from explorer.exposure.sensitivity import Sensitivity
from explorer.exposure.vocabulary import Judgement
from explorer.ledger.tongue import Tongue
from explorer.world.world import World


def retold(world: World, found: Contrast, tongue: Tongue) -> Contrast:
    """The contrast as it is told in a language; what has no translation stays English."""
    if not tongue.entries:
        return found
    factors = tuple(factor(row, tongue) for row in found.factors)
    titles = {one.id: judgement(one, tongue).title for one in world.exposure.judgements}
    return replace(found, factors=factors, judged=tuple(_judged(one, titles) for one in found.judged))


def factor(row: FactorRow, tongue: Tongue) -> FactorRow:
    """A factor in a language, with its value where that is words of its card."""
    shown = tongue.card("factor", row.factor.id, row.factor)
    own = row.factor.value and row.value.words == row.factor.value
    return replace(row, factor=shown, value=replace(row.value, words=shown.value) if own else row.value)


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
