// The heading, the keys of the whole page, and the start.

function showSummary() {
  document.getElementById("title").textContent = page.title;
  const counts = [
    plural(graph.entities.length, "entity", "entities"),
    plural(graph.statements.length, "statement", "statements"),
    plural(graph.articles.length, "article", "articles"),
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
