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

listen((changed) => {
  if (changed.has("seen")) notice.replaceChildren(...noticeLines());
});
