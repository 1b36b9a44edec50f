// @ts-check
// Room for marks: each is a target of 24 pixels, and stands where no other does, as near its place as it can.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  T.meets = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
  const shared = (/** @type {TumenBox} */ a, /** @type {TumenBox} */ b) =>
    Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));

  // The boxes that are taken so far, and a way to take another: at the first of the shifts that is free, else at the least crowded.
  T.room = function () {
    const taken = /** @type {TumenBox[]} */ ([]);
    const boxAt = (at, width, height, [dx, dy]) =>
      ({ x0: at.x + dx - width / 2, y0: at.y + dy - height / 2, x1: at.x + dx + width / 2, y1: at.y + dy + height / 2 });
    return function take(at, width, height, shifts, own) {
      const crowd = (shift) => taken.reduce((sum, other) => other === own ? sum : sum + shared(boxAt(at, width, height, shift), other), 0);
      let best = shifts[0], least = crowd(best);
      for (const shift of shifts.slice(1)) {
        if (least === 0) break;
        const here = crowd(shift);
        if (here < least) [best, least] = [shift, here];
      }
      const box = boxAt(at, width, height, best);
      taken.push(box);
      return { box, dx: best[0], dy: best[1] };
    };
  };

  // A badge above its place, to the side that it is given, then below it, then farther off.
  T.beside = (side, far) => [-far, far, -2 * far, 2 * far].flatMap((dy) => [[side, dy], [-side, dy], [3 * side, dy], [-3 * side, dy]]);
  T.beneath = (side, far) => [far, -far, 2 * far, -2 * far].flatMap((dy) => [[side, dy], [side + 17, dy], [side - 17, dy]]);
  // The count at a corner of its pill, of which 24 pixels stay free.
  T.corners = (pill, count) => {
    const dx = pill / 2 + count / 2 - Math.max(0, Math.min(12, pill - 24));
    return [[dx, -14], [dx, 14], [-dx, -14], [-dx, 14]];
  };
})(window.Tumen);
