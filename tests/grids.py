"""Grids of cases. ``make test`` runs a fixed sample of each, ``make test-all`` the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest

WHOLE = True
"""Whether a run asks for the grids; else what it would leave out is not made in the first place, which is most of all cases."""


def sampled(cases: Iterable[tuple[Any, ...]], sample: Collection[tuple[Any, ...]]) -> list[Any]:
    """All cases as parameters of a test; those outside the sample carry the mark ``grid``, or are not there where nobody asks.

    Raises
    ------
    ValueError
        The sample names a case that the grid does not hold.
    """
    known = list(cases)
    if strangers := [case for case in sample if case not in known]:
        raise ValueError(f"not in the grid: {strangers}")
    ids = ["-".join(map(str, case)) for case in known]
    return [
        pytest.param(*case, id=name, marks=() if case in sample else (pytest.mark.grid,))
        for case, name in zip(known, ids, strict=True)
        if WHOLE or case in sample or not sample  # a test without cases would be one that is skipped
    ]
