// @ts-check
// One line of text beside the mark that is pointed at or focused.
"use strict";
window.Tumen = window.Tumen || {};

(function (T) {
  // What a mark says while it is pointed at or focused.
  T.hints = function (node, words) {
    node.addEventListener("mousemove", (/** @type {MouseEvent} */ event) => T.hint(words, event));
    node.addEventListener("mouseleave", () => T.hint(null));
    node.addEventListener("focus", () => node.matches(":focus-visible") && T.hint(words, node.getBoundingClientRect()));
    node.addEventListener("blur", () => T.hint(null));
  };

  // One line of text beside the pointer or the focused mark.
  T.hint = function (words, where) {
    T.hintBox = T.hintBox || T.map.getContainer().appendChild(T.element("div", "tumen-hint"));
    T.hintBox.hidden = !words;
    if (!words) return;
    T.hintBox.textContent = words.length > 300 ? words.slice(0, 299) + "…" : words;
    const frame = T.map.getContainer().getBoundingClientRect();
    const x = (where.clientX === undefined ? where.right : where.clientX) - frame.left, y = (where.clientY === undefined ? where.top : where.clientY) - frame.top;
    T.hintBox.style.left = Math.max(4, Math.min(x + 14, frame.width - T.hintBox.offsetWidth - 6)) + "px";
    T.hintBox.style.top = Math.max(4, Math.min(y + 16, frame.height - T.hintBox.offsetHeight - 6)) + "px";
  };
})(window.Tumen);
