// @ts-check
// The page that stands alone: starts the map, and shows the cards of what was chosen on it.
"use strict";
/** @param {TumenPage} T @param {TumenAlone} value */
(function (T, value) {
  const map = L.map("map", { minZoom: 2, maxZoom: 14, preferCanvas: true, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, zoomAnimation: true });
  map.fitBounds(value.fit, { animate: false });
  map.setMaxBounds(value.bounds);
  map.setMinZoom(Math.max(2, map.getZoom() - 1));
  const centre = map.getCenter();
  Object.assign(value.scene.camera, { lon: centre.lng, lat: centre.lat, zoom: map.getZoom() });
  T.start(map, value.settings);
  new T.SceneLayer(value.scene).addTo(map);

  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-claim], [data-event]")]);
  const count = document.getElementById("count"), all = document.getElementById("all");
  let chosen = /** @type {string | null} */ (null);
  function show(/** @type {string | null} */ id) {
    chosen = id === chosen ? null : id;
    const feature = chosen && value.features[chosen];
    let shown = 0;
    for (const card of cards) {
      const here = !feature || feature.claims.includes(card.dataset.claim) || feature.events.includes(card.dataset.event);
      card.hidden = !here;
      shown += here;
    }
    count.textContent = value.counted[shown];
    all.hidden = !feature;
    document.body.dataset.chosen = feature ? chosen : "";
  }
  all.addEventListener("click", () => { chosen = null; show(null); });
  window.addEventListener("tumen:choose", (/** @type {CustomEvent} */ event) => show(event.detail));
  show(null);
})(window.Tumen, window.TumenValue);
