// The SPARQL query that gives the statements of the present view. What the filters ask for becomes a
// pattern each; what no pattern can say, such as a part of the graph that was drawn, is listed.

/** Conditions in SPARQL by the part of the view they come from; null where none can say it. */
const conditions = {
  type: (name) => typeCondition(view.type, name),
  manner: () => [`FILTER(${negation(view.manner)}(${[...view.manner.keys].map((key) => MANNER_TESTS[key]).join(" || ")}))`],
  relation: (name) => [`FILTER(?predicate ${isAmong(view.relation)} (${[...view.relation.keys].map(name).join(", ")}))`],
  speaker: (name) => speakerCondition(view.speaker, name),
  publisher: () => publisherCondition(view.publisher),
  from: (name) => (view.from.keys.has(UNKNOWN)
    ? null
    : [`FILTER(?article ${isAmong(view.from)} (${[...view.from.keys].map(name).join(", ")}))`]),
  time: () => timeCondition(view.time, view.undated),
  away: (name) => {
    const hidden = [...view.away].map((entity) => name(graph.entities[entity].iri)).join(", ");
    return [`FILTER(?from NOT IN (${hidden}) && ?to NOT IN (${hidden}))`];
  },
};

const MANNER_TESTS = {
  fact: "?modality = kg:Actual && !BOUND(?by) && !?ended && !?negated",
  planned: "?modality = kg:Planned",
  possible: "?modality = kg:Possible",
  hypothetical: "?modality = kg:Hypothetical",
  claim: "BOUND(?by)",
  ended: "?ended",
  negated: "?negated",
};

function negation({ not }) {
  return not ? "!" : "";
}
function isAmong({ not }) {
  return not ? "NOT IN" : "IN";
}

/** No entity at its ends may be of a type that is not wanted; of two classes the more telling counts. */
function typeCondition({ not, keys }, name) {
  const classes = Object.entries(page.classes);
  const unwanted = classes.filter(([type]) => keys.has(type) === not).map(([, iri]) => name(iri));
  if (!unwanted.length) return [];
  const ranked = classes.map(([, iri], rank) => `(${name(iri)} ${rank})`).join(" ");
  return [
    "FILTER NOT EXISTS {",
    "  ?statement rdf:subject|rdf:object ?end . ?end a ?type .",
    `  VALUES (?type ?rank) { ${ranked} }`,
    `  FILTER(?type IN (${unwanted.join(", ")}))`,
    "  FILTER NOT EXISTS {",
    "    ?end a ?better .",
    `    VALUES (?better ?place) { ${ranked} }`,
    "    FILTER(?place < ?rank)",
    "  }",
    "}",
  ];
}

function speakerCondition({ not, keys }, name) {
  const named = [...keys].filter((key) => key !== NARRATOR).map(name);
  const tests = [keys.has(NARRATOR) && "!BOUND(?by)", named.length && `COALESCE(?by IN (${named.join(", ")}), false)`];
  return [`FILTER(${negation({ not })}(${tests.filter(Boolean).join(" || ")}))`];
}

function publisherCondition(choice) {
  return ["OPTIONAL { ?article schema:publisher ?publisher }",
    `FILTER(COALESCE(STR(?publisher), "-") ${isAmong(choice)} (${[...choice.keys].map(quoted).join(", ")}))`];
}

/** As the timeline has it: what tells no time counts for the day its article appeared. */
function timeCondition({ from, to }, isUndatedShown) {
  const day = (number) => quoted(dateOf(number).toISOString().slice(0, 10));
  const low = (time) => `CONCAT(STR(${time}), SUBSTR("0000-01-01", STRLEN(STR(${time})) + 1))`;
  const high = (time) => `CONCAT(STR(${time}), SUBSTR("0000-12-31", STRLEN(STR(${time})) + 1))`;
  const test = [from !== null && `?last >= ${day(from)}`, to !== null && `?first <= ${day(to)}`].filter(Boolean).join(" && ");
  return [
    "OPTIONAL { ?article schema:datePublished ?published }",
    "BIND(SUBSTR(STR(?published), 1, 10) AS ?day)",
    "OPTIONAL { ?statement kg:time ?time }",
    "OPTIONAL { ?statement kg:timeStart ?begins }",
    "OPTIONAL { ?statement kg:timeEnd ?ends }",
    `BIND(IF(BOUND(?begins) && BOUND(?ends), ${low("?begins")} <= ${high("?ends")}, false) AS ?isSpan)`,
    `BIND(IF(BOUND(?day) && BOUND(?begins), ${high("?day")} >= ${low("?begins")}, false) AS ?lasted)`,
    `BIND(IF(BOUND(?day) && BOUND(?ends), ${low("?day")} <= ${high("?ends")}, false) AS ?isAhead)`,
    `BIND(IF(BOUND(?time), ${low("?time")}, IF(?isSpan || BOUND(?begins) && !BOUND(?ends), ${low("?begins")},`,
    `  IF(BOUND(?ends) && !BOUND(?begins) && !?isAhead, ${low("?ends")}, ${low("?day")}))) AS ?first)`,
    `BIND(IF(BOUND(?time), ${high("?time")}, IF(?isSpan || BOUND(?ends) && !BOUND(?begins), ${high("?ends")},`,
    `  IF(BOUND(?begins) && !BOUND(?ends) && !?lasted, ${high("?begins")}, ${high("?day")}))) AS ?last)`,
    `FILTER(${isUndatedShown ? "!BOUND(?first) || " : "BOUND(?first) && "}${test || "true"})`,
  ];
}

/** Patterns for what is chosen and what the filters let pass; null when only a list can say it. */
function patternsOf(name) {
  const isPart = page.focus !== null || page.live?.whole === false;
  if (isPart || view.edge !== null || isPathOpen()) return null;
  const patterns = view.entity === null ? [] : chosenPattern(name(graph.entities[view.entity].iri));
  for (const { names: [part], makeTest } of filters) {
    if (makeTest() === null) continue;
    const condition = conditions[part]?.(name) ?? null;
    if (condition === null) return null;
    patterns.push(...condition);
  }
  return patterns;
}

/** What is said of an entity; who holds a post concerns what the post is in. */
function chosenPattern(node) {
  return [
    "{",
    `  ?statement rdf:subject|rdf:object|prov:wasAttributedTo|kg:place ${node} .`,
    "} UNION {",
    `  ?seat rdf:predicate org:postIn ; rdf:object ${node} ; rdf:subject ?post .`,
    "  ?statement rdf:predicate org:holds ; rdf:object ?post .",
    "}",
  ];
}

/** The query for these statements, which the view shows. */
function sparql(numbers) {
  const { name, header } = namer();
  for (const prefix of ["kg", "rdf", "rdfs", "nif", "prov", "schema", "org"]) name(`${space[prefix]}x`);
  const listed = () => ["VALUES ?statement {", ...numbers.map((number) => `  ${name(graph.statements[number].iri)}`), "}"];
  const patterns = patternsOf(name) ?? listed();
  return `${header("PREFIX", "")}
SELECT DISTINCT ?statement ?subject ?relation ?object ?modality ?negated ?ended ?speaker ?article ?words WHERE {
  ?statement a kg:Statement ; rdf:subject ?from ; rdf:predicate ?predicate ; rdf:object ?to ;
    kg:modality ?modality ; kg:negated ?negated ; kg:statedIn ?article ; kg:evidence ?span .
  ?span nif:beginIndex ?start .
  OPTIONAL { ?statement prov:wasAttributedTo ?by OPTIONAL { ?by rdfs:label ?byLabel } }
  OPTIONAL { ?statement kg:ended ?over }
  BIND(COALESCE(?over, false) AS ?ended)
${patterns.map((line) => `  ${line}\n`).join("")}  OPTIONAL { ?span nif:anchorOf ?words }
  OPTIONAL { ?from rdfs:label ?fromLabel }
  OPTIONAL { ?predicate rdfs:label ?predicateLabel }
  OPTIONAL { ?to rdfs:label ?toLabel }
  BIND(COALESCE(?fromLabel, STR(?from)) AS ?subject)
  BIND(COALESCE(?predicateLabel, STR(?predicate)) AS ?relation)
  BIND(COALESCE(?toLabel, STR(?to)) AS ?object)
  BIND(COALESCE(?byLabel, STR(?by)) AS ?speaker)
} ORDER BY ?article ?start ?statement
`;
}
