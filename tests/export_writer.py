"""Exports to one place, each in a process of its own, to be killed at any moment. Orders come in a line each, answers go out.

``once VIEW`` exports one view and ends; ``ever VIEW VIEW…`` starts a process that exports them in turn without end. Everybody
says ``PID start``, and one that ends says ``PID end``.
"""

from __future__ import annotations

import os
import sys
from itertools import cycle

import pytest

from explorer.cli.main import main as command
from explorer.world.world import World

ANSWERS = os.dup(1)


def say(word: str) -> None:
    os.write(ANSWERS, f"{os.getpid()} {word}\n".encode())


def export(view: str, target: str) -> None:
    command(["export", "--view", view, "-o", target, "--force"], standalone_mode=False)


def main(target: str) -> None:
    world = World.load()
    pytest.MonkeyPatch().setattr(World, "load", lambda _: world)  # read once for all processes that begin here
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the command says is not what is answered here
    for line in sys.stdin:
        order, *names = line.split()
        if os.fork() == 0:
            say("start")
            for view in cycle(names) if order == "ever" else names:
                export(view, target)
            say("end")
            os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
