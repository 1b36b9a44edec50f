"""Tasks for a process of the queue, which finds them by the name of this module."""

from __future__ import annotations

import os
import time
from pathlib import Path

from explorer.errors import ExportError
from explorer.work import so_far


def add(ground: int, number: int) -> int:
    return ground + number


def who(ground: int) -> int:
    return os.getpid()


def refuse(ground: int, words: str) -> None:
    raise ExportError(words)


def die(ground: int) -> None:
    os._exit(3)


def forever(ground: int) -> None:
    while True:
        time.sleep(0.01)


def in_steps(ground: int, go_on: str) -> str:
    """Tells that it has begun, and waits for a file before it ends."""
    so_far.tell("half of it")
    while not Path(go_on).exists():
        time.sleep(0.01)
    return "done"
