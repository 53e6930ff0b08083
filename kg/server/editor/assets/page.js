// The page: a query, its run, its results, and the address that tells both.

import { canChart, showChart, suitsChart } from "./chart.js";
import { make, plural } from "./dom.js";
import { createEditor } from "./editor.js";
import { Problem, ask, bound, fetched } from "./endpoint.js";
import { canDraw, showNetwork } from "./network.js";
import { Parameters, heading } from "./parameters.js";
import { remember, showAsked, showQuestions } from "./shelf.js";
import { showTable } from "./table.js";
import { know, localName } from "./terms.js";

const DRAFT = "kg-draft";
const BLANK = "SELECT ?subject ?relation ?object WHERE {\n  ?subject ?relation ?object\n}\nLIMIT 20\n";
const FORMATS = {
  table: { CSV: ["text/csv", "csv"], JSON: ["application/sparql-results+json", "json"], XML: ["application/sparql-results+xml", "xml"] },
  boolean: { JSON: ["application/sparql-results+json", "json"] },
  graph: { Turtle: ["text/turtle", "ttl"], "N-Triples": ["application/n-triples", "nt"], "JSON-LD": ["application/ld+json", "jsonld"] },
};
const MOST_TRIPLES = 300; // that one wants to see drawn, unless one says so
const PATIENCE = 1000; // milliseconds to wait for the bases of the graph
const BASES = `SELECT DISTINCT ?base WHERE {
  ?article a schema:NewsArticle . BIND(REPLACE(STR(?article), "article/[^/]*$", "") AS ?base) }`;

const at = (id) => document.getElementById(id);
const vocabulary = await (await fetch(new URL("vocabulary.json", import.meta.url))).json();
const questions = new Map(vocabulary.questions.map((question) => [question.name, question]));

/** What is shown: the query that ran, its result, and how that is looked at. */
const shown = { query: "", sparql: "", title: "", result: null, view: null };
let running = null;
let naming = null;
let wantedView = null; // as the address says, for the next result

// --- The parts of the page --------------------------------------------------------------------

const editor = createEditor(at("editor"), { vocabulary, named, onRun: run, onChange: changed });
const parameters = new Parameters(at("parameters"), { vocabulary, named });
const shelf = showQuestions(vocabulary.questions, (question) => choose(question.sparql));

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
at("ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
    event.preventDefault();
    run();
  }
});
at("cancel").addEventListener("click", () => running?.abort());
at("blank").addEventListener("click", () => {
  open(BLANK, {});
  editor.focus();
});
at("share").addEventListener("click", async () => {
  history.replaceState(null, "", addressOf());
  try {
    await navigator.clipboard.writeText(location.href);
    said("The link is copied.");
  } catch {
    said("The address of this page is the link.");
  }
});
at("hint").textContent = `${/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl"}+Enter`;
addEventListener("popstate", restore);
foldShelf();

// --- The query --------------------------------------------------------------------------------

/** Shows a query in the editor, with values for its parameters. */
function open(sparql, values) {
  editor.set(sparql);
  parameters.values = values;
  complain(null);
}

/** Shows a question; one that needs nothing more is run at once. */
function choose(sparql, values = {}) {
  open(sparql, values);
  foldShelf();
  run();
}

/** On a narrow screen the shelf lies above the query. */
function foldShelf() {
  if (matchMedia("(max-width: 860px)").matches) at("shelf").open = false;
}

function changed(text) {
  const { title, about, parameters: declared } = heading(text);
  const question = [...questions.values()].find(({ sparql }) => sparql === text);
  at("about").replaceChildren(
    ...(title ? [make("h2", {}, title)] : []),
    ...(about ? [make("p", {}, about)] : []),
  );
  parameters.show(declared);
  shelf.mark(question?.name ?? null);
  editor.fail(null);
  try {
    sessionStorage.setItem(DRAFT, text);
  } catch {
    // a draft that is not kept is no harm
  }
}

/** Up to twelve entities with a part of a name, most mentioned first. */
async function named(part) {
  naming?.abort(); // nobody waits for that any more
  naming = new AbortController();
  const sparql = `SELECT ?entity (SAMPLE(?label) AS ?name) (SAMPLE(?class) AS ?type) (COUNT(DISTINCT ?article) AS ?times) WHERE {
    ?entity rdfs:label ?label ; rdfs:label|skos:altLabel ?any ; a ?class . ?article kg:mentions ?entity .
    FILTER(CONTAINS(LCASE(?any), ${JSON.stringify(part.toLowerCase())})) } GROUP BY ?entity ORDER BY DESC(?times) ?name LIMIT 12`;
  try {
    const { rows } = await ask(sparql, naming.signal);
    return rows.map(([entity, name, type]) => ({ iri: entity.value, name: name.value, type: localName(type.value) }));
  } catch {
    return []; // suggestions are no more than that
  }
}

// --- The run ----------------------------------------------------------------------------------

async function run() {
  running?.abort();
  const controller = (running = new AbortController());
  const [query, values] = [editor.text, parameters.values];
  complain(null);
  const clock = started();
  try {
    const sparql = Object.keys(values).length ? await bound(query, values, controller.signal) : query;
    const result = await ask(sparql, controller.signal);
    if (running === controller) found({ query, values, sparql, result }, clock.time());
  } catch (error) {
    if (running !== controller) return;
    if (error.name === "AbortError") said("Cancelled.");
    else if (error instanceof Problem) complain(error);
    else throw error;
  } finally {
    clock.stop();
    if (running === controller) {
      running = null;
      busy(false);
    }
  }
}

/** Tells that a query runs and how long already. */
function started() {
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  busy(true);
  said("Running …");
  const ticking = setInterval(() => said(`Running … ${seconds().toFixed(0)} s`), 1000);
  return {
    stop: () => clearInterval(ticking),
    time() {
      const took = seconds();
      return took < 1 ? `${Math.max(1, Math.round(took * 1000))} ms` : `${took.toFixed(1)} s`;
    },
  };
}

function busy(isBusy) {
  at("cancel").hidden = !isBusy;
  at("results").setAttribute("aria-busy", String(isBusy));
}

/** Shows what a query has given, and remembers it. */
function found({ query, values, sparql, result }, time) {
  const title = heading(query).title || query.replace(/^\s*(PREFIX|BASE)\b.*$/gim, "").trim().slice(0, 80);
  const views = viewsOf(result);
  const wished = [wantedView, shown.query === query ? shown.view : null];
  const view = wished.find((name) => name && Object.hasOwn(views, name)) ?? usual(result);
  wantedView = null;
  Object.assign(shown, { query, sparql, title, result, view });
  said(`${counted(result)} in ${time}.`);
  showResult();
  remember({ query, values, title });
  showAsked((entry) => choose(entry.query, entry.values));
  const address = addressOf();
  if (address !== location.hash) history.pushState(null, "", address);
}

function counted(result) {
  const { kind, rows, boolean, unread } = result;
  if (kind === "boolean") return boolean ? "Yes" : "No";
  const count = plural(rows.length, kind === "graph" ? "triple" : "row", kind === "graph" ? "triples" : "rows");
  return unread ? `${count}, and ${unread} with triple terms only in the downloads,` : count;
}

function said(words) {
  at("status").textContent = words;
}

/** Shows what is wrong, where it is; null: nothing is. */
function complain(problem) {
  const found = editor.fail(problem);
  parameters.fail(problem);
  if (problem) said("");
  if (!problem || problem.parameter) {
    at("problem").replaceChildren();
    return;
  }
  const { line, column, message } = found ?? problem;
  // Where the text stops being SPARQL, the page knows better than "expected one of ...".
  const saysMore = found && found.message !== problem.message && !problem.message.startsWith("expected");
  at("problem").replaceChildren(
    ...(found ? [make("button", { type: "button", on: { click: () => editor.show(found) } }, `Line ${line}, column ${column}`)] : []),
    make("span", {}, message),
    ...(saysMore ? [make("p", {}, `The server says, at line ${problem.line}: ${problem.message}`)] : []),
  );
}

// --- The results ------------------------------------------------------------------------------

/** The ways in which a result can be looked at. */
function viewsOf(result) {
  if (result.kind === "boolean") return {};
  return {
    table: showTable,
    ...(canChart(result) ? { chart: showChart } : {}),
    ...(canDraw(result) ? { graph: showNetwork } : {}),
    ...(result.kind === "graph" ? { turtle: showTurtle } : {}),
  };
}

function usual(result) {
  if (result.kind === "boolean") return null;
  if (result.kind === "graph" && result.rows.length <= MOST_TRIPLES) return "graph";
  return suitsChart(result) ? "chart" : "table";
}

function showResult() {
  const { result } = shown;
  const views = viewsOf(result);
  const names = Object.keys(views);
  at("views").replaceChildren(
    ...(names.length > 1 ? names : []).map((name) =>
      make("button", { type: "button", "aria-pressed": String(name === shown.view), on: { click: () => look(name) } },
        name[0].toUpperCase() + name.slice(1))),
  );
  at("downloads").replaceChildren(
    ...Object.entries(FORMATS[result.kind]).map(([name, [type, ending]]) =>
      make("button", { type: "button", title: `Download as ${name}`, on: { click: () => download(type, ending) } },
        make("span", { "aria-hidden": "true" }, "↓ "), name)),
  );
  const place = at("view");
  if (result.kind === "boolean") place.replaceChildren(make("p", { class: "answer" }, result.boolean ? "Yes" : "No"));
  else if (!result.rows.length) place.replaceChildren(make("p", { class: "nothing" }, "The graph has nothing that fits. Ask for less, or for another name."));
  else views[shown.view](place, result);
}

function look(view) {
  shown.view = view;
  showResult();
  history.replaceState(null, "", addressOf());
  at("views").querySelector("[aria-pressed=true]")?.focus();
}

async function showTurtle(place) {
  const text = make("pre", { class: "turtle", tabindex: "0" }, "…");
  place.replaceChildren(text);
  try {
    text.textContent = await (await fetched(shown.sparql, "text/turtle")).text();
  } catch (error) {
    text.textContent = error.message;
  }
}

async function download(type, ending) {
  const before = at("status").textContent;
  said("Asking for the file …");
  try {
    const content = await (await fetched(shown.sparql, type)).blob();
    said(before);
    const address = URL.createObjectURL(content);
    const name = shown.title.normalize("NFD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
    make("a", { href: address, download: `${name || "results"}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    complain(error);
  }
}

// --- The address ------------------------------------------------------------------------------

/** What opens this query, with its values and its view: a prepared question by its name. */
function addressOf() {
  const query = editor.text;
  const question = [...questions.values()].find(({ sparql }) => sparql === query);
  const told = new URLSearchParams(question ? { question: question.name } : { query });
  for (const [name, value] of Object.entries(parameters.values)) told.set(`$${name}`, value);
  if (shown.view && shown.query === query) told.set("view", shown.view);
  return `#${told}`;
}

/** Opens what the address tells, and runs it. */
function restore() {
  const told = new URLSearchParams(location.hash.slice(1));
  const sparql = questions.get(told.get("question"))?.sparql ?? told.get("query");
  if (sparql === null || sparql === undefined) return false;
  const values = [...told].filter(([name]) => name.startsWith("$")).map(([name, value]) => [name.slice(1), value]);
  open(sparql, Object.fromEntries(values));
  wantedView = told.get("view");
  run();
  return true;
}

function draft() {
  try {
    return sessionStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

async function begin() {
  know(vocabulary.prefixes, []);
  showAsked((entry) => choose(entry.query, entry.values));
  const bases = ask(BASES).then(({ rows }) => know(vocabulary.prefixes, rows.map(([base]) => base.value)), () => {});
  // Without them, names are longer and lead to the web; a large graph is not waited for.
  await Promise.race([bases, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (!restore()) open(draft() ?? questions.get("relations")?.sparql ?? BLANK, {});
}

begin();
