"""``tumen app``: the explorer in the foreground."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

import click

from explorer import server
from explorer.cli.terminal import TERMINATED, inert_logs, say
from explorer.world.world import World


@click.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others can reach 0.0.0.0.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser once the server answers.")
@click.pass_obj
def app(seeds: Path | None, port: int, host: str, open_browser: bool) -> None:
    """Run the explorer in the foreground and print its address; Ctrl+C ends it."""

    def announce(address: str) -> None:
        say(f"Tumen Explorer: {address}")
        if open_browser:
            threading.Timer(0.8, webbrowser.open, [address]).start()

    world = World.load(seeds)
    inert_logs()
    try:
        server.serve(world, host, port, announce)
    except KeyboardInterrupt:
        return  # the usual end of it
    except SystemExit as ended:
        if ended.code != TERMINATED:
            raise
