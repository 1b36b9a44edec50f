// @ts-check
// The map itself: panes, base layers fetched once from this server, camera, address bar.
// Nothing here knows what the reporting says; scene.js draws that.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const BASE_PANES = [["tumen-water", 201], ["tumen-land", 202], ["tumen-lines", 203], ["tumen-territorial", 204],
    ["tumen-railways", 205], ["tumen-graticule", 206], ["tumen-halos", 395], ["tumen-routes", 400], ["tumen-marks", 600],
    ["tumen-labels", 590], ["tumen-notes", 620]];

  T.start = function (map, config) {
    T.map = map;
    T.config = config;
    const box = map.getContainer();
    box.classList.add("tumen", "tumen-" + config.theme);
    for (const [name, value] of Object.entries(config.palette)) box.style.setProperty("--" + name.replaceAll("_", "-"), value);
    document.querySelectorAll("meta[name=viewport]").forEach((meta) => meta.setAttribute("content", "width=device-width, initial-scale=1"));
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", config.words.map);
    named(box, config);
    for (const [name, z] of BASE_PANES) map.createPane(name).style.zIndex = z;
    map.getPane("tumen-labels").classList.add("leaflet-zoom-hide");
    map.attributionControl.setPrefix(false);
    config.attribution.forEach((text) => map.attributionControl.addAttribution(escapeHtml(text)));
    unfolding(map.attributionControl.getContainer());
    if (config.tiles) {
      L.tileLayer(config.tiles.url, { attribution: escapeHtml(config.tiles.attribution), maxZoom: 14, referrerPolicy: "origin" }).addTo(map);
      box.classList.add("tumen-tiles");
    }
    addBase(map, config);
    T.addTools(map, config);
    T.addPosition(map, config);
    map.on("click", (event) => {
      if (!T.picking || T.measuring) return;
      const at = event.latlng.wrap();
      T.choose("point:" + short(at.lng, 4) + "," + short(at.lat, 4));
    });
    if (config.player) T.addPlayer(map);
    map.on("movestart", () => { T.moving = true; });
    map.on("moveend", () => { T.moving = false; T.target = null; writeCamera(); });
    // Streamlit resizes the frame after the script has run.
    if (window.ResizeObserver) new ResizeObserver(() => resize(map)).observe(box);
  };

  // Leaflet's own buttons speak English, and so does Streamlit's page around the map, where there is one.
  function named(/** @type {HTMLElement} */ box, config) {
    for (const [name, words] of [["in", config.words.zoom_in], ["out", config.words.zoom_out]]) {
      const button = box.querySelector(".leaflet-control-zoom-" + name);
      if (button && words) for (const attribute of ["title", "aria-label"]) button.setAttribute(attribute, words);
    }
    if (window.parent !== window) window.parent.document.documentElement.lang = config.language;
  }

  // Leaflet forgets the exact centre when it looks at its size, and pans by whole pixels; the centre is put back to the digit.
  function resize(map) {
    const box = map.getContainer(), size = map.getSize(), order = T.moving ? T.target : stands(map) ? T.order : null;
    if (box.clientWidth === size.x && box.clientHeight === size.y) return;
    const centre = order ? [order.lat, order.lon] : map.getCenter(), zoom = map.getZoom();
    map.invalidateSize({ pan: false });
    map.setView(centre, order ? zoomOf(order) : zoom, { reset: true, animate: false });
  }

  // Whether the map still shows what the last order says; the reader has not moved it.
  function stands(map) {
    const centre = map.getCenter();
    return T.order && map.getZoom() === zoomOf(T.order) && Math.abs(centre.lat - T.order.lat) < 1e-9 && Math.abs(centre.lng - T.order.lon) < 1e-9;
  }

  // On a narrow map the style keeps what the map owes to its data to one line; a tap, or Enter, unfolds it.
  function unfolding(/** @type {HTMLElement} */ box) {
    box.setAttribute("tabindex", "0");
    box.setAttribute("title", box.textContent);
    const turn = () => { box.classList.toggle("tumen-open"); if (T.placeLabels) T.placeLabels(); };
    box.addEventListener("click", turn);
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") turn(); });
  }

  function escapeHtml(/** @type {string} */ text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span.innerHTML;
  }

  // ---- base layers -------------------------------------------------------------------------------------------------
  /** @param {any} map @param {TumenSettings} config */
  function addBase(map, config) {
    const waiting = config.layers.map((layer) => /** @type {TumenWaiting} */ ({ ...layer, shown: null }));
    const refresh = () => Promise.all(waiting.map((layer) => show(map, layer)));
    T.refreshBase = refresh;
    map.on("zoomend", refresh);
    refresh().then(() => { document.body.dataset.tumenBase = "ready"; T.placeLabels(); });
  }

  /** @param {any} map @param {TumenBaseLayer} layer */
  function wanted(map, layer) {
    const zoom = map.getZoom();
    return zoom >= (layer.min_zoom || 0) && zoom < (layer.max_zoom || 99) && (!layer.switch || Boolean(T.switches && T.switches.has(layer.switch)));
  }

  /** @param {any} map @param {TumenWaiting} layer */
  async function show(map, layer) {
    const want = wanted(map, layer);
    if (!want) {
      if (layer.shown) map.removeLayer(layer.shown);
      return;
    }
    if (!layer.shown) {
      if (!layer.loading) layer.loading = load(layer);
      layer.shown = await layer.loading;
    }
    if (layer.shown && wanted(map, layer) && !map.hasLayer(layer.shown)) map.addLayer(layer.shown);
  }

  async function load(/** @type {TumenBaseLayer} */ layer) {
    const answer = await fetch(layer.url);
    if (!answer.ok) throw new Error(layer.url + " answered " + answer.status);
    const data = await answer.json();
    if (layer.role === "labels") {
      T.baseLabels = (T.baseLabels || []).concat(data);
      if (T.placeLabels) T.placeLabels();
      return null;
    }
    const pane = "tumen-" + layer.pane;
    T.renderers = T.renderers || {};
    T.renderers[pane] = T.renderers[pane] || L.canvas({ pane, padding: 0.35 });
    const style = layer.style;
    return new T.Shapes(data, { interactive: false, pane, renderer: T.renderers[pane], color: style.color, weight: style.weight || 0,
      stroke: (style.weight || 0) > 0, fill: Boolean(style.fill), fillColor: style.fill, fillOpacity: 1,
      dashArray: style.dash, opacity: 1, lineJoin: "round" });
  }

  // ---- camera ------------------------------------------------------------------------------------------------------
  /** @param {number} value @param {number} digits */
  function short(value, digits) { return String(Number(value.toFixed(digits)) + 0); }

  function address() {
    try { return window.parent !== window && window.parent.location.pathname ? window.parent : null; } catch { return null; }
  }

  function here() {
    const centre = T.map.getCenter().wrap();
    return { lon: short(centre.lng, 4), lat: short(centre.lat, 4), z: short(T.map.getZoom(), 2) };
  }

  // The address bar says where the map is, whoever wrote it last. The server is told too, for the next run and other pages.
  // Between moves it only mends an older frame of its own that a late run has put back; a frame it does not know is an order.
  function writeCamera(/** @type {boolean} */ mending = false) {
    const parent = address();
    if (!parent || !T.ready || T.moving || T.config.player) return; // a story's address is its step
    const given = new URLSearchParams(parent.location.search), camera = here(), home = T.config.home;
    const now = parent.location.search + JSON.stringify(camera);
    const standing = ["lon", "lat", "z"].map((key) => given.get(key) || "").join();
    if (mending && !T.written.has(standing)) return;
    if (now === T.settled) return; // neither the map nor the address has changed since the order: a broken link stays as it is
    T.settled = now;
    tellServer();
    const atHome = camera.lon === short(home.lon, 4) && camera.lat === short(home.lat, 4) && camera.z === short(home.zoom, 2);
    T.written.add(atHome ? ",," : [camera.lon, camera.lat, camera.z].join());
    if (["lon", "lat", "z"].every((key) => given.get(key) === (atHome ? null : camera[key]))) return;
    const parts = atHome ? [] : ["lon=" + camera.lon, "lat=" + camera.lat, "z=" + camera.z];
    for (const [key, value] of given) {
      if (["v", "lon", "lat", "z"].includes(key)) continue;
      parts.push(encodeURIComponent(key) + "=" + encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2C", ","));
    }
    const query = parts.length > 0 ? "?v=1&" + parts.join("&") : "";
    parent.history.replaceState(parent.history.state, "", parent.location.pathname + query + parent.location.hash);
  }

  function tellServer() {
    const centre = T.map.getCenter().wrap(), now = [T.cameraNumber, centre.lng, centre.lat, T.map.getZoom()];
    if (!T.reader || !navigator.sendBeacon || String(now) === String(T.told)) return;
    T.told = now;
    const frame = JSON.stringify({ reader: T.reader, order: now[0], lon: now[1], lat: now[2], zoom: now[3] });
    navigator.sendBeacon("../../api/frame", new Blob([frame], { type: "application/json" })); // two up from the component's page
  }

  // A story's frames are made for a map of this size, others for what they say; a smaller one shows the same ground from further off.
  const STORY_FRAME = [740, 500];
  function zoomOf(/** @type {TumenCamera} */ order) {
    const made = T.config.player ? STORY_FRAME : order.made_for;
    if (!made) return order.zoom;
    const size = T.map.getSize(), part = Math.min(1, size.x / made[0], size.y / made[1]) || 1;
    return Math.max(T.map.getMinZoom(), Math.floor((order.zoom + Math.log2(part)) * 4) / 4);
  }

  // Whoever asked for less motion sees the map at its aim at once.
  T.fly = function (at, zoom, seconds) {
    const still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) T.map.setView(at, zoom, { animate: false });
    else T.map.flyTo(at, zoom, { duration: seconds });
  };

  // The page owns the camera: it moves only when a new order comes, known by its number; a resize in flight ends the flight at its aim.
  T.camera = function (order) {
    if (!order || order.number === T.cameraNumber) return;
    const first = T.cameraNumber === undefined, page = address();
    T.cameraNumber = order.number;
    T.order = order;
    T.reader = order.reader;
    if (!first) {
      T.target = order;
      T.fly([order.lat, order.lon], zoomOf(order), order.seconds);
      return;
    }
    T.map.setView([order.lat, order.lon], zoomOf(order), { reset: true });
    T.ready = true;
    T.settled = page ? page.location.search + JSON.stringify(here()) : null;
    const given = new URLSearchParams(page ? page.location.search : "");
    T.written = new Set([["lon", "lat", "z"].map((key) => given.get(key) || "").join()]);
    window.setInterval(() => writeCamera(true), 400);
    if (page && !T.config.player) {
      page.addEventListener("popstate", goBack);
      window.addEventListener("pagehide", () => page.removeEventListener("popstate", goBack));
    }
  };

  // Back and forward bring the frame of that address as well; the server hears of it before it draws that page anew.
  function goBack() {
    const page = address();
    if (!page || !T.map.getContainer().isConnected) return;
    const given = new URLSearchParams(page.location.search), home = T.config.home;
    const [lon, lat, zoom] = ["lon", "lat", "z"].map((key) => (given.has(key) ? Number(given.get(key)) : Number.NaN));
    const aim = [lon, lat, zoom].every(Number.isFinite) ? { lon, lat, zoom } : home;
    T.order = { ...T.order, lon: aim.lon, lat: aim.lat, zoom: aim.zoom, made_for: null };
    T.map.setView([aim.lat, aim.lon], aim.zoom, { animate: false });
  }

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
