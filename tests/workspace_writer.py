"""Writers to one workspace, each a process of its own, to be killed at any moment. Orders come in a line each, answers go out.

``write`` starts a writer that adds changes of three entries without end; ``count N`` one that adds 1 to a note N times. Everybody
says ``PID start``, ``PID NUMBER`` for a change that is kept, and ``PID end``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from explorer.errors import EditConflict
from explorer.workspace.change import Edit
from explorer.workspace.state import State
from explorer.workspace.store import Store

THREE = ("one", "two", "three")


def say(word: object) -> None:
    os.write(1, f"{os.getpid()} {word}\n".encode())


def write(store: Store) -> None:
    state = store.state()
    while True:

        def edits(now: State) -> Sequence[Edit]:
            fields = {"of": now.number + 1, "words": "x" * (400 + 97 * (now.number % 50))}
            return [Edit("note", name, "", fields, now.revision_of(("note", name))) for name in THREE]

        state = store.write(edits, state, f"Writer {os.getpid()}", "To be killed.")
        say(state.number)


def count(store: Store, times: int) -> None:
    state = store.state()
    while times:
        state = store.since(state)
        found = state.entries.get(("note", "sum"))
        edit = Edit("note", "sum", "", {"n": (found.fields["n"] if found else 0) + 1}, found.number if found else 0)
        try:
            state = store.write(lambda _, edit=edit: [edit], state, f"Writer {os.getpid()}", "")
        except EditConflict:
            continue
        times -= 1
        say(state.number)


def main(place: str) -> None:
    for line in sys.stdin:
        order, _, number = line.strip().partition(" ")
        if os.fork() == 0:
            try:
                say("start")
                store = Store.open(place)
                write(store) if order == "write" else count(store, int(number))
            finally:
                say("end")
                os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
