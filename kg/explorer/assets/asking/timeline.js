// When things are said to have happened, as bars that follow all other filters, and a span of time to
// choose among them: by mouse, by touch, or with two handles by keyboard.

const TOLD = 1; // a statement tells when
const PUBLISHED = 2; // it does not, and counts for the day its article appeared
/**
 * The time of each statement: from when to when, as days, and who tells. Of those that have one, all
 * first days and all last days, sorted.
 */
const when = { first: new Int32Array(0), last: new Int32Array(0), kind: new Uint8Array(0),
  starts: new Int32Array(0), ends: new Int32Array(0) };

function readTimes() {
  const length = graph.statements.length;
  const [first, last, kind] = [new Int32Array(length), new Int32Array(length), new Uint8Array(length)];
  graph.statements.forEach((statement, number) => {
    const days = daysOfStatement(statement);
    if (!days) return;
    [first[number], last[number]] = days;
    kind[number] = statement.when ? TOLD : PUBLISHED;
  });
  const sorted = (days) => days.filter((_, number) => kind[number] !== 0).sort();
  Object.assign(when, { first, last, kind, starts: sorted(first), ends: sorted(last) });
}

declare("time", spanForm);
declare("undated", { initial: false, write: (isShown) => (isShown ? "yes" : ""), read: (text) => text === "yes" });

addFilter(["time", "undated"], () => {
  if (view.time === null) return null;
  if (when.kind.length !== graph.statements.length) readTimes();
  const { first, last, kind } = when;
  const [from, to] = [view.time.from ?? -Infinity, view.time.to ?? Infinity];
  return (_, number) => (kind[number] === 0 ? view.undated : last[number] >= from && first[number] <= to);
}, () => (view.time === null
  ? []
  : [{ title: "Time", text: spanText(view.time), patch: { time: null, undated: false } }]));

const MOST_OF_THEM = 0.85; // so many of the statements lie in the bins; some old dates go in one before

/** The shortest time in which most statements lie, and what is not far before and after it. */
function mainSpan() {
  const { starts, ends } = when;
  const window = Math.ceil(starts.length * MOST_OF_THEM) - 1;
  let best = 0;
  for (let at = 1; at + window < starts.length; at += 1) {
    if (starts[at + window] - starts[at] < starts[best + window] - starts[best]) best = at;
  }
  const [low, high] = [starts[best], starts[best + window]];
  const near = Math.max(high - low, 6) / 2;
  const first = starts.find((day) => day >= low - near);
  const last = Math.max(high, ends.findLast((day) => day <= high + near) ?? high);
  const room = Math.max(0, Math.ceil((6 - (last - first)) / 2)); // a week at least
  return { first: first - room, last: last + room };
}

/**
 * The bins across a width: equally wide; before and after them one for all that is earlier or later.
 * @returns {{ unit: any, bins: { from: number | null, to: number | null, x: number, width: number }[] }}
 */
function axisFor({ first, last }, width) {
  const { unit, starts } = binStarts(first, last, Math.max(12, Math.floor(width / 9)));
  const isEarlier = when.starts[0] < starts[0];
  const isLater = Math.max(last, when.ends.at(-1)) >= starts.at(-1);
  const [aside, gap] = [22, 7];
  const [left, right] = [isEarlier ? aside + gap : 0, width - (isLater ? aside + gap : 0)];
  const wide = (right - left) / (starts.length - 1);
  const bins = starts.slice(0, -1).map((from, at) => ({ from, to: starts[at + 1] - 1, x: left + at * wide, width: wide }));
  if (isEarlier) bins.unshift({ from: null, to: starts[0] - 1, x: 0, width: aside });
  if (isLater) bins.push({ from: starts.at(-1), to: null, x: width - aside, width: aside });
  return { unit, bins };
}

/** The bin in which a day is. */
function binOf(bins, day) {
  let [low, high] = [0, bins.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (day <= (bins[middle].to ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many statements of each kind are in each bin, one that lasts in all it touches. */
function binCounts(bins) {
  const counts = { [TOLD]: new Int32Array(bins.length + 1), [PUBLISHED]: new Int32Array(bins.length + 1) };
  const others = ~bitOf("time");
  for (let number = 0; number < when.kind.length; number += 1) {
    if (when.kind[number] === 0 || (shown.failed[number] & others) !== 0) continue;
    const steps = counts[when.kind[number]];
    steps[binOf(bins, when.first[number])] += 1;
    steps[binOf(bins, when.last[number]) + 1] -= 1;
  }
  for (const steps of Object.values(counts)) {
    for (let at = 1; at < steps.length; at += 1) steps[at] += steps[at - 1];
  }
  return counts;
}

/** Where a span lies on the axis, in bins and in pixels; an open end reaches to the last bin. */
function placed(bins, time) {
  const low = time?.from === null || !time ? 0 : binOf(bins, time.from);
  const high = time?.to === null || !time ? bins.length - 1 : binOf(bins, time.to);
  return { low, high, left: bins[low].x, right: bins[high].x + bins[high].width };
}

/** The span of some bins; open where they reach to the first or the last, null when they are all. */
function spanOf(bins, low, high) {
  const from = low === 0 ? null : bins[low].from;
  const to = high === bins.length - 1 ? null : bins[high].to;
  return from === null && to === null ? null : { from, to };
}
