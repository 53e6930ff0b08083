// All that is known of one entity: names, identity, offices, when, and its statements by relation.

const FOLD = 5; // so many statements of a group are shown at first
const UNFOLD = 50;

function entityHeading(number) {
  const { label, names, type, iri } = graph.entities[number];
  const about = make("p", { class: "about" }, symbol(shapeOf(type), type), words(typeName(type)));
  return [
    heading(words(label)),
    about,
    names.length ? make("p", { class: "also" }, "also ", ...joined(names.map(words), ", ")) : null,
    make("p", { class: "iri", dir: "ltr" }, words(iri)),
    ...elsewhere(iri).map((other) => make("p", { class: "iri", dir: "ltr" }, "= ", isWebAddress(other)
      ? make("a", { href: other, rel: "noopener noreferrer" }, words(other))
      : words(other))),
  ].filter(Boolean);
}

/** What an entity is at others. */
function elsewhere(iri) {
  const { owl, skos } = page.prefixes;
  return (beside.get(iri) ?? []).filter(([predicate]) => [`${owl}sameAs`, `${skos}exactMatch`].includes(predicate))
    .map(([, other]) => other);
}

/** Statements of an entity: offices first, then by relation, then what it claims, then where. */
function groupsOf(entity) {
  const groups = new Map([["Offices", []]]);
  const later = new Map([["Claims", []], ["Here", []]]);
  for (const number of graph.entities[entity].statements.filter(isShown)) {
    const statement = graph.statements[number];
    const isEnd = statement.subject === entity || statement.object === entity;
    let [shelf, title] = [groups, statement.relation];
    if (statement.office) title = "Offices";
    else if (!isEnd && statement.speaker === entity) [shelf, title] = [later, "Claims"];
    else if (!isEnd) [shelf, title] = [later, "Here"];
    if (!shelf.has(title)) shelf.set(title, []);
    shelf.get(title).push(number);
  }
  return [...groups, ...later].filter(([, numbers]) => numbers.length);
}

function entityContent(entity) {
  const groups = groupsOf(entity);
  const { statements } = graph.entities[entity];
  latestList = null;
  foldedGroups = [];
  return [
    ...entityHeading(entity),
    moments(groups.flatMap(([, numbers]) => numbers)),
    ...groups.map(([title, numbers]) => foldedGroup(title, numbers, title === "Offices" ? offices(entity, numbers) : null)),
    groups.length ? null : statements.length ? nothingShown(statements) : nothingSaid(),
    ...mentionedIn(entity),
  ].filter(Boolean);
}

function nothingSaid() {
  return make("p", { class: "nothing" }, "Mentioned, but nothing is stated about it.");
}

let foldedGroups = []; // of the entity that is shown

/** The item of a statement in the groups, unfolded if need be; null when none has it. */
function unfolded(number) {
  const home = foldedGroups.find(({ numbers }) => numbers.includes(number));
  return home?.itemAt(home.numbers.indexOf(number)) ?? null;
}

/** Statements with a title, of which the first are shown. */
function foldedGroup(title, numbers, before = null) {
  const list = make("ol", { class: "statements" });
  const button = make("button", { type: "button", class: "more", on: { click: moreByHand } });
  function add(count) {
    const from = list.children.length;
    list.append(...numbers.slice(from, from + count).map(statementItem));
    const left = numbers.length - list.children.length;
    button.hidden = left === 0;
    button.textContent = `Show ${Math.min(left, UNFOLD)} more${left > UNFOLD ? ` of ${left}` : ""}`;
  }
  function itemAt(place) {
    if (place >= list.children.length) add(place + 1 - list.children.length);
    return list.children[place];
  }
  function moreByHand() {
    const from = list.children.length;
    add(UNFOLD);
    list.children[from].querySelector(".evidence").focus();
  }
  add(numbers.length <= FOLD + 2 ? numbers.length : FOLD);
  foldedGroups.push({ numbers, itemAt });
  return make(
    "section",
    { class: "group" },
    make("h3", {}, words(title), make("span", { class: "count" }, String(numbers.length))),
    before,
    list,
    button,
  );
}

/** The articles that mention an entity, each opened where they do. */
function mentionedIn(entity) {
  const counts = [];
  for (let article = 0; article < graph.articles.length; article += 1) {
    const count = mentionsIn(article).filter((mention) => mention.entity === entity).length;
    if (count) counts.push([article, count]);
  }
  if (!counts.length) return [];
  const item = ([article, count]) => {
    const { headline, publisher, date } = graph.articles[article];
    const source = [publisher, date].filter(Boolean).join(", ");
    return make("li", {},
      make("button", { type: "button", class: "mentioning", on: { click: () => update({ article, statement: null }, { from: "list" }) } },
        words(headline)),
      make("span", { class: "source" }, words(source), make("span", { class: "count" }, `${count}×`)));
  };
  return [make("section", { class: "group" },
    make("h3", {}, "Mentioned in", make("span", { class: "count" }, String(counts.length))),
    make("ul", { class: "mentioned" }, ...counts.slice(0, UNFOLD).map(item)),
    counts.length > UNFOLD ? make("p", { class: "nothing" }, `and ${counts.length - UNFOLD} more articles`) : null)];
}
