// Find an entity by any of its names, a relation or an article, as you type (the combobox pattern of
// WAI-ARIA Authoring Practices, with a list that has groups).

const searchField = document.getElementById("search");
const foundList = document.getElementById("found");
let found = [];
let active = -1;

/** What is done with a result of each group. */
const CHOOSE = {
  Names: (entity) => select({ entity }, "list"),
  Relations: (key) => update({ relation: { not: false, keys: new Set([key]) } }, { from: "search" }),
  Articles: (article) => {
    const first = graph.statements.findIndex((statement) => statement.article === article);
    const from = { not: false, keys: new Set([graph.articles[article].iri]) };
    update({ from, entity: null, edge: null, statement: first < 0 ? null : first }, { from: "search" });
  },
};

function showFound() {
  const query = searchField.value;
  const groups = Object.keys(CHOOSE).map((title) => ({ title, hits: found.filter(({ group }) => group === title) }));
  foundList.replaceChildren(...groups.filter(({ hits }) => hits.length).map(({ title, hits }) => make(
    "li",
    { role: "presentation" },
    make("p", { class: "part", "aria-hidden": "true" }, title),
    make("ul", { role: "group", "aria-label": title }, ...hits.map((hit) => hitItem(hit, found.indexOf(hit), query))),
  )));
  const none = query.trim() && !found.length;
  if (none) foundList.append(make("li", { class: "nothing", role: "option", "aria-disabled": "true",
    "aria-selected": "false" }, "No such name"));
  foundList.hidden = !found.length && !none;
  searchField.setAttribute("aria-expanded", String(!foundList.hidden));
  markActive();
}

function hitItem(hit, at, query) {
  return make(
    "li",
    { role: "option", id: `found-${at}`, "aria-selected": "false",
      on: { mousedown: (event) => { event.preventDefault(); choose(at); } } },
    ...(hit.group === "Names" ? entityHit(hit, query) : otherHit(hit, query)),
  );
}

function entityHit({ name, latin, key }, query) {
  const { label, type } = graph.entities[key];
  const isLabel = name === label;
  return [
    symbol(shapeOf(type), type),
    make("span", { class: "name" },
      isLabel && !latin ? emphasized(label, query) : words(label),
      isLabel ? null : make("span", { class: "also" }, " also ", latin ? words(name) : emphasized(name, query)),
      latin ? make("span", { class: "also" }, " ", emphasized(latin, query)) : null),
    make("span", { class: "kind" }, words(typeName(type)), isEntityShown(key) ? null : ", hidden"),
    make("span", { class: "count" }, weightOf(key).toLocaleString("en"),
      make("span", { class: "hidden" }, " statements")),
  ];
}

function otherHit({ group, name, key }, query) {
  const [facet, value] = group === "Articles" ? ["from", graph.articles[key].iri] : ["relation", key];
  const count = countOf(facetOf(facet), value);
  return [
    make("span", { class: "name" }, emphasized(name, query)),
    make("span", { class: "count" }, count.toLocaleString("en"), make("span", { class: "hidden" }, " statements")),
  ];
}

function markActive() {
  for (const item of foundList.querySelectorAll("[id^=found-]")) {
    item.setAttribute("aria-selected", String(item.id === `found-${active}`));
  }
  const item = document.getElementById(`found-${active}`);
  item?.scrollIntoView({ block: "nearest" });
  if (item) searchField.setAttribute("aria-activedescendant", item.id);
  else searchField.removeAttribute("aria-activedescendant");
}

function closeFound() {
  [found, active] = [[], -1];
  foundList.replaceChildren();
  foundList.hidden = true;
  searchField.setAttribute("aria-expanded", "false");
  searchField.removeAttribute("aria-activedescendant");
}

function choose(at) {
  const hit = found[at];
  if (hit === undefined) return;
  searchField.value = "";
  closeFound();
  CHOOSE[hit.group](hit.key);
  document.getElementById("panel-title").focus();
}

function search() {
  found = find(searchField.value);
  active = found.length ? 0 : -1;
  showFound();
}

/** Where the arrows lead: around the list; Home and End belong to the field. */
function moveActive(move) {
  active = (active + move + found.length) % found.length;
  markActive();
}

searchField.addEventListener("input", search);
searchField.addEventListener("focus", () => {
  if (searchField.value) search();
});
searchField.addEventListener("keydown", (event) => {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && found.length) {
    event.preventDefault();
    moveActive(move);
  } else if (event.key === "Enter") {
    choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    searchField.value = "";
    closeFound();
  }
});
searchField.addEventListener("blur", closeFound);
