// The drawing as it is on the screen, as SVG; and that SVG as PNG. Geometry as vis-network has it, and
// as overview.js has what it draws over that.

const TITLE_BAND = 44; // pixels above the drawing
// eslint-disable-next-line no-control-regex
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function xmlText(text) {
  return text.replace(NOT_XML, "\ufffd");
}

/** The picture as an element; all words are text nodes, so none can be markup. */
function picture() {
  const { clientWidth: width, clientHeight: height } = container;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const scale = network.getScale();
  const box = [corner.x, corner.y, width / scale, height / scale].join(" ");
  const shownNodes = nodes.get().filter(({ hidden }) => !hidden);
  const known = new Map(shownNodes.map((node) => [node.id, { ...node, ...network.getPosition(node.id) }]));
  const shownEdges = edges.get().filter(({ hidden, from, to }) => !hidden && known.has(from) && known.has(to));
  const lines = shownEdges.map((edge) => edgePicture(edge, known.get(edge.from), known.get(edge.to), scale));
  const title = svg("text", { x: 16, y: 28, "font-size": 18, fill: colour("ink") }, xmlText(page.title));
  const body = svg("svg", { y: TITLE_BAND, width, height, viewBox: box },
    svg("g", {}, ...lines),
    svg("g", {}, ...[...known.values()].map((node) => nodeSymbol(node, scale))),
    svg("g", {}, ...edgeLabelPictures(scale), ...[...known.values()].flatMap((node) => nodeLabel(node, scale)),
      ...farLabels(scale)));
  return svg("svg", { width, height: height + TITLE_BAND, viewBox: `0 0 ${width} ${height + TITLE_BAND}`, "font-family": FONT },
    svg("title", {}, xmlText(page.title)),
    svg("rect", { width: "100%", height: "100%", fill: colour("stage") }), title, body);
}

function pictureText() {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;
}

/** Twice as many pixels as on the screen. */
async function picturePixels() {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureText())}`;
  await image.decode();
  const canvas = make("canvas", { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

const rounded = (value) => Math.round(value * 100) / 100;
const pointList = (points) => points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ");

function corners(count, radius, turn = 0) {
  return Array.from({ length: count }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / count;
    const r = radius(at);
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

/** The corners of a symbol around 0, 0; its size is the radius. */
const CORNERS = {
  square: (r) => [[-r, -r], [r, -r], [r, r], [-r, r]],
  diamond: (r) => [[0, -r], [r, 0], [0, r], [-r, 0]],
  triangle: (r) => corners(3, () => 1.33 * r, -Math.PI / 2).map(([x, y]) => [x, y + 0.32 * r]),
  triangleDown: (r) => corners(3, () => 1.33 * r, Math.PI / 2).map(([x, y]) => [x, y - 0.32 * r]),
  hexagon: (r) => corners(6, () => r),
  star: (r) => corners(10, (at) => 0.82 * r * (at % 2 ? 0.5 : 1.3), -Math.PI / 2).map(([x, y]) => [x, y + 0.08 * r]),
};

function nodeSymbol({ x, y, size, shape, color, borderWidth, opacity = 1 }, scale) {
  if (size * scale < 2 * LEAST_DOT) {
    return svg("circle", { cx: rounded(x), cy: rounded(y), r: rounded(dotRadius(size, scale)), fill: color.background, opacity });
  }
  const look = { fill: color.background, stroke: color.border, "stroke-width": borderWidth, opacity };
  if (!CORNERS[shape]) return svg("circle", { cx: rounded(x), cy: rounded(y), r: size, ...look });
  return svg("polygon", { points: pointList(CORNERS[shape](size).map(([dx, dy]) => [x + dx, y + dy])), ...look });
}

/** What keeps words legible over edges. */
const rim = (color, width) => ({ "text-anchor": "middle", stroke: color, "stroke-width": width, "stroke-linejoin": "round",
  "paint-order": "stroke" });

/** The lines of a label below its symbol. */
function nodeLabel({ x, y, size, label, font }, scale) {
  if (!label || font.size * scale < FAR) return [];
  return [svg("text", { "font-size": font.size, fill: font.color, ...rim(font.strokeColor, font.strokeWidth) },
    ...label.split("\n").map((line, at) => svg("tspan",
      { x: rounded(x), y: rounded(y + size + font.size * (1.25 + at)) }, xmlText(line))))];
}

/** The names that stand in for labels that are too small to be read. */
function farLabels(scale) {
  return brightNames().map(({ text, x, y }) => svg("text", { x: rounded(x), y: rounded(y), "font-size": rounded(NAME_SIZE / scale),
    fill: palette.ink, ...rim(palette.paper, rounded(3 / scale)) }, xmlText(text)));
}

function edgePicture(edge, from, to, scale) {
  const bend = from.id === to.id ? loopOf(edge, from) : bendOf(edge, from, to);
  const look = { stroke: edge.color.color, "stroke-width": edge.width, opacity: edge.color.opacity, fill: "none" };
  const dashes = Array.isArray(edge.dashes) ? { "stroke-dasharray": edge.dashes.join(" ") } : {};
  return svg("g", { opacity: look.opacity },
    svg("path", { d: bend.path, ...look, opacity: 1, ...dashes }), ...arrowOf(edge, bend), ...strikeOf(edge, bend, scale));
}

/** The curve between two nodes: a parabola, whose middle point vis-network puts beside the line. */
function bendOf(edge, from, to) {
  const { enabled = false, type, roundness = 0 } = edge.smooth || {};
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const turn = (type === "curvedCCW" ? -roundness : roundness) / 2 + 0.5;
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + turn * Math.PI;
  const far = enabled ? (roundness / 2 + 0.5) * length : length / 2;
  const via = enabled
    ? { x: from.x + far * Math.sin(angle), y: from.y + far * Math.cos(angle) }
    : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const direction = Math.atan2(to.y - via.y, to.x - via.x);
  const reach = to.size + to.borderWidth;
  const tip = { x: to.x - reach * Math.cos(direction), y: to.y - reach * Math.sin(direction) };
  return {
    path: `M${rounded(from.x)} ${rounded(from.y)}Q${rounded(via.x)} ${rounded(via.y)} ${rounded(tip.x)} ${rounded(tip.y)}`,
    tip,
    direction,
    strike: pointOn(from, via, tip, STRIKE_AT),
  };
}

/** A point of a parabola from one end (0) to the other (1). */
function pointOn(from, via, to, at) {
  const along = (axis) => (1 - at) ** 2 * from[axis] + 2 * at * (1 - at) * via[axis] + at ** 2 * to[axis];
  return { x: along("x"), y: along("y") };
}

/** The cross on what is not so. */
function strikeOf({ negated }, { strike }, scale) {
  if (!negated || !strike || scale < STRIKE_FROM) return [];
  const [left, right] = [strike.x - STRIKE_ARM, strike.x + STRIKE_ARM].map(rounded);
  const [top, bottom] = [strike.y - STRIKE_ARM, strike.y + STRIKE_ARM].map(rounded);
  return [svg("path", { d: `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`, class: "strike",
    stroke: palette.looks.get("negated"), "stroke-width": STRIKE_WIDTH, fill: "none" })];
}

function loopOf({ selfReference }, { x, y, size }) {
  const { size: radius, angle } = selfReference ?? { size: 22, angle: Math.PI / 4 };
  const middle = { x: x + (size + radius / 2) * Math.cos(angle), y: y - (size + radius / 2) * Math.sin(angle) };
  const half = `a${radius} ${radius} 0 1 0`;
  return {
    path: `M${rounded(middle.x - radius)} ${rounded(middle.y)}${half} ${2 * radius} 0${half} ${-2 * radius} 0`,
    tip: null,
    strike: null,
    direction: 0,
    top: { x: middle.x, y: middle.y - radius },
  };
}

const ARROWS = {
  arrow: [[0, 0], [-1, 0.3], [-0.9, 0], [-1, -0.3]],
  bar: [[-0.3, 0.5], [-0.3, -0.5], [0, -0.5], [0, 0.5]],
};

function arrowOf({ arrows, width, color }, { tip, direction }) {
  if (arrows === "" || tip === null) return [];
  const { type = "arrow", scaleFactor = page.options.edges.arrows.to.scaleFactor } = arrows?.to ?? {};
  const length = 15 * scaleFactor + 3 * width;
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  const points = ARROWS[type].map(([x, y]) => [tip.x + length * (x * cos - y * sin), tip.y + length * (x * sin + y * cos)]);
  return [svg("polygon", { points: pointList(points), fill: color.color })];
}

function edgeLabelPictures(scale) {
  const { size, labels } = edgeLabelsAt(scale);
  return labels.map(({ edge, width, x, y, angle }) => svg("g",
    { transform: `translate(${rounded(x)} ${rounded(y)}) rotate(${rounded((angle * 180) / Math.PI)})` },
    svg("rect", { x: rounded(-width / 2), y: rounded((-size * LINE) / 2), width: rounded(width),
      height: rounded(size * LINE), fill: palette.paper }),
    svg("text", { "text-anchor": "middle", y: rounded(size * 0.35), "font-size": rounded(size), fill: edgeInk(edge) },
      xmlText(edge.label))));
}
