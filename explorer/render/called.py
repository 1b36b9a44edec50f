"""How places are called that a comparison names: as the gazetteer has it in a language, with what stands at them."""

from __future__ import annotations

from collections.abc import Callable

from explorer.messages import message, say, told
from explorer.world.world import World

_QUAYS = message("Quays of {port}")


def called(world: World, language: str) -> Callable[[str], str]:
    """What turns the English name of a place, or several in a row, into those of a language; other words are told as messages."""
    if language == "en":
        return lambda name: name
    names = {site.names.en: str(getattr(site.names, language) or site.names.en) for site in world.gazetteer.sites}
    quays = {_QUAYS.format(port=name): say(language, _QUAYS, port=told_name) for name, told_name in names.items()}
    known = names | quays

    def turned(words: str) -> str:
        parts = words.split(", ")
        return ", ".join(known[part] for part in parts) if all(part in known for part in parts) else told(language, words)

    return turned
