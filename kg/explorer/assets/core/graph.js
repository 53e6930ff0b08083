// The graph of the page. Entities, statements and articles refer to each other by number; parts of
// a graph that come later have numbers of their own, and are put together by IRI.

const page = JSON.parse(document.getElementById("data").textContent);
const graph = { articles: [], entities: [], statements: [], nodes: [], edges: [] };
const beside = new Map(); // IRI -> what the graph says else of it: predicate, value, datatype of a literal
const numbers = { articles: new Map(), entities: new Map(), statements: new Map() };

/** Adds what a part of a graph has and this one has not; the part has the form of the page's data. */
function absorb(part) {
  for (const [iri, said] of Object.entries(part.beside)) beside.set(iri, said);
  const entity = part.entities.map((each) => number("entities", { ...each, statements: [] }));
  const article = part.articles.map((each) => number("articles", { ...each, mentions: [] }));
  const end = (value) => (typeof value === "number" ? entity[value] : value);
  const statement = part.statements.map((each) => number("statements", {
    ...each,
    subject: end(each.subject),
    object: end(each.object),
    speaker: end(each.speaker),
    reported_by: end(each.reported_by),
    place: end(each.place),
    article: each.article === null ? null : article[each.article],
  }));
  part.articles.forEach(({ mentions }, at) => {
    const known = graph.articles[article[at]];
    if (known.mentions.length >= mentions.length) return;
    known.mentions = mentions.map((value, place) => (place % 3 === 2 ? entity[value] : value));
  });
  part.entities.forEach((each, at) => {
    const known = graph.entities[entity[at]];
    known.statements = united(known.statements, each.statements.map((one) => statement[one]));
  });
  for (const node of part.nodes) addNode({ ...node, id: entity[node.id] });
  for (const edge of part.edges) {
    const said = edge.statements.map((one) => statement[one]);
    addEdge({ ...edge, from: entity[edge.from], to: entity[edge.to], statements: said });
  }
}

/** The article of a statement, null when it is not at hand. */
function articleOf({ article }) {
  return article === null ? null : graph.articles[article];
}

/** The days of a statement: those it tells, else that of its article; null or undefined when there are none. */
function daysOfStatement(statement) {
  return statement.when ?? articleOf(statement)?.when;
}

/** The number of a thing by its IRI; a new one when it is not known. */
function number(kind, thing) {
  const known = numbers[kind].get(thing.iri);
  if (known !== undefined) return known;
  numbers[kind].set(thing.iri, graph[kind].length);
  return graph[kind].push(thing) - 1;
}

/**
 * Things by the key that each has, in the order in which the keys come.
 * @template T
 * @template K
 * @param {T[]} things
 * @param {(thing: T) => K} keyOf
 * @returns {Map<K, T[]>}
 */
function groupedBy(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(thing);
  }
  return groups;
}

function united(some, others) {
  return [...new Set([...some, ...others])].sort((a, b) => a - b);
}

const nodeOf = new Map(); // entity -> its node
const edgesOf = new Map(); // entity -> the numbers of its edges
const edgeOf = new Map(); // statement -> the number of the first edge it stands behind
const edgeNumbers = new Map();

function addNode(node) {
  if (nodeOf.has(node.id)) return;
  nodeOf.set(node.id, node);
  graph.nodes.push(node);
}

/** Of an edge that comes again, the one with more statements stays. */
function addEdge(edge) {
  const key = JSON.stringify([edge.from, edge.to, edge.look, edge.relation]);
  const known = edgeNumbers.get(key);
  if (known !== undefined && graph.edges[known].statements.length >= edge.statements.length) return;
  const id = known ?? graph.edges.length;
  graph.edges[id] = { ...edge, id };
  edgeNumbers.set(key, id);
  for (const one of edge.statements) if (!edgeOf.has(one)) edgeOf.set(one, id);
  if (known !== undefined) return;
  for (const end of new Set([edge.from, edge.to])) {
    if (!edgesOf.has(end)) edgesOf.set(end, []);
    edgesOf.get(end).push(id);
  }
}

function endsOf(edge) {
  return [graph.edges[edge].from, graph.edges[edge].to];
}

/** The entity that an edge leads to from one of its ends. */
function otherEnd(edge, entity) {
  const { from, to } = graph.edges[edge];
  return from === entity ? to : from;
}

/** How much is said about an entity; a server tells of more than is here. */
function weightOf(entity) {
  const { statements, told = 0 } = graph.entities[entity];
  return Math.max(statements.length, told);
}

/** The nodes at the other end of an entity's edges. */
function neighboursOf(entity) {
  const ends = (edgesOf.get(entity) ?? []).flatMap(endsOf);
  return [...new Set(ends)].filter((end) => end !== entity);
}

absorb(page);
