// Statements as the rows that `kg export` writes, as JSON Lines and as a table.

function entityRow(number) {
  const { iri, label, names, type } = graph.entities[number];
  return { iri, label, names: [label, ...names], type };
}

function endRow(end) {
  return typeof end === "number" ? entityRow(end) : end === null ? null : { text: end };
}

/** What the article calls a relation of the ontology. */
function wordingOf({ iri }) {
  return beside.get(iri)?.find(([predicate]) => predicate === `${space.kg}wording`)?.[1];
}

/** One statement with the keys of `kg export --format jsonl`, in their order. */
function rowOf(number) {
  const statement = graph.statements[number];
  const { article, start, end } = statement.cited ?? { ...statement, article: graph.articles[statement.article].iri };
  return {
    article,
    subject: endRow(statement.subject),
    predicate: { iri: statement.predicate, label: wordingOf(statement) ?? statement.relation },
    object: endRow(statement.object),
    modality: statement.modality,
    negated: statement.negated,
    speaker: endRow(statement.speaker),
    time: statement.time,
    time_start: statement.time_start,
    time_end: statement.time_end,
    time_text: statement.time_text,
    ended: statement.ended,
    place: endRow(statement.place),
    topic: statement.topic,
    confidence: statement.confidence,
    start,
    end,
    text: statement.text,
    rule: statement.rule,
  };
}

function jsonLines(numbers) {
  return numbers.map((number) => `${JSON.stringify(rowOf(number))}\n`).join("");
}

/** A table as `kg export --format csv` writes it: an end has a column for its words and one for its IRI. */
function csvTable(numbers) {
  const rows = numbers.map((number) => Object.entries(rowOf(number)).flatMap(([name, value]) => cellsOf(name, value)));
  const header = ROW_NAMES.flatMap((name) => (NAMED_ENDS.has(name) ? [name, `${name}_iri`] : [name]));
  return [header, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}

const NAMED_ENDS = new Set(["subject", "predicate", "object", "speaker", "place"]);
const ROW_NAMES = ["article", "subject", "predicate", "object", "modality", "negated", "speaker", "time",
  "time_start", "time_end", "time_text", "ended", "place", "topic", "confidence", "start", "end", "text", "rule"];

function cellsOf(name, value) {
  if (NAMED_ENDS.has(name)) return [value?.label ?? value?.text ?? null, value?.iri ?? null];
  return [name === "confidence" && Number.isInteger(value) ? `${value}.0` : value];
}

/** Strangers write articles: what a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(value) {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
