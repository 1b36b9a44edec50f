// Draws a scene: places as pills of stance shapes, numbered stops, routes. All text enters as text, never as HTML.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const SVG = "http://www.w3.org/2000/svg";
  const MERGE_PX = 17;

  // A Leaflet layer that holds one scene; streamlit-folium takes the old one away and adds the new one in the same turn.
  T.SceneLayer = L.Layer.extend({
    initialize: function (scene) { this.scene = scene; },
    onAdd: function (map) {
      const scene = this.scene;
      if (T.adopt(this)) return;
      T.switches = new Set(scene.switches);
      T.picking = scene.pick;
      map.getContainer().classList.toggle("tumen-picking", Boolean(scene.pick));
      this.group = L.layerGroup().addTo(map);
      this.renderer = T.svg = T.svg || L.svg({ pane: "tumen-routes", padding: 0.5 });
      if (!map.hasLayer(this.renderer)) this.renderer.addTo(map);
      scene.features.forEach((feature) => drawShape(this, feature));
      this.marks = scene.features.filter((feature) => feature.geometry.type === "Point");
      T.showLegend(scene); // what lies over the map comes first: notes and labels keep clear of it
      T.showStrip(scene);
      this.arrange = () => arrange(this, map);
      map.on("zoomend", this.arrange);
      T.camera(scene.camera);
      T.trimLegend();
      this.arrange();
      T.refreshBase && T.refreshBase();
      T.player(scene.player);
      document.body.dataset.tumenScene = scene.digest;
    },
    onRemove: function (map) {
      if (!this.group) return;
      T.focusLeft = focusedFeature();
      map.off("zoomend", this.arrange);
      this.group.remove();
      this.group = null;
    },
  });

  // ---- lines and areas ---------------------------------------------------------------------------------------------
  const flip = (coordinates) => coordinates.map(([lon, lat]) => [lat, lon]);

  function drawShape(layer, feature) {
    const colours = T.config.palette, kind = feature.properties.kind;
    if (kind.startsWith("zone-")) return drawZone(layer, feature);
    if (feature.geometry.type === "Polygon") {
      L.polygon(flip(feature.geometry.coordinates[0]), { pane: "tumen-halos", color: colours.halo, weight: 1, dashArray: "2 3",
        fillOpacity: 0.07, interactive: false }).addTo(layer.group);
      return;
    }
    const many = feature.geometry.type === "MultiLineString";
    if (!many && feature.geometry.type !== "LineString") return;
    const points = many ? feature.geometry.coordinates.map(flip) : flip(feature.geometry.coordinates);
    const line = (options) => L.polyline(points, { renderer: layer.renderer, pane: "tumen-routes", interactive: false,
      lineCap: "butt", smoothFactor: 0.6, ...options }).addTo(layer.group);
    const chosen = feature.properties.selected;
    if (chosen) line({ color: colours.select, weight: 11, opacity: 0.35, lineCap: "round" });
    let body;
    if (kind === "rail") {
      body = line({ color: colours.rail, weight: 4.6 });
      line({ color: colours.tie, weight: 2, dashArray: "5 6" });
    } else if (kind === "sea") {
      line({ color: colours.paper, weight: 5, opacity: 0.8 });
      body = line({ color: colours.route, weight: 2.6, dashArray: "9 6" });
    } else if (kind === "way-rail" || kind === "way-sea") {
      const bySea = feature.properties.basis === "sea";
      line({ color: bySea ? colours.route : colours.rail, weight: 8, opacity: 0.28, lineCap: "round" });
      body = kind === "way-rail" ? line({ color: colours.rail, weight: 2.6 }) : line({ color: colours.route, weight: 2.6, dashArray: "2 5" });
    } else {
      body = line({ color: colours[feature.properties.colour || "order"], weight: 1.8, dashArray: "1 6", lineCap: "round" });
    }
    const grip = line({ weight: 16, opacity: 0, color: "#000" });
    makeButton(grip._path, feature, spoken(feature));
    grip._path.classList.add("tumen-route", "leaflet-interactive");
    body._path.dataset.feature = feature.id;
  }

  // Lines of the maritime zones: agreed solid, claimed dashed, computed dotted. They tell what they are and cannot be chosen.
  const ZONE_DASH = { "zone-agreed": null, "zone-claimed": "9 6", "zone-computed": "1 5", "zone-islands": "5 4" };

  function drawZone(layer, feature) {
    const colours = T.config.palette, kind = feature.properties.kind;
    const shape = (options) => L.geoJSON(feature.geometry, { renderer: layer.renderer, pane: "tumen-routes", interactive: false,
      pointToLayer: (point, at) => L.circleMarker(at, { renderer: layer.renderer, pane: "tumen-routes", radius: 7, interactive: false }),
      style: () => ({ fill: kind === "zone-islands", fillOpacity: 0.08, lineCap: kind === "zone-computed" ? "round" : "butt", ...options }) }).addTo(layer.group);
    const body = shape({ color: colours.zone, fillColor: colours.zone, weight: 1.8, dashArray: ZONE_DASH[kind] });
    body.eachLayer((part) => { part._path.dataset.feature = feature.id; part._path.dataset.dash = ZONE_DASH[kind] || "solid"; });
    const words = feature.properties.title + " · " + feature.properties.detail;
    shape({ color: "#000", weight: 12, opacity: 0, fillOpacity: 0 }).eachLayer((part) => describe(part._path, words, kind !== "zone-computed"));
  }

  function describe(node, words, reachable) {
    node.classList.add("leaflet-interactive", "tumen-zone");
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", words);
    if (reachable) node.setAttribute("tabindex", "0");
    node.addEventListener("mousemove", (event) => T.hint(words, event));
    node.addEventListener("mouseleave", () => T.hint(null));
    node.addEventListener("focus", () => node.matches(":focus-visible") && T.hint(words, node.getBoundingClientRect()));
    node.addEventListener("blur", () => T.hint(null));
  }

  // ---- places ------------------------------------------------------------------------------------------------------
  // Places closer than a pill's width stand under the one with most statements; the rest are counted on it.
  T.arrange = arrange;
  function arrange(layer, map) {
    const focused = focusedFeature() || T.focusLeft;
    T.focusLeft = null;
    layer.pills && layer.pills.remove();
    layer.pills = L.layerGroup().addTo(layer.group);
    const groups = [];
    const sites = layer.marks.filter((f) => f.properties.kind === "site" || f.properties.kind === "event-site");
    const order = (f) => (f.properties.selected ? 1e6 : 0) + (f.properties.kind === "site" ? 1e3 : 0) + (f.properties.rank || 0);
    sites.sort((a, b) => order(b) - order(a) || (a.id < b.id ? -1 : 1));
    for (const feature of sites) {
      const at = map.latLngToLayerPoint(toLatLng(feature));
      const host = groups.find((group) => Math.abs(group.at.x - at.x) < MERGE_PX + group.width / 2 - 8 && Math.abs(group.at.y - at.y) < MERGE_PX);
      if (host && !feature.properties.selected) host.members.push(feature);
      else groups.push({ at: at, members: [feature], width: pillWidth(feature) });
    }
    const stops = mergeStops(layer.marks.filter((f) => f.properties.kind === "stop"), map);
    const dots = layer.marks.filter((f) => f.properties.kind === "bare-site" && (f.properties.selected || !covered(map, f, groups)));
    dots.forEach((f) => addDot(layer, f));
    const events = layer.marks.filter((f) => f.properties.kind === "way-mark");
    events.forEach((f) => addWayMark(layer, f));
    groups.forEach((group) => addPill(layer, map, group));
    stops.forEach((stop) => addStop(layer, stop));
    focusAgain(focused);
    T.sceneLabels = [
      ...groups.map((group) => ({ at: toLatLng(group.members[0]), text: group.members[0].properties.title, rank: 500 + (group.members[0].properties.rank || 0) +
        (group.members[0].properties.selected ? 1000 : 0), kind: group.members[0].properties.kind, reach: group.width / 2 + 4 })),
      ...dots.filter((f) => map.getZoom() >= 7 || f.properties.selected)
        .map((f) => ({ at: toLatLng(f), text: f.properties.title, rank: 90, kind: "bare-site", reach: 6 })),
    ];
    T.obstacles = [...groups.map((g) => ({ at: toLatLng(g.members[0]), width: g.width, height: 20 })),
      ...stops.map((s) => ({ at: toLatLng(s.members[0]), width: 20, height: 18, dx: s.dx, dy: -19 })),
      ...events.map((f) => ({ at: toLatLng(f), width: 15, height: 15, dx: aside(f), dy: 19 }))];
    T.drawCallouts(layer, map);
    T.placeLabels && T.placeLabels();
  }

  // A redraw must not throw a reader at the keyboard out of the map.
  const focusedFeature = () => (document.hasFocus() && document.activeElement && document.activeElement.dataset.feature) || null;

  function focusAgain(id) {
    if (!id || focusedFeature() === id) return;
    const node = document.querySelector('[tabindex][data-feature="' + CSS.escape(id) + '"]');
    if (node) node.focus({ preventScroll: true });
  }

  const toLatLng = (feature) => L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);

  function pillWidth(feature) {
    const shapes = Object.keys(feature.properties.stances || {}).length;
    if (!shapes) return 16;
    return 10 + Math.min(shapes, 4) * 13 + 14;
  }

  function shape(stance) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 16 16");
    drawing.setAttribute("aria-hidden", "true");
    drawing.style.color = T.config.stances[stance].colour;
    drawing.innerHTML = T.config.stances[stance].shape; // from symbols.py, never from a card
    return drawing;
  }

  function element(tag, name, text) {
    const node = document.createElement(tag);
    node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  T.element = element;

  function spoken(feature) {
    const p = feature.properties, parts = [p.title];
    if (p.site_kind) parts.push(p.site_kind);
    const stances = Object.entries(p.stances || {}).map(([word, n]) => n + " " + word);
    if (stances.length) parts.push(stances.join(", "));
    if (p.events && p.events.length) parts.push(p.events.length + " " + T.config.words.dated);
    if (p.basis === "inferred") parts.push(T.config.words.inferred);
    if (["sea", "rail", "order", "way-rail", "way-sea"].includes(p.kind)) parts.push(p.detail || "");
    return parts.filter(Boolean).join(" · ");
  }

  function makeButton(node, feature, words) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", words);
    node.dataset.feature = feature.id;
    const act = (event) => { L.DomEvent.stop(event); T.hint(null); T.choose(feature.id); };
    node.addEventListener("click", (event) => { if (!T.measuring && !T.map.dragging.moved()) act(event); });
    node.addEventListener("dblclick", (event) => L.DomEvent.stop(event));
    node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") act(event); });
    node.addEventListener("mousemove", (event) => T.hint(words, event));
    node.addEventListener("mouseleave", () => T.hint(null));
    node.addEventListener("focus", () => node.matches(":focus-visible") && T.hint(words, node.getBoundingClientRect()));
    node.addEventListener("blur", () => T.hint(null));
  }

  // One line of text beside the pointer or the focused mark.
  T.hint = function (words, where) {
    T.hintBox = T.hintBox || T.map.getContainer().appendChild(element("div", "tumen-hint"));
    T.hintBox.hidden = !words;
    if (!words) return;
    T.hintBox.textContent = words.length > 300 ? words.slice(0, 299) + "…" : words;
    const frame = T.map.getContainer().getBoundingClientRect();
    const x = (where.clientX === undefined ? where.right : where.clientX) - frame.left, y = (where.clientY === undefined ? where.top : where.clientY) - frame.top;
    T.hintBox.style.left = Math.max(4, Math.min(x + 14, frame.width - T.hintBox.offsetWidth - 6)) + "px";
    T.hintBox.style.top = Math.max(4, Math.min(y + 16, frame.height - T.hintBox.offsetHeight - 6)) + "px";
  };

  function place(layer, feature, node, width, height, dx, dy) {
    const mark = L.marker(toLatLng(feature), { pane: "tumen-marks", interactive: false, keyboard: false, zIndexOffset: feature.properties.selected ? 1000 : feature.properties.kind === "bare-site" ? -1000 : 0,
      icon: L.divIcon({ className: "tumen-mark", html: node, iconSize: [width, height], iconAnchor: [width / 2 - (dx || 0), height / 2 - (dy || 0)] }) });
    mark.addTo(layer.pills);
    return mark;
  }

  function addPill(layer, map, group) {
    const lead = group.members[0], p = lead.properties, stances = Object.entries(p.stances || {});
    const pill = element("div", "tumen-pill tumen-" + (p.basis || "none") + (p.selected ? " tumen-selected" : ""));
    stances.slice(0, 4).forEach(([stance]) => pill.appendChild(shape(stance)));
    if (stances.length) pill.appendChild(element("span", "tumen-count", String(p.claims.length)));
    else pill.appendChild(element("span", "tumen-event"));
    makeButton(pill, lead, spoken(lead));
    const holder = element("div", "tumen-holder");
    holder.appendChild(pill);
    if (group.members.length > 1) {
      const more = element("span", "tumen-more", "+" + (group.members.length - 1));
      const names = group.members.slice(1).map((f) => f.properties.title).join(", ");
      const words = T.config.words.nearby + ": " + names;
      more.setAttribute("tabindex", "0");
      more.setAttribute("role", "button");
      more.setAttribute("aria-label", words);
      const zoomIn = (event) => { L.DomEvent.stop(event); T.hint(null); zoomTo(map, group); };
      more.addEventListener("click", (event) => { if (!T.map.dragging.moved()) zoomIn(event); });
      more.addEventListener("dblclick", (event) => L.DomEvent.stop(event));
      more.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") zoomIn(event); });
      more.addEventListener("mousemove", (event) => T.hint(words, event));
      more.addEventListener("mouseleave", () => T.hint(null));
      more.addEventListener("focus", () => T.hint(words, more.getBoundingClientRect()));
      more.addEventListener("blur", () => T.hint(null));
      holder.appendChild(more);
    }
    place(layer, lead, holder, group.width, 20);
  }

  function zoomTo(map, group) {
    const bounds = L.latLngBounds(group.members.map(toLatLng));
    const zoom = Math.min(14, Math.max(map.getBoundsZoom(bounds.pad(0.3)), map.getZoom() + 1));
    T.fly(bounds.getCenter(), zoom, 0.5);
  }

  function covered(map, feature, groups) {
    const at = map.latLngToLayerPoint(toLatLng(feature));
    return groups.some((group) => Math.abs(group.at.x - at.x) < group.width / 2 + 8 && Math.abs(group.at.y - at.y) < 16);
  }

  function addDot(layer, feature) {
    const dot = element("div", "tumen-dot");
    makeButton(dot, feature, spoken(feature));
    dot.setAttribute("tabindex", "-1");
    place(layer, feature, dot, 9, 9);
  }

  // Below the place it stands on, so that the pill of the place stays free: B border, G break of gauge, T transshipment.
  const LETTERS = { border: "B", gauge: "G", transshipment: "T" };
  const aside = (feature) => ({ gauge: 17, transshipment: -17 })[feature.properties.detail] || 0;

  function addWayMark(layer, feature) {
    const letter = LETTERS[feature.properties.detail] || "?";
    const badge = element("div", "tumen-way-mark", letter);
    makeButton(badge, feature, feature.properties.title);
    place(layer, feature, badge, 15, 15, aside(feature), 19);
  }

  function mergeStops(features, map) {
    const merged = [], journeys = [...new Set(features.map((f) => f.properties.layer))];
    for (const feature of features) {
      const at = map.latLngToLayerPoint(toLatLng(feature));
      const host = merged.find((m) => m.layer === feature.properties.layer && Math.hypot(m.at.x - at.x, m.at.y - at.y) < 20);
      if (host) host.members.push(feature);
      else merged.push({ at: at, layer: feature.properties.layer, members: [feature], dx: journeys.indexOf(feature.properties.layer) % 2 ? 16 : -16 });
    }
    return merged;
  }

  function addStop(layer, stop) {
    const numbers = stop.members.map((f) => f.properties.number).sort((a, b) => a - b);
    const runs = numbers.length > 2 && numbers[numbers.length - 1] - numbers[0] === numbers.length - 1;
    const text = runs ? numbers[0] + "–" + numbers[numbers.length - 1] : numbers.join("·");
    const badge = element("div", "tumen-stop tumen-stop-" + stop.layer + (stop.members.some((f) => f.properties.selected) ? " tumen-selected" : ""), text);
    badge.style.background = T.config.palette[stop.members[0].properties.colour || "order"];
    makeButton(badge, stop.members[0], stop.members.map((f) => f.properties.title + ": " + (f.properties.detail || "")).join(" — "));
    const width = Math.max(18, 8 + text.length * 7);
    place(layer, stop.members[0], badge, width, 18, stop.dx, -19);
  }

  // ---- legend ------------------------------------------------------------------------------------------------------
  T.showLegend = function (scene) {
    if (!T.legend) {
      T.legend = L.control({ position: "bottomleft" });
      T.legend.onAdd = () => {
        const box = element("details", "tumen-legend");
        box.open = T.map.getSize().x > 640 && !scene.strips && T.map.getSize().y - 22 * scene.legend.length > 340; // else it hides too much
        box.addEventListener("click", () => (T.legendAsked = true));
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      };
      T.legend.addTo(T.map);
      T.map.on("moveend", () => T.trimLegend());
    }
    const box = T.legend.getContainer();
    if (scene.strips && !T.legendAsked) box.open = false; // the strips made the map lower, and a way may lead to any of its sides
    T.legendOf = scene.features;
    box.replaceChildren(element("summary", "", T.config.words.legend));
    const list = box.appendChild(element("ul", ""));
    for (const item of scene.legend) {
      const row = list.appendChild(element("li", ""));
      row.dataset.symbol = item.symbol;
      keys(item.symbol, scene).forEach((symbol) => row.appendChild(key(symbol)));
      row.appendChild(element("span", "", item.word + (item.note ? " (" + item.note + ")" : "")));
    }
    if (!T.caption) {
      T.caption = L.control({ position: "topright" });
      T.caption.onAdd = () => element("div", "tumen-caption");
      T.caption.addTo(T.map);
    }
    T.caption.getContainer().textContent = scene.captions.join(" · ");
  };

  // A story's frames are given, so its legend keeps to the marks inside them.
  T.trimLegend = function () {
    if (!T.config.player || !T.legend || T.moving) return;
    const frame = T.map.getBounds(), seen = T.legendOf.filter((f) => f.geometry.type === "Point" && frame.contains(toLatLng(f))).map((f) => f.properties);
    for (const row of T.legend.getContainer().querySelectorAll("li")) {
      const [family, name] = row.dataset.symbol.split(":");
      if (family === "stance") row.hidden = !seen.some((p) => Object.keys(p.stances || {}).some((stance) => T.config.stances[stance].name === name));
      else if (family === "basis") row.hidden = !seen.some((p) => p.kind === "site" && p.basis === name);
      else if (["event-site", "bare-site", "stop", "callout"].includes(family)) row.hidden = !seen.some((p) => p.kind === family);
    }
  };

  // Stops and their order have a colour for each journey.
  function keys(symbol, scene) {
    if (symbol !== "stop" && symbol !== "order") return [symbol];
    return [...new Set(scene.features.filter((f) => f.properties.kind === symbol).map((f) => symbol + ":" + (f.properties.colour || "order")))].sort();
  }

  function key(symbol) {
    const [family, name] = symbol.split(":");
    if (family === "stance") {
      const stance = Object.keys(T.config.stances).find((s) => T.config.stances[s].name === name);
      return shape(stance);
    }
    const box = element("i", "tumen-key tumen-key-" + family + (name ? " tumen-key-" + family + "-" + name : ""));
    if (family === "stop") box.style.background = T.config.palette[name];
    if (family === "order") box.style.borderTopColor = T.config.palette[name];
    return box;
  }
})(window.Tumen);
