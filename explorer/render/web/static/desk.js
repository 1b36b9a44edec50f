// @ts-check
// A desk where somebody works with the keyboard: keys that press the page's own buttons, a focus that is never lost, words for screen
// readers, and whatever is being typed, kept in the browser until the server has it. It knows nothing of what is worked on.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const MINE = "tumen:typed:", TYPED = "[class*='st-key-typed']";
  let keys = /** @type {Record<string, string>} */ ({}), kept = /** @type {Record<string, string>} */ ({});
  let mode = "", start = "", home = "", said = "", begun = false, opening = false, spots = /** @type {any} */ (null), shown = "";

  function alive() {
    return !window.frameElement || window.frameElement.isConnected;
  }

  // ---- keys --------------------------------------------------------------------------------------------------------
  /** A letter by the key that it stands on, so that Hangul and Cyrillic layouts work as well.
   * @param {KeyboardEvent} event */
  function letter(event) {
    if (/^[ -~]$/u.test(event.key)) return event.key.toLowerCase();
    const found = /^(?:Key|Digit|Numpad)([A-Z0-9])$/u.exec(event.code);
    return found ? found[1].toLowerCase() : event.key;
  }

  function button(/** @type {string} */ name) {
    return /** @type {HTMLButtonElement | null} */ (T.outer().querySelector(".st-key-" + name + " button"));
  }

  function onKey(/** @type {KeyboardEvent} */ event) {
    if (!alive() || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const at = /** @type {any} */ (event.target), typing = at && at.closest && at.closest(T.handsOff);
    if (typing && !(event.key === "Escape" && at.closest(TYPED) && !at.closest("[aria-expanded=true]"))) return;
    if (!typing && event.shiftKey) return;
    const name = keys[letter(event)], found = name ? button(name) : null;
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    if (typing) at.blur(); // the field tells the server before the button is pressed
    if (!found.disabled) found.click();
  }

  // ---- what is typed -----------------------------------------------------------------------------------------------
  function fieldOf(/** @type {any} */ at) {
    if (!at || !at.closest || !at.closest(TYPED) || !/^(?:INPUT|TEXTAREA)$/u.test(at.tagName)) return "";
    if (at.type && !/^(?:text|search|textarea)$/u.test(at.type)) return "";
    const box = at.closest("[class*='st-key-t_']");
    const found = box && /st-key-(t_[\w-]+)/u.exec(box.className);
    return found ? found[1] : "";
  }

  function onInput(/** @type {Event} */ event) {
    const name = alive() ? fieldOf(event.target) : "";
    if (name) store(name, /** @type {any} */ (event.target).value);
  }

  function store(/** @type {string} */ name, /** @type {string | null} */ value) {
    try {
      if (value === null) localStorage.removeItem(MINE + name);
      else localStorage.setItem(MINE + name, value);
    } catch { /* a browser that keeps nothing: the server keeps what has been sent */ }
  }

  function stored(/** @type {string} */ name) {
    try { return localStorage.getItem(MINE + name); } catch { return null; }
  }

  // What the server does not have yet is put back into its field and sent; what it has need not be kept here.
  function settle() {
    for (const [name, value] of Object.entries(kept)) {
      const typed = stored(name);
      if (typed === null) continue;
      if (typed.trim() === value.trim()) { store(name, null); continue; }
      const field = T.outer().querySelector(".st-key-" + name + " textarea, .st-key-" + name + " input");
      if (!field || field === T.outer().activeElement || field.value === typed) continue;
      const owner = Object.getPrototypeOf(field);
      Object.getOwnPropertyDescriptor(owner, "value")?.set?.call(field, typed);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
      field.blur();
    }
  }

  // ---- focus and words ---------------------------------------------------------------------------------------------
  function rest() {
    const outer = T.outer(), active = outer.activeElement;
    return !active || active === outer.body || !active.isConnected;
  }

  // The widget at which the form begins; a form's widgets do not come in their order.
  function first() {
    return T.outer().querySelector(["textarea", "input", "button"].map((tag) => ".st-key-" + start + " " + tag).join(", "));
  }

  function goHome() {
    const box = T.outer().querySelector(".st-key-" + home);
    if (!box) return;
    box.setAttribute("tabindex", "-1");
    box.style.outline = "none";
    box.focus({ preventScroll: true });
  }

  // The page's elements come a little before or after the map's scene: what is to have the focus is awaited, until something else
  // is asked for.
  let asked = 0;
  function awaited(/** @type {() => boolean} */ done, turns = 400) {
    const mine = ++asked;
    const look = () => {
      if (mine === asked && !done() && turns-- > 0) setTimeout(look, 25);
    };
    look();
  }

  function idle() {
    const app = T.outer().querySelector("[data-testid=stApp]");
    return !app || app.dataset.testScriptState === "notRunning";
  }

  T.desk = function (told) {
    begin();
    opening = (opening || told.mode !== mode) && Boolean(told.mode);
    const closing = told.mode !== mode && !told.mode;
    ({ keys, kept, mode, home, first: start } = told);
    if (told.spoken !== said) T.say((said = told.spoken));
    mark(told.spots);
    awaited(() => {
      const field = opening && idle() ? first() : null;
      if (!idle() || (opening && !field)) return false;
      settle();
      if (field) field.focus();
      else if (begun && (closing || rest())) goHome();
      opening = false;
      begun = true;
      return true;
    });
  };

  let listening = false;
  function begin() {
    if (listening) return;
    listening = true;
    const outer = T.outer();
    if (outer.tumenDesk) outer.tumenDesk();
    document.addEventListener("keydown", onKey, true);
    outer.addEventListener("keydown", onKey, true);
    outer.addEventListener("input", onInput, true);
    const end = () => {
      outer.removeEventListener("keydown", onKey, true);
      outer.removeEventListener("input", onInput, true);
      const voice = outer.getElementById("tumen-voice");
      if (voice) voice.remove();
      if (outer.tumenDesk === end) outer.tumenDesk = null;
    };
    outer.tumenDesk = end;
    window.addEventListener("pagehide", end);
  }

  // ---- spots -------------------------------------------------------------------------------------------------------
  function mark(/** @type {TumenSpot[]} */ rows) {
    const map = T.map, mine = JSON.stringify(rows);
    if (spots) spots.remove();
    spots = L.layerGroup().addTo(map);
    for (const spot of rows) {
      const colour = T.config.palette.select;
      const dot = L.circleMarker([spot.lat, spot.lon], { pane: "tumen-notes", radius: spot.chosen ? 8 : 5, color: colour, weight: spot.chosen ? 3 : 1.5,
        fillColor: T.config.palette.paper, fillOpacity: spot.chosen ? 0.25 : 0.8, dashArray: spot.chosen ? null : "3 2", interactive: true });
      dot.bindTooltip(T.element("span", "", spot.word), { direction: "top" }).addTo(spots);
    }
    if (mine === shown) return;
    shown = mine;
    const chosen = rows.filter((spot) => spot.chosen);
    if (chosen.length > 0 && !chosen.every((spot) => map.getBounds().pad(-0.1).contains([spot.lat, spot.lon])))
      map.fitBounds(L.latLngBounds(chosen.map((spot) => [spot.lat, spot.lon])), { maxZoom: 9, padding: [40, 40], animate: false });
  }
})(window.Tumen);
