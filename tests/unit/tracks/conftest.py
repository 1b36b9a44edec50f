"""Ground for positions, made once: the real zones, ports and legs."""

from __future__ import annotations

import pytest

from explorer.tracks.ground import Ground
from explorer.world.harbours import ground as of_world
from explorer.world.world import World


@pytest.fixture(scope="session")
def ground(real: World) -> Ground:
    return of_world(real)
