"""Columns of ``rail_edges`` that hold several values in one text."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["GAUGES", "decode_gauges", "decode_ids", "encode_gauges", "encode_ids"]

GAUGES = {"1520": 1, "1435": 2, "1067": 4}
"""Gauges in millimetres, and the bit that stands for each."""


def encode_gauges(gauges: Iterable[str]) -> str:
    """Gauges that lie side by side, the one that the track is mainly used for first.

    >>> encode_gauges(["1520", "1435"])
    '1520/1435'
    """
    return "/".join(gauges)


def decode_gauges(text: str) -> int:
    """Sum of the bits of the gauges that ``encode_gauges`` was given."""
    return sum(GAUGES[gauge] for gauge in text.split("/"))


def encode_ids(ids: Iterable[str]) -> str:
    """Ids of the structures on an edge."""
    return " ".join(ids)


def decode_ids(text: str) -> tuple[str, ...]:
    """What ``encode_ids`` was given."""
    return tuple(text.split())
