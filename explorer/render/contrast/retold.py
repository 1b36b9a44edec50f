"""A contrast in another language: the words of its factors and judgements translated, everything that is counted as it was."""

from __future__ import annotations

from dataclasses import replace

from explorer.comparison.contrast import Contrast, Judged
from explorer.exposure.vocabulary import Judgement
from explorer.ledger.tongue import Tongue
from explorer.world.world import World


def retold(world: World, found: Contrast, tongue: Tongue) -> Contrast:
    """The contrast as it is told in a language; what has no translation stays English."""
    if not tongue.entries:
        return found
    factors = tuple(replace(row, factor=tongue.card("factor", row.factor.id, row.factor)) for row in found.factors)
    titles = {one.id: judgement(one, tongue).title for one in world.exposure.judgements}
    return replace(found, factors=factors, judged=tuple(_judged(one, titles) for one in found.judged))


def judgement(one: Judgement, tongue: Tongue) -> Judgement:
    """A judgement in a language."""
    return tongue.card("judgement", one.id, one)


def _judged(one: Judged, titles: dict[str, str]) -> Judged:
    return replace(one, swings=tuple(replace(swing, title=titles.get(swing.judgement, swing.title)) for swing in one.swings))
