"""Where each reader's map looks, as the map itself has told.

A pan or zoom causes no run of the script, and Streamlit's page sends the address that it knew when it was opened, not the one
that stands there now. So the map tells the server its frame; the next run, another page and every export read it here.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from typing import Any

from explorer.errors import ViewError
from explorer.views.view import MAX_ZOOM, MIN_ZOOM, Camera

KEPT = 1000
"""So many readers are remembered; the one longest silent is forgotten first."""

_frames: OrderedDict[str, tuple[int, Camera]] = OrderedDict()
_lock = threading.Lock()


def told(reader: str, order: int, camera: Camera) -> None:
    """Note where a reader's map looks after it obeyed an order."""
    with _lock:
        _frames[reader] = (order, camera)
        _frames.move_to_end(reader)
        while len(_frames) > KEPT:
            _frames.popitem(last=False)


def latest(reader: str, order: int) -> Camera | None:
    """Where the map looks since it obeyed this order; None when it has not moved since."""
    with _lock:
        number, camera = _frames.get(reader, (None, None))
    return camera if number == order else None


def read(message: Any) -> tuple[str, int, Camera]:
    """Reader, order and frame out of a map's message.

    Raises
    ------
    ViewError
        The message is no frame.

    >>> read({"reader": "r", "order": 2, "lon": 130.51234, "lat": 42.25, "zoom": 9})
    ('r', 2, Camera(lon=130.5123, lat=42.25, zoom=9.0))
    """
    match message:
        case {
            "reader": str(reader),
            "order": int(order),
            "lon": float() | int(),
            "lat": float() | int(),
            "zoom": float() | int(),
        }:
            try:
                lon, lat, zoom = (float(message[key]) for key in ("lon", "lat", "zoom"))
            except (TypeError, ValueError, OverflowError) as error:
                raise ViewError("lon, lat and zoom of a frame are numbers.") from error
            sound = all(map(math.isfinite, (lon, lat, zoom))) and abs(lon) <= 180 and abs(lat) <= 90
            if sound and MIN_ZOOM <= zoom <= MAX_ZOOM and 0 < len(reader) <= 64:
                return reader, order, Camera(round(lon, 4), round(lat, 4), round(zoom, 2))
    raise ViewError("A frame has reader, order, lon, lat and zoom.")
