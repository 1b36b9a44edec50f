"""Running the application until it is interrupted. The door of the server."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

import uvicorn

from explorer.app import heavy
from explorer.errors import StartError, quoted
from explorer.server.application import application
from explorer.server.gate import pinned
from explorer.server.gate.access import Access, announced, exposure
from explorer.sessions import descriptors, memory
from explorer.world.world import World


def run(world: World, access: Access, port: int, announce: Callable[[str, str], None]) -> None:
    """Run the application until it is interrupted.

    Parameters
    ----------
    announce
        Called once the port is ours and the application is about to answer, with the address and a line that says who else can
        read what, which is empty where nobody can.

    Raises
    ------
    StartError
        When the port is in use, the host is none of this machine's, or something in ``access`` is not as it has to be.
    """
    descriptors.raise_limit()
    memory.few_heaps()
    with _listen(access.host, port) as listener:
        inner = application(world, access)
        taken = int(listener.getsockname()[1])
        announce(announced(access, taken), exposure(access, taken))
        settings = uvicorn.Config(
            inner, log_level="warning", access_log=False, server_header=False, proxy_headers=False, root_path="",
            ws_max_size=pinned.MESSAGE_MB * 1024 * 1024, env_file=None,
        )  # fmt: skip
        logging.getLogger("uvicorn.error").addFilter(_worth_telling)
        with heavy.working(world):
            uvicorn.Server(settings).run(sockets=[listener])


def _worth_telling(record: logging.LogRecord) -> bool:
    """Not what uvicorn says of every websocket that the gate refused with an answer."""
    return "without completing handshake" not in record.getMessage()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise StartError(f"{quoted(host)} is not a name or address of this machine. Try 127.0.0.1.") from error
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        other = port + 1 if port < 65535 else 0
        raise StartError(f"Port {port} on {host} cannot be used ({reason.lower()}). Try tumen app --port {other}.") from error
    return listener
