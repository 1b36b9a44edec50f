"""Writers that are killed at any moment, and eight at once: nothing acknowledged is lost, and there are no half changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from explorer.workspace.store import Store
from tests.workspace_writer import THREE


@contextmanager
def writers(place: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that starts writers: where its orders go, and where its answers come from."""
    order = [sys.executable, "-m", "tests.workspace_writer", str(place)]
    with subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdin, process.stdout
        finally:
            process.kill()


def heard(answers: IO[str]) -> tuple[int, str]:
    pid, word = answers.readline().split()
    return int(pid), word


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.grid)])
def test_a_writer_killed_at_any_moment_loses_nothing(kills: int, tmp_path: Path) -> None:
    place, chance = tmp_path / "w.sqlite", np.random.default_rng(kills)
    Store.open(str(place)).close()
    kept = 0
    with writers(place) as (orders, answers):
        for _ in range(kills):
            orders.write("write\n")
            pid, word = heard(answers)
            assert word == "start"
            kept = int(heard(answers)[1])
            time.sleep(chance.uniform(0, 0.03))  # the random moment; nothing is waited for
            os.kill(pid, signal.SIGKILL)
            kept = max(kept, *rest(orders, answers))
            store = Store.open(str(place))
            changes = store.changes(after=kept - 1)
            assert changes[0].number == kept, "what was acknowledged is there"
            for change in changes:
                assert [r.name for r in change.revisions] == sorted(THREE)
                assert {r.fields["of"] for r in change.revisions} == {change.number}, "no change is half"
            store.close()
        state = Store.open(str(place)).state()
    assert [change.number for change in Store.open(str(place)).changes()] == list(range(1, state.number + 1))
    assert {revision.number for revision in state.entries.values()} == {state.number}


def rest(orders: IO[str], answers: IO[str]) -> Iterator[int]:
    """What a killed writer had said before its end: everything up to the word of the next one."""
    orders.write("count 0\n")
    while (word := heard(answers)[1]) != "end":
        if word != "start":
            yield int(word)
    yield 0


def test_eight_writers_at_once_lose_no_update(tmp_path: Path) -> None:
    place = tmp_path / "w.sqlite"
    Store.open(str(place)).close()
    with writers(place) as (orders, answers):
        orders.write("count 5\n" * 8)
        ended = 0
        while ended < 8:
            ended += heard(answers)[1] == "end"
    store = Store.open(str(place))
    assert store.state().entries["note", "sum"].fields == {"n": 40}
    assert store.newest() == 40
    tried = len(store.put_aside())
    assert tried == len({(text.author, text.at) for text in store.put_aside()}), "every text that came second is kept"
