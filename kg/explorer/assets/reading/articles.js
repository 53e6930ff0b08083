// The text of an article: names lead to their entities, words to the statements they carry, and the
// words of the statement that is read are marked, its subject and object among them.

const sentences =
  "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "sentence" }) : null;

/** The text as elements; `statement` is the one that is read, if its words are in this article. */
function articleText(number, statement) {
  const points = pointsOf(number);
  const title = graph.articles[number].headline.trim();
  const ranges = {
    evidence: statement === null ? [] : [statement],
    roles: statement === null ? [] : rolesIn(statement),
    names: innermost(mentionsIn(number)),
    said: apart(statementsIn(number).map((one) => ({ ...rangeOf(one), statement: one }))),
  };
  const body = make("div", { class: "article-text", on: { click: chooseWords } });
  for (const { start, end } of lines(points)) {
    const isTitle = start === 0 && points.slice(start, end).join("").trim() === title;
    body.append(paragraph(points, { start, end }, ranges, isTitle));
  }
  return body;
}

function rangeOf(statement) {
  const { start, end } = graph.statements[statement];
  return { start, end };
}

/** The lines of a text that are not blank, as ranges of code points. */
function lines(points) {
  const found = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at === points.length || points[at] === "\n") {
      if (points.slice(start, at).some((point) => point.trim())) found.push({ start, end: at });
      start = at + 1;
    }
  }
  return found;
}

/** One line of the article in layers: sentence, evidence, subject and object, names, statements. */
function paragraph(points, line, ranges, isTitle) {
  const cut = (from, to) => points.slice(from, to).join("");
  const here = (name) => ranges[name].filter(({ start, end }) => start < line.end && end > line.start);
  const evidence = here("evidence");
  const around = evidence.map((range) => sentenceAround(points, line, range));
  const layers = [
    [around, (_, content) => make("span", { class: "source-sentence" }, ...content)],
    [evidence, (_, content) => make("mark", {}, ...content)],
    [here("roles"), ({ role }, content) => make("span", { class: `role-${role}`, title: role }, ...content)],
    [here("names"), nameLink],
    [here("said"), ({ over }, content) => make("span",
      { class: "said", "data-statements": over.map(({ statement }) => statement).join(" ") }, ...content)],
  ];
  const text = cut(line.start, line.end);
  return make(isTitle ? "h2" : "p", { dir: direction(text) }, ...layered(layers, line.start, line.end, cut));
}

/**
 * Cuts [from, to) at the ranges of the first layer, wraps those, and fills all with the next.
 * @param {any[]} layers ranges that do not overlap, and what wraps one, each
 * @param {(from: number, to: number) => string} cut
 */
function layered(layers, from, to, cut) {
  if (!layers.length) return [cut(from, to)];
  const [[ranges, wrap], ...inner] = layers;
  const pieces = [];
  let at = from;
  for (const range of ranges) {
    const start = Math.max(range.start, at);
    const end = Math.min(range.end, to);
    if (start >= end) continue;
    if (at < start) pieces.push(...layered(inner, at, start, cut));
    pieces.push(wrap(range, layered(inner, start, end, cut)));
    at = end;
  }
  if (at < to) pieces.push(...layered(inner, at, to, cut));
  return pieces;
}

/** The range from the sentence that holds the start of the evidence to the one that holds its end. */
function sentenceAround(points, line, evidence) {
  const around = { ...line };
  if (!sentences) return around;
  const from = Math.max(line.start, evidence.start);
  const to = Math.min(line.end, evidence.end);
  let at = line.start;
  for (const { segment } of sentences.segment(points.slice(line.start, line.end).join(""))) {
    const next = at + Array.from(segment).length;
    if (at <= from && from < next) around.start = at;
    if (at < to && to <= next) {
      around.end = next;
      break;
    }
    at = next;
  }
  return around;
}

/** A name in the text; the style sheet puts a symbol before it that tells the type, as in the drawing. */
function nameLink({ entity, start, opens }, content) {
  const { label, type } = graph.entities[entity];
  const kinds = [`name-${TYPE_COLOURS.has(type) ? type : "Thing"}`, start === opens && "name-start",
    entity === view.entity && "name-chosen"];
  return make(
    "a",
    {
      class: ["name", ...kinds].filter(Boolean).join(" "),
      href: `#${new URLSearchParams({ entity: graph.entities[entity].iri })}`,
      title: `${label} (${typeName(type)})`,
      "data-entity": entity,
      "data-start": start,
    },
    ...content,
  );
}

/** A click on a name chooses its entity, one on other words the next statement that they carry. */
function chooseWords(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const name = event.target.closest("a.name");
  if (name) {
    event.preventDefault();
    chooseName(Number(name.dataset.entity), Number(name.dataset.start));
    return;
  }
  const words = event.target.closest(".said");
  if (!words || !getSelection().isCollapsed) return; // whoever selects words wants to copy them
  const carried = words.dataset.statements.split(" ").map(Number).sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const next = carried[(carried.indexOf(view.statement) + 1) % carried.length];
  update({ statement: next }, { from: "reader" });
}

function lengthOf(statement) {
  const { start, end } = rangeOf(statement);
  return end - start;
}

/** The entity of a name, and if possible the statement of it that is told nearest to the name. */
function chooseName(entity, place) {
  const here = graph.entities[entity].statements
    .filter((one) => isShown(one) && graph.statements[one].article === openArticle && graph.statements[one].start !== null)
    .map((one) => ({ one, far: distance(rangeOf(one), place) }))
    .sort((a, b) => a.far - b.far || lengthOf(a.one) - lengthOf(b.one));
  if (!here.length) select({ entity }, "list");
  else update({ entity, edge: null, statement: here[0].one }, { from: "list" });
}

function distance({ start, end }, place) {
  return place < start ? start - place : Math.max(0, place - end + 1);
}
