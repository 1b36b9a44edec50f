"""The player of a story: the step in the address bar, its map, its words, its question; keys and clock are the map's script's."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.app import cache as shared
from explorer.app import components, mapframe, questions, state, tongue
from explorer.app.tongue import language, say, told
from explorer.render import layers
from explorer.render.web import asking, html, leaflet, staged, story
from explorer.render.web.payload import CameraOrder, scene_payload
from explorer.scene import staging
from explorer.scene.build import Scene
from explorer.stories.answers import Given, Place, correct, hidden, open_in, places_of, score
from explorer.stories.scenario import Scenario, Step

HEIGHT = 640
"""Of map and panel where the page's style does not know better; on a screen it fits them to the window."""
FLIGHT_SECONDS = 0.1
"""A step's camera may take so long; the whole change of step has less than half a second."""
END = "end"
Tries = dict[Place, tuple[Given, ...]]
"""A reader's answers so far."""


def go(scenario: Scenario, step: str) -> None:
    """Write a step into the address bar; the next run shows it."""
    tongue.address({"scenario": scenario.id, "step": step})


def show(scenario: Scenario, at: str) -> None:
    """Draw one step of a story, or its end."""
    last = len(scenario.step)
    number = last + 1 if at == END else int(at)
    answers = answers_of(scenario)
    ended = number > last
    if ended:
        _play(False)
    _toolbar(scenario, number, last, answers)
    step = scenario.step[min(number, last) - 1]
    scene = shared.staged_scene(step)
    left, right = st.columns([0.58, 0.42], gap="small")
    with right, st.container(height=HEIGHT, border=False, key="story_panel"):  # first: the map has gone ahead
        if ended:
            _end(scenario, answers)
        else:
            _panel(step, scene, answers)
            _next_below(scenario, number)
    with left, st.container(key="story_map"):
        _map(scenario, step, scene, ended=ended, waits=_waits(step, answers))


def answers_of(scenario: Scenario) -> Tries:
    """What this reader has answered in this visit: the tries at each question, by its place."""
    kept: dict[str, Tries] = st.session_state.setdefault("story_answers", {})
    return kept.setdefault(scenario.id, {})


def _name(number: int, last: int) -> str:
    return END if number > last else str(max(number, 1))


# ---- toolbar ---------------------------------------------------------------------------------------------------------


def _toolbar(scenario: Scenario, number: int, last: int, answers: Tries) -> None:
    st.html(f'<h2 class="tm-head">{html.text(scenario.title)}</h2>')
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="story_bar"):
        st.button(
            say("Previous"), key="story_previous", icon=":material/arrow_back:", disabled=number == 1, on_click=_step_by_hand,
            args=(scenario, _name(number - 1, last)), help=say("Left arrow"),
        )  # fmt: skip
        st.button(
            say("Next"), key="story_next", icon=":material/arrow_forward:", disabled=number > last, on_click=go,
            args=(scenario, _name(number + 1, last)), type="primary", help=say("Right arrow or space"),
        )  # fmt: skip
        if playing():
            st.button(say("Pause"), key="story_pause", icon=":material/pause:", on_click=_play, args=(False,), help=say("Space"))
        else:
            st.button(
                say("Play"), key="story_play", icon=":material/play_arrow:", on_click=_play, args=(True,), disabled=number > last
            )
        st.button(
            say("Start over"),
            key="story_restart",
            icon=":material/replay:",
            on_click=_restart,
            args=(scenario,),
            help=say("Home"),
        )
        _jump(scenario, number, last, answers)
        st.button(say("All stories"), key="story_leave", icon=":material/list:", type="tertiary", on_click=leave)
        st.toggle(say("Teacher's notes"), key="story_notes")
    _progress(scenario, number, last, answers)


def _progress(scenario: Scenario, number: int, last: int, answers: Tries) -> None:
    where = say("Step {number} of {last}", number=number, last=last) if number <= last else say("Summary")
    if playing() and _waits(scenario.step[number - 1], answers):
        where = say("Step {number} of {last} · waits for your answer", number=number, last=last)
    done = min(number, last) / last * 100
    bar = f'<div class="tm-progress" role="progressbar" aria-label="{where}" aria-valuemin="0" aria-valuemax="{last}"'
    st.html(f'{bar} aria-valuenow="{min(number, last)}"><i style="width:{done:.0f}%"></i></div><p class="tm-sub">{where}</p>')


def _waits(step: Step, answers: Tries) -> bool:
    """Whether the clock stands at this step, since a question of it is open."""
    return open_in(step, answers)


def _jump(scenario: Scenario, number: int, last: int, answers: Tries) -> None:
    words = {str(step.n): f"{step.n}. {step.heading}{_tick(step, answers)}" for step in scenario.step} | {END: say("Summary")}
    st.session_state["story_jump"] = _name(number, last)
    st.selectbox(
        say("Jump to a step"),
        list(words),
        key="story_jump",
        format_func=words.__getitem__,
        label_visibility="collapsed",
        width=260,
        on_change=lambda: _step_by_hand(scenario, st.session_state["story_jump"]),
    )


def _tick(step: Step, answers: Tries) -> str:
    given = [(asked, answers[place]) for place, asked in places_of(step) if answers.get(place)]
    if not given or open_in(step, answers):
        return ""
    return " ✓" if all(correct(asked, tries[-1]) for asked, tries in given) else " ✗"


def playing() -> bool:
    """Whether the story goes on by itself."""
    return bool(st.session_state.get("story_playing", False))


def _play(on: bool) -> None:
    st.session_state["story_playing"] = on


def _step_by_hand(scenario: Scenario, step: str) -> None:
    _play(False)
    go(scenario, step)


def _restart(scenario: Scenario) -> None:
    answers_of(scenario).clear()
    _step_by_hand(scenario, "1")


def leave() -> None:
    """Back to the list of stories."""
    _play(False)
    st.session_state.pop("story_last", None)
    tongue.address({})


# ---- map -------------------------------------------------------------------------------------------------------------


def _map(scenario: Scenario, step: Step, scene: Scene, *, ended: bool, waits: bool) -> None:
    page = leaflet.base_map(
        shared.layers(), layers.attribution(shared.world()), state.theme(), scene.view.language,
        home=shared.world().home, online_tiles=state.online_tiles(), player=True,
    )  # fmt: skip
    order = camera_order(scenario, step)
    told = {
        **({"spoken": say("Summary"), "board": None} if ended else _beside(scenario, step, scene)),
        "play": staging.seconds(step) if playing() and not waits else None,
        "next": _neighbour(scenario, step, step.n + 1, order),
        "previous": None if ended else _neighbour(scenario, step, step.n - 1, order),
    }
    mapframe.draw(page, leaflet.scene_group(scene, order, told), "story_leaflet", HEIGHT)


def _beside(scenario: Scenario, step: Step, scene: Scene) -> dict[str, Any]:
    known, tongue_ = shared.world(), language()
    return {"spoken": staged.spoken(known, scenario, step, scene, tongue_), "board": staged.board_told(known, step, tongue_)}


def _neighbour(scenario: Scenario, step: Step, number: int, order: CameraOrder) -> dict[str, Any] | None:
    """What the map draws at once when the reader steps; the run of the script that follows draws the same."""
    if not 1 <= number <= len(scenario.step):
        return None
    other = scenario.step[number - 1]
    scene, mover = shared.staged_scene(other), staging.mover(scenario, other)
    if mover is not staging.mover(scenario, step):
        order = CameraOrder(order.number + 1, shared.staged_scene(mover).camera, seconds=FLIGHT_SECONDS)
    told = _beside(scenario, other, scene)
    return scene_payload(scene, order, told)


def camera_order(scenario: Scenario, step: Step) -> CameraOrder:
    """The order that holds at a step: a new one only when the step, or one passed over, moves the camera."""
    mover = staging.mover(scenario, step)
    frame = (scenario.id, mover.n)
    order: CameraOrder | None = st.session_state.get("story_order")
    if order is None or st.session_state.get("story_frame") != frame:
        camera = shared.staged_scene(mover).camera
        order = CameraOrder(order.number + 1 if order else 1, camera, seconds=FLIGHT_SECONDS)
        st.session_state["story_order"], st.session_state["story_frame"] = order, frame
    return order


# ---- words -----------------------------------------------------------------------------------------------------------


def _panel(step: Step, scene: Scene, answers: Tries) -> None:
    head = f'<h3 class="tm-head">{step.n}. {html.text(step.heading)}</h3>'
    seen = f'<p class="tm-unseen">{html.text(staged.seen(shared.world(), step, scene, language()))}</p>'
    if hidden(step, answers):
        st.html(head + seen)
        questions.show(step, answers)
        return
    first = step.question is not None and step.question.predict
    notes = bool(st.session_state.get("story_notes", False))
    words = story.step_html(shared.world(), step, notes=notes, language=language())
    st.html(head + seen if first else head + words + seen)
    questions.show(step, answers, between=words if first else "")
    _behind(step)


def _behind(step: Step) -> None:
    """The cards of what is cited, and the way to the view."""
    ledger = shared.world().ledger
    cards = [html.claim_card(shared.world(), ledger.by_id[ref], language()) for ref in step.claims]
    cards += [html.event_card(shared.world(), ledger.events_by_id[event], language()) for event in step.events]
    if cards:
        with st.expander(say("Cards of what is cited ({cards})", cards=len(cards))):
            st.html("".join(f'<div class="tm-box">{card}</div>' for card in cards))
    st.link_button(
        say("Open this view in Explore"), f"./?{step.shown.query()}", icon=":material/map:", help=say("In another tab")
    )


def _next_below(scenario: Scenario, number: int) -> None:
    last = len(scenario.step)
    name = say("Next step") if number < last else say("To the summary")
    following = (scenario, _name(number + 1, last))
    st.button(name, key="story_next_below", on_click=go, args=following, icon=":material/arrow_forward:")


# ---- end -------------------------------------------------------------------------------------------------------------


def _end(scenario: Scenario, answers: Tries) -> None:
    st.html(
        f'<h3 class="tm-head">{say("Summary")}</h3><p>{html.text(asking.score_words(score(scenario, answers), language()))}</p>'
    )
    _look_again(scenario, answers)
    st.html(
        f'<h3 class="tm-head">{say("What you can do now")}</h3>'
        f'<p class="tm-sub">{say("Tick what you can do without looking.")}</p>'
    )
    ticked: dict[str, bool] = st.session_state.setdefault("story_goals", {})
    for number, goal in enumerate(scenario.goals):
        key = f"{scenario.id}_{number}"
        st.session_state[f"story_goal_{key}"] = ticked.get(key, False)
        st.checkbox(components.plain(goal), key=f"story_goal_{key}", on_change=_tick_goal, args=(ticked, key))
    st.html(
        f'<h3 class="tm-head">{say("The sources you met")}</h3>{story.sources_html(shared.world(), scenario, language())}'
        f'<p class="tm-sub">{say(story.ONCE)}</p>'
    )


def _look_again(scenario: Scenario, answers: Tries) -> None:
    for step in scenario.step:
        for (number, name), asked in places_of(step):
            how = asking.outcome(asked, answers.get((number, name), ()))
            label = components.plain(f"{number}. {asked.ask} — {told(how)}")
            key = f"story_back_{number}_{name}"
            st.button(label, key=key, type="tertiary", on_click=_step_by_hand, args=(scenario, str(number)))


def _tick_goal(ticked: dict[str, bool], key: str) -> None:
    ticked[key] = bool(st.session_state[f"story_goal_{key}"])
