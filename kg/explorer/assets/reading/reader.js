// The reader at the side: a card that tells all about the statement that is read, and its article.

declare("article", byIri("articles")); // opened without a statement, such as where one is only mentioned

const reader = document.getElementById("reader");
let openArticle = null; // the one whose text is shown

const stepButtons = { previous: stepButton("previous", "‹", -1), next: stepButton("next", "›", 1) };
const readerPlace = make("span", { class: "place" });
const readerBar = make(
  "div",
  { class: "reader-bar" },
  stepButtons.previous,
  readerPlace,
  stepButtons.next,
  make("span", { class: "gap" }),
  barButton("cite", "Copy citation", cite),
  barButton("link", "Copy link", copyLink),
  make("button", { type: "button", class: "close", "aria-label": "Close the article",
    on: { click: () => reader.classList.remove("open") } }, "×"),
);
const readerCard = make("section", { class: "card", "aria-label": "Statement" });
const readerText = make("div", { class: "article" });
reader.append(readerBar, readerCard, readerText);

function stepButton(name, sign, step) {
  return make("button", { type: "button", class: `step ${name}`, "aria-label": `${name} statement`,
    title: `The ${name} statement (${step < 0 ? "p" : "n"})`, on: { click: () => stepTo(step) } }, sign);
}

function barButton(name, text, click) {
  return make("button", { type: "button", class: name, on: { click } }, text);
}

/** The statements one goes through: those listed in the panel, else those of the article. */
function readingOrder() {
  const listed = chosenStatements();
  if (view.statement === null || listed.includes(view.statement) || openArticle === null) return listed;
  return statementsIn(openArticle);
}

function stepTo(step) {
  const order = readingOrder();
  if (!order.length) return;
  const here = order.indexOf(view.statement);
  const next = here < 0 ? (step < 0 ? order.length - 1 : 0) : here + step;
  if (order[next] !== undefined) update({ statement: order[next] }, { from: "reader", replace: true });
}

reader.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  stepTo(step);
});
addKey("n", "next statement", () => stepTo(1));
addKey("p", "previous statement", () => stepTo(-1));

/** Shows the statement that is read, in its article; `isAsked`: also where that covers the list. */
function showReader(isAsked) {
  const statement = view.statement === null ? null : graph.statements[view.statement];
  openArticle = articleToShow(statement);
  showBar();
  readerCard.replaceChildren(...(statement === null ? [] : cardOf(view.statement)));
  readerCard.hidden = statement === null;
  readerText.replaceChildren(...articleContent(statement));
  const headline = openArticle === null ? "none" : graph.articles[openArticle].headline;
  reader.setAttribute("aria-label", `Article: ${headline}`);
  if (statement === null && view.article === null) reader.classList.remove("open");
  else if (isAsked) reader.classList.add("open");
  scrollToWords();
}

/** The article of the statement; without one, that which was asked for, or is open, or is the first. */
function articleToShow(statement) {
  if (statement !== null) return statement.article;
  return view.article ?? openArticle ?? (graph.articles.length ? 0 : null);
}

function articleContent(statement) {
  if (openArticle === null) {
    return statement === null ? [] : [make("p", { class: "nothing" }, "The text of the article is not at hand.")];
  }
  const isThere = statement !== null && statement.start !== null;
  const lost = statement !== null && !isThere
    ? [make("p", { class: "nothing" }, "These words do not stand there in this text.")]
    : [];
  return [byline(graph.articles[openArticle]), ...lost, articleText(openArticle, isThere ? statement : null)];
}

function showBar() {
  const order = readingOrder();
  const here = order.indexOf(view.statement);
  readerPlace.textContent = here < 0 ? plural(order.length, "statement", "statements") : `${here + 1} of ${order.length}`;
  // Not `disabled`: the button that one has just pressed would lose the focus.
  stepButtons.previous.setAttribute("aria-disabled", String(here === 0 || !order.length));
  stepButtons.next.setAttribute("aria-disabled", String(here === order.length - 1 || !order.length));
  readerBar.querySelector(".cite").hidden = view.statement === null;
  readerBar.querySelector(".link").hidden = !hasAddress();
}

/** Brings the marked words, else the first mention of the entity that is chosen, into sight. */
function scrollToWords() {
  const words = readerText.querySelector("mark") ?? (view.article === null ? null : readerText.querySelector(".name-chosen"));
  if (!words) {
    reader.scrollTop = 0;
    return;
  }
  const covered = getComputedStyle(readerCard).position === "sticky" ? readerBar.offsetHeight + readerCard.offsetHeight : readerBar.offsetHeight;
  const free = reader.clientHeight - covered;
  reader.scrollTop += words.getBoundingClientRect().top - reader.getBoundingClientRect().top - covered - free / 4;
}

/** Publisher, date and address; only a web address becomes a link. */
function byline(article) {
  const parts = [article.publisher, article.date].filter(Boolean).map((part) => words(part));
  if (isWebAddress(article.url)) {
    parts.push(make("a", { href: article.url, rel: "noopener noreferrer" }, "original"));
  } else if (article.url) {
    parts.push(words(article.url));
  }
  return make("p", { class: "byline" }, ...joined(parts, " · "));
}

/** What the card tells: the statement, all that qualifies it, and who else says so or denies it. */
function cardOf(number) {
  const statement = graph.statements[number];
  const { same, opposite } = witnessesOf(number);
  return [
    sentenceOf(statement, { roles: true }),
    statement.article === null || statement.start === null
      ? make("q", { class: "card-words", dir: direction(statement.text) }, statement.text)
      : null,
    make("dl", { class: "details" }, ...detailsOf(statement).map(([name, kind, ...content]) =>
      make("div", {}, make("dt", {}, name), make("dd", { class: kind && `mark-${kind}` }, ...content)))),
    same.length + opposite.length ? witnesses(same, opposite) : null,
  ].filter(Boolean);
}

/** Name, kind and content of everything that qualifies a statement. */
function detailsOf(statement) {
  const agent = (number) => endOf(number);
  const sure = statement.confidence === null ? null : `${Math.round(statement.confidence * 100)} %`;
  return [
    ["Modality", statement.modality, statement.modality],
    statement.negated && ["Denied", "negated", "it is not so"],
    statement.ended && ["State", "ended", "no longer so"],
    statement.speaker !== null && ["Speaker", "claim", agent(statement.speaker)],
    statement.reported_by !== null && ["Reported by", null, agent(statement.reported_by)],
    ...timesOf(statement).map((time, at) => [at ? "that is" : "Time", null, words(time)]),
    statement.place !== null && ["Place", null, endOf(statement.place)],
    statement.topic && ["Topic", null, words(statement.topic)],
    sure && ["Confidence", null, sure],
    statement.rule && ["Rule", null, words(statement.rule)],
  ].filter(Boolean);
}

/** The statements of other places that say the same, and those that deny it. */
function witnesses(same, opposite) {
  const counts = [
    same.length && `Also said in ${plural(same.length, "other place", "other places")}`,
    opposite.length && `${same.length ? "denied" : "Denied"} in ${opposite.length}`,
  ].filter(Boolean);
  return make(
    "details",
    { class: "witnesses", open: opposite.length > 0 },
    make("summary", {}, counts.join(", ")),
    make("ul", {}, ...[...opposite, ...same].map(witness)),
  );
}

function witness(number) {
  const statement = graph.statements[number];
  const article = articleOf(statement);
  const isHere = article !== null && statement.article === openArticle;
  const source = article === null
    ? ["an article that is not at hand"]
    : [article.publisher || article.headline, article.date].filter(Boolean).map((part) => words(part));
  return make(
    "li",
    {},
    make("p", { class: "source" }, ...(isHere ? ["this article"] : joined(source, ", "))),
    marksOf(statement),
    make("button", { type: "button", class: "witness", on: { click: () => update({ statement: number }, { from: "reader" }) } },
      make("q", { dir: direction(statement.text) }, statement.text)),
  );
}

/** The words with their source, as one would quote them. */
function citation(number) {
  const statement = graph.statements[number];
  const article = articleOf(statement);
  const source = article === null
    ? [statement.cited?.article]
    : [article.headline, article.publisher, article.date, article.url || article.iri];
  return `“${statement.text}” — ${source.filter(Boolean).join(", ")}`;
}

function cite() {
  if (view.statement !== null) copy(citation(view.statement), "Citation");
}

/** A page inside another one has no address that leads back to it. */
function hasAddress() {
  return /^(https?|file):$/.test(location.protocol);
}

function copyLink() {
  copy(location.href.split("#")[0] + linkTo(), "Link to this view");
}

listen((changed, from) => {
  const isChoice = changed.has("entity") || changed.has("edge");
  if (isChoice) reader.classList.remove("open");
  const isAsked = ["list", "reader"].includes(from) && !isChoice;
  if (["data", "shown", "statement", "article", "entity", "edge"].some((name) => changed.has(name))) showReader(isAsked);
});
