// Which entities and edges the drawing has, and which of them are seen. What is hidden by hand, and what
// is not near the focus, is held back as by a filter: lists and counts follow.

const setOfEntities = {
  initial: new Set(),
  write: (entities) => listOfEntities.write([...entities].sort((a, b) => a - b)),
  read: (text) => new Set(listOfEntities.read(text)),
};
const listOfEntities = {
  initial: [],
  write: (entities) => entities.map((entity) => encodeURIComponent(graph.entities[entity].iri)).join(" "),
  read: (text) => text.split(" ").map((iri) => numbers.entities.get(decodeURIComponent(iri)))
    .filter((entity) => entity !== undefined),
};
const DEPTHS = [1, 2, 3];
declare("added", setOfEntities); // drawn though they were not at the opening
declare("expanded", setOfEntities); // drawn with all their neighbours
declare("away", setOfEntities); // put away, one by one
declare("focus", byIri("entities")); // only what is within `depth` steps of it is seen
declare("depth", { initial: 1, read: (text) => DEPTHS.find((depth) => String(depth) === text) });
declare("path", listOfEntities); // from where, and to where once that is chosen

const seen = {
  drawn: new Uint8Array(0), // by entity: is it in the drawing?
  entities: new Uint8Array(0), // and to be seen there?
  edges: new Uint8Array(0), // by edge: is something shown that it stands for?
  route: [], // the edges of the path, null when there is none
  count: 0, // of entities drawn
  left: 0, // of those that could be, where filters leave them
};

/** The entities within some steps of one, not over what is put away: their distance plus one. */
function around(centre, depth) {
  const distance = new Uint8Array(graph.entities.length);
  let circle = [centre];
  distance[centre] = 1;
  for (let step = 2; step <= depth + 1; step += 1) {
    const next = [];
    for (const entity of circle) {
      for (const other of neighboursOf(entity)) {
        if (distance[other] !== 0 || view.away.has(other)) continue;
        distance[other] = step;
        next.push(other);
      }
    }
    circle = next;
  }
  return distance;
}

/** The edges of an entity that are shown, each with the entity at its other end. */
function ways(entity) {
  return (edgesOf.get(entity) ?? []).filter((id) => seen.edges[id] === 1)
    .map((id) => [id, otherEnd(id, entity)])
    .filter(([, other]) => !view.away.has(other));
}

const ends = ({ subject, object }) => [subject, object].filter((end) => typeof end === "number");

addFilter(["away"], () => (view.away.size ? (statement) => !ends(statement).some((end) => view.away.has(end)) : null),
  () => [...view.away].map((entity) => ({ title: "Hidden", text: graph.entities[entity].label, patch: switched("away", entity) })),
  { byHand: true });

let near = null; // the distances from the focus, null when there is none

/** All that are drawn of the ends of a statement are near, and one is. */
function makeNearTest() {
  near = view.focus === null ? null : around(view.focus, view.depth);
  return near && ((statement) => {
    const drawn = ends(statement).filter((end) => nodeOf.has(end));
    return drawn.length > 0 && drawn.every((end) => near[end] !== 0);
  });
}

addFilter(["focus", "depth", "away"], makeNearTest, () => (view.focus === null ? [] : [{ title: "Near",
  text: `${graph.entities[view.focus].label}, ${plural(view.depth, "step", "steps")}`, patch: { focus: null } }]),
{ byHand: true });

function chooseSeen() {
  seen.edges = Uint8Array.from(graph.edges, ({ statements }) => Number(statements.some(isShown)));
  seen.route = view.path.length === 2 ? route(...view.path) : [];
  seen.drawn = chooseDrawn();
  seen.count = 0;
  seen.entities = seen.drawn.map((isDrawn, entity) => {
    seen.count += isDrawn;
    return Number(isDrawn === 1 && isEntityShown(entity) && !view.away.has(entity) && near?.[entity] !== 0);
  });
}

/** What was there at the opening, or all that filters leave where that is no more; and what was asked for. */
function chooseDrawn() {
  const drawn = new Uint8Array(graph.entities.length);
  const atOnce = graph.nodes.filter(({ later }) => !later);
  const left = shown.entities.includes(0) ? graph.nodes.filter(({ id }) => isEntityShown(id)) : graph.nodes;
  seen.left = left.length;
  for (const { id } of left.length <= atOnce.length ? left : atOnce) drawn[id] = 1;
  const asked = [...view.added, ...view.path, view.entity, view.focus,
    ...[view.edge, ...(seen.route ?? [])].filter((id) => id !== null).flatMap(endsOf)];
  for (const entity of view.expanded) asked.push(entity, ...neighboursOf(entity));
  for (const entity of asked) if (entity !== null && nodeOf.has(entity)) drawn[entity] = 1;
  near?.forEach((distance, entity) => {
    if (distance !== 0 && nodeOf.has(entity)) drawn[entity] = 1;
  });
  return drawn;
}

/** Whether an edge is seen: something it stands for is shown, and both its ends are there. */
function isEdgeSeen({ id, from, to }) {
  return seen.edges[id] === 1 && seen.entities[from] === 1 && seen.entities[to] === 1;
}

/** The neighbours of an entity that are not drawn. */
function undrawnOf(entity) {
  return neighboursOf(entity).filter((other) => seen.drawn[other] !== 1);
}

const PARTS_SEEN = ["data", "shown", "entity", "edge", "added", "expanded", "away", "focus", "depth", "path"];
listen((changed) => {
  if (!PARTS_SEEN.some((name) => changed.has(name))) return;
  chooseSeen();
  changed.add("seen");
});

/** An entity that was found and chosen stays in the drawing when another one is. */
listen((changed, from) => {
  const isFound = changed.has("entity") && view.entity !== null && from !== "link" && from !== "start";
  if (!isFound || !nodeOf.get(view.entity)?.later || view.added.has(view.entity)) return;
  update({ added: new Set([...view.added, view.entity]) }, { from, replace: true });
});
