"""An address that no page has: said in the page itself, with the nearest page and all others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit as st

from explorer.app import components
from explorer.app.tongue import say
from explorer.errors import quoted
from explorer.ledger.nearest import nearest
from explorer.render.web import html

FIRST = "explore"
"""The first page stands at the root; under its own name it is found as well."""


def asked(known: Sequence[str]) -> str:
    """The last part of the reader's address where no page has it; nothing where one has."""
    path = unquote(urlsplit(st.context.url or "").path).rstrip("/")
    name = path.rpartition("/")[2]
    return name if re.fullmatch(r"[\w.-]{1,80}", name) and name not in known else ""


def show(name: str, pages: Sequence[Any]) -> None:
    """Draw the page."""
    shown = [page for page in pages if page.title and page.visibility == "visible"]
    near = set(nearest(name, [page.url_path or FIRST for page in shown]))
    told = say("There is no page {name}", name=html.text(quoted(name)))
    kept = say("Nothing was lost: what you had in view is kept. These are the pages.")
    st.html(f'<h1 class="tm-head">{told}</h1><p class="tm-sub">{kept}</p>')
    components.notices([])
    for page in sorted(shown, key=lambda page: (page.url_path or FIRST) not in near):
        st.page_link(page, label=f"**{page.title}**" if (page.url_path or FIRST) in near else page.title, icon=page.icon)
