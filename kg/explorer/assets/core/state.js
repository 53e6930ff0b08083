// What the reader is looking at, as plain values that are replaced, never changed. Each part of it
// stands in the address behind #, so that every view has a link, and back and forward work.

/** @type {any} Every declared part, by name. */
const view = {};
const parts = new Map();
const listeners = [];

/**
 * Declares a part of the view. In the address stand only parts that differ from `initial`:
 * `write` gives a value as text, `read` gives it back, or undefined when the text means nothing.
 * @param {string} name
 * @param {{ initial?: any, write?: (value: any) => string, read?: (text: string) => any }} form
 */
function declare(name, { initial = null, write = String, read = (text) => text } = {}) {
  parts.set(name, { initial, write, read });
  view[name] = initial;
}

/**
 * Calls `listener(changed, from)` after each change: the names of what changed, and who asked.
 * @param {(changed: Set<string>, from: string) => void} listener
 */
function listen(listener) {
  listeners.push(listener);
}

function written(name, value) {
  const { initial, write } = parts.get(name);
  return value === initial || value === null ? "" : write(value);
}

/** Changes parts of the view; `from` tells who asks, `replace` leaves the history as long as it is. */
function update(patch, { from = "page", replace = false } = {}) {
  const changed = new Set();
  for (const [name, value] of Object.entries(patch)) {
    if (written(name, value) !== written(name, view[name])) changed.add(name);
    view[name] = value;
  }
  if (changed.size) remember(linkTo(), replace);
  tell(changed, from);
}

function tell(changed, from) {
  for (const listener of listeners) listener(changed, from);
}

/** The address behind # of the present view, or of one that differs from it by `patch`. */
function linkTo(patch = {}) {
  const link = new URLSearchParams();
  for (const name of parts.keys()) {
    const text = written(name, name in patch ? patch[name] : view[name]);
    if (text) link.set(name, text);
  }
  return `#${link}`;
}

function remember(link, replace) {
  try {
    history[replace ? "replaceState" : "pushState"](null, "", link);
  } catch {
    // A page inside another one may have no address of its own.
  }
}

/** Makes the view that the address describes the present one. */
function openLink(from = "link", changed = new Set()) {
  const link = new URLSearchParams(location.hash.slice(1));
  for (const [name, { initial, read }] of parts) {
    const text = link.get(name);
    const value = meant(text, read) ?? initial;
    if (written(name, value) !== written(name, view[name])) changed.add(name);
    view[name] = value;
  }
  tell(changed, from);
}

/** What a text in the address means, undefined when nothing. */
function meant(text, read) {
  try {
    return text === null ? undefined : read(text);
  } catch {
    return undefined; // an address that somebody cut or wrote
  }
}

addEventListener("popstate", () => openLink());
