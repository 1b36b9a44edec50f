"""Words for how likely something is, for the explorer's own judgements only, and figures cut to what they can bear.

The words are the first row of ICD 203 (Analytic Standards, 2015) with its ranges. A word that a source used is never put on this
scale, and no word stands for certainty.
"""

from __future__ import annotations

import math

WORDS: tuple[tuple[str, int, int], ...] = (
    ("almost no chance", 1, 5),
    ("very unlikely", 5, 20),
    ("unlikely", 20, 45),
    ("roughly even chance", 45, 55),
    ("likely", 55, 80),
    ("very likely", 80, 95),
    ("almost certain", 95, 99),
)
"""Word, and its range in per cent."""


def word(share: float) -> str:
    """The word for a probability, with its range.

    Parameters
    ----------
    share
        Between 0 and 1. A value on a border takes the word nearer to an even chance; 0 and 1 take the outermost words.

    Raises
    ------
    ValueError
        It is not a probability.

    Examples
    --------
    >>> word(0.6), word(1.0), word(0.95), word(0.05)
    ('likely (55–80 %)', 'almost certain (95–99 %)', 'very likely (80–95 %)', 'very unlikely (5–20 %)')
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a probability")
    percent = 100 * share
    if percent < 50:
        name, low, high = next(row for row in reversed(WORDS) if percent >= row[1] or row is WORDS[0])
    else:
        name, low, high = next(row for row in WORDS if percent <= row[2] or row is WORDS[-1])
    return f"{name} ({low}–{high} %)"


def rounded(value: float | None, figures: int = 1) -> float | None:
    """A figure cut to so many significant figures; nothing stays nothing.

    Parameters
    ----------
    value
        A finite number, or None.
    figures
        How many significant figures to keep; 1 for everything that rests on judged ranges.

    Raises
    ------
    ValueError
        It is not finite.

    Examples
    --------
    >>> rounded(0.0347), rounded(187.9), rounded(0.0), rounded(None)
    (0.03, 200.0, 0.0, None)
    """
    if value is None or value == 0:
        return value
    if not math.isfinite(value):
        raise ValueError(f"{value} is not finite")
    return float(f"{value:.{figures - 1}e}")


def percent(share: float) -> str:
    """A share of draws in whole per cent; "all" and "none" only where it is exactly so.

    >>> percent(0.999), percent(1.0)
    ('99 %', 'all')
    """
    if share in {0.0, 1.0}:
        return "all" if share else "none"
    return f"{min(max(round(100 * share), 1), 99)} %"


def how_low(highest: float) -> str:
    """How low two chances are, of which the higher one has this 95th percentile.

    A clear order of two tiny chances is still an order of tiny chances.

    >>> how_low(3e-6)
    'both chances stay below 1 in 100,000 in 95 % of the draws'
    """
    if highest <= 0:
        return "both chances are nil in 95 % of the draws"
    return f"both chances stay below 1 in {10 ** int(-math.log10(highest)):,} in 95 % of the draws"
