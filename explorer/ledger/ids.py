"""How the things of the cards are named: slugs, and claim ids such as ``B42``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2,3}$")]

_CLAIM_ID = re.compile(r"[A-Z][0-9]{2,3}")


def is_claim_id(ref: str) -> bool:
    """Whether a reference names a claim (``B42``) and not an event (``event:…``).

    >>> is_claim_id("B42"), is_claim_id("event:treaty-signed-2024-06-19")
    (True, False)
    """
    return bool(_CLAIM_ID.fullmatch(ref))
