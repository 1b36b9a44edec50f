"""From the frames of ``geodata`` to the arrays of the sea network: numbers packed as bytes, one row a node, laid end to end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from explorer.sea.graph import Graph
from explorer.sea.hierarchy import Hierarchy
from explorer.sea.links import Links
from explorer.sea.mercator import Floats, Ints

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["channels_of", "hierarchy_of", "links_of", "packed"]

NOTHING = 65535
"""Stands for no node in packed numbers."""
COST_STEP_NM = 0.01
"""The step in which costs are kept."""


def packed(rows: Iterable[bytes], kind: str) -> tuple[Ints, NDArray[Any]]:
    """Packed numbers of each row: where those of a row begin, shape (n + 1,), and all numbers.

    A column that Arrow holds is one run of bytes already, which is taken as it is; it cannot be written to.
    """
    column = pa.array(rows, type=pa.binary())
    whole = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    _, starts, content = whole.buffers()
    first = np.frombuffer(starts, dtype=np.int32)[whole.offset : whole.offset + len(whole) + 1].astype(np.int64)
    numbers = np.frombuffer(content or b"", dtype=np.uint8)[first[0] : first[-1]].view(kind)
    return (first - first[0]) // np.dtype(kind).itemsize, numbers


def _numbers(nodes: GeoDataFrame, name: str, kind: str = "<u2") -> Ints:
    return packed(nodes[name].array, kind)[1].astype(np.int64)


def _costs(nodes: GeoDataFrame, name: str) -> Floats:
    """Costs in nautical miles, kept in whole steps in columns of bytes."""
    high_first = (packed(nodes[f"{name}_{part}"].array, "u1")[1] for part in ("high", "middle", "low"))
    steps = next(high_first).astype(np.int64)
    for part in high_first:
        steps = (steps << 8) | part.astype(np.int64)
    return np.asarray(steps * COST_STEP_NM, dtype=float)


def channels_of(nodes: GeoDataFrame) -> Ints:
    """Fairway of each link, else -1."""
    return _numbers(nodes, "channels", "i1")


def hierarchy_of(nodes: GeoDataFrame) -> Hierarchy:
    """The links and shortcuts that lead upwards, from the data set ``sea_nodes``."""
    first, higher = packed(nodes["up"].array, "<u2")
    over = _numbers(nodes, "up_over")
    upward = Graph.of(first, higher, _costs(nodes, "up_costs"))
    return Hierarchy(upward, np.where(over == NOTHING, -1, over), np.asarray(nodes["core"], dtype=bool))


def links_of(nodes: GeoDataFrame, passages: GeoDataFrame) -> Links:
    """The plain links, from the data sets ``sea_nodes`` and ``sea_passages``."""
    first, neighbour = packed(nodes["links"].array, "<u2")
    return Links(
        graph=Graph.of(first, neighbour, _costs(nodes, "costs")),
        gate=_numbers(nodes, "gates", "i1"),
        gates_more=_many(passages, first, neighbour),
    )


def _many(passages: GeoDataFrame, first_link: Ints, neighbour: NDArray[Any]) -> dict[int, tuple[int, ...]]:
    """Links through two or more passages, from the column ``also`` of pairs of nodes."""
    found: dict[int, tuple[int, ...]] = {}
    for number, text in enumerate(passages["also"]):
        for one, other in np.frombuffer(text, dtype="<u2").reshape(-1, 2).tolist():
            for here, there in ((one, other), (other, one)):
                low, high = first_link[here], first_link[here + 1]
                link = int(low + np.flatnonzero(neighbour[low:high] == there)[0])
                found[link] = (*found.get(link, ()), number)
    return found
