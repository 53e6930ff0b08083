// The panel beside the drawing: all statements, or those of the entity or edge that is chosen.

/** Statements of an entity: offices first, then by relation, then what it claims, then where. */
function groupsOf(entity) {
  const groups = new Map([["Offices", []]]);
  const later = new Map([["Claims", []], ["Here", []]]);
  for (const number of graph.entities[entity].statements.filter(isShown)) {
    const statement = graph.statements[number];
    const isEnd = statement.subject === entity || statement.object === entity;
    let [shelf, title] = [groups, statement.relation];
    if (statement.office) title = "Offices";
    else if (!isEnd && statement.speaker === entity) [shelf, title] = [later, "Claims"];
    else if (!isEnd) [shelf, title] = [later, "Here"];
    if (!shelf.has(title)) shelf.set(title, []);
    shelf.get(title).push(number);
  }
  return [...groups, ...later].filter(([, numbers]) => numbers.length);
}

/** Statements in the order of the articles they are from. */
function groupsByArticle(numbers) {
  const groups = new Map();
  for (const number of numbers) {
    const article = graph.statements[number].article;
    if (!groups.has(article)) groups.set(article, []);
    groups.get(article).push(number);
  }
  return [...groups].map(([article, members]) => [
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
  if (["data", "shown", "entity", "edge"].some((name) => changed.has(name))) showPanel();
  if (from === "list" && (changed.has("entity") || changed.has("edge"))) {
    document.getElementById("panel-title").focus();
  }
  if (changed.has("statement")) markRead();
});

/** Tells in the list which statement is the one that is read. */
function markRead() {
  for (const item of document.querySelectorAll(".statement")) {
    const isRead = Number(item.dataset.statement) === view.statement;
    item.querySelector(".evidence").setAttribute("aria-pressed", String(isRead));
  }
}

function panelContent() {
  const { entity, edge } = view;
  if (entity !== null) {
    return [back(), ...entityHeading(entity), ...listOr(groupsOf(entity), graph.entities[entity].statements)];
  }
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

function back() {
  return make("button", { type: "button", class: "back", on: { click: () => select({}, "list") } },
    "← All statements");
}

function entityHeading(number) {
  const { label, names, type, iri } = graph.entities[number];
  const about = make("p", { class: "about" }, symbol(shapeOf(type), type), words(typeName(type)));
  const also = names.flatMap((name, at) => [at ? ", " : "also ", words(name)]);
  return [
    heading(words(label)),
    about,
    names.length ? make("p", { class: "also" }, ...also) : null,
    make("p", { class: "iri", dir: "ltr" }, words(iri)),
  ].filter(Boolean);
}

function edgeHeading(number) {
  const { from, to } = graph.edges[number];
  return heading(words(graph.entities[from].label), " → ", words(graph.entities[to].label));
}
