"""How the things of the cards are named: slugs, codes of documents, and claim ids such as ``B42`` or ``KCNA12``.

A claim's id is its document's code, one to four capital letters, and a number of two or three digits.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

CLAIM_PATTERN = r"[A-Z]{1,4}[0-9]{2,3}"
"""A claim id as a regular expression without groups, to be set into others."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
FormerId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,80}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
ClaimId = Annotated[str, StringConstraints(pattern=rf"^{CLAIM_PATTERN}$")]
ClaimOrEvent = Annotated[str, StringConstraints(pattern=rf"^(?:{CLAIM_PATTERN}|event:[a-z0-9-]+)$")]
"""``B42`` or ``event:treaty-signed-2024-06-19``."""

_CLAIM_ID = re.compile(CLAIM_PATTERN)


def is_claim_id(ref: str) -> bool:
    """Whether a reference names a claim (``B42``) and not an event (``event:…``).

    >>> is_claim_id("B42"), is_claim_id("KCNA12"), is_claim_id("event:treaty-signed-2024-06-19")
    (True, True, False)
    """
    return bool(_CLAIM_ID.fullmatch(ref))


def code_of(claim_id: str) -> str:
    """The code of the document that a claim stands in.

    >>> code_of("B42"), code_of("KCNA12")
    ('B', 'KCNA')
    """
    return claim_id.rstrip("0123456789")


def claim_order(claim_id: str) -> tuple[str, int]:
    """Code and number: the order in which claim ids are listed.

    >>> sorted(["B100", "AA01", "B20", "A02"], key=claim_order)
    ['A02', 'AA01', 'B20', 'B100']
    """
    code = code_of(claim_id)
    return code, int(claim_id[len(code) :])
