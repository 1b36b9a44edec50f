"""The script that Streamlit runs for every page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer.app import components, following, greeting, state, tongue
from explorer.app.screens import (
    about,
    brief,
    changes,
    evidence,
    explore,
    inbox,
    own_data,
    railsea,
    scenarios,
    subject,
    tracks,
    unknown,
)
from explorer.app.tongue import say

st.set_page_config(page_icon=components.icon(), layout="wide")
components.page_style()
tongue.settle()
everything = st.Page(
    subject.show, title=say("Everything about"), icon=":material/folder_open:", url_path=subject.PATH, visibility="hidden"
)
own = [
    st.Page(inbox.show, title=say("Inbox"), icon=":material/inbox:", url_path="inbox"),
    st.Page(changes.show, title=say("Changes"), icon=":material/update:", url_path="changes"),
]
routes = st.Page(railsea.show, title=say("Rail and sea"), icon=":material/directions_railway:", url_path="rail-and-sea")
pages = [
    st.Page(explore.show, title=say("Explore"), icon=":material/map:", url_path="first-page", default=True),
    routes,
    st.Page(scenarios.show, title=say("Scenarios"), icon=":material/school:", url_path="scenarios"),
    st.Page(evidence.show, title=say("Evidence"), icon=":material/fact_check:", url_path="evidence"),
    st.Page(brief.show, title=say("Brief"), icon=":material/slideshow:", url_path="brief"),
    *(own if following.workspace() else ()),
    st.Page(own_data.show, title=say("Own data"), icon=":material/upload_file:", url_path="own-data"),
    st.Page(tracks.show, title=say("Tracks"), icon=":material/sailing:", url_path="tracks"),
    st.Page(about.show, title=say("About the data"), icon=":material/info:", url_path="about"),
    everything,
]
if asked := unknown.asked([*(page.url_path for page in pages), "first-page"]):
    show = explore.show if asked == unknown.FIRST else partial(unknown.show, asked, pages)
    title = pages[0].title if asked == unknown.FIRST else say("No such page")
    pages.append(st.Page(show, title=title, url_path=asked, visibility="hidden"))
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} · Tumen Explorer")
if wanted := components.asked_subject():
    st.switch_page(everything, query_params={"about": wanted, **tongue.carried()})
if components.asked_map() and page is not pages[0]:
    st.switch_page(pages[0])
if route := greeting.asked_route():
    st.switch_page(routes, query_params=dict(route.pairs()))
state.keep(page.url_path)
following.begin()
components.language_choice()
page.run()
