// The list of statements, put into the page slice by slice: the first at once, a thousand when
// there is time, so that the browser finds words in them, and the rest as one comes to it.

const FIRST_SLICE = 40;
const SLICE = 100;
const AT_ONCE = 1000;
let latestList = null;

/** How many of how many, where some are held back. */
function countShown(some, all) {
  const text = some === all ? all.toLocaleString("en") : `${some.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  return make("span", { class: "count" }, text);
}

/**
 * Groups of statements with their titles.
 * @param {[string, number[]][]} groups
 */
function statementList(groups) {
  const total = groups.reduce((sum, [, numbers]) => sum + numbers.length, 0);
  const body = make("div", { class: "statement-list" });
  const button = make("button", { type: "button", class: "more", on: { click: moreByHand } });
  const rest = make("p", { class: "rest" }, button);
  const cursor = { group: 0, item: 0, done: 0 };

  function add(count) {
    for (const end = Math.min(total, cursor.done + count); cursor.done < end;) {
      const [title, numbers] = groups[cursor.group];
      if (cursor.item === 0) body.append(group(title, numbers.length));
      const items = numbers.slice(cursor.item, cursor.item + end - cursor.done).map((number, at) =>
        positioned(statementItem(number), cursor.item + at + 1, numbers.length));
      body.lastElementChild.querySelector("ol").append(...items);
      cursor.done += items.length;
      cursor.item += items.length;
      if (cursor.item === numbers.length) Object.assign(cursor, { group: cursor.group + 1, item: 0 });
    }
    rest.hidden = cursor.done === total;
    button.textContent = `Show ${Math.min(SLICE, total - cursor.done)} more of ${(total - cursor.done).toLocaleString("en")}`;
  }
  function moreByHand() {
    const last = body.querySelectorAll(".evidence").length;
    add(SLICE);
    body.querySelectorAll(".evidence")[last]?.focus();
  }
  /** The list item of a statement, put into the page when it is not there yet. */
  function itemOf(number) {
    const place = groups.flatMap(([, numbers]) => numbers).indexOf(number);
    if (place >= cursor.done) add(place + 1 - cursor.done);
    return body.querySelector(`[data-statement="${number}"]`);
  }

  add(FIRST_SLICE);
  const list = { add, itemOf, isDone: () => cursor.done >= total, done: () => cursor.done };
  latestList = list;
  if (total <= AT_ONCE) whenIdle(list);
  addOnSight(rest, list);
  return [body, rest];
}

function group(title, count) {
  return make(
    "section",
    { class: "group" },
    title === null ? null : make("h3", {}, words(title), make("span", { class: "count" }, count.toLocaleString("en"))),
    make("ol", { class: "statements" }),
  );
}

/** Tells a screen reader where an item stands in the whole list, of which only a part is here. */
function positioned(item, place, size) {
  item.setAttribute("aria-posinset", String(place));
  item.setAttribute("aria-setsize", String(size));
  return item;
}

const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 50));

function whenIdle(list) {
  idle(() => {
    if (list !== latestList || list.isDone()) return;
    list.add(FIRST_SLICE);
    whenIdle(list);
  });
}

/** Adds a slice each time the end of the list comes near. */
function addOnSight(rest, list) {
  const root = narrow.matches ? null : document.getElementById("panel");
  const sight = new IntersectionObserver((entries) => {
    if (list !== latestList || list.isDone()) sight.disconnect();
    else if (entries.some(({ isIntersecting }) => isIntersecting)) {
      list.add(SLICE);
      sight.unobserve(rest); // it may still be in sight: look again
      sight.observe(rest);
    }
  }, { root, rootMargin: "600px" });
  sight.observe(rest);
}

/** The item of a statement in the list that is open, if it is there. */
function listItem(number) {
  return latestList?.itemOf(number) ?? null;
}
