"""From the frames of ``geodata`` to the arrays of the sea network: numbers packed as bytes, one row a node, laid end to end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from explorer.sea.closures import Detours
from explorer.sea.hub_labels import Ladder
from explorer.sea.mercator import Ints

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

__all__ = ["channels_of", "detours_of", "ladder_of", "packed"]

NOTHING = 65535
"""Stands for no node in packed numbers."""
COST_STEP_NM, HUB_STEP_NM = 0.01, 0.05
"""Steps in which costs are kept: of links, and to hubs."""


def packed(rows: Iterable[bytes], kind: str) -> tuple[Ints, NDArray[np.generic]]:
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


def _steps(nodes: GeoDataFrame, name: str) -> NDArray[np.float32]:
    """Costs in whole steps, from columns of bytes; such numbers hold any below 2 ** 24."""
    steps, *lower = (packed(nodes[f"{name}_{part}"].array, "u1")[1].astype(np.float32) for part in ("high", "middle", "low"))
    for part in lower:
        steps *= 256
        steps += part
    return steps


def channels_of(nodes: GeoDataFrame) -> Ints:
    """Fairway of each link, else -1."""
    return _numbers(nodes, "channels", "i1")


def ladder_of(nodes: GeoDataFrame) -> Ladder:
    """The links and shortcuts that lead upwards and the hubs of every node, from the data set ``sea_nodes``."""
    first, higher = packed(nodes["up"].array, "<u2")
    first_hub, hub = packed(nodes["hubs"].array, "<u2")
    over, top = _numbers(nodes, "up_over"), np.asarray(nodes["top"], dtype=bool)
    cost = np.full(len(higher), np.inf)
    cost[np.repeat(top, np.diff(first))] = _steps(nodes, "up_costs").astype(float) * COST_STEP_NM
    return Ladder(
        first=first,
        higher=higher.astype(np.int64),
        cost=cost,
        over=np.where(over == NOTHING, -1, over),
        rank=np.asarray(nodes["rank"], dtype=np.int64),
        base=len(nodes) - int(top.sum()),
        first_hub=first_hub,
        hub=hub.astype(np.uint16),
        hub_cost=_steps(nodes, "hub_costs") * np.float32(HUB_STEP_NM),
        hub_rung=packed(nodes["hub_rungs"].array, "u1")[1].astype(np.uint8),
    )


def detours_of(nodes: GeoDataFrame, passages: GeoDataFrame) -> Detours:
    """The plain links, from the data sets ``sea_nodes`` and ``sea_passages``."""
    first, neighbour = packed(nodes["links"].array, "<u2")
    return Detours(
        first=first,
        neighbour=neighbour.astype(np.int64),
        cost=_steps(nodes, "costs").astype(float) * COST_STEP_NM,
        gate=_numbers(nodes, "gates", "i1"),
        gates_more=_many(passages, first, neighbour),
    )


def _many(passages: GeoDataFrame, first_link: Ints, neighbour: NDArray[np.generic]) -> dict[int, tuple[int, ...]]:
    """Links through two or more passages, from the column ``also`` of pairs of nodes."""
    found: dict[int, tuple[int, ...]] = {}
    for number, text in enumerate(passages["also"]):
        for one, other in np.frombuffer(text, dtype="<u2").reshape(-1, 2).tolist():
            for here, there in ((one, other), (other, one)):
                low, high = first_link[here], first_link[here + 1]
                link = int(low + np.flatnonzero(neighbour[low:high] == there)[0])
                found[link] = (*found.get(link, ()), number)
    return found
