"""The data sets of the sea network: what their columns mean, and how ``sea_nodes`` is written and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.formats.packed import Columns, Floats, Ints, pack, pack_costs, unpack, unpack_costs

__all__ = ["BANDS", "GRAZE", "PACKED_GRAZE", "SeaNodes", "decode_nodes", "encode_nodes", "pack_numbers", "unpack_numbers"]

Flags = NDArray[np.bool_]

NUMBER, SMALL = "<u2", "i1"
"""How numbers of nodes are kept, of which there are at most 65,535, and those of passages and fairways, which are few."""

NOTHING = 65535
"""Stands for no node."""

TURN = 256
"""Directions are kept as so many parts of a turn."""

BANDS = ("offing", "shoal", "ice")
"""Values of the column ``kind`` of ``sea_bands``: water nearer to land than some clearance, shoals and closed areas, ice.

Each polygon has a ``surcharge``, what a mile inside it adds to the cost. The offing comes in bands that lie inside each other, of
which each adds to the wider ones; shoals and ice count as land that its widest bands keep clear of, so they lie in these as well.
"""

GRAZE = 0.03
"""Sine of the angle to an obstacle's edge below which a line runs along the edge and not into the obstacle."""

PACKED_GRAZE = 0.04
"""The same where the directions of the edges were kept as parts of a turn, of which half a one is 0.012."""


@dataclass(frozen=True)
class SeaNodes:
    """What the rows of ``sea_nodes`` hold beside the positions: n nodes, their m links, and k links that lead upwards.

    Upward links and shortcuts make a contraction hierarchy: each leads from a node to a more important one.
    """

    level: Ints
    """Index of a node's clearance from land, 0 for the widest, shape (n,)."""
    free: Flags
    """Whether a node is no corner but a point where lines of any direction may end, shape (n,)."""
    before: Floats
    """Direction in the plane to the corner before on the obstacle, shape (n, 2); of any length when written, 1 when read."""
    after: Floats
    """The same to the corner after."""
    first: Ints
    """Where the links of each node begin, shape (n + 1,)."""
    neighbour: Ints
    """Shape (m,)."""
    cost_nm: Floats
    """Of each link, shape (m,): its length and what nearness to land, shoals and ice adds."""
    passage: Ints
    """Number of the first passage on each link, else -1, shape (m,)."""
    fairway: Ints
    """Number of the fairway that each link belongs to, else -1, shape (m,)."""
    first_up: Ints
    """Where the upward links of each node begin, shape (n + 1,)."""
    higher: Ints
    """Shape (k,)."""
    up_cost_nm: Floats
    """Of each upward link, shape (k,)."""
    over: Ints
    """The node that an upward link is a shortcut over, else -1, shape (k,)."""
    core: Flags
    """The most important nodes, above which there are only such, shape (n,)."""


def encode_nodes(nodes: SeaNodes) -> dict[str, Sequence[Any]]:
    """Columns of ``sea_nodes`` but for the geometry, in their order, one value a node."""
    return {
        "level": list(nodes.level.astype(np.int8)),
        "free": list(nodes.free),
        "before": list(_turns(nodes.before)),
        "after": list(_turns(nodes.after)),
        "links": pack(nodes.first, nodes.neighbour, NUMBER),
        **pack_costs("costs", nodes.first, nodes.cost_nm),
        "gates": pack(nodes.first, nodes.passage, SMALL),
        "channels": pack(nodes.first, nodes.fairway, SMALL),
        "up": pack(nodes.first_up, nodes.higher, NUMBER),
        "up_over": pack(nodes.first_up, np.where(nodes.over < 0, NOTHING, nodes.over), NUMBER),
        **pack_costs("up_costs", nodes.first_up, nodes.up_cost_nm),
        "core": list(nodes.core),
    }


def decode_nodes(columns: Columns) -> SeaNodes:
    """What ``encode_nodes`` was given, from the columns of ``sea_nodes``: costs in whole steps, directions in parts of a turn."""
    first, neighbour = unpack(columns["links"], NUMBER)
    first_up, higher = unpack(columns["up"], NUMBER)
    over = unpack_numbers(columns["up_over"])
    return SeaNodes(
        level=np.asarray(columns["level"], dtype=np.int64),
        free=np.asarray(columns["free"], dtype=bool),
        before=_directions(columns["before"]),
        after=_directions(columns["after"]),
        first=first,
        neighbour=neighbour.astype(np.int64),
        cost_nm=unpack_costs(columns, "costs"),
        passage=unpack_numbers(columns["gates"], SMALL),
        fairway=unpack_numbers(columns["channels"], SMALL),
        first_up=first_up,
        higher=higher.astype(np.int64),
        up_cost_nm=unpack_costs(columns, "up_costs"),
        over=np.where(over == NOTHING, -1, over),
        core=np.asarray(columns["core"], dtype=bool),
    )


def pack_numbers(numbers: Sequence[int] | Ints) -> bytes:
    """Numbers of nodes of one row, such as the nodes of a fairway or the links of a passage, two nodes each."""
    return np.asarray(numbers).astype(NUMBER).tobytes()


def unpack_numbers(rows: Any, kind: str = NUMBER) -> Ints:
    """Numbers of all rows, laid end to end."""
    return unpack(rows, kind)[1].astype(np.int64)


def _turns(direction: Floats) -> NDArray[np.uint8]:
    turns = np.round(np.arctan2(direction[:, 1], direction[:, 0]) / (2 * np.pi) * TURN).astype(np.int64) % TURN
    return turns.astype(np.uint8)


def _directions(turns: Any) -> Floats:
    angle = np.asarray(turns, dtype=float) * (2 * np.pi / TURN)
    return np.column_stack([np.cos(angle), np.sin(angle)])
