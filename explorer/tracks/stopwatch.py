"""How long a run took: a figure of its summary that depends on more than what went in, and the only one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Runs from when it is made."""

    began: float = field(default_factory=time.perf_counter)

    def seconds(self) -> float:
        """Seconds since it was made."""
        return time.perf_counter() - self.began
