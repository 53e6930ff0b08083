// Asks the SPARQL endpoint of this server, and reads what it answers.

import { triples } from "./terms.js";

const ENDPOINT = "sparql";
const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

/** What the server says was wrong, and where: `line` and `column` from 1, or null; `parameter`. */
class Problem extends Error {
  constructor(said, status) {
    const [, name, rest] = /^--param (\w+): ([\s\S]*)$/.exec(said) ?? [null, null, said];
    const place = /^(?:\w+, )?line (\d+)(?:, column (\d+))?: ([\s\S]*)$/.exec(rest);
    super(place ? place[3] : rest);
    this.status = status;
    this.parameter = name;
    this.line = place ? Number(place[1]) : null;
    this.column = place?.[2] ? Number(place[2]) : null;
  }
}

async function sent(path, options) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("the server does not answer; is kg serve still running?", 0);
  }
  if (!answer.ok) {
    throw new Problem((await answer.text()).trim() || answer.statusText, answer.status);
  }
  return answer;
}

/** The answer to a query in one of the media types of `accept`. */
function fetched(query, accept, signal = null) {
  return sent(ENDPOINT, {
    signal,
    headers: { Accept: accept },
    body: new URLSearchParams({ query }),
  });
}

/**
 * What a query gives; each row has a term or null for each column.
 * @returns {Promise<{ kind: "table" | "graph" | "boolean", columns: string[], rows: any[][], boolean?: boolean, unread?: number }>}
 */
async function ask(query, signal = null) {
  const answer = await fetched(query, ACCEPT, signal);
  if (answer.headers.get("Content-Type").startsWith("application/n-triples")) {
    const columns = ["subject", "predicate", "object"];
    return { kind: "graph", columns, ...triples(await answer.text()) };
  }
  const { head, results, boolean } = await answer.json();
  if (boolean !== undefined) return { kind: "boolean", boolean, columns: [], rows: [] };
  const columns = head.vars;
  const rows = results.bindings.map((binding) => columns.map((name) => binding[name] ?? null));
  return { kind: "table", columns, rows };
}

/** The query with values in its parameters, which the server reads as `kg query --param` does. */
async function bound(query, values, signal) {
  const answer = await sent("query/bind", {
    signal,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, values }),
  });
  return answer.text();
}

export { Problem, ask, bound, fetched };
