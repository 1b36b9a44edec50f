"""``tumen app``: the explorer in the foreground."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

import click

from explorer import server
from explorer.cli.own import followed
from explorer.world.world import World


@click.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others can reach 0.0.0.0.")
@click.option(
    "--workspace", "place", metavar="PLACE", help="A file, or the address of a database; by default a file of your own."
)
@click.option("--no-workspace", "alone", is_flag=True, help="Show the built-in cards alone.")
@click.option("--read-only", is_flag=True, help="Nobody writes to the workspace.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser once the server answers.")
@click.pass_obj
def app(
    seeds: Path | None, port: int, host: str, place: str | None, alone: bool, read_only: bool, open_browser: bool
) -> None:  # fmt: skip
    """Run the explorer in the foreground and print its address; Ctrl+C ends it."""

    def announce(address: str) -> None:
        click.echo(f"Tumen Explorer: {address}")
        if open_browser:
            threading.Timer(0.8, webbrowser.open, [address]).start()

    with followed(World.load(seeds), place, alone=alone, read_only=read_only) as world:
        server.serve(world, host, port, announce)
