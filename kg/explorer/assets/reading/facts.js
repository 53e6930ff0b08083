// Who else says the same: statements of one subject, relation and object.

const symmetric = new Set(page.symmetric);
let statementsOfFact = new Map();

listen((changed) => {
  if (!changed.has("data")) return;
  statementsOfFact = groupedBy([...graph.statements.keys()], (number) => factOf(graph.statements[number]));
});

/** What a statement says, whoever says it and in what manner. */
function factOf({ subject, predicate, object }) {
  const ends = [JSON.stringify(subject), JSON.stringify(object)];
  if (symmetric.has(predicate)) ends.sort();
  return `${ends[0]} ${predicate} ${ends[1]}`;
}

/** The other statements that say the same, and those that say it is not so; filters hide none. */
function witnessesOf(number) {
  const statement = graph.statements[number];
  const others = statementsOfFact.get(factOf(statement)).filter((other) => other !== number);
  const isSame = (other) => graph.statements[other].negated === statement.negated;
  return { same: others.filter(isSame), opposite: others.filter((other) => !isSame(other)) };
}
