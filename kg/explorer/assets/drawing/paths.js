// The shortest path between two entities, over edges that are shown.

/** The edges of a shortest path, null when nothing joins the two; breadth first over the index. */
function route(start, goal) {
  const cameBy = new Int32Array(graph.entities.length).fill(-1);
  const from = new Int32Array(graph.entities.length).fill(-1);
  from[start] = start;
  const queue = [start];
  for (let at = 0; at < queue.length && from[goal] === -1; at += 1) {
    for (const [id, other] of ways(queue[at])) {
      if (from[other] !== -1) continue;
      from[other] = queue[at];
      cameBy[other] = id;
      queue.push(other);
    }
  }
  if (from[goal] === -1) return null;
  const edges = [];
  for (let entity = goal; entity !== start; entity = from[entity]) edges.unshift(cameBy[entity]);
  return edges;
}

/** Begins a path, or ends the one that was begun. */
function pathVia(entity, { replace = false } = {}) {
  const [start] = view.path;
  const isEnd = view.path.length === 1 && start !== entity;
  if (isEnd) update({ path: [start, entity], entity: null, edge: null, statement: null }, { from: "path", replace });
  else update({ path: [entity] }, { from: "path", replace });
}

/** Once a path is begun, whatever is chosen next is its end. */
listen((changed) => {
  const isBegun = view.path.length === 1 && changed.has("entity") && !changed.has("path");
  if (isBegun && view.entity !== null && view.entity !== view.path[0]) pathVia(view.entity, { replace: true });
});

/** Whether the panel is about the path: nothing on it or elsewhere is chosen. */
function isPathOpen() {
  return view.path.length === 2 && view.entity === null && view.edge === null;
}

/** What is shown of each edge of the path. */
function pathStatements() {
  return (seen.route ?? []).map((id) => graph.edges[id].statements.filter(isShown));
}

function pathContent() {
  const [start, goal] = view.path;
  const title = heading("From ", words(graph.entities[start].label), " to ", words(graph.entities[goal].label));
  const end = back(() => update({ path: [] }, { from: "list" }));
  if (seen.route === null) {
    return [end, title, make("p", { class: "nothing" }, "Nothing that is shown joins the two.")];
  }
  const stations = [start];
  for (const id of seen.route) stations.push(otherEnd(id, stations.at(-1)));
  /** @type {[string, number[]][]} */
  const groups = pathStatements().map((members, at) => [
    `${graph.entities[stations[at]].label} – ${graph.entities[stations[at + 1]].label}`, members]);
  return [end, title, make("p", { class: "about" }, plural(groups.length, "step", "steps")), ...statementList(groups)];
}
