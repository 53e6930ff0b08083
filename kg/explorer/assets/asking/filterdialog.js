// The filters as lists of boxes to tick, beside the drawing so that one sees what they do.

const ROWS_AT_FIRST = 8;
const ROWS_AT_MOST = 300;
const filterCount = make("span", { class: "badge", hidden: true });
const filterButton = make(
  "button",
  { type: "button", class: "menu-button", "aria-expanded": "false", "aria-controls": "filter-dialog",
    "aria-haspopup": "dialog", on: { click: () => (filterDialog.open ? filterDialog.close() : openFilters()) } },
  "Filter", filterCount,
);
const filterAmount = make("p", { class: "amount" });
const facetLists = make("div", { class: "facets" });
const filterDialog = make(
  "dialog",
  { id: "filter-dialog", "aria-labelledby": "filter-title", on: { keydown: closeOnEscape, close: filtersClosed } },
  make("header", {},
    make("h2", { id: "filter-title", tabindex: "-1" }, "Filter"),
    make("button", { type: "button", class: "reset", on: { click: () => update(lifted(), { from: "filter" }) } }, "Reset all"),
    make("button", { type: "button", class: "close", "aria-label": "Close the filters",
      on: { click: () => filterDialog.close() } }, "×")),
  facetLists,
  make("footer", {}, filterAmount,
    make("button", { type: "button", class: "done", on: { click: () => filterDialog.close() } }, "Show them")),
);
document.getElementById("menus").append(filterButton);
document.querySelector("main").prepend(filterDialog);

function openFilters() {
  filterDialog.classList.toggle("modal", narrow.matches);
  if (narrow.matches) filterDialog.showModal();
  else filterDialog.show();
  filterButton.setAttribute("aria-expanded", "true");
  facetLists.replaceChildren(...facets.filter(isOffered).map(facetGroup));
  showTicks();
  document.getElementById("filter-title").focus();
}

function filtersClosed() {
  filterButton.setAttribute("aria-expanded", "false");
  facetLists.replaceChildren();
  filterButton.focus();
}

/** Escape closes the filters and nothing else. */
function closeOnEscape(event) {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  filterDialog.close();
}

/** A choice among one is none, unless it is made already. */
function isOffered(facet) {
  return columnOf(facet).keys.length > 1 || view[facet.name].keys.size > 0;
}

/** One facet: its values with boxes; of many the first ones, and a field to find the others. */
function facetGroup(facet) {
  const keys = keysByCount(facet);
  const list = make("div", { class: "values" });
  const field = make("input", { type: "search", placeholder: `Find in ${keys.length.toLocaleString("en")}`,
    "aria-label": `Find among ${facet.title.toLowerCase()}`, on: { input: () => fill() } });
  const all = make("button", { type: "button", class: "more", "aria-expanded": "false", on: { click: unfold } });
  const isLong = keys.length > ROWS_AT_FIRST + 2;
  let isUnfolded = !isLong;
  let sought = null; // the names of all keys, folded once somebody looks for one

  function unfold() {
    isUnfolded = !isUnfolded;
    all.setAttribute("aria-expanded", String(isUnfolded));
    fill();
  }
  function fill() {
    const wanted = folded(field.value);
    if (wanted) sought ??= keys.map((key) => folded(facet.nameOf(key)));
    const fits = keys.filter((_, at) => !wanted || sought[at].includes(wanted));
    const limit = wanted || isUnfolded ? ROWS_AT_MOST : ROWS_AT_FIRST;
    const chosen = fits.slice(limit).filter((key) => view[facet.name].keys.has(key)).slice(0, ROWS_AT_MOST);
    const rows = [...fits.slice(0, limit), ...chosen];
    const groups = [...groupedBy(rows, facet.groupOf ?? (() => ""))].sort(([a], [b]) => byName(a, b));
    list.replaceChildren(...groups.flatMap(([title, members]) => [
      title ? make("p", { class: "part" }, title) : null,
      ...members.map((key) => valueRow(facet, key)),
    ]).filter(Boolean));
    if (!fits.length) list.append(make("p", { class: "nothing" }, "None is called so"));
    const left = fits.length - rows.length;
    list.append(...(isUnfolded && left > 0 ? [make("p", { class: "nothing" }, `${left.toLocaleString("en")} more: find them above`)] : []));
    all.hidden = !isLong || Boolean(wanted);
    all.textContent = isUnfolded ? "Show fewer" : `Show all ${keys.length.toLocaleString("en")}`;
    showTicks();
  }
  fill();
  return make("fieldset", { class: "facet", "data-facet": facet.name },
    make("legend", {}, facet.title), isLong ? field : null, list, all);
}

function valueRow(facet, key) {
  const box = make("input", { type: "checkbox", "data-key": key,
    on: { change: () => update({ [facet.name]: ticked(view[facet.name], key) }, { from: "filter" }) } });
  return make("label", {}, box, facet.sampleOf?.(key) ?? null, make("span", { class: "name" }, words(facet.nameOf(key))),
    make("span", { class: "count" }));
}

/** A tick asks for only these; what the legend hides is crossed out, and shown again by its box. */
function ticked(choice, key) {
  return choice.not && !choice.keys.has(key) ? toggled(ALL, key, false) : toggled(choice, key, false);
}

/** Ticks and counts follow the view; the rows stay where they are, and so does the focus. */
function showTicks() {
  const told = chips().length;
  filterCount.hidden = !told;
  filterCount.replaceChildren(String(told), make("span", { class: "hidden" }, " set"));
  if (!filterDialog.open) return;
  filterAmount.textContent = `${amount()} shown`;
  filterDialog.querySelector(".reset").disabled = !told;
  for (const facet of facets) {
    const choice = view[facet.name];
    for (const box of facetLists.querySelectorAll(`[data-facet="${facet.name}"] input[type=checkbox]`)) {
      const { key } = box.dataset;
      const count = countOf(facet, key);
      box.checked = choice.keys.has(key) && !choice.not;
      box.indeterminate = choice.keys.has(key) && choice.not;
      box.parentElement.classList.toggle("excluded", box.indeterminate);
      box.parentElement.classList.toggle("none", !count);
      box.parentElement.querySelector(".count").textContent = count.toLocaleString("en");
    }
  }
}

listen((changed) => {
  if (changed.has("data") && filterDialog.open) openFilters();
  if (changed.has("shown")) showTicks();
});
