"""``tumen app``: the explorer in the foreground."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

import click

from explorer.cli.own import followed
from explorer.cli.terminal import TERMINATED, inert_logs, say
from explorer.server import serve
from explorer.server.gate.access import Access
from explorer.world.world import World

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(0, 65535), help="0 means any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others can reach 0.0.0.0.")
@click.option("--workspace", "place", metavar="PLACE", help="A file, or a database's address; by default a file of your own.")
@click.option("--no-workspace", "alone", is_flag=True, help="Show the built-in cards alone.")
@click.option("--read-only", is_flag=True, help="Nobody can write to the workspace.")
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="Another name to answer to, such as a proxy's.")
@click.option("--base-path", default="", metavar="PATH", help="Serve everything below this path, as behind a proxy.")
@click.option("--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A proxy on another machine to trust.")
@click.option("--password-file", type=_FILE, help="Ask for the password in the first line of this file.")
@click.option("--oidc-secrets", type=_FILE, help="Ask for a login with the identity provider of this file.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser once the server answers.")
@click.pass_obj
def app(
    seeds: Path | None,
    port: int,
    host: str,
    place: str | None,
    alone: bool,
    read_only: bool,
    allowed: tuple[str, ...],
    base_path: str,
    proxies: tuple[str, ...],
    password_file: Path | None,
    oidc_secrets: Path | None,
    open_browser: bool,
) -> None:
    """Run the explorer in the foreground and print its address; Ctrl+C ends it."""

    def announce(address: str, exposed: str) -> None:
        say(f"Tumen Explorer: {address}")
        if exposed:
            say(exposed, err=True)
        if open_browser:
            threading.Timer(0.8, webbrowser.open, [address]).start()

    shows = "every card and map" if alone else "every card and map and all of your workspace"
    access = Access(host, allowed, proxies, base_path, password_file, oidc_secrets, shows)
    root = World.load(seeds)
    inert_logs()
    try:
        with followed(root, place, alone=alone, read_only=read_only) as world:
            serve.run(world, access, port, announce)
    except KeyboardInterrupt:
        return  # the usual end of it
    except SystemExit as ended:
        if ended.code != TERMINATED:
            raise
