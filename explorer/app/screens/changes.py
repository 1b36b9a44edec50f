"""Changes: what came in, was revised, withdrawn, contradicted or denied between two days: a list, a map, a brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import streamlit as st

from explorer import messages
from explorer.app import cache as shared
from explorer.app import components, following, heavy, naming
from explorer.app import map as atlas
from explorer.app.tongue import language, many, say, told
from explorer.errors import quoted
from explorer.messages import message
from explorer.render.files import export
from explorer.render.sheet.options import Options
from explorer.render.web import html, tables
from explorer.scene import build as scene_of
from explorer.views.view import FIRST_DAY, LAST_DAY, LayerId, View
from explorer.workspace.change import Change
from explorer.workspace.changes import Happened, News, alone, as_lines, by_what
from explorer.workspace.changes import news as of_both
from explorer.workspace.standing import Standing
from explorer.world.world import World

MAP_HEIGHT, PANEL_HEIGHT = 600, 690
USUAL = timedelta(days=7)
_MOST, _MOST_CLAIMS = 40, 8
_NEW, _WHO = message("What is new"), message("Who changed what")
_NOTHING = message(
    "Nothing came in or was revised, withdrawn, contradicted or denied in this period. Choose earlier days above; what is found "
    "can then be taken away as a picture, a slide, a page or text."
)
_EMPTY = message(
    "Nothing has been added to this workspace yet. Paste a text or drop a document in Inbox: what you accept there is listed "
    "here, shown on the map, and can be taken away as a picture, a slide, a page or text."
)
_FILES = {".png": "PNG", ".pdf": "PDF", ".pptx": "PowerPoint", ".html": message("Web page")}
_LAYERS = frozenset({LayerId.PLACES, LayerId.EVENTS, LayerId.RAILWAYS, LayerId.GRATICULE})
_WORDS: dict[Happened, str] = {
    "came in": message("Came in"),
    "revised": message("Revised"),
    "withdrawn": message("Withdrawn"),
    "contradicted": message("Contradicted"),
    "denied": message("Denied"),
}


@dataclass(frozen=True)
class _Span:
    """From the end of one day to the end of another (UTC)."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """Both days in words."""
        return say("{first} to {last}", first=_long(self.first), last=_long(self.last))


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}" if language() == "en" else messages.day(language(), day)


@shared.kept(16)
def news(known: World, first: date, last: date) -> tuple[tuple[News, ...], World]:
    """What is new between two days, and a world that holds no other claims and facts."""
    desk = following.opened()
    before, after = desk.at(first), desk.at(last)
    found = of_both(before, after)
    return found, (known.root or known).earlier(Standing(after.state, alone(after.cards, found)))


def show() -> None:
    """Draw the page."""
    span, notices = _asked()
    _choice(span)
    components.notices(notices)
    if span.first > span.last:
        st.info(say("The first day comes after the last one. Choose an earlier one."))
        return
    found, world = news(span.first, span.last)
    left, right = st.columns([0.58, 0.42], gap="small")
    with left:
        view = View(language=language(), layers=_LAYERS, selected=str(st.session_state.get("changes_selected", "")))
        among = {news.id for news in found}  # without any the map would draw the whole gazetteer, as if all of it were new
        atlas.show(scene_of.build(world, view, among=among), "changes_map", MAP_HEIGHT, _choose)
        if found:
            _brief(span, found, world)
    with right, st.container(height=PANEL_HEIGHT, border=False, key="panel"):
        section = st.segmented_control(
            say("Section"), [_NEW, _WHO], default=_NEW, required=True, label_visibility="collapsed",
            key="changes_section", format_func=say,
        )  # fmt: skip
        if section == _WHO:
            _history(span)
        else:
            _list(span, found, world)


def _choose(chosen: str) -> None:
    before = st.session_state.get("changes_selected")
    st.session_state["changes_selected"] = "" if chosen == before else chosen


# ---- which days ------------------------------------------------------------------------------------------------------


def _asked() -> tuple[_Span, list[str]]:
    """The days of the address, else the last week; a view that was looked at as of some day ends it there."""
    kept: View | None = st.session_state.get("kept")
    today = following.opened().store.hands().date()
    last = kept.as_of if kept and kept.as_of else today
    notices: list[str] = []
    until = _day("until", last, notices)
    return _Span(_day("since", until - USUAL, notices), until), notices


def _day(key: str, usual: date, notices: list[str]) -> date:
    text = st.query_params.get(key)
    if text is None:
        return usual
    try:
        return min(max(date.fromisoformat(text), FIRST_DAY), LAST_DAY)
    except ValueError:
        notices.append(say("{key}={text} is not a day such as 2026-11-22; the default is used.", key=key, text=quoted(text)))
        return usual


def _choice(span: _Span) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for key, label, day in (("since", say("After the end of"), span.first), ("until", say("Until the end of"), span.last)):
            name = f"changes_{key}_{day}"  # a field of its own for every day, so that links can set it
            st.date_input(
                label, day, FIRST_DAY, LAST_DAY, key=name, width=190, on_change=_take, args=(key, name), format="YYYY-MM-DD"
            )
        for words, days in ((say("A day"), 1), (say("A week"), 7), (say("A month"), 30)):
            st.button(words, key=f"changes_{days}", on_click=_back, args=(span, days), type="tertiary")


def _take(key: str, name: str) -> None:
    if (day := st.session_state[name]) is not None:
        st.query_params[key] = day.isoformat()


def _back(span: _Span, days: int) -> None:
    st.query_params["since"] = (span.last - timedelta(days=days)).isoformat()


# ---- what is new -----------------------------------------------------------------------------------------------------


def _list(span: _Span, found: tuple[News, ...], world: World) -> None:
    count = many("{count} change of the ledger", "{count} changes of the ledger", len(found))
    st.html(f'<h2 class="tm-head">{count}</h2><p class="tm-sub">{span.words}</p>')
    if not found:
        st.info(say(_NOTHING if following.opened().store.newest() else _EMPTY))
    shown = _at(world, str(st.session_state.get("changes_selected", "")), found)
    if len(shown) < len(found):
        st.button(
            say("Back to all"), key="changes_all", on_click=_choose, args=("",), icon=":material/arrow_back:", type="tertiary"
        )
    for happened, these in by_what(shown).items():
        components.heading(f"{say(_WORDS[happened])} ({len(these)})")
        st.html("".join(f'<div class="tm-box">{_row(news, world)}</div>' for news in these[:_MOST]))
        if len(these) > _MOST:
            components.note(say("… and {value} more; the files list all of them.", value=len(these) - _MOST))


def _at(world: World, selected: str, found: tuple[News, ...]) -> tuple[News, ...]:
    """The news at the place that is selected on the map; all of it where none is."""
    kind, _, identifier = selected.partition(":")
    if kind != "site":
        return found
    here = {("claim", e.id) for e in world.ledger.entries if any(p.id == identifier for p in e.claim.places)}
    here |= {("event", e.id) for e in world.ledger.events if any(p.id == identifier for p in e.places)}
    return tuple(news for news in found if (news.kind, news.id) in here)


def _row(news: News, world: World) -> str:
    entry = world.ledger.by_id.get(news.id) if news.kind == "claim" else None
    by = world.ledger.by_id.get(news.by)
    if news.kind == "paper":
        return _paper(news)
    words = (
        html.brief(entry, naming.cards()) if entry else f"<p><strong>{html.text(news.id)}</strong> {html.text(news.title)}</p>"
    )
    return words + (f'<p class="tm-sub">{say("by {what}", what=html.brief(by, naming.cards()))}</p>' if by else "")


def _paper(news: News) -> str:
    """A paper that is no document of the ledger yet, with the way to its drafts."""
    waiting = (
        many("{count} draft to review", "{count} drafts to review", news.waiting) if news.waiting else say("no draft to review")
    )
    name = html.text(news.title)
    link = name if news.happened == "withdrawn" else f'<a href="./inbox?paper={news.id}" target="_self">{name}</a>'
    return f'<p>{link}</p><p class="tm-sub">{say("In the inbox")} · {waiting}</p>'


def _history(span: _Span) -> None:
    store = following.opened().store
    first, last = store.newest_on(span.first), store.newest_on(span.last)
    shown = store.changes(max(first, last - _MOST), last)
    head = (say("No."), say("When (UTC)"), say("Who"), say("What and why"))
    st.html(tables.table(head, map(_change, reversed(shown)), figures=(0,)))
    if last - first > len(shown):
        components.note(say("… and {value} earlier ones: tumen workspace log lists them.", value=last - first - len(shown)))


def _change(change: Change) -> Sequence[str]:
    what = ", ".join(f"{revision.kind} {revision.name}" for revision in change.revisions[:4])
    if len(change.revisions) > 4:
        what = say("{what} and {more} more", what=what, more=len(change.revisions) - 4)
    words = f'{html.text(told(change.reason))} <span class="tm-sub">{html.text(what)}</span>'
    return str(change.number), f"{change.at:%Y-%m-%d %H:%M}", html.text(change.author), words


# ---- as a brief ------------------------------------------------------------------------------------------------------


def _brief(span: _Span, found: tuple[News, ...], world: World) -> None:
    """The same as files: the map as a finished sheet, and the list as text."""
    claims = [news.id for news in found if news.kind == "claim" and news.id in world.ledger.by_id]
    options = Options(title=say("What is new"), subtitle=span.words, claims=tuple(dict.fromkeys(claims))[:_MOST_CLAIMS])
    view = View(language=language(), layers=_LAYERS)
    with st.container(horizontal=True, gap="small"):
        for ending, word in _FILES.items():
            st.download_button(
                say(word), partial(heavy.file, view, options, f"new{ending}", world), file_name=f"new-{span.last}{ending}",
                key=f"changes_get_{ending}", on_click="ignore", mime=export.MEDIA_TYPES[ending],
                disabled=all(news.kind == "paper" for news in found),
            )  # fmt: skip
        text = "\n".join(as_lines(found, span.first, span.last))
        st.download_button(say("Text"), text, f"new-{span.last}.txt", "text/plain", key="changes_get_text", on_click="ignore")
