"""Scenarios: the list of stories, the player of one, and the desk where one is written."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, keeping, naming, player, tongue, writing
from explorer.app.tongue import many, say
from explorer.errors import quoted
from explorer.render.web import html
from explorer.stories.retold import retold
from explorer.stories.scenario import Scenario


def show() -> None:
    """Draw the page that the address asks for."""
    asked = tongue.asked()
    if asked.get("write") == "1":
        writing.show(on_play=_play, on_leave=partial(tongue.address, {}))
        return
    if not asked and "story_last" in st.session_state:
        scenario, step = st.session_state["story_last"]
        tongue.address({"scenario": scenario, "step": step})
        asked = tongue.asked()
    found, notices = _asked(asked)
    components.notices(notices)
    if found is None:
        _list()
        return
    scenario_found, step = found
    st.session_state["story_last"] = (scenario_found.id, step)
    player.show(retold(scenario_found, naming.cards()), step)


def _asked(pairs: dict[str, str]) -> tuple[tuple[Scenario, str] | None, list[str]]:
    """The story and step of an address; what cannot be had is said, and the nearest thing shown."""
    name, step = pairs.get("scenario", ""), pairs.get("step", "1")
    strays = [key for key in pairs if key not in {"scenario", "step", tongue.KEY}]
    notices = [say("{key} is not used on this page.", key=quoted(key)) for key in strays[:5]]
    if not name:
        return None, notices
    scenario = shared.world().scenarios_by_id.get(name)
    if scenario is None:
        keeping.keep(hidden=True)  # it may be a draft that this browser keeps
    if scenario is None and name == keeping.draft()["id"]:
        scenario = writing.played()
    if scenario is None:
        return None, [*notices, say("There is no story {name}; here are all stories.", name=quoted(name))]
    if step == player.END or (step.isdecimal() and len(step) < 4 and 1 <= int(step) <= len(scenario.step)):
        return (scenario, step), notices
    return (scenario, "1"), [*notices, say("This story has no step {step}; it starts from the first.", step=quoted(step))]


def _play(scenario: Scenario) -> None:
    player.go(scenario, "1")


def _write() -> None:
    st.session_state.pop("story_last", None)
    tongue.address({"write": "1"})


def _list() -> None:
    st.html(
        f'<h2 class="tm-head">{say("Scenarios")}</h2><p class="tm-sub">'
        + say(
            "Stories to step through on the map. Each sentence cites its source, and a denial appears beside what it denies. "
            "Use the arrow keys or the space bar to move on."
        )
        + "</p>"
    )
    steps = len(keeping.draft()["step"])
    st.button(
        many("Write a story ({count} step so far)", "Write a story ({count} steps so far)", steps)
        if steps
        else say("Write a story"),
        key="write",
        on_click=_write,
        icon=":material/edit:",
    )
    scenarios = sorted(shared.world().scenarios, key=lambda scenario: (scenario.minutes, scenario.id))
    columns = st.columns(2, gap="small")
    for number, scenario in enumerate(retold(scenario, naming.cards()) for scenario in scenarios):
        with columns[number % 2], st.container(border=True):
            _card(scenario)
    if not scenarios:
        st.info(say("There are no stories in these cards."))


def _card(scenario: Scenario) -> None:
    goals = "".join(f"<li>{html.text(goal)}</li>" for goal in scenario.goals)
    st.html(
        f'<h3 class="tm-head">{html.text(scenario.title)}</h3><p class="tm-sub">'
        + say(
            "{minutes} minutes · {steps} steps · {audience}",
            minutes=scenario.minutes,
            steps=len(scenario.step),
            audience=html.text(scenario.audience),
        )
        + f'</p><ul class="tm-sub">{goals}</ul>'
    )
    given = len(player.answers_of(scenario))
    label = components.plain(
        say("Continue ({given} answered) “{title}”", given=given, title=scenario.title)
        if given
        else say("Start “{title}”", title=scenario.title)
    )
    st.button(label, key=f"start_{scenario.id}", on_click=player.go, args=(scenario, "1"), icon=":material/play_arrow:")
