// Results as a table: sorted by a click on a heading, a page at a time, IRIs as links.

import { make, words } from "./dom.js";
import { address, isNumber, moment, shortened, text } from "./terms.js";

const PAGE = 100;
const LANGUAGE_OF_NAMES = new Intl.Collator(undefined, { numeric: true });

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

function compared(one, other) {
  if (!one || !other) return one ? -1 : other ? 1 : 0; // nothing comes last
  if (isNumber(one) && isNumber(other)) return Number(one.value) - Number(other.value);
  const [earlier, later] = [moment(one), moment(other)];
  if (earlier !== null && later !== null) return earlier - later;
  return LANGUAGE_OF_NAMES.compare(text(one), text(other));
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
    order = [...rows].sort((one, other) => {
      const [a, b] = [one[column], other[column]];
      return a && b ? sign * compared(a, b) : compared(a, b);
    });
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
