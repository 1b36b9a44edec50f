"""Logins with an identity provider (OpenID Connect), by Streamlit's ``st.login`` routes, in front of everything.

Streamlit asks the provider and keeps the answer in a signed cookie, but guards nothing with it: a page has to ask. Here every
request does, the API, files and websocket included. The file of secrets is Streamlit's, with ``[auth]``; a table ``[tumen]`` of
ours may name who comes in, by mail address or by everything after the ``@``.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.runtime.secrets import AttrDict, secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from explorer.errors import StartError
from explorer.server.gate.answers import refuse, wants_page
from explorer.server.gate.health import ADDRESS as HEALTH
from explorer.server.gate.login import kept_private

LOGIN = "/auth/login"
LOGOUT = "/auth/logout"
CALLBACK = "/oauth2callback"
OPEN = frozenset({HEALTH, LOGIN, LOGOUT, CALLBACK})
"""What is answered without a login: health, and the way in and out."""

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
_PROVIDER = "default"


@dataclass(frozen=True)
class Guests:
    """Who may come in: addresses, and domains with ``@`` before; where none is named, whoever the provider knows."""

    names: frozenset[str] = frozenset()

    def welcome(self, user: Mapping[str, Any]) -> bool:
        """Whether a user of the provider may come in.

        >>> guests = Guests(frozenset({"a@one.example", "@two.example"}))
        >>> [guests.welcome({"email": mail}) for mail in ("A@one.example", "b@two.example", "b@one.example", "@two.example@x")]
        [True, True, False, False]
        >>> guests.welcome({"email": "a@one.example", "email_verified": False})
        False
        """
        if not self.names:
            return True
        mail = str(user.get("email", "")).lower()
        domain = mail.rpartition("@")[2]
        return user.get("email_verified") is not False and (mail in self.names or f"@{domain}" in self.names)


def read_guests(file: Path) -> Guests:
    """Look through the file of secrets, which has to be pinned already, and read who may come in.

    Raises
    ------
    StartError
        The library for logins is not installed, or something is missing in the file.
    """
    if importlib.util.find_spec("authlib") is None:
        raise StartError("Logins with an identity provider need Authlib. Run: pip install 'tumen[login]'")
    if not file.is_file() or not secrets_singleton.load_if_toml_exists():
        raise StartError(f"{file} cannot be read as a file of secrets in TOML.")
    auth, own = (_table(name) for name in ("auth", "tumen"))
    missing = [name for name in NEEDED if not isinstance(auth.get(name), str) or not auth[name]]
    if missing:
        raise StartError(f"{file}: [auth] lacks {', '.join(missing)}.")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise StartError(f"{file}: cookie_secret of [auth] needs {SHORTEST_SECRET} random characters or more.")
    if not auth["redirect_uri"].endswith(CALLBACK):
        raise StartError(f"{file}: redirect_uri of [auth] is the address of the explorer with {CALLBACK} at its end.")
    return Guests(frozenset(_mails(file, own.get("allow", []))))


def _table(name: str) -> Mapping[str, Any]:
    found = secrets_singleton.get(name)
    return found.to_dict() if isinstance(found, AttrDict) else {}


def _mails(file: Path, names: Any) -> list[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) and "@" in name for name in names):
        raise StartError(f"{file}: allow of [tumen] is a list of mail addresses, or of domains such as '@example.org'.")
    return [name.strip().lower() for name in names]


def user_of(cookies: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Who has logged in, out of the cookie that Streamlit has signed; None for nobody."""
    found = get_cookie_with_chunks(_signed(cookies), USER_COOKIE_NAME)
    try:
        user = json.loads(found) if found else None
    except ValueError:
        return None
    return user if isinstance(user, dict) and user.get("is_logged_in") is True else None


def _signed(cookies: Mapping[str, str]) -> Callable[[str], bytes | None]:
    def content(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace")) if value else None

    return content


class OidcLogin:
    """Lets through who has logged in with the provider and is welcome, and sends browsers that have not there."""

    def __init__(self, app: ASGIApp, guests: Guests) -> None:
        self._app = app
        self._guests = guests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a guest through, send a page's reader to the provider, refuse everybody else."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        user = user_of(HTTPConnection(scope).cookies)
        if user is not None and self._guests.welcome(user):
            await self._app(scope, receive, kept_private(send))
        elif user is not None:
            words = f"You are logged in, but not allowed in here. To log in as somebody else: {LOGOUT}"
            await refuse(scope, receive, send, 403, words)
        elif wants_page(scope):
            await RedirectResponse(f"{LOGIN}?provider={encode_provider_token(_PROVIDER)}", 303)(scope, receive, send)
        else:
            await refuse(scope, receive, send, 401, "Log in first: open the explorer in a browser.")
