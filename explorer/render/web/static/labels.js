// @ts-check
// Labels that do not overlap: the most important first, each tried right, left, above and below its place.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const pen = document.createElement("canvas").getContext("2d");
  const FONT = "system-ui, 'Segoe UI', 'NanumGothic', 'Noto Sans KR', sans-serif";
  const STYLE = {
    pill: ["600 12px", 12], fact: ["500 11px", 11], dot: ["400 11px", 11], town: ["400 11px", 11],
    city: ["500 12px", 12], country: ["500 14px", 14], sea: ["italic 14px", 14], bay: ["italic 11px", 11], strait: ["italic 11px", 11],
  };
  const centred = new Set(["country", "sea", "bay", "strait"]);
  let pending = 0;

  T.placeLabels = function () {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  };

  function draw() {
    const map = T.map, zoom = map.getZoom(), frame = map.getBounds();
    const pane = map.getPane("tumen-labels");
    const base = (T.baseLabels || []).filter((l) => zoom >= l.min_zoom && zoom <= (l.max_zoom || 99) && frame.contains([l.lat, l.lon]))
      .map((l) => ({ at: L.latLng(l.lat, l.lon), text: l["name_" + T.language] || l.name_en, rank: l.rank, kind: l.kind, reach: l.kind === "town" || l.kind === "city" ? 4 : 0, base: true }));
    const named = new Set((T.sceneLabels || []).map((l) => l.text.toLowerCase()));
    const all = [...(T.sceneLabels || []), ...base.filter((l) => !named.has(l.text.toLowerCase()))].filter((l) => frame.contains(l.at));
    all.sort((a, b) => b.rank - a.rank || (a.text < b.text ? -1 : 1));
    const taken = [...(T.obstacles || []), ...(T.noteBoxes || [])].map((o) => box(map, o.at, -o.width / 2 + (o.dx || 0), -o.height / 2 + (o.dy || 0), o.width, o.height));
    const corner = map.containerPointToLayerPoint([0, 0]);
    taken.push(...T.controls(map).map((c) => ({ x0: c.x0 + corner.x, y0: c.y0 + corner.y, x1: c.x1 + corner.x, y1: c.y1 + corner.y })));
    const shown = document.createDocumentFragment();
    for (const label of all) {
      const spot = fit(map, label, taken);
      if (!spot) continue;
      taken.push(spot.box);
      const node = T.element("div", "tumen-label tumen-label-" + label.kind, label.text);
      L.DomUtil.setPosition(node, L.point(spot.box.x0, spot.box.y0));
      shown.appendChild(node);
      if (label.base && label.reach) {
        const dot = T.element("div", "tumen-town");
        L.DomUtil.setPosition(dot, map.latLngToLayerPoint(label.at).subtract([2, 2]));
        shown.appendChild(dot);
      }
    }
    pane.replaceChildren(shown);
    document.body.dataset.tumenReady = document.body.dataset.tumenBase === "ready" && document.body.dataset.tumenScene ? "1" : "";
  }

  function box(map, at, dx, dy, width, height) {
    const p = map.latLngToLayerPoint(at);
    return { x0: Math.round(p.x + dx), y0: Math.round(p.y + dy), x1: Math.round(p.x + dx + width), y1: Math.round(p.y + dy + height) };
  }

  /** @param {any} map @param {TumenLabel} label @param {TumenBox[]} taken */
  function fit(map, label, taken) {
    const [font, size] = STYLE[label.kind] || STYLE.town;
    pen.font = font + " " + FONT;
    const spaced = label.kind === "country" ? label.text.length * 1.6 : 0;
    const width = Math.ceil(pen.measureText(label.text).width + spaced) + 4, height = size + 5, reach = label.reach;
    const tries = centred.has(label.kind)
      ? [[0, 0], [0, -26], [0, 26], [-width / 2, 0], [width / 2, 0], [0, -52], [0, 52]].map(([x, y]) => [x - width / 2, y - height / 2])
      : [[reach, -height / 2], [-reach - width, -height / 2], [-width / 2, -height - 9], [-width / 2, 9]];
    const corner = map.containerPointToLayerPoint([0, 0]), frame = map.getSize();
    for (const [dx, dy] of tries) {
      const spot = box(map, label.at, dx, dy, width, height);
      if (spot.x0 < corner.x || spot.x1 > corner.x + frame.x || spot.y0 < corner.y || spot.y1 > corner.y + frame.y) continue;
      if (!taken.some((other) => T.meets(spot, other))) return { box: spot };
    }
    return null;
  }
})(window.Tumen);
