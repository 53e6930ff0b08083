// The list of statements: of all, of an entity, or of an edge.

const LOOK_NAMES = {
  fact: "fact",
  planned: "planned",
  possible: "possible",
  hypothetical: "hypothetical",
  claim: "claim",
  ended: "no longer so",
  negated: "negated",
};

function typeName(type) {
  return type === "Thing" ? "other" : type;
}

function shapeOf(type) {
  return data.types.find(({ key }) => key === type)?.shape ?? "hexagon";
}

/** A subject, object or place: an entity to go to, or words that name nothing. */
function endOf(end) {
  if (typeof end === "string") return make("bdi", { class: "literal" }, end);
  const entity = data.entities[end];
  return make(
    "button",
    { type: "button", class: "entity", on: { click: () => select({ entity: end }, { from: "list" }) } },
    words(entity.label),
  );
}

/** Everything that qualifies a statement: not so, planned, by whom, when, where, about what. */
function marksOf(statement) {
  const marks = [];
  const add = (kind, ...content) => marks.push(make("li", { class: `mark-${kind}` }, ...content));
  if (statement.negated) add("negated", "negated");
  if (statement.modality !== "actual") add(statement.modality, statement.modality);
  if (statement.ended) add("ended", "no longer so");
  if (statement.speaker !== null) add("claim", "according to ", endOf(statement.speaker));
  for (const time of statement.times) add("time", words(time));
  if (statement.place !== null) add("place", "in ", endOf(statement.place));
  if (statement.topic) add("topic", "about ", words(statement.topic));
  return marks.length ? make("ul", { class: "marks" }, ...marks) : null;
}

/** One statement: who, what, whom; its marks; and the words it came from, which open the article. */
function statementItem(number) {
  const statement = data.statements[number];
  const relation = statement.negated ? `not: ${statement.relation}` : statement.relation;
  const evidence = make(
    "button",
    {
      type: "button",
      class: "evidence",
      "aria-pressed": String(state.read === number),
      title: `Show in the article (rule: ${statement.rule})`,
      on: { click: () => read(number) },
    },
    make("span", { class: "hidden" }, "In the article: "),
    make("q", { dir: direction(statement.text) }, statement.text),
  );
  return make(
    "li",
    { class: `statement look-${statement.look}`, "data-statement": number },
    make(
      "p",
      { class: "sentence" },
      endOf(statement.subject),
      " ",
      make("bdi", { class: "relation" }, relation),
      " ",
      endOf(statement.object),
    ),
    marksOf(statement),
    evidence,
  );
}

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
  for (const number of data.entities[entity].statements.filter(isShown)) {
    const statement = data.statements[number];
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
    const article = data.statements[number].article;
    if (!groups.has(article)) groups.set(article, []);
    groups.get(article).push(number);
  }
  return [...groups].map(([article, members]) => [
    article === null ? "Article not at hand" : data.articles[article].headline,
    members,
  ]);
}

/** Fills the panel for the current selection. */
function showPanel() {
  const panel = document.getElementById("panel");
  panel.replaceChildren(...panelContent());
  panel.scrollTop = 0;
}

function panelContent() {
  const { entity = null, edge = null } = state.selection;
  if (entity !== null) {
    const groups = groupsOf(entity);
    return [back(), ...entityHeading(entity), ...groups.map(([title, numbers]) => group(title, numbers)),
      groups.length ? null : nothing()].filter(Boolean);
  }
  if (edge !== null) {
    const numbers = data.edges[edge].statements.filter(isShown);
    return [back(), edgeHeading(edge), make("ol", { class: "statements" }, ...numbers.map(statementItem))];
  }
  const numbers = data.statements.map((_, number) => number).filter(isShown);
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
  return make("button", { type: "button", class: "back", on: { click: () => select({}, { from: "list" }) } },
    "← All statements");
}

function entityHeading(number) {
  const { label, names, type, iri } = data.entities[number];
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
  const { from, to } = data.edges[number];
  return heading(words(data.entities[from].label), " → ", words(data.entities[to].label));
}
