// Results as a chart: bars for labels, a line for times.

import { make, svg, words } from "./dom.js";
import { isNumber, moment, text } from "./terms.js";

const MOST_BARS = 50;
const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });

/** Which columns are all numbers, and which are all times, by their position. */
function measured({ columns, rows }) {
  const all = (is) =>
    columns.map((_, number) => number).filter((number) => {
      const terms = rows.map((row) => row[number]).filter(Boolean);
      return terms.length > 0 && terms.every(is);
    });
  return { numbers: all(isNumber), times: all((term) => moment(term) !== null) };
}

/** Whether a chart is what one expects: a label or a time, and one number for each. */
function suitsChart(result) {
  const { numbers } = measured(result);
  return result.columns.length === 2 && numbers.length === 1 && result.rows.length > 1;
}

/** Whether there is anything to draw. */
function canChart(result) {
  return result.columns.length > 1 && measured(result).numbers.length > 0;
}

/** The chart of a result in `place`, with choices of what it shows. */
function showChart(place, result) {
  const { columns, rows } = result;
  const { numbers, times } = measured(result);
  const labels = columns.map((_, number) => number).filter((number) => number !== numbers[0] || numbers.length > 1);
  const chosen = {
    label: times.find((number) => number !== numbers[0]) ?? labels.find((number) => !numbers.includes(number)) ?? labels[0],
    value: numbers[0],
  };
  const drawn = make("div", { class: "drawn" });
  const choice = (name, key, offered) => {
    const select = make("select", { on: { change: () => { chosen[key] = Number(select.value); draw(); } } },
      ...offered.map((number) => make("option", { value: number, selected: number === chosen[key] }, columns[number])));
    return make("label", {}, `${name} `, select);
  };
  function draw() {
    const points = rows
      .filter((row) => row[chosen.value] && row[chosen.label])
      .map((row) => ({
        label: text(row[chosen.label]),
        at: moment(row[chosen.label]),
        value: Number(row[chosen.value].value),
      }))
      .filter(({ value }) => Number.isFinite(value));
    const isOverTime = times.includes(chosen.label) && points.length > 1;
    drawn.replaceChildren(isOverTime ? line(points, names(), room()) : bars(points, names()));
  }
  const room = () => Math.min(Math.max(place.clientWidth, 300), 1100);
  const names = () => ({ label: columns[chosen.label], value: columns[chosen.value] });
  draw();
  place.replaceChildren(
    make("div", { class: "choices" }, choice("Of", "label", labels), choice("the", "value", numbers)),
    drawn,
  );
}

function bars(points, { label, value }) {
  const shown = points.slice(0, MOST_BARS);
  const most = Math.max(0, ...shown.map((point) => point.value));
  const least = Math.min(0, ...shown.map((point) => point.value));
  const span = most - least || 1;
  const items = shown.map((point) => {
    const from = (Math.min(point.value, 0) - least) / span;
    const bar = svg("svg", { class: "bar-line", viewBox: "0 0 1000 20", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { x: 1000 * from, y: 0, width: Math.max((1000 * Math.abs(point.value)) / span, 1), height: 20 }));
    return make("li", {},
      make("span", { class: "bar-label", title: point.label }, words(point.label)),
      bar,
      make("span", { class: "bar-value" }, NUMBER.format(point.value)));
  });
  const rest = points.length - shown.length;
  return make("figure", {},
    make("ul", { class: "bars", "aria-label": `${value} of each ${label}` }, ...items),
    make("figcaption", {}, words(value), " of each ", words(label),
      rest > 0 ? `; the first ${MOST_BARS} of ${points.length}` : ""));
}

const [HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [340, 56, 30, 14, 20];

/** A line over time, as wide as there is room: `width` in pixels. */
function line(points, { label, value }, width) {
  const sorted = [...points].sort((one, other) => one.at - other.at);
  const [start, end] = [sorted[0].at, sorted.at(-1).at];
  const values = sorted.map((point) => point.value);
  const ticks = rounded(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const x = (at) => LEFT + ((at - start) / (end - start || 1)) * (width - LEFT - RIGHT);
  const y = (number) => HEIGHT - BOTTOM - ((number - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const path = sorted.map((point, number) => `${number ? "L" : "M"}${x(point.at).toFixed(1)} ${y(point.value).toFixed(1)}`);
  const written = (content, attributes) => svg("text", attributes, content);
  const grid = ticks.flatMap((tick) => [
    svg("path", { class: "grid", d: `M${LEFT} ${y(tick)}H${width - RIGHT}` }),
    written(NUMBER.format(tick), { x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }),
  ]);
  const parts = Math.max(1, Math.floor((width - LEFT - RIGHT) / 130));
  const days = Array.from({ length: parts + 1 }, (_, number) => {
    const at = start + ((end - start) * number) / parts;
    const anchor = number === 0 ? "start" : number === parts ? "end" : "middle";
    return written(day(at, end - start), { x: x(at), y: HEIGHT - 8, "text-anchor": anchor });
  });
  const dots = sorted.map((point) =>
    svg("circle", { class: "dot", cx: x(point.at), cy: y(point.value), r: sorted.length > 80 ? 2.5 : 4 },
      svg("title", {}, `${point.label}: ${NUMBER.format(point.value)}`)));
  const summary = `${value} by ${label}, from ${sorted[0].label} to ${sorted.at(-1).label}`;
  return make("figure", {},
    svg("svg", { class: "line-chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": summary },
      ...grid, ...days, svg("path", { class: "line", d: path.join("") }), ...dots),
    make("figcaption", {}, words(value), " by ", words(label)));
}

const DAY = 24 * 60 * 60 * 1000;

/** A moment as precisely as the span of the axis asks for: year, month, day or minute. */
function day(at, span) {
  const written = new Date(at).toISOString();
  if (span > 5 * 365 * DAY) return written.slice(0, 4);
  if (span > 400 * DAY) return written.slice(0, 7);
  return span > 2 * DAY ? written.slice(0, 10) : written.slice(0, 16).replace("T", " ");
}

/** About five round numbers from below `low` to above `high`. */
function rounded(low, high) {
  const step10 = 10 ** Math.floor(Math.log10((high - low || 1) / 4));
  const step = [1, 2, 5, 10].map((times) => times * step10).find((size) => (high - low) / size <= 5) ?? step10;
  const ticks = [];
  for (let number = Math.floor(low / step); number * step < high + step; number += 1) ticks.push(number * step);
  return ticks.length > 1 ? ticks : [low, low + 1];
}

export { canChart, showChart, suitsChart };
