"""Names of time zones that stand behind a time and mean one offset. What means several (CST, IST, BST) is left out."""

from __future__ import annotations

from collections.abc import Mapping

OFFSET_MIN: Mapping[str, int] = {
    "z": 0, "utc": 0, "gmt": 0, "kst": 540, "jst": 540, "hkt": 480, "msk": 180, "мск": 180, "msd": 240, "krat": 420, "irkt": 480,
    "yakt": 540, "vlat": 600, "vlad": 600, "magt": 660, "sakt": 660, "pett": 720, "cet": 60, "cest": 120, "est": -300,
    "edt": -240, "pst": -480, "pdt": -420,
}  # fmt: skip
"""Minutes east of Greenwich by the name in small letters."""


def written(name: str) -> str | None:
    """The offset of a zone as ISO 8601 writes it; None for a name that is not known.

    >>> written("KST"), written("est"), written("abc")
    ('+09:00', '-05:00', None)
    """
    minutes = OFFSET_MIN.get(name.lower())
    if minutes is None:
        return None
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
