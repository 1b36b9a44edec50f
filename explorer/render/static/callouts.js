// Notes of a story's step: a box beside its place, clear of the others and of the map's edge. Text enters as text.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const WIDTH = 190, GAP = 22;

  T.drawCallouts = function (layer, map) {
    layer.notes && layer.notes.remove();
    layer.notes = L.layerGroup().addTo(layer.group);
    const size = map.getSize(), taken = [];
    for (const feature of layer.marks.filter((f) => f.properties.kind === "callout")) {
      const [lon, lat] = feature.geometry.coordinates, at = map.latLngToContainerPoint([lat, lon]);
      const box = T.element("div", "tumen-callout tumen-callout-" + (feature.properties.basis || "named"));
      box.appendChild(T.element("strong", "", feature.properties.title));
      box.appendChild(T.element("span", "", feature.properties.detail));
      const height = 24 + 14 * Math.ceil((feature.properties.detail || "").length / 30);
      const spots = [[GAP, -height - GAP], [-WIDTH - GAP, -height - GAP], [GAP, GAP], [-WIDTH - GAP, GAP], [GAP + 40, -height / 2], [-WIDTH - GAP - 40, -height / 2]];
      const inside = ([dx, dy]) => at.x + dx > 44 && at.x + dx + WIDTH < size.x - 4 && at.y + dy > 34 && at.y + dy + height < size.y - 40;
      const clear = ([dx, dy]) => taken.every((t) => Math.abs(t.x - (at.x + dx)) > WIDTH || Math.abs(t.y - (at.y + dy)) > Math.max(height, t.height));
      const spot = spots.find((s) => inside(s) && clear(s)) || spots.find(clear) || spots[0];
      taken.push({ x: at.x + spot[0], y: at.y + spot[1], height: height });
      const icon = L.divIcon({ className: "tumen-mark", html: box, iconSize: [WIDTH, height], iconAnchor: [-spot[0], -spot[1]] });
      L.marker([lat, lon], { pane: "tumen-notes", interactive: false, keyboard: false, icon: icon }).addTo(layer.notes);
      const end = map.containerPointToLatLng([at.x + spot[0] + (spot[0] < 0 ? WIDTH : 0), at.y + spot[1] + (spot[1] < 0 ? height : 0)]);
      L.polyline([[lat, lon], end], { renderer: layer.renderer, pane: "tumen-routes", interactive: false, color: T.config.palette.text, weight: 1 }).addTo(layer.notes);
    }
  };
})(window.Tumen);
