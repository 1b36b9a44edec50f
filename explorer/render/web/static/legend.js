// @ts-check
// The legend and the captions over the map.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  T.showLegend = function (scene) {
    if (!T.legend) addLegend(scene);
    const box = T.legend.getContainer();
    if (scene.strips && !T.legendAsked) box.open = false; // the strips made the map lower, and a way may lead to any of its sides
    T.legendOf = scene.features;
    box.replaceChildren(T.element("summary", "", T.config.words.legend));
    const list = box.appendChild(T.element("ul", ""));
    for (const item of scene.legend) {
      const row = list.appendChild(T.element("li", ""));
      row.dataset.symbol = item.symbol;
      keys(item.symbol, scene).forEach((symbol) => row.appendChild(T.legendKey(symbol)));
      row.appendChild(T.element("span", "", item.word + (item.note ? " (" + item.note + ")" : "")));
    }
    showCaptions(scene);
  };

  function addLegend(/** @type {TumenScene} */ scene) {
    T.legend = L.control({ position: "bottomleft" });
    T.legend.onAdd = () => {
      const box = /** @type {HTMLDetailsElement} */ (T.element("details", "tumen-legend")), size = T.map.getSize();
      box.open = size.x > 640 && !scene.strips && size.y - 22 * scene.legend.length > 340; // else it hides too much
      box.addEventListener("click", () => { T.legendAsked = true; });
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    T.legend.addTo(T.map);
    T.map.on("moveend", () => T.trimLegend());
  }

  T.FINE_ZOOM = 11; // from here on a line of the reporting shows where its points are

  function showCaptions(/** @type {TumenScene} */ scene) {
    if (!T.caption) {
      T.caption = L.control({ position: "topright" });
      T.caption.onAdd = () => T.element("div", "tumen-caption");
      T.caption.addTo(T.map);
    }
    const say = () => {
      const coarse = T.map.getZoom() >= T.FINE_ZOOM ? coarseKm(scene) : 0;
      const also = coarse >= 1 ? [T.config.words.coarse.replace("{km}", String(Math.round(coarse)))] : [];
      T.caption.getContainer().textContent = [...scene.captions, ...also].join(" · ");
    };
    if (T.recaption) T.map.off("zoomend moveend", T.recaption);
    T.recaption = say;
    T.map.on("zoomend moveend", say);
    say();
  }

  /** The longest straight piece in view of a line that is said to run on track, in kilometres: what the data bear.
   * @param {TumenScene} scene */
  function coarseKm(scene) {
    const frame = T.map.getBounds();
    let longest = 0;
    for (const feature of scene.features) {
      if (!["rail", "way-rail"].includes(feature.properties.kind)) continue;
      const { type, coordinates } = feature.geometry, lines = type === "LineString" ? [coordinates] : type === "MultiLineString" ? coordinates : [];
      for (const line of lines) {
        for (let n = 1; n < line.length; n += 1) {
          const ends = [line[n - 1], line[n]].map(([lon, lat]) => L.latLng(lat, lon));
          if (frame.intersects(L.latLngBounds(ends))) longest = Math.max(longest, ends[0].distanceTo(ends[1]) / 1000);
        }
      }
    }
    return longest;
  }

  // A story's frames are given, so its legend keeps to the marks inside them.
  T.trimLegend = function () {
    if (!T.config.player || !T.legend || T.moving) return;
    const frame = T.map.getBounds(), points = T.legendOf.filter((f) => f.geometry.type === "Point" && frame.contains(T.toLatLng(f)));
    const seen = points.map((f) => f.properties);
    for (const row of T.legend.getContainer().querySelectorAll("li")) {
      const [family, name] = row.dataset.symbol.split(":"), kind = T.config.kinds[family];
      if (family === "stance") row.hidden = !seen.some((p) => Object.keys(p.stances || {}).some((stance) => T.config.stances[stance].name === name));
      else if (family === "basis") row.hidden = !seen.some((p) => p.kind === "site" && p.basis === name);
      else if (kind && kind.widget) row.hidden = !seen.some((p) => p.kind === family);
    }
  };

  /** The symbols of a row: some kinds show every colour they are drawn in, such as stops that of each journey.
   * @param {string} symbol @param {TumenScene} scene */
  function keys(symbol, scene) {
    const kind = T.config.kinds[symbol];
    if (!kind || !kind.by_colour) return [symbol];
    const colours = scene.features.filter((f) => f.properties.kind === symbol).map((f) => symbol + ":" + (f.properties.colour || kind.colour));
    return [...new Set(colours)].sort();
  }
})(window.Tumen);
