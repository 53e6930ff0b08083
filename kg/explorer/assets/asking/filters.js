// Which statements are shown. A filter is a test that depends on parts of the view; the drawing, the
// lists, the counts and the article all follow the same ones.

const filters = [];
const shown = {
  count: 0, // of statements
  statements: new Uint8Array(0),
  entities: new Uint8Array(0), // at an end of a statement that no filter but those by hand holds back
  failed: new Uint32Array(0), // for each statement, a bit for each filter that holds it back
};

/**
 * Adds a filter: `names` are the parts of the view it depends on; `makeTest` is called when they
 * change, and gives null when all may pass. `describe` says what it holds back, as chips that lift it.
 * What is held back `byHand` leaves the entities at its other end in the drawing.
 * @param {string[]} names
 * @param {() => ((statement: any, number: number) => boolean) | null} makeTest
 * @param {() => Chip[]} [describe]
 * @param {{ byHand?: boolean }} [how]
 * @typedef {{ title: string, text: string, not?: boolean, patch: object }} Chip
 */
function addFilter(names, makeTest, describe = () => [], { byHand = false } = {}) {
  filters.push({ names, makeTest, describe, byHand, bit: 1 << filters.length });
}

/** The bit of the filter that depends on a part of the view. */
function bitOf(name) {
  return filters.find(({ names }) => names.includes(name)).bit;
}

/** Whether all filters let a statement be seen. */
function isShown(number) {
  return shown.statements[number] === 1;
}

/** Whether something is shown that is said of an entity. */
function isEntityShown(number) {
  return shown.entities[number] === 1;
}

function applyFilters(changed) {
  const isNew = changed.has("data");
  const asked = filters.filter(({ names }) => isNew || names.some((name) => changed.has(name)));
  if (!asked.length) return;
  if (isNew) shown.failed = new Uint32Array(graph.statements.length);
  for (const { makeTest, bit } of asked) markFailed(bit, makeTest());
  shown.statements = new Uint8Array(graph.statements.length);
  shown.count = 0;
  for (let number = 0; number < shown.failed.length; number += 1) {
    if (shown.failed[number] !== 0) continue;
    shown.statements[number] = 1;
    shown.count += 1;
  }
  shown.entities = endsShown();
  changed.add("shown");
}

function markFailed(bit, test) {
  const { failed } = shown;
  for (let number = 0; number < failed.length; number += 1) {
    if (test === null || test(graph.statements[number], number)) failed[number] &= ~bit;
    else failed[number] |= bit;
  }
}

function endsShown() {
  const ends = new Uint8Array(graph.entities.length);
  const asked = filters.reduce((bits, { byHand, bit }) => (byHand ? bits : bits | bit), 0);
  if (shown.failed.every((failed) => (failed & asked) === 0)) return ends.fill(1);
  graph.statements.forEach(({ subject, object }, number) => {
    if ((shown.failed[number] & asked) !== 0) return;
    if (typeof subject === "number") ends[subject] = 1;
    if (typeof object === "number") ends[object] = 1;
  });
  return ends;
}

/** What is held back at present: a chip for each choice. */
function chips() {
  return filters.flatMap(({ describe }) => describe());
}

/** What shows again all that these chips tell of; everything, when none are given. */
function lifted(told = chips()) {
  const names = told.flatMap(({ patch }) => Object.keys(patch));
  return Object.fromEntries(names.map((name) => [name, parts.get(name).initial]));
}

listen(applyFilters);
