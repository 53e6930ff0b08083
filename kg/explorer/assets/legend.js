// The legend: what symbols and strokes mean, how many there are, and a way to hide each.

function legendButton(part, key, name, count, sample) {
  const button = make(
    "button",
    { type: "button", "aria-pressed": String(!view[part].has(key)), "data-key": key, on: { click: toggle } },
    sample, words(name), make("span", { class: "count" }, String(count)),
  );
  function toggle() {
    const hidden = new Set(view[part]);
    if (!hidden.delete(key)) hidden.add(key);
    update({ [part]: hidden }, { from: "legend" });
  }
  return make("li", {}, button);
}

function showLegend() {
  document.getElementById("types").replaceChildren(...typesShown().map(({ key, shape, count }) =>
    legendButton("hide-types", key, typeName(key), count, symbol(shape, key))));
  document.getElementById("looks").replaceChildren(...looksShown().map(({ key, dashes, count }) =>
    legendButton("hide", key, LOOK_NAMES[key], count, stroke(key, dashes))));
}

function typesShown() {
  const counts = counted(graph.nodes.map(({ kind }) => kind));
  const order = [...Object.keys(page.shapes), ...[...counts.keys()].sort()];
  return [...new Set(order)].filter((key) => counts.has(key))
    .map((key) => ({ key, shape: shapeOf(key), count: counts.get(key) }));
}

function looksShown() {
  const counts = counted(graph.statements.map(({ look }) => look));
  const looks = Object.entries(page.dashes).filter(([key]) => counts.has(key))
    .map(([key, dashes]) => ({ key, dashes: dashes || [], count: counts.get(key) }));
  const negated = graph.statements.filter((statement) => statement.negated).length;
  return negated ? [...looks, { key: "negated", dashes: [], count: negated }] : looks;
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

listen((changed) => {
  if (["data", "hide", "hide-types"].some((name) => changed.has(name))) showLegend();
});
