// Who holds which office where, and when: one line for each holder and office.

const HOLDS = `${page.prefixes.org}holds`;
const POST_IN = `${page.prefixes.org}postIn`;

/** The offices that some statements tell of, as an aligned list for an entity; null when of none. */
function offices(entity, numbers) {
  const tenures = new Map();
  for (const number of numbers.filter((one) => graph.statements[one].predicate === HOLDS)) {
    const { subject, object, negated } = graph.statements[number];
    const key = JSON.stringify([subject, object, negated]);
    if (!tenures.has(key)) tenures.set(key, { holder: subject, post: object, statements: [] });
    tenures.get(key).statements.push(number);
  }
  if (!tenures.size) return null;
  const found = [...tenures.values()].map((tenure) => ({ ...tenure, state: stateOf(tenure) }));
  const sorted = found.sort((a, b) => TENURES.indexOf(a.state) - TENURES.indexOf(b.state));
  return make("ol", { class: "offices", "aria-label": "Who holds which office" },
    ...sorted.map((tenure) => officeItem(tenure, entity)));
}

// How an office is held, the surest first; "fact" is at the time of the article.
const TENURES = ["fact", "claim", "planned", "possible", "hypothetical", "ended", "negated"];
const TENURE_NAMES = { ...LOOK_NAMES, fact: "current", ended: "former", negated: "not so" };

/** The best that is told of a tenure: who was in office once and is former elsewhere, is former now. */
function stateOf({ statements }) {
  const told = statements.map((one) => graph.statements[one]);
  if (told[0].negated) return "negated";
  const last = told.reduce((latest, one) => (publishedOn(one) >= publishedOn(latest) ? one : latest));
  if (last.look === "fact" || last.look === "ended") return last.look;
  return TENURES.find((look) => told.some((one) => one.look === look)) ?? last.look;
}

function publishedOn(statement) {
  return articleOf(statement)?.date ?? "";
}

function officeItem({ holder, post, statements, state }, entity) {
  const where = typeof post !== "number" ? [] : [...new Set(graph.entities[post].statements.map((one) => graph.statements[one])
    .filter(({ predicate, subject }) => predicate === POST_IN && subject === post).map(({ object }) => object))];
  const pieces = [
    ...(holder === entity ? [] : [endOf(holder)]),
    ...(post === entity ? [] : [endOf(post)]),
    ...where.filter((end) => end !== entity).map(endOf),
  ];
  const times = [...new Set(statements.flatMap((one) => timesOf(graph.statements[one])))];
  const dates = statements.map((one) => publishedOn(graph.statements[one])).filter(Boolean).sort();
  const told = !dates.length ? "" : `told ${dates[0]}${dates.at(-1) === dates[0] ? "" : ` to ${dates.at(-1)}`}`;
  return make(
    "li",
    { class: `office look-${state}` },
    stroke(state, page.dashes[state] || []),
    make("span", { class: "office-words" }, ...joined(pieces, ", ")),
    make("span", { class: "office-when" },
      make("span", { class: `mark-${state}` }, TENURE_NAMES[state] ?? state),
      ...times.flatMap((time) => [", ", words(time)]),
      told ? make("span", { class: "told" }, told) : null),
  );
}
