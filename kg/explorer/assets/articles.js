// The article at the side, with the words of one statement marked.

// Offsets count Unicode code points; JavaScript strings count UTF-16 units. So texts are cut from
// lists of code points.
const codePoints = new Map();

function pointsOf(article) {
  if (!codePoints.has(article)) codePoints.set(article, Array.from(graph.articles[article].text));
  return codePoints.get(article);
}

const sentences =
  "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "sentence" }) : null;

/** Shows an article; with a statement, marks its words and scrolls to them. */
function showArticle(number, statement = null) {
  const article = graph.articles[number];
  const points = pointsOf(number);
  const body = make("div", { class: "article-text" });
  const span = statement !== null && statement.start !== null ? statement : { start: -1, end: -1 };
  const title = article.headline.trim();
  for (const { start, end } of lines(points)) {
    const isTitle = start === 0 && points.slice(start, end).join("").trim() === title;
    body.append(paragraph(points, start, end, span, isTitle));
  }
  const reader = document.getElementById("reader");
  const close = make("button", { type: "button", class: "close", "aria-label": "Close the article",
    on: { click: () => reader.classList.remove("open") } }, "×");
  reader.replaceChildren(close, byline(article), body);
  reader.setAttribute("aria-label", `Article: ${article.headline}`);
  const mark = reader.querySelector("mark");
  reader.scrollTop = mark
    ? mark.getBoundingClientRect().top - reader.getBoundingClientRect().top - reader.clientHeight / 3
    : 0;
}

/** Publisher, date and address; only a web address becomes a link. */
function byline(article) {
  const parts = [article.publisher, article.date].filter(Boolean).map((part) => words(part));
  if (article.url && /^https?:\/\//i.test(article.url)) {
    parts.push(make("a", { href: article.url, rel: "noopener noreferrer" }, "original"));
  } else if (article.url) {
    parts.push(words(article.url));
  }
  return make("p", { class: "byline" }, ...parts.flatMap((part, at) => (at ? [" · ", part] : [part])));
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

/** One line of the article, its share of the evidence marked, the sentence around it tinted. */
function paragraph(points, start, end, span, isTitle) {
  const cut = (from, to) => points.slice(from, to).join("");
  const from = Math.max(start, span.start);
  const to = Math.min(end, span.end);
  const tag = isTitle ? "h2" : "p";
  const dir = direction(cut(start, end));
  if (from >= to) return make(tag, { dir }, cut(start, end));
  const sentence = sentenceAround(points, start, end, from, to);
  return make(
    tag,
    { dir },
    cut(start, sentence.start),
    make(
      "span",
      { class: "source-sentence" },
      cut(sentence.start, from),
      make("mark", {}, cut(from, to)),
      cut(to, sentence.end),
    ),
    cut(sentence.end, end),
  );
}

/** The range from the sentence that holds `from` to the one that holds `to`, within a line. */
function sentenceAround(points, start, end, from, to) {
  const around = { start, end };
  if (!sentences) return around;
  let at = start;
  for (const { segment } of sentences.segment(points.slice(start, end).join(""))) {
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

/** Opens the article of the statement that is read; `isAsked`: also where it covers the list. */
function showReader(isAsked) {
  const reader = document.getElementById("reader");
  const statement = view.statement === null ? null : graph.statements[view.statement];
  const article = statement?.article ?? (graph.articles.length ? 0 : null);
  if (article !== null) showArticle(article, statement);
  if (statement === null) reader.classList.remove("open");
  else if (isAsked) reader.classList.add("open");
}

listen((changed, from) => {
  const isAsked = from === "list" && !changed.has("entity") && !changed.has("edge");
  if (changed.has("data") || changed.has("statement")) showReader(isAsked);
});
