// @ts-check
// A position of the map to be copied in three notations, or marked for the page Brief. It opens with the other mouse button, a long press,
// the letter c or the readout of the position; MGRS is the server's word, and a page that stands alone goes without it.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  let popup = /** @type {any} */ (null), before = /** @type {HTMLElement | null} */ (null), start = /** @type {any} */ (null);

  T.addPosition = function (map, config) {
    map.on("contextmenu", (event) => {
      L.DomEvent.preventDefault(event.originalEvent);
      open(map, config, event.latlng);
    });
    map.getContainer().addEventListener("keydown", (event) => {
      const typing = /** @type {HTMLElement} */ (event.target).closest("input, textarea");
      if (typing || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyC") return;
      event.preventDefault();
      open(map, config, map.getCenter());
    });
  };
  T.openPosition = () => open(T.map, T.config, T.map.getCenter());

  /** @param {any} map @param {TumenSettings} config @param {any} latlng */
  function open(map, config, latlng) {
    const at = latlng.wrap(), active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!active || !active.closest(".tumen-copy")) before = active;
    const box = T.element("div", "tumen-copy"), said = T.element("output", "");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", config.words.copy);
    row(box, said, config.words.decimal, at.lat.toFixed(5) + ", " + at.lng.toFixed(5));
    row(box, said, config.words.dms, sexagesimal(at.lat, "N", "S") + ", " + sexagesimal(at.lng, "E", "W"));
    if (config.mgrs) row(box, said, "MGRS", mgrs(config.mgrs, at));
    box.append(said);
    if (T.noting) box.append(noteForm(config, at));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      map.closePopup(popup);
    });
    if (popup) popup.off("remove").remove();
    // Controls lie over everything in the map's own panes: those at the left, and what the map says along its upper edge, are kept clear of.
    const clear = { autoPanPaddingTopLeft: [56, 48], autoPanPaddingBottomRight: [12, 12] };
    popup = L.popup({ className: "tumen-copying", maxWidth: 280, minWidth: 200, ...clear }).setLatLng(latlng).setContent(box);
    popup.on("remove", () => { if (before && before.isConnected) before.focus({ preventScroll: true }); });
    popup.openOn(map);
    box.querySelector("button").focus({ preventScroll: true });
  }

  /** One notation: what it is called copies it, what it says can be selected.
   * @param {HTMLElement} box @param {HTMLElement} said @param {string} name
   * @param {string | Promise<string>} coming */
  function row(box, said, name, coming) {
    const line = box.appendChild(T.element("div", "tumen-copy-row")), button = line.appendChild(T.element("button", "", name));
    const value = line.appendChild(T.element("code", "", "…"));
    button.type = "button";
    button.disabled = true;
    const known = (/** @type {string} */ text) => {
      value.textContent = text;
      button.disabled = false;
      button.setAttribute("aria-label", name + ": " + text);
    };
    if (typeof coming === "string") known(coming);
    else coming.then(known, () => { value.textContent = T.config.words.no_answer; });
    button.addEventListener("click", () => copy(value, said));
  }

  // Where a page may not write to the clipboard, the text is selected for the reader's own copying.
  async function copy(/** @type {HTMLElement} */ value, /** @type {HTMLElement} */ said) {
    try {
      await navigator.clipboard.writeText(value.textContent);
      said.textContent = T.config.words.copied;
    } catch {
      window.getSelection().selectAllChildren(value);
      said.textContent = T.config.words.selected;
    }
  }

  async function mgrs(/** @type {string} */ url, /** @type {any} */ at) {
    const answer = await fetch(url + "?lon=" + at.lng + "&lat=" + at.lat);
    if (!answer.ok) throw new Error(url + " answered " + answer.status);
    return (await answer.json()).mgrs;
  }

  // To a tenth of a second; counted in tenths, so that 59.96 seconds become a minute.
  /** @param {number} value @param {string} positive @param {string} negative */
  function sexagesimal(value, positive, negative) {
    const tenths = Math.round(Math.abs(value) * 36000), seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
    const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, "0");
    return Math.floor(tenths / 36000) + "°" + minutes + "′" + seconds + "″ " + (value < 0 ? negative : positive);
  }

  // ---- notes for Brief -----------------------------------------------------------------------------------------------
  const pair = (/** @type {any} */ at) => at.lng.toFixed(4) + "," + at.lat.toFixed(4);

  /** @param {TumenSettings} config @param {any} at */
  function noteForm(config, at) {
    const form = T.element("form", "tumen-copy-note"), label = form.appendChild(T.element("label", "", config.words.note));
    const field = label.appendChild(T.element("input", ""));
    field.maxLength = 120;
    field.autocomplete = "off";
    const note = form.appendChild(T.element("button", "", config.words.note_here));
    const arrow = form.appendChild(T.element("button", "", start ? config.words.arrow_to : config.words.arrow_from));
    arrow.type = "button";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value.trim()) send(pair(at), field.value);
      else field.focus();
    });
    arrow.addEventListener("click", () => {
      const from = start;
      start = from ? null : at;
      if (from) send(pair(from) + ">" + pair(at), field.value);
      else T.map.closePopup(popup);
    });
    note.type = "submit";
    return form;
  }

  /** @param {string} place @param {string} words */
  function send(place, words) {
    T.map.closePopup(popup);
    T.choose("note:" + (place + " " + words.trim()).trim());
  }
})(window.Tumen);
