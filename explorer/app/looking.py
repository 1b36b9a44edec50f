"""Reading a file of map data in the process for heavy work."""

from __future__ import annotations

from explorer.layers.layer import Corrections, Reading
from explorer.layers.progress import heard_by
from explorer.layers.read import File, read_file
from explorer.work.so_far import tell
from explorer.world.world import World


def look(_: World, name: str, content: bytes, told: Corrections) -> Reading:
    """What a file holds, read with the corrections of the page.

    Raises
    ------
    LayerError
        Nothing of it can be used; the message says why and what to do.
    """
    with heard_by(tell, len(content)):
        return read_file(File(name, content), told)
