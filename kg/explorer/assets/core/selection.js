// What is chosen: an entity or an edge; and the statement that is read, with its article.

const byIri = (kind) => ({
  write: (number) => graph[kind][number].iri,
  read: (iri) => numbers[kind].get(iri),
});
declare("entity", byIri("entities"));
declare("edge", {
  write: (id) => graph.statements[graph.edges[id].statements[0]].iri,
  read: (iri) => edgeOf.get(numbers.statements.get(iri)),
});
declare("statement", byIri("statements"));

/**
 * Chooses an entity, an edge or nothing; its first statement is the one that is read.
 * @param {{ entity?: number | null, edge?: number | null }} chosen
 * @param {string} from
 */
function select({ entity = null, edge = null }, from) {
  const [statement = null] = statementsOf({ entity, edge }).filter(isShown);
  update({ entity, edge, statement, article: null }, { from });
}

function statementsOf({ entity, edge }) {
  if (entity !== null) return groupsOf(entity).flatMap(([, members]) => members);
  return edge !== null ? graph.edges[edge].statements : [];
}

/** The statements of what is chosen, of the path, or all, that are shown, in the order of the panel. */
function chosenStatements() {
  if (isPathOpen()) return [...new Set(pathStatements().flat())];
  const isChosen = view.entity !== null || view.edge !== null;
  return (isChosen ? statementsOf(view) : graph.statements.map((_, number) => number)).filter(isShown);
}
