// The heading, the keys of the whole page, and the start.

/** How many are on the page, and of how many if a server has more. */
function countHere(one, many) {
  const here = graph[many].length;
  const all = page.live?.[many] ?? here;
  return all > here ? `${here.toLocaleString("en")} of ${plural(all, one, many)}` : plural(here, one, many);
}

function showSummary() {
  document.getElementById("title").textContent = page.title;
  const counts = [
    countHere("entity", "entities"),
    countHere("statement", "statements"),
    countHere("article", "articles"),
  ];
  const around = page.focus === null ? [] : ["Around ", words(graph.entities[page.focus].label), " · "];
  document.getElementById("summary").replaceChildren(...around, counts.join(" · "));
}

addKey("/", "find a name", () => searchField.focus());
addKey("Escape", "all statements", () => select({}, "page"));

listen((changed) => {
  if (changed.has("data")) showSummary();
});

openLink("start", new Set(["data"]));
if (page.focus !== null && !location.hash) {
  const [statement = null] = statementsOf({ entity: page.focus, edge: null });
  update({ entity: page.focus, statement }, { from: "start", replace: true });
}
start();

// For a page around this one, and for tests: the drawing itself.
globalThis.newsKg = { network };
