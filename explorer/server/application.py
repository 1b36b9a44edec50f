"""The ASGI application: Streamlit's page with our routes beside it, and the gate around both."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.types import ASGIApp

from explorer import app
from explorer.app import cache as shared
from explorer.render.web.payload import ONLINE_TILES
from explorer.server import api, page_words
from explorer.server.gate import health, page, pinned
from explorer.server.gate.access import Access, gate
from explorer.server.gate.base_path import read_base_path
from explorer.server.gate.uploads import Uploads
from explorer.server.layers import Layers, warm
from explorer.sessions import descriptors
from explorer.sessions.manager import App
from explorer.sessions.wire import Frames
from explorer.world.world import World


def application(world: World, access: Access | None = None) -> ASGIApp:
    """The application for one world.

    Parameters
    ----------
    world
        Loaded and checked; it is shared by all sessions and never changed.
    access
        Who may talk to it; readers on this machine unless told otherwise.

    Raises
    ------
    StartError
        Something in ``access`` is not as it has to be.
    """
    access = access or Access()
    pinned.pin([access.oidc_secrets] if access.oidc_secrets else [])
    tiles = urlsplit(ONLINE_TILES["url"])
    words = page_words.table()
    around = gate(access, f"{tiles.scheme}://{tiles.netloc}", words)
    layers = Layers(world)
    shared.install(world, layers.addresses)
    # no daemon: one cut off inside GEOS would abort the process
    threading.Thread(target=warm, args=(world, layers), name="layers").start()
    inner = [Middleware(Frames), Middleware(Uploads), Middleware(page.BaseAddress, read_base_path(access.base_path), words)]
    routes = api.routes(layers, (*health.CHECKS, descriptors.shortage))
    return around(App(Path(app.__file__).with_name("main.py"), middleware=inner, routes=routes))
