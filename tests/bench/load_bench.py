"""What a crowd costs: seconds to the map with fifty readers, processor time an answer, and what a long use leaves behind."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

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
    """Megabytes that the server's process has grown by after so many runs of the page, half of a thousand before not counted."""
    process = psutil.Process(server.process.pid)
    asyncio.run(visitors.crowd(_port(server), readers, 50, 0.0))
    before = process.memory_info().rss
    asyncio.run(visitors.crowd(_port(server), readers, reruns // readers, 0.0))
    return float(process.memory_info().rss - before) / 1e6
