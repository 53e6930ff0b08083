// The panel beside the drawing: all statements, or those of the entity or edge that is chosen.

/** Statements in the order of the articles they are from. */
function groupsByArticle(numbers) {
  return [...groupedBy(numbers, (number) => graph.statements[number].article)].map(([article, members]) => [
    article === null ? "Article not at hand" : graph.articles[article].headline,
    members,
  ]);
}

function showPanel() {
  const panel = document.getElementById("panel");
  panel.replaceChildren(...panelContent());
  panel.scrollTop = 0;
}

listen((changed, from) => {
  if (["data", "shown", "entity", "edge", "path"].some((name) => changed.has(name))) showPanel();
  if (from === "list" && (changed.has("entity") || changed.has("edge"))) {
    document.getElementById("panel-title").focus();
  }
  if (changed.has("statement")) markRead();
});

/** Tells in the list which statement is the one that is read, and brings it into sight; a focus there follows. */
function markRead() {
  const isInList = document.activeElement?.matches("#panel .evidence");
  for (const evidence of document.querySelectorAll('#panel .evidence[aria-pressed="true"]')) {
    evidence.setAttribute("aria-pressed", "false");
  }
  const item = view.statement === null ? null : itemInPanel(view.statement);
  if (item === null) return;
  item.querySelector(".evidence").setAttribute("aria-pressed", "true");
  if (isInList) item.querySelector(".evidence").focus({ preventScroll: true });
  if (!narrow.matches) item.scrollIntoView({ block: "nearest" });
}

/** The item of a statement in the panel, put there if it is not far below what is there. */
function itemInPanel(number) {
  const isNear = () => chosenStatements().indexOf(number) < latestList.done() + AT_ONCE;
  return latestList === null ? unfolded(number) : isNear() ? listItem(number) : null;
}

function panelContent() {
  if (isPathOpen()) return pathContent();
  const { entity, edge } = view;
  if (entity !== null) return [back(), ...entityContent(entity)];
  if (edge !== null) {
    const { statements } = graph.edges[edge];
    return [back(), edgeHeading(edge), ...listOr([[null, statements.filter(isShown)]], statements)];
  }
  const all = graph.statements.map((_, number) => number);
  const numbers = all.filter(isShown);
  return [heading("All statements", countShown(numbers.length, all.length)), ...listOr(groupsByArticle(numbers), all)];
}

/** The list of what is shown of some statements, or why nothing is. */
function listOr(groups, statements) {
  return groups.some(([, numbers]) => numbers.length) ? statementList(groups) : [nothingShown(statements)];
}

function heading(...content) {
  return make("h2", { id: "panel-title", tabindex: "-1" }, ...content);
}

function back(leave = () => select({}, "list")) {
  return make("button", { type: "button", class: "back", on: { click: () => leave() } }, "← All statements");
}

function edgeHeading(number) {
  const { from, to } = graph.edges[number];
  return heading(words(graph.entities[from].label), " → ", words(graph.entities[to].label));
}
