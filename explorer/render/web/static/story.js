// @ts-check
// A story that plays by itself, without a server: the same map and player scripts, the steps' words as the explorer writes them.
"use strict";
/** @param {TumenPage} T @param {TumenStory} story */
(function (T, story) {
  const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id)), last = story.steps.length, words = story.words;
  const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (document.querySelector(".st-key-story_" + name + " button"));
  const theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const tries = /** @type {Record<string, any[]>} */ ({}), ticked = /** @type {Record<number, boolean>} */ ({});
  const first = story.steps[0].scene.camera;
  document.documentElement.dataset.theme = theme;
  const map = L.map("map", { minZoom: 2, maxZoom: 14, preferCanvas: true, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, zoomAnimation: true });
  map.setView([first.lat, first.lon], first.zoom, { animate: false });
  T.start(map, story.settings[theme]);
  let layer = /** @type {TumenSceneLayer | null} */ (null), at = 1, playing = false;

  /** @param {string} text @param {Record<string, number>} fields */
  const filled = (text, fields) => Object.entries(fields).reduce((line, [name, value]) => line.replace("{" + name + "}", String(value)), text);

  function start() {
    const found = /[#&]step=(\d+|end)/u.exec(location.hash);
    show(found ? (found[1] === "end" ? last + 1 : Math.min(Number(found[1]), last)) : 1);
  }

  function show(/** @type {number} */ number) {
    at = Math.max(1, Math.min(number, last + 1));
    const ended = at > last, step = story.steps[Math.min(at, last) - 1], waits = !ended && asked(step).some((one) => !settled(one));
    if (ended) playing = false;
    const scene = { ...step.scene, player: { spoken: ended ? words.summary : step.spoken, board: ended ? null : step.board, next: null, previous: null, play: playing && !waits ? step.seconds : null } };
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
    $("where").textContent = ended ? words.summary : filled(playing && waits ? words.waiting : words.step, { number: at, last });
    try { history.replaceState(null, "", "#step=" + (ended ? "end" : at)); } catch { /* some browsers keep a file's address */ }
    document.body.dataset.step = ended ? "end" : String(at);
  }

  // ---- what is asked: an answer is an option, counted from 1, or the kinds of the things in their order, joined by commas

  /** @param {TumenStoryStep} step */
  function asked(step) {
    const found = /** @type {{ key: string, step: TumenStoryStep, question: TumenQuestion | null, sort: TumenSorting | null, right: any }[]} */ ([]);
    if (step.question) found.push({ key: step.n + " question", step, question: step.question, sort: null, right: step.question.answer });
    if (step.sort) found.push({ key: step.n + " sort", step, question: null, sort: step.sort, right: step.sort.items.map((item) => item.kind).join() });
    return found;
  }

  /** @typedef {ReturnType<typeof asked>[number]} Asked */
  const given = (/** @type {Asked} */ one) => tries[one.key] || [];
  const found = (/** @type {Asked} */ one) => given(one).includes(one.right);
  const settled = (/** @type {Asked} */ one) => found(one) || given(one).length > 1;
  const placed = (/** @type {Asked} */ one) => String(given(one)[given(one).length - 1] || "").split(",").map((kind, i) => kind === /** @type {TumenSorting} */ (one.sort).items[i].kind);

  function verdict(/** @type {Asked} */ one) {
    const made = given(one).length;
    if (!made) return "";
    if (found(one)) return made === 1 ? words.right : words.later;
    if (one.question) return made === 1 ? words.again : words.missed;
    const right = placed(one).filter(Boolean).length, line = made === 1 ? words.sort_again : words.sort_missed;
    return filled(line, { right, total: placed(one).length });
  }

  function write(/** @type {TumenStoryStep} */ step) {
    const panel = $("panel"), ask = asked(step), ahead = Boolean(step.question && step.question.predict), waits = ahead && !settled(ask[0]);
    panel.innerHTML = step.head; // written and escaped by the explorer
    if (ahead) panel.appendChild(box(/** @type {Asked} */ (ask.shift())));
    if (waits) return;
    panel.appendChild(T.element("div", "")).innerHTML = step.html;
    panel.querySelectorAll("[data-notes]").forEach((/** @type {HTMLElement} */ note) => { note.hidden = !$("notes").checked; });
    ask.forEach((one) => panel.appendChild(box(one)));
  }

  /** @param {string} name @param {string} label @param {() => void} act */
  function pressable(name, label, act) {
    const node = T.element("button", name, label);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  // What was pressed is gone after an answer; a reader at the keyboard goes on from what came of it, or from the question.
  function answer(/** @type {Asked} */ one, /** @type {any} */ what) {
    if (what === null) delete tries[one.key];
    else tries[one.key] = [...given(one), what];
    show(at);
    const here = $("panel").querySelector('[data-asked="' + one.key + '"]');
    const goal = /** @type {HTMLElement | null} */ (here.querySelector(what === null ? ".tm-option, input" : ".tm-verdict"));
    if (goal) goal.focus({ preventScroll: false });
  }

  function told(/** @type {string} */ name, /** @type {string} */ text) {
    const node = T.element("p", name, text);
    node.tabIndex = -1;
    node.setAttribute("role", "status");
    return node;
  }

  function box(/** @type {Asked} */ one) {
    const frame = T.element("section", "tm-part tm-part-question"), question = one.question;
    frame.dataset.asked = one.key;
    frame.appendChild(T.element("h3", "", question ? question.ask : /** @type {TumenSorting} */ (one.sort).ask));
    if (settled(one)) {
      frame.appendChild(told("tm-verdict", verdict(one)));
      frame.appendChild(question ? revealed(one, question) : sortedOut(one));
      frame.appendChild(pressable("tm-again", words.retry, () => answer(one, null)));
    } else if (question) options(frame, one, question);
    else things(frame, one, /** @type {TumenSorting} */ (one.sort));
    return frame;
  }

  /** @param {HTMLElement} frame @param {Asked} one @param {TumenQuestion} question */
  function options(frame, one, question) {
    if (question.predict && given(one).length === 0) frame.appendChild(T.element("p", "tm-sub", words.predict));
    question.options.forEach((option, i) => {
      if (!given(one).includes(i + 1)) frame.appendChild(pressable("tm-option", option, () => answer(one, i + 1)));
    });
    const tried = given(one)[0];
    if (!tried) return;
    const said = frame.appendChild(T.element("div", "tm-said"));
    said.appendChild(T.element("p", "", "")).appendChild(T.element("strong", "", "✗ " + question.options[tried - 1]));
    said.appendChild(T.element("div", "")).innerHTML = question.reasons[tried - 1];
    said.appendChild(told("tm-verdict", verdict(one)));
  }

  /** @param {Asked} one @param {TumenQuestion} question */
  function revealed(one, question) {
    const list = T.element("div", "tm-answer");
    list.innerHTML = question.revealed;
    given(one).forEach((number) => {
      const row = list.querySelector('[data-option="' + number + '"] .tm-option-text');
      if (row) row.append(" ", T.element("span", "tm-chip", words.yours));
    });
    return list;
  }

  /** @param {HTMLElement} frame @param {Asked} one @param {TumenSorting} sort */
  function things(frame, one, sort) {
    const done = given(one).length > 0 ? placed(one) : sort.items.map(() => false), form = frame.appendChild(T.element("form", ""));
    sort.items.forEach((item, i) => {
      if (done[i]) {
        form.appendChild(T.element("p", "tm-sentence", "")).innerHTML = "✓ " + item.told;
        return;
      }
      const field = form.appendChild(T.element("fieldset", "tm-thing"));
      field.appendChild(T.element("legend", "", item.text));
      sort.kinds.forEach(([kind, name]) => {
        const label = field.appendChild(T.element("label", "")), radio = label.appendChild(T.element("input", ""));
        radio.type = "radio";
        radio.name = one.key + " " + i;
        radio.value = kind;
        label.append(" " + name);
      });
    });
    const check = form.appendChild(T.element("button", "", words.check)), said = form.appendChild(told("tm-verdict", verdict(one)));
    check.type = "submit";
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const kinds = sort.items.map((item, i) => {
        const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="' + one.key + " " + i + '"]:checked'));
        return done[i] ? item.kind : chosen ? chosen.value : "";
      });
      if (kinds.includes("")) said.textContent = words.unsorted;
      else answer(one, kinds.join());
    });
  }

  function sortedOut(/** @type {Asked} */ one) {
    const sort = /** @type {TumenSorting} */ (one.sort), frame = T.element("div", "tm-answer"), list = frame.appendChild(T.element("ul", "tm-options")), right = placed(one);
    sort.items.forEach((item, i) => {
      const row = list.appendChild(T.element("li", right[i] ? "tm-right" : "tm-wrong")), mark = row.appendChild(T.element("span", "tm-mark", right[i] ? "✓" : "✗"));
      mark.setAttribute("aria-hidden", "true");
      row.appendChild(T.element("div", "")).innerHTML = item.told;
    });
    frame.appendChild(T.element("div", "tm-why")).innerHTML = sort.why;
    return frame;
  }

  function outcome(/** @type {Asked} */ one) {
    if (given(one).length === 0) return words.open_none;
    if (found(one)) return given(one).length === 1 ? words.outcome_right : words.outcome_later;
    return settled(one) ? words.outcome_missed : words.outcome_again;
  }

  // The same words as score_words in the explorer.
  function score(/** @type {Asked[]} */ all) {
    const right = all.filter(found), later = right.filter((one) => given(one).length > 1).length, open = all.filter((one) => given(one).length === 0).length;
    if (all.length === 0) return "";
    const line = filled(later ? words.score_later : words.score, { right: right.length, total: all.length, later });
    return [line, story.open[open]].filter(Boolean).join(" ");
  }

  function summary() {
    const panel = $("panel"), all = story.steps.flatMap(asked);
    panel.replaceChildren(T.element("h2", "", words.summary), T.element("p", "", score(all)));
    all.forEach((one) => {
      const ask = one.question ? one.question.ask : /** @type {TumenSorting} */ (one.sort).ask;
      panel.appendChild(T.element("div", "")).appendChild(pressable("tm-again", one.step.n + ". " + ask + " — " + outcome(one), () => byHand(one.step.n)));
    });
    panel.append(T.element("h3", "", words.able), T.element("p", "tm-sub", words.tick));
    story.goals.forEach((goal, i) => {
      const label = panel.appendChild(T.element("label", "tm-goal")), tick = label.appendChild(T.element("input", ""));
      tick.type = "checkbox";
      tick.checked = Boolean(ticked[i]);
      tick.addEventListener("change", () => { ticked[i] = tick.checked; });
      label.appendChild(T.element("span", "", goal));
    });
    panel.appendChild(T.element("h3", "", words.met));
    panel.appendChild(T.element("div", "")).innerHTML = story.sources;
    panel.appendChild(T.element("p", "tm-sub", story.once));
  }

  function byHand(/** @type {number} */ number) {
    playing = false;
    show(number);
  }

  story.steps.forEach((step) => { $("jump").add(new Option(step.n + ". " + step.heading, String(step.n))); });
  $("jump").add(new Option(words.summary, String(last + 1)));
  $("jump").addEventListener("change", () => byHand(Number($("jump").value)));
  $("notes").addEventListener("change", () => show(at));
  button("next").addEventListener("click", () => show(at + 1));
  button("previous").addEventListener("click", () => byHand(at - 1));
  button("play").addEventListener("click", () => { playing = true; show(at); });
  button("pause").addEventListener("click", () => byHand(at));
  button("restart").addEventListener("click", () => { Object.keys(tries).forEach((key) => delete tries[key]); byHand(1); });
  start();
})(window.Tumen, window.TumenValue);
