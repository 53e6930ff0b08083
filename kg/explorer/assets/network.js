// The drawing. pyvis gave nodes, edges and options; colours come from the style sheet.

const container = document.getElementById("network");
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const network = new vis.Network(container, { nodes, edges }, page.options);
const narrow = matchMedia("(max-width: 860px)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function typeColour(type) {
  return colour(`type-${TYPE_COLOURS.has(type) ? type : "Thing"}`);
}

function isNodeShown(node) {
  return isEntityShown(node.id);
}

/** Nodes and edges that stay bright: the selection and what it touches; null when all do. */
function brightParts() {
  const { entity, edge } = view;
  if (entity !== null && nodes.get(entity)) {
    return { nodes: new Set([entity, ...neighboursOf(entity)]), edges: new Set(edgesOf.get(entity)) };
  }
  if (edge !== null) {
    return { nodes: new Set([graph.edges[edge].from, graph.edges[edge].to]), edges: new Set([edge]) };
  }
  return null;
}

/** Draws the current state: theme, filters, and what is selected. */
function paint() {
  const bright = brightParts();
  const ink = colour("ink");
  const paper = colour("stage");
  nodes.update(graph.nodes.map((node) => {
    const fill = typeColour(node.kind);
    const dim = bright !== null && !bright.nodes.has(node.id);
    const border = view.entity === node.id ? ink : colour("stage");
    return {
      id: node.id,
      hidden: !isNodeShown(node),
      opacity: dim ? 0.25 : 1,
      color: { background: fill, border, highlight: { background: fill, border: ink },
        hover: { background: fill, border: ink } },
      borderWidth: view.entity === node.id ? 3 : 1.5,
      font: { ...node.font, color: dim ? colour("faint") : ink, face: FONT, strokeWidth: 4, strokeColor: paper },
    };
  }));
  edges.update(graph.edges.map((edge) => {
    const line = colour(edge.negated ? "look-negated" : `look-${edge.look}`);
    const dim = bright !== null && !bright.edges.has(edge.id);
    const shown = edge.statements.some(isShown) && isNodeShown(nodes.get(edge.from)) &&
      isNodeShown(nodes.get(edge.to));
    return {
      id: edge.id,
      hidden: !shown,
      color: { color: line, highlight: line, hover: line, opacity: dim ? 0.15 : 1 },
      font: { color: dim ? colour("faint") : line, face: FONT, strokeWidth: 0, background: paper },
    };
  }));
}

function drawNew() {
  nodes.add(graph.nodes.filter(({ id }) => !nodes.get(id)));
  edges.update(graph.edges);
}

/** Brings a node or an edge into view when it was chosen elsewhere than in the drawing. */
function reveal({ entity, edge }) {
  const ends = edge !== null ? [graph.edges[edge].from, graph.edges[edge].to] : [entity];
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
  if (!narrow.matches || network.getScale() >= readable || !graph.nodes.length) return;
  const weight = ({ id }) => graph.entities[id].statements.length;
  const { id } = graph.nodes.reduce((best, node) => (weight(node) > weight(best) ? node : best));
  network.moveTo({ position: network.getPosition(id), scale: readable });
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) select({ entity: node }, "drawing");
  else if (edge !== undefined) select({ edge }, "drawing");
  else select({}, "drawing");
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("fit").addEventListener("click", fit);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

listen((changed, from) => {
  if (changed.has("data")) drawNew();
  if (["data", "shown", "entity", "edge"].some((name) => changed.has(name))) paint();
  const isChosen = view.entity !== null || view.edge !== null;
  if (isChosen && from !== "drawing" && (changed.has("entity") || changed.has("edge"))) reveal(view);
});
