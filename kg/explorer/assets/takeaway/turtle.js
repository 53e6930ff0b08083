// Statements as Turtle: all that the graph has of them, their words, events, entities and articles, and
// the plain triples they stand for. Articles come without their texts and mentions. Sources: RDF 1.1 Turtle sections 2.4 (IRIs), 2.5 (literals), 6.4 (escapes).

const space = page.prefixes;
const PLAIN_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/;
// Line ends, other controls, and what turns or hides text where somebody reads it.
// eslint-disable-next-line no-control-regex
const UNSAFE = /["\\\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A string in quotes, for Turtle and SPARQL; half a character is none. */
function quoted(text) {
  const whole = text.replace(/\p{Surrogate}/gu, "\ufffd");
  const escape = (char) => SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return `"${whole.replace(UNSAFE, escape)}"`;
}

// What RFC 3987 lets stand in no IRI, and a second fragment.
const NO_IRI = /[\u0000-\u0020<>"{}|^`\\\u007f-\u00a0\u200e\u200f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufff0-\uffff]|(?<=#.*)#/gsu;

/** An IRI in brackets; what may not stand in one is percent-encoded. */
function bracketed(iri) {
  return `<${iri.replace(/\p{Surrogate}/gu, "\ufffd").replace(NO_IRI, encodeURIComponent)}>`;
}

/** Writes IRIs with prefixes where that needs no escape, and knows which prefixes it has used. */
function namer() {
  const used = new Set();
  const longest = Object.entries(space).sort(([, a], [, b]) => b.length - a.length);
  return {
    name(iri) {
      const [prefix, start] = longest.find(([, base]) => iri.startsWith(base)) ?? ["", ""];
      if (!start || !PLAIN_NAME.test(iri.slice(start.length))) return bracketed(iri);
      used.add(prefix);
      return `${prefix}:${iri.slice(start.length)}`;
    },
    header: (keyword, end) => [...used].sort().map((prefix) => `${keyword} ${prefix}: ${bracketed(space[prefix])}${end}\n`).join(""),
  };
}

const iriTerm = (value) => ({ iri: value });
const textTerm = (value) => ({ value });
const typedTerm = (value, datatype) => ({ value: String(value), datatype: space.xsd + datatype });

/** A year, month or day as the graph has it. */
function partialDate(text) {
  return typedTerm(text, { 4: "gYear", 7: "gYearMonth" }[text.length] ?? "date");
}

function turtle(numbers) {
  const { name, header } = namer();
  const term = ({ iri: node, value, datatype }) =>
    node !== undefined ? name(node) : quoted(value) + (datatype ? `^^${name(datatype)}` : "");
  const blocks = [...gathered(numbers)].map(([subject, properties]) => {
    const lines = [...properties].map(([predicate, values]) =>
      `${predicate === `${space.rdf}type` ? "a" : name(predicate)} ${[...new Set(values.map(term))].join(", ")}`);
    return `${name(subject)} ${lines.join(" ;\n    ")} .\n`;
  });
  return `${aboutTurtle(numbers.length)}${header("@prefix", " .")}\n${blocks.join("\n")}`;
}

/** What is there, and what is not: text would be most of the file, and the same for any view of an article. */
function aboutTurtle(count) {
  const all = page.live?.statements ?? graph.statements.length;
  return `# ${plural(count, "statement", "statements")} of ${all.toLocaleString("en")}, with words, entities, events and articles.\n` +
    "# The texts of the articles, and where in them whom they mention, are in `kg export --format turtle`.\n";
}

/** Subject -> predicate -> values of all that is written about some statements. */
function gathered(numbers) {
  const found = new Map();
  const add = (subject, predicate, ...values) => {
    if (!found.has(subject)) found.set(subject, new Map());
    const properties = found.get(subject);
    if (values.length) properties.set(predicate, [...(properties.get(predicate) ?? []), ...values]);
  };
  const told = numbers.map((number) => graph.statements[number]);
  const entities = new Set(told.flatMap(entitiesOf));
  for (const article of new Set(told.map((one) => one.article).filter((one) => one !== null))) describeArticle(article, add);
  for (const entity of entities) describeEntity(entity, add);
  for (const one of told) assertPlain(one, add);
  for (const number of numbers) describeStatement(number, add);
  const isEvent = (predicate) => predicate === `${space.kg}event`;
  const events = told.flatMap(({ iri }) => (beside.get(iri) ?? []).filter(([predicate]) => isEvent(predicate)));
  for (const [, event] of events) addBeside(event, add, (value) => isAmongOrNoEntity(value, entities));
  return found;
}

/** Of those who take part in an event, only those whom the statements tell of. */
function isAmongOrNoEntity(iri, entities) {
  const entity = numbers.entities.get(iri);
  return entity === undefined || entities.has(entity);
}

function entitiesOf({ subject, object, speaker, reported_by, place }) {
  return [subject, object, speaker, reported_by, place].filter((end) => typeof end === "number");
}

/** What the graph says else of a thing, as far as `isWanted` has it. */
function addBeside(iri, add, isWanted = null) {
  for (const [predicate, value, datatype] of beside.get(iri) ?? []) {
    if (isWanted?.(value) === false) continue;
    const isText = datatype === `${space.xsd}string`;
    add(iri, predicate, datatype === undefined ? iriTerm(value) : { value, datatype: isText ? undefined : datatype });
  }
}

function describeArticle(number, add) {
  const article = graph.articles[number];
  const say = (property, value) => add(article.iri, space.schema + property, value);
  add(article.iri, `${space.rdf}type`, iriTerm(`${space.schema}NewsArticle`));
  say("headline", textTerm(article.headline));
  if (article.publisher) say("publisher", textTerm(article.publisher));
  if (article.date) say("datePublished", partialDate(article.date));
  if (article.url) say("url", textTerm(article.url));
  addBeside(article.iri, add);
}

function describeEntity(number, add) {
  const entity = graph.entities[number];
  if (page.classes[entity.type]) add(entity.iri, `${space.rdf}type`, iriTerm(page.classes[entity.type]));
  add(entity.iri, `${space.rdfs}label`, textTerm(entity.label));
  add(entity.iri, `${space.skos}altLabel`, ...entity.names.map(textTerm));
  addBeside(entity.iri, add);
}

function valueOf(end, literal = null) {
  if (typeof end === "number") return iriTerm(graph.entities[end].iri);
  return literal === null ? textTerm(end) : { value: literal[0], datatype: literal[1] };
}

/** The plain triple stands only for what is so: actual, not denied, nobody's claim, not over. */
function assertPlain({ subject, predicate, object, literal, modality, negated, speaker, ended }, add) {
  const isPlain = modality === "actual" && !negated && speaker === null && !ended;
  if (!isPlain || typeof subject !== "number" || (typeof object !== "number" && literal === null)) return;
  add(graph.entities[subject].iri, predicate, valueOf(object, literal));
  if (symmetric.has(predicate) && typeof object === "number") add(graph.entities[object].iri, predicate, valueOf(subject));
}

function describeStatement(number, add) {
  const statement = graph.statements[number];
  const { article, start, end } = rowOf(number);
  const span = `${article}#char=${start},${end}`;
  const say = (property, value) => add(statement.iri, property, value);
  say(`${space.rdf}type`, iriTerm(`${space.kg}Statement`));
  say(`${space.rdf}subject`, valueOf(statement.subject));
  say(`${space.rdf}predicate`, iriTerm(statement.predicate));
  say(`${space.rdf}object`, valueOf(statement.object, statement.literal));
  say(`${space.kg}modality`, iriTerm(space.kg + statement.modality[0].toUpperCase() + statement.modality.slice(1)));
  say(`${space.kg}negated`, typedTerm(statement.negated, "boolean"));
  if (statement.ended) say(`${space.kg}ended`, typedTerm(true, "boolean"));
  const agents = { [`${space.prov}wasAttributedTo`]: statement.speaker, [`${space.kg}reportedBy`]: statement.reported_by };
  for (const [property, agent] of Object.entries(agents)) if (agent !== null) say(property, valueOf(agent));
  if (statement.place !== null) say(`${space.kg}place`, valueOf(statement.place));
  if (statement.topic) say(`${space.kg}topic`, textTerm(statement.topic));
  if (statement.time_text) say(`${space.kg}timeText`, textTerm(statement.time_text));
  const times = { time: statement.time, timeStart: statement.time_start, timeEnd: statement.time_end };
  for (const [property, time] of Object.entries(times)) if (time) say(space.kg + property, partialDate(time));
  if (statement.confidence !== null) say(`${space.kg}confidence`, typedTerm(statement.confidence, "decimal"));
  say(`${space.kg}rule`, textTerm(statement.rule));
  say(`${space.kg}statedIn`, iriTerm(article));
  say(`${space.kg}evidence`, iriTerm(span));
  add(article, `${space.kg}mentions`, ...entitiesOf(statement).map((entity) => iriTerm(graph.entities[entity].iri)));
  addBeside(statement.iri, add);
  if (beside.has(statement.predicate)) addBeside(statement.predicate, add);
  else add(statement.predicate, `${space.rdfs}label`, textTerm(statement.relation));
  add(statement.predicate, `${space.rdfs}subPropertyOf`, iriTerm(`${space.kg}relatedTo`));
  describeSpan(span, { article, start, end, text: statement.text, context: articleOf(statement)?.context ?? null }, add);
}

/** The words of a statement as a span of the article. */
function describeSpan(span, { article, start, end, text, context }, add) {
  const say = (property, value) => add(span, property, value);
  say(`${space.rdf}type`, iriTerm(`${space.nif}RFC5147String`));
  say(`${space.nif}beginIndex`, typedTerm(start, "integer"));
  say(`${space.nif}endIndex`, typedTerm(end, "integer"));
  say(`${space.nif}anchorOf`, textTerm(text));
  if (context !== null) say(`${space.nif}referenceContext`, iriTerm(context));
  say(`${space.kg}statedIn`, iriTerm(article));
}
