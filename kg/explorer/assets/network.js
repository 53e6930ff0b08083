// The drawing. pyvis gave nodes, edges and options; colours come from the style sheet.

const container = document.getElementById("network");
const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges.map((edge, number) => ({ ...edge, id: number })));
const network = new vis.Network(container, { nodes, edges }, data.options);
const narrow = matchMedia("(max-width: 860px)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function typeColour(type) {
  return colour(`type-${TYPE_COLOURS.has(type) ? type : "Thing"}`);
}

function isNodeShown(node) {
  return !state.hiddenTypes.has(node.kind);
}

/** Nodes and edges that stay bright: the selection and what it touches; null when all do. */
function brightParts() {
  const { entity = null, edge = null } = state.selection;
  if (entity !== null && nodes.get(entity)) {
    const near = data.edges.map((_, number) => number)
      .filter((number) => [data.edges[number].from, data.edges[number].to].includes(entity));
    const ends = near.flatMap((number) => [data.edges[number].from, data.edges[number].to]);
    return { nodes: new Set([entity, ...ends]), edges: new Set(near) };
  }
  if (edge !== null) {
    return { nodes: new Set([data.edges[edge].from, data.edges[edge].to]), edges: new Set([edge]) };
  }
  return null;
}

/** Draws the current state: theme, filters, and what is selected. */
function paint() {
  const bright = brightParts();
  const ink = colour("ink");
  const paper = colour("stage");
  nodes.update(data.nodes.map((node) => {
    const fill = typeColour(node.kind);
    const dim = bright !== null && !bright.nodes.has(node.id);
    const border = state.selection.entity === node.id ? ink : colour("stage");
    return {
      id: node.id,
      hidden: !isNodeShown(node),
      opacity: dim ? 0.25 : 1,
      color: { background: fill, border, highlight: { background: fill, border: ink },
        hover: { background: fill, border: ink } },
      borderWidth: state.selection.entity === node.id ? 3 : 1.5,
      font: { ...node.font, color: dim ? colour("faint") : ink, face: FONT, strokeWidth: 4, strokeColor: paper },
    };
  }));
  edges.update(data.edges.map((edge, number) => {
    const line = colour(edge.negated ? "look-negated" : `look-${edge.look}`);
    const dim = bright !== null && !bright.edges.has(number);
    const shown = edge.statements.some(isShown) && isNodeShown(nodes.get(edge.from)) &&
      isNodeShown(nodes.get(edge.to));
    return {
      id: number,
      hidden: !shown,
      color: { color: line, highlight: line, hover: line, opacity: dim ? 0.15 : 1 },
      font: { color: dim ? colour("faint") : line, face: FONT, strokeWidth: 0, background: paper },
    };
  }));
}

/** Brings a node or an edge into view when it was chosen elsewhere than in the drawing. */
function reveal({ entity = null, edge = null }) {
  const ends = edge !== null ? [data.edges[edge].from, data.edges[edge].to] : [entity];
  if (ends.some((end) => !nodes.get(end))) return;
  const points = ends.map((end) => network.getPosition(end));
  const middle = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  network.moveTo({
    position: { x: middle("x"), y: middle("y") },
    scale: Math.max(network.getScale(), 0.8),
    animation: stillness.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

function fit() {
  network.fit({ minZoomLevel: 0.05, maxZoomLevel: 1.6 });
}

/** The whole network, or on a small screen, where that would be dots, its middle at a size to read. */
function start() {
  fit();
  const readable = 0.55;
  if (!narrow.matches || network.getScale() >= readable || !data.nodes.length) return;
  const weight = ({ id }) => data.entities[id].statements.length;
  const { id } = data.nodes.reduce((best, node) => (weight(node) > weight(best) ? node : best));
  network.moveTo({ position: network.getPosition(id), scale: readable });
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) select({ entity: node }, { from: "drawing" });
  else if (edge !== undefined) select({ edge }, { from: "drawing" });
  else select({}, { from: "drawing" });
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("fit").addEventListener("click", fit);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
