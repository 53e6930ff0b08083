// In a page of a server: what the page has not, it asks for. That is, of a large graph, what is said
// about an entity, the texts of articles, and names.

const live = page.live;
const answers = new Map(); // address -> its answer, or the promise of it
const loaded = new Set(); // entities of which all is here
const liveNotice = make("p", { id: "live", role: "status" });
document.querySelector(".masthead-words").append(liveNotice);

/** The answer of the server, asked once; the notice tells what goes wrong. */
async function ask(address) {
  if (!answers.has(address)) {
    answers.set(address, fetch(address, { headers: { Accept: "application/json" } }).then(async (reply) => {
      if (!reply.ok) throw new Error((await reply.text()).trim());
      return reply.json();
    }));
  }
  try {
    return await answers.get(address);
  } catch (error) {
    answers.delete(address);
    liveNotice.textContent = error instanceof TypeError ? "The server does not answer; try again." : error.message;
    throw error;
  }
}

const told = (kind, iri) => `neighbourhood?${new URLSearchParams({ [kind]: iri })}`;

/** Adds what is said about an entity; `isDrawn`: also its nearest neighbours to the drawing. */
async function load(kind, iri, isDrawn) {
  const part = await ask(told(kind, iri));
  absorb(part.told);
  const entity = numbers.entities.get(part.centre);
  if (entity === undefined) return; // nothing is said about it
  loaded.add(entity);
  if (isDrawn || !nodeOf.has(entity)) absorb(seated(part.drawn, part.centre));
  showMore(entity, part.more);
  tell(new Set(["data"]), "live");
}

function showMore(entity, more) {
  liveNotice.replaceChildren(...(more
    ? [`${more.toLocaleString("en")} more statements are on `, pageLink(graph.entities[entity].iri, "its page"), "."]
    : [about]));
}

const about = live.whole ? "" : "The most connected entities. Double click one for more around it; search finds all.";
liveNotice.textContent = about;

/** A part whose nodes stand around one that is drawn, that of `iri` if it is, or beside all others. */
function seated(part, iri) {
  const taken = Object.values(network.getPositions());
  const isDrawn = ({ id }) => nodes.get(numbers.entities.get(part.entities[id].iri)) !== null;
  const centre = part.nodes.find(({ id }) => part.entities[id].iri === iri);
  if (centre === undefined) return part;
  const anchor = isDrawn(centre) ? centre : part.nodes.find(isDrawn);
  const right = taken.reduce((most, { x }) => Math.max(most, x), 0);
  const there = anchor
    ? network.getPosition(numbers.entities.get(part.entities[anchor.id].iri))
    : { x: right + 900, y: 0 };
  const { x, y } = anchor ?? centre;
  return { ...part, nodes: part.nodes.map((node) => {
    if (isDrawn(node)) return node;
    const free = freePlace(node.x - x + there.x, node.y - y + there.y, taken);
    taken.push(free);
    return { ...node, ...free };
  }) };
}

/** The place nearest to (x, y), on a spiral around it, that is not close to one that is taken. */
function freePlace(x, y, taken) {
  const gap = 95;
  for (let turn = 0; ; turn += 1) {
    const place = { x: Math.round(x + 40 * Math.sqrt(turn) * Math.cos(turn * GOLDEN)),
      y: Math.round(y + 40 * Math.sqrt(turn) * Math.sin(turn * GOLDEN)) };
    if (taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) > gap)) return place;
  }
}

/** What an entity, a statement or an edge in the address needs, when the page has it not. */
async function openWanted() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const { hash } = location;
  for (const [name, kind] of [["entity", "entities"], ["statement", "statements"], ["edge", "statements"]]) {
    const iri = wanted.get(name);
    if (iri === null || numbers[kind].has(iri)) continue;
    await load(name === "entity" ? "entity" : "statement", iri, false);
    if (location.hash !== hash) return; // meanwhile the reader has gone on
    openLink("link", new Set(["data"]));
    readFirst(view.entity);
  }
}

/** The text of an article, with where it mentions whom. */
async function loadText(number) {
  const article = graph.articles[number];
  const part = await ask(`text?${new URLSearchParams({ article: article.iri })}`);
  absorb(part);
  Object.assign(article, { text: part.articles[0].text, silent: false });
  codePoints.delete(number);
  tell(new Set(["data"]), "live");
}

/** The path of a node's own page, undefined for what is no node of this graph. */
function pathOf(iri) {
  const base = live.bases.find((each) => iri.startsWith(each));
  const which = live.bases.length > 1 ? `?${new URLSearchParams({ base })}` : "";
  return base === undefined ? undefined : `${iri.slice(base.length)}${which}`;
}

function pageLink(iri, text) {
  const href = pathOf(iri);
  return href === undefined ? words(text) : make("a", { href }, words(text));
}

const quietly = () => {}; // the notice has told

/** Asks for what the present view shows and the page has not. */
function complete() {
  if (live.whole) return;
  const { entity, statement } = view;
  if (entity !== null && !loaded.has(entity)) {
    load("entity", graph.entities[entity].iri, false).then(() => readFirst(entity)).catch(quietly);
  }
  const article = statement === null ? 0 : graph.statements[statement].article;
  if (graph.articles[article]?.silent) loadText(article).catch(quietly);
}

/** Reads the first statement of an entity that was chosen before anything was known of it. */
function readFirst(entity) {
  if (entity === null || view.entity !== entity || view.statement !== null) return;
  const [statement = null] = statementsOf({ entity, edge: null }).filter(isShown);
  update({ statement }, { from: "live", replace: true });
}

listen((changed) => {
  if (["entity", "edge", "statement"].some((name) => changed.has(name))) complete();
  const iri = document.querySelector("#panel .iri");
  if (iri && !iri.querySelector("a")) iri.replaceChildren(pageLink(iri.textContent, iri.textContent));
});

let typing = 0;
searchField.addEventListener("input", () => {
  clearTimeout(typing);
  if (!live.whole) typing = setTimeout(() => findMore(searchField.value).catch(quietly), 150);
});

/** Adds the names that the server finds to those to search in, and how much is said of each. */
async function findMore(query) {
  if (!query.trim()) return;
  const part = await ask(`search?${new URLSearchParams({ q: query })}`);
  const isNews = part.entities.some(({ iri, told }) => graph.entities[numbers.entities.get(iri)]?.told !== told);
  if (isNews) {
    absorb(part);
    for (const { iri, told } of part.entities) graph.entities[numbers.entities.get(iri)].told = told;
    tell(new Set(["data"]), "live");
  }
  const isAsked = searchField.value === query && document.activeElement === searchField;
  if (isAsked && (isNews || !found.length)) search();
}

const fetched = new Set(); // entities whose neighbours have been asked for
Object.assign(beyond, {
  has: (entity) => !live.whole && !fetched.has(entity),
  bring: (entity) => {
    fetched.add(entity);
    load("entity", graph.entities[entity].iri, true).catch(() => fetched.delete(entity));
  },
});
document.getElementById("menus").append(make("a", { href: "query" }, "Query"));
addEventListener("popstate", () => openWanted().catch(quietly));
if (!live.whole) {
  openWanted().catch(quietly);
  if (graph.articles[0]?.silent) loadText(0).catch(quietly);
}
