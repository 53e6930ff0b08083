// Types with a colour of their own in the style sheet; others look like "Thing".
const TYPE_COLOURS = new Set(
  ["Person", "Organization", "Country", "City", "Place", "Event", "Thing", "Post"]);
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

// The only ways in which anything is put into the document: elements, attributes, and text.

/**
 * An element; strings among `content` become text, never markup. `on` maps events to handlers.
 * @param {string} tag
 * @param {{ on?: Record<string, (event: any) => void>, [attribute: string]: any }} attributes
 * @param {(Node | string | null)[]} content
 * @returns {HTMLElement & Record<string, any>}
 */
function make(tag, { on = {}, ...attributes } = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
  element.append(...content.filter((piece) => piece !== null));
  return element;
}

/** Words from an article or the graph: isolated, so that their direction changes nothing around. */
function words(text) {
  return make("bdi", {}, text);
}

/** Pieces with something between them. */
function joined(pieces, between) {
  return pieces.flatMap((piece, at) => (at ? [between, piece] : [piece]));
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;

/** The direction of a passage: that of most of its letters, not of a name it begins with. */
function direction(text) {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return 2 * (text.match(RIGHT_TO_LEFT)?.length ?? 0) > letters ? "rtl" : "ltr";
}

function svg(tag, attributes, ...content) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

const OUTLINES = {
  square: "3,3 13,3 13,13 3,13",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,2 15,14 1,14",
  triangleDown: "1,2 15,2 8,14",
  hexagon: "4,1.5 12,1.5 15.5,8 12,14.5 4,14.5 0.5,8",
  star: "8,0.5 10,5.5 15.5,6 11.3,9.5 12.6,15 8,12 3.4,15 4.7,9.5 0.5,6 6,5.5",
};

/** The symbol of a type of entity, as in the network. */
function symbol(shape, type) {
  const outline =
    shape === "dot"
      ? svg("circle", { cx: 8, cy: 8, r: 6.5 })
      : svg("polygon", { points: OUTLINES[shape] });
  outline.setAttribute("class", `type-${TYPE_COLOURS.has(type) ? type : "Thing"}`);
  return svg("svg", { viewBox: "0 0 16 16", class: "symbol", "aria-hidden": "true" }, outline);
}

/** A short piece of the line with which a manner of statement is drawn. */
function stroke(look, dashes) {
  const line = svg("path", { d: look === "negated" ? "M1 6H28M28 1V11" : "M1 6H31" });
  line.setAttribute("class", `stroke look-${look}`);
  if (dashes.length) line.setAttribute("stroke-dasharray", dashes.join(" "));
  return svg("svg", { viewBox: "0 0 32 12", class: "stroke-sample", "aria-hidden": "true" }, line);
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Only these become links; others, such as `javascript:`, stay words. */
function isWebAddress(text) {
  return /^https?:\/\//i.test(text ?? "");
}
