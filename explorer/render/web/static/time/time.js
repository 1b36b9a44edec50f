// @ts-check
// Time of the reporting: a bar a month, two handles, a field for exact days, playback. The frame stays where it is while the page
// runs, so that focus and pointer keep what they hold. What the reader chooses goes to the page, each time under a number of its own.
"use strict";

(function () {
  const DAY = 86400000, REST_MS = 900, SEND_MS = 300;
  const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const outer = window.parent;
  let args = /** @type {any} */ (null), number = Date.now(), playing = false, timer = 0, awaited = "", dragged = false, pending = false;
  let span = /** @type {[number, number]} */ ([0, 0]), months = /** @type {number[]} */ ([]), last = 0, lit = "";

  function tell(/** @type {string} */ type, /** @type {object} */ more) {
    outer.postMessage({ isStreamlitMessage: true, type: "streamlit:" + type, ...more }, "*");
  }

  // ---- days, as numbers since 1970 in UTC ----------------------------------------------------------------------------
  const day = (/** @type {string} */ iso) => Date.parse(iso + "T00:00:00Z") / DAY;
  const iso = (/** @type {number} */ at) => new Date(at * DAY).toISOString().slice(0, 10);
  const clamp = (/** @type {number} */ at) => Math.min(Math.max(at, months[0]), last);
  function monthOn(/** @type {number} */ at, /** @type {number} */ by) {
    const date = new Date(at * DAY);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1) / DAY;
  }
  const monthAt = (/** @type {number} */ at) => months.findLastIndex((first) => first <= at);
  const tongue = () => (!args.language || args.language === "en" ? "en-GB" : args.language);
  const told = (/** @type {number} */ at) => new Date(at * DAY).toLocaleDateString(tongue(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const entire = () => span[0] <= months[0] && span[1] >= last;

  // ---- to the page ---------------------------------------------------------------------------------------------------
  function send(/** @type {object} */ what) {
    window.clearTimeout(timer);
    pending = true;
    number += 1;
    tell("setComponentValue", { dataType: "json", value: { number, ...what } });
  }

  const ends = () => ({ start: span[0] === months[0] ? "" : iso(span[0]), end: span[1] === last ? "" : iso(span[1]) });

  function soon(/** @type {number} */ wait) {
    window.clearTimeout(timer);
    pending = true;
    timer = window.setTimeout(() => send(ends()), wait);
  }

  // ---- playback: the next month only once the page shows this one ------------------------------------------------------
  function step() {
    if (!playing) return;
    const whole = entire(), length = whole ? 1 : Math.max(1, Math.round((span[1] + 1 - span[0]) / 30.44));
    let at = whole ? 0 : monthAt(span[0]) + 1;
    while (at < months.length && !args.rows.some((/** @type {any} */ row) => monthAt(row.at) === at)) at += 1;
    if (at >= months.length) return stop();
    span = [months[at], clamp(monthOn(months[at], length) - 1)];
    awaited = iso(span[0]);
    paint();
    send({ ...ends(), start: awaited });
  }

  function stop() {
    playing = false;
    awaited = "";
    window.clearTimeout(timer);
    controls();
  }

  function play() {
    if (playing) return stop();
    playing = true;
    controls();
    if (monthAt(span[1]) >= months.length - 1) span = [months[0], last];
    step();
  }

  // ---- drawing -------------------------------------------------------------------------------------------------------
  const share = (/** @type {number} */ at) => (100 * (at - months[0])) / (last + 1 - months[0]) + "%";

  function paint() {
    const here = "site:" + args.here, counts = months.map(() => [0, 0]);
    for (const row of args.rows) {
      const found = counts[monthAt(row.at)];
      if (!found) continue;
      found[0] += 1;
      if (row.sites.includes(here)) found[1] += 1;
    }
    const top = Math.sqrt(Math.max(1, ...counts.map(([n]) => n)));
    $("bars").replaceChildren(...counts.map(([all, own], i) => {
      const column = document.createElement("i"), inside = months[i] <= span[1] && (months[i + 1] || last + 1) > span[0];
      column.className = inside ? "in" : "";
      column.title = new Date(months[i] * DAY).toLocaleDateString(tongue(), { month: "short", year: "numeric", timeZone: "UTC" }) + ": " + all;
      column.appendChild(document.createElement("b")).style.height = (100 * Math.sqrt(all)) / top + "%";
      if (own) column.appendChild(document.createElement("u")).style.height = (100 * Math.sqrt(own)) / top + "%";
      return column;
    }));
    $("years").replaceChildren(...months.filter((at) => new Date(at * DAY).getUTCMonth() === 0).map((at) => {
      const mark = document.createElement("span");
      mark.textContent = String(new Date(at * DAY).getUTCFullYear());
      mark.style.left = share(at);
      return mark;
    }));
    for (const [i, name] of ["start", "end"].entries()) {
      const handle = $(name), at = clamp(span[i]);
      handle.style.left = share(at + i);
      handle.setAttribute("aria-valuemin", "0");
      handle.setAttribute("aria-valuemax", String(last - months[0]));
      handle.setAttribute("aria-valuenow", String(at - months[0]));
      handle.setAttribute("aria-valuetext", told(at));
    }
  }

  function controls() {
    const word = document.createElement("span");
    word.textContent = playing ? args.words.pause : args.words.play;
    $("play").replaceChildren(playing ? "❚❚ " : "▶ ", word);
    $("play").setAttribute("aria-label", word.textContent);  // a narrow frame hides the word
    $("play").setAttribute("aria-pressed", String(playing));
    $("all").disabled = entire() && !args.start && !args.end;
  }

  function said() {
    $("said").textContent = args.fault || args.said;
    $("said").title = $("said").textContent;
    $("said").className = args.fault ? "fault" : "";
    $("typed").setAttribute("aria-invalid", String(Boolean(args.fault)));
  }

  // ---- pointer: a click takes a month, a drag several; a handle moves by months, with Shift by days -----------------------
  function under(/** @type {PointerEvent} */ event) {
    const box = $("axis").getBoundingClientRect(), at = (event.clientX - box.left) / box.width;
    return clamp(Math.floor(months[0] + at * (last + 1 - months[0])));
  }

  function follow(/** @type {PointerEvent} */ event, /** @type {(at: PointerEvent) => void} */ move) {
    const box = $("axis");
    event.preventDefault();
    stop();
    dragged = true;
    box.setPointerCapture(event.pointerId);
    const finish = () => {
      box.removeEventListener("pointermove", move);
      dragged = false;
      soon(0);
    };
    box.addEventListener("pointermove", move);
    box.addEventListener("lostpointercapture", finish, { once: true });
  }

  function bounded(/** @type {number} */ i, /** @type {number} */ at, /** @type {boolean} */ exact) {
    const edge = exact ? at : i === 0 ? months[monthAt(at)] : clamp(monthOn(at, 1) - 1);
    span[i] = i === 0 ? Math.min(edge, span[1]) : Math.max(edge, span[0]);
    paint();
  }

  function onAxis(/** @type {PointerEvent} */ event) {
    if (!event.isPrimary || event.button !== 0 || !args) return;
    const handle = ["start", "end"].indexOf(/** @type {HTMLElement} */ (event.target).id);
    if (handle >= 0) {
      $(["start", "end"][handle]).focus();
      follow(event, (at) => bounded(handle, under(at), at.shiftKey));
      return;
    }
    const from = under(event);
    const brush = (/** @type {PointerEvent} */ at) => {
      const to = under(at), [low, high] = from <= to ? [from, to] : [to, from];
      span = at.shiftKey ? [low, high] : [months[monthAt(low)], clamp(monthOn(high, 1) - 1)];
      paint();
    };
    follow(event, brush);
    brush(event);
  }

  // ---- keys of the handles: a month, with Shift a day, with Page keys a year ----------------------------------------------
  function onHandle(/** @type {KeyboardEvent} */ event, /** @type {number} */ i) {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
    if (way === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    stop();
    const at = clamp(span[i]);
    let goal = event.key === "Home" ? months[0] : last;
    if (way !== undefined) goal = event.shiftKey ? at + Math.sign(way) : i === 0 ? monthOn(at, way) : monthOn(at + 1, way) - 1;
    bounded(i, clamp(goal), true);
    controls();
    soon(SEND_MS);
  }

  // ---- the map beside it: both speak through the page's window --------------------------------------------------------
  function show(/** @type {string} */ what, /** @type {number} */ at) {
    if (what === lit) return;
    lit = what;
    const sites = args.rows.filter((/** @type {any} */ row) => monthAt(row.at) === at).flatMap((/** @type {any} */ row) => row.sites);
    outer.dispatchEvent(new CustomEvent("tumen:time", { detail: [...new Set(sites)] }));
  }

  const away = () => show("", -1);

  function onMap(/** @type {any} */ event) {
    if (!args) return;
    const site = event.detail, its = args.rows.filter((/** @type {any} */ row) => row.sites.includes(site));
    const mine = new Set(its.map((/** @type {any} */ row) => monthAt(row.at)));
    [...$("bars").children].forEach((column, i) => column.classList.toggle("lit", Boolean(site) && mine.has(i)));
  }

  // One letter leads here from the page and from the map, but not from a field.
  function onLetter(/** @type {KeyboardEvent} */ event) {
    const at = /** @type {any} */ (event.target);
    if (event.code !== "KeyT" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (at && at.closest && at.closest("input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=dialog]")) return;
    event.preventDefault();
    $("typed").focus();
  }

  // ---- beginning -----------------------------------------------------------------------------------------------------
  $("bar").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    stop();
    send({ text: $("typed").value });
  });
  $("typed").addEventListener("focus", () => $("typed").select());
  $("play").addEventListener("click", play);
  $("all").addEventListener("click", () => {
    stop();
    span = [months[0], last];
    paint();
    send(ends());
    $("typed").focus();
  });
  $("axis").addEventListener("pointerdown", onAxis);
  $("axis").addEventListener("pointermove", (/** @type {PointerEvent} */ event) => { if (args && !dragged) show("at" + monthAt(under(event)), monthAt(under(event))); });
  $("axis").addEventListener("pointerleave", away);
  ["start", "end"].forEach((name, i) => {
    $(name).addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => onHandle(event, i));
    $(name).addEventListener("focus", () => show("at" + monthAt(span[i]), monthAt(span[i])));
    $(name).addEventListener("blur", away);
  });
  outer.addEventListener("tumen:site", onMap);
  outer.addEventListener("tumen:key", (/** @type {any} */ event) => onLetter(event.detail));
  outer.document.addEventListener("keydown", onLetter);
  window.addEventListener("pagehide", () => {
    outer.removeEventListener("tumen:site", onMap);
    outer.document.removeEventListener("keydown", onLetter);
  });

  window.addEventListener("message", (event) => {
    if (event.source !== outer || !event.data || event.data.type !== "streamlit:render") return;
    const first = !args;
    args = event.data.args;
    document.documentElement.lang = args.language;
    document.title = args.words.frame;
    document.documentElement.dataset.theme = args.theme;
    months = args.months.map(day);
    last = monthOn(months.at(-1), 1) - 1;
    if (first) {
      for (const [id, word] of [["label", "time"], ["all", "all"]]) $(id).textContent = args.words[word];
      for (const [id, word] of [["start", "first"], ["end", "last"]]) $(id).setAttribute("aria-label", args.words[word]);
      $("typed").title = args.words.how;
      tell("setFrameHeight", { height: document.body.scrollHeight });
    }
    const answered = args.heard >= number;
    if (answered) pending = false;
    if (!dragged && !pending) span = [args.start ? day(args.start) : months[0], args.end ? day(args.end) : last];
    if (!args.fault && (document.activeElement !== $("typed") || answered)) $("typed").value = args.typed;
    paint();
    controls();
    said();
    if (!playing || !awaited || !answered) return;
    if (awaited !== args.start) return stop();
    awaited = "";
    timer = window.setTimeout(step, REST_MS);
  });
  tell("componentReady", { apiVersion: 1 });
})();
