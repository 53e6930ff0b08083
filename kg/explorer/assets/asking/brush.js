// The timeline in the page: its bars, the words for the chosen span, and what moves its two ends.

const CHART = { height: 46, axis: 16 };
const timeline = document.getElementById("timeline");
const chart = svg("svg", { class: "chart", role: "img" });
const veil = make("div", { class: "brush" });
const handles = { low: handle("low", "From"), high: handle("high", "To") };
const plot = make("div", { class: "plot", on: { pointerdown: startDrag, pointermove: drag, pointerup: endDrag, pointercancel: endDrag } },
  chart, veil, handles.low, handles.high);
const spanWords = make("strong", { "aria-live": "polite" });
const clearTime = timeButton("Any time", () => update({ time: null, undated: false }, { from: "timeline" }));
const zoomIn = timeButton("Zoom in", () => showZoomed(view.time));
const zoomOut = timeButton("Zoom out", () => showZoomed(null));
const undatedBox = make("input", { type: "checkbox",
  on: { change: () => update({ undated: undatedBox.checked }, { from: "timeline" }) } });
const undatedCount = make("span", {});
const undatedLabel = make("label", { class: "undated" }, undatedBox, undatedCount);
timeline.append(
  make("div", { class: "timeline-head" },
    make("p", {}, spanWords, clearTime, zoomIn, zoomOut),
    undatedLabel,
    make("p", { class: "key" }, make("span", { class: "key-told" }), "told in the text",
      make("span", { class: "key-published" }), "date of the article")),
  plot,
);

let axis = null;
let zoomedTo = null; // the span that takes the whole width, when one is looked at closely

function timeButton(title, action) {
  return make("button", { type: "button", on: { click: () => {
    action();
    if (document.activeElement === document.body) handles.low.focus(); // a button that is gone
  } } }, title);
}

function handle(end, title) {
  return make("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": title, "data-end": end,
    on: { keydown: (event) => moveByKey(event, end), blur: () => { isMoving = false; } } });
}

function showZoomed(time) {
  zoomedTo = time;
  axis = null;
  showTimeline();
}

/** What the axis shows: most of the time, or the chosen span from its first to its last day. */
function axisSpan() {
  if (zoomedTo === null) return mainSpan();
  return { first: zoomedTo.from ?? when.starts[0], last: zoomedTo.to ?? when.ends.at(-1) };
}

function showTimeline() {
  timeline.hidden = when.starts[0] === when.starts.at(-1); // all begin on one day, or none is dated
  const width = plot.clientWidth;
  if (timeline.hidden || !width) return;
  axis ??= { ...axisFor(axisSpan(), width), width };
  const counts = binCounts(axis.bins);
  showBars(counts);
  showSpan();
}

function showBars(counts) {
  const { bins, unit, width } = axis;
  const { height } = CHART;
  const sums = bins.map((_, at) => counts[TOLD][at] + counts[PUBLISHED][at]);
  // The bins at the sides hold many years, and are cut at the height of the others.
  const most = Math.max(1, ...sums.filter((_, at) => bins[at].from !== null && bins[at].to !== null));
  const tall = (count) => (count ? Math.min(height, Math.max(1.5, (count / most) * height)) : 0);
  const { low, high } = placed(bins, view.time);
  const bars = bins.map(({ from, to, x, width: wide }, at) => {
    const [told, published] = [tall(counts[TOLD][at]), tall(counts[PUBLISHED][at])];
    const inner = { x: x + Math.min(1, wide / 8), width: Math.max(wide - Math.min(2, wide / 4), 1) };
    const text = `${spanText({ from, to })}: ${plural(sums[at], "statement", "statements")}` +
      (sums[at] ? `, ${counts[TOLD][at]} of them with a time of their own` : "");
    return svg("g", { class: at < low || at > high ? "bin out" : "bin" },
      svg("rect", { class: "bar-told", ...inner, y: height - told, height: told }),
      svg("rect", { class: "bar-published", ...inner, y: Math.max(0, height - told - published), height: Math.min(published, height - told) }),
      svg("rect", { class: "whole", x, width: wide, y: 0, height }, svg("title", {}, text)));
  });
  const inside = bins.filter(({ from, to }) => from !== null && to !== null);
  const ticks = ticksOf(inside[0].from, inside.at(-1).to, { unit }, Math.max(2, Math.floor(width / 76)));
  const marks = ticks.map(({ day, text }) => {
    const { x, width: wide, from, to } = bins[binOf(bins, day)];
    const at = x + (wide * (day - from)) / (to - from + 1);
    const isLast = at > width - 40;
    return svg("g", { class: "tick" },
      svg("path", { d: `M${at} ${height}v4` }),
      svg("text", { x: isLast ? width : at, y: height + 14, "text-anchor": isLast ? "end" : "start" }, text));
  });
  chart.setAttribute("viewBox", `0 0 ${width} ${height + CHART.axis}`);
  chart.setAttribute("aria-label", `Statements by ${unit.name}, ${spanText({ from: inside[0].from, to: inside.at(-1).to })}`);
  chart.replaceChildren(svg("path", { class: "base", d: `M0 ${height}H${width}` }), ...bars, ...marks);
}

/** The chosen span in words, and where its two ends stand. */
function showSpan() {
  const { bins } = axis;
  const { low, high, left, right } = placed(bins, view.time);
  spanWords.textContent = view.time === null ? "Any time" : upperFirst(spanText(view.time));
  clearTime.hidden = view.time === null;
  zoomIn.hidden = view.time === null || high - low >= bins.length - 3 || axis.unit.days === 1;
  zoomOut.hidden = zoomedTo === null;
  const undated = graph.statements.length - when.starts.length;
  undatedLabel.hidden = view.time === null || !undated;
  undatedBox.checked = view.undated;
  undatedCount.textContent = `and ${undated.toLocaleString("en")} without a time`;
  veil.hidden = view.time === null;
  veil.style.left = `${left}px`;
  veil.style.width = `${right - left}px`;
  const ends = { low: { at: low, x: left, day: bins[low].from ?? bins[low].to }, high: { at: high, x: right, day: bins[high].to ?? bins[high].from } };
  for (const [end, { at, x }] of Object.entries(ends)) {
    handles[end].style.left = `${x}px`;
    handles[end].setAttribute("aria-valuemin", String(end === "low" ? 0 : low));
    handles[end].setAttribute("aria-valuemax", String(end === "low" ? high : bins.length - 1));
    handles[end].setAttribute("aria-valuenow", String(at));
    handles[end].setAttribute("aria-valuetext", spanText(bins[at]));
  }
}

function upperFirst(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// A movement is one step in the history, however long it takes.
let isMoving = false;

function chooseBins(low, high) {
  const time = spanOf(axis.bins, Math.min(low, high), Math.max(low, high));
  if (JSON.stringify(time) === JSON.stringify(view.time)) return;
  update({ time, undated: time === null ? false : view.undated }, { from: "timeline", replace: isMoving });
  isMoving = true;
}

function moveByKey(event, end) {
  const { low, high } = placed(axis.bins, view.time);
  const page = Math.max(1, Math.round(axis.bins.length / 10));
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page,
    Home: -Infinity, End: Infinity }[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  const last = axis.bins.length - 1;
  if (end === "low") chooseBins(Math.min(high, Math.max(0, low + step)), high);
  else chooseBins(low, Math.max(low, Math.min(last, high + step)));
}

let dragged = null; // what is moved: an end, the whole span, or a new one

function binAt(event) {
  const x = event.clientX - plot.getBoundingClientRect().left;
  const at = axis.bins.findIndex((bin) => x < bin.x + bin.width);
  return at < 0 ? axis.bins.length - 1 : at;
}

function startDrag(event) {
  if (event.button !== 0 || !axis) return;
  const at = binAt(event);
  const { low, high } = placed(axis.bins, view.time);
  const { end } = event.target.dataset;
  if (end) dragged = { end, anchor: end === "low" ? high : low, at };
  else if (event.target === veil) dragged = { low, high, grip: at };
  else dragged = { anchor: at, at };
  isMoving = false;
  plot.setPointerCapture(event.pointerId);
  event.preventDefault();
  if (end) event.target.focus();
}

function drag(event) {
  if (dragged === null) return;
  const at = binAt(event);
  dragged.hasMoved ||= at !== (dragged.grip ?? dragged.at);
  if (dragged.hasMoved) soon(() => moveTo(at));
}

function moveTo(at) {
  if (dragged === null) return;
  const { anchor, low, high, grip } = dragged;
  if (grip === undefined) return chooseBins(anchor, at);
  const shift = Math.max(-low, Math.min(axis.bins.length - 1 - high, at - grip));
  return chooseBins(low + shift, high + shift);
}

/** A press without a movement chooses one bin, or in a chosen span narrows it to one. */
function endDrag(event) {
  if (dragged === null) return;
  const at = binAt(event);
  if (dragged.hasMoved) moveTo(at);
  else if (event.type === "pointerup" && !dragged.end) chooseBins(at, at);
  dragged = null;
  isMoving = false;
}

// A large graph takes longer to show than the pointer to move on: only the latest place counts.
let pending = null;
let pause = 0;

function soon(action) {
  if (pending === null) {
    setTimeout(() => {
      const started = performance.now();
      const latest = pending;
      pending = null;
      latest();
      pause = 2 * (performance.now() - started);
    }, pause);
  }
  pending = action;
}

new ResizeObserver(() => {
  if (axis === null || axis.width !== plot.clientWidth) {
    axis = null;
    showTimeline();
  }
}).observe(timeline);

listen((changed) => {
  if (changed.has("data")) {
    readTimes();
    axis = null;
  }
  if (changed.has("shown")) showTimeline();
});
