"""Scenarios: the list of stories, the player of one, and the desk where one is written."""

from __future__ import annotations

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, keeping, player, writing
from explorer.errors import quoted
from explorer.render.web import html
from explorer.stories.scenario import Scenario


def show() -> None:
    """Draw the page that the address asks for."""
    asked = st.query_params.to_dict()
    if asked.get("write") == "1":
        writing.show(on_play=_play, on_leave=st.query_params.clear)
        return
    if not asked and "story_last" in st.session_state:
        scenario, step = st.session_state["story_last"]
        st.query_params.from_dict({"scenario": scenario, "step": step})
        asked = st.query_params.to_dict()
    found, notices = _asked(asked)
    components.notices(notices)
    if found is None:
        _list()
        return
    scenario_found, step = found
    st.session_state["story_last"] = (scenario_found.id, step)
    player.show(scenario_found, step)


def _asked(pairs: dict[str, str]) -> tuple[tuple[Scenario, str] | None, list[str]]:
    """The story and step of an address; what cannot be had is said, and the nearest thing shown."""
    name, step = pairs.get("scenario", ""), pairs.get("step", "1")
    strays = [key for key in pairs if key not in {"scenario", "step"}]
    notices = [f"{quoted(key)} is not used on this page." for key in strays[:5]]
    if not name:
        return None, notices
    scenario = shared.world().scenarios_by_id.get(name)
    if scenario is None:
        keeping.keep(hidden=True)  # it may be a draft that this browser keeps
    if scenario is None and name == keeping.draft()["id"]:
        scenario = writing.played()
    if scenario is None:
        return None, [*notices, f"There is no story {quoted(name)}; here are all stories."]
    if step == player.END or (step.isdecimal() and len(step) < 4 and 1 <= int(step) <= len(scenario.step)):
        return (scenario, step), notices
    return (scenario, "1"), [*notices, f"This story has no step {quoted(step)}; it starts from the first."]


def _play(scenario: Scenario) -> None:
    player.go(scenario, "1")


def _write() -> None:
    st.session_state.pop("story_last", None)
    st.query_params.from_dict({"write": "1"})


def _list() -> None:
    st.html(
        '<h2 class="tm-head">Scenarios</h2><p class="tm-sub">Stories to step through on the map. Each sentence cites its '
        "source, and a denial appears beside what it denies. Use the arrow keys or the space bar to move on.</p>"
    )
    steps = len(keeping.draft()["step"])
    st.button(
        f"Write a story ({steps} {'step' if steps == 1 else 'steps'} so far)" if steps else "Write a story",
        key="write",
        on_click=_write,
        icon=":material/edit:",
    )
    scenarios = sorted(shared.world().scenarios, key=lambda scenario: (scenario.minutes, scenario.id))
    columns = st.columns(2, gap="small")
    for number, scenario in enumerate(scenarios):
        with columns[number % 2], st.container(border=True):
            _card(scenario)
    if not scenarios:
        st.info("There are no stories in these cards.")


def _card(scenario: Scenario) -> None:
    goals = "".join(f"<li>{html.text(goal)}</li>" for goal in scenario.goals)
    st.html(
        f'<h3 class="tm-head">{html.text(scenario.title)}</h3><p class="tm-sub">{scenario.minutes} minutes · '
        f'{len(scenario.step)} steps · {html.text(scenario.audience)}</p><ul class="tm-sub">{goals}</ul>'
    )
    given = len(player.answers_of(scenario))
    word = f"Continue ({given} answered)" if given else "Start"
    label = components.plain(f"{word} “{scenario.title}”")
    st.button(label, key=f"start_{scenario.id}", on_click=player.go, args=(scenario, "1"), icon=":material/play_arrow:")
