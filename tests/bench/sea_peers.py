"""Asks a public sea router for many routes; run by an interpreter that has it, speaks JSON, imports nothing of ours."""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def searoute(pairs: list[list[list[float]]]) -> list[dict[str, Any]]:
    """Answers of searoute-py."""
    import searoute as peer

    def ask(start: list[float], end: list[float]) -> tuple[float, list[list[float]]]:
        found = peer.searoute(start, end, units="naut")
        return float(found.properties["length"]), [list(point) for point in found.geometry["coordinates"]]

    return _timed(ask, pairs)


def scgraph(pairs: list[list[list[float]]]) -> list[dict[str, Any]]:
    """Answers of scgraph's own maritime network."""
    from scgraph.geographs.marnet import marnet_geograph as peer

    def ask(start: list[float], end: list[float]) -> tuple[float, list[list[float]]]:
        ends = [{"longitude": lon, "latitude": lat} for lon, lat in (start, end)]
        found = peer.get_shortest_path(origin_node=ends[0], destination_node=ends[1], output_units="km")
        return float(found["length"]) / 1.852, [[lon, lat] for lat, lon in (point[:2] for point in found["coordinate_path"])]

    return _timed(ask, pairs)


def _timed(ask: Any, pairs: list[list[list[float]]]) -> list[dict[str, Any]]:
    answers = []
    for start, end in pairs:
        try:
            ask(start, end)
            began = time.perf_counter()
            length, line = ask(start, end)
            answers.append({"nm": length, "line": line, "ms": (time.perf_counter() - began) * 1e3})
        except Exception as fault:  # noqa: BLE001  # a stranger's program: whatever it raises counts as no answer
            answers.append({"nm": None, "line": [], "ms": 0.0, "fault": type(fault).__name__})
    return answers


if __name__ == "__main__":
    json.dump({"searoute": searoute, "scgraph": scgraph}[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
