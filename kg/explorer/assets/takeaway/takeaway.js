// What one takes away: pictures of the drawing, the statements in view as data, and the query for them.

const takeawayCount = make("p", { class: "menu-about" });
/** @type {[string, string, () => unknown][]} */
const TAKEAWAYS = [
  ["PNG", "Picture of the drawing", async () => download(await picturePixels(), "png")],
  ["SVG", "Drawing, to scale and edit", () => download(pictureText(), "svg", "image/svg+xml")],
  ["Turtle", "Statements as RDF", () => download(turtle(chosenStatements()), "ttl", "text/turtle")],
  ["CSV", "Statements as a table", () => download(csvTable(chosenStatements()), "csv", "text/csv")],
  ["JSON", "Statements, one on a line", () => download(jsonLines(chosenStatements()), "jsonl", "application/jsonl")],
  ["SPARQL", "Copy the query for these statements", () => copy(sparql(chosenStatements()), "Query")],
  ["Link", "Copy the address of this view", copyLink],
];
const takeawayItems = TAKEAWAYS.map(([name, title, action]) => make(
  "button",
  { type: "button", role: "menuitem", tabindex: "-1", "data-take": name, on: { click: () => takeAway(action) } },
  make("span", { class: "take-name" }, name),
  make("span", { class: "take-title" }, title),
));
const takeawayMenu = make(
  "div",
  { class: "take-menu", hidden: true, on: { keydown: takeawayKey, focusout: closeWhenLeft } },
  takeawayCount,
  make("div", { role: "menu", id: "take-menu", "aria-label": "Take away" }, ...takeawayItems),
);
const takeawayButton = make(
  "button",
  { type: "button", class: "menu-button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "take-menu",
    on: { click: () => (takeawayMenu.hidden ? openTakeaway() : closeTakeaway()), keydown: takeawayKey } },
  "Take away",
);
document.getElementById("menus").append(make("div", { class: "take" }, takeawayButton, takeawayMenu));
takeawayItems.at(-1).hidden = !hasAddress();

function openTakeaway() {
  takeawayCount.replaceChildren(...inView().map((line) => make("span", {}, line)));
  takeawayMenu.hidden = false;
  takeawayButton.setAttribute("aria-expanded", "true");
  takeawayItems[0].focus();
}

/** How much there is to take, and what of the graph is not here or not drawn. */
function inView() {
  const amount = (count) => count.toLocaleString("en");
  const [here, drawable] = [graph.statements.length, graph.nodes.length];
  const isPart = page.live?.whole === false && here < page.live.statements;
  return [
    `${plural(chosenStatements().length, "statement", "statements")} in view`,
    isPart ? `This page has loaded ${amount(here)} of ${amount(page.live.statements)}; kg export has all.` : "",
    seen.count < drawable ? `Pictures have what is drawn, ${amount(seen.count)} of ${amount(drawable)} entities.` : "",
  ].filter(Boolean);
}

function closeTakeaway() {
  takeawayMenu.hidden = true;
  takeawayButton.setAttribute("aria-expanded", "false");
}

function closeWhenLeft(event) {
  if (!takeawayMenu.contains(event.relatedTarget) && event.relatedTarget !== takeawayButton) closeTakeaway();
}

function takeawayKey(event) {
  if (takeawayMenu.hidden) return;
  if (stepInMenu(event, takeawayItems.filter(({ hidden }) => !hidden))) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    takeawayButton.focus();
    closeTakeaway();
  }
}

async function takeAway(action) {
  takeawayButton.focus();
  closeTakeaway();
  try {
    await action();
  } catch {
    say("The browser could not make this file");
  }
}

/** A name that every system takes: letters and digits of the title and of what is chosen. */
function fileName(ending) {
  const chosen = view.entity === null ? [] : [graph.entities[view.entity].label];
  const words = folded([page.title, ...chosen].join(" ")).match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = Array.from(words.join("-")).slice(0, 60).join("").replace(/-$/, "");
  return `${name || "news-graph"}.${ending}`;
}

function download(content, ending, type = "") {
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: fileName(ending), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(`${link.download} saved`);
}
