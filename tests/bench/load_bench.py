"""What a crowd costs: seconds to the map with fifty readers, processor time an answer, and what a long use leaves behind."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

from explorer.sessions.manager import KEPT_S
from tests import visitors
from tests.browser.harness import Server

READERS, PAUSE_S = 50, 5.0
SOAK = 10_000


@dataclass(frozen=True)
class Crowd:
    """Of fifty readers who filter every five seconds."""

    p50_s: float
    p95_s: float
    failed: int
    cpu_ms: float


def _port(server: Server) -> int:
    return urlsplit(server.address).port or 0


def _cpu_s(server: Server) -> float:
    times = psutil.Process(server.process.pid).cpu_times()
    return float(times.user + times.system)


def crowd(server: Server, rounds: int) -> Crowd:
    """Fifty readers, each with so many changes of a filter; their openings count as answers of the processor."""
    before = _cpu_s(server)
    answers = asyncio.run(visitors.crowd(_port(server), READERS, rounds, PAUSE_S))
    took = [answer.map_s for answer in answers]
    failed = sum(bool(answer.faults) or not answer.map_s for answer in answers)
    cpu_ms = 1e3 * (_cpu_s(server) - before) / (len(answers) + READERS)
    return Crowd(visitors.percentile(took, 50), visitors.percentile(took, 95), failed, cpu_ms)


def grown_mb(server: Server, reruns: int = SOAK, readers: int = 10) -> float:
    """Megabytes that the server's process has grown by after so many runs of the page, a thousand before them not counted.

    Both times the readers have gone, and what their sessions held has been given back.
    """
    _answered(server, 1000, readers)
    before = _at_rest_mb(server)
    _answered(server, reruns, readers)
    return _at_rest_mb(server) - before


def _answered(server: Server, count: int, readers: int) -> None:
    asyncio.run(visitors.crowd(_port(server), readers, count // readers, 0.0))


def _at_rest_mb(server: Server) -> float:
    time.sleep(KEPT_S + 5.0)
    return float(psutil.Process(server.process.pid).memory_info().rss) / 1e6
