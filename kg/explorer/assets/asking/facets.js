// What one can choose by: kinds of entity, manners, relations, speakers, publishers, articles. The
// values of all statements stand in columns of numbers, so that 20,000 are tested and counted at once.

/** @type {Facet[]} */
const facets = [];

/**
 * @typedef {object} Facet
 * @property {string} name the part of the view that holds the choice
 * @property {string} title of the whole group
 * @property {string} one title of one value
 * @property {(statement: any) => string[]} keysOf the values of a statement
 * @property {(key: string) => string} nameOf a value in words
 * @property {(key: string) => Node | null} [sampleOf] its symbol
 * @property {(key: string) => string} [groupOf] the title of the part of the list it belongs to
 * @property {string[]} [order] of the values that come first; the others follow by number
 * @property {boolean} [isEvery] a statement is chosen when all its values are, not one
 * @property {boolean} [ofEntities] entities are counted, not statements
 * @property {{ write?: (key: string) => string, read?: (word: string) => string }} [word] in the address
 * @property {Column} [column]
 * @property {Uint32Array | null} [counts]
 *
 * @typedef {{ keys: string[], numbers: Map<string, number>, offsets: Uint32Array,
 *   values: Uint32Array, totals: Uint32Array, sorted: number[] }} Column
 * the values of statement n are values[offsets[n]] to values[offsets[n + 1]], each a place in keys
 */

const byName = new Intl.Collator("en").compare;

/** A choice among the values of a facet: only these, or all but these; all when it has none. */
const ALL = { not: false, keys: new Set() };

function passes({ not, keys }, key) {
  return !keys.size || keys.has(key) !== not;
}

/** The choice with one value more or less; the first one chosen says whether these or all but these. */
function toggled(choice, key, not) {
  const keys = new Set(choice.keys);
  if (!keys.delete(key)) keys.add(key);
  return keys.size ? { not: choice.keys.size ? choice.not : not, keys } : ALL;
}

/**
 * In the address: `Person City`, all but these as `-Person City`.
 * @param {Facet["word"]} word
 */
function choiceForm({ write = (key) => key, read = (word) => word } = {}) {
  const hex = (letter) => `%${letter.charCodeAt(0).toString(16)}`;
  return {
    initial: ALL,
    write: ({ not, keys }) => keys.size
      ? (not ? "-" : "") + [...keys].map((key) => write(key).replace(/^-|[% ]/g, hex)).sort().join(" ")
      : "",
    read: (text) => {
      const not = text.startsWith("-");
      const found = text.slice(Number(not)).split(" ").filter(Boolean);
      return { not, keys: new Set(found.map((word) => read(word.replace(/%(2d|25|20)/g, decodeURIComponent)))) };
    },
  };
}

/** An IRI with its usual prefix, and back. */
function short(iri) {
  const [prefix, base] = Object.entries(page.prefixes).find(([, start]) => iri.startsWith(start)) ?? ["", ""];
  return base ? `${prefix}:${iri.slice(base.length)}` : iri;
}
function long(word) {
  const at = word.indexOf(":");
  const prefix = word.slice(0, Math.max(at, 0));
  return Object.hasOwn(page.prefixes, prefix) ? page.prefixes[prefix] + word.slice(at + 1) : word;
}

/** @param {Facet} facet */
function addFacet(facet) {
  facets.push(facet);
  declare(facet.name, choiceForm(facet.word));
  addFilter([facet.name], () => facetTest(facet), () => facetChips(facet));
}

function facetTest(facet) {
  const choice = view[facet.name];
  if (!choice.keys.size) return null;
  const { keys, offsets, values } = columnOf(facet);
  const allowed = Uint8Array.from(keys, (key) => Number(passes(choice, key)));
  const wanted = facet.isEvery || choice.not ? 0 : 1; // the first such value decides
  return (_, number) => {
    for (let at = offsets[number]; at < offsets[number + 1]; at += 1) {
      if (allowed[values[at]] === wanted) return wanted === 1;
    }
    return wanted === 0;
  };
}

function facetChips(facet) {
  const { not, keys } = view[facet.name];
  return [...keys].map((key) => ({
    title: facet.one,
    text: facet.nameOf(key),
    not,
    patch: { [facet.name]: toggled(view[facet.name], key, not) },
  }));
}

/** The column of a facet, made anew when there are more statements. */
function columnOf(facet) {
  if (facet.column?.offsets.length !== graph.statements.length + 1) {
    facet.column = makeColumn(facet);
    facet.counts = null;
  }
  return facet.column;
}

function makeColumn({ keysOf, nameOf, order = [] }) {
  const keys = [];
  const numbers = new Map();
  const offsets = new Uint32Array(graph.statements.length + 1);
  const values = [];
  graph.statements.forEach((statement, number) => {
    for (const key of keysOf(statement)) {
      if (!numbers.has(key)) numbers.set(key, keys.push(key) - 1);
      values.push(numbers.get(key));
    }
    offsets[number + 1] = values.length;
  });
  const totals = new Uint32Array(keys.length);
  for (const value of values) totals[value] += 1;
  const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const sorted = keys.map((_, value) => value).sort((a, b) =>
    place(keys[a]) - place(keys[b]) || totals[b] - totals[a] || byName(nameOf(keys[a]), nameOf(keys[b])));
  return { keys, numbers, offsets, values: Uint32Array.from(values), totals, sorted };
}

/** For each value, how many statements (or entities) it has among those all other filters let pass. */
function countsOf(facet) {
  const column = columnOf(facet);
  facet.counts ??= facet.ofEntities ? entityCounts(facet, column) : statementCounts(facet, column);
  return facet.counts;
}

function statementCounts(facet, { keys, offsets, values }) {
  const counts = new Uint32Array(keys.length);
  const others = ~bitOf(facet.name);
  for (let number = 0; number < shown.failed.length; number += 1) {
    if ((shown.failed[number] & others) !== 0) continue;
    for (let at = offsets[number]; at < offsets[number + 1]; at += 1) counts[values[at]] += 1;
  }
  return counts;
}

function entityCounts(facet, { keys, numbers }) {
  const counts = new Uint32Array(keys.length);
  const others = ~bitOf(facet.name);
  const seen = new Uint8Array(graph.entities.length);
  const count = (end) => {
    if (typeof end !== "number" || seen[end] === 1) return;
    seen[end] = 1;
    counts[numbers.get(graph.entities[end].type)] += 1;
  };
  for (let number = 0; number < shown.failed.length; number += 1) {
    if ((shown.failed[number] & others) !== 0) continue;
    count(graph.statements[number].subject);
    count(graph.statements[number].object);
  }
  return counts;
}

/** The keys of a facet, those first that most is left of; of as many, those there are most of at all. */
function keysByCount(facet) {
  const { keys, sorted } = columnOf(facet);
  const counts = countsOf(facet);
  const isFirst = (value) => facet.order?.includes(keys[value]) ?? false;
  const left = sorted.filter((value) => !isFirst(value)).sort((a, b) => counts[b] - counts[a]);
  return [...sorted.filter(isFirst), ...left].map((value) => keys[value]);
}

function facetOf(name) {
  return facets.find((facet) => facet.name === name);
}

function countOf(facet, key) {
  const value = columnOf(facet).numbers.get(key);
  return value === undefined ? 0 : countsOf(facet)[value];
}

addFacet({
  name: "type",
  title: "Entities",
  one: "Type",
  isEvery: true,
  ofEntities: true,
  order: Object.keys(page.shapes),
  keysOf: ({ subject, object }) => [subject, object].filter((end) => typeof end === "number")
    .map((end) => graph.entities[end].type),
  nameOf: (key) => typeName(key),
  sampleOf: (key) => symbol(shapeOf(key), key),
});

const MANNERS = [...Object.keys(page.dashes), "negated"];
addFacet({
  name: "manner",
  title: "Manner",
  one: "Manner",
  order: MANNERS,
  keysOf: ({ look, modality, speaker, ended, negated }) => {
    const manners = [modality !== "actual" && modality, speaker !== null && "claim", ended && "ended",
      negated && "negated"].filter(Boolean);
    return manners.length ? manners : [look];
  },
  nameOf: (key) => LOOK_NAMES[key] ?? key,
  sampleOf: (key) => stroke(key, page.dashes[key] || []),
});

const relationNames = new Map();
addFacet({
  name: "relation",
  title: "Relations",
  one: "Relation",
  word: { write: short, read: long },
  keysOf: ({ predicate, relation }) => {
    if (!relationNames.has(predicate)) relationNames.set(predicate, relation);
    return [predicate];
  },
  nameOf: (key) => relationNames.get(key) ?? short(key),
  groupOf: (key) => (key.startsWith(page.prefixes.rel) ? "In the articles’ own words" : "Defined by the ontology"),
});

const NARRATOR = "article";
addFacet({
  name: "speaker",
  title: "Speakers",
  one: "Speaker",
  order: [NARRATOR],
  keysOf: ({ speaker }) => [speaker === null ? NARRATOR : graph.entities[speaker].iri],
  nameOf: (key) => (key === NARRATOR ? "the article itself" : graph.entities[numbers.entities.get(key)]?.label ?? key),
});

const UNKNOWN = "-";
addFacet({
  name: "publisher",
  title: "Publishers",
  one: "Publisher",
  keysOf: (statement) => [articleOf(statement)?.publisher || UNKNOWN],
  nameOf: (key) => (key === UNKNOWN ? "not told" : key),
});
addFacet({
  name: "from",
  title: "Articles",
  one: "Article",
  keysOf: (statement) => [articleOf(statement)?.iri ?? UNKNOWN],
  nameOf: (key) => graph.articles[numbers.articles.get(key)]?.headline ?? (key === UNKNOWN ? "not at hand" : key),
});

listen((changed) => {
  if (changed.has("shown")) for (const facet of facets) facet.counts = null;
});
