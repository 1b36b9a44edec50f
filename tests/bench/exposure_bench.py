"""How long the comparison of rail and sea takes, and the draws over its whole grid."""

from __future__ import annotations

import time

from explorer.comparison.compare import Comparison, compare
from explorer.exposure.hazard import DRAWS, run
from explorer.exposure.sensitivity import analyse
from explorer.views.view import RouteQuery
from explorer.world.world import World
from explorer.zones.law import LegalScenario

EXAMPLE = ("Rajin", "Tikhoretsk")


def example(world: World) -> Comparison:
    """Rajin to Tikhoretsk by both reported ports of discharge."""
    return compare(world, world.plan(RouteQuery(*EXAMPLE)), LegalScenario("coast", "RUS"))


def draws(world: World, comparison: Comparison) -> float:
    """Seconds for all draws over the whole grid."""
    began = time.perf_counter()
    model = run(comparison.cases, world.exposure.judgements, DRAWS)
    took = time.perf_counter() - began
    assert len(model.grid) == 4 * len(comparison.cases)
    return took


def sensitivity(world: World, comparison: Comparison) -> float:
    """Seconds for tornado, Sobol indices and break-even of one case."""
    began = time.perf_counter()
    analyse(comparison.cases[0], world.exposure.judgements, "km", "observable")
    return time.perf_counter() - began
