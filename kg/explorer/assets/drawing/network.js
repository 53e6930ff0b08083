// The drawing. pyvis gave nodes, edges and options; colours come from the style sheet.

const container = document.getElementById("network");
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const network = new vis.Network(container, { nodes, edges }, page.options);
const narrow = matchMedia("(max-width: 860px)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

const places = new Map(); // entity -> where it belongs, unless somebody pinned it elsewhere
const painted = { nodes: new Map(), edges: new Map() }; // id -> the look it was last given
let palette = readPalette();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The colours of the style sheet, light or dark, read once for all nodes and edges. */
function readPalette() {
  return {
    types: coloursOf("type", [...TYPE_COLOURS]),
    looks: coloursOf("look", [...Object.keys(page.dashes), "negated"]),
    ink: colour("ink"), paper: colour("stage"), faint: colour("faint"), accent: colour("accent"),
  };
}

function coloursOf(kind, names) {
  return new Map(names.map((name) => [name, colour(`${kind}-${name}`)]));
}

function typeColour(type) {
  return palette.types.get(TYPE_COLOURS.has(type) ? type : "Thing");
}

function edgeColour({ negated, look }) {
  return palette.looks.get(negated ? "negated" : look);
}

/** Nodes and edges that stay bright: what is chosen and what it touches, or the path; else all. */
function brightParts() {
  const { entity, edge } = view;
  if (entity !== null && nodeOf.has(entity)) {
    return { nodes: new Set([entity, ...neighboursOf(entity)]), edges: new Set(edgesOf.get(entity)) };
  }
  const on = edge !== null ? [edge] : seen.route;
  if (!on?.length) return null;
  return { nodes: new Set(on.flatMap(endsOf)), edges: new Set(on) };
}

// The look of a node or an edge is a number of these bits, so that only what changes is drawn anew.
const [HIDDEN, DIM, CHOSEN, PINNED, ON_PATH] = [1, 2, 4, 8, 16];

/** Draws the current state: what is there, filters, and what is chosen. */
function paint() {
  const bright = brightParts();
  const route = new Set(seen.route);
  const stations = new Set([...route].flatMap(endsOf));
  sync(nodes, painted.nodes, graph.nodes, styleOfNode, ({ id }) => seen.drawn[id] !== 1 ? null :
    (seen.entities[id] === 1 ? 0 : HIDDEN) | (bright && !bright.nodes.has(id) ? DIM : 0) |
    (view.entity === id ? CHOSEN : 0) | (view.pinned.has(id) ? PINNED : 0) | (stations.has(id) ? ON_PATH : 0));
  sync(edges, painted.edges, graph.edges, styleOfEdge, (edge) =>
    seen.drawn[edge.from] !== 1 || seen.drawn[edge.to] !== 1 ? null :
    (isEdgeSeen(edge) ? 0 : HIDDEN) | (bright && !bright.edges.has(edge.id) ? DIM : 0) |
    (route.has(edge.id) ? ON_PATH : 0));
}

/** Adds, changes and removes in a vis data set what has another look than before. */
function sync(set, known, things, style, lookOf) {
  const changes = [];
  const gone = [];
  for (const thing of things) {
    const look = lookOf(thing);
    if (look === null) {
      if (known.delete(thing.id)) gone.push(thing.id);
    } else if (known.get(thing.id) !== look) {
      changes.push(known.has(thing.id) ? style(thing, look) : { ...thing, ...style(thing, look), ...placeOf(thing) });
      known.set(thing.id, look);
    }
  }
  if (gone.length) set.remove(gone);
  if (changes.length) set.update(changes);
}

function styleOfNode({ id, kind, font, label }, look) {
  const fill = typeColour(kind);
  const isMarked = (look & (CHOSEN | ON_PATH)) !== 0;
  const border = isMarked ? palette.ink : palette.paper;
  return {
    id,
    label: look & PINNED ? `${label} 📌` : label,
    hidden: (look & HIDDEN) !== 0,
    opacity: look & DIM ? 0.25 : 1,
    color: { background: fill, border, highlight: { background: fill, border: palette.ink },
      hover: { background: fill, border: palette.ink } },
    borderWidth: isMarked ? 3 : 1.5,
    fixed: (look & PINNED) !== 0 && view.physics,
    font: { ...font, color: look & DIM ? palette.faint : palette.ink, face: FONT, strokeWidth: 4,
      strokeColor: palette.paper },
  };
}

function styleOfEdge(edge, look) {
  const line = edgeColour(edge);
  return {
    id: edge.id,
    statements: edge.statements,
    label: edge.label,
    hidden: (look & HIDDEN) !== 0,
    width: edge.width + (look & ON_PATH ? 2.5 : 0),
    color: { color: line, highlight: line, hover: line, opacity: look & DIM ? 0.15 : 1 },
    font: { color: look & DIM ? palette.faint : line, face: FONT, strokeWidth: 0, background: palette.paper },
  };
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the golden angle spreads what stands around one spot

/** Where a node that comes into the drawing stands: pinned, or where the layout put it. */
function placeOf(thing) {
  return places.has(thing.id) && nodeOf.get(thing.id) === thing ? view.pinned.get(thing.id) ?? places.get(thing.id) : {};
}

/** Gives places to new nodes: the layout's, or, to those that came later, one beside a neighbour. */
function settle() {
  const isFirst = places.size === 0;
  graph.nodes.filter(({ id }) => !places.has(id)).forEach(({ id, x, y }, turn) => {
    const anchor = isFirst ? undefined : neighboursOf(id).find((other) => places.has(other));
    const middle = anchor === undefined ? { x, y } : places.get(anchor);
    const reach = anchor === undefined ? 0 : 130 + 45 * Math.sqrt(turn);
    places.set(id, {
      x: Math.round(middle.x + reach * Math.cos(turn * GOLDEN)),
      y: Math.round(middle.y + reach * Math.sin(turn * GOLDEN)),
    });
  });
}

const MANY_EDGES = 1500; // more than these are not drawn while the picture moves
let areEdgesSpared = false;

function spareEdges(isLarge) {
  if (isLarge === areEdgesSpared) return;
  areEdgesSpared = isLarge;
  network.setOptions({ interaction: { hideEdgesOnDrag: isLarge, hideEdgesOnZoom: isLarge } });
}

function paintAll() {
  palette = readPalette();
  for (const known of Object.values(painted)) for (const id of known.keys()) known.set(id, -1);
  paint();
}

/** Brings nodes, or the ends of an edge, into view when they were chosen elsewhere than here. */
function reveal(entities) {
  const points = entities.filter((entity) => nodes.get(entity)).map((entity) => network.getPosition(entity));
  if (!points.length) return;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [width, height] = [xs, ys].map((values) => Math.max(...values) - Math.min(...values));
  const room = Math.min(container.clientWidth / (width + 240), container.clientHeight / (height + 160));
  network.moveTo({
    position: { x: Math.min(...xs) + width / 2, y: Math.min(...ys) + height / 2 },
    scale: Math.min(Math.max(network.getScale(), 0.8), room),
    animation: stillness.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

network.canvas.frame.removeAttribute("tabindex"); // one stop for the keyboard, the one that has a name
const KEY_STEP = 60; // pixels that an arrow key moves the drawing
const KEY_MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEY_ZOOMS = { "+": 1.3, "=": 1.3, "-": 1 / 1.3 };
container.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (KEY_MOVES[key]) {
    const { x, y } = network.getViewPosition();
    const [right, down] = KEY_MOVES[key].map((way) => (way * KEY_STEP) / network.getScale());
    network.moveTo({ position: { x: x + right, y: y + down } });
  } else if (KEY_ZOOMS[key]) zoom(KEY_ZOOMS[key]);
  else return;
  event.preventDefault();
});

/** Shows all that is seen, below the buttons. */
function fitAll() {
  const ids = nodes.getIds({ filter: ({ hidden }) => !hidden });
  network.fit({ nodes: ids, minZoomLevel: 0.02, maxZoomLevel: 1.6 });
  const taken = tools.getBoundingClientRect().bottom - container.getBoundingClientRect().top;
  const rest = 1 - taken / container.clientHeight;
  if (rest > 0.5) network.moveTo({ scale: network.getScale() * rest, offset: { x: 0, y: taken / 2 } });
}

const tools = document.querySelector(".tools");

const EDGE_ROOM = 90; // around the outermost nodes, for their names and the buttons
const FEW = 100; // nodes; of more, a small screen shows the whole with the names that have room

/** The whole network, or what was chosen in it; of a small one on a small screen its middle, to read. */
function start() {
  network.setSize("100%", "100%"); // what stands below the drawing may have come after it
  fitAll();
  const readable = 0.55;
  const there = graph.nodes.filter(({ id }) => seen.entities[id] === 1);
  if (network.getScale() >= readable || !there.length) return;
  if (seen.route?.length) reveal(seen.route.flatMap(endsOf));
  else if (view.edge !== null) reveal(endsOf(view.edge));
  else if (view.entity !== null) reveal([view.entity]);
  else if (narrow.matches && there.length <= FEW) {
    const { id } = there.reduce((best, node) => (weightOf(node.id) > weightOf(best.id) ? node : best));
    network.moveTo({ position: within(there.map((node) => network.getPosition(node.id)), network.getPosition(id), readable), scale: readable });
  }
}

/** The point nearest to `middle` around which the screen shows no more than needs be of what is empty. */
function within(points, middle, scale) {
  const clamped = (axis, room) => {
    const values = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...values) + room, Math.max(...values) - room];
    return low < high ? Math.min(Math.max(middle[axis], low), high) : (low + high) / 2;
  };
  const [width, height] = [container.clientWidth, container.clientHeight].map((size) => size / (2 * scale) - EDGE_ROOM);
  return { x: clamped("x", width), y: clamped("y", height) };
}

declare("pinned", {
  initial: new Map(),
  write: (pinned) => [...pinned].sort(([a], [b]) => a - b)
    .map(([entity, { x, y }]) => [encodeURIComponent(graph.entities[entity].iri), x, y].join(" ")).join(" "),
  read: (text) => {
    const parts = text.split(" ");
    const found = new Map();
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const entity = numbers.entities.get(decodeURIComponent(parts[at]));
      const [x, y] = [Number(parts[at + 1]), Number(parts[at + 2])];
      if (entity !== undefined && Number.isFinite(x) && Number.isFinite(y)) found.set(entity, { x, y });
    }
    return found;
  },
});
declare("physics", { initial: false, read: (text) => text === "true" });

/** Keeps an entity at a place, by default where it is, or lets it go where it belongs. */
function pin(entity, place = network.getPosition(entity)) {
  const pinned = new Map(view.pinned);
  pinned.set(entity, { x: Math.round(place.x), y: Math.round(place.y) });
  update({ pinned }, { from: "drawing", replace: true });
}

function unpin(entity) {
  const pinned = new Map(view.pinned);
  pinned.delete(entity);
  update({ pinned }, { from: "drawing" });
}

let pinnedBefore = new Map();

/** Moves nodes to where they are pinned, and back those that no longer are. */
function movePinned() {
  for (const id of new Set([...pinnedBefore.keys(), ...view.pinned.keys()])) {
    const { x, y } = view.pinned.get(id) ?? places.get(id);
    if (painted.nodes.has(id)) network.moveNode(id, x, y);
  }
  pinnedBefore = view.pinned;
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) select({ entity: node }, "drawing");
  else if (edge !== undefined) select({ edge }, "drawing");
  else select({}, "drawing");
});
network.on("dragStart", ({ nodes: [node] }) => {
  if (node !== undefined) network.body.nodes[node].setOptions({ fixed: false });
});
network.on("dragEnd", ({ nodes: [node] }) => {
  if (node !== undefined) pin(node);
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("fit").addEventListener("click", fitAll);
document.getElementById("physics").addEventListener("click", () => update({ physics: !view.physics }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintAll);
addKey("0", "show the whole network", fitAll);

listen((changed, from) => {
  if (changed.has("data")) {
    settle();
    paintAll(); // an edge may have come again with more statements
  }
  if (changed.has("physics")) {
    document.getElementById("physics").setAttribute("aria-pressed", String(view.physics));
    network.setOptions({ physics: { enabled: view.physics, solver: "forceAtlas2Based", stabilization: false } });
    for (const id of view.pinned.keys()) if (painted.nodes.has(id)) painted.nodes.set(id, -1);
  }
  if (["seen", "pinned", "physics"].some((name) => changed.has(name))) {
    paint();
    spareEdges(edges.length > MANY_EDGES);
  }
  if (changed.has("pinned")) movePinned();
  if (from === "drawing") return;
  if (changed.has("path") && seen.route?.length) reveal(seen.route.flatMap(endsOf));
  else if (changed.has("edge") && view.edge !== null) reveal(endsOf(view.edge));
  else if (changed.has("entity") && view.entity !== null) reveal([view.entity]);
  if (["focus", "depth"].some((name) => changed.has(name)) && view.focus !== null) fitAll();
});
