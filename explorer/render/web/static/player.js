// @ts-check
// A story's keys, its clock, and its voice for screen readers. It presses the page's own buttons and knows nothing of the story.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const HANDS_OFF = "input, textarea, select, [contenteditable=true], [role=radio], [role=slider], [role=listbox], [role=combobox], [role=tab], [role=menu]";
  const PRESSABLE = "button, a, summary, [role=button], [role=checkbox], [role=switch]";
  let timer = 0, said = /** @type {string | null} */ (null), story = /** @type {TumenStep | null} */ (null);
  let current = /** @type {TumenSceneLayer | null} */ (null), ahead = /** @type {TumenSceneLayer | null} */ (null);

  function page() {
    try { return window.parent !== window && window.parent.document ? window.parent.document : document; } catch { return document; }
  }

  function button(/** @type {string} */ name) {
    const found = /** @type {HTMLButtonElement | null} */ (page().querySelector(".st-key-story_" + name + " button"));
    return found && !found.disabled ? found : null;
  }

  function press(/** @type {string} */ name) {
    const found = button(name);
    if (found) found.click();
    return Boolean(found);
  }

  /** What an event came to, where that is an element: of this document or of the page around it.
   * @param {Event} event @returns {Element | null} */
  function elementOf(event) {
    const at = /** @type {any} */ (event.target);
    return at && at.closest ? at : null;
  }

  // The scenes before and after a step come along with it, so that the map need not wait for the page: it goes ahead, and the
  // page's own scene, when it comes, finds itself drawn already.
  function goAhead(/** @type {"next" | "previous"} */ name) {
    const scene = story && story[name];
    if (!scene || !current) return;
    current.onRemove(T.map);
    current = null;
    ahead = new T.SceneLayer(scene);
    ahead.addTo(T.map);
  }

  T.adopt = function (layer) {
    const early = ahead;
    if (layer === early) return false;
    ahead = null;
    current = layer;
    if (!early || !early.group) return false;
    if (early.scene.digest !== layer.scene.digest) {
      early.remove();
      return false;
    }
    for (const part of ["group", "renderer", "marks", "arrange", "pills", "notes"]) layer[part] = early[part];
    early.group = null;
    early.arrange = null;
    T.noted = layer;
    T.map.off("zoomend", layer.arrange);
    layer.arrange = () => T.arrange(layer, T.map);
    T.map.on("zoomend", layer.arrange);
    early.remove();
    T.player(layer.scene.player);
    T.camera(layer.scene.camera);
    return true;
  };

  function onClick(/** @type {MouseEvent} */ event) {
    const at = elementOf(event);
    if (!at || (window.frameElement && !window.frameElement.isConnected)) return;
    if (at.closest(".st-key-story_next button:enabled, .st-key-story_next_below button:enabled")) goAhead("next");
    else if (at.closest(".st-key-story_previous button:enabled")) goAhead("previous");
  }

  function onKey(/** @type {KeyboardEvent} */ event) {
    if (window.frameElement && !window.frameElement.isConnected) return;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = elementOf(event);
    if (at && at.closest(HANDS_OFF)) return;
    const names = { ArrowRight: ["next"], ArrowLeft: ["previous"], Home: ["restart"], " ": ["pause", "next"] }[event.key];
    if (!names || (event.key === " " && at && at.closest(PRESSABLE))) return;
    if (names.some(press)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  // In a story the arrow keys step; the map does not take them.
  T.addPlayer = function (map) {
    map.keyboard.disable();
    map.getContainer().classList.add("tumen-player");
    const outer = page();
    document.addEventListener("keydown", onKey, true);
    if (outer !== document) {
      if (outer.tumenKeys) outer.removeEventListener("keydown", outer.tumenKeys, true);
      outer.tumenKeys = onKey;
      outer.addEventListener("keydown", onKey, true);
    }
    outer.addEventListener("click", onClick, true);
    window.addEventListener("pagehide", () => {
      outer.removeEventListener("keydown", onKey, true);
      outer.removeEventListener("click", onClick, true);
      const voice = outer.getElementById("tumen-voice");
      if (voice) voice.remove();
    });
  };

  // A new step starts at its first word, wherever the last one was left; a story at its title, wherever its card was pressed.
  function toTop(/** @type {boolean} */ first) {
    const outer = page(), panel = outer.querySelector(".st-key-story_panel, #panel"), above = outer.querySelector(".st-key-story_map, #map");
    if (!panel || !above) return;
    panel.scrollTop = 0;
    const words = panel.getBoundingClientRect(), map = above.getBoundingClientRect();
    const scroller = outer.querySelector("[data-testid=stMain]") || outer.scrollingElement;
    if (first) scroller.scrollTop = 0;
    else if (words.left < map.right && words.top < map.bottom) scroller.scrollTop -= map.bottom - words.top; // one below the other, on a phone
  }

  function speak(/** @type {string} */ words) {
    if (!words || words === said) return;
    toTop(said === null);
    said = words;
    T.say(words);
  }

  T.outer = page;
  T.handsOff = HANDS_OFF;

  // One place for the whole visit, outside what the page redraws, so that a screen reader hears each thing once.
  T.say = function (words) {
    const outer = page();
    let voice = outer.getElementById("tumen-voice");
    if (!voice) {
      voice = outer.createElement("div");
      voice.id = "tumen-voice";
      voice.className = "tm-unseen";
      voice.setAttribute("role", "status");
      voice.setAttribute("aria-live", "polite");
      outer.body.appendChild(voice);
    }
    voice.textContent = words;
  };

  // A step that speaks of no place has a board over the map instead: days in a row, or one statement.
  function board(/** @type {TumenBoard | null | undefined} */ told) {
    const frame = T.map.getContainer(), old = frame.querySelector(".tumen-board");
    if (old) old.remove();
    frame.classList.toggle("tumen-boarded", Boolean(told));
    if (!told) return;
    const box = T.element("section", "tumen-board" + (told.rows.length === 1 ? " tumen-statement" : ""));
    box.setAttribute("aria-label", told.heading);
    box.tabIndex = 0;
    box.appendChild(T.element("h2", "", told.heading));
    const list = box.appendChild(T.element(told.rows.length === 1 ? "div" : "ol", ""));
    told.rows.forEach(([day, words, who]) => {
      const row = list.appendChild(T.element(told.rows.length === 1 ? "blockquote" : "li", ""));
      if (day) row.appendChild(T.element("time", "", day));
      row.appendChild(T.element("p", "", words));
      row.appendChild(T.element("p", "tumen-who", who));
    });
    L.DomEvent.disableScrollPropagation(box);
    frame.appendChild(box);
  }

  T.player = function (told) {
    if (!told) return;
    board(told.board);
    speak(told.spoken);
    if (!("next" in told)) return; // a scene that went ahead: the page's own has still to come
    story = told;
    wind();
  };

  // The clock of a step; it stands while nobody can see the page, and begins the step anew after that.
  function wind() {
    window.clearTimeout(timer);
    if (story && story.play && !document.hidden) timer = window.setTimeout(() => press("next"), story.play * 1000);
  }
  document.addEventListener("visibilitychange", wind);
})(window.Tumen);
