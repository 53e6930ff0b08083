// What is held back at present: chips that lift it one by one, how much is left, and what to do when
// that is nothing.

const CHIPS_AT_MOST = 12;
const filtersRow = document.getElementById("filters");
const shownStatus = make("p", { class: "hidden", role: "status" });
filtersRow.before(shownStatus);

function amount() {
  return `${shown.count.toLocaleString("en")} of ${plural(graph.statements.length, "statement", "statements")}`;
}

function chipButton({ title, text, not, patch }, at) {
  return make(
    "button",
    { type: "button", class: "chip", on: { click: () => lift(patch, at) } },
    make("span", { class: "hidden" }, "Remove the filter "),
    make("span", { class: "chip-title" }, not ? `${title}: not ` : `${title}: `),
    words(text),
    make("span", { class: "cross", "aria-hidden": "true" }, "×"),
  );
}

/** Lifts a filter; the focus goes to the chip that takes the place of the one that was pressed. */
function lift(patch, at) {
  update(patch, { from: "filter" });
  const left = filtersRow.querySelectorAll(".chip");
  (left[Math.min(at, left.length - 1)] ?? filterButton).focus();
}

function liftAll() {
  update(lifted(), { from: "filter" });
  filterButton.focus();
}

function showChips() {
  const all = chips();
  filtersRow.hidden = !all.length;
  const more = all.length - CHIPS_AT_MOST;
  filtersRow.replaceChildren(
    ...all.slice(0, CHIPS_AT_MOST).map(chipButton),
    ...(more > 0 ? [make("button", { type: "button", class: "more", on: { click: openFilters } }, `and ${more} more`)] : []),
    make("button", { type: "button", class: "reset", on: { click: liftAll } }, "Reset all"),
    make("span", { class: "amount" }, amount()),
  );
  shownStatus.textContent = all.length ? amount() : "";
}

/** Why none of these statements is shown, and a button that lifts what hides most of them. */
function nothingShown(statements) {
  const hidden = filters
    .map(({ bit, describe }) => ({
      told: describe(),
      alone: statements.filter((number) => shown.failed[number] === bit).length,
      all: statements.filter((number) => (shown.failed[number] & bit) !== 0).length,
    }))
    .filter(({ all }) => all)
    .sort((a, b) => b.alone - a.alone || b.all - a.all);
  if (!hidden.length) return make("p", { class: "nothing" }, "Nothing is said here.");
  const [{ told, alone }] = hidden;
  const names = told.slice(0, 3).flatMap(({ not, text }, at) => [at ? ", " : "", not ? "not " : "", words(text)]);
  const rest = told.length > 3 ? ` and ${told.length - 3} more` : "";
  return make(
    "div",
    { class: "nothing-shown" },
    make("p", {}, `${plural(statements.length, "statement is", "statements are")} hidden by the filters.`),
    told.length && alone
      ? make("button", { type: "button", class: "lift", on: { click: () => liftHere(lifted(told)) } },
        `Lift “${told[0].title}: `, ...names, `${rest}” to see ${alone}`)
      : null,
    make("button", { type: "button", class: "lift", on: { click: () => liftHere(lifted()) } }, "Reset all filters"),
  );
}

function liftHere(patch) {
  update(patch, { from: "filter" });
  document.getElementById("panel-title").focus();
}

listen((changed) => {
  if (changed.has("shown")) showChips();
});
