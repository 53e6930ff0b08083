// An index of all names, relations and headlines, and what in it fits a query. Accents, case and
// punctuation do not matter; names in other scripts are found by their Latin letters too.

const FOUND_AT_MOST = { Names: 10, Relations: 3, Articles: 4 };
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", ħ: "h", ς: "σ" };
const WHOLE = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu"); // no accent can be taken off these
const SILENT = /[\p{M}\p{Cf}.'’‘ʼ`´]/gu; // "U.N." is "un"

/** Small letters and digits without accents, a space for all that stands between them. */
function plain(text) {
  return text.normalize("NFKD").toLowerCase().replace(SILENT, "")
    .replace(WHOLE, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ");
}

function folded(text) {
  return plain(text).trim();
}

/**
 * @typedef {{ group: string, name: string, text: string, latin: string | null, key: any, weight: number }} Entry
 * `text` is the name folded; `key` says whose it is; what has more `weight` comes first
 * @type {Entry[]}
 */
let entries = [];

listen((changed) => {
  if (changed.has("data")) entries = [...nameEntries(), ...relationEntries(), ...headlineEntries()];
});

function nameEntries() {
  return graph.entities.flatMap(({ label, names, latin }, entity) =>
    [label, ...names].flatMap((name, at) => {
      const entry = { group: "Names", name, text: folded(name), latin: null, key: entity, weight: weightOf(entity) };
      return latin?.[at] ? [entry, { ...entry, text: folded(latin[at]), latin: latin[at] }] : [entry];
    }));
}

function relationEntries() {
  const { keys, totals } = columnOf(facetOf("relation"));
  return keys.map((key, at) => {
    const name = relationNames.get(key);
    return { group: "Relations", name, text: folded(name), latin: null, key, weight: totals[at] };
  });
}

function headlineEntries() {
  return graph.articles.map(({ headline }, article) =>
    ({ group: "Articles", name: headline, text: folded(headline), latin: null, key: article, weight: 0 }));
}

const IN_ANY_ORDER = 3;
const NOWHERE = 5;

/** How well a name fits, 0 best; all words of the query must be there. */
function fit(text, wanted, terms) {
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  for (const term of terms) if (!text.includes(term)) return NOWHERE;
  const padded = ` ${text}`;
  if (padded.includes(` ${wanted}`)) return 2;
  return terms.every((term) => padded.includes(` ${term}`)) ? IN_ANY_ORDER : IN_ANY_ORDER + 1;
}

/**
 * The best entries for a query, by group; of an entity its label if that fits, else the name that does.
 * @returns {Entry[]}
 */
function find(query) {
  const wanted = folded(query);
  // What has no letters and no digits, such as an emoji, is looked for as it is.
  const literal = wanted ? null : query.trim().toLowerCase();
  if (!wanted && !literal) return [];
  const terms = wanted.split(" ");
  const rankOf = ({ name, text }) =>
    (literal ? (name.toLowerCase().includes(literal) ? NOWHERE - 1 : NOWHERE) : fit(text, wanted, terms));
  const hits = [];
  for (const entry of entries) { // the names of an entity stand together, its label first
    const rank = rankOf(entry);
    if (rank === NOWHERE) continue;
    const last = hits.at(-1);
    if (last?.entry.key !== entry.key || last.entry.group !== entry.group) hits.push({ entry, rank });
    else if (rank < last.rank) hits[hits.length - 1] = { entry: last.rank <= IN_ANY_ORDER ? last.entry : entry, rank };
  }
  return Object.entries(FOUND_AT_MOST).flatMap(([group, most]) => best(hits.filter(({ entry }) => entry.group === group), most));
}

/** The first so many; only those of a rank that is needed are sorted. */
function best(hits, most) {
  const chosen = [];
  for (let rank = 0; rank < NOWHERE && chosen.length < most; rank += 1) {
    chosen.push(...hits.filter((hit) => hit.rank === rank).sort((a, b) => b.entry.weight - a.entry.weight)
      .slice(0, most - chosen.length));
  }
  return chosen.map(({ entry }) => entry);
}

/** The words of a name with those that the query asked for in bold. */
function emphasized(name, query) {
  const ranges = matched(name, folded(query).split(" ").filter(Boolean));
  const pieces = [];
  let at = 0;
  for (const { start, end } of ranges) {
    pieces.push(name.slice(at, start), make("strong", {}, name.slice(start, end)));
    at = end;
  }
  return make("bdi", {}, ...pieces, name.slice(at));
}

/** Where the terms stand in a name: at the beginning of a word if they do, else anywhere. */
function matched(name, terms) {
  const { text, places } = foldedWithPlaces(name);
  const ranges = terms.map((term) => {
    const begins = ` ${text}`.indexOf(` ${term}`);
    const at = begins >= 0 ? begins : text.indexOf(term);
    return at < 0 ? null : { start: places[at], end: places[at + term.length] };
  }).filter((range) => range !== null).sort((a, b) => a.start - b.start || b.end - a.end);
  return ranges.filter(({ end }, at) => !ranges.slice(0, at).some((earlier) => earlier.end >= end))
    .map((range, at, kept) => ({ ...range, start: Math.max(range.start, kept[at - 1]?.end ?? 0) }));
}

/** A folded name, and for each of its letters where it came from in the name as it is written. */
function foldedWithPlaces(name) {
  let text = "";
  const places = [];
  let at = 0;
  for (const letter of name) {
    for (const each of plain(letter)) {
      if (each === " " && (!text || text.endsWith(" "))) continue;
      text += each;
      places.push(at);
    }
    at += letter.length;
  }
  places.push(at);
  return { text, places };
}
