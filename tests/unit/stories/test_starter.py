"""First sentences for what somebody wants to cite: of the whole ledger nearly all can be played as they come."""

from __future__ import annotations

import math

import pytest

from explorer.cards.read import look_through
from explorer.stories import starter
from explorer.stories.text import add_view, new_draft, toml
from explorer.views.view import View
from explorer.world.world import World

MOST_AT_FAULT = 0.03
"""Share of claims and facts whose first step still has to be mended: those that quote, and those that name inferred places."""


@pytest.mark.parametrize("nth", [10, pytest.param(1, marks=pytest.mark.grid)])
def test_nearly_everything_can_be_cited_as_it_comes(real: World, nth: int) -> None:
    refs = [*real.ledger.by_id, *(f"event:{name}" for name in real.ledger.events_by_id)][::nth]
    blank = add_view(new_draft(), View())
    faulty = []
    for ref in refs:
        step = {**blank["step"][0], **{role: rows for role, rows in starter.rows_for(ref, real.stage).items() if rows}}
        if look_through("mine", toml({**blank, "step": [step]}), real.stage)[0] is None:
            faulty.append(ref)
    assert len(refs) >= 200 // nth
    assert len(faulty) <= math.ceil(MOST_AT_FAULT * len(refs)), faulty


def test_what_leads_nowhere_brings_nothing(real: World) -> None:
    assert starter.rows_for("Z99", real.stage) == {}
    assert starter.rows_for("data:zones", real.stage) == {}
