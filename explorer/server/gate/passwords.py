"""A shared password: read from a file, held as a keyed digest, tried only so often.

The digest is compared in constant time and its key lives as long as the process, so neither how long a comparison takes nor a
copy of the digest says anything of the password. Failures are counted, and the event loop forgets each after a while.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import stat
from collections import Counter
from pathlib import Path

from explorer.errors import StartError

SHORTEST = 8
"""Letters that a password has at least."""

LONGEST = 1024
FAILURES = 5
"""So many failures an address has in a window before it has to wait."""

FAILURES_OF_ALL = 100
"""So many failures all addresses together have; whoever writes addresses of clients himself gets no further than that."""

WINDOW_S = 60.0


def read_password(file: Path) -> str:
    """The password in the first line of a file.

    Raises
    ------
    StartError
        It cannot be read, others on this machine may read it, or it is too short.
    """
    try:
        mode = file.stat().st_mode
        lines = file.read_bytes()[: 4 * LONGEST].decode("utf-8-sig").splitlines() if stat.S_ISREG(mode) else None
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"{file}: the password cannot be read ({error}).") from error
    if lines is None:
        raise StartError(f"{file} is not a plain file; the password belongs in the first line of one.")
    if mode & stat.S_IRWXO:
        raise StartError(f"{file}: every user of this machine may read or change the password. Run: chmod 600 {file}")
    password = lines[0] if lines else ""
    if not SHORTEST <= len(password) <= LONGEST:
        raise StartError(f"{file}: the password belongs in its first line and needs {SHORTEST} to {LONGEST} letters.")
    return password


class Password:
    """What a typed password is held against."""

    def __init__(self, password: str) -> None:
        self._key = secrets.token_bytes(32)
        self._digest = self._of(password)

    def fits(self, typed: str) -> bool:
        """Whether it is the password; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(self._of(typed), self._digest)

    def _of(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(errors="surrogatepass"), "sha256")


class Tries:
    """Failures of the last minute, by address."""

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()

    def spent(self, address: str) -> bool:
        """Whether an address, or all together, have failed too often to try again now."""
        return self._failures[address] >= FAILURES or self._failures.total() >= FAILURES_OF_ALL

    def failed(self, address: str) -> None:
        """Count a failure, and forget it after the window."""
        self._failures[address] += 1
        asyncio.get_running_loop().call_later(WINDOW_S, self._forget, address)

    def _forget(self, address: str) -> None:
        self._failures[address] -= 1
        if self._failures[address] <= 0:
            del self._failures[address]


class Visits:
    """Who has come in with the password: one random name a browser, known until it leaves or a day's work is over."""

    LENGTH_S = 12 * 3600
    MOST = 10_000

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def begin(self) -> str:
        """A new name; the oldest is forgotten where there are too many."""
        name = secrets.token_urlsafe(32)
        self._names[name] = None
        while len(self._names) > self.MOST:
            del self._names[next(iter(self._names))]
        asyncio.get_running_loop().call_later(self.LENGTH_S, self.end, name)
        return name

    def end(self, name: str) -> None:
        """Forget a name."""
        self._names.pop(name, None)

    def know(self, name: str) -> bool:
        """Whether a name is one that was given out."""
        return name in self._names
