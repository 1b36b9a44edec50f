"""Who may talk to the server, as one value; the gate that follows from it; and who can read what, in one line."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from explorer.errors import StartError
from explorer.server.gate import headers, page
from explorer.server.gate.base_path import BasePath, read_base_path
from explorer.server.gate.guard import Guard
from explorer.server.gate.login import PasswordLogin
from explorer.server.gate.names import everywhere, loopback, names_of
from explorer.server.gate.oidc import OidcLogin, read_guests
from explorer.server.gate.passwords import Password, read_password
from explorer.server.gate.proxies import Forwarded, proxies_of

Wrap = Callable[[ASGIApp], ASGIApp]


@dataclass(frozen=True)
class Access:
    """Who may talk to the server, and where it stands.

    Parameters
    ----------
    host
        The address that it listens on.
    allowed
        Names that it answers to beside its own.
    proxies
        Addresses of proxies in front, beside those on this machine.
    base_path
        The path that everything stands below, as behind a proxy.
    password_file, oidc_secrets
        What a login is held against; without one of them there is none.
    shows
        What there is to read, in the words of the line that says who can.
    """

    host: str = "127.0.0.1"
    allowed: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    base_path: str = ""
    password_file: Path | None = None
    oidc_secrets: Path | None = None
    shows: str = "every card and map"


def gate(access: Access, tiles: str, words: str = "{}") -> Wrap:
    """The gate, to be put around an application: from the outside headers, proxies, names, base path, login.

    Parameters
    ----------
    tiles
        The one other server that the frame of the map may show pictures of, where its reader opts in.
    words
        Streamlit's own words by language, as JSON; they are part of the script that the page may run.

    Raises
    ------
    StartError
        Something in ``access`` is not as it has to be.
    """
    base_path = read_base_path(access.base_path)
    names, proxies = names_of(access.host, socket.gethostname(), access.allowed), proxies_of(access.proxies)
    login = _login(access, base_path)
    policies = {"page": page.policy(base_path, words), "frame": headers.frame_policy(tiles)}

    def around(inner: ASGIApp) -> ASGIApp:
        guard = Guard(BasePath(login(inner), base_path), names)
        return headers.Headers(Forwarded(guard, proxies), **policies, base_path=base_path)

    return around


def _login(access: Access, base_path: str) -> Wrap:
    if access.password_file and access.oidc_secrets:
        raise StartError("Only one login is possible: give --password-file or --oidc-secrets, not both.")
    if access.password_file:
        password = Password(read_password(access.password_file))
        return lambda inner: PasswordLogin(inner, password, base_path)
    if access.oidc_secrets:
        guests = read_guests(access.oidc_secrets)
        return lambda inner: OidcLogin(inner, guests)
    return lambda inner: inner


def announced(access: Access, port: int) -> str:
    """The address to open on this machine.

    >>> announced(Access("::1", base_path="maps"), 8501), announced(Access("0.0.0.0"), 80)
    ('http://[::1]:8501/maps/', 'http://localhost:80')
    """
    name = "localhost" if everywhere(access.host) else access.host
    base_path = read_base_path(access.base_path)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{f'{base_path}/' if base_path else ''}"


def exposure(access: Access, port: int) -> str:
    """Who else can read what, in one line; empty where only readers on this machine can reach the server.

    >>> exposure(Access(), 8501)
    ''
    >>> exposure(Access(host="0.0.0.0"), 8501)  # doctest: +ELLIPSIS
    'Everybody who can reach port 8501 of this machine can read every card and map here, and change nothing; --password-file ...'
    """
    if loopback(access.host) and not access.allowed:
        return ""
    where = f"port {port} of this machine" if not loopback(access.host) else f"the proxy for {', '.join(access.allowed)}"
    advice = "what is typed travels unencrypted unless a proxy with HTTPS stands in front"
    if access.password_file:
        who = f"Whoever knows the password and can reach {where}"
    elif access.oidc_secrets:
        who = f"Whoever can log in with the identity provider and reach {where}"
    else:
        who, advice = f"Everybody who can reach {where}", "--password-file or --oidc-secrets asks who they are"
    return f"{who} can read {access.shows} here, and change nothing; {advice}."
