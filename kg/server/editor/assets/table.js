// Results as a table: sorted by a click on a heading, a page at a time, IRIs as links.

import { make, words } from "./dom.js";
import { address, isNumber, moment, shortened, text } from "./terms.js";

const PAGE = 100;
const ALPHABET = new Intl.Collator(undefined, { numeric: true });

/** The cell of a term. */
function cell(term) {
  if (!term) return make("td", { class: "none" }, make("span", { class: "hidden" }, "nothing"));
  if (term.type === "uri") return make("td", {}, link(term.value));
  const language = term["xml:lang"];
  const kind = isNumber(term) ? "number" : moment(term) !== null ? "time" : null;
  return make("td", { class: kind, lang: language ?? null },
    words(text(term)), language ? make("span", { class: "language" }, language) : null);
}

/** An IRI, short, as a link where a browser may follow it. */
function link(iri) {
  const href = address(iri);
  const shown = words(shortened(iri));
  const outside = href && !href.startsWith("./");
  return href
    ? make("a", { href, title: iri, ...(outside ? { rel: "noopener noreferrer", target: "_blank" } : {}) }, shown)
    : make("span", { title: iri }, shown);
}

/** What a column is sorted by: numbers and times by their size, all else by its text. */
function sortKeys(terms) {
  const bound = terms.filter(Boolean);
  for (const measure of [(term) => (isNumber(term) ? Number(term.value) : null), moment]) {
    if (bound.every((term) => measure(term) !== null)) return terms.map((term) => term && measure(term));
  }
  return terms.map((term) => term && text(term));
}

function compared(one, other) {
  return typeof one === "number" ? one - other : ALPHABET.compare(one, other);
}

/** The table of `columns` and `rows` in `place`. */
function showTable(place, { columns, rows }) {
  let sorted = { column: null, descending: false };
  let order = rows;
  let first = 0;
  const body = make("tbody");
  const headings = columns.map((name, number) => {
    const button = make("button", { type: "button", on: { click: () => sort(number) } }, words(name));
    const isAllNumbers = rows.some((row) => row[number]) && rows.every((row) => !row[number] || isNumber(row[number]));
    return make("th", { scope: "col", class: isAllNumbers ? "number" : null }, button);
  });
  const range = make("span");
  const turn = (label, by) =>
    make("button", { type: "button", on: { click: () => { first += by; fill(); } } }, label);
  const [previous, next] = [turn("Previous", -PAGE), turn("Next", PAGE)];
  const pager = make("div", { class: "pager", role: "group", "aria-label": "Pages of the table" }, previous, range, next);

  function sort(column) {
    const descending = sorted.column === column && !sorted.descending;
    sorted = { column, descending };
    const sign = descending ? -1 : 1;
    const keys = sortKeys(rows.map((row) => row[column]));
    const isThere = (number) => keys[number] !== null;
    const places = [...rows.keys()];
    const sortedPlaces = places.filter(isThere).sort((one, other) => sign * compared(keys[one], keys[other]));
    const last = places.filter((number) => !isThere(number)); // nothing comes last, either way
    order = [...sortedPlaces, ...last].map((number) => rows[number]);
    headings.forEach((heading, number) => {
      if (number === column) heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    first = 0;
    fill();
  }

  function fill() {
    body.replaceChildren(...order.slice(first, first + PAGE).map((row) => make("tr", {}, ...row.map(cell))));
    const last = Math.min(first + PAGE, rows.length);
    range.textContent = `${(first + 1).toLocaleString()}–${last.toLocaleString()} of ${rows.length.toLocaleString()}`;
    previous.disabled = first === 0;
    next.disabled = last === rows.length;
  }

  fill();
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...headings)), body);
  place.replaceChildren(
    make("div", { class: "scroll", role: "region", "aria-label": "Table of results", tabindex: "0" }, table),
    ...(rows.length > PAGE ? [pager] : []),
  );
}

export { link, showTable };
