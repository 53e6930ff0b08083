// Terms of RDF in the JSON of SPARQL results and in N-Triples, and as people read them.

import { isWebAddress } from "./dom.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger"]);
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
/** Under the base IRI of the graph, what has a page of its own on this server. */
const PAGE = /^(?:entity|post|event|article|statement)\/[^/]/;

/** What IRIs are shortened to, set once when the page has it. */
const known = { prefixes: {}, bases: [] };

function know(prefixes, bases) {
  Object.assign(known, { prefixes, bases });
}

function isNumber(term) {
  return term?.type === "literal" && NUMBERS.has((term.datatype ?? "").replace(XSD, ""));
}

/** "kg:meets", "entity/karl-lind", or the whole IRI. */
function shortened(iri) {
  for (const [prefix, namespace] of Object.entries(known.prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[A-Za-z_][\w-]*$/.test(local)) return `${prefix}:${local}`;
  }
  const base = known.bases.find((start) => iri.startsWith(start) && iri !== start);
  return base ? iri.slice(base.length) : iri;
}

/** "Person" of ".../Person" and "...#Person". */
function localName(iri) {
  return iri.replace(/^.*[/#]/, "");
}

/** Where an IRI leads: to its page here, or to the web; null when a browser should not follow it. */
function address(iri) {
  const base = known.bases.find((start) => iri.startsWith(start) && PAGE.test(iri.slice(start.length)));
  if (base) return `./${iri.slice(base.length)}`;
  return isWebAddress(iri) ? iri : null;
}

/** A term on one line, as text. */
function text(term) {
  if (!term) return "";
  if (term.type === "uri") return shortened(term.value);
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<<( ${text(subject)} ${text(predicate)} ${text(object)} )>>`;
  }
  return term.value;
}

/** What makes two terms the same. */
function key(term) {
  return term ? JSON.stringify([term.type, term.value, term["xml:lang"], term.datatype]) : "";
}

const TIME = /^-?\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The moment a day, month or year begins, in milliseconds; null for what is no time. */
function moment(term) {
  if (term?.type !== "literal" || isNumber(term) || !TIME.test(term.value)) return null;
  const at = Date.parse(term.value);
  return Number.isNaN(at) ? null : at;
}

const TRIPLE =
  /^\s*(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(?:(<[^>]*>)|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)\s*\.\s*$/;
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(written) {
  return written.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g,
    (_, short, long, letter) =>
      letter ? (ESCAPES[letter] ?? letter) : String.fromCodePoint(parseInt(short ?? long, 16)),
  );
}

function node(written) {
  return written.startsWith("_:")
    ? { type: "bnode", value: written.slice(2) }
    : { type: "uri", value: unescaped(written.slice(1, -1)) };
}

/** The triples of a text in N-Triples (RDF 1.1, section 2), and how many lines are none: triple terms. */
function triples(ntriples) {
  const found = [];
  let unread = 0;
  for (const line of ntriples.split("\n").filter((one) => one.trim())) {
    const match = TRIPLE.exec(line);
    if (!match) {
      unread += 1;
      continue;
    }
    const [, subject, predicate, iri, blank, words, language, datatype] = match;
    const object =
      words === undefined
        ? node(iri ?? blank)
        : { type: "literal", value: unescaped(words), "xml:lang": language, datatype };
    found.push([node(subject), node(predicate), object]);
  }
  return { rows: found, unread };
}

export { RDFS_LABEL, RDF_TYPE, address, isNumber, key, know, localName, moment, shortened, text, triples };
