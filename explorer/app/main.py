"""The script that Streamlit runs for every page."""

from __future__ import annotations

import streamlit as st

from explorer.app import components, following, state
from explorer.app.screens import about, brief, changes, evidence, explore, inbox, own_data, railsea, scenarios, subject, tracks

st.set_page_config(page_title="Tumen Explorer", page_icon=components.icon(), layout="wide")
components.page_style()
everything = st.Page(
    subject.show, title="Everything about", icon=":material/folder_open:", url_path=subject.PATH, visibility="hidden"
)
own = [
    st.Page(inbox.show, title="Inbox", icon=":material/inbox:", url_path="inbox"),
    st.Page(changes.show, title="Changes", icon=":material/update:", url_path="changes"),
]
page = st.navigation(
    [
        st.Page(explore.show, title="Explore", icon=":material/map:", url_path="explore", default=True),
        st.Page(railsea.show, title="Rail and sea", icon=":material/directions_railway:", url_path="rail-and-sea"),
        st.Page(scenarios.show, title="Scenarios", icon=":material/school:", url_path="scenarios"),
        st.Page(evidence.show, title="Evidence", icon=":material/fact_check:", url_path="evidence"),
        st.Page(brief.show, title="Brief", icon=":material/slideshow:", url_path="brief"),
        *(own if following.workspace() else ()),
        st.Page(own_data.show, title="Own data", icon=":material/upload_file:", url_path="own-data"),
        st.Page(tracks.show, title="Tracks", icon=":material/sailing:", url_path="tracks"),
        st.Page(about.show, title="About the data", icon=":material/info:", url_path="about"),
        everything,
    ],
    position="top",
)
if wanted := components.asked_subject():
    st.switch_page(everything, query_params={"about": wanted})
state.keep(page.url_path)
following.begin()
page.run()
