// @ts-check
// The map and the timeline beside it: a month that is pointed at lights its places, a place that is pointed at lights its months. Both
// speak through the window of the page that holds them. A letter that is typed on the map reaches the page's keys as well.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  let lit = /** @type {Set<string>} */ (new Set()), begun = false;
  const holders = /** @type {Map<HTMLElement, string[]>} */ (new Map());

  function show(/** @type {HTMLElement} */ holder, /** @type {string[]} */ ids) {
    holder.classList.toggle("tumen-lit", ids.some((id) => lit.has(id)));
  }

  function light() {
    for (const [holder, ids] of holders) {
      if (holder.isConnected) show(holder, ids);
      else holders.delete(holder);
    }
  }

  function say(/** @type {string} */ site) { window.parent.dispatchEvent(new CustomEvent("tumen:site", { detail: site })); }

  function begin() {
    begun = true;
    const page = window.parent;
    const heard = (/** @type {any} */ event) => { lit = new Set(event.detail); light(); };
    page.addEventListener("tumen:time", heard);
    document.addEventListener("keydown", (event) => page.dispatchEvent(new CustomEvent("tumen:key", { detail: event })));
    window.addEventListener("pagehide", () => page.removeEventListener("tumen:time", heard));
  }

  /** @param {HTMLElement} holder @param {string[]} ids */
  T.linkTime = function (holder, ids) {
    if (!begun) begin();
    holders.set(holder, ids);
    show(holder, ids);
    for (const name of ["mouseenter", "focusin"]) holder.addEventListener(name, () => say(ids[0]));
    for (const name of ["mouseleave", "focusout"]) holder.addEventListener(name, () => say(""));
  };
})(window.Tumen);
