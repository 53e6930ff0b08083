// What the editor offers while one types: terms by name or label, prefixes, entities, variables, words.

import { declaring, undeclared } from "./prefixes.js";

const WORDS = (
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES UNDEF " +
  "BIND AS PREFIX BASE FROM NAMED ORDER BY GROUP HAVING ASC DESC LIMIT OFFSET NOT EXISTS IN"
).split(" ");
const FUNCTIONS = (
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE ABS CEIL FLOOR " +
  "ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS " +
  "MINUTES SECONDS NOW COALESCE IF STRLANG STRDT SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC REGEX " +
  "SUBSTR REPLACE"
).split(" ");
const KINDS = { class: "class", relation: "property", value: "enum", datatype: "type", reused: "keyword" };
/** What holds a "#" or quotation marks and ends again. */
const WHOLE = /<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** Puts a completion into the text, and declares the prefix it needs. */
function applied(vocabulary) {
  return (view, { insert }, from, to) => {
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: "input.complete",
    });
    const query = view.state.doc.toString();
    const wanted = undeclared(query, vocabulary.prefixes);
    if (wanted.length) view.dispatch({ changes: declaring(query, wanted, vocabulary.prefixes) });
  };
}

/** All terms of the ontology, as completions. */
function termOptions(vocabulary) {
  const apply = applied(vocabulary);
  return vocabulary.terms.map(({ name, kind, label, definition, example }) => ({
    label: name,
    insert: name,
    apply,
    type: KINDS[kind] ?? "keyword",
    detail: label === name ? undefined : label,
    kind,
    sought: `${name} ${name.slice(name.indexOf(":") + 1)} ${label}`.toLowerCase(),
    info: () => explained(definition, example),
  }));
}

function explained(definition, example) {
  const about = document.createElement("div");
  about.append(definition);
  if (example) {
    const quoted = document.createElement("p");
    quoted.append(example);
    about.append(quoted);
  }
  return about;
}

/** How well an option fits what is typed: 0 not at all, more the nearer. */
function fit({ sought }, typed) {
  const at = sought.indexOf(typed);
  if (at < 0) return 0;
  if (at === 0 || sought.includes(` ${typed}`)) return 2;
  return 1;
}

/** Terms, prefixes, variables and words of SPARQL at a place of the text. */
function termSource(vocabulary) {
  const terms = termOptions(vocabulary);
  const apply = applied(vocabulary);
  const prefixes = Object.entries(vocabulary.prefixes).map(([prefix, iri]) => ({
    label: `${prefix}:`,
    insert: `${prefix}:`,
    apply,
    type: "namespace",
    detail: iri,
    sought: `${prefix}:`,
  }));
  const words = [
    ...WORDS.map((word) => ({ label: word, type: "keyword", insert: word, apply, sought: word.toLowerCase() })),
    ...FUNCTIONS.map((word) => ({
      label: `${word}()`, type: "function", insert: `${word}(`, apply, sought: word.toLowerCase(),
    })),
  ];
  return (context) => {
    const { text: line, from: start } = context.state.doc.lineAt(context.pos);
    const before = line.slice(0, context.pos - start);
    if (/["'#]/.test(before.replace(WHOLE, ""))) return null; // inside a text or a comment
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return variables(context.state.doc.toString(), variable);
    const typed = context.matchBefore(/[A-Za-z][\w.-]*:?[\w.-]*/);
    if (!typed && !context.explicit) return null;
    const from = typed?.from ?? context.pos;
    const wanted = (typed?.text ?? "").toLowerCase();
    const isClass = /(?:^|[\s;{.])(?:a|rdf:type)\s+[\w:.-]*$/.test(before);
    const options = (wanted.includes(":") ? terms : [...terms, ...prefixes, ...words])
      .map((option) => ({ option, rank: fit(option, wanted) + (isClass && option.kind === "class" ? 2 : 0) }))
      .filter(({ option, rank }) => rank > 0 && (!isClass || option.kind === "class" || fit(option, wanted) > 0))
      .sort((one, other) => other.rank - one.rank)
      .slice(0, 60)
      .map(({ option }) => option);
    return options.length ? { from, options, filter: false } : null;
  };
}

function variables(query, { from, text: typed }) {
  const counts = new Map();
  for (const [name] of query.matchAll(/[?$]\w+/g)) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.get(typed) === 1) counts.delete(typed); // what is being typed
  const options = [...counts.keys()].sort().map((label) => ({ label, type: "variable" }));
  return { from, options, validFor: /^[?$]\w*$/ };
}

/** Entities by their names, as IRIs, behind "<"; `named(part)` finds [{ iri, name, type }]. */
function entitySource(named) {
  return async (context) => {
    const typed = context.matchBefore(/<[^<>{}"]*/);
    if (!typed || /[/:=]/.test(typed.text) || typed.text.trim().length < 3) return null;
    await new Promise((resolve) => setTimeout(resolve, 200)); // until nothing more is typed
    if (context.aborted) return null;
    const found = await named(typed.text.slice(1).trim());
    const options = found.map(({ iri, name, type }) => ({
      label: name,
      detail: type,
      type: "constant",
      apply: `<${iri}>`,
    }));
    return { from: typed.from, options, filter: false };
  };
}

export { entitySource, termSource };
