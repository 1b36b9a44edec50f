// @ts-check
// Draws a scene: places as pills of stance shapes, numbered stops, letters on ways. All text enters as text, never as HTML.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const SVG = "http://www.w3.org/2000/svg";
  const MERGE_PX = 24; // a mark is a target of 24 pixels

  // A Leaflet layer that holds one scene; streamlit-folium takes the old one away and adds the new one in the same turn.
  T.SceneLayer = L.Layer.extend({
    initialize(/** @type {TumenScene} */ scene) { this.scene = scene; },
    onAdd(map) {
      const scene = /** @type {TumenScene} */ (this.scene);
      if (T.adopt(this)) return;
      T.switches = new Set(scene.switches);
      T.picking = scene.pick;
      T.noting = Boolean(scene.noting);
      map.getContainer().classList.toggle("tumen-picking", Boolean(scene.pick));
      this.group = L.layerGroup().addTo(map);
      T.svg = T.svg || L.svg({ pane: "tumen-routes", padding: 0.5 });
      this.renderer = T.svg;
      if (!map.hasLayer(this.renderer)) this.renderer.addTo(map);
      scene.features.forEach((feature) => T.drawShape(this, feature));
      this.marks = scene.features.filter((feature) => feature.geometry.type === "Point");
      if (scene.pin) pinned(this, scene.pin);
      T.showLegend(scene); // what lies over the map comes first: notes and labels keep clear of it
      T.showStrip(scene);
      this.arrange = () => arrange(this, map);
      map.on("zoomend", this.arrange);
      T.camera(scene.camera);
      T.trimLegend();
      this.arrange();
      if (T.refreshBase) T.refreshBase();
      T.player(scene.player);
      if (scene.desk) T.desk(scene.desk);
      if (scene.greeted) T.remember(scene.greeted);
      document.body.dataset.tumenScene = scene.digest;
    },
    onRemove(map) {
      if (!this.group) return;
      T.focusLeft = focusedFeature();
      map.off("zoomend", this.arrange);
      this.group.remove();
      this.group = null;
    },
  });

  /** A position that somebody searched for: a drop with its words, which no statement is tied to.
   * @param {TumenSceneLayer} layer @param {TumenPin} pin */
  function pinned(layer, pin) {
    const drop = T.element("div", "tumen-pin");
    drop.setAttribute("role", "img");
    drop.setAttribute("aria-label", pin.title);
    drop.title = pin.title;
    const icon = L.divIcon({ className: "tumen-mark", html: drop, iconSize: [22, 30], iconAnchor: [11, 29] });
    L.marker([pin.lat, pin.lon], { icon, keyboard: false, interactive: false, pane: "tumen-marks" }).addTo(layer.group);
  }

  // ---- places ------------------------------------------------------------------------------------------------------
  // Places closer than a pill's width stand under the one with most statements; the rest are counted on it.
  T.arrange = arrange;
  /** @param {TumenSceneLayer} layer @param {any} map */
  function arrange(layer, map) {
    const focused = focusedFeature() || T.focusLeft;
    T.focusLeft = null;
    if (layer.pills) layer.pills.remove();
    layer.pills = L.layerGroup().addTo(layer.group);
    const groups = /** @type {TumenGroup[]} */ ([]);
    const sites = withWidget(layer, "pill", "fact");
    const order = (/** @type {TumenFeature} */ f) => (f.properties.selected ? 1e6 : 0) + (T.kindOf(f).widget === "pill" ? 1e3 : 0) + (f.properties.rank || 0);
    sites.sort((a, b) => order(b) - order(a) || (a.id < b.id ? -1 : 1));
    for (const feature of sites) {
      const at = map.latLngToLayerPoint(toLatLng(feature));
      const host = groups.find((group) => Math.abs(group.at.x - at.x) < MERGE_PX + group.width / 2 - 8 && Math.abs(group.at.y - at.y) < MERGE_PX);
      if (host && !feature.properties.selected) host.members.push(feature);
      else groups.push({ at, members: [feature], width: pillWidth(feature) });
    }
    const dots = withWidget(layer, "dot").filter((f) => f.properties.selected || !covered(map, f, groups));
    dots.forEach((f) => addDot(layer, f));
    const take = T.room();
    groups.forEach((group) => { group.box = take(group.at, group.width, 24, [[0, 0]]).box; });
    const counts = groups.filter((group) => group.members.length > 1).map((group) => {
      const width = 19 + 6 * countOf(group).length;
      group.more = take(group.at, width, 24, T.corners(group.width, width), group.box);
      return group;
    });
    const stops = mergeStops(withWidget(layer, "number"), map);
    stops.forEach((stop) => Object.assign(stop, take(stop.at, stopWidth(stop) + 6, 24, T.beside(stop.side, 25))));
    const letters = withWidget(layer, "letter").map((f) => {
      const at = map.latLngToLayerPoint(toLatLng(f));
      return { f, room: take(at, 24, 24, T.beneath(ASIDE[f.properties.detail] || 0, 25)) };
    });
    letters.forEach(({ f, room }) => addLetter(layer, f, room.dx, room.dy));
    groups.forEach((group) => addPill(layer, map, group));
    stops.forEach((stop) => addStop(layer, stop));
    focusAgain(focused);
    T.sceneLabels = [
      ...groups.map((group) => ({ at: toLatLng(group.members[0]), text: group.members[0].properties.title, rank: 500 + (group.members[0].properties.rank || 0) +
        (group.members[0].properties.selected ? 1000 : 0), kind: T.kindOf(group.members[0]).widget, reach: group.width / 2 + 4 })),
      ...dots.filter((f) => map.getZoom() >= 7 || f.properties.selected)
        .map((f) => ({ at: toLatLng(f), text: f.properties.title, rank: 90, kind: "dot", reach: 6 })),
    ];
    T.obstacles = [...groups.map((g) => ({ at: toLatLng(g.members[0]), width: g.width, height: 24 })),
      ...counts.map((g) => ({ at: toLatLng(g.members[0]), width: 18, height: 10, dx: g.more.dx, dy: g.more.dy })),
      ...stops.map((s) => ({ at: toLatLng(s.members[0]), width: stopWidth(s), height: 24, dx: s.dx, dy: s.dy })),
      ...letters.map(({ f, room }) => ({ at: toLatLng(f), width: 24, height: 24, dx: room.dx, dy: room.dy }))];
    T.drawCallouts(layer, map);
    withinReach();
    if (T.placeLabels) T.placeLabels();
  }

  // What lies outside the frame is not met with the Tab key: the focus would go where nobody sees it.
  let inSight = /** @type {IntersectionObserver | null} */ (null);
  function withinReach() {
    const box = T.map.getContainer();
    inSight = inSight || new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) target.setAttribute("tabindex", isIntersecting || target === document.activeElement ? "0" : "-1");
    }, { root: box });
    inSight.disconnect();
    for (const mark of box.querySelectorAll(".tumen-mark [tabindex]:not(.tumen-dot)")) inSight.observe(mark); // dots never have a turn
  }

  // A redraw must not throw a reader at the keyboard out of the map.
  function focusedFeature() {
    const node = /** @type {HTMLElement | null} */ (document.activeElement);
    return (document.hasFocus() && node && node.dataset.feature) || null;
  }

  function focusAgain(id) {
    if (!id || focusedFeature() === id) return;
    const node = /** @type {HTMLElement | null} */ (document.querySelector('[tabindex][data-feature="' + CSS.escape(id) + '"]'));
    if (node) node.focus({ preventScroll: true });
  }

  const toLatLng = (/** @type {TumenFeature} */ feature) => L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
  T.toLatLng = toLatLng;
  const withWidget = (/** @type {TumenSceneLayer} */ layer, /** @type {string[]} */ ...widgets) => layer.marks.filter((f) => widgets.includes(T.kindOf(f).widget));

  const countOf = (/** @type {TumenGroup} */ group) => "+" + (group.members.length - 1);

  function pillWidth(/** @type {TumenFeature} */ feature) {
    const shapes = Object.keys(feature.properties.stances || {}).length;
    if (!shapes) return 24;
    return 10 + Math.min(shapes, 4) * 13 + 14;
  }

  T.stanceShape = shape;
  function shape(/** @type {string} */ stance) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 16 16");
    drawing.setAttribute("aria-hidden", "true");
    drawing.style.color = T.config.stances[stance].colour;
    drawing.innerHTML = T.config.stances[stance].shape; // from symbols.py, never from a card
    return drawing;
  }

  T.element = function (tag, name, text) {
    const node = document.createElement(tag);
    node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const element = T.element;

  T.spoken = spoken;
  function spoken(/** @type {TumenFeature} */ feature) {
    const p = feature.properties, parts = [p.title];
    if (p.site_kind) parts.push(p.site_kind);
    const stances = Object.entries(p.stances || {}).map(([word, n]) => n + " " + ((T.config.told || {})[word] || word));
    if (stances.length > 0) parts.push(stances.join(", "));
    if (p.events && p.events.length > 0) parts.push(p.events.length + " " + T.config.words.dated);
    if (p.basis === "inferred") parts.push(T.config.words.inferred);
    if (T.kindOf(feature).schematic) parts.push(T.detailOf(feature));
    return parts.filter(Boolean).join(" · ");
  }

  T.makeButton = makeButton;
  /** @param {HTMLElement | SVGElement} node @param {TumenFeature} feature @param {string} words */
  function makeButton(node, feature, words) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", words);
    node.dataset.feature = feature.id;
    const act = (/** @type {Event} */ event) => { L.DomEvent.stop(event); T.hint(null); T.choose(feature.id); };
    node.addEventListener("click", (event) => { if (!T.measuring && !T.map.dragging.moved()) act(event); });
    node.addEventListener("dblclick", (event) => L.DomEvent.stop(event));
    node.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" || event.key === " ") act(event); });
    T.hints(node, words);
  }

  /** @param {TumenSceneLayer} layer @param {TumenFeature} feature @param {HTMLElement} node
   * @param {number} width @param {number} height @param {number} [dx] @param {number} [dy] */
  function place(layer, feature, node, width, height, dx, dy) {
    const mark = L.marker(toLatLng(feature), { pane: "tumen-marks", interactive: false, keyboard: false, zIndexOffset: feature.properties.selected ? 1000 : T.kindOf(feature).widget === "dot" ? -1000 : 0,
      icon: L.divIcon({ className: "tumen-mark", html: node, iconSize: [width, height], iconAnchor: [width / 2 - (dx || 0), height / 2 - (dy || 0)] }) });
    mark.addTo(layer.pills);
    return mark;
  }

  /** @param {TumenSceneLayer} layer @param {any} map @param {TumenGroup} group */
  function addPill(layer, map, group) {
    const lead = group.members[0], p = lead.properties, stances = Object.entries(p.stances || {});
    const pill = element("div", "tumen-pill tumen-" + (p.basis || "none") + (p.selected ? " tumen-selected" : "")), own = T.colourOf(lead);
    pill.style.borderColor = own;
    stances.slice(0, 4).forEach(([stance]) => pill.appendChild(shape(stance)));
    if (stances.length > 0) pill.appendChild(element("span", "tumen-count", String(p.claims.length)));
    else pill.appendChild(element("span", "tumen-event")).style.background = own;
    makeButton(pill, lead, spoken(lead));
    const holder = element("div", "tumen-holder");
    holder.appendChild(pill);
    if (T.linkTime) T.linkTime(holder, group.members.map((f) => f.id));
    if (group.members.length > 1) {
      const more = element("span", "tumen-more", countOf(group));
      more.style.left = `calc(50% + ${group.more.dx}px)`;
      more.style.top = `calc(50% + ${group.more.dy}px)`;
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
    place(layer, lead, holder, group.width, 24);
  }

  /** @param {any} map @param {TumenGroup} group */
  function zoomTo(map, group) {
    const bounds = L.latLngBounds(group.members.map(toLatLng));
    const zoom = Math.min(14, Math.max(map.getBoundsZoom(bounds.pad(0.3)), map.getZoom() + 1));
    T.fly(bounds.getCenter(), zoom, 0.5);
  }

  /** @param {any} map @param {TumenFeature} feature @param {TumenGroup[]} groups */
  function covered(map, feature, groups) {
    const at = map.latLngToLayerPoint(toLatLng(feature));
    return groups.some((group) => Math.abs(group.at.x - at.x) < group.width / 2 + 8 && Math.abs(group.at.y - at.y) < 16);
  }

  /** @param {TumenSceneLayer} layer @param {TumenFeature} feature */
  function addDot(layer, feature) {
    const dot = element("div", "tumen-dot");
    dot.style.borderColor = T.colourOf(feature);
    makeButton(dot, feature, spoken(feature));
    dot.setAttribute("tabindex", "-1");
    place(layer, feature, dot, 9, 9);
  }

  // Below the place it stands on, so that the pill of the place stays free: B border, G break of gauge, T transshipment.
  const LETTERS = { border: "B", gauge: "G", transshipment: "T" };
  const ASIDE = { gauge: 17, transshipment: -17 };

  /** @param {TumenSceneLayer} layer @param {TumenFeature} feature @param {number} dx @param {number} dy */
  function addLetter(layer, feature, dx, dy) {
    const letter = LETTERS[feature.properties.detail] || "?";
    const badge = element("div", "tumen-letter", letter);
    badge.style.background = T.colourOf(feature);
    makeButton(badge, feature, feature.properties.title);
    place(layer, feature, badge, 15, 15, dx, dy);
  }

  /** @param {TumenFeature[]} features @param {any} map */
  function mergeStops(features, map) {
    const merged = /** @type {TumenStops[]} */ ([]), journeys = [...new Set(features.map((f) => f.properties.layer))];
    for (const feature of features) {
      const at = map.latLngToLayerPoint(toLatLng(feature));
      const host = merged.find((m) => m.layer === feature.properties.layer && Math.hypot(m.at.x - at.x, m.at.y - at.y) < 20);
      if (host) host.members.push(feature);
      else merged.push({ at, layer: feature.properties.layer, members: [feature], side: journeys.indexOf(feature.properties.layer) % 2 ? 16 : -16, dx: 0, dy: 0 });
    }
    return merged;
  }

  function stopText(/** @type {TumenStops} */ stop) {
    const numbers = stop.members.map((f) => f.properties.number).sort((a, b) => a - b);
    const runs = numbers.length > 2 && numbers.at(-1) - numbers[0] === numbers.length - 1;
    return runs ? numbers[0] + "–" + numbers.at(-1) : numbers.join("·");
  }
  const stopWidth = (/** @type {TumenStops} */ stop) => Math.max(18, 8 + stopText(stop).length * 7);

  /** @param {TumenSceneLayer} layer @param {TumenStops} stop */
  function addStop(layer, stop) {
    const text = stopText(stop);
    const badge = element("div", "tumen-stop tumen-stop-" + stop.layer + (stop.members.some((f) => f.properties.selected) ? " tumen-selected" : ""), text);
    badge.style.background = T.colourOf(stop.members[0]);
    makeButton(badge, stop.members[0], stop.members.map((f) => f.properties.title + ": " + T.detailOf(f)).join(" — "));
    place(layer, stop.members[0], badge, stopWidth(stop), 18, stop.dx, stop.dy);
  }
})(window.Tumen);
