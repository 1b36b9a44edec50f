"""How open pages follow a workspace: a change brings a new world, and every browser draws it within two seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.app import cache as shared
from explorer.sessions.again import run_all_again
from explorer.views.read import parse
from explorer.workspace.watch import watch
from explorer.workspace.workspace import Workspace
from explorer.world.world import World

_open: list[tuple[World, Workspace]] = []


def workspace() -> Workspace | None:
    """The workspace that this process shows, to write to; None where the built-in cards are shown alone."""
    return _open[0][1] if _open else None


def opened() -> Workspace:
    """The same, for pages that are there only where it is."""
    return _open[0][1]


def follow(root: World, found: Workspace) -> Callable[[], None]:
    """Show a workspace on the built-in world from now on, and every change of it; what comes back ends that."""
    _open[:] = [(root, found)]
    stop = threading.Event()
    told = (found.store, lambda: found.revision, take_up, stop)
    thread = threading.Thread(target=watch, args=told, name="workspace", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()
        _open.clear()

    return end


def take_up() -> World:
    """Show what stands in the workspace now. Whoever has written to it calls this and need not wait.

    The session that calls it in a run of its page is not asked to run again: what it draws next is the new world already.
    """
    root, found = _open[0]
    now = found.refresh()
    if now.state.number != shared.newest().revision:
        shared.replace(root.beside(now, found.at))
        run = get_script_run_ctx(suppress_warning=True)
        run_all_again(run.session_id if run else "")
    return shared.newest()


def begin() -> None:
    """Begin a run of a page: keep the world that it shows."""
    shared.begin(parse(st.query_params.to_dict())[0])
