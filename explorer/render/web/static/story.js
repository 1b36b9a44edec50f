// @ts-check
// A story that plays by itself, without a server: the same map and player scripts, the steps' words as the explorer writes them.
"use strict";
/** @param {TumenPage} T @param {TumenStory} story */
(function (T, story) {
  const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id)), last = story.steps.length;
  const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (document.querySelector(".st-key-story_" + name + " button"));
  const theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const answers = /** @type {Record<number, number>} */ ({}), ticked = /** @type {Record<number, boolean>} */ ({});
  const first = story.steps[0].scene.camera;
  document.documentElement.dataset.theme = theme;
  const map = L.map("map", { minZoom: 2, maxZoom: 14, preferCanvas: true, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, zoomAnimation: true });
  map.setView([first.lat, first.lon], first.zoom, { animate: false });
  T.start(map, story.settings[theme]);
  let layer = /** @type {TumenSceneLayer | null} */ (null), at = 1, playing = false;

  function start() {
    const found = /[#&]step=(\d+|end)/u.exec(location.hash);
    show(found ? (found[1] === "end" ? last + 1 : Math.min(Number(found[1]), last)) : 1);
  }

  function show(/** @type {number} */ number) {
    at = Math.max(1, Math.min(number, last + 1));
    const ended = at > last, step = story.steps[Math.min(at, last) - 1], waits = !ended && step.question && !(at in answers);
    if (ended) playing = false;
    const scene = { ...step.scene, player: { spoken: ended ? "Summary" : step.spoken, next: null, previous: null, play: playing && !waits ? step.seconds : null } };
    if (ended) summary();
    else write(step);
    if (layer) layer.remove();
    layer = new T.SceneLayer(scene);
    layer.addTo(map);
    button("previous").disabled = at === 1;
    button("next").disabled = ended;
    button("play").parentElement.hidden = playing;
    button("pause").parentElement.hidden = !playing;
    button("pause").disabled = !playing;
    button("play").disabled = ended || playing;
    $("jump").value = String(at);
    $("progress").value = Math.min(at, last) / last;
    $("where").textContent = ended ? "Summary" : "Step " + at + " of " + last + (playing && waits ? " · waits for your answer" : "");
    try { history.replaceState(null, "", "#step=" + (ended ? "end" : at)); } catch { /* some browsers keep a file's address */ }
    document.body.dataset.step = ended ? "end" : String(at);
  }

  function write(/** @type {TumenStoryStep} */ step) {
    const panel = $("panel");
    panel.innerHTML = step.html; // written and escaped by the explorer
    panel.querySelectorAll("[data-notes]").forEach((/** @type {HTMLElement} */ note) => { note.hidden = !$("notes").checked; });
    if (step.question) panel.appendChild(question(step));
  }

  /** @param {string} name @param {string} words @param {() => void} act */
  function pressable(name, words, act) {
    const node = T.element("button", name, words);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  // What was pressed is gone after an answer; a reader at the keyboard goes on from the reasoning, or from the question.
  /** @param {TumenStoryStep} step @param {number | null} chosen */
  function answer(step, chosen) {
    if (chosen === null) delete answers[step.n];
    else answers[step.n] = chosen;
    show(at);
    const goal = /** @type {HTMLElement | null} */ ($("panel").querySelector(chosen === null ? ".tm-option" : ".tm-answer"));
    if (goal) goal.focus({ preventScroll: false });
  }

  function question(/** @type {TumenStoryStep} */ step) {
    const box = T.element("section", "tm-part tm-part-question"), chosen = answers[step.n];
    box.appendChild(T.element("h3", "", step.question.ask));
    step.question.options.forEach((option, i) => {
      const mark = chosen === undefined ? "" : i + 1 === step.question.answer ? " ✓" : i + 1 === chosen ? " ✗" : "";
      box.appendChild(pressable("tm-option", option + mark, () => answer(step, i + 1))).disabled = chosen !== undefined;
    });
    if (chosen === undefined) return box;
    const told = box.appendChild(T.element("div", ""));
    told.innerHTML = step.question.told[chosen - 1];
    /** @type {HTMLElement} */ (told.querySelector(".tm-answer")).tabIndex = -1;
    box.appendChild(pressable("tm-again", "Answer again", () => answer(step, null)));
    return box;
  }

  function summary() {
    const panel = $("panel"), asked = story.steps.filter((s) => s.question), given = asked.filter((s) => s.n in answers);
    const right = given.filter((s) => answers[s.n] === s.question.answer);
    panel.replaceChildren(T.element("h2", "", "Summary"),
      T.element("p", "", "You answered " + given.length + " of " + asked.length + " questions, " + right.length + " of them rightly."),
      T.element("h3", "", "Can you say it now?"));
    story.goals.forEach((goal, i) => {
      const label = panel.appendChild(T.element("label", "tm-goal")), box = label.appendChild(T.element("input", ""));
      box.type = "checkbox";
      box.checked = Boolean(ticked[i]);
      box.addEventListener("change", () => { ticked[i] = box.checked; });
      label.appendChild(T.element("span", "", goal));
    });
    asked.forEach((s) => {
      const how = !(s.n in answers) ? "not answered" : answers[s.n] === s.question.answer ? "right" : "look again";
      panel.appendChild(T.element("div", "")).appendChild(pressable("tm-again", s.n + ". " + s.question.ask + " — " + how, () => byHand(s.n)));
    });
    panel.appendChild(T.element("h3", "", "The sources you met"));
    panel.appendChild(T.element("div", "")).innerHTML = story.sources;
    panel.appendChild(T.element("p", "tm-sub", story.once));
  }

  function byHand(/** @type {number} */ number) {
    playing = false;
    show(number);
  }

  story.steps.forEach((step) => { $("jump").add(new Option(step.n + ". " + step.heading, String(step.n))); });
  $("jump").add(new Option("Summary", String(last + 1)));
  $("jump").addEventListener("change", () => byHand(Number($("jump").value)));
  $("notes").addEventListener("change", () => show(at));
  button("next").addEventListener("click", () => show(at + 1));
  button("previous").addEventListener("click", () => byHand(at - 1));
  button("play").addEventListener("click", () => { playing = true; show(at); });
  button("pause").addEventListener("click", () => byHand(at));
  button("restart").addEventListener("click", () => { Object.keys(answers).forEach((n) => delete answers[n]); byHand(1); });
  start();
})(window.Tumen, window.TumenValue);
