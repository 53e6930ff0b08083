// When the statements of an entity are, as a strip of dots: filled where the statement tells it,
// hollow on the day of the article where it does not.

const MOMENTS = { width: 400, margin: 8, step: 9, most: 6 };

/** The strip for some statements; null when they are all of one time. It repeats what the lists say. */
function moments(numbers) {
  const dated = numbers.map(momentOf).filter(({ days }) => days).sort((a, b) => a.days[0] - b.days[0]);
  const first = Math.min(...dated.map(({ days }) => days[0]));
  const last = Math.max(...dated.map(({ days }) => days[1]));
  if (new Set(dated.map(({ days }) => days.join())).size < 2) return null;
  const { width, margin, step, most } = MOMENTS;
  const x = (day) => margin + ((day - first) / (last - first)) * (width - 2 * margin);
  const heights = new Map();
  const dots = dated.map(({ number, days, isTold }) => {
    const middle = (x(days[0]) + x(days[1])) / 2;
    const column = Math.round(middle / step);
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    return dot(number, { x: middle, left: x(days[0]), right: x(days[1]), height: Math.min(height, most - 1), isTold });
  });
  const height = Math.min(Math.max(...heights.values()), most) * step + 22;
  const base = height - 18;
  const ticks = ticksOf(first, last, binStarts(first, last, 30), 5).map(({ day, text }) => {
    const at = x(day);
    const anchor = at < 40 ? "start" : at > width - 40 ? "end" : "middle";
    return svg("g", {}, svg("path", { class: "axis", d: `M${at} ${base}v4` }),
      svg("text", { x: at, y: height - 2, "text-anchor": anchor }, text));
  });
  const row = svg("g", { transform: `translate(0 ${base - step / 2 - 1})` }, ...dots);
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "moments", role: "img",
    "aria-label": `When: ${plural(dated.length, "dated statement", "dated statements")}, ${spanText({ from: first, to: last })}` },
    svg("path", { class: "axis", d: `M0 ${base}H${width}` }), ...ticks, row);
}

function momentOf(number) {
  const statement = graph.statements[number];
  return { number, days: daysOfStatement(statement), isTold: statement.when !== null };
}

function dot(number, { x, left, right, height, isTold }) {
  const { look, negated, text } = graph.statements[number];
  const y = -height * MOMENTS.step;
  const span = right - left > MOMENTS.step ? [svg("path", { d: `M${left} ${y}H${right}` })] : [];
  const group = svg("g", { class: `moment look-${negated ? "negated" : look}${isTold ? " is-told" : ""}` },
    svg("title", {}, text), ...span, svg("circle", { cx: x, cy: y, r: 3.4 }));
  group.addEventListener("click", () => update({ statement: number }, { from: "list" }));
  return group;
}
