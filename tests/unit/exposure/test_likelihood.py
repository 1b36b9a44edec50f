"""Words and figures of the explorer's own judgements."""

from __future__ import annotations

import pytest

from explorer.exposure.likelihood import WORDS, rounded, word


def test_the_scale_has_no_gap_and_never_reaches_certainty() -> None:
    assert [row[2] for row in WORDS[:-1]] == [row[1] for row in WORDS[1:]]
    assert (WORDS[0][1], WORDS[-1][2]) == (1, 99)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "almost no chance"), (0.03, "almost no chance"), (0.12, "very unlikely"),
        (0.3, "unlikely"), (0.5, "roughly even chance"),
        (0.551, "likely"), (0.8, "likely"), (0.801, "very likely"), (0.951, "almost certain"), (1.0, "almost certain"),
    ],
)  # fmt: skip
def test_words(share: float, said: str) -> None:
    assert word(share).split(" (")[0] == said


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_no_word_for_what_is_no_probability(share: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        word(share)


def test_figures_are_cut() -> None:
    assert [rounded(value) for value in (0.0347, 0.96, 187.9, 1.08e-06, 0.0, None)] == [0.03, 1.0, 200.0, 1e-06, 0.0, None]
    assert rounded(187.94, 4) == 187.9
    with pytest.raises(ValueError, match="not finite"):
        rounded(float("nan"))
