"""Numbers packed into columns of bytes: one row for each owner, such as a node, laid end to end when they are read.

Costs are whole steps, each byte of them in a column of its own: bytes of one weight resemble each other and compress better.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

__all__ = ["COST_BYTES", "COST_STEP_NM", "Columns", "bounds_of", "pack", "pack_costs", "unpack", "unpack_costs"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[Any]


class Columns(Protocol):
    """Columns by their names, such as a frame."""

    def __getitem__(self, name: str, /) -> Any:
        """Values of a column."""


COST_STEP_NM = 0.01
"""The step in which costs are kept, 18.5 metres: no tie between ways hangs on the last bit, and such numbers pack well."""

COST_BYTES = ("low", "middle", "high")
"""Bytes of a cost, the least first; the column of one is named ``<costs>_<byte>``. Three hold 167,772 miles."""


def bounds_of(count: Ints | list[int]) -> Ints:
    """Where the numbers of each row begin, shape (n + 1,), from how many each has, shape (n,).

    >>> bounds_of([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    return np.concatenate([[0], np.cumsum(np.asarray(count, dtype=np.int64))])


def pack(first: Ints, numbers: Numbers, kind: str) -> list[bytes]:
    """Rows of bytes.

    Parameters
    ----------
    first
        Where the numbers of each row begin, shape (n + 1,).
    numbers
        Of all rows, shape (m,).
    kind
        How a number is kept, such as ``"<u2"``.
    """
    whole, size = np.asarray(numbers).astype(kind).tobytes(), np.dtype(kind).itemsize
    ends = (first * size).tolist()
    return [whole[low:high] for low, high in itertools.pairwise(ends)]


def unpack(rows: Iterable[bytes], kind: str) -> tuple[Ints, Numbers]:
    """What ``pack`` was given: where the numbers of each row begin, shape (n + 1,), and all numbers, shape (m,).

    A column that Arrow holds is one run of bytes already, which is taken as it is; it cannot be written to.
    """
    column = pa.array(rows, type=pa.binary())
    whole = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    _, starts, content = whole.buffers()
    first = np.frombuffer(starts, dtype=np.int32)[whole.offset : whole.offset + len(whole) + 1].astype(np.int64)
    numbers = np.frombuffer(content or b"", dtype=np.uint8)[first[0] : first[-1]].view(kind)
    return (first - first[0]) // np.dtype(kind).itemsize, numbers


def pack_costs(name: str, first: Ints, costs_nm: Floats) -> dict[str, list[bytes]]:
    """Columns of costs, rounded to whole steps, by their names."""
    steps = np.round(costs_nm / COST_STEP_NM).astype(np.int64)
    return {f"{name}_{part}": pack(first, (steps >> (8 * place)) & 0xFF, "u1") for place, part in enumerate(COST_BYTES)}


def unpack_costs(columns: Columns, name: str) -> Floats:
    """Costs in nautical miles, shape (m,), out of the columns that ``pack_costs`` makes."""
    high_first = (unpack(columns[f"{name}_{part}"], "u1")[1] for part in reversed(COST_BYTES))
    steps = next(high_first).astype(np.int64)
    for part in high_first:
        steps = (steps << 8) | part
    return np.asarray(steps * COST_STEP_NM, dtype=float)
