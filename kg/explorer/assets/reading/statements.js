// A statement in words: who, what, whom, its marks, and the words of the article it came from.

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

const shapes = new Map(Object.entries(page.shapes));

function shapeOf(type) {
  return shapes.get(type) ?? "hexagon";
}

/** A subject, object or place: an entity to go to, or words that name nothing. */
function endOf(end) {
  if (typeof end === "string") return make("bdi", { class: "literal" }, end);
  const entity = graph.entities[end];
  return make(
    "button",
    { type: "button", class: "entity", on: { click: () => select({ entity: end }, "list") } },
    words(entity.label),
  );
}

/** The time as worded and as a date: "last Friday", "2014", "2014 to 2016". */
function timesOf({ time_text, time, time_start, time_end }) {
  const interval = time_start || time_end ? `${time_start ?? "…"} to ${time_end ?? "…"}` : null;
  return [...new Set([time_text, time, interval])].filter(Boolean);
}

/** Everything that qualifies a statement: not so, planned, by whom, when, where, about what. */
function marksOf(statement) {
  const marks = [];
  const add = (kind, ...content) => marks.push(make("li", { class: `mark-${kind}` }, ...content));
  if (statement.negated) add("negated", "negated");
  if (statement.modality !== "actual") add(statement.modality, statement.modality);
  if (statement.ended) add("ended", "no longer so");
  if (statement.speaker !== null) add("claim", "according to ", endOf(statement.speaker));
  for (const time of timesOf(statement)) add("time", words(time));
  if (statement.place !== null) add("place", "in ", endOf(statement.place));
  if (statement.topic) add("topic", "about ", words(statement.topic));
  return marks.length ? make("ul", { class: "marks" }, ...marks) : null;
}

/** Subject, relation and object; `roles` marks the ends as they are marked in the article. */
function sentenceOf(statement, { roles = false } = {}) {
  const relation = statement.negated ? `not: ${statement.relation}` : statement.relation;
  const end = (role) => {
    const element = endOf(statement[role]);
    if (roles) element.classList.add(`role-${role}`);
    return element;
  };
  return make("p", { class: "sentence" }, end("subject"), " ", make("bdi", { class: "relation" }, relation), " ", end("object"));
}

/** One statement: who, what, whom; its marks; and the words it came from, which open the article. */
function statementItem(number) {
  const statement = graph.statements[number];
  const evidence = make(
    "button",
    {
      type: "button",
      class: "evidence",
      "aria-pressed": String(view.statement === number),
      title: `Show in the article (rule: ${statement.rule})`,
      on: { click: () => update({ statement: number }, { from: "list" }) },
    },
    make("span", { class: "hidden" }, "In the article: "),
    make("q", { dir: direction(statement.text) }, statement.text),
  );
  return make(
    "li",
    { class: `statement look-${statement.look}`, "data-statement": number },
    sentenceOf(statement),
    marksOf(statement),
    evidence,
  );
}
