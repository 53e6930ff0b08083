// The labels of edges: as many as have room beside symbols, names and each other; first those of what
// is chosen, then those that most statements stand behind. vis-network would write one over the other.
// From near they grow less than the drawing, in steps, so that there is room for more of them.

const EDGE_SIZE = page.options.edges.font.size;
const EDGE_NEAR = 12; // pixels on the screen, at each step
const STEPS = 2; // while the drawing doubles
const EDGE_READABLE = page.options.edges.scaling.label.drawThreshold - 1; // pixels on the screen
const STATIONS = [0.5, 0.38, 0.62, 0.28, 0.72]; // where on its edge a label may be, the best place first
const LINE = 1.2; // height of a line of text by its size
const CELL_SIDE = 4; // of the grid that tells what is taken
const ruler = make("canvas").getContext("2d");
let edgeLabels = null; // those that have room at the present size

network.setOptions({ edges: { scaling: { label: { drawThreshold: Number.MAX_VALUE } } } });

/** The labels that are written at a scale, and their size; lengths are in the drawing's coordinates. */
function edgeLabelsAt(scale) {
  const size = Math.min(EDGE_SIZE, EDGE_NEAR / 2 ** (Math.floor(Math.log2(scale) * STEPS) / STEPS));
  if (size * scale < EDGE_READABLE) return { size, labels: [] };
  if (edgeLabels?.size !== size) edgeLabels = { size, labels: chooseEdgeLabels(size) };
  return edgeLabels;
}

function chooseEdgeLabels(size) {
  ruler.font = `${NAME_SIZE}px ${FONT}`;
  const taken = new Set(); // cells of a grid
  for (const node of graph.nodes) if (seen.entities[node.id] === 1) takeCells(taken, roomOfNode(node));
  for (const { x, y } of strikes()) takeCells(taken, [squareAround(x, y, STRIKE_ARM)]);
  const isDim = ({ id }) => painted.edges.get(id) & DIM;
  return graph.edges.filter((edge) => edge.label && isEdgeSeen(edge) && network.body.edges[edge.id]?.connected)
    .sort((a, b) => isDim(a) - isDim(b) || b.statements.length - a.statements.length || a.id - b.id)
    .flatMap((edge) => labelWithRoom(edge, size, taken) ?? []);
}

function squareAround(x, y, reach) {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** A node's symbol, and the lines of its name below. */
function roomOfNode({ id, size, font }) {
  const { x, y } = network.getPosition(id);
  const lines = nodeOf.get(id).label.split("\n");
  const half = (Math.max(...lines.map((line) => widthOf(line, ruler))) * font.size) / NAME_SIZE / 2;
  const bottom = y + size + font.size * LINE * (lines.length + 0.2);
  return [squareAround(x, y, size), { left: x - half, right: x + half, top: y + size, bottom }];
}

function cellAt(x, y) {
  return Math.floor(x / CELL_SIDE) * 1e6 + Math.floor(y / CELL_SIDE);
}

function takeCells(taken, boxes) {
  for (const { left, right, top, bottom } of boxes) {
    for (let x = left; x < right + CELL_SIDE; x += CELL_SIDE) {
      for (let y = top; y < bottom + CELL_SIDE; y += CELL_SIDE) {
        taken.add(cellAt(Math.min(x, right), Math.min(y, bottom)));
      }
    }
  }
}

/** The label of an edge at the best of its places that is free; null when none is. */
function labelWithRoom(edge, size, taken) {
  const width = widthOf(edge.label, ruler) * (size / NAME_SIZE);
  for (const at of edge.from === edge.to ? [0] : STATIONS) {
    const place = placeOn(edge, at);
    const cells = cellsOfLabel(place, width, size * LINE);
    if (cells.some((cell) => taken.has(cell))) continue;
    for (const cell of cells) taken.add(cell);
    return { edge, width, ...place };
  }
  return null;
}

/** A place on an edge, and how a text lies there that is not to stand on its head. */
function placeOn(edge, at) {
  const drawn = network.body.edges[edge.id];
  if (edge.from === edge.to) return { ...loopOf(edge, { ...drawn.from, size: drawn.from.options.size }).top, angle: 0 };
  const [before, place, after] = [at - 0.02, at, at + 0.02].map((each) => drawn.edgeType.getPoint(each));
  const angle = Math.atan2(after.y - before.y, after.x - before.x);
  return { x: place.x, y: place.y, angle: Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle };
}

/** The cells that a text lies on, as it may lie aslant. */
function cellsOfLabel({ x, y, angle }, width, height) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const count = Math.ceil(width / CELL_SIDE);
  const cells = [];
  for (let at = 0; at <= count; at += 1) {
    const along = (at / count - 0.5) * width;
    for (const across of [-0.35 * height, 0, 0.35 * height]) {
      cells.push(cellAt(x + along * cos - across * sin, y + along * sin + across * cos));
    }
  }
  return cells;
}

function edgeInk(edge) {
  return painted.edges.get(edge.id) & DIM ? palette.faint : edgeColour(edge);
}

function drawEdgeLabels(context, scale) {
  const { size, labels } = edgeLabelsAt(scale);
  const height = size * LINE;
  context.font = `${size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
  const { x: right, y: bottom } = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  for (const { edge, width, x, y, angle } of labels) {
    if (x + width < left || x - width > right || y + width < top || y - width > bottom) continue;
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.fillStyle = palette.paper;
    context.fillRect(-width / 2, -height / 2, width, height);
    context.fillStyle = edgeInk(edge);
    context.fillText(edge.label, 0, 0);
    context.restore();
  }
}
