"""Answers questions to the sea router of whichever tree of this project comes first on the path; one JSON value a line.

In comes an origin, a destination and what is closed, or ``null`` to forget everything asked before. Out come the milliseconds
that it took and the passages on the way. ``sea_bench.beside`` asks two trees in turn, so that both are timed at the same moments.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from explorer.sea.network import SeaRoute
from explorer.world.load import sea_network


def answers() -> Iterator[dict[str, Any]]:
    """First what loading took, then an answer for each line of the input."""
    began = time.perf_counter()
    sea = sea_network()
    yield {"ms": (time.perf_counter() - began) * 1e3}
    for question in map(json.loads, sys.stdin):
        began = time.perf_counter()
        if question is None:
            sea, found = replace(sea), None
        else:
            found = sea.route(*question)
        took = (time.perf_counter() - began) * 1e3
        yield {"ms": took, "passages": found.passages if isinstance(found, SeaRoute) else ()}


if __name__ == "__main__":
    for answer in answers():
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
