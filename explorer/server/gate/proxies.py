"""What a proxy in front says of a request: the scheme, the name and the address that its client used.

Anybody can write these headers, so they count only where the connection comes from a proxy that is known; unless told otherwise
that is one on this machine. The nearest proxy has the last word.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.errors import StartError, quoted

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
ON_THIS_MACHINE = ("127.0.0.0/8", "::1/128")
FORWARDED_HOST = "tumen.forwarded_host"
"""Where the name that a proxy was asked for stands in the scope."""


@dataclass(frozen=True)
class Proxies:
    """Addresses whose word counts."""

    networks: tuple[Network, ...]

    def know(self, client: str) -> bool:
        """Whether an address is one of a proxy."""
        try:
            address = ipaddress.ip_address(client)
        except ValueError:
            return False
        return any(address in network for network in self.networks)

    def first_stranger(self, chain: Sequence[str]) -> str:
        """The address nearest to us that is no proxy; the last words of a chain are the most trustworthy."""
        return next((address for address in reversed(chain) if not self.know(address)), chain[0])


def proxies_of(addresses: Iterable[str]) -> Proxies:
    """Proxies by address or network, beside those on this machine.

    Raises
    ------
    StartError
        One of them is no address.
    """
    networks: list[Network] = [ipaddress.ip_network(text) for text in ON_THIS_MACHINE]
    for text in addresses:
        try:
            networks.append(ipaddress.ip_network(text))
        except ValueError as error:
            raise StartError(
                f"{quoted(text)} is not a proxy address. Give --proxy an address such as 10.0.0.7 or 10.0.0.0/24."
            ) from error
    return Proxies(tuple(networks))


class Forwarded:
    """Puts what a known proxy says into the request."""

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the headers of a proxy, where the request comes from one."""
        client = scope.get("client")
        if scope["type"] in {"http", "websocket"} and client and self._proxies.know(client[0]):
            scope = {**scope, **self._said(scope)}
        await self._app(scope, receive, send)

    def _said(self, scope: Scope) -> dict[str, object]:
        headers = Headers(scope=scope)
        said: dict[str, object] = {}
        scheme = _words(headers, "x-forwarded-proto")[-1:]
        if scheme in (["http"], ["https"]):
            secure = scheme == ["https"]
            said["scheme"] = ("https" if secure else "http") if scope["type"] == "http" else ("wss" if secure else "ws")
        if names := _words(headers, "x-forwarded-host"):
            said[FORWARDED_HOST] = names[-1]
        if chain := _words(headers, "x-forwarded-for"):
            said["client"] = (self._proxies.first_stranger(chain), 0)
        return said


def _words(headers: Headers, name: str) -> list[str]:
    return [word.strip() for line in headers.getlist(name) for word in line.split(",") if word.strip()]
