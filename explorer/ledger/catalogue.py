"""The catalogue of the map data, as cards may cite it."""

from __future__ import annotations

from explorer.ledger.vocabulary import Card, Text


class Dataset(Card):
    """A row of the map-data catalogue, as shown on the page about the data."""

    id: Text
    title: Text
    producer: Text
    package: Text
    version: Text
    licence: Text
    attribution: Text
    rows: int
    size_bytes: int
    sha256: Text
    note: str = ""
