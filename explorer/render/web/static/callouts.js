// @ts-check
// Notes of a story's step: a box beside its place, clear of marks, of the map's controls and of each other as far as there is
// room. Text enters as text.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const REACH = [14, 26, 44, 70, 105, 150];
  const SIDES = [[1, -1], [-1, -1], [1, 1], [-1, 1], [1, 0], [-1, 0], [0, -1], [0, 1]];
  const EDGE = 4;

  // What lies over the map and does not move with it: rectangles in pixels of the frame.
  T.controls = function (map) {
    const frame = map.getContainer().getBoundingClientRect();
    return [...map.getContainer().querySelectorAll(".leaflet-control, .tumen-strips")].map((node) => node.getBoundingClientRect())
      .filter((box) => box.width && box.height)
      .map((box) => ({ x0: box.left - frame.left, y0: box.top - frame.top, x1: box.right - frame.left, y1: box.bottom - frame.top }));
  };

  function marks(map) {
    return T.obstacles.map((o) => {
      const at = map.latLngToContainerPoint(o.at), x = at.x + (o.dx || 0), y = at.y + (o.dy || 0);
      return { x0: x - o.width / 2 - 3, y0: y - o.height / 2 - 8, x1: x + o.width / 2 + 8, y1: y + o.height / 2 + 3 };
    });
  }

  const shared = (/** @type {TumenBox} */ a, /** @type {TumenBox} */ b) => Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));

  // The spot inside the frame that hides least; of spots that hide nothing the nearest one, above rather than below.
  /** @param {{x: number, y: number}} at @param {number} width @param {number} height @param {{x: number, y: number}} size
   * @param {TumenBox[]} taken */
  function bestSpot(at, width, height, size, taken) {
    const within = (/** @type {number} */ start, /** @type {number} */ length, /** @type {number} */ frame) =>
      Math.max(EDGE, Math.min(start, frame - EDGE - length));
    let best = null;
    for (const reach of REACH) {
      for (const [sx, sy] of SIDES) {
        const far = sx && sy ? reach : reach + 6;
        const x0 = within(at.x + sx * far - (sx < 0 ? width : sx ? 0 : width / 2), width, size.x);
        const y0 = within(at.y + sy * far - (sy < 0 ? height : sy ? 0 : height / 2), height, size.y);
        const box = { x0, y0, x1: x0 + width, y1: y0 + height };
        const hidden = taken.reduce((sum, other) => sum + shared(box, other), 0);
        if (!best || hidden < best.hidden) best = { ...box, hidden };
        if (!hidden) return best;
      }
    }
    return best;
  }

  const around = (/** @type {{x: number, y: number}} */ at) => ({ x0: at.x - EDGE, y0: at.y - EDGE, x1: at.x + EDGE, y1: at.y + EDGE });

  function note(/** @type {TumenFeature} */ feature) {
    const box = T.element("div", "tumen-callout tumen-callout-" + (feature.properties.basis || "named"));
    box.appendChild(T.element("strong", "", feature.properties.title));
    box.appendChild(T.element("span", "", T.detailOf(feature)));
    return box;
  }

  function measured(map, box) {
    const pane = map.getPane("tumen-notes"), trial = pane.appendChild(box);
    const size = [Math.ceil(trial.offsetWidth), Math.ceil(trial.offsetHeight)];
    trial.remove();
    return size;
  }

  // Again when the map has come to rest, or when what lies over it has another size: a legend opened, a style that came late.
  function watch(map) {
    const again = () => {
      if (!T.noted.group || T.moving) return;
      T.drawCallouts(T.noted, map);
      T.placeLabels();
    };
    map.on("moveend", again);
    if (!window.ResizeObserver) return;
    const observer = new ResizeObserver(() => { if (places(T.controls(map)) !== T.notedBeside) again(); });
    for (const control of [T.legend, T.caption]) observer.observe(control.getContainer());
  }

  const places = (/** @type {TumenBox[]} */ boxes) => JSON.stringify(boxes);

  T.drawCallouts = function (layer, map) {
    if (!T.noted) watch(map);
    T.noted = layer;
    if (layer.notes) layer.notes.remove();
    layer.notes = L.layerGroup().addTo(layer.group);
    T.noteBoxes = [];
    const features = layer.marks.filter((f) => T.kindOf(f).widget === "note");
    if (features.length === 0 || T.moving) return; // in flight there is nothing to be read
    const size = map.getSize(), controls = T.controls(map), taken = [...controls, ...marks(map)];
    T.notedBeside = places(controls);
    for (const feature of features) {
      const [lon, lat] = feature.geometry.coordinates, at = map.latLngToContainerPoint([lat, lon]), box = note(feature);
      const [width, height] = measured(map, box), spot = bestSpot(at, width, height, size, [...taken, around(at)]);
      taken.push(spot);
      T.noteBoxes.push({ at: L.latLng(lat, lon), width, height, dx: spot.x0 + width / 2 - at.x, dy: spot.y0 + height / 2 - at.y });
      const icon = L.divIcon({ className: "tumen-mark", html: box, iconSize: [width, height], iconAnchor: [at.x - spot.x0, at.y - spot.y0] });
      L.marker([lat, lon], { pane: "tumen-notes", interactive: false, keyboard: false, icon }).addTo(layer.notes);
      const end = map.containerPointToLatLng([Math.min(Math.max(at.x, spot.x0), spot.x1), Math.min(Math.max(at.y, spot.y0), spot.y1)]);
      L.polyline([[lat, lon], end], { renderer: layer.renderer, pane: "tumen-routes", interactive: false, color: T.config.palette.text, weight: 1.2 }).addTo(layer.notes);
    }
  };
})(window.Tumen);
