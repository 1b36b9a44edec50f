"""Notices of what could not be read: the first ten in full, the others counted, so that an answer stays short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

MOST = 10
"""So many notices are told in full."""


class Notices:
    """What has to be said about a question, in the order in which it came up."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0

    def say(self, sentence: str) -> None:
        """Tell a sentence, or count it."""
        self.each([sentence], str)

    def each(self, words: Iterable[str], tell: Callable[[str], str]) -> None:
        """Tell a sentence of each of these words once; those that are only counted are never made.

        Parameters
        ----------
        tell
            Makes the sentence; it may look for what was meant, which takes time.
        """
        left = iter(dict.fromkeys(words))
        self._told += map(tell, islice(left, MOST - len(self._told)))
        self._more += sum(1 for _ in left)

    def __iter__(self) -> Iterator[str]:
        yield from self._told
        if self._more:
            yield "There is 1 more fault." if self._more == 1 else f"There are {self._more} more faults."


def bounded(sentences: Iterable[str]) -> tuple[str, ...]:
    """The first ten sentences, and how many more there are.

    >>> bounded(["one.", "two."]), bounded(map(str, range(12)))[10:]
    (('one.', 'two.'), ('There are 2 more faults.',))
    """
    notices = Notices()
    notices.each(sentences, str)
    return tuple(notices)
