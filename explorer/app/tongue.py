"""The language of the page: which one it is, and what the page says in it.

It stands in the address bar as ``lang=`` and is a part of the view. Pages whose address is no view carry it all the same. On a
bare address it is guessed once from what the browser asks for, and written down; a link without it is English.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer import messages
from explorer.views.view import LANGUAGES, Language

KEY = "lang"
NAMES: dict[Language, str] = {"en": "English", "ko": "한국어", "ru": "Русский"}
"""What each language calls itself."""
_HELD = "tongue"


class _Run(threading.local):
    """What a run of the page has found out: a session runs in a thread of its own, and asks for the language a thousand times."""

    language: Language | None = None


_RUN = _Run()


def language() -> Language:
    """The language of the running page."""
    if _RUN.language is not None:
        return _RUN.language
    held: Language = st.session_state.get(_HELD, "en")
    if get_script_run_ctx(suppress_warning=True) is not None:
        _RUN.language = held
    return held


def _hold(found: Language) -> None:
    st.session_state[_HELD] = _RUN.language = found


def say(text: str, /, **fields: object) -> str:
    """A message in the language of the page, its fields filled."""
    return messages.say(language(), text, **fields)


def many(one: str, other: str, count: int, /, **fields: object) -> str:
    """A message about a number of things, which stands in ``{count}``."""
    return messages.many(language(), one, other, count, **fields)


def recorded(text: str, /, **fields: object) -> str:
    """A message as the history of a workspace keeps it: in English, told again where it is shown."""
    return messages.say("en", text, **fields)


def number(value: float, digits: int = 0) -> str:
    """A number with the separators of the page's language."""
    return messages.number(language(), value, digits)


def told(text: object) -> str:
    """What was said in English elsewhere, such as an error or a word of the ledger, in the language of the page."""
    return messages.told(language(), str(text))


def settle() -> None:
    """Find the language at the start of a run, and see that the address bar holds it."""
    asked, before = st.query_params.get(KEY), st.session_state.get(_HELD)
    found = _found(asked, before)
    _hold(found)
    if asked is None and found != "en":
        st.query_params[KEY] = found


def asked() -> dict[str, str]:
    """What the address says beside the language, on a page whose address is no view."""
    return {key: value for key, value in st.query_params.to_dict().items() if key != KEY}


def carried() -> dict[str, str]:
    """What an address says of the language: nothing where it is English."""
    return {} if language() == "en" else {KEY: language()}


def linked(address: str) -> str:
    """An address for a link that opens in another tab, with the language of this page."""
    pairs = urlencode(carried() if KEY not in parse_qs(urlsplit(address).query) else {})
    return f"{address}{'&' if '?' in address else '?'}{pairs}" if pairs else address


def address(pairs: Mapping[str, str]) -> None:
    """Write the address of such a page, the language with it."""
    st.query_params.from_dict({**pairs, **carried()})


def choose(wanted: Language) -> None:
    """Turn the page to a language."""
    _hold(wanted)
    if wanted == "en":
        st.query_params.pop(KEY, None)
    else:
        st.query_params[KEY] = wanted


def _found(asked: str | None, before: Language | None) -> Language:
    """The language of a run: as the address says; of a link that says nothing English; else as before, or as guessed."""
    if asked is not None:
        return next((known for known in LANGUAGES if known == asked), "en")
    if before is None:
        return "en" if st.query_params.to_dict() else guessed(st.context.headers.get("Accept-Language") or "")
    return "en" if "v" in st.query_params else before


def guessed(header: str) -> Language:
    """The first language that a browser asks for and that there is.

    >>> guessed("de-DE,de;q=0.9,ru;q=0.8,en;q=0.7"), guessed("fr"), guessed("ko;q=0.5, en;q=0.9")
    ('ru', 'en', 'en')
    """
    wanted = sorted((_weighed(part) for part in header[:500].split(",") if part.strip()), key=lambda row: -row[0])
    codes = (code for weight, code in wanted if weight > 0)
    return next((known for code in codes for known in LANGUAGES if known == code), "en")


def _weighed(part: str) -> tuple[float, str]:
    code, _, weight = part.strip().partition(";q=")
    number = float(weight) if weight.replace(".", "", 1).isdigit() else 1.0
    return number, code.partition("-")[0].casefold()
