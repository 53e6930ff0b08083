// What is selected, read and hidden; and the start.

/** Selects `{ entity }`, `{ edge }` or nothing; `from` says where, to move only what must move. */
function select(selection, { from }) {
  state.selection = selection;
  const numbers = statementsOf(selection).filter(isShown);
  if (numbers.length) read(numbers[0], { quietly: true });
  else state.read = null;
  showPanel();
  paint();
  if (from === "list") {
    reveal(selection);
    document.getElementById("panel-title").focus();
  }
  if (from === "drawing" && narrow.matches && numbers.length) {
    document.getElementById("panel").scrollIntoView({ behavior: stillness.matches ? "auto" : "smooth" });
  }
}

function statementsOf({ entity = null, edge = null }) {
  if (entity !== null) return groupsOf(entity).flatMap(([, numbers]) => numbers);
  return edge !== null ? data.edges[edge].statements : [];
}

/** Opens the article of a statement at its words; `quietly` leaves a closed article closed. */
function read(number, { quietly = false } = {}) {
  state.read = number;
  const statement = data.statements[number];
  const reader = document.getElementById("reader");
  const wasOpen = reader.classList.contains("open");
  if (statement.article !== null) showArticle(statement.article, statement);
  if (quietly && !wasOpen) reader.classList.remove("open");
  for (const item of document.querySelectorAll(".statement")) {
    const isRead = Number(item.dataset.statement) === number;
    item.querySelector(".evidence").setAttribute("aria-pressed", String(isRead));
  }
}

/** Whether the legend lets a statement be seen. */
function isShown(number) {
  const { look, negated, subject, object } = data.statements[number];
  const hidden = [subject, object].some(
    (end) => typeof end === "number" && state.hiddenTypes.has(data.entities[end].type));
  return !hidden && !state.hiddenLooks.has(look) && !(negated && state.hiddenLooks.has("negated"));
}

function legendButton(hidden, key, name, count, sample) {
  const button = make(
    "button",
    { type: "button", "aria-pressed": "true", "data-key": key, on: { click: toggle } },
    sample, words(name), make("span", { class: "count" }, String(count)),
  );
  function toggle() {
    if (!hidden.delete(key)) hidden.add(key);
    button.setAttribute("aria-pressed", String(!hidden.has(key)));
    showPanel();
    paint();
  }
  return make("li", {}, button);
}

function showLegend() {
  document.getElementById("types").replaceChildren(...data.types.map(({ key, shape, count }) =>
    legendButton(state.hiddenTypes, key, typeName(key), count, symbol(shape, key))));
  document.getElementById("looks").replaceChildren(...data.looks.map(({ key, dashes, count }) =>
    legendButton(state.hiddenLooks, key, LOOK_NAMES[key], count, stroke(key, dashes))));
}

function showSummary() {
  document.getElementById("title").textContent = data.title;
  const counts = [
    plural(data.entities.length, "entity", "entities"),
    plural(data.statements.length, "statement", "statements"),
    plural(data.articles.length, "article", "articles"),
  ];
  const around = data.focus === null ? [] : ["Around ", words(data.entities[data.focus].label), " · "];
  document.getElementById("summary").replaceChildren(...around, counts.join(" · "));
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target === searchField;
  if (event.key === "Escape") select({}, { from: "drawing" });
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    searchField.focus();
  }
});

showSummary();
showLegend();
if (data.articles.length) showArticle(0);
select(data.focus === null ? {} : { entity: data.focus }, { from: "start" });
start();

// For a page around this one, and for tests: the drawing itself.
globalThis.newsKg = { network };
