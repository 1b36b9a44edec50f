// @ts-check
// Scale in kilometres and nautical miles, graticule, coordinate readout, distance on the ellipsoid.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const NM = 1852;

  T.addTools = function (map, config) {
    T.language = config.language;
    addScale(map);
    addReadout(map, config);
    addGraticule(map, config);
    addMeasure(map, config);
    map.on("moveend", () => T.placeLabels());
    window.addEventListener("keydown", (event) => { if (event.key === "Escape" && T.stopMeasuring) T.stopMeasuring(); });
  };

  // ---- ellipsoid: Vincenty's inverse solution on WGS84, metres ------------------------------------------------------
  T.distance = function (from, to) {
    const a = 6378137, f = 1 / 298.257223563, b = a * (1 - f), rad = Math.PI / 180;
    const span = (to.lng - from.lng) * rad;
    const u1 = Math.atan((1 - f) * Math.tan(from.lat * rad)), u2 = Math.atan((1 - f) * Math.tan(to.lat * rad));
    const s1 = Math.sin(u1), c1 = Math.cos(u1), s2 = Math.sin(u2), c2 = Math.cos(u2);
    let lambda = span, sinS = 0, cosS = 1, sigma = 0, cosA2 = 1, cos2M = 0;
    for (let turn = 0; turn < 100; turn++) {
      const sl = Math.sin(lambda), cl = Math.cos(lambda);
      sinS = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
      if (sinS === 0) return 0;
      cosS = s1 * s2 + c1 * c2 * cl;
      sigma = Math.atan2(sinS, cosS);
      const sinA = (c1 * c2 * sl) / sinS;
      cosA2 = 1 - sinA * sinA;
      cos2M = cosA2 ? cosS - (2 * s1 * s2) / cosA2 : 0;
      const C = (f / 16) * cosA2 * (4 + f * (4 - 3 * cosA2));
      const before = lambda;
      lambda = span + (1 - C) * f * sinA * (sigma + C * sinS * (cos2M + C * cosS * (2 * cos2M * cos2M - 1)));
      if (Math.abs(lambda - before) < 1e-12) break;
    }
    const k = (cosA2 * (a * a - b * b)) / (b * b);
    const A = 1 + (k / 16384) * (4096 + k * (k * (320 - 175 * k) - 768)), B = (k / 1024) * (256 + k * (k * (74 - 47 * k) - 128));
    const ds = B * sinS * (cos2M + (B / 4) * (cosS * (2 * cos2M * cos2M - 1) - (B / 6) * cos2M * (4 * sinS * sinS - 3) * (4 * cos2M * cos2M - 3)));
    return b * A * (sigma - ds);
  };

  function round125(/** @type {number} */ value) {
    const power = 10 ** Math.floor(Math.log10(value)), lead = value / power;
    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
  }

  function addScale(map) {
    const control = L.control({ position: "bottomright" });
    let km, nm;
    control.onAdd = () => {
      const box = T.element("div", "tumen-scale");
      km = box.appendChild(T.element("div", "tumen-bar"));
      nm = box.appendChild(T.element("div", "tumen-bar"));
      return box;
    };
    control.addTo(map);
    const update = () => {
      const size = map.getSize(), y = size.y / 2, x = size.x / 2;
      const metres = T.distance(map.containerPointToLatLng([x - 50, y]), map.containerPointToLatLng([x + 50, y])) / 100;
      if (!isFinite(metres) || metres <= 0) return;
      for (const [bar, unit, word] of [[km, 1000, "km"], [nm, NM, "nm"]]) {
        const length = round125((100 * metres) / unit);
        bar.style.width = Math.round((length * unit) / metres) + "px";
        bar.textContent = length + " " + word;
      }
    };
    map.on("moveend zoomend resize", update);
    map.whenReady(update);
  }

  // ---- readout -----------------------------------------------------------------------------------------------------
  /** @param {number} value @param {string} positive @param {string} negative */
  function sexagesimal(value, positive, negative) {
    const size = Math.abs(value), degrees = Math.floor(size), minutes = (size - degrees) * 60;
    return degrees + "°" + minutes.toFixed(1).padStart(4, "0") + "′" + (value < 0 ? negative : positive);
  }

  T.position = (at) => sexagesimal(at.lat, "N", "S") + " " + sexagesimal(at.lng, "E", "W") + "  (" + at.lat.toFixed(4) + ", " + at.lng.toFixed(4) + ")";

  /** @param {any} map @param {TumenSettings} config */
  function addReadout(map, config) {
    const control = L.control({ position: "bottomright" });
    const box = T.element("button", "tumen-readout");
    box.type = "button";
    box.title = config.words.readout + ". " + config.words.copy;
    L.DomEvent.disableClickPropagation(box);
    box.addEventListener("click", () => T.openPosition());
    control.onAdd = () => box;
    control.addTo(map);
    const show = (/** @type {any} */ at) => { box.textContent = T.position(at.wrap()); };
    map.on("mousemove", (event) => show(event.latlng));
    map.on("moveend mouseout", () => show(map.getCenter()));
    map.whenReady(() => show(map.getCenter()));
  }

  // ---- graticule ---------------------------------------------------------------------------------------------------
  /** @param {any} map @param {TumenSettings} config */
  function addGraticule(map, config) {
    const group = L.layerGroup().addTo(map);
    const renderer = L.canvas({ pane: "tumen-graticule", padding: 0.3 });
    T.drawGraticule = () => {
      group.clearLayers();
      if (T.switches && !T.switches.has("graticule")) return;
      const steps = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
      const view = map.getBounds(), span = view.getEast() - view.getWest();
      const step = steps.find((s) => span / s >= 5) || 0.01;
      const west = Math.max(-540, view.getWest()), east = Math.min(540, view.getEast()), south = Math.max(-85, view.getSouth()), north = Math.min(85, view.getNorth());
      const style = { renderer, pane: "tumen-graticule", interactive: false, color: config.palette.graticule, weight: 0.7 };
      const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
      const note = (at, text, name) => L.marker(at, { pane: "tumen-graticule", interactive: false, keyboard: false,
        icon: L.divIcon({ className: "tumen-degree " + name, html: T.element("span", "", text), iconSize: [0, 0] }) }).addTo(group);
      for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
        L.polyline([[south, lon], [north, lon]], style).addTo(group);
        const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
        note([south, lon], Math.abs(wrapped).toFixed(digits) + "°" + (wrapped < 0 ? "W" : "E"), "tumen-degree-lon");
      }
      for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
        L.polyline([[lat, west], [lat, east]], style).addTo(group);
        note([lat, west], Math.abs(lat).toFixed(digits) + "°" + (lat < 0 ? "S" : "N"), "tumen-degree-lat");
      }
    };
    map.on("moveend", T.drawGraticule);
    map.whenReady(T.drawGraticule);
  }

  // ---- distance ----------------------------------------------------------------------------------------------------
  /** The length of a line in kilometres and nautical miles.
   * @param {{lat: number, lng: number}[]} points */
  function measured(points) {
    let metres = 0;
    for (let i = 1; i < points.length; i++) metres += T.distance(points[i - 1], points[i]);
    return (metres / 1000).toFixed(metres < 1e5 ? 2 : 1) + " km · " + (metres / NM).toFixed(metres < 1e5 ? 2 : 1) + " nm";
  }

  function measureButton(/** @type {string} */ words) {
    const button = T.element("button", "", "↔");
    button.type = "button";
    button.title = words;
    button.setAttribute("aria-label", words);
    button.setAttribute("aria-pressed", "false");
    return button;
  }

  /** @param {any} map @param {TumenSettings} config */
  function addMeasure(map, config) {
    const control = L.control({ position: "topleft" });
    let button, out;
    control.onAdd = () => {
      const box = T.element("div", "leaflet-bar tumen-measure");
      button = box.appendChild(measureButton(config.words.measure));
      out = box.appendChild(T.element("output", ""));
      out.hidden = true;
      L.DomEvent.disableClickPropagation(box);
      button.addEventListener("click", () => (T.measuring ? T.stopMeasuring() : begin()));
      return box;
    };
    control.addTo(map);
    let points = [], line = null, dots = null;

    function begin() {
      T.measuring = true;
      points = [];
      map.doubleClickZoom.disable();
      map.getContainer().classList.add("tumen-measuring");
      button.setAttribute("aria-pressed", "true");
      out.hidden = false;
      out.textContent = config.words.measure_how;
      line = L.polyline([], { color: config.palette.select, weight: 2, dashArray: "4 4", interactive: false }).addTo(map);
      dots = L.layerGroup().addTo(map);
      map.on("click", add);
    }

    function add(event) {
      points.push(event.latlng);
      L.circleMarker(event.latlng, { radius: 4, color: config.palette.select, weight: 2, fillOpacity: 1, fillColor: config.palette.paper, interactive: false }).addTo(dots);
      line.setLatLngs(points);
      out.textContent = measured(points);
    }

    T.stopMeasuring = () => {
      if (!T.measuring) return;
      T.measuring = false;
      map.off("click", add);
      map.doubleClickZoom.enable();
      map.getContainer().classList.remove("tumen-measuring");
      button.setAttribute("aria-pressed", "false");
      out.hidden = true;
      line.remove();
      dots.remove();
    };
  }

  // For a year, below the path that the explorer stands at; the next visit's first request brings it along.
  T.remember = function (/** @type {string} */ name) {
    document.cookie = name + "=1; max-age=31536000; samesite=strict; path=" + location.pathname.split("/component/")[0] + "/";
  };
})(window.Tumen);
