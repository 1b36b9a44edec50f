"""The one clock: a revision bears the time at which it was made. Nothing that is shown depends on the time of day otherwise."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
