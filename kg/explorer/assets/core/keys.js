// The keys of the page, each declared where its work is done, and the sheet that lists them.

const keys = [];
let areKeysOn = true;

/**
 * Declares a key. Those of one letter can be switched off (WCAG 2.2, criterion 2.1.4).
 * @param {string} key
 * @param {string} says
 * @param {() => void} run
 */
function addKey(key, says, run) {
  keys.push({ key, says, run });
}

const OWN_KEYS = "input, textarea, select, [contenteditable], dialog, [role=menu]";

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof Element && target.closest(OWN_KEYS)) return;
  const binding = keys.find(({ key }) => key === event.key);
  if (!binding || (!areKeysOn && binding.key.length === 1)) return;
  event.preventDefault();
  binding.run();
});

/** Arrows, Home and End go around the items of a menu; tells whether the key was one of them. */
function stepInMenu(event, items) {
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return false;
  event.preventDefault();
  items.at(to % items.length).focus();
  return true;
}

const keySwitch = make("input", { type: "checkbox", checked: true,
  on: { change: () => { areKeysOn = keySwitch.checked; } } });
const keyRows = make("dl", {});
const keySheet = make(
  "dialog",
  { id: "key-sheet", "aria-labelledby": "key-title" },
  make("header", {},
    make("h2", { id: "key-title", tabindex: "-1" }, "Keys"),
    make("button", { type: "button", class: "close", "aria-label": "Close the keys",
      on: { click: () => keySheet.close() } }, "×")),
  keyRows,
  make("label", {}, keySwitch, "Keys of one letter are on"),
);
document.body.append(keySheet);

const KEY_NAMES = { Escape: "Esc" };
// What is not declared here: the drawing's own keys, and the article's.
const OTHER_KEYS = [
  ["+ −", "larger, smaller (on the drawing)"],
  ["← ↑ → ↓", "move the drawing (on it)"],
  ["← →", "previous and next statement (in the article)"],
];

function showKeys() {
  const rows = [...keys.map(({ key, says }) => [KEY_NAMES[key] ?? key, says]), ...OTHER_KEYS];
  keyRows.replaceChildren(...rows.map(([key, says]) =>
    make("div", {}, make("dt", {}, ...key.split(" ").map((each) => make("kbd", {}, each))), make("dd", {}, says))));
  keySheet.showModal();
  document.getElementById("key-title").focus();
}

document.getElementById("keys").addEventListener("click", showKeys);
addKey("?", "this sheet", showKeys);
