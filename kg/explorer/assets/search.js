// Find an entity by any of its names, as you type (the combobox pattern of WAI-ARIA).

const searchField = document.getElementById("search");
const foundList = document.getElementById("found");
const FOUND_AT_MOST = 12;
let found = [];
let active = -1;

/** Letters without accents and case. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

let searchIndex = [];
listen((changed) => {
  if (changed.has("data")) {
    searchIndex = graph.entities.map(({ label, names }) => [label, ...names].map(folded));
  }
});

/** Entities one of whose names holds the query; those that begin with it come first. */
function find(query) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  const rank = (names) => {
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.split(/\s+/).some((part) => part.startsWith(wanted)))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 3;
  };
  return searchIndex
    .map((names, entity) => ({ entity, rank: rank(names) }))
    .filter((hit) => hit.rank < 3)
    .sort((a, b) => a.rank - b.rank || graph.entities[b.entity].statements.length -
      graph.entities[a.entity].statements.length || a.entity - b.entity)
    .slice(0, FOUND_AT_MOST)
    .map(({ entity }) => entity);
}

function showFound() {
  foundList.replaceChildren(...found.map((entity, at) => {
    const { label, type } = graph.entities[entity];
    return make(
      "li",
      { role: "option", id: `found-${at}`, "aria-selected": String(at === active),
        on: { mousedown: (event) => { event.preventDefault(); choose(at); } } },
      symbol(shapeOf(type), type),
      words(label),
      make("span", { class: "kind" }, words(typeName(type))),
    );
  }));
  const none = searchField.value.trim() && !found.length;
  if (none) foundList.append(make("li", { class: "nothing", role: "option", "aria-disabled": "true",
    "aria-selected": "false" }, "No such name"));
  foundList.hidden = !found.length && !none;
  searchField.setAttribute("aria-expanded", String(!foundList.hidden));
  if (active >= 0) searchField.setAttribute("aria-activedescendant", `found-${active}`);
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
  const entity = found[at];
  if (entity === undefined) return;
  searchField.value = "";
  closeFound();
  select({ entity }, "list");
}

searchField.addEventListener("input", () => {
  found = find(searchField.value);
  active = found.length ? 0 : -1;
  showFound();
});
searchField.addEventListener("keydown", (event) => {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && found.length) {
    event.preventDefault();
    active = (active + move + found.length) % found.length;
    showFound();
  } else if (event.key === "Enter") {
    choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    closeFound();
  }
});
searchField.addEventListener("blur", closeFound);
