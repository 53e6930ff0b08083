// Where in an article what stands: its mentions, the words of its statements, and whom they name.
// All ranges are `{ start, end }` in code points of the article's text, as in the graph.

// Offsets count Unicode code points; JavaScript strings count UTF-16 units. So texts are cut from
// lists of code points.
const codePoints = new Map();

function pointsOf(article) {
  if (!codePoints.has(article)) codePoints.set(article, Array.from(graph.articles[article].text));
  return codePoints.get(article);
}

/** The mentions of an article: a range and an entity each. */
function mentionsIn(article) {
  const flat = graph.articles[article].mentions;
  const found = [];
  for (let at = 0; at < flat.length; at += 3) {
    found.push({ start: flat[at], end: flat[at + 1], entity: flat[at + 2] });
  }
  return found;
}

let statementsOfArticle = new Map();
listen((changed) => {
  if (!changed.has("data")) return;
  const placed = [...graph.statements.keys()].filter((number) => graph.statements[number].start !== null);
  statementsOfArticle = groupedBy(placed, (number) => graph.statements[number].article);
  for (const numbers of statementsOfArticle.values()) {
    numbers.sort((a, b) => graph.statements[a].start - graph.statements[b].start ||
      graph.statements[a].end - graph.statements[b].end || a - b);
  }
});

/** The statements that are shown and whose words stand in an article, in the order of the text. */
function statementsIn(article) {
  return (statementsOfArticle.get(article) ?? []).filter(isShown);
}

/** Ranges that may overlap as ranges that do not; each has `over`, the ones that it is part of. */
function apart(ranges) {
  const limits = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const opening = new Map(limits.map((limit) => [limit, []]));
  for (const range of ranges) opening.get(range.start).push(range);
  const pieces = [];
  let over = [];
  limits.forEach((start, at) => {
    over = [...over.filter(({ end }) => end > start), ...opening.get(start)];
    if (over.length) pieces.push({ start, end: limits[at + 1], over });
  });
  return pieces;
}

function shortest(ranges) {
  return ranges.reduce((best, range) => (range.end - range.start < best.end - best.start ? range : best));
}

/** Ranges that may lie in each other as ranges apart: the innermost counts; `opens` is its start. */
function innermost(ranges) {
  return apart(ranges).map(({ start, end, over }) => {
    const inner = shortest(over);
    return { ...inner, opens: inner.start, start, end };
  });
}

/** Subject and object within the words of a statement: ranges with the `role` they have. */
function rolesIn(statement) {
  const found = ["subject", "object"].flatMap((role) =>
    placesOf(statement[role], statement).map((range) => ({ ...range, role })));
  return innermost(found);
}

/** Where the evidence of a statement mentions an end of it; else where it has one of its names. */
function placesOf(end, statement) {
  const { article, start: from, end: to } = statement;
  if (typeof end !== "number") return occurrences([end], statement);
  const mentioned = mentionsIn(article).filter(({ entity, start, end: stop }) =>
    entity === end && from <= start && stop <= to);
  if (mentioned.length) return mentioned;
  const { label, names } = graph.entities[end];
  return occurrences([label, ...names], statement);
}

/** Where the evidence of a statement has the first of these texts that it has, in any case. */
function occurrences(texts, { article, start, end }) {
  const evidence = pointsOf(article).slice(start, end).map((point) => point.toLowerCase());
  for (const text of texts) {
    const wanted = Array.from(text, (point) => point.toLowerCase());
    const at = evidence.findIndex((_, from) => wanted.every((point, offset) => evidence[from + offset] === point));
    if (wanted.length && at >= 0) return [{ start: start + at, end: start + at + wanted.length }];
  }
  return [];
}
