"""Numbered piers and berths, which belong to a port that the text has named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from explorer.intake.names import Names
from explorer.intake.tables import table
from explorer.intake.values import Mention, Paragraph, Role, Span


def piers(paragraph: Paragraph, mentions: list[Mention], names: Names) -> Iterator[Mention]:
    """Numbered piers: of the port that the paragraph names before them, else of the one that the document names most."""
    places = [m for m in mentions if m.role is Role.PLACE]
    often = Counter(_port_name(m) for m in places)
    for hit in re.compile(table("places")["after"]["piers"], re.IGNORECASE).finditer(paragraph.text):
        span, number = Span(paragraph.number, hit.start(), hit.end()), next(filter(None, hit.groups()))
        here = [m for m in places if m.span.paragraph == paragraph.number and m.span < span]
        for port in (*reversed(here), *sorted(places, key=lambda m: (-often[_port_name(m)], m.kind != "port"))):
            if pier := _pier(span, hit[0], number, port, names):
                yield pier
                break


def _port_name(port: Mention) -> str:
    return f"{port.name.removesuffix(' Port').removesuffix(' port')} port"


def _pier(span: Span, surface: str, number: str, port: Mention, names: Names) -> Mention | None:
    """A pier of a place: as the gazetteer has it, else where the port stands; None where the place is no port."""
    name = f"{_port_name(port)}, pier {number}"
    spot = next((spot for spot in names.called(name) if spot.kind == "pier"), None)
    why = f"pier {number} of the port named before it ({port.surface})"
    if spot is not None:
        return Mention(span, surface, spot.id, spot.name, spot.kind, spot.lon, spot.lat, Role.PLACE, "place-pier", why)
    if port.kind != "port":
        return None
    why += "; the gazetteer does not have its piers: it stands where the port does"
    return Mention(span, surface, port.id, name, "pier", port.lon, port.lat, Role.PLACE, "place-pier", why)
