// Results as a graph: triples, or two columns of a table with a third as the label of their edges.

import { TYPE_COLOURS, make, words } from "./dom.js";
import { ask } from "./endpoint.js";
import { link } from "./table.js";
import { RDFS_LABEL, RDF_TYPE, key, localName, text } from "./terms.js";

const MOST_EDGES = 400;
const ENDS = [/^(subject|from|source|s|one|who)$/i, /^(relation|predicate|property|p|label)$/i, /^(object|to|target|o|other|whom)$/i];

function canDraw({ columns, rows }) {
  return columns.length > 1 && rows.length > 0;
}

/** The columns that are drawn when nobody has chosen: by their names, else by their order. */
function ends(columns) {
  const [from, label, to] = ENDS.map((pattern) => columns.findIndex((name) => pattern.test(name)));
  if (from >= 0 && to >= 0) return { from, label, to };
  return columns.length === 3 ? { from: 0, label: 1, to: 2 } : { from: 0, label: -1, to: 1 };
}

/** The graph of a result in `place`. */
function showNetwork(place, result) {
  const { columns, rows, kind } = result;
  const canvas = make("div", { class: "canvas", role: "img", "aria-label": "Graph of the results; the table has the same" });
  const chosenNode = make("p", { class: "chosen", role: "status" });
  const note = make("p", { class: "note" });
  const chosen = ends(columns);
  const choice = (name, end, optional) => {
    const select = make("select", { on: { change: () => { chosen[end] = Number(select.value); draw(); } } },
      optional ? make("option", { value: -1, selected: chosen[end] < 0 }, "nothing") : null,
      ...columns.map((column, number) => make("option", { value: number, selected: number === chosen[end] }, column)));
    return make("label", {}, `${name} `, select);
  };
  let network = null;
  async function draw() {
    const graph = kind === "graph" ? ofTriples(rows) : ofRows(rows, chosen);
    // vis-network is large, and not for everyone: it makes itself known as `vis`.
    await Promise.all([import("./vis-network.js"), lookUp(graph)]);
    if (!canvas.isConnected) return;
    network?.destroy();
    network = drawn(canvas, graph);
    note.textContent = graph.left
      ? `The first ${MOST_EDGES} of ${MOST_EDGES + graph.left} edges are drawn; the table has all.`
      : "";
    network.on("selectNode", ({ nodes }) => {
      const term = graph.terms.get(nodes[0]);
      chosenNode.replaceChildren(term.type === "uri" ? link(term.value) : words(text(term)));
    });
    network.on("deselectNode", () => chosenNode.replaceChildren());
  }
  const choices = kind === "graph" ? [] : [
    make("div", { class: "choices" }, choice("From", "from"), choice("to", "to"), choice("labelled with", "label", true)),
  ];
  place.replaceChildren(...choices, canvas, chosenNode, note);
  draw();
}

/** Nodes and edges of triples: labels and classes of a node are drawn in it, not beside it. */
function ofTriples(rows) {
  const names = new Map();
  const classes = new Map();
  const edges = [];
  for (const [subject, predicate, object] of rows) {
    const type = predicate.value === RDF_TYPE ? localName(object.value) : "";
    if (predicate.value === RDFS_LABEL) names.set(key(subject), object.value);
    else if (TYPE_COLOURS.has(type)) classes.set(key(subject), type);
    else edges.push([subject, predicate, object]);
  }
  const alone = new Set([...names.keys(), ...classes.keys()]);
  const subjects = rows.map(([subject]) => subject).filter((term) => alone.has(key(term)));
  return gathered(edges, subjects, names, classes);
}

function ofRows(rows, { from, label, to }) {
  const edges = rows.filter((row) => row[from] && row[to]).map((row) => [row[from], row[label], row[to]]);
  return gathered(edges, [], new Map(), new Map());
}

function gathered(edges, alone, names, classes) {
  const terms = new Map();
  const shown = edges.slice(0, MOST_EDGES);
  for (const term of [...shown.flatMap(([from, , to]) => [from, to]), ...alone.slice(0, MOST_EDGES)]) terms.set(key(term), term);
  return { terms, names, classes, edges: shown, left: edges.length - shown.length };
}

/** Adds the names and classes that the graph has for nodes of which the result does not tell them. */
async function lookUp({ terms, names, classes }) {
  const iris = [...terms.values()]
    .filter((term) => term.type === "uri" && !(names.has(key(term)) && classes.has(key(term))))
    .filter((term) => /^[^<>"{}|\\^`\s]+$/.test(term.value))
    .map((term) => `<${term.value}>`);
  if (!iris.length) return;
  const sparql = `SELECT ?node ?name ?class {
    VALUES ?node { ${iris.join(" ")} } ?node rdfs:label ?name . OPTIONAL { ?node a ?class } }`;
  try {
    for (const [node, name, type] of (await ask(sparql)).rows) {
      names.set(key(node), name.value);
      const local = type && localName(type.value);
      if (TYPE_COLOURS.has(local)) classes.set(key(node), local);
    }
  } catch {
    // then they are shown by their IRIs
  }
}

function drawn(canvas, { terms, names, classes, edges }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const font = { face: style.getPropertyValue("--sans").trim(), color: colour("ink"), size: 14 };
  const nodes = [...terms].map(([id, term]) => {
    const words = names.get(id) ?? text(term);
    const isThing = term.type === "uri" || term.type === "bnode";
    const fill = isThing ? colour(`type-${classes.get(id) ?? "Thing"}`) : colour("tint");
    return {
      id,
      label: words.length > 40 ? `${words.slice(0, 39)}…` : words,
      shape: isThing ? "dot" : "box",
      size: 9,
      color: { background: fill, border: isThing ? fill : colour("rule"), highlight: { background: fill, border: colour("ink") } },
      font,
    };
  });
  const lines = edges.map(([from, label, to], id) => ({
    id, label: text(label), from: key(from), to: key(to), arrows: { to: { scaleFactor: 0.5 } },
    color: { color: colour("faint"), highlight: colour("accent") },
    font: { ...font, size: 11, color: colour("quiet"), strokeColor: colour("stage"), strokeWidth: 4 },
  }));
  const network = new vis.Network(canvas, { nodes, edges: lines }, {
    layout: { randomSeed: 7, improvedLayout: nodes.length < 150 },
    physics: {
      solver: "barnesHut",
      barnesHut: { springLength: 110, centralGravity: 0.9, avoidOverlap: 0.2, gravitationalConstant: -3000 },
      stabilization: { iterations: 250 },
    },
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
  });
  network.once("stabilizationIterationsDone", () => network.setOptions({ physics: false }));
  return network;
}

export { canDraw, showNetwork };
