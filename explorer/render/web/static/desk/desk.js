// @ts-check
// The steps of a story that is being written, in an order that drag and keys change; and the draft, kept in this browser.
// Streamlit hands over what to show; what the reader does goes back to it, each time under a number of its own.
"use strict";

(function () {
  const PREFIX = "tumen-draft:", HERE = "tumen-draft", AUTHOR = "tumen-author", MOST = 30;
  const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  let args = /** @type {any} */ (null), acts = /** @type {object[]} */ ([]), number = Date.now(), moved = false, joined = false;

  function tell(/** @type {string} */ type, /** @type {object} */ more) {
    window.parent.postMessage({ isStreamlitMessage: true, type: "streamlit:" + type, ...more }, "*");
  }

  // A value that Streamlit has not read yet is lost to the next one, so each comes with the last few before it.
  function act(/** @type {object} */ what) {
    number += 1;
    acts = [...acts.slice(-9), { number, ...what }];
    tell("setComponentValue", { dataType: "json", value: acts });
  }

  function fit() {
    tell("setFrameHeight", { height: args && args.hidden ? 0 : document.body.scrollHeight + 4 });
  }

  // ---- the browser's shelf

  /** @returns {{ uid: string, title: string, steps: number, at: number, text: string, saved: any }[]} */
  function drafts() {
    const found = [];
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i) || "";
      if (!key.startsWith(PREFIX)) continue;
      try {
        const row = JSON.parse(localStorage.getItem(key) || "");
        if (typeof row.text === "string") found.push({ ...row, uid: key.slice(PREFIX.length) });
      } catch { /* not written by this page */ }
    }
    return found.sort((a, b) => b.at - a.at);
  }

  function keep(/** @type {any} */ draft) {
    if (args.author) localStorage.setItem(AUTHOR, args.author);
    if (!draft.text) return "";
    const before = localStorage.getItem(PREFIX + draft.uid);
    sessionStorage.setItem(HERE, draft.uid);
    const row = { title: draft.title, steps: draft.steps.length, at: Date.now(), text: draft.text, saved: draft.saved };
    if (before && JSON.stringify({ ...JSON.parse(before), at: row.at }) === JSON.stringify(row)) return args.words.kept;
    localStorage.setItem(PREFIX + draft.uid, JSON.stringify(row));
    drafts().slice(MOST).forEach((old) => localStorage.removeItem(PREFIX + old.uid));
    return args.words.kept;
  }

  // What this tab had in hand before it was loaded anew; else what was last written in this browser.
  function join() {
    joined = true;
    const here = sessionStorage.getItem(HERE), all = drafts(), found = all.find((row) => row.uid === here) || all[0];
    const author = localStorage.getItem(AUTHOR) || "";
    act(found ? { act: "join", author, uid: found.uid, text: found.text, saved: found.saved } : { act: "join", author, uid: "", text: "" });
  }

  function safely(/** @type {() => string} */ what) {
    try { return what(); } catch { return args.words.full; }
  }

  function shelf() {
    const box = /** @type {HTMLDetailsElement} */ ($("shelf")), others = drafts().filter((row) => row.uid !== args.draft.uid);
    box.hidden = others.length === 0;
    /** @type {HTMLElement} */ (box.querySelector("summary")).textContent = args.words.others.replace("{n}", String(others.length));
    /** @type {HTMLElement} */ (box.querySelector("ul")).replaceChildren(...others.map((row) => {
      const line = document.createElement("li"), name = line.appendChild(document.createElement("span"));
      name.textContent = row.title + " · " + row.steps + (row.steps === 1 ? " step" : " steps");
      const open = line.appendChild(document.createElement("button")), drop = line.appendChild(document.createElement("button"));
      open.textContent = args.words.open;
      open.setAttribute("aria-label", args.words.open + ": " + row.title);
      open.addEventListener("click", () => act({ act: "open", uid: row.uid, text: row.text, saved: row.saved }));
      drop.textContent = args.words.drop;
      drop.setAttribute("aria-label", args.words.drop + ": " + row.title);
      drop.addEventListener("click", () => { localStorage.removeItem(PREFIX + row.uid); shelf(); fit(); });
      return line;
    }));
  }

  // ---- the steps

  const rows = () => /** @type {HTMLElement[]} */ ([...$("steps").children]);

  function order(/** @type {HTMLElement} */ row) {
    const now = rows().map((one) => Number(one.dataset.n));
    if (now.every((n, i) => n === i + 1)) return;
    rows().forEach((one, i) => { /** @type {HTMLElement} */ (one.querySelector(".at")).textContent = i + 1 + "."; });
    act({ act: "order", order: now, at: rows().indexOf(row) });
  }

  function onKey(/** @type {KeyboardEvent} */ event, /** @type {HTMLElement} */ row) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] || 0, all = rows(), goal = all[all.indexOf(row) + by];
    if (event.key === "Enter" || event.key === " ") act({ act: "select", at: all.indexOf(row) });
    else if (event.altKey && by && goal) {
      if (by < 0) goal.before(row);
      else goal.after(row);
      row.focus();
      order(row);
    } else if (by && goal) goal.focus();
    else return;
    event.preventDefault();
  }

  function onGrip(/** @type {PointerEvent} */ event, /** @type {HTMLElement} */ row) {
    const grip = /** @type {HTMLElement} */ (event.target);
    event.preventDefault();
    moved = false;
    grip.setPointerCapture(event.pointerId);
    row.classList.add("dragged");
    const move = (/** @type {PointerEvent} */ at) => {
      const over = rows().find((other) => other !== row && at.clientY > other.getBoundingClientRect().top && at.clientY < other.getBoundingClientRect().bottom);
      if (!over) return;
      moved = true;
      row[rows().indexOf(over) < rows().indexOf(row) ? "after" : "before"](over); // what holds the pointer stays in place
    };
    const end = () => {
      grip.removeEventListener("pointermove", move);
      row.classList.remove("dragged");
      order(row);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end, { once: true });
    grip.addEventListener("pointercancel", end, { once: true });
  }

  function rowOf(/** @type {any} */ step, /** @type {number} */ i) {
    const row = document.createElement("li"), chosen = i === args.draft.at;
    row.dataset.n = String(step.n);
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(chosen));
    row.tabIndex = chosen || (i === 0 && args.draft.at < 0) ? 0 : -1;
    for (const [name, words] of [["grip", "⠿"], ["at", i + 1 + "."], ["name", step.heading], ["todo", step.todo]]) {
      const part = row.appendChild(document.createElement("span"));
      part.className = name;
      part.textContent = words;
    }
    const grip = /** @type {HTMLElement} */ (row.querySelector(".grip"));
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("pointerdown", (event) => onGrip(event, row));
    row.addEventListener("click", () => {
      if (!moved) act({ act: "select", at: rows().indexOf(row) }); // letting go of a step that was dragged is no click
      moved = false;
    });
    row.addEventListener("keydown", (event) => onKey(event, row));
    return row;
  }

  function draw() {
    const held = rows().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    $("steps").replaceChildren(...args.draft.steps.map(rowOf));
    if (held >= 0) (rows()[args.draft.at] || rows()[held] || document.body).focus();
    $("how").textContent = args.draft.steps.length > 1 ? args.words.how : "";
  }

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
    args = event.data.args;
    document.documentElement.lang = args.language;
    document.title = args.words.frame;
    $("steps").setAttribute("aria-label", args.words.frame);
    document.documentElement.dataset.theme = args.theme;
    if (!args.joined) {
      if (!joined) safely(() => { join(); return ""; });
      fit();
      return;
    }
    joined = true;
    const kept = safely(() => keep(args.draft));
    if (!args.hidden) {
      draw();
      $("kept").textContent = kept;
      safely(() => { shelf(); return ""; });
    }
    fit();
  });
  $("shelf").addEventListener("toggle", fit);
  tell("componentReady", { apiVersion: 1 });
})();
