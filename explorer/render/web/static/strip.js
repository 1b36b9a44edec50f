// @ts-check
// The ways unrolled along the lower edge of the map: zones as bands, borders, breaks of gauge and ports as marks. Under the
// pointer, or with the arrow keys, the same place shows on the map.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  T.showStrip = function (scene) {
    const frame = T.map.getContainer();
    frame.classList.toggle("tumen-has-strip", Boolean(scene.strips && scene.strips.length > 0));
    if (T.stripBox) T.stripBox.remove();
    T.stripBox = null;
    spot(null);
    if (!scene.strips || scene.strips.length === 0) return;
    const box = T.element("div", "tumen-strips");
    T.stripBox = box;
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    const longest = Math.max(...scene.strips.map((strip) => strip.km), 1);
    scene.strips.forEach((strip) => box.appendChild(row(strip, longest)));
    frame.appendChild(box);
    sized.disconnect();
    sized.observe(box);
  };

  // A band shows its words, or its State alone, or nothing: never a part of a word.
  function fit() {
    if (!T.stripBox) return;
    const range = document.createRange();
    T.stripBox.querySelectorAll(".tumen-zone").forEach((/** @type {HTMLElement} */ piece) => {
      const fits = (/** @type {string} */ text) => {
        piece.textContent = text;
        range.selectNodeContents(piece);
        return range.getBoundingClientRect().width <= piece.clientWidth - 4;
      };
      [piece.dataset.words, piece.dataset.words.split(" ")[0], ""].find(fits);
    });
  }

  const sized = new ResizeObserver(fit);

  /** @param {TumenStrip} strip @param {number} longest */
  function row(strip, longest) {
    const line = T.element("div", "tumen-strip");
    line.appendChild(T.element("span", "tumen-strip-name", strip.title));
    const track = line.appendChild(T.element("div", "tumen-strip-track"));
    const bar = track.appendChild(T.element("div", "tumen-strip-bar"));
    bar.style.width = (100 * strip.km) / longest + "%";
    bar.setAttribute("tabindex", "0");
    bar.setAttribute("role", "slider");
    bar.setAttribute("aria-label", strip.title + ": " + strip.words);
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", String(Math.round(strip.km)));
    strip.bands.forEach((band) => {
      const piece = bar.appendChild(T.element("i", "tumen-zone tumen-zone-" + band.kind + (band.access ? " tumen-zone-" + band.access : ""), ""));
      piece.dataset.words = band.short;
      piece.style.width = (100 * (band.to - band.from)) / strip.km + "%";
    });
    strip.marks.forEach((mark) => {
      const pin = bar.appendChild(T.element("b", "tumen-strip-mark", mark.letter));
      pin.style.left = (100 * mark.at) / strip.km + "%";
    });
    bar.setAttribute("aria-valuenow", "0");
    follow(bar, strip);
    return line;
  }

  /** @param {HTMLElement} bar @param {TumenStrip} strip */
  function follow(bar, strip) {
    let at = 0;
    const show = (/** @type {number} */ km, /** @type {TumenAt} */ where) => {
      at = Math.max(0, Math.min(strip.km, km));
      const band = strip.bands.find((b) => at <= b.to) || strip.bands.at(-1);
      const near = strip.marks.filter((mark) => Math.abs(mark.at - at) < strip.km * 0.015).map((mark) => mark.title);
      const words = [Math.round(at) + " km", band && band.words, ...near].filter(Boolean).join(" · ");
      bar.setAttribute("aria-valuenow", String(Math.round(at)));
      bar.setAttribute("aria-valuetext", words);
      T.hint(words, where);
      spot(position(strip.track, at));
    };
    bar.addEventListener("mousemove", (event) => {
      const box = bar.getBoundingClientRect();
      show((strip.km * (event.clientX - box.left)) / box.width, event);
    });
    bar.addEventListener("mouseleave", () => { T.hint(null); spot(null); });
    bar.addEventListener("blur", () => { T.hint(null); spot(null); });
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 0.01, ArrowLeft: -0.01, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 }[event.key];
      if (!step) return;
      L.DomEvent.stop(event);
      const box = bar.getBoundingClientRect();
      const to = Math.max(0, Math.min(strip.km, at + step * strip.km));
      show(to, { clientX: box.left + (box.width * to) / strip.km, clientY: box.top - 40 });
    });
  }

  // Points of a track are [longitude, latitude, kilometre].
  /** @param {number[][]} track @param {number} km */
  function position(track, km) {
    let next = track.findIndex((point) => point[2] >= km);
    if (next < 0) next = track.length - 1;
    const after = track[next], before = track[Math.max(next - 1, 0)], span = after[2] - before[2];
    const share = span > 0 ? (km - before[2]) / span : 0;
    return [before[1] + (after[1] - before[1]) * share, before[0] + (after[0] - before[0]) * share];
  }

  function spot(/** @type {number[] | null} */ where) {
    if (T.stripSpot) T.stripSpot.remove();
    T.stripSpot = where && L.circleMarker(where, { renderer: T.svg, pane: "tumen-routes", radius: 8, color: T.config.palette.select,
      weight: 3, fillColor: T.config.palette.paper, fillOpacity: 0.6, interactive: false }).addTo(T.map);
  }
})(window.Tumen);
