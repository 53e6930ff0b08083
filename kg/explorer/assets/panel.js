// The panel beside the drawing: all statements, or those of the entity or edge that is chosen.

function group(title, numbers) {
  return make(
    "section",
    { class: "group" },
    make("h3", {}, words(title), make("span", { class: "count" }, String(numbers.length))),
    make("ol", { class: "statements" }, ...numbers.map(statementItem)),
  );
}

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
    const groups = groupsOf(entity);
    return [back(), ...entityHeading(entity), ...groups.map(([title, numbers]) => group(title, numbers)),
      groups.length ? null : nothing()].filter(Boolean);
  }
  if (edge !== null) {
    const numbers = graph.edges[edge].statements.filter(isShown);
    return [back(), edgeHeading(edge), make("ol", { class: "statements" }, ...numbers.map(statementItem))];
  }
  const numbers = graph.statements.map((_, number) => number).filter(isShown);
  const groups = groupsByArticle(numbers);
  return [
    heading("All statements", make("span", { class: "count" }, String(numbers.length))),
    ...(groups.length ? groups.map(([title, members]) => group(title, members)) : [nothing()]),
  ];
}

function heading(...content) {
  return make("h2", { id: "panel-title", tabindex: "-1" }, ...content);
}

function nothing() {
  return make("p", { class: "nothing" }, "Nothing is left to show: the legend hides it.");
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
