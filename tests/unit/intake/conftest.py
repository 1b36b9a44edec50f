"""Names for the tests of reading: made once for all of them."""

from __future__ import annotations

import pytest

from explorer.intake.names import Names
from explorer.world.spots import named_in_texts
from explorer.world.world import World


@pytest.fixture(scope="session")
def names(real: World) -> Names:
    """Every name of the bundled world."""
    return Names.known(named_in_texts(real.places))
