"""Places that a comparison names, and what stands at them, as the gazetteer has them in a language."""

from __future__ import annotations

from collections.abc import Callable

from explorer.ledger.gazetteer import name_in
from explorer.messages import message, say, told
from explorer.world.world import World

_QUAYS = message("Quays of {port}")


def place_names(world: World, language: str) -> Callable[[str], str]:
    """What turns the English name of a place, or several in a row, into those of a language; other words are told as messages."""
    if language == "en":
        return lambda name: name
    names = {site.names.en: name_in(language, site) for site in world.gazetteer.sites}
    quays = {_QUAYS.format(port=name): say(language, _QUAYS, port=shown) for name, shown in names.items()}
    known = names | quays

    def turned(words: str) -> str:
        parts = words.split(", ")
        return ", ".join(known[part] for part in parts) if all(part in known for part in parts) else told(language, words)

    return turned
