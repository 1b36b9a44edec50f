// @ts-check
// The shapes of a base layer as one path on a canvas. Leaflet's own polygons project every vertex anew at every zoom, as objects;
// with the coast at hand that alone takes longer than a step of a story may. Here the vertices are numbers in Mercator's unit
// square, what lies outside the frame is passed over, and vertices closer than half a pixel are drawn as one.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  const NEAR = 0.5, OUT = 40;

  function packed(/** @type {number[][]} */ line) {
    const xy = new Float64Array(line.length * 2);
    let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
    line.forEach(([lon, lat], i) => {
      const x = lon / 360 + 0.5, y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 360)) / (2 * Math.PI);
      xy[2 * i] = x; xy[2 * i + 1] = y;
      west = Math.min(west, x); east = Math.max(east, x); north = Math.min(north, y); south = Math.max(south, y);
    });
    return { xy, west, east, north, south };
  }

  // Every part is a list of rings or one line; a part is filled and stroked by itself.
  /** @param {any} geometry @param {TumenRing[][]} found */
  function parts(geometry, found) {
    const c = geometry.coordinates;
    if (geometry.type === "Polygon") found.push(c.map(packed));
    else if (geometry.type === "MultiPolygon") c.forEach((rings) => found.push(rings.map(packed)));
    else if (geometry.type === "LineString") found.push([packed(c)]);
    else if (geometry.type === "MultiLineString") c.forEach((line) => found.push([packed(line)]));
    else if (geometry.type === "GeometryCollection") geometry.geometries.forEach((part) => parts(part, found));
    return found;
  }

  T.Shapes = L.Path.extend({
    initialize(collection, options) {
      L.setOptions(this, options);
      this._shapes = collection.features.reduce((found, feature) => (feature.geometry ? parts(feature.geometry, found) : found), []);
    },
    vertices() {
      return this._shapes.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.xy.length / 2, 0), 0);
    },
    _project() {},
    _update() {
      this._pxBounds = this._renderer._bounds;
    },
    _updatePath() {
      const renderer = this._renderer;
      if (!renderer._drawing || !renderer._bounds) return;
      const origin = this._map.getPixelOrigin(), scale = this._map.options.crs.scale(this._map.getZoom()), b = renderer._bounds;
      const frame = { scale, x: origin.x, y: origin.y, west: b.min.x - OUT, east: b.max.x + OUT, north: b.min.y - OUT, south: b.max.y + OUT };
      for (const rings of this._shapes) if (seen(rings[0], frame)) draw(renderer, this, rings, frame);
    },
  });

  function seen(box, f) {
    if (box.east * f.scale - f.x < f.west || box.west * f.scale - f.x > f.east) return false;
    if (box.south * f.scale - f.y < f.north || box.north * f.scale - f.y > f.south) return false;
    return Math.max(box.east - box.west, box.south - box.north) * f.scale >= NEAR;
  }

  function draw(renderer, layer, rings, frame) {
    const ctx = renderer._ctx, o = layer.options;
    if (o.fill) {
      ctx.beginPath();
      rings.forEach((ring) => traceArea(ctx, ring.xy, frame));
      ctx.globalAlpha = o.fillOpacity;
      ctx.fillStyle = o.fillColor || o.color;
      ctx.fill("evenodd");
    }
    if (o.stroke && o.weight) {
      ctx.beginPath();
      rings.forEach((ring) => traceLine(ctx, ring.xy, frame));
      if (ctx.setLineDash) ctx.setLineDash(o._dashArray || []);
      ctx.globalAlpha = o.opacity;
      ctx.lineWidth = o.weight;
      ctx.strokeStyle = o.color;
      ctx.lineCap = o.lineCap;
      ctx.lineJoin = o.lineJoin;
      ctx.stroke();
    }
  }

  const side = (x, y, f) => (x < f.west ? 1 : x > f.east ? 2 : 0) | (y < f.north ? 4 : y > f.south ? 8 : 0);

  // A run of vertices beyond one and the same edge of the frame bounds nothing inside it: only its last one is kept.
  function traceArea(ctx, xy, f) {
    let px = xy[0] * f.scale - f.x, py = xy[1] * f.scale - f.y, common = side(px, py, f), waiting = false, last = common;
    ctx.moveTo(px, py);
    for (let i = 2; i < xy.length; i += 2) {
      const x = xy[i] * f.scale - f.x, y = xy[i + 1] * f.scale - f.y;
      if (Math.abs(x - px) < NEAR && Math.abs(y - py) < NEAR) continue;
      const now = side(x, y, f);
      if (common & now) {
        common &= now;
        waiting = true;
      } else {
        if (waiting) ctx.lineTo(px, py);
        waiting = Boolean(waiting && last & now);
        if (waiting) common = last & now;
        else { ctx.lineTo(x, y); common = now; }
      }
      px = x; py = y; last = now;
    }
    if (waiting) ctx.lineTo(px, py);
    ctx.closePath();
  }

  // A stretch with both ends beyond the same edge cannot be seen; leaving it out spares the canvas its dashes.
  function traceLine(ctx, xy, f) {
    let px = xy[0] * f.scale - f.x, py = xy[1] * f.scale - f.y, was = side(px, py, f), pen = false;
    for (let i = 2; i < xy.length; i += 2) {
      const x = xy[i] * f.scale - f.x, y = xy[i + 1] * f.scale - f.y;
      if (i + 2 < xy.length && Math.abs(x - px) < NEAR && Math.abs(y - py) < NEAR) continue;
      const now = side(x, y, f);
      if (now & was) pen = false;
      else {
        if (!pen) ctx.moveTo(px, py);
        ctx.lineTo(x, y);
        pen = true;
      }
      px = x; py = y; was = now;
    }
  }
})(window.Tumen);
