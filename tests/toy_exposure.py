"""A full set of judged ranges for tests, the same for everyone: probabilities 0.1 to 0.5, the rest 1 to 10."""

from __future__ import annotations

from explorer.exposure.vocabulary import JUDGEMENTS, Judgement

SHARE = "share of the range of hours"


def ranges() -> list[Judgement]:
    """One uniform range for everything that the model reads."""
    return [
        Judgement(
            id=name,
            title=name.replace("-", " ").capitalize(),
            distribution="uniform",
            low=0.1 if unit == "probability" else 0.0 if unit == SHARE else 1.0,
            high=0.5 if unit == "probability" else 1.0 if unit == SHARE else 10.0,
            unit=unit,
            author="Test",
            reason="Toy.",
        )
        for name, unit in JUDGEMENTS.items()
    ]
