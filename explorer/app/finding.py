"""Full text from the search box: documents, claims, facts, papers and notes that hold the words, each with the words around."""

from __future__ import annotations

import re

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, noting, state
from explorer.app.tongue import linked, say, told
from explorer.layers.features import feature
from explorer.messages import message
from explorer.render.web import html
from explorer.workspace.search import Hit, Index, snippet, words_in
from explorer.world.own_search import found
from explorer.world.world import World

MOST = 12
_INDEX = Index()
_KINDS = {
    "document": message("Document"),
    "claim": message("Claim"),
    "event": message("Dated fact"),
    "paper": message("In the inbox"),
    "note": message("Note"),
    "own": message("Own data, not verified"),
}


def warm(world: World) -> None:
    """Make the index before the first reader asks for it."""
    _INDEX.find(world.cards, "index", 1, world.own)


@shared.kept(64)
def _hits(world: World, revision: int | None, text: str) -> tuple[Hit, ...]:
    del revision  # papers and notes are no cards, so that a change of them is known by its number alone
    cards = _INDEX.find(world.cards, text, MOST + 1, world.own)
    wanted = words_in(text)
    own = found(world, wanted, MOST + 1 - len(cards)) if len(cards) <= MOST else ()
    return (*cards, *(Hit("own", one.id, one.title, snippet(one.words, wanted), 0.0, f"in {one.layer}") for one in own))


def results(text: str) -> None:
    """What holds the words, the best first, each to be pressed; nothing where there are no words."""
    if not words_in(text):
        return
    hits = _hits(shared.world().revision, text)
    count = f"{MOST}+" if len(hits) > MOST else str(len(hits))
    with st.expander(
        components.plain(say("Full text: {count} with “{text}”", count=count, text=text)),
        expanded=False,
        icon=":material/manage_search:",
    ):
        if not hits:
            components.note(say("No document, claim or fact contains all of these words."))
        for number, hit in enumerate(hits[:MOST]):
            st.html(_told(hit, words_in(text)))
            _way(hit, number)


def _told(hit: Hit, wanted: tuple[str, ...]) -> str:
    where = f"{say(_KINDS.get(hit.kind, hit.kind))}, {told(hit.where)}"
    head = f'<strong>{html.text(hit.title)}</strong> <span class="tm-sub">{where}</span>'
    return f'<p class="tm-sentence">{head}<br>{_marked(hit.snippet, wanted)}</p>'


def _marked(snippet: str, wanted: tuple[str, ...]) -> str:
    """A snippet with the words set off; what is not written as it was asked for stays as it is."""
    pattern = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    parts = re.split(f"({pattern})", snippet, flags=re.IGNORECASE)
    return "".join(
        f"<mark>{html.text(part)}</mark>" if number % 2 else html.text(part) for number, part in enumerate(parts) if part
    )


def _way(hit: Hit, number: int) -> None:
    if hit.kind == "paper":
        st.link_button(say("Open it in the inbox"), linked(f"./inbox?paper={hit.id}"), icon=":material/inbox:")
        return
    word = {"document": say("Only its statements"), "note": say("Go to what it is about")}.get(hit.kind, say("Show it"))
    key = f"hit_{number}_{hit.kind}_{hit.id}"
    st.button(word, key=key, type="tertiary", icon=":material/arrow_forward:", on_click=_go, args=(hit,))


def _go(hit: Hit) -> None:
    if hit.kind == "document":
        state.change(documents=frozenset({hit.id}), text="", selected="")
    elif hit.kind == "note":
        noting.go_to(hit.title.removeprefix("Note on "))
    elif hit.kind == "own":
        _go_to_own(hit)
    else:
        state.change(selected=f"{hit.kind}:{hit.id}", text="")


def _go_to_own(hit: Hit) -> None:
    """Show a feature of own data: its layer, with the map above it."""
    known = shared.world()
    layer, _, row = hit.id.rpartition("-")
    one = feature(known.own_layers[layer], known.own_features(layer), int(row) - 1)
    components.go_to_own(one)
