// The legend: what symbols and strokes mean, how many there are, and a way to hide each. It changes
// the same choice as the filters do.

const legendButtons = new Map(); // facet and value -> button, kept so that the focus stays on it

function legendButton(facet, key) {
  const id = `${facet.name} ${key}`;
  if (!legendButtons.has(id)) {
    const hideOrShow = () =>
      update({ [facet.name]: toggled(view[facet.name], key, true) }, { from: "legend" });
    legendButtons.set(id, make("button", { type: "button", "data-key": key, on: { click: hideOrShow } },
      facet.sampleOf(key), words(facet.nameOf(key)), make("span", { class: "count" })));
  }
  return legendButtons.get(id);
}

function showLegend() {
  const drawn = new Set(graph.nodes.map(({ kind }) => kind));
  for (const { name, list } of [{ name: "type", list: "types" }, { name: "manner", list: "looks" }]) {
    const facet = facetOf(name);
    const { keys, sorted } = columnOf(facet);
    const told = sorted.map((value) => keys[value]).filter((key) => name !== "type" || drawn.has(key));
    const items = told.map((key) => {
      const button = legendButton(facet, key);
      button.setAttribute("aria-pressed", String(passes(view[name], key)));
      button.querySelector(".count").textContent = countOf(facet, key).toLocaleString("en");
      return button;
    });
    const shelf = document.getElementById(list);
    if (items.length !== shelf.children.length || items.some((item, at) => shelf.children[at].firstChild !== item)) {
      shelf.replaceChildren(...items.map((item) => make("li", {}, item)));
    }
  }
}

listen((changed) => {
  if (changed.has("shown")) showLegend();
});
