// Which statements are shown. A filter is a part of the view with a test; the drawing, the lists
// and the article all follow the same ones.

const filters = [];
const shown = { statements: new Uint8Array(0) };

/** Adds a filter: `parts` of the view it depends on, and `test(statement)` made anew when they change. */
function addFilter(names, makeTest) {
  filters.push({ names, makeTest });
}

/** Whether all filters let a statement be seen. */
function isShown(number) {
  return shown.statements[number] === 1;
}

function applyFilters(changed) {
  if (!changed.has("data") && !filters.some(({ names }) => names.some((name) => changed.has(name)))) return;
  const tests = filters.map(({ makeTest }) => makeTest()).filter(Boolean);
  shown.statements = Uint8Array.from(graph.statements, (statement) =>
    Number(tests.every((test) => test(statement))));
  changed.add("shown");
}

declare("hide-types", setOfWords);
declare("hide", setOfWords);

addFilter(["hide-types"], () => {
  const hidden = view["hide-types"];
  if (!hidden.size) return null;
  const isHidden = graph.entities.map(({ type }) => hidden.has(type));
  return ({ subject, object }) => isHidden[subject] !== true && isHidden[object] !== true;
});
addFilter(["hide"], () => {
  const hidden = view.hide;
  if (!hidden.size) return null;
  return ({ look, negated }) => !hidden.has(look) && !(negated && hidden.has("negated"));
});
listen(applyFilters);
