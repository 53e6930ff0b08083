// What is drawn over the network: names and dots that can be seen from afar, labels of edges, and
// struck edges.

const FAR = 8; // vis-network leaves out names smaller than this on the screen, in pixels
const NAME_SIZE = 12; // of the names that stand in for them
const NAME_GAP = 12; // between two of them
const LEAST_DOT = 1.5;
const [STRIKE_AT, STRIKE_ARM, STRIKE_WIDTH] = [0.22, 5.5, 2.4]; // of the cross on a negated edge
const STRIKE_FROM = 0.25; // the scale from which on it is drawn
let farNames = null; // those that have room at the present scale

/** Names of the nodes most is said about, as many as have room, in the drawing's coordinates. */
function chooseNames(context, scale) {
  const taken = new Map(); // cells of a grid -> boxes in them
  const chosen = [];
  const candidates = graph.nodes.filter(({ id }) => seen.entities[id] === 1)
    .sort((a, b) => weightOf(b.id) - weightOf(a.id) || a.id - b.id);
  context.font = `${NAME_SIZE}px ${FONT}`;
  for (const { id, size, font } of candidates) {
    const isNear = font.size * scale >= FAR;
    const { x, y } = network.getPosition(id);
    const text = graph.entities[id].label.slice(0, 40);
    const fontSize = isNear ? font.size * scale : NAME_SIZE;
    const width = widthOf(text, context) * (fontSize / NAME_SIZE);
    const top = y * scale + Math.max(size * scale, LEAST_DOT) + 2;
    const box = { left: x * scale - width / 2, right: x * scale + width / 2, top, bottom: top + fontSize * 1.2 };
    if (!takeRoom(taken, box) || isNear) continue;
    chosen.push({ id, text, x, y: (top + NAME_SIZE) / scale });
  }
  return chosen;
}

const widths = new Map(); // of names at `NAME_SIZE`: measuring is slow

function widthOf(text, context) {
  if (!widths.has(text)) widths.set(text, context.measureText(text).width);
  return widths.get(text);
}

const CELL = 160;

/** Takes the room of a box in screen pixels, unless another name has some of it. */
function takeRoom(taken, { left, right, top, bottom }) {
  const cells = [];
  for (let column = Math.floor((left - NAME_GAP) / CELL); column <= Math.floor((right + NAME_GAP) / CELL); column += 1) {
    for (let row = Math.floor((top - NAME_GAP) / CELL); row <= Math.floor((bottom + NAME_GAP) / CELL); row += 1) {
      cells.push(`${column} ${row}`);
    }
  }
  const isFree = (box) => right + NAME_GAP < box.left || box.right + NAME_GAP < left ||
    bottom + NAME_GAP / 2 < box.top || box.bottom + NAME_GAP / 2 < top;
  if (!cells.every((cell) => (taken.get(cell) ?? []).every(isFree))) return false;
  for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), { left, right, top, bottom }]);
  return true;
}

/** The names that are drawn from afar, but for what stands back at present. */
function brightNames() {
  return (farNames?.names ?? []).filter(({ id }) => !(painted.nodes.get(id) & DIM));
}

function dotRadius(size, scale) {
  return (LEAST_DOT + size / 14) / scale;
}

/** Dots large enough to be seen, where the symbols themselves are not. */
function drawDots(context, scale) {
  for (const { id, kind, size } of graph.nodes) {
    if (seen.entities[id] !== 1 || size * scale >= 2 * LEAST_DOT) continue;
    const { x, y } = network.getPosition(id);
    context.globalAlpha = painted.nodes.get(id) & DIM ? 0.25 : 1;
    context.fillStyle = typeColour(kind);
    context.beginPath();
    context.arc(x, y, dotRadius(size, scale), 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawNames(context, scale) {
  if (farNames?.scale !== scale) farNames = { scale, names: chooseNames(context, scale) };
  context.font = `${NAME_SIZE / scale}px ${FONT}`;
  context.textAlign = "center";
  context.lineWidth = 3 / scale;
  context.lineJoin = "round";
  context.strokeStyle = palette.paper;
  for (const { text, x, y } of brightNames()) {
    context.fillStyle = palette.ink;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** Where an edge is struck: what it stands for is not so. */
function strikes() {
  return negatedEdges.flatMap((edge) => {
    const drawn = network.body.edges[edge.id];
    if (!drawn?.connected || !isEdgeSeen(edge) || edge.from === edge.to) return [];
    return { id: edge.id, ...drawn.edgeType.getPoint(STRIKE_AT) };
  });
}

function strikeNegated(context, scale) {
  if (scale < STRIKE_FROM) return;
  const arm = STRIKE_ARM;
  context.lineWidth = STRIKE_WIDTH;
  context.strokeStyle = palette.looks.get("negated");
  for (const { id, x, y } of strikes()) {
    context.globalAlpha = painted.edges.get(id) & DIM ? 0.15 : 1;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Chooses anew what is written, as things have moved. */
function forgetWords() {
  farNames = null;
  edgeLabels = null;
}

let negatedEdges = [];
network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  context.save();
  drawEdgeLabels(context, scale);
  strikeNegated(context, scale);
  drawDots(context, scale);
  drawNames(context, scale);
  context.restore();
});
network.on("dragging", ({ nodes: [node] }) => {
  if (node !== undefined) forgetWords();
});
network.on("stabilizationProgress", forgetWords);
listen((changed) => {
  if (changed.has("data")) negatedEdges = graph.edges.filter(({ negated }) => negated);
  if (["seen", "pinned", "physics"].some((name) => changed.has(name))) forgetWords();
});
