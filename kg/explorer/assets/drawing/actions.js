// What one can do with an entity of the drawing: by menu (right click, long press, key) or by key.

const menu = make("ul", { id: "menu", role: "menu", "aria-label": "Actions", hidden: true,
  on: { keydown: moveInMenu } });
document.querySelector(".stage").append(menu);

/** Changes a set of entities in the view. */
function switched(name, entity) {
  const set = new Set(view[name]);
  if (!set.delete(entity)) set.add(entity);
  return { [name]: set };
}

/** Neighbours that this page has not: a page of a server fetches them. */
const beyond = { has: (_entity) => false, bring: (_entity) => {} };

function expand(entity) {
  if (beyond.has(entity)) beyond.bring(entity);
  const others = neighboursOf(entity);
  const isMore = view.expanded.has(entity) || undrawnOf(entity).length > 0 || others.some((other) => view.away.has(other));
  if (!isMore) return;
  const away = new Set([...view.away].filter((other) => !others.includes(other)));
  update({ ...switched("expanded", entity), away }, { from: "drawing" });
}

function focusOn(entity) {
  update({ focus: view.focus === entity ? null : entity, entity }, { from: "action" });
}

function putAway(entity) {
  const patch = view.focus === entity ? { focus: null } : {};
  update({ ...switched("away", entity), ...patch, entity: null, statement: null }, { from: "drawing" });
}

function togglePin(entity) {
  if (view.pinned.has(entity)) unpin(entity);
  else pin(entity);
}

function bringBack() {
  update({ away: new Set() }, { from: "drawing" });
}

/**
 * The actions for an entity, or for the drawing as a whole: name, key, and what it does.
 * @returns {[string, string, () => void][]}
 */
function actionsOn(entity) {
  /** @type {[string, string, () => void][]} */
  const actions = [];
  if (entity !== null) {
    const more = undrawnOf(entity).length;
    if (view.expanded.has(entity)) actions.push(["Take its neighbours back", "e", () => expand(entity)]);
    else if (beyond.has(entity)) actions.push(["Draw what is around it", "e", () => expand(entity)]);
    else if (more) actions.push([`Draw its ${plural(more, "other neighbour", "other neighbours")}`, "e", () => expand(entity)]);
    actions.push(
      [view.focus === entity ? "Show what is around again" : "Show only what is near", "f", () => focusOn(entity)],
      [view.path.length === 1 && view.path[0] !== entity ? "Path to here" : "Path from here", "c", () => pathVia(entity)],
      [view.pinned.has(entity) ? "Let go" : "Pin here", "x", () => togglePin(entity)],
      ["Hide", "h", () => putAway(entity)],
    );
  }
  if (view.away.size) actions.push([`Show ${view.away.size} hidden again`, "u", bringBack]);
  return [...actions, ["Show the whole network", "0", fitAll]];
}

/** Opens the menu at a point of the drawing. */
function openMenu(entity, { x, y }) {
  const title = entity === null ? [] : [make("li", { role: "presentation", class: "menu-title" }, words(graph.entities[entity].label))];
  const items = actionsOn(entity).map(([name, key, run]) => make("li", { role: "none" },
    make("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => { closeMenu(); run(); } } },
      make("span", {}, name), make("kbd", { "aria-hidden": "true" }, key))));
  menu.replaceChildren(...title, ...items);
  menu.hidden = false;
  const stage = document.querySelector(".stage");
  menu.style.left = `${Math.max(4, Math.min(x, stage.clientWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, stage.clientHeight - menu.offsetHeight - 4))}px`;
  menu.querySelector("button").focus();
}

function closeMenu() {
  if (menu.hidden) return;
  menu.hidden = true;
  container.focus({ preventScroll: true });
}

document.addEventListener("pointerdown", ({ target }) => {
  if (!menu.contains(/** @type {any} */ (target))) menu.hidden = true;
});

function moveInMenu(event) {
  const items = [...menu.querySelectorAll("button")];
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (!stepInMenu(event, items)) {
    const item = items.find((each) => each.querySelector("kbd").textContent === event.key);
    if (!item) return;
    item.click();
  }
  event.preventDefault();
  event.stopPropagation();
}

/** The menu of the chosen entity beside it, or that of the drawing. */
function openMenuHere() {
  const { entity } = view;
  const isThere = entity !== null && seen.entities[entity] === 1;
  const spot = isThere ? network.canvasToDOM(network.getPosition(entity)) : { x: container.clientWidth, y: 56 };
  openMenu(isThere ? entity : null, { x: spot.x + 12, y: spot.y + 12 });
}

/** By right click or, as it would hinder dragging with a mouse, by long press of a finger. */
function menuAt({ pointer: { DOM }, event }) {
  if (event.type !== "contextmenu" && event.pointerType === "mouse") return;
  event.preventDefault();
  if (event.pointerType === "touch") {
    // The finger is still down: without this, its release would be a click on what lies under it.
    container.addEventListener("touchend", (release) => release.preventDefault(), { once: true, passive: false });
  }
  const node = network.getNodeAt(DOM);
  if (node !== undefined) select({ entity: node }, "drawing");
  openMenu(node ?? null, DOM);
}

/** A key that does something to the chosen entity. */
function addEntityKey(key, says, run) {
  addKey(key, `${says} (the chosen entity)`, () => {
    if (view.entity !== null && nodeOf.has(view.entity)) run(view.entity);
  });
}

network.on("oncontext", menuAt);
network.on("hold", menuAt);
network.on("doubleClick", ({ nodes: [node] }) => {
  if (node !== undefined) expand(node);
});
document.getElementById("actions").addEventListener("click", openMenuHere);
for (const key of ["m", "ContextMenu"]) addKey(key, "menu of actions", openMenuHere);
addEntityKey("e", "draw its neighbours, or take them back", expand);
addEntityKey("f", "show only what is near, or all again", focusOn);
addEntityKey("c", "connect: a path from here; then choose where to", pathVia);
addEntityKey("x", "pin, or let go", togglePin);
addEntityKey("h", "hide", putAway);
addKey("u", "show again what was hidden", bringBack);
for (const depth of DEPTHS) addKey(String(depth), `near is ${plural(depth, "step", "steps")}`, () => update({ depth }));
addKey("y", "let the drawing move by itself, or stop it", () => update({ physics: !view.physics }));
