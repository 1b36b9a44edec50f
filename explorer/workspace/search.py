"""Full text over documents, claims and dated facts, and over what a workspace holds beside them: ranked, with the words around.

The index is made of the cards, in memory, by SQLite's FTS5: so the built-in corpus, a workspace in a file and one on PostgreSQL
are searched in the same way and in the same order. It is cut into trigrams, with which Korean, written without spaces before
a particle, is found as well as any other language; a word of one or two letters is looked for letter by letter.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from explorer.cards.read import Cards
from explorer.ledger.gazetteer import folded
from explorer.workspace.searched import Basis, Key, Text, moved_sites, named_sites, searched, text_of
from explorer.workspace.state import State

MAX_WORDS, MAX_LENGTH = 12, 200
AROUND = 70
"""Letters of a snippet on either side of what was found."""


@dataclass(frozen=True)
class Hit:
    """Something that holds every word. ``kind`` and ``id`` name it as a view selects it; a lower ``rank`` is better.

    ``where`` says in which part the first word stands: title, words, or a name of its places that no sentence holds.
    """

    kind: str
    id: str
    title: str
    snippet: str
    rank: float
    where: str


class Index:
    """A search index that follows the cards it is asked about; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._connection.close)
        self._connection.execute("CREATE VIRTUAL TABLE found USING fts5(title, body, names, tokenize='trigram')")
        self._rows: dict[Key, tuple[int, Basis]] = {}
        self._texts: dict[int, tuple[Key, Text, str]] = {}
        self._plain_names = lru_cache(maxsize=4096)(_plain)  # claims share the names of their places
        self._next = 1
        self._seen: tuple[Cards | None, State | None] = (None, None)

    def find(self, cards: Cards, words: str, limit: int = 20, state: State | None = None) -> tuple[Hit, ...]:
        """What holds all of the words, the best first.

        Parameters
        ----------
        words
            Separated by spaces; "words in quotes" stand together. Case, accents and dashes do not matter.
        state
            A workspace, whose papers and notes are searched as well.
        """
        wanted = words_in(words)
        if not wanted:
            return ()
        with self._lock:
            if self._seen[0] is not cards or self._seen[1] is not state:
                self._follow(cards, state)
                self._seen = (cards, state)
            found = self._ranked(wanted)
            return tuple(self._hit(row, rank, wanted) for row, rank in found[:limit])

    def _follow(self, cards: Cards, state: State | None) -> None:
        """Take up what is new or has changed, and drop what is gone."""
        things, moved = searched(cards, state), moved_sites(self._seen[0], cards)
        gone = [
            key for key, (_, basis) in self._rows.items()
            if things.get(key) != basis or (moved and not moved.isdisjoint(named_sites(basis)))
        ]  # fmt: skip
        self._connection.execute("BEGIN")
        for key in gone:
            row, _ = self._rows.pop(key)
            self._connection.execute("DELETE FROM found WHERE rowid = ?", (row,))
            del self._texts[row]
        sites = cards.gazetteer.by_id
        for key in [key for key in things if key not in self._rows]:
            self._add(key, things[key], text_of(things[key], sites))
        self._connection.execute("COMMIT")

    def _add(self, key: Key, basis: Basis, text: Text) -> None:
        row = self._next
        self._next += 1
        plain = (_plain(text.title), _plain(text.body), self._plain_names(text.names))
        self._connection.execute("INSERT INTO found(rowid, title, body, names) VALUES (?, ?, ?, ?)", (row, *plain))
        self._rows[key], self._texts[row] = (row, basis), (key, text, "\n".join(plain))

    def _ranked(self, wanted: tuple[str, ...]) -> list[tuple[int, float]]:
        long, short = [word for word in wanted if len(word) > 2], [word for word in wanted if len(word) <= 2]
        if long:
            query = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
            found = self._connection.execute(
                "SELECT rowid, bm25(found, 4.0, 2.0, 1.0) FROM found WHERE found MATCH ? ORDER BY 2, 1", (query,)
            )
            rows = [(int(row), float(rank)) for row, rank in found]
        else:
            rows = [(row, 0.0) for row in self._texts]
        return [(row, rank) for row, rank in rows if all(word in self._texts[row][2] for word in short)]

    def _hit(self, row: int, rank: float, wanted: tuple[str, ...]) -> Hit:
        (kind, identifier), text, plain = self._texts[row]
        return Hit(kind, identifier, text.title, snippet(text.body, wanted), round(rank, 4), _where(plain, wanted))


def _where(plain: str, wanted: tuple[str, ...]) -> str:
    title, _, rest = plain.partition("\n")
    body, _, _ = rest.rpartition("\n")
    parts = (("in its title", title), ("in its words", body))
    return next((words for words, part in parts if wanted[0] in part), "by a name of its places")


def words_in(text: str) -> tuple[str, ...]:
    """The words of a question as the index has them; what stands in quotes is one.

    >>> words_in('Rajin "Pier No. 3" 라진')
    ('rajin', 'pier no. 3', '라진')
    """
    parts = re.findall(r'"([^"]+)"|(\S+)', text[:MAX_LENGTH])
    words = (_plain(quoted or bare.strip('"')).strip() for quoted, bare in parts)
    return tuple(dict.fromkeys(word for word in words if word))[:MAX_WORDS]


def _plain(text: str) -> str:
    """A text as it is compared: letters composed, without accents and case."""
    return folded(text.replace("\0", ""))


def snippet(body: str, wanted: Iterable[str]) -> str:
    """The part of a text around the first of the words that stands in it.

    >>> snippet("Boxcars stood at Rajin.", ["rajin"])
    'Boxcars stood at Rajin.'
    """
    text = unicodedata.normalize("NFC", " ".join(body.split()))
    low = text.casefold()
    at = min((place for word in wanted if (place := low.find(word)) >= 0), default=0)
    start, end = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), at + 1)
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
