// What the reader should know about the drawing: what it leaves out, and how to get it back.

const notice = document.getElementById("notice");

function noticeLine(...content) {
  return make("p", {}, ...content);
}

function noticeButton(name, run, pressed = null) {
  return make("button", { type: "button", "aria-pressed": pressed, on: { click: run } }, name);
}

function noticeLines() {
  const lines = [];
  const all = seen.left;
  if (narrow.matches && (view.entity !== null || view.edge !== null)) lines.push(wayToPanel());
  if (seen.count < all) {
    lines.push(noticeLine(`${seen.count.toLocaleString("en")} of ${all.toLocaleString("en")} entities are drawn; `,
      "double-click one for its neighbours, or find a name."));
  }
  if (view.focus !== null) {
    lines.push(noticeLine("Near ", words(graph.entities[view.focus].label), ", steps ",
      ...DEPTHS.map((depth) => noticeButton(String(depth), () => update({ depth }), String(view.depth === depth))),
      noticeButton("Show all", () => update({ focus: null }))));
  }
  if (view.path.length) {
    const [start, goal] = view.path.map((entity) => words(graph.entities[entity].label));
    const says = goal ? ["Path from ", start, " to ", goal] : ["Path from ", start, ": choose where to"];
    lines.push(noticeLine(...says, seen.route === null ? ": nothing joins them" : "",
      noticeButton("End", () => update({ path: [] }))));
  }
  if (view.away.size) {
    lines.push(noticeLine(plural(view.away.size, "entity is", "entities are"), " hidden",
      noticeButton("Show again", bringBack)));
  }
  return lines;
}

/** On a small screen, what is told of the chosen is below the drawing. */
function wayToPanel() {
  const [from, to] = view.edge === null ? [view.entity] : endsOf(view.edge);
  const names = [from, to].filter((end) => end !== undefined).map((end) => words(graph.entities[end].label));
  const count = plural(chosenStatements().length, "statement", "statements");
  return noticeLine(...joined(names, " – "), noticeButton(`${count} ↓`, () => document.getElementById("panel-title").focus()));
}

listen((changed) => {
  if (changed.has("seen")) notice.replaceChildren(...noticeLines());
});
