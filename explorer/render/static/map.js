// The map itself: panes, base layers fetched once from this server, camera, address bar.
// Nothing here knows what the reporting says; scene.js draws that.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const BASE_PANES = [["tumen-water", 201], ["tumen-land", 202], ["tumen-lines", 203], ["tumen-territorial", 204],
    ["tumen-railways", 205], ["tumen-graticule", 206], ["tumen-halos", 395], ["tumen-routes", 400], ["tumen-marks", 600],
    ["tumen-labels", 590]];

  T.start = function (map, config) {
    T.map = map;
    T.config = config;
    T.lastCamera = null;
    const box = map.getContainer();
    box.classList.add("tumen", "tumen-" + config.theme);
    for (const [name, value] of Object.entries(config.palette)) box.style.setProperty("--" + name.replace(/_/g, "-"), value);
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", config.words.map);
    for (const [name, z] of BASE_PANES) map.createPane(name).style.zIndex = z;
    map.getPane("tumen-labels").classList.add("leaflet-zoom-hide");
    map.attributionControl.setPrefix(false);
    config.attribution.forEach((text) => map.attributionControl.addAttribution(escapeHtml(text)));
    if (config.tiles) {
      L.tileLayer(config.tiles.url, { attribution: escapeHtml(config.tiles.attribution), maxZoom: 14 }).addTo(map);
      box.classList.add("tumen-tiles");
    }
    addBase(map, config);
    T.addTools(map, config);
    map.on("moveend", writeCamera);
    // Streamlit resizes the frame after the script has run.
    if (window.ResizeObserver) new ResizeObserver(() => map.invalidateSize()).observe(box);
  };

  function escapeHtml(text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span.innerHTML;
  }
  T.escapeHtml = escapeHtml;

  // ---- base layers -------------------------------------------------------------------------------------------------
  function addBase(map, config) {
    T.base = {};
    const waiting = config.layers.map((layer) => ({ ...layer, shown: null }));
    const refresh = () => Promise.all(waiting.map((layer) => show(map, config, layer)));
    T.refreshBase = refresh;
    map.on("zoomend", refresh);
    refresh().then(() => { document.body.dataset.tumenBase = "ready"; T.placeLabels(); });
  }

  function wanted(map, layer) {
    const zoom = map.getZoom();
    return zoom >= (layer.min_zoom || 0) && zoom < (layer.max_zoom || 99) && (!layer.switch || Boolean(T.switches && T.switches.has(layer.switch)));
  }

  async function show(map, config, layer) {
    const want = wanted(map, layer);
    if (!want) {
      if (layer.shown) map.removeLayer(layer.shown);
      return;
    }
    if (!layer.shown) {
      if (!layer.loading) layer.loading = load(map, config, layer);
      layer.shown = await layer.loading;
    }
    if (layer.shown && wanted(map, layer) && !map.hasLayer(layer.shown)) map.addLayer(layer.shown);
  }

  async function load(map, config, layer) {
    const answer = await fetch(layer.url);
    if (!answer.ok) throw new Error(layer.url + " answered " + answer.status);
    const data = await answer.json();
    if (layer.role === "labels") {
      T.baseLabels = (T.baseLabels || []).concat(data);
      T.placeLabels && T.placeLabels();
      return null;
    }
    const pane = "tumen-" + layer.pane;
    T.renderers = T.renderers || {};
    T.renderers[pane] = T.renderers[pane] || L.canvas({ pane: pane, padding: 0.35 });
    const style = layer.style;
    return L.geoJSON(data, { interactive: false, pane: pane, renderer: T.renderers[pane], smoothFactor: layer.smooth || 1,
      style: () => ({ color: style.color, weight: style.weight || 0, stroke: (style.weight || 0) > 0, fill: Boolean(style.fill),
        fillColor: style.fill, fillOpacity: style.opacity === undefined ? 1 : style.opacity, dashArray: style.dash, opacity: style.line_opacity || 1,
        lineJoin: "round" }) });
  }

  // ---- camera ------------------------------------------------------------------------------------------------------
  function short(value, digits) { return String(Number(value.toFixed(digits)) + 0); }

  function writeCamera() {
    if (T.frozen || !T.ready) return;
    let parent;
    try { parent = window.parent; void parent.location.search; } catch (error) { return; }
    if (parent === window) return;
    const centre = T.map.getCenter().wrap();
    const camera = { lon: short(centre.lng, 4), lat: short(centre.lat, 4), z: short(T.map.getZoom(), 2) };
    const words = JSON.stringify(camera);
    if (words === T.lastCamera) return;
    T.lastCamera = words;
    const given = new URLSearchParams(parent.location.search);
    const home = T.config.home;
    const atHome = camera.lon === short(home.lon, 4) && camera.lat === short(home.lat, 4) && camera.z === short(home.zoom, 2);
    const parts = ["v=1"];
    if (!atHome) parts.push("lon=" + camera.lon, "lat=" + camera.lat, "z=" + camera.z);
    for (const [key, value] of given) {
      if (["v", "lon", "lat", "z"].includes(key)) continue;
      parts.push(encodeURIComponent(key) + "=" + encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ","));
    }
    const query = parts.length > 1 ? "?" + parts.join("&") : "";
    parent.history.replaceState(parent.history.state, "", parent.location.pathname + query + parent.location.hash);
  }

  // The page owns the camera: it moves only when a new order comes, known by its number.
  T.camera = function (order) {
    if (!order || order.number === T.cameraNumber) return;
    const first = T.cameraNumber === undefined;
    T.cameraNumber = order.number;
    if (first) T.map.setView([order.lat, order.lon], order.zoom, { animate: false });
    else T.map.flyTo([order.lat, order.lon], order.zoom, { duration: 0.6 });
    const centre = T.map.getCenter();
    if (first) T.lastCamera = JSON.stringify({ lon: short(centre.lng, 4), lat: short(centre.lat, 4), z: short(T.map.getZoom(), 2) });
    T.ready = true;
  };

  // ---- what the reader chose ---------------------------------------------------------------------------------------
  T.choose = function (id) {
    const data = window.__GLOBAL_DATA__;
    if (!window.Streamlit || !data) {
      window.dispatchEvent(new CustomEvent("tumen:choose", { detail: id }));
      return;
    }
    data.last_object_clicked_count = (data.last_object_clicked_count || 0) + 1;
    data.last_object_clicked_tooltip = id;
    data.previous_data = { last_object_clicked_count: data.last_object_clicked_count, last_object_clicked_tooltip: id };
    window.Streamlit.setComponentValue(data.previous_data);
  };
})(window.Tumen);
