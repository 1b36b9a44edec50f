"""Names of the server in ``Host`` and ``Origin``: how they are read, and which ones are answered to.

A page of another site can make its own name point to this machine; its requests still carry that name. So a server that answers
to its own names alone cannot be read that way.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.errors import StartError, quoted

_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?::(\d{0,5}))?", re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Authority:
    """A name in lower case without brackets and closing dot, and the port that stands beside it, if one does."""

    name: str
    port: int | None = None

    def __str__(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port is None else f"{name}:{self.port}"


@dataclass(frozen=True)
class Origin:
    """Where a page comes from: scheme, name, and the port, which follows from the scheme where none is written."""

    scheme: str
    name: str
    port: int


def read_authority(text: str) -> Authority | None:
    """A name with or without a port, as in ``Host``; None for anything else.

    >>> read_authority("LOCALHOST.:8501")
    Authority(name='localhost', port=8501)
    >>> read_authority("[0:0:0:0:0:0:0:1]")
    Authority(name='::1', port=None)
    >>> [read_authority(text) for text in ("", "a:b", "u@localhost", "localhost:0", "localhost:8501:80", "[::1", "..")]
    [None, None, None, None, None, None, None]
    """
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    name = _settled(found[1].lower())
    port = int(found[2]) if found[2] else None
    return Authority(name, port) if name and (port is None or 0 < port < 65536) else None


def _settled(name: str) -> str:
    """One spelling for each name: addresses in their usual form, no closing dot, which changes nothing; empty for no name."""
    if name.startswith("["):
        address = _address(name[1:-1])
        return "" if address is None or ":" not in name else str(address)
    name = name.removesuffix(".")
    return "" if name.startswith(".") or name.endswith(".") else name


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def origin_of(scheme: str, authority: Authority) -> Origin:
    """The origin of the pages under a name."""
    return Origin(scheme, authority.name, authority.port or _DEFAULT_PORTS[scheme])


def read_origin(text: str) -> Origin | None:
    """An origin as in ``Origin``; None for ``null`` and for anything that no page of a server has.

    >>> read_origin("http://localhost:8501") == read_origin("HTTP://LOCALHOST.:8501")
    True
    >>> read_origin("https://localhost")
    Origin(scheme='https', name='localhost', port=443)
    >>> refused = "null", "", "localhost:8501", "file://", "http://localhost/b", "http://localhost http://localhost"
    >>> [read_origin(text) for text in refused]
    [None, None, None, None, None, None]
    """
    scheme, mark, rest = text.partition("://")
    authority = read_authority(rest)
    if not mark or scheme.lower() not in _DEFAULT_PORTS or authority is None:
        return None
    return origin_of(scheme.lower(), authority)


def loopback(host: str) -> bool:
    """Whether a host is this machine, seen from this machine alone.

    >>> [loopback(host) for host in ("localhost", "127.8.9.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "localhost.example")]
    [True, True, True, True, False, False]
    """
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def everywhere(host: str) -> bool:
    """Whether a server that listens there listens on every address of the machine.

    >>> [everywhere(host) for host in ("0.0.0.0", "::", "127.0.0.1", "localhost")]
    [True, True, False, False]
    """
    address = _address(host)
    return address is not None and address.is_unspecified


@dataclass(frozen=True)
class Names:
    """The names that the server answers to, beside those of loopback.

    ``wide`` is set where it listens on every address of the machine: then the address at which a request came in is its name too.
    """

    known: frozenset[str]
    wide: bool = False

    def admit(self, authority: Authority, reached_at: str = "") -> bool:
        """Whether the server answers to a name; ``reached_at`` is the address of this machine that the request came to.

        >>> names = Names(frozenset({"tumen.example"}), wide=True)
        >>> [names.admit(Authority(name), "192.0.2.7") for name in ("tumen.example", "127.0.0.1", "192.0.2.7", "192.0.2.8")]
        [True, True, True, False]
        """
        if loopback(authority.name) or authority.name in self.known:
            return True
        here = _address(reached_at)
        return self.wide and here is not None and _address(authority.name) == here


def names_of(host: str, machine: str = "", allowed: Iterable[str] = ()) -> Names:
    """The names that follow from where the server listens and from what was allowed on top.

    Parameters
    ----------
    host
        Where the server listens.
    machine
        The machine's own name; it counts where the server listens on every address.
    allowed
        Names, without port, that were named at the start.

    Raises
    ------
    StartError
        An allowed name is none.
    """
    found = {_allowed(name) for name in allowed}
    own = read_authority(f"[{host}]" if ":" in host else host)
    wide = everywhere(host)
    for authority in (own, read_authority(machine) if wide else None):
        found |= {authority.name} if authority else set()
    return Names(frozenset(found), wide)


def _allowed(text: str) -> str:
    authority = read_authority(f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text)
    if authority is None or authority.port is not None:
        raise StartError(f"{quoted(text)} is not a server name. Give --allow-host a name without scheme, port or asterisk.")
    return authority.name
