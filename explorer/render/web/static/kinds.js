// @ts-check
// How a kind of feature is drawn, as the table in the settings says: lines, areas, plain points, and the keys of the legend.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const SVG = "http://www.w3.org/2000/svg";
  const RING = 7;

  T.kindOf = (feature) => T.config.kinds[feature.properties.kind];

  // The colour of a feature: its own, such as that of its journey, or that of its kind.
  T.colourOf = (feature) => T.config.palette[feature.properties.colour || T.kindOf(feature).colour];

  const pen = (/** @type {TumenStroke} */ stroke, /** @type {string} */ own) => ({
    color: stroke.colour ? T.config.palette[stroke.colour] : own, weight: stroke.width, opacity: stroke.opacity,
    dashArray: stroke.dash.length > 0 ? stroke.dash.join(" ") : null, lineCap: stroke.round ? "round" : "butt",
  });

  // Points with a widget of their own are arranged by scene.js, since they make room for each other.
  T.drawShape = function (layer, feature) {
    const kind = T.kindOf(feature), p = feature.properties, own = T.colourOf(feature), pane = "tumen-" + kind.pane;
    if (feature.geometry.type === "Point" && kind.widget) return;
    const area = !feature.geometry.type.endsWith("LineString");
    const base = { pane, interactive: false, smoothFactor: 0.6, ...(kind.pane === "routes" ? { renderer: layer.renderer } : {}) };
    const shape = (look) => L.geoJSON(feature.geometry, { ...base, style: () => look,
      pointToLayer: (_point, at) => L.circleMarker(at, { ...base, radius: RING }) }).addTo(layer.group);
    if (p.selected) shape({ fill: false, color: T.config.palette.select, weight: 11, opacity: 0.35, lineCap: "round" });
    const inside = { fill: true, fillColor: own, fillOpacity: kind.fill };
    kind.strokes.forEach((stroke, n) => {
      const drawn = shape({ fill: false, ...pen(stroke, own), ...(area && n === kind.strokes.length - 1 ? inside : {}) });
      drawn.eachLayer((part) => { if (part._path && stroke.opacity === 1) part._path.dataset.feature = feature.id; });
    });
    if (kind.reach === "none") return;
    const grip = shape({ color: "#000", weight: kind.reach === "choose" ? 16 : 12, opacity: 0, fill: area, fillOpacity: 0 });
    grip.eachLayer((part) => hold(part._path, feature, kind.reach));
  };

  T.detailOf = (feature) => feature.properties.said || feature.properties.detail || "";

  /** What a reader can do with a line or an area: choose it, or be told what it is.
   * @param {SVGElement} node @param {TumenFeature} feature @param {string} reach */
  function hold(node, feature, reach) {
    node.classList.add("leaflet-interactive");
    if (reach === "choose") {
      node.classList.add("tumen-route");
      T.makeButton(node, feature, T.spoken(feature));
      return;
    }
    const words = feature.properties.title + " · " + T.detailOf(feature);
    node.classList.add("tumen-told");
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", words);
    if (reach === "focus") node.setAttribute("tabindex", "0");
    T.hints(node, words);
  }

  // ---- keys of the legend ------------------------------------------------------------------------------------------
  T.legendKey = function (symbol) {
    const [family, name] = symbol.split(":");
    if (family === "stance") return T.stanceShape(Object.keys(T.config.stances).find((stance) => T.config.stances[stance].name === name) || "");
    if (family === "basis") return T.element("i", "tumen-key tumen-key-basis-" + name);
    const kind = T.config.kinds[family];
    if (!kind) return swatch(T.config.backdrops[family], T.config.palette[T.config.backdrops[family].colour], "rect");
    const own = T.config.palette[name || kind.colour];
    if (!kind.widget) return swatch(kind, own, kind.fill ? "circle" : "line");
    const key = T.element("i", "tumen-key tumen-key-" + kind.widget);
    key.style.color = own;
    return key;
  };

  const PLACES = { line: { x1: 0, y1: 6, x2: 20, y2: 6 }, circle: { cx: 10, cy: 6, r: 5 }, rect: { x: 1, y: 1, width: 18, height: 10 } };

  /** A row of the table as a small drawing.
   * @param {TumenLook} look @param {string} own @param {"line" | "circle" | "rect"} form */
  function swatch(look, own, form) {
    const drawing = document.createElementNS(SVG, "svg"), shape = look.fill || form !== "rect" ? form : "line";
    drawing.setAttribute("viewBox", "0 0 20 12");
    drawing.setAttribute("class", "tumen-key");
    drawing.setAttribute("aria-hidden", "true");
    look.strokes.forEach((stroke, n) => {
      const part = drawing.appendChild(document.createElementNS(SVG, shape)), p = pen(stroke, own), last = n === look.strokes.length - 1;
      const values = { ...PLACES[shape], fill: last && look.fill ? own : "none", "fill-opacity": look.fill, stroke: p.color,
        "stroke-width": p.weight, "stroke-opacity": p.opacity, "stroke-dasharray": p.dashArray || "none", "stroke-linecap": p.lineCap };
      for (const [key, value] of Object.entries(values)) part.setAttribute(key, String(value));
    });
    return drawing;
  }
})(window.Tumen);
